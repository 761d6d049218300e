"""Registers as they stand, one or many at once: `lines` beside the lists, in a few statements.

Another teacher's session is as if it were not there.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from kiosk.domain.ids import ClassId, PersonId, SessionId
from kiosk.domain.marks import UNMARKED, Standing
from kiosk.domain.people import Person, Roster, RosterRow, SchoolClass
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from kiosk.storage import lines, rows
from kiosk.storage.desk import Desk
from kiosk.storage.sqlcipher import Database

IS_LISTED: Final = "m.joined_utc < s.ends_utc AND (m.left_utc IS NULL OR m.left_utc > s.starts_utc)"
"""Who of a group's list is on a session's: had joined when it ended, and not left before it began."""
_CHOSEN: Final = "SELECT value FROM json_each(?1)"
_LIST: Final = (
    f"SELECT s.session, m.person FROM sessions s JOIN memberships m ON m.class = s.class AND {IS_LISTED}"
    f" WHERE s.session IN ({_CHOSEN})"
    f" UNION SELECT session, person FROM lines WHERE session IN ({_CHOSEN})"
)
"""Who is on the registers: the list, and whoever has an event there."""
_LINE_COLUMNS: Final = ", ".join("l." + column for column in lines.STANDING_COLUMNS.split(", "))
_OF_THEM: Final = "SELECT value FROM json_each(?2)"
_BEFORE_LINE: Final = 6
_ROWS: Final = (
    f"SELECT t.session, p.person, p.number, p.name, p.symbol, l.needs_look, {_LINE_COLUMNS}"
    f" FROM ({_LIST}) t JOIN people p ON p.person = t.person"
    " LEFT JOIN lines l ON l.session = t.session AND l.person = t.person"
)

_UNMARKED: Final = (
    f"SELECT t.session, p.person, p.number, p.name, p.symbol FROM ({_LIST}) t JOIN people p"
    " ON p.person = t.person LEFT JOIN lines l ON l.session = t.session AND l.person = t.person"
    " WHERE coalesce(l.state, 'unmarked') = 'unmarked' AND t.person NOT IN (SELECT person FROM lines"
    f" WHERE session IN ({_CHOSEN}) AND state IN ('present', 'late')) ORDER BY p.name, p.number"
)
"""Whom no register of several has, each line of theirs."""


def session(desk: Desk, session_id: SessionId) -> Session:
    """Give a session. Raises KioskError SESSION_UNKNOWN for none, and for one that is not one's own."""
    found = desk.records.read(f"SELECT {rows.SESSION_COLUMNS} FROM sessions WHERE session = ?", (session_id,))
    one = rows.session(found[0]) if found else None
    if one is None or not desk.sees(one.class_id):
        raise KioskError(Code.SESSION_UNKNOWN)
    return one


def own(desk: Desk, sessions: Iterable[SessionId]) -> list[Session]:
    """Give those of some sessions that are one's own, by start."""
    return _own(desk, "session IN (SELECT value FROM json_each(?))", json.dumps(list(sessions)))


def begun_on(desk: Desk, day: date) -> list[Session]:
    """Give one's own sessions that begin on a day, by start."""
    return _own(desk, "day = ?", day.isoformat())


def of_day(desk: Desk, day: date) -> list[Session]:
    """Give those of a day, by start and group: those that begin on it, and shifts that run into it."""
    ran_on = "day = date(?1, '-1 day') AND date(ends_utc, ends_offset || ' minutes') >= ?1"
    before = _own(desk, ran_on, day.isoformat())
    return [one for one in before if _last_day(one) >= day] + begun_on(desk, day)


def _own(desk: Desk, where: str, value: str) -> list[Session]:
    found = desk.records.read(
        f"SELECT {rows.SESSION_COLUMNS} FROM sessions WHERE {where} ORDER BY starts_utc,"
        " (SELECT name FROM classes WHERE classes.class = sessions.class), session",
        (value,),
    )
    taught = desk.own_classes()
    every = [rows.session(row) for row in found]
    return [one for one in every if taught is None or one.class_id in taught]


def classes(records: Database) -> dict[ClassId, SchoolClass]:
    """Give all groups by id."""
    return {
        ClassId(one): SchoolClass(ClassId(one), name)
        for one, name in records.read("SELECT class, name FROM classes")
    }


def of(desk: Desk, sessions: Sequence[Session]) -> list[Roster]:
    """Give registers as they stand, in the order asked for; the door's marks must have been drained."""
    lines.settle(desk.records, [one.id for one in sessions])
    by_session: dict[str, list[RosterRow]] = {one.id: [] for one in sessions}
    for row in desk.records.read(_ROWS, (ids(sessions),)):
        person = Person(PersonId(row[1]), *row[2:5])
        by_session[row[0]].append(RosterRow(person, _now(row[_BEFORE_LINE:]), needs_look=bool(row[5])))
    named = classes(desk.records)
    return [Roster(one, named[one.class_id], _by_name(by_session[one.id])) for one in sessions]


def unmarked(desk: Desk, sessions: Sequence[Session]) -> dict[SessionId, list[Person]]:
    """Give by session, by name, who is on its list, and on none of these registers as present or late."""
    lines.settle(desk.records, [one.id for one in sessions])
    found: dict[SessionId, list[Person]] = {}
    for row in desk.records.read(_UNMARKED, (ids(sessions),)):
        found.setdefault(SessionId(row[0]), []).append(Person(PersonId(row[1]), *row[2:]))
    return found


def standings(desk: Desk, one: Session, people: Iterable[PersonId]) -> dict[PersonId, Standing]:
    """Give what a register says of some people; those who are not on it are left out."""
    lines.settle(desk.records, [one.id])
    found = desk.records.read(
        f"{_ROWS} WHERE t.person IN ({_OF_THEM})", (ids([one]), json.dumps(list(people)))
    )
    return {PersonId(row[1]): _now(row[_BEFORE_LINE:]) for row in found}


def _now(line: Sequence[Any]) -> Standing:
    return UNMARKED if line[0] is None else lines.standing_of(line)


def ids(sessions: Iterable[Session]) -> str:
    """Give the ids of sessions as one value for a statement."""
    return json.dumps([one.id for one in sessions])


def _by_name(found: Iterable[RosterRow]) -> tuple[RosterRow, ...]:
    return tuple(sorted(found, key=lambda row: (row.person.name, row.person.number)))


def _last_day(one: Session) -> date:
    """Give the last calendar day of a session; one that ends at midnight does not reach the next."""
    return one.ends.plus(timedelta(microseconds=-1)).local_date
