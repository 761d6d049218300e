"""Zone R to Zone K: people as ids with their greeting, classes, lists, sessions, consent stubs.

After each write of Zone R the touched rows are copied; at each sign-in everything is compared, which repairs
what a crash between the two files left behind. Neither a trigger nor a foreign key can reach from one file
into the other, so this is the only thing that keeps them in step.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId, SessionId
from kiosk.domain.marks import EventKind, MarkState, standing
from kiosk.domain.names import initials
from kiosk.domain.people import Greeting
from kiosk.domain.privacy import DEFAULT_DAYS, MOST_TEMPLATE_DAYS, RetentionKind, templates_go_at
from kiosk.storage import audit, chores, refusals, rows, tombstones
from kiosk.storage.rows import Row
from kiosk.storage.sqlcipher import Database

SESSIONS_KEPT: Final = timedelta(days=2)
"""How long a session stays in Zone K after its end; marks of days gone by are cleared before."""


@dataclass(frozen=True, slots=True)
class Table:
    """One mirrored table.

    Attributes:
        name: In Zone K.
        key: Key columns.
        columns: All mirrored columns, the key first.
        source: Query on Zone R that gives those columns, open for " AND ...".
        narrow: The column by which one row is picked, the same in both zones.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    source: str
    narrow: str


_SESSION_COLUMNS: Final = (*rows.SESSION_COLUMNS.split(", "), "day")
_ENDS: Final = _SESSION_COLUMNS.index("ends_utc")
CLASSES: Final = Table(
    "classes", ("class",), ("class", "label"), "SELECT class, name FROM classes WHERE 1", "class"
)
PEOPLE: Final = Table(
    "people",
    ("person",),
    ("person", "symbol", "greeting", "objects", "erase_templates_utc"),
    "SELECT person, symbol, name, EXISTS (SELECT 1 FROM objections WHERE objections.person = people.person"
    " AND lifted_utc IS NULL), left_utc FROM people WHERE is_erased = 0",
    "person",
)
MEMBERSHIPS: Final = Table(
    "memberships",
    ("class", "person"),
    ("class", "person"),
    "SELECT class, person FROM memberships WHERE left_utc IS NULL",
    "person",
)
SESSIONS: Final = Table(
    "sessions",
    ("session",),
    _SESSION_COLUMNS,
    f"SELECT {', '.join(_SESSION_COLUMNS)} FROM sessions WHERE 1",
    "session",
)
CONSENTS: Final = Table(
    "consents",
    ("consent",),
    ("consent", "person", "live_until_utc"),
    "SELECT consent, person, live_until_utc FROM consents WHERE withdrawn_utc IS NULL",
    "consent",
)
RETENTION: Final = Table(
    "retention",
    ("kind",),
    ("kind", "days"),
    "SELECT kind, days FROM retention WHERE kind IN ('templates', 'logs')",
    "kind",
)
"""What acts while nobody is signed in."""
_ALL: Final = (RETENTION, CLASSES, PEOPLE, MEMBERSHIPS, SESSIONS, CONSENTS)


def greeting_row(row: Row, greeting: Greeting) -> Row:
    """Make (person, symbol, greeting text) of (person, symbol, name)."""
    person, symbol, name = row
    if greeting is Greeting.TICK_ONLY:
        return (person, "", "")
    if greeting is Greeting.FIRST_NAME:
        return (person, symbol, str(name).split()[0])
    return (person, symbol, initials(str(name)))


def person_row(row: Row, greeting: Greeting, template_days: int, zone: str) -> Row:
    """Make a person's row of Zone K: the label, whether they object, and when their templates go."""
    *labelled, objects, left_utc = row
    left = None if left_utc is None else Instant.at(datetime.fromisoformat(left_utc), zone)
    goes = None if left is None else templates_go_at(left, template_days).utc_text
    return (*greeting_row(tuple(labelled), greeting), int(objects), goes)


def template_days(records: Database) -> int:
    """Give for how many days templates outlive their person's leaving."""
    found = records.read("SELECT days FROM retention WHERE kind = 'templates'")
    days = found[0][0] if found else DEFAULT_DAYS[RetentionKind.TEMPLATES]
    return MOST_TEMPLATE_DAYS if days is None else int(days)


