"""Registers: how a session's events add up for its list; closing one, and opening it again.

Another teacher's session is as if it were not there.
"""

from datetime import date

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, SessionId
from kiosk.domain.marks import EventKind, MarkEvent, MarkState, Method
from kiosk.domain.people import Roster
from kiosk.domain.permissions import Act
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from kiosk.storage import mirror, rosters, rows
from kiosk.storage.desk import Desk
from kiosk.storage.marking import Marking


class Registers:
    """Sessions of Zone R with what they say."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by Records."""
        self._desk = desk
        self._marking = Marking(desk)

    def sessions(self, day: date) -> list[Session]:
        """Give the sessions of a day, by start: those that begin on it, and shifts that run into it."""
        self._desk.require(Act.SEE_REGISTERS)
        return rosters.of_day(self._desk, day)

    def roster(self, session_id: SessionId) -> Roster:
        """Give a register with the door's newest marks. Raises KioskError SESSION_UNKNOWN."""
        self._desk.require(Act.SEE_REGISTERS)
        self._desk.drain()
        return rosters.of(self._desk, [rosters.session(self._desk, session_id)])[0]

    def close(self, session_id: SessionId) -> Session:
        """Close a register: whoever is unmarked becomes what the group chose, or stays.

        Raises:
            KioskError: SESSION_UNKNOWN, SESSION_CLOSED, SESSION_CANCELLED.
        """
        self._desk.require(Act.MARK)
        roster = self.roster(session_id)
        if roster.session.cancelled is not None:
            raise KioskError(Code.SESSION_CANCELLED)
        if roster.session.closed is not None:
            raise KioskError(Code.SESSION_CLOSED)
        now, becomes = self._desk.clock(), self._closing(roster.session.class_id)
        unmarked = [row.person.id for row in roster.rows if row.standing.state is MarkState.UNMARKED]
        with self._desk.act("session-closed", [session_id], f"{becomes.value}={len(unmarked)}"):
            for person in unmarked if becomes is not MarkState.UNMARKED else ():
                self._marking.add(EventKind.CLOSING, session_id, person, becomes, now, method=Method.CLOSING)
            self._set_closed(session_id, now)
        return self._copied(session_id)

    def reopen(self, session_id: SessionId) -> Session:
        """Open a register again. Raises KioskError SESSION_UNKNOWN, SESSION_CANCELLED."""
        self._desk.require(Act.MARK)
        self._desk.drain()
        session = rosters.session(self._desk, session_id)
        if session.closed is None:
            return session
        if session.cancelled is not None:
            raise KioskError(Code.SESSION_CANCELLED)
        now = self._desk.clock()
        live = self._live_closings(session_id)
        with self._desk.act("session-reopened", [session_id], f"taken_back={len(live)}"):
            for event in live:
                self._marking.void(event, now)
            self._set_closed(session_id, None)
        people = {event.person for event in live}
        if people:
            mirror.align_today(self._desk.records, self._desk.kiosk, session_id, people)
        return self._copied(session_id)

    def _closing(self, class_id: ClassId) -> MarkState:
        found = self._desk.records.read("SELECT closing FROM classes WHERE class = ?", (class_id,))
        return MarkState(found[0][0])

    def _live_closings(self, session_id: SessionId) -> list[MarkEvent]:
        columns = ", ".join("m." + column for column in rows.MARK_COLUMNS.split(", "))
        found = self._desk.records.read(
            f"SELECT {columns} FROM marks m WHERE session = ? AND kind = 'closing' AND NOT EXISTS (SELECT 1"
            " FROM marks v WHERE v.session = m.session AND v.person = m.person AND v.voids = m.event)",
            (session_id,),
        )
        return [rows.mark(row) for row in found]

    def _set_closed(self, session_id: SessionId, closed: Instant | None) -> None:
        self._desk.records.write(
            "UPDATE sessions SET closed_utc = ?, closed_zone = ?, closed_offset = ? WHERE session = ?",
            (*rows.instant_values(closed), session_id),
        )

    def _copied(self, session_id: SessionId) -> Session:
        desk = self._desk
        mirror.copy(desk.records, desk.kiosk, mirror.SESSIONS, desk.clock(), session_id)
        return rosters.session(desk, session_id)
