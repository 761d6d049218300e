"""What each line of a register says now, kept in table `lines` so that a term is read in seconds.

Nothing there is a source: a line is `kiosk.domain.marks.standing` of its events. Triggers put every line
whose events change into `stale_lines`, whoever changes them; it is added up again before it is read.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from kiosk.domain.ids import PersonId, SessionId
from kiosk.domain.marks import (
    AT_THE_DOOR,
    EventKind,
    MarkEvent,
    MarkState,
    Method,
    Standing,
    minutes_late,
    standing,
)
from kiosk.domain.sessions import Session
from kiosk.storage import rows
from kiosk.storage.rows import Row
from kiosk.storage.sqlcipher import Database, Value

CODED: Final = frozenset({Method.CODE, Method.CARD})
"""Ways in that somebody else can use: what they wrote is looked at by a teacher."""
STANDING_COLUMNS: Final = (
    "state, at_utc, at_zone, at_offset, method, event, note, is_flagged, arrived_utc, arrived_zone,"
    " arrived_offset, left_utc, left_zone, left_offset, code, minutes"
)
"""What `standing_of` reads."""
_COLUMNS: Final = f"session, person, {STANDING_COLUMNS}, minutes_late, needs_look"
_HOLES: Final = ", ".join("?" * len(_COLUMNS.split(",")))
_WIDTH: Final = len(STANDING_COLUMNS.split(","))
_AT_ONCE: Final = 20_000
"""So many lines are added up together: it bounds the memory that a whole term takes."""
_IN_CHOSEN: Final = "s.session IN (SELECT value FROM json_each(?))"
_IS_ALONE: Final = (
    "m.kind IN ('arrival', 'correction', 'closing') AND m.state <> 'unmarked' AND NOT EXISTS (SELECT 1 FROM"
    " marks o WHERE o.session = m.session AND o.person = m.person AND o.event <> m.event)"
)
"""One event is all there is, as on nearly every line: adding up needs no rule then, and SQL can do it."""
_IS_LOOKED_AT: Final = "EXISTS (SELECT 1 FROM looked_at l WHERE l.event = m.event)"
# Whole microseconds, as the database's own clock functions know milliseconds only.
_LATE_US: Final = (
    "((unixepoch(substr(m.at_utc, 1, 19)) - unixepoch(substr(t.starts_utc, 1, 19))) * 1000000"
    " + CAST(substr(m.at_utc, 21, 6) AS INTEGER) - CAST(substr(t.starts_utc, 21, 6) AS INTEGER))"
)
_LATE: Final = (
    "CASE WHEN m.state <> 'late' THEN 0 WHEN m.minutes IS NOT NULL THEN m.minutes"
    f" WHEN m.kind <> 'arrival' OR {_LATE_US} <= t.late_after_minutes * 60000000 THEN 0"
    f" ELSE {_LATE_US} / 60000000 END"
)
_ARRIVED: Final = ", ".join(
    f"CASE WHEN m.kind = 'arrival' THEN m.at_{part} END" for part in ("utc", "zone", "offset")
)
_COPY_ALONE: Final = (
    f"INSERT OR REPLACE INTO lines ({_COLUMNS}) SELECT m.session, m.person, m.state, m.at_utc, m.at_zone,"
    f" m.at_offset, m.method, m.event, m.note, m.clock_stepped, {_ARRIVED}, NULL, NULL, NULL, m.code,"
    f" m.minutes, {_LATE}, m.kind = 'arrival' AND m.method IN ('code', 'card') AND NOT {_IS_LOOKED_AT}"
    " FROM stale_lines s CROSS JOIN marks m ON m.session = s.session AND m.person = s.person"
    f" JOIN sessions t ON t.session = s.session WHERE {_IN_CHOSEN} AND {_IS_ALONE}"
)
_SEVERAL: Final = (
    f"SELECT {', '.join('m.' + column for column in rows.MARK_COLUMNS.split(', '))}, {_IS_LOOKED_AT}"
    " FROM stale_lines s CROSS JOIN marks m ON m.session = s.session AND m.person = s.person"
    f" WHERE {_IN_CHOSEN} AND NOT ({_IS_ALONE}) ORDER BY m.session, m.person"
)
_DROP_EMPTY: Final = (
    "DELETE FROM lines WHERE (session, person) IN (SELECT s.session, s.person FROM stale_lines s"
    f" WHERE {_IN_CHOSEN} AND NOT EXISTS"
    " (SELECT 1 FROM marks m WHERE m.session = s.session AND m.person = s.person))"
)


def settle(
    records: Database, sessions: Iterable[SessionId] | None = None, *, at_most: int | None = None
) -> int:
    """Add up what is stale, in one transaction; says how many lines that were.

    Args:
        records: Zone R.
        sessions: Only lines of these; None for all.
        at_most: Stop after about so many lines: 0 says that nothing is left.
    """
    where, values = _chosen(sessions)
    stale = records.read(f"SELECT s.session, count(*) FROM stale_lines s{where} GROUP BY s.session", values)
    done = 0
    if stale:
        with records.transaction():
            for chosen, count in _portions(stale):
                _settle(records, chosen)
                done += count
                if at_most is not None and done >= at_most:
                    break
    return done


def settle_person(records: Database, person: PersonId) -> int:
    """Add up what is stale of somebody's registers; says how many lines that were."""
    found = records.read("SELECT session FROM stale_lines WHERE person = ?", (person,))
    return settle(records, [SessionId(row[0]) for row in found]) if found else 0


