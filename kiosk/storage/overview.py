"""Many registers at once: the office's view of a day, who is missing now, and one person's days.

Cancelled sessions count nowhere and are left out. Of a teacher's view only their own classes are.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId, SessionId
from kiosk.domain.marks import UNMARKED, MarkState, minutes_late
from kiosk.domain.people import Roster
from kiosk.domain.permissions import Act
from kiosk.domain.registers import LONG_OPEN_MINUTES, Missing, PersonDay, SessionCounts, WideRow
from kiosk.domain.sessions import Session
from kiosk.storage import lines, people_there, rosters, rows
from kiosk.storage.desk import Desk

_CHOSEN: Final = "SELECT value FROM json_each(?)"
_COUNTS: Final = (
    f"SELECT session, state, count(*), sum(needs_look) FROM lines WHERE session IN ({_CHOSEN})"
    " GROUP BY session, state"
)
_WITHOUT_EVENT: Final = (
    "SELECT s.session, count(DISTINCT m.person) FROM sessions s JOIN memberships m ON m.class = s.class"
    f" AND {rosters.IS_LISTED} WHERE s.session IN ({_CHOSEN}) AND NOT EXISTS"
    " (SELECT 1 FROM lines l WHERE l.session = s.session AND l.person = m.person) GROUP BY s.session"
)
_SESSION_COLUMNS: Final = ", ".join("s." + column for column in rows.SESSION_COLUMNS.split(", "))
_LINE_COLUMNS: Final = ", ".join("l." + column for column in lines.STANDING_COLUMNS.split(", "))
_SESSION_WIDTH: Final = len(rows.SESSION_COLUMNS.split(","))
_PERSONS: Final = (
    f"SELECT {_SESSION_COLUMNS}, c.name, s.day, {_LINE_COLUMNS} FROM (SELECT s.session FROM memberships m"
    f" JOIN sessions s ON s.class = m.class AND s.day BETWEEN ?2 AND ?3 AND {rosters.IS_LISTED}"
    " WHERE m.person = ?1 UNION SELECT session FROM lines WHERE person = ?1) t"
    " JOIN sessions s ON s.session = t.session JOIN classes c ON c.class = s.class"
    " LEFT JOIN lines l ON l.session = s.session AND l.person = ?1"
    " WHERE s.day BETWEEN ?2 AND ?3 AND s.cancelled_utc IS NULL ORDER BY s.starts_utc, s.session"
)


class Overview:
    """Questions over all registers of Zone R."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by Records."""
        self._desk = desk

    def counts(self, day: date) -> list[SessionCounts]:
        """Give every register of a day with its counts, by start and class."""
        self._desk.require(Act.SEE_REGISTERS)
        self._desk.drain()
        return self._counted(_held(rosters.of_day(self._desk, day)))

    def counts_of(self, sessions: Sequence[SessionId]) -> list[SessionCounts]:
        """Give some registers with their counts, as `counts`; those that are not one's own are left out."""
        self._desk.require(Act.SEE_REGISTERS)
        self._desk.drain()
        return self._counted(_held(rosters.own(self._desk, sessions)))

    def _counted(self, sessions: Sequence[Session]) -> list[SessionCounts]:
        lines.settle(self._desk.records, [one.id for one in sessions])
        chosen = (rosters.ids(sessions),)
        states = {one.id: dict.fromkeys(MarkState, 0) for one in sessions}
        to_look_at = {one.id: 0 for one in sessions}
        for session_id, state, count, coded in self._desk.records.read(_COUNTS, chosen):
            states[session_id][MarkState(state)] += count
            to_look_at[session_id] += coded
        for session_id, count in self._desk.records.read(_WITHOUT_EVENT, chosen):
            states[session_id][MarkState.UNMARKED] += count
        named, now = rosters.classes(self._desk.records), self._desk.clock()
        found = [
            SessionCounts(
                one,
                named[one.class_id],
                tuple(states[one.id].values()),
                to_look_at[one.id],
                _is_open_too_long(one, now),
            )
            for one in sessions
        ]
        return sorted(found, key=lambda one: (one.session.starts.utc, one.school_class.name, one.session.id))

    def wide_roster(self, day: date, sessions: Sequence[SessionId] = ()) -> list[WideRow]:
        """Give several registers as one list, by class and name.

        Args:
            day: Which.
            sessions: Those that are wanted; none named: those running now, or all of the day when none runs.

        Raises:
            KioskError: NOT_ALLOWED, SESSION_UNKNOWN.
        """
        self._desk.require(Act.SEE_REGISTERS)
        self._desk.drain()
        if sessions:
            chosen = [rosters.session(self._desk, one) for one in dict.fromkeys(sessions)]
        else:
            every = _held(rosters.of_day(self._desk, day))
            chosen = [one for one in every if _is_running(one, self._desk.clock())] or every
        return [
            WideRow(one.session.id, one.school_class.name, row.person, row.standing, row.needs_look)
            for one in sorted(rosters.of(self._desk, chosen), key=_by_class)
            for row in one.rows
        ]

    def missing(self) -> list[Missing]:
        """Give whoever is expected now and unmarked, by class and name.

        Who is marked in another session that runs at the same time is there, and not missing.
        """
        self._desk.require(Act.SEE_REGISTERS)
        self._desk.drain()
        now = self._desk.clock()
        running = [one for one in self._around(now) if _is_running(one, now)]
        found, named = rosters.unmarked(self._desk, running), rosters.classes(self._desk.records)
        running.sort(key=lambda one: (named[one.class_id].name, one.starts.utc_text, one.id))
        return [
            Missing(person, one.id, named[one.class_id].name, one.starts)
            for one in running
            for person in found.get(one.id, ())
        ]

    def person_days(self, person: PersonId, first: date, last: date) -> list[PersonDay]:
        """Give one person's sessions, oldest first. Raises KioskError NOT_ALLOWED, PERSON_UNKNOWN."""
        self._desk.require_person(Act.SEE_REGISTERS, person)
        people_there.require(self._desk.records, person)
        self._desk.drain()
        lines.settle_person(self._desk.records, person)
        own = self._desk.own_classes()
        found = []
        for row in self._desk.records.read(_PERSONS, (person, first.isoformat(), last.isoformat())):
            session = rows.session(row[:_SESSION_WIDTH])
            class_name, day, *line = row[_SESSION_WIDTH:]
            if own is not None and session.class_id not in own:
                continue
            now = UNMARKED if line[0] is None else lines.standing_of(line)
            found.append(
                PersonDay(
                    date.fromisoformat(day),
                    session.id,
                    class_name,
                    session.starts,
                    now.state,
                    minutes_late(session, now),
                    now.note,
                )
            )
        return found

    def _around(self, now: Instant) -> list[Session]:
        """Give the sessions of today, those that began yesterday included."""
        return _held(rosters.of_day(self._desk, now.local_date))


def _held(sessions: Sequence[Session]) -> list[Session]:
    return [one for one in sessions if one.cancelled is None]


def _is_running(one: Session, now: Instant) -> bool:
    return one.cancelled is None and one.starts.utc <= now.utc < one.ends.utc


def _is_open_too_long(one: Session, now: Instant) -> bool:
    return one.closed is None and now.utc > one.ends.utc + timedelta(minutes=LONG_OPEN_MINUTES)


def _by_class(one: Roster) -> tuple[str, str, str]:
    return one.school_class.name, one.session.starts.utc_text, one.session.id
