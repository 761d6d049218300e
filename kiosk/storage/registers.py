"""Registers: how a session's events add up for its list, and the acts of a teacher that add to them.

Another teacher's session is as if it were not there.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, EventId, PersonId, SessionId, new_id, short
from kiosk.domain.marks import (
    EventKind,
    MarkEvent,
    MarkState,
    Method,
    Standing,
    standing,
)
from kiosk.domain.people import (
    ALL_CLASSES,
    Correction,
    DaySheet,
    Person,
    Roster,
    RosterRow,
    SchoolClass,
    SheetRow,
)
from kiosk.domain.permissions import Act
from kiosk.domain.sessions import Session
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.storage import mirror, rows
from kiosk.storage.desk import Desk

_BY_MACHINE = (Method.FACE, Method.CODE)


class Registers:
    """Sessions and marks of Zone R."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by Records."""
        self._desk = desk

    def everybody(self) -> list[Person]:
        """Give all people by name; whose classes are one's own is Records' to look at."""
        self._desk.require(Act.SEE_REGISTERS)
        return self._people("WHERE is_erased = 0")

    def sessions(self, day: date) -> list[Session]:
        """Give the sessions of a day, by start: those that begin on it, and shifts that run into it."""
        self._desk.require(Act.SEE_REGISTERS)
        before = self._begun_on(day - timedelta(days=1))
        return [s for s in before if _last_day(s) >= day] + self._begun_on(day)

    def _begun_on(self, day: date) -> list[Session]:
        found = self._desk.records.read(
            f"SELECT {rows.SESSION_COLUMNS} FROM sessions WHERE day = ? ORDER BY starts_utc, session",
            (day.isoformat(),),
        )
        own = self._desk.own_classes()
        sessions = [rows.session(row) for row in found]
        return [session for session in sessions if own is None or session.class_id in own]

    def require_own(self, session_id: SessionId) -> None:
        """Raise KioskError SESSION_UNKNOWN for a session that is not there, or not one's own to see."""
        self._session(session_id)

    def roster(self, session_id: SessionId) -> Roster:
        """Give a register with the door's newest marks. Raises KioskError SESSION_UNKNOWN."""
        self._desk.require(Act.SEE_REGISTERS)
        self._desk.drain()
        session = self._session(session_id)
        events = self._events(session_id)
        members = self._members(session)
        return Roster(
            session,
            self._class(session.class_id),
            tuple(RosterRow(person, standing(events.get(person.id, ()))) for person in members),
        )

    def close(self, session_id: SessionId) -> Session:
        """Close a register. Raises KioskError SESSION_UNKNOWN or SESSION_CLOSED."""
        self._desk.require(Act.MARK)
        roster = self.roster(session_id)
        if roster.session.closed is not None:
            raise KioskError(Code.SESSION_CLOSED)
        now = self._desk.clock()
        unmarked = [row.person.id for row in roster.rows if row.standing.state is MarkState.UNMARKED]
        with self._desk.act("session-closed", [session_id], f"absent={len(unmarked)}"):
            for person in unmarked:
                self._add(EventKind.CLOSING, session_id, person, MarkState.ABSENT, now, method=Method.CLOSING)
            self._set_closed(session_id, now)
        return self._copied(session_id)

    def reopen(self, session_id: SessionId) -> Session:
        """Open a register again. Raises KioskError SESSION_UNKNOWN."""
        self._desk.require(Act.MARK)
        self._desk.drain()
        if self._session(session_id).closed is None:
            return self._session(session_id)
        now = self._desk.clock()
        live = [
            event
            for events in self._events(session_id).values()
            for event in events
            if event.kind is EventKind.CLOSING and not _is_voided(event.id, events)
        ]
        with self._desk.act("session-reopened", [session_id], f"taken_back={len(live)}"):
            for event in live:
                self._void(event, now)
            self._set_closed(session_id, None)
        return self._copied(session_id)

    def correct(
        self, session_id: SessionId, people: Sequence[PersonId], state: MarkState, note: str
    ) -> Correction:
        """Set a state. Raises KioskError SESSION_UNKNOWN or PERSON_UNKNOWN."""
        self._desk.require(Act.MARK)
        roster = self.roster(session_id)
        before = {row.person.id: row.standing for row in roster.rows}
        wanted = list(dict.fromkeys(people))
        if strangers := [person for person in wanted if person not in before]:
            raise KioskError(Code.PERSON_UNKNOWN, where=short(strangers[0]))
        now = self._desk.clock()
        changes = " ".join(f"{before[person].state.value}>{state.value}" for person in wanted)
        with self._desk.act("mark-corrected", [session_id, *wanted], changes):
            events = tuple(
                self._add(EventKind.CORRECTION, session_id, person, state, now, note=note)
                for person in wanted
            )
        mirror.align_today(self._desk.records, self._desk.kiosk, session_id)
        self._count_corrected(before[person] for person in wanted)
        return Correction(events, state)

    def undo(self, correction: Correction) -> None:
        """Void the events of a correction that are not voided yet and are of one's own classes."""
        self._desk.require(Act.MARK)
        now = self._desk.clock()
        found = [event for event_id in correction.events for event in self._event(event_id)]
        live = [
            event
            for event in found
            if not _is_voided(event.id, mirror.line_events(self._desk.records, event.session, event.person))
        ]
        if not live:
            return
        with self._desk.act("mark-undone", [event.id for event in live], f"events={len(live)}"):
            for event in live:
                self._void(event, now)
                self._close_line(event.session, event.person, now)
        for session_id in {event.session for event in live}:
            mirror.align_today(self._desk.records, self._desk.kiosk, session_id)

    def day_sheet(self, day: date, session_id: SessionId | None, school: str) -> DaySheet:
        """Give the registers that begin on a day, or one session's. Raises KioskError SESSION_UNKNOWN."""
        self._desk.require(Act.EXPORT)
        chosen = [self._session(session_id).id] if session_id else [s.id for s in self._begun_on(day)]
        rosters = sorted(
            (self.roster(session) for session in chosen),
            key=lambda roster: (roster.session.starts.utc, roster.school_class.name, roster.session.id),
        )
        title = rosters[0].school_class.name if session_id else self._all_title()
        return DaySheet(
            school,
            (rosters[0].session.starts.local_date if session_id else day).isoformat(),
            title,
            self._desk.clock(),
            self._desk.signed_in.name,
            self._desk.install.is_trial,
            tuple(_sheet_row(roster, row) for roster in rosters for row in roster.rows),
        )

    def _all_title(self) -> str:
        """Say what a day's whole sheet is about: a teacher's holds their own classes, and names them."""
        own = self._desk.own_classes()
        if own is None:
            return ALL_CLASSES
        return ", ".join(sorted(self._class(one).name for one in own))

    def _add(
        self,
        kind: EventKind,
        session: SessionId,
        person: PersonId,
        state: MarkState,
        at: Instant,
        *,
        method: Method = Method.TEACHER,
        voids: EventId | None = None,
        note: str = "",
    ) -> EventId:
        event = MarkEvent(
            EventId(new_id()),
            kind,
            session,
            person,
            state,
            method,
            None,
            at,
            self._desk.install.device,
            0,
            actor=self._desk.signed_in.signer,
            voids=voids,
            note=note,
        )
        self._desk.records.write(
            f"INSERT INTO marks ({rows.MARK_COLUMNS}) VALUES ({rows.MARK_HOLES})",
            rows.mark_values(event),
        )
        return event.id

    def _void(self, event: MarkEvent, at: Instant) -> None:
        self._add(EventKind.VOID, event.session, event.person, MarkState.UNMARKED, at, voids=event.id)

    def _close_line(self, session_id: SessionId, person: PersonId, now: Instant) -> None:
        """Make a line absent that an undo left with nothing in a closed register, as closing would have."""
        if self._session(session_id).closed is None:
            return
        events = mirror.line_events(self._desk.records, session_id, person)
        is_corrected = any(e.kind is EventKind.CORRECTION and not _is_voided(e.id, events) for e in events)
        if standing(events).state is MarkState.UNMARKED and not is_corrected:
            self._add(EventKind.CLOSING, session_id, person, MarkState.ABSENT, now, method=Method.CLOSING)

    def _session(self, session_id: SessionId) -> Session:
        found = self._desk.records.read(
            f"SELECT {rows.SESSION_COLUMNS} FROM sessions WHERE session = ?",
            (session_id,),
        )
        session = rows.session(found[0]) if found else None
        if session is None or not self._desk.sees(session.class_id):
            raise KioskError(Code.SESSION_UNKNOWN)
        return session

    def _class(self, class_id: ClassId) -> SchoolClass:
        found = self._desk.records.read("SELECT class, name FROM classes WHERE class = ?", (class_id,))
        return SchoolClass(ClassId(found[0][0]), found[0][1])

    def _members(self, session: Session) -> list[Person]:
        """Give who is on the list: who had joined when it ended and not left before it began.

        Whoever has an event in it is there too.
        """
        return self._people(
            "WHERE person IN (SELECT person FROM memberships WHERE class = ? AND joined_utc < ?"
            " AND (left_utc IS NULL OR left_utc > ?))"
            " OR person IN (SELECT person FROM marks WHERE session = ?)",
            (session.class_id, session.ends.utc_text, session.starts.utc_text, session.id),
        )

    def _people(self, where: str = "", values: tuple[str, ...] = ()) -> list[Person]:
        found = self._desk.records.read(
            f"SELECT person, number, name, symbol FROM people {where} ORDER BY name, number", values
        )
        return [Person(PersonId(r[0]), *r[1:]) for r in found]

    def _events(self, session_id: SessionId) -> dict[PersonId, list[MarkEvent]]:
        found = self._desk.records.read(
            f"SELECT {rows.MARK_COLUMNS} FROM marks WHERE session = ?",
            (session_id,),
        )
        events: dict[PersonId, list[MarkEvent]] = {}
        for event in map(rows.mark, found):
            events.setdefault(event.person, []).append(event)
        return events

    def _event(self, event_id: EventId) -> list[MarkEvent]:
        found = self._desk.records.read(
            f"SELECT {rows.MARK_COLUMNS}, class FROM marks JOIN sessions USING (session)"
            " WHERE event = ? AND kind = 'correction'",
            (event_id,),
        )
        return [rows.mark(row[:-1]) for row in found if self._desk.sees(row[-1])]

    def _set_closed(self, session_id: SessionId, closed: Instant | None) -> None:
        self._desk.records.write(
            "UPDATE sessions SET closed_utc = ?, closed_zone = ?, closed_offset = ? WHERE session = ?",
            (*rows.instant_values(closed), session_id),
        )

    def _copied(self, session_id: SessionId) -> Session:
        desk = self._desk
        mirror.copy(desk.records, desk.kiosk, mirror.SESSIONS, desk.clock(), session_id)
        return self._session(session_id)

    def _count_corrected(self, before: Iterable[Standing]) -> None:
        changed = sum(old.method in _BY_MACHINE for old in before)
        if changed:
            self._desk.door.count(Count.CORRECTED, self._desk.clock().local_date, changed)


def _last_day(session: Session) -> date:
    """Give the last calendar day of a session; one that ends at midnight does not reach the next."""
    return session.ends.plus(timedelta(microseconds=-1)).local_date


def _is_voided(event_id: EventId, events: Iterable[MarkEvent]) -> bool:
    return any(event.kind is EventKind.VOID and event.voids == event_id for event in events)


def _sheet_row(roster: Roster, row: RosterRow) -> SheetRow:
    session, now = roster.session, row.standing
    # A teacher who sets "late" says nothing about minutes; only an arrival does.
    is_timed = now.state is MarkState.LATE and now.arrived is not None
    late = session.minutes_late(now.arrived) if is_timed and now.arrived is not None else 0
    return SheetRow(
        roster.school_class.name,
        session.starts,
        session.ends,
        row.person.number,
        row.person.name,
        now.state,
        now.arrived,
        late,
        now.method,
        now.note,
    )
