"""ReportsApi over a FakeDesk's school. Cannot ship."""

from concurrent.futures import Future
from datetime import date
from typing import TYPE_CHECKING

from kiosk.domain.follow_up import ReportScope
from kiosk.domain.marks import MarkState
from kiosk.domain.people import ALL_CLASSES, DaySheet, SheetRow
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from kiosk.reports.rates import Report
from kiosk.runtime.api_register import Progress
from tests.fakes_rates import a_report

if TYPE_CHECKING:
    from tests.fakes_desk import FakeDesk


class FakeReports:
    """Sheets of the desk's own registers, what was exported, and the choice of the second screen."""

    def __init__(self, desk: "FakeDesk") -> None:
        self._desk = desk
        self.exports: list[tuple[ReportScope, str, int]] = []
        self.scopes: list[ReportScope] = []
        self.shows_names = False
        self.cancelled = 0
        self.cancelled_rates = 0
        self.report: Report | None = None
        """What the next rates are; None for made-up ones of the days asked for."""
        self.rates_asked: list[ReportScope] = []
        self.title = ""
        """Another title for sheets of all groups, such as a teacher's."""

    def sheet(self, scope: ReportScope, on_progress: Progress | None = None) -> "Future[DaySheet]":
        """Give the registers of the scope, told in one step."""

        def job() -> DaySheet:
            self.scopes.append(scope)
            if self.cancelled:
                raise KioskError(Code.EXPORT_STOPPED)
            sheet = self._sheet(scope)
            if on_progress is not None:
                on_progress(len(sheet.rows), len(sheet.rows))
            return sheet

        return self._desk._answer("sheet", job)

    def note_export(self, scope: ReportScope, fmt: str, rows: int) -> "Future[None]":
        """Remember it."""
        return self._desk._answer("note_export", lambda: self.exports.append((scope, fmt, rows)))

    def cancel_sheet(self) -> None:
        """Count it: whatever sheet is asked from now on was stopped."""
        self.cancelled += 1

    def cancel_rates(self) -> None:
        """Count it."""
        self.cancelled_rates += 1

    def rates(self, scope: ReportScope, on_progress: Progress | None = None) -> "Future[Report]":
        """Give rates, told in two steps."""

        def job() -> Report:
            self.rates_asked.append(scope)
            for done in (1, 2):
                if on_progress is not None:
                    on_progress(done, 2)
            return self.report or a_report(self._desk, scope.first, scope.last)

        return self._desk._answer("rates", job)

    def shows_names_on_board(self) -> "Future[bool]":
        """The choice."""
        return self._desk._answer("shows_names_on_board", lambda: self.shows_names)

    def set_names_on_board(self, shows: bool) -> "Future[None]":
        """Choose."""

        def job() -> None:
            self.shows_names = shows

        return self._desk._answer("set_names_on_board", job)

    def _sheet(self, scope: ReportScope) -> DaySheet:
        chosen = [s for s in self._desk.sessions_ if _is_in(s, scope)]
        rows = [row for s in chosen for row in self._rows(s) if scope.person in {None, row.person}]
        title, stem = self.title or ALL_CLASSES, ""
        if scope.session is not None:
            title = self._desk._class(chosen[0].class_id).name
        elif scope.person is not None:
            person = self._desk._summary(scope.person).person  # type: ignore[arg-type]
            title, stem = f"{person.name} ({person.number})", person.number
        elif scope.class_id is not None:
            title = self._desk._class(scope.class_id).name
        first: date = chosen[0].starts.local_date if scope.session is not None else scope.first
        last = first if scope.session is not None else scope.last
        closed = [s.closed for s in chosen if s.closed is not None]
        return DaySheet(
            "Hill School",
            first.isoformat(),
            title,
            self._desk.clock.now,
            "Ms Ruiz",
            False,
            tuple(rows),
            "" if last == first else last.isoformat(),
            max(closed) if closed and len(closed) == len(chosen) else None,
            stem,
            scope.person is not None,
        )

    def _rows(self, session: Session) -> list[SheetRow]:
        made = []
        for row in self._desk._roster(session.id).rows:
            now = row.standing
            is_in = now.state in {MarkState.PRESENT, MarkState.LATE}
            late = now.state is MarkState.LATE and now.at is not None
            made.append(
                SheetRow(
                    self._desk._class(session.class_id).name,
                    session.starts,
                    session.ends,
                    row.person.number,
                    row.person.name,
                    now.state,
                    now.at if is_in else None,
                    session.minutes_late(now.at) if late and now.at is not None else 0,
                    now.method,
                    now.note,
                    class_id=session.class_id,
                    session=session.id,
                    person=row.person.id,
                    closed=session.closed,
                    at=now.at,
                )
            )
        return made


def _is_in(session: Session, scope: ReportScope) -> bool:
    if scope.session is not None:
        return session.id == scope.session
    is_of_class = scope.class_id in {None, session.class_id}
    return is_of_class and scope.first <= session.starts.local_date <= scope.last
