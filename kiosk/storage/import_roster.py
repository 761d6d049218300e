"""People and groups as an import compares them, and a roster's plan written. Asks nobody's permission."""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Final

from kiosk.domain.groups import Group
from kiosk.domain.ids import ClassId, PersonId, new_id
from kiosk.domain.importing import KnownPerson, KnownSchool, RosterChange, RosterPlan
from kiosk.domain.names import symbol_for
from kiosk.errors import Code, KioskError
from kiosk.storage import group_rows, memberships, rows
from kiosk.storage.desk import Desk
from kiosk.storage.sqlcipher import Value

Progress = Callable[[int, int], None]
IsStopped = Callable[[], bool]
CHUNK: Final = 500
"""Changes between two looks at whether to stop."""


def untold(_done: int, _total: int) -> None:
    """Stand in for whoever does not want to know how far it is."""


def never() -> bool:
    """Stand in for nobody who could stop it."""
    return False


def known(desk: Desk) -> KnownSchool:
    """Read the school."""
    names = _group_names(desk)
    groups: dict[str, list[str]] = {}
    for person, class_id in desk.records.read("SELECT person, class FROM memberships WHERE left_utc IS NULL"):
        groups.setdefault(person, []).append(names[class_id])
    people = tuple(
        KnownPerson(PersonId(one), number, name, language, tuple(sorted(groups.get(one, ()))), bool(has_left))
        for one, number, name, language, has_left in desk.records.read(
            "SELECT person, number, name, language, left_utc IS NOT NULL FROM people WHERE is_erased = 0"
            " ORDER BY number"
        )
    )
    erased = {row[0] for row in desk.records.read("SELECT number FROM people WHERE is_erased = 1")}
    today = desk.clock().local_date
    told = [[p.id, p.number, p.name, p.language, p.groups, p.has_left] for p in people]
    basis = json.dumps([told, sorted(names.items()), sorted(erased), today.isoformat()])
    return KnownSchool(
        people, tuple(names.values()), frozenset(erased), today, sha256(basis.encode()).hexdigest()
    )


def write(desk: Desk, plan: RosterPlan, on_progress: Progress, is_stopped: IsStopped) -> None:
    """Write what a plan says, inside a transaction.

    Raises:
        KioskError: IMPORT_STOPPED.
    """
    ids = {name: class_id for class_id, name in _group_names(desk).items()}
    for name in plan.new_groups:
        group = Group(ClassId(new_id()), name)
        group_rows.insert_group(desk.records, group)
        ids[name] = group.id
    writer = _Writer(desk, {name.casefold(): class_id for name, class_id in ids.items()})
    total = len(plan.changes)
    for done, change in enumerate(plan.changes):
        if done % CHUNK == 0:
            _look(done, total, on_progress, is_stopped)
        writer.write(change)
    _look(total, total, on_progress, is_stopped)


def _look(done: int, total: int, on_progress: Progress, is_stopped: IsStopped) -> None:
    if is_stopped():
        raise KioskError(Code.IMPORT_STOPPED)
    on_progress(done, total)


def _group_names(desk: Desk) -> dict[ClassId, str]:
    return {ClassId(one): str(name) for one, name in desk.records.read("SELECT class, name FROM classes")}


class _Writer:
    def __init__(self, desk: Desk, class_ids: Mapping[str, ClassId]) -> None:
        self._records = desk.records
        self._class_ids = class_ids
        self._now = desk.clock()
        self._position = int(desk.records.read("SELECT count(*) FROM people")[0][0])

    def write(self, change: RosterChange) -> None:
        """Write what happens to one person."""
        if change.person is None:
            self._add(change)
            return
        old, new = set(self._classes(change.old_groups)), set(self._classes(change.new_groups))
        for class_id in old - new:
            memberships.leave(self._records, class_id, change.person, self._now)
        for class_id in new - old:
            memberships.join(self._records, class_id, change.person, self._now)
        is_leaving = change.kind == "leave"
        # Somebody who is on a list again has not left: their templates would go at the day that was set.
        self._records.write(
            "UPDATE people SET name = ?, language = ?, kind = 'member', left_utc = ?, left_zone = ?,"
            " left_offset = ? WHERE person = ?",
            (
                change.new_name,
                change.language,
                *self._left(change.person, is_leaving=is_leaving, has_list=bool(new)),
                change.person,
            ),
        )

    def _add(self, change: RosterChange) -> None:
        person = PersonId(new_id())
        self._records.write(
            "INSERT INTO people (person, number, name, symbol, language) VALUES (?, ?, ?, ?, ?)",
            (person, change.number, change.new_name, symbol_for(self._position), change.language),
        )
        self._position += 1
        for class_id in self._classes(change.new_groups):
            memberships.join(self._records, class_id, person, self._now)

    def _classes(self, groups: tuple[str, ...]) -> list[ClassId]:
        return [self._class_ids[group.casefold()] for group in groups]

    def _left(self, person: PersonId, *, is_leaving: bool, has_list: bool) -> tuple[Value, ...]:
        """Give since when somebody has left: now, never, or as it was."""
        if is_leaving:
            return rows.instant_values(self._now)
        if has_list:
            return rows.instant_values(None)
        found = self._records.read(
            "SELECT left_utc, left_zone, left_offset FROM people WHERE person = ?", (person,)
        )
        return tuple(found[0])
