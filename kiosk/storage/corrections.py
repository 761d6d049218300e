"""What a teacher says of a line: correcting, taking back, doing again, looking at marks by code.

While a register is closed nothing is taken back or done again: a correction then has a reason of its own, and
another one follows it. Once the register is open again, its corrections can be taken back as before.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from kiosk.domain.ids import PersonId, SessionId, short
from kiosk.domain.marks import EventKind, MarkEvent, MarkState, Method, Standing
from kiosk.domain.people import Correction
from kiosk.domain.permissions import Act
from kiosk.domain.sessions import Session
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.storage import code_files, lines, mirror, rosters, rows
from kiosk.storage.desk import Desk
from kiosk.storage.marking import Marking

MOST_MINUTES: Final = 24 * 60
_BY_MACHINE: Final = (Method.FACE, Method.CODE, Method.CARD)


class Corrections:
    """A teacher's acts on lines of Zone R."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by Records."""
        self._desk = desk
        self._marking = Marking(desk)

    def correct(
        self,
        session_id: SessionId,
        people: Sequence[PersonId],
        state: MarkState,
        note: str,
        code: str = "",
        minutes: int | None = None,
    ) -> Correction:
        """Set a state for several people at once.

        Args:
            session_id: Which register.
            people: Whose lines.
            state: What they become; UNMARKED takes a mark away.
            note: Cleaned; why. Needed once the register is closed.
            code: One of the group's set that stands for `state`; "" for the state's own.
            minutes: How late, for LATE; kept for no other state.

        Raises:
            KioskError: NOT_ALLOWED, SESSION_UNKNOWN, SESSION_CANCELLED, PERSON_UNKNOWN, CODE_UNKNOWN,
                MINUTES_BAD, REASON_NEEDED.
        """
        self._desk.require(Act.MARK)
        self._desk.drain()
        session = self.open_to_change(session_id, note)
        self._check_code(session, state, code)
        if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
            raise KioskError(Code.MINUTES_BAD, where=MarkState.LATE.value)
        late = minutes if state is MarkState.LATE else None
        wanted = list(dict.fromkeys(people))
        before = rosters.standings(self._desk, session, wanted)
        if strangers := [person for person in wanted if person not in before]:
            raise KioskError(Code.PERSON_UNKNOWN, where=short(strangers[0]))
        now = self._desk.clock()
        changes = " ".join(f"{before[person].state.value}>{state.value}" for person in wanted)
        with self._desk.act("mark-corrected", [session_id, *wanted], changes):
            events = tuple(
                self._marking.add(
                    EventKind.CORRECTION, session_id, one, state, now, note=note, code=code, minutes=late
                )
                for one in wanted
            )
        if wanted:  # nobody named would be everybody
            mirror.align_today(self._desk.records, self._desk.kiosk, session_id, wanted)
        self._count_corrected(before[person] for person in wanted)
        return Correction(events, state)

    def undo(self, correction: Correction) -> None:
        """Void the events of a correction that are not voided yet and are of one's own classes.

        Raises:
            KioskError: NOT_ALLOWED; SESSION_CLOSED while the register is closed, SESSION_CANCELLED.
        """
        self._desk.require(Act.MARK)
        self._desk.drain()
        live = [event for event, is_voided in self._events(correction) if not is_voided]
        if not live:
            return
        now = self._desk.clock()
        self._require_open(live)
        with self._desk.act("mark-undone", [event.id for event in live], f"events={len(live)}"):
            for event in live:
                self._marking.void(event, now)
        self._tell_door(live)

    def redo(self, correction: Correction) -> Correction:
        """Make a correction that was taken back once more, now; what was not taken back is left as it is.

        Returns:
            The new correction; without events when there was nothing to do again.

        Raises:
            KioskError: NOT_ALLOWED; SESSION_CLOSED while the register is closed, SESSION_CANCELLED.
        """
        self._desk.require(Act.MARK)
        self._desk.drain()
        again = [event for event, is_voided in self._events(correction) if is_voided]
        if not again:
            return Correction((), correction.state)
        now = self._desk.clock()
        self._require_open(again)
        with self._desk.act("mark-redone", [event.id for event in again], f"events={len(again)}"):
            events = tuple(self._marking.correct(event, now) for event in again)
        self._tell_door(again)
        return Correction(events, correction.state)

    def look_at(self, session_id: SessionId, people: Sequence[PersonId]) -> None:
        """Say that marks by code or card were looked at. Raises KioskError NOT_ALLOWED, SESSION_UNKNOWN."""
        self._desk.require(Act.MARK)
        self._desk.drain()
        rosters.session(self._desk, session_id)
        of_session = "SELECT event FROM marks WHERE session = ? AND event IN (SELECT event FROM looked_at)"
        looked_at = {row[0] for row in self._desk.records.read(of_session, (session_id,))}
        new = [
            event.id
            for person in dict.fromkeys(people)
            for event in lines.coded(mirror.line_events(self._desk.records, session_id, person))
            if event.id not in looked_at
        ]
        if not new:
            return
        with self._desk.act("looked-at", [session_id, *new], f"events={len(new)}"):
            for event_id in new:
                self._desk.records.write("INSERT INTO looked_at (event) VALUES (?)", (event_id,))

    def open_to_change(self, session_id: SessionId, note: str) -> Session:
        """Give a session whose lines a teacher may change with this reason, if it needs one.

        Raises:
            KioskError: SESSION_UNKNOWN, SESSION_CANCELLED, REASON_NEEDED.
        """
        session = rosters.session(self._desk, session_id)
        if session.cancelled is not None:
            raise KioskError(Code.SESSION_CANCELLED)
        if session.closed is not None and not note:
            raise KioskError(Code.REASON_NEEDED)
        return session

    def _check_code(self, session: Session, state: MarkState, code: str) -> None:
        if not code:
            return
        found = self._desk.records.read("SELECT code_set FROM classes WHERE class = ?", (session.class_id,))
        known = code_files.load(found[0][0]).find(code)
        if known is None or known.state is not state:
            raise KioskError(Code.CODE_UNKNOWN, where=code)

    def _events(self, correction: Correction) -> list[tuple[MarkEvent, bool]]:
        """Give the correction's events that are of one's own classes, each with whether it was voided."""
        columns = ", ".join("m." + column for column in rows.MARK_COLUMNS.split(", "))
        found: list[tuple[MarkEvent, bool]] = []
        for event in dict.fromkeys(correction.events):
            for *mark, is_voided, class_id in self._desk.records.read(
                f"SELECT {columns}, EXISTS (SELECT 1 FROM marks v WHERE v.session = m.session"
                " AND v.person = m.person AND v.voids = m.event), class FROM marks m JOIN sessions"
                " USING (session) WHERE m.event = ? AND m.kind = 'correction'",
                (event,),
            ):
                if self._desk.sees(class_id):
                    found.append((rows.mark(tuple(mark)), bool(is_voided)))
        return found

    def _require_open(self, events: Iterable[MarkEvent]) -> None:
        for session_id in {event.session for event in events}:
            session = rosters.session(self._desk, session_id)
            if session.cancelled is not None:
                raise KioskError(Code.SESSION_CANCELLED)
            if session.closed is not None:
                raise KioskError(Code.SESSION_CLOSED)

    def _tell_door(self, events: Iterable[MarkEvent]) -> None:
        lines_of: dict[SessionId, list[PersonId]] = {}
        for event in events:
            lines_of.setdefault(event.session, []).append(event.person)
        for session_id, people in lines_of.items():
            mirror.align_today(self._desk.records, self._desk.kiosk, session_id, people)

    def _count_corrected(self, before: Iterable[Standing]) -> None:
        changed = sum(old.method in _BY_MACHINE for old in before)
        if changed:
            self._desk.door.count(Count.CORRECTED, self._desk.clock().local_date, changed)
