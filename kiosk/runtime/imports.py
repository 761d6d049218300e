"""ImportApi: files are read and compared on a thread of their own; the database thread lends what it knows.

That thread is asked for the school's list and, in the end, for one transaction. The door waits for nothing
else.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from kiosk.domain.importing import FileColumns, RosterPlan, TimetablePlan
from kiosk.domain.roster_plan import plan_roster
from kiosk.domain.timetable_plan import plan_timetable
from kiosk.errors import Code, KioskError
from kiosk.runtime.api_register import Progress
from kiosk.runtime.side_thread import SideThread

if TYPE_CHECKING:
    from kiosk.reports.importing.limits import Watch
    from kiosk.runtime.services import Services
    from kiosk.storage.imports import Imports
    from kiosk.storage.vault import Vault

T = TypeVar("T")
THREAD_NAME: Final = "rollcall-import"


class ImportsService:
    """Implements ImportApi."""

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._thread = SideThread(THREAD_NAME, "import-failed")
        self._stops: set[threading.Event] = set()

    def open_file(self, file: Path, kind: str, sheet: str = "") -> "Future[FileColumns]":
        """Look at a file; `kind` is "roster" or "timetable", `sheet` one of a workbook, "" the first.

        Raises:
            KioskError: SIGNED_OUT, NOT_ALLOWED, FILE_UNREADABLE, IMPORT_FORMAT, IMPORT_TOO_LARGE,
                IMPORT_COLUMNS, IMPORT_EMPTY, IMPORT_STOPPED, by the future.
        """

        def job(_: threading.Event) -> FileColumns:
            from kiosk.reports.importing import reading

            today = self._ask(lambda imports: imports.today()).local_date
            found = reading.look(file, kind, today, sheet)
            remembered = self._ask(lambda imports: imports.mapping(kind, found.titles))
            return replace(found, mapping=remembered) if remembered else found

        return self._start(job)

    def plan_roster(
        self,
        file: Path,
        mapping: Mapping[str, str],
        *,
        is_whole: bool,
        on_progress: Progress | None = None,
        sheet: str = "",
    ) -> "Future[RosterPlan]":
        """Say what importing people would do. `on_progress` is called on another thread, with rows read.

        Raises:
            KioskError: As `open_file`, by the future.
        """

        def job(stop: threading.Event) -> RosterPlan:
            from kiosk.reports.importing import reading

            school = self._ask(lambda imports: imports.known_school())
            watch = _watch(on_progress, stop)
            read = reading.read_roster(file, mapping, school.today, school.groups, watch, sheet)
            return plan_roster(read, school, is_whole=is_whole)

        return self._start(job)

    def apply_roster(self, plan: RosterPlan, on_progress: Progress | None = None) -> "Future[RosterPlan]":
        """Do it, in one transaction. `on_progress` is called on another thread, with changes written.

        Raises:
            KioskError: SIGNED_OUT, NOT_ALLOWED, IMPORT_PROBLEMS, IMPORT_OUTDATED, IMPORT_STOPPED, by the
                future; nothing is changed then.
        """
        tell = on_progress or _untold
        return self._write(lambda imports, stop: imports.apply_roster(plan, tell, stop.is_set))

    def plan_timetable(
        self, file: Path, mapping: Mapping[str, str], sheet: str = ""
    ) -> "Future[TimetablePlan]":
        """Say what importing lessons would do.

        Raises:
            KioskError: As `open_file`, by the future.
        """

        def job(stop: threading.Event) -> TimetablePlan:
            from kiosk.reports.importing import reading

            known = self._ask(lambda imports: imports.known_timetable())
            watch = _watch(None, stop)
            read = reading.read_timetable(file, mapping, known.zone, known.today, watch, sheet)
            return plan_timetable(read, known)

        return self._start(job)

    def apply_timetable(self, plan: TimetablePlan) -> "Future[TimetablePlan]":
        """Do it, and make the sessions, in one transaction.

        Raises:
            KioskError: As `apply_roster`, by the future.
        """
        minutes = self._services.timetable.school_minutes()
        return self._write(lambda imports, stop: imports.apply_timetable(plan, minutes, stop.is_set))

    def remember(self, kind: str, titles: Sequence[str], mapping: Mapping[str, str]) -> "Future[None]":
        """Keep a mapping for files with these titles."""
        return self._services.submit(lambda vault: vault.office.imports.remember(kind, titles, mapping))

    def cancel(self) -> None:
        """Stop what runs; its future holds IMPORT_STOPPED."""
        for stop in tuple(self._stops):
            stop.set()

    # For the services

    def stop(self, timeout: float) -> list[str]:
        """End the thread; gives its name when it did not end."""
        self.cancel()
        return [] if self._thread.stop(timeout) else [self._thread.name]

    # Inside

    def _ask(self, job: "Callable[[Imports], T]") -> T:
        """Have something read on the database thread, and wait for it. On the import's thread."""
        return self._services.submit(lambda vault: job(vault.office.imports)).result()

    def _start(self, job: Callable[[threading.Event], T]) -> "Future[T]":
        """Run a job beside the database thread."""
        stop = threading.Event()

        def run() -> T:
            try:
                return job(stop)
            except CancelledError:
                raise KioskError(Code.IMPORT_STOPPED) from None

        return self._until_done(stop, self._thread.submit(run))

    def _write(self, job: "Callable[[Imports, threading.Event], T]") -> "Future[T]":
        """Run a job on the database thread; door and windows go by what it changed at once."""
        stop = threading.Event()

        def write(vault: "Vault") -> T:
            answer = job(vault.office.imports, stop)
            self._services.refresh(vault)
            self._services.note_change()
            return answer

        return self._until_done(stop, self._services.submit(write))

    def _until_done(self, stop: threading.Event, future: "Future[T]") -> "Future[T]":
        self._stops.add(stop)
        future.add_done_callback(lambda _: self._stops.discard(stop))
        return future


def _watch(on_progress: Progress | None, stop: threading.Event) -> "Watch":
    from kiosk.reports.importing.limits import Watch

    return Watch(on_progress, stop.is_set)


def _untold(_done: int, _total: int) -> None:
    """Stand in for whoever does not want to know how far it is."""