def rebuild(records: Database) -> int:
    """Add up every line anew; says how many there are."""
    with records.transaction():
        records.write("DELETE FROM lines")
        records.write(
            "INSERT OR IGNORE INTO stale_lines (session, person) SELECT DISTINCT session, person FROM marks"
        )
        return settle(records)


def differences(records: Database) -> list[tuple[SessionId, PersonId]]:
    """Give the lines that do not say what their events add up to, stale ones added up first: a check."""
    settle(records)
    sessions = {one.id: one for one in _sessions(records)}
    events = records.read(
        f"SELECT {rows.MARK_COLUMNS}, event IN (SELECT event FROM looked_at) FROM marks"
        " ORDER BY session, person"
    )
    should: dict[Row, Row] = {row[:2]: row for row in _added_up(events, sessions)}
    have = {row[:2]: row for row in records.read(f"SELECT {_COLUMNS} FROM lines")}
    return [
        (SessionId(key[0]), PersonId(key[1]))
        for key in sorted(should.keys() | have.keys())
        if should.get(key) != have.get(key)
    ]


def standing_of(row: Sequence[Any]) -> Standing:
    """Read a row of STANDING_COLUMNS."""
    return Standing(
        MarkState(row[0]),
        rows.maybe_instant(*row[1:4]),
        None if row[4] is None else Method(row[4]),
        row[5],
        str(row[6]),
        bool(row[7]),
        rows.maybe_instant(*row[8:11]),
        rows.maybe_instant(*row[11:14]),
        str(row[14]),
        row[15],
    )


def _portions(stale: Iterable[Row]) -> Iterator[tuple[list[str], int]]:
    """Give sessions together until they hold enough lines."""
    chosen: list[str] = []
    lines = 0
    for session, count in stale:
        chosen.append(session)
        lines += count
        if lines >= _AT_ONCE:
            yield chosen, lines
            chosen, lines = [], 0
    if chosen:
        yield chosen, lines


def _settle(records: Database, chosen: Sequence[str]) -> None:
    values = (json.dumps(chosen),)
    records.write(_COPY_ALONE, values)
    several = records.read(_SEVERAL, values)
    if several:
        sessions = {one.id: one for one in _sessions(records, {row[2] for row in several})}
        for line in _added_up(several, sessions):
            records.write(f"INSERT OR REPLACE INTO lines ({_COLUMNS}) VALUES ({_HOLES})", line)
    records.write(_DROP_EMPTY, values)
    records.write(f"DELETE FROM stale_lines AS s WHERE {_IN_CHOSEN}", values)


def _sessions(records: Database, chosen: Iterable[str] | None = None) -> list[Session]:
    where, values = _chosen(chosen)
    found = records.read(f"SELECT {rows.SESSION_COLUMNS} FROM sessions s{where}", values)
    return [rows.session(row) for row in found]


def _chosen(sessions: Iterable[str] | None) -> tuple[str, tuple[Value, ...]]:
    return ("", ()) if sessions is None else (f" WHERE {_IN_CHOSEN}", (json.dumps(list(sessions)),))


def _added_up(found: Iterable[Row], sessions: dict[SessionId, Session]) -> Iterator[tuple[Value, ...]]:
    """Give the rows of `lines` for events by line, each with whether it was looked at."""
    for _, line in groupby(found, key=lambda row: row[2:4]):
        of_line = list(line)
        events = [rows.mark(row[:-1]) for row in of_line]
        looked_at = {row[0] for row in of_line if row[-1]}
        yield _values(sessions[events[0].session], events, looked_at)


def _values(session: Session, events: Sequence[MarkEvent], looked_at: set[str]) -> tuple[Value, ...]:
    now = standing(events)
    return (
        session.id,
        events[0].person,
        now.state.value,
        *rows.instant_values(now.at),
        None if now.method is None else now.method.value,
        now.event,
        now.note,
        int(now.is_flagged),
        *rows.instant_values(now.arrived),
        *rows.instant_values(now.left),
        now.code,
        now.minutes,
        minutes_late(session, now),
        int(any(event.id not in looked_at for event in coded(events))),
    )


def coded(events: Sequence[MarkEvent]) -> list[MarkEvent]:
    """Give what the door wrote of a line by code or card, leaving included, and did not take back."""
    voided = {event.voids for event in events if event.kind is EventKind.VOID}
    return [
        event
        for event in events
        if event.kind in AT_THE_DOOR and event.method in CODED and event.id not in voided
    ]
