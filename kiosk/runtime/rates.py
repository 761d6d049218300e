"""Rates: the lines are read in parts by the database thread, and counted beside it."""

from collections.abc import Callable
from concurrent.futures import CancelledError
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from kiosk.domain.facts import Attending, Facts, LineColumns, LineRow, SessionFact
from kiosk.domain.follow_up import ReportScope
from kiosk.domain.ids import SessionId, SignerId
from kiosk.errors import Code, KioskError
from kiosk.runtime.api_register import Progress

if TYPE_CHECKING:
    from kiosk.reports.rates import Report
    from kiosk.runtime.services import Services
    from kiosk.storage.facts import FactBase
    from kiosk.storage.facts import Facts as FactReader
    from kiosk.storage.vault import Vault

T = TypeVar("T")
IsStopped = Callable[[], bool]


def read_rates(
    services: "Services", scope: ReportScope, on_progress: Progress | None, is_stopped: IsStopped
) -> "Report":
    """Read and count. Not on the database thread: it is asked, part by part.

    Raises:
        KioskError: REPORT_STOPPED when it was cancelled, the program ends or somebody else signed in; what
            `kiosk.storage.facts.Facts.base` raises.
    """
    reading = _Reading(services, scope, on_progress, is_stopped)
    try:
        facts = reading.facts()
    except CancelledError:  # the program ends
        raise KioskError(Code.REPORT_STOPPED) from None
    from kiosk.reports.rates import rates  # pandas loads on this thread

    report = rates(facts)
    reading.step()
    return report


class _Reading:
    """One report on its way."""

    def __init__(
        self,
        services: "Services",
        scope: ReportScope,
        on_progress: Progress | None,
        is_stopped: IsStopped,
    ) -> None:
        self._services = services
        self._scope = scope
        self._on_progress = on_progress
        self._is_stopped = is_stopped
        self._signer: SignerId | None = None
        self._done = 0
        self._of = 1

    def facts(self) -> Facts:
        """Read everything that is counted."""
        from kiosk.storage.facts import codes_of, portions

        scope = self._scope
        base = self._ask(lambda reader: reader.base(scope))
        while self._ask(lambda reader: reader.settle()):
            pass
        sessions = self._sessions(base)
        groups = sorted({one.class_id for one in sessions})
        lists = self._ask(lambda reader: reader.lists(scope, groups))
        people = self._ask(lambda reader: reader.people(scope))
        lines = LineColumns(sessions, people, Attending(base.code_sets, codes_of))
        parts = portions(sessions, base.members if scope.person is None else {})
        self._of = len(parts) + 1  # the counting itself is the last step
        first = 0
        for part in parts:
            lines.add(first, self._part(part))
            first += len(part)
            self.step()
        return Facts(base.first, base.last, sessions, lists, people, base.groups, *lines.columns())

    def step(self) -> None:
        """Say how far it is."""
        self._done += 1
        if self._on_progress is not None:
            self._on_progress(self._done, self._of)

    def _sessions(self, base: "FactBase") -> list[SessionFact]:
        from kiosk.storage.facts import spans

        found: list[SessionFact] = []
        for first, last in spans(base.first, base.last):
            found += self._span(first, last)
        return found

    def _span(self, first: date, last: date) -> list[SessionFact]:
        return self._ask(lambda reader: reader.sessions(self._scope, first, last))

    def _part(self, sessions: list[SessionId]) -> list[LineRow]:
        return self._ask(lambda reader: reader.lines(self._scope, sessions))

    def _ask(self, job: "Callable[[FactReader], T]") -> T:
        """Ask the database thread, for whoever began."""
        if self._is_stopped():
            raise KioskError(Code.REPORT_STOPPED)

        def of_the_same(vault: "Vault") -> T:
            office = vault.office
            signer = vault.signed_in.signer if vault.signed_in is not None else None
            if self._signer not in {None, signer}:  # somebody else sits there now
                raise KioskError(Code.REPORT_STOPPED)
            self._signer = signer
            return job(office.reports.facts)

        return self._services.submit(of_the_same).result()
