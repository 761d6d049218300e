"""ReportsApi: a sheet is read in parts by the database thread and put together beside it."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kiosk.domain.clock import Instant
from kiosk.domain.code_sets import CodeSet
from kiosk.domain.follow_up import ReportScope
from kiosk.domain.ids import SignerId
from kiosk.domain.people import DaySheet, SheetRow
from kiosk.errors import Code, KioskError
from kiosk.runtime.api_register import Progress
from kiosk.runtime.rates import read_rates
from kiosk.runtime.side_thread import SideThread

if TYPE_CHECKING:
    from kiosk.reports.rates import Report
    from kiosk.runtime.services import Services
    from kiosk.storage.reports import Reports, SheetPart, SheetPlan
    from kiosk.storage.vault import Vault

T = TypeVar("T")
IsStopped = Callable[[], bool]
THREAD_NAME = "rollcall-reports"


class ReportsService:
    """Implements ReportsApi."""

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._thread = SideThread(THREAD_NAME, "report-failed")
        self._sheets: set[threading.Event] = set()
        self._rates: set[threading.Event] = set()

    def sheet(self, scope: ReportScope, on_progress: Progress | None = None) -> "Future[DaySheet]":
        """Give everything a sheet says. `on_progress` is called on another thread.

        Raises SESSION_UNKNOWN, SESSION_CANCELLED, CLASS_UNKNOWN, PERSON_UNKNOWN, EXPORT_STOPPED.
        """
        return self._start(self._sheets, lambda is_stopped: self._sheet(scope, on_progress, is_stopped))

    def rates(self, scope: ReportScope, on_progress: Progress | None = None) -> "Future[Report]":
        """Count. `on_progress` is called on another thread.

        Raises SESSION_UNKNOWN, CLASS_UNKNOWN, PERSON_UNKNOWN, REPORT_STOPPED.
        """
        return self._start(
            self._rates, lambda is_stopped: read_rates(self._services, scope, on_progress, is_stopped)
        )

    def note_export(self, scope: ReportScope, fmt: str, rows: int) -> "Future[None]":
        """Write the audit row of an export."""
        return self._ask(lambda reports: reports.note_export(scope, fmt, rows))

    def shows_names_on_board(self) -> "Future[bool]":
        """Say whether the second screen may show names."""
        return self._ask(lambda reports: reports.shows_names_on_board())

    def set_names_on_board(self, shows: bool) -> "Future[None]":
        """Choose it."""

        def job(reports: "Reports") -> None:
            reports.set_names_on_board(shows)
            self._services.note_change()

        return self._ask(job)

    def cancel_sheet(self) -> None:
        """Stop the sheets that are being read, whose futures then hold EXPORT_STOPPED; a report goes on."""
        _set_all(self._sheets)

    def cancel_rates(self) -> None:
        """Stop the reports that are being counted, whose futures hold REPORT_STOPPED; a sheet goes on."""
        _set_all(self._rates)

    def stop(self, timeout: float) -> list[str]:
        """End the thread; gives its name when it did not end."""
        self.cancel_sheet()
        self.cancel_rates()
        return [] if self._thread.stop(timeout) else [self._thread.name]

    def _ask(self, job: "Callable[[Reports], T]") -> "Future[T]":
        return self._services.submit(lambda vault: job(vault.office.reports))

    def _start(self, stops: set[threading.Event], job: Callable[[IsStopped], T]) -> "Future[T]":
        """Run a job beside the database thread; it is told whether one of its kind was stopped since."""
        stop = threading.Event()
        stops.add(stop)
        future = self._thread.submit(lambda: job(stop.is_set))
        future.add_done_callback(lambda _: stops.discard(stop))
        return future

    def _sheet(self, scope: ReportScope, on_progress: Progress | None, is_stopped: IsStopped) -> DaySheet:
        try:
            return self._read_sheet(scope, on_progress, is_stopped)
        except CancelledError:  # the program ends
            raise KioskError(Code.EXPORT_STOPPED) from None

    def _read_sheet(
        self, scope: ReportScope, on_progress: Progress | None, is_stopped: IsStopped
    ) -> DaySheet:
        from kiosk.storage.sheet_rows import RowMaker

        plan, head = self._services.submit(lambda vault: self._plan(vault, scope)).result()
        maker = RowMaker(plan.acronyms, _code_set)
        lines: list[SheetRow] = []
        changed: list[Instant] = []
        for number in range(len(plan.parts)):
            if is_stopped():
                raise KioskError(Code.EXPORT_STOPPED)
            part = self._part(plan, number, head.signer)
            lines += maker.lines(part.rows)
            changed += part.changed
            if on_progress is not None:
                on_progress(len(lines), max(plan.rows, len(lines)))
        return DaySheet(
            plan.school,
            plan.day.isoformat(),
            plan.title,
            head.now,
            head.name,
            head.is_trial,
            tuple(lines),
            "" if plan.last_day == plan.day else plan.last_day.isoformat(),
            _closed(lines, changed),
            plan.file_stem,
            scope.person is not None,
        )

    def _plan(self, vault: "Vault", scope: ReportScope) -> "tuple[SheetPlan, _Head]":
        plan, who = vault.office.reports.plan_sheet(scope), vault.signed_in
        assert who is not None  # there is no office without
        return plan, _Head(who.signer, who.name, vault.is_trial, self._services.clock())

    def _part(self, plan: "SheetPlan", number: int, signer: SignerId) -> "SheetPart":
        def job(vault: "Vault") -> "SheetPart":
            who = vault.signed_in
            if who is None or who.signer != signer:  # somebody else sits there now
                raise KioskError(Code.SIGNED_OUT)
            return vault.office.reports.read_part(plan, number)

        return self._services.submit(job).result()


@dataclass(frozen=True, slots=True)
class _Head:
    """Who takes a sheet, and when."""

    signer: SignerId
    name: str
    is_trial: bool
    now: Instant


def _set_all(stops: set[threading.Event]) -> None:
    for stop in tuple(stops):
        stop.set()


def _code_set(name: str) -> CodeSet | None:
    from kiosk.storage import code_files

    try:
        return code_files.load(name)
    except KioskError:  # a set of another version of the program: codes are then shown as they are stored
        return None


def _closed(lines: Iterable[SheetRow], changed: Iterable[Instant]) -> Instant | None:
    """Say since when nothing has changed; None while a register is open, or nothing is in the sheet."""
    closings = {line.session: line.closed for line in lines}
    closed = [moment for moment in closings.values() if moment is not None]
    if not closed or len(closed) < len(closings):
        return None
    return max((*closed, *changed), key=lambda moment: moment.utc)
