"""A whole sheet at once, as the reports' thread puts it together from its parts."""

from datetime import date

from kiosk.domain.follow_up import ReportScope
from kiosk.domain.ids import SessionId
from kiosk.domain.people import SheetRow
from kiosk.storage import code_files
from kiosk.storage.reports import SheetPlan
from kiosk.storage.sheet_rows import RowMaker
from kiosk.storage.vault import Vault


def day_scope(day: date, session: SessionId | None = None) -> ReportScope:
    """A day, or one session of it."""
    return ReportScope(day, day, session=session)


def plan_of(vault: Vault, day: date, session: SessionId | None = None) -> SheetPlan:
    """What the sheet is made of."""
    return vault.office.reports.plan_sheet(day_scope(day, session))


def sheet_rows(vault: Vault, day: date, session: SessionId | None = None) -> tuple[SheetRow, ...]:
    """All its lines."""
    plan = plan_of(vault, day, session)
    maker = RowMaker(plan.acronyms, code_files.load)
    parts = [vault.office.reports.read_part(plan, number) for number in range(len(plan.parts))]
    return tuple(line for part in parts for line in maker.lines(part.rows))