def copy(
    records: Database, kiosk: Database, table: Table, now: Instant, identifier: str | None = None
) -> int:
    """Make Zone K's rows of one table equal to Zone R's; says how many were changed.

    Args:
        records: Zone R.
        kiosk: Zone K.
        table: Which.
        now: Sessions long over at this moment are not kept in Zone K.
        identifier: Only the rows of this id; None for all.
    """
    narrow, values = ("", ()) if identifier is None else (f" AND {table.narrow} = ?", (identifier,))
    wanted = set(_transform(records, table)(records.read(table.source + narrow, values)))
    if table is SESSIONS:
        oldest = now.plus(-SESSIONS_KEPT).utc_text
        wanted = {row for row in wanted if row[_ENDS] > oldest}
    columns = ", ".join(table.columns)
    have = set(kiosk.read(f"SELECT {columns} FROM {table.name} WHERE 1{narrow}", values))
    keys = len(table.key)
    gone = {row[:keys] for row in have} - {row[:keys] for row in wanted}
    if table is CONSENTS:
        gone = set()  # a stub that ended stays, so that no old template comes back to life under it
    if wanted <= have and not gone:
        return 0
    match = " AND ".join(f"{column} = ?" for column in table.key)
    updates = ", ".join(f"{column} = excluded.{column}" for column in table.columns[keys:])
    conflict = f"DO UPDATE SET {updates}" if updates else "DO NOTHING"
    holes = ", ".join("?" * len(table.columns))
    with kiosk.transaction():
        for key in gone:
            kiosk.write(f"DELETE FROM {table.name} WHERE {match}", key)
        for row in sorted(wanted - have, key=lambda row: row[:keys]):  # by key: pages are written once
            kiosk.write(
                f"INSERT INTO {table.name} ({columns}) VALUES ({holes})"
                f" ON CONFLICT ({', '.join(table.key)}) {conflict}",
                row,
            )
    return len(gone) + len(wanted - have)


def reconcile(records: Database, kiosk: Database, now: Instant) -> int:
    """Compare everything and repair Zone K, and take over into Zone R what ended at the door.

    Returns:
        How many rows were changed.
    """
    changed = tombstones.align(kiosk, records, now)
    changed += refusals.adopt(records, kiosk, now)  # before people are copied: their no goes along
    adopt_expiries(records, kiosk, now)
    changed += sum(copy(records, kiosk, table, now) for table in _ALL)
    changed += end_withdrawn(records, kiosk)
    changed += align_today(records, kiosk, None)
    if changed:
        logs.event("zones-reconciled", rows=changed)
        kiosk.checkpoint()
    return changed


def end_withdrawn(records: Database, kiosk: Database) -> int:
    """End in Zone K every consent that Zone R knows as withdrawn."""
    withdrawn = {r[0] for r in records.read("SELECT consent FROM consents WHERE withdrawn_utc IS NOT NULL")}
    live = {r[0] for r in kiosk.read("SELECT consent FROM consents WHERE ended IS NULL")}
    late = withdrawn & live
    if late:
        with kiosk.transaction():
            for consent in late:
                kiosk.write("UPDATE consents SET ended = 'withdrawn' WHERE consent = ?", (consent,))
    return len(late)


def align_today(
    records: Database, kiosk: Database, session: SessionId | None, people: Iterable[PersonId] = ()
) -> int:
    """Let the door forget marks that a teacher took away, and remember those whose taking away was undone.

    Without this, somebody whose mistaken mark was taken away would be told "already marked" when they come.

    Args:
        records: Zone R, drained.
        kiosk: Zone K.
        session: Only marks of this one; None for all.
        people: And of these; nobody named: of all.
    """
    narrow, values = (" WHERE 1", ()) if session is None else (" WHERE session = ?", (session,))
    if named := tuple(people):
        narrow += " AND person IN (SELECT value FROM json_each(?))"
        values = (*values, json.dumps(named))
    changed = 0
    with kiosk.transaction():
        for event, of, person, taken_back in kiosk.read(
            f"SELECT event, session, person, taken_back FROM today{narrow} ORDER BY at_utc",
            values,
        ):
            should = _is_taken_away(records, SessionId(of), PersonId(person), event)
            if should is None or should == bool(taken_back) or (not should and _has_live(kiosk, of, person)):
                continue
            kiosk.write("UPDATE today SET taken_back = ? WHERE event = ?", (int(should), event))
            changed += 1
    return changed


def line_events(records: Database, session: SessionId, person: PersonId) -> list[Any]:
    """Give the events of one person in one session."""
    found = records.read(
        f"SELECT {rows.MARK_COLUMNS} FROM marks WHERE session = ? AND person = ?",
        (session, person),
    )
    return [rows.mark(row) for row in found]


def _is_taken_away(records: Database, session: SessionId, person: PersonId, event: str) -> bool | None:
    events = line_events(records, session, person)
    if not any(e.id == event for e in events):
        return None
    if any(e.kind is EventKind.VOID and e.voids == event for e in events):
        return True
    return standing(events).state is MarkState.UNMARKED


def _has_live(kiosk: Database, session: str, person: str) -> bool:
    return bool(
        kiosk.read(
            "SELECT 1 FROM today WHERE session = ? AND person = ? AND taken_back = 0", (session, person)
        )
    )


def adopt_expiries(records: Database, kiosk: Database, now: Instant) -> None:
    """Say in the audit how many templates went by themselves since somebody signed in last."""
    found = chores.last(kiosk, chores.TEMPLATES_EXPIRED)
    if found is None:
        return
    with records.transaction():
        audit.append(records, now, None, chores.TEMPLATES_EXPIRED, detail=f"templates={found[1]}")
    chores.forget(kiosk, chores.TEMPLATES_EXPIRED)


def _transform(records: Database, table: Table) -> Callable[[list[Row]], list[Row]]:
    if table is not PEOPLE:
        return lambda found: found
    greeting, zone = records.read("SELECT greeting, zone FROM school")[0]
    days = template_days(records)
    return lambda found: [person_row(row, Greeting(greeting), days, zone) for row in found]
