"""What the door confirmed during a soak, and whether the register and the exported sheet hold all of it."""

import csv
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.evidence import Sighting
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import EventId, PersonId, SessionId
from kiosk.domain.marks import EventKind, MarkState
from kiosk.runtime.api import DoorAnswer, Welcome
from kiosk.runtime.door import DoorService

if TYPE_CHECKING:
    from kiosk.domain.registers import HistoryLine
    from kiosk.runtime.services import Services


@dataclass(slots=True)
class Ledger:
    """What was ticked, written down beside the program. Any thread may write.

    Attributes:
        by_face: Events ticked for a face.
        by_code: Events ticked for a number and PIN.
        taken_back: Events that "not me" voided.
        refused: Codes that were refused.
        answers: All answers of the door.
    """

    by_face: set[EventId] = field(default_factory=set)
    by_code: set[EventId] = field(default_factory=set)
    taken_back: set[EventId] = field(default_factory=set)
    refused: int = 0
    answers: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def ticked(self) -> frozenset[EventId]:
        """All that was ticked."""
        with self._lock:
            return frozenset(self.by_face | self.by_code)

    def note(self, future: "Future[DoorAnswer]", events: set[EventId]) -> None:
        """Write down what came of a question."""
        if future.cancelled():
            return
        with self._lock:
            if future.exception() is not None:
                self.refused += 1
                return
            self.answers += 1
            answer = future.result()
            if isinstance(answer, Welcome):
                events.add(answer.event)

    def note_back(self, event: EventId, future: "Future[bool]") -> None:
        """Write down that a mark was taken back."""
        if future.cancelled() or future.exception() is not None:
            return
        if future.result():
            with self._lock:
                self.taken_back.add(event)


class WatchedDoor(DoorService):
    """The door, whose answers are written down as they reach the window."""

    def __init__(self, services: "Services", ledger: Ledger) -> None:
        super().__init__(services)
        self._ledger = ledger

    def record(self, sighting: Sighting) -> "Future[DoorAnswer]":
        """Mark the person seen."""
        return self._watched(super().record(sighting), self._ledger.by_face)

    def sign_code(self, number: str, pin: str) -> "Future[DoorAnswer]":
        """Mark by number and PIN."""
        return self._watched(super().sign_code(number, pin), self._ledger.by_code)

    def confirm(self, ticket: int, pin: str) -> "Future[DoorAnswer]":
        """Mark a look-alike."""
        return self._watched(super().confirm(ticket, pin), self._ledger.by_face)

    def choose(self, ticket: int, session: SessionId) -> "Future[DoorAnswer]":
        """Mark for a session that was chosen."""
        return self._watched(super().choose(ticket, session), self._ledger.by_face)

    def sign_card(self, code: str, source: SourceKind) -> "Future[DoorAnswer]":
        """Mark by a card."""
        return self._watched(super().sign_card(code, source), self._ledger.by_code)

    def take_back(self, event: EventId) -> "Future[bool]":
        """Void a mark."""
        future = super().take_back(event)
        future.add_done_callback(lambda done: self._ledger.note_back(event, done))
        return future

    def _watched(self, future: "Future[DoorAnswer]", events: set[EventId]) -> "Future[DoorAnswer]":
        future.add_done_callback(lambda done: self._ledger.note(done, events))
        return future


@dataclass(frozen=True, slots=True)
class Held:
    """One event that a register holds."""

    event: EventId
    session: SessionId
    person: PersonId
    kind: EventKind


@dataclass(frozen=True, slots=True)
class Registers:
    """All that the registers and the exported sheet say.

    Attributes:
        events: Oldest first within a line.
        states: Of each line.
        exported: The same, from the sheet.
    """

    events: tuple[Held, ...]
    states: Mapping[tuple[SessionId, PersonId], MarkState]
    exported: Mapping[tuple[SessionId, PersonId], str]


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of comparing.

    Attributes:
        ticked: Marks that the door confirmed.
        held: Of these, how many a register holds.
        lost: Confirmed, and in no register.
        doubled: Set at the door on a line that had a mark, which nobody had taken back.
        unasked: Set at the door in a register, and not confirmed to anybody.
        not_back: Taken back by "not me", and still counted.
        exported_otherwise: Lines of which the sheet says something else than the register, or nothing.
        lines: Lines compared with the sheet.
    """

    ticked: int
    held: int
    lost: int
    doubled: int
    unasked: int
    not_back: int
    exported_otherwise: int
    lines: int

    @property
    def is_whole(self) -> bool:
        """Nothing is lost, doubled or otherwise."""
        return not (self.lost or self.doubled or self.not_back or self.exported_otherwise)


def compare(ticked: Iterable[EventId], taken_back: Iterable[EventId], registers: Registers) -> Compared:
    """Hold what was confirmed against what is kept."""
    confirmed, back = set(ticked), set(taken_back)
    arrivals = {held.event: held for held in registers.events if held.kind is EventKind.ARRIVAL}
    # Not by what the register said before: a history is told by the clock, which was stepped back.
    standing = Counter((held.session, held.person) for held in arrivals.values() if held.event not in back)
    voids = _voided_lines(registers.events)
    otherwise = sum(registers.exported.get(line) != state.value for line, state in registers.states.items())
    return Compared(
        ticked=len(confirmed),
        held=len(confirmed & arrivals.keys()),
        lost=len(confirmed - arrivals.keys()),
        doubled=sum(count - 1 for count in standing.values()),
        unasked=len(arrivals.keys() - confirmed),
        not_back=sum(
            event not in arrivals or (arrivals[event].session, arrivals[event].person) not in voids
            for event in back
        ),
        exported_otherwise=otherwise + len(registers.exported.keys() - registers.states.keys()),
        lines=len(registers.states),
    )


def _voided_lines(events: Iterable[Held]) -> set[tuple[SessionId, PersonId]]:
    return {(held.session, held.person) for held in events if held.kind is EventKind.VOID}


def read_registers(services: "Services", first: date, last: date, folder: Path) -> Registers:
    """Read every register of some days and export their sheet; somebody has to be signed in.

    Raises:
        KioskError: SIGNED_OUT; what an export raises.
    """
    from kiosk.cli.export import SheetFormat, export_sheet
    from kiosk.domain.follow_up import ReportScope

    desk = services.desk
    found: dict[SessionId, None] = {}
    for day in range(first.toordinal(), last.toordinal() + 1):
        for session in desk.sessions(date.fromordinal(day)).result():
            if session.cancelled is None:
                found[session.id] = None
    events: list[Held] = []
    states: dict[tuple[SessionId, PersonId], MarkState] = {}
    for session_id in found:
        for row in desk.roster(session_id).result().rows:
            person = row.person.id
            states[session_id, person] = row.standing.state
            events += _held(session_id, person, desk.history(session_id, person).result())
    sheet = folder / "all.machine.csv"
    export_sheet(services.reports, ReportScope(first, last), SheetFormat.MACHINE_CSV, sheet)
    return Registers(tuple(events), states, _exported(sheet))


def _held(session: SessionId, person: PersonId, history: "Iterable[HistoryLine]") -> Iterable[Held]:
    return [Held(line.event, session, person, line.kind) for line in history]


def _exported(sheet: Path) -> dict[tuple[SessionId, PersonId], str]:
    with sheet.open(encoding="utf-8", newline="") as opened:
        return {
            (SessionId(row["session_id"]), PersonId(row["person_id"])): row["state"]
            for row in csv.DictReader(opened)
        }
