"""Applying the school's rules to the registers, some people at a time.

Who has to be looked at is in `to_look_at`: triggers put everybody there whose lines may find something now.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from kiosk.domain.facts import Attending
from kiosk.domain.follow_up import FollowRule, FollowState
from kiosk.domain.ids import ClassId, FollowUpId, PersonId, new_id
from kiosk.domain.marks import MarkState
from kiosk.domain.spells import LOOK_BACK, CountedLine, Known, ListChange, Spell, compare, spells
from kiosk.storage import audit, rows
from kiosk.storage.desk import Desk
from kiosk.storage.facts import codes_of
from kiosk.storage.sqlcipher import Database

PEOPLE_AT_ONCE: Final = 60
"""So many people are looked at in one job of the database thread: some 50 ms with a term of marks."""
_IN_CHOSEN: Final = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Looked:
    """What one step of looking did.

    Attributes:
        new: The lines that were put on the list, of anybody.
        last: The last person looked at, to go on from; None when nobody is left.
    """

    new: tuple[FollowUpId, ...]
    last: PersonId | None


@dataclass(frozen=True, slots=True)
class _Change:
    person: PersonId
    rule: FollowRule
    what: ListChange


def everybody(records: Database) -> None:
    """Have everybody looked at, inside the caller's transaction."""
    records.write("INSERT OR IGNORE INTO to_look_at (person) SELECT person FROM people WHERE is_erased = 0")


def some(desk: Desk, rules: Sequence[FollowRule], after: str, *, is_by_itself: bool) -> Looked:
    """Look at the next people who wait for it, and write what changes on the list, in one transaction.

    Args:
        desk: Whose registers; every line of these people's must be added up.
        rules: Those that are switched on.
        after: Go on behind this person; "" to begin.
        is_by_itself: Nobody asked for it.
    """
    records = desk.records
    found = records.read(
        "SELECT t.person, p.left_utc IS NULL AND p.is_erased = 0 AND p.kind = 'member' FROM to_look_at t"
        " JOIN people p USING (person) WHERE t.person > ? ORDER BY t.person LIMIT ?",
        (after, PEOPLE_AT_ONCE),
    )
    if not found:
        return Looked((), None)
    chosen = [PersonId(row[0]) for row in found]
    is_here = {PersonId(row[0]): bool(row[1]) for row in found}
    open_days = unfinished(desk, chosen)
    today = desk.clock().local_date
    lines = of_people(records, chosen, today)
    known = _known(records, chosen)
    changes = [
        change
        for person in chosen
        for change in _changes(person, rules, lines, known, open_days, today, is_here=is_here[person])
    ]
    done = [p for p in chosen if not _waits_on(lines.get(p, ()), open_days.get(p, ()))]
    return Looked(_write(desk, changes, done, is_by_itself=is_by_itself), chosen[-1])


def of_people(
    records: Database, people: Sequence[PersonId], today: date
) -> Mapping[PersonId, list[CountedLine]]:
    """Give the lines that count of some people, by the session's start, of the days that rules look at."""
    code_sets = {ClassId(c): str(s) for c, s in records.read("SELECT class, code_set FROM classes")}
    attends = Attending(code_sets, codes_of)
    found = records.read(
        "SELECT l.person, s.day, s.class, l.state, l.code FROM lines l JOIN sessions s USING (session)"
        f" WHERE l.person {_IN_CHOSEN} AND s.day > ? AND s.cancelled_utc IS NULL"
        " AND l.state NOT IN ('unmarked', 'not-required') ORDER BY l.person, s.starts_utc, s.session",
        (json.dumps(people), (today - LOOK_BACK).isoformat()),
    )
    made = _Made(attends)
    return {
        PersonId(person): [made(*row[1:]) for row in group]
        for person, group in groupby(found, key=lambda row: row[0])
    }


class _Made:
    """Gives lines as values; most are like one that was made already."""

    def __init__(self, attends: Attending) -> None:
        self._attends = attends
        self._known: dict[tuple[str, ...], CountedLine] = {}

    def __call__(self, day: str, class_id: str, state: str, code: str) -> CountedLine:
        key = (day, class_id if code else "", state, code)
        line = self._known.get(key)
        if line is None:
            is_attending = self._attends(ClassId(class_id), state, code)
            line = CountedLine(date.fromisoformat(day), MarkState(state), is_attending)
            self._known[key] = line
        return line


def unfinished(desk: Desk, people: Sequence[PersonId]) -> Mapping[PersonId, set[date]]:
    """Give the days of which a register of theirs is still to come or open; nobody without one is in it."""
    now = desk.clock()
    days = [(now.local_date - timedelta(days=back)).isoformat() for back in (1, 0)]
    found = desk.records.read(
        "SELECT m.person, s.day FROM memberships m JOIN sessions s ON s.class = m.class AND s.day IN (?, ?)"
        f" WHERE m.person {_IN_CHOSEN} AND s.ends_utc > ? AND s.closed_utc IS NULL"
        " AND s.cancelled_utc IS NULL AND m.joined_utc < s.ends_utc"
        " AND (m.left_utc IS NULL OR m.left_utc > s.starts_utc)",
        (*days, json.dumps(people), now.utc_text),
    )
    of_person: dict[PersonId, set[date]] = {}
    for person, day in found:
        of_person.setdefault(PersonId(person), set()).add(date.fromisoformat(day))
    return of_person


def _waits_on(lines: Iterable[CountedLine], open_days: Collection[date]) -> bool:
    """Say whether somebody is absent on a day that counts when it is over, which no mark tells of."""
    return bool(open_days) and any(line.is_absent and line.day in open_days for line in lines)


def _known(records: Database, people: Sequence[PersonId]) -> Mapping[tuple[PersonId, str], list[Known]]:
    found = records.read(
        f"SELECT person, rule, follow_up, since, state, figures FROM follow_ups WHERE person {_IN_CHOSEN}",
        (json.dumps(people),),
    )
    of_rule: dict[tuple[PersonId, str], list[Known]] = {}
    for person, rule, follow_up, since, state, figures in found:
        one = Known(FollowUpId(follow_up), date.fromisoformat(since), FollowState(state), json.loads(figures))
        of_rule.setdefault((PersonId(person), rule), []).append(one)
    return of_rule


def _changes(
    person: PersonId,
    rules: Sequence[FollowRule],
    lines: Mapping[PersonId, list[CountedLine]],
    known: Mapping[tuple[PersonId, str], list[Known]],
    open_days: Mapping[PersonId, set[date]],
    today: date,
    *,
    is_here: bool,
) -> Iterable[_Change]:
    for rule in rules:
        found = spells(rule, lines.get(person, []), open_days.get(person, ()))
        what = compare(rule, found, known.get((person, rule.id), []), today)
        if not is_here:  # who left is not written to; what is on the list already stays right
            what = ListChange((), what.changed, what.gone)
        if what.new or what.changed or what.gone:
            yield _Change(person, rule, what)


def _write(
    desk: Desk, changes: Sequence[_Change], done: Sequence[PersonId], *, is_by_itself: bool
) -> tuple[FollowUpId, ...]:
    records = desk.records
    if not changes:
        with records.transaction():
            _forget(records, done)
        return ()
    new = [(FollowUpId(new_id()), change, spell) for change in changes for spell in change.what.new]
    gone = [one for change in changes for one in change.what.gone]
    touched = sum(len(change.what.changed) for change in changes)
    detail = f"added={len(new)} changed={touched} removed={len(gone)}"
    about = list(dict.fromkeys(change.person for _, change, _ in new))
    with _acting(desk, about, detail, is_by_itself=is_by_itself):
        for follow_up, change, spell in new:
            _add(desk, follow_up, change, spell)
        for follow_up, figures in (one for change in changes for one in change.what.changed):
            records.write(
                "UPDATE follow_ups SET figures = ? WHERE follow_up = ?", (_packed(figures), follow_up)
            )
        for follow_up in gone:
            records.write("DELETE FROM follow_ups WHERE follow_up = ?", (follow_up,))
        _forget(records, done)
    return tuple(follow_up for follow_up, _, _ in new)


@contextmanager
def _acting(desk: Desk, subjects: Sequence[str], detail: str, *, is_by_itself: bool) -> Iterator[None]:
    """One transaction with its audit row: of whoever asked for it, or of the kiosk."""
    if not is_by_itself:
        with desk.act("follow-ups-looked", subjects, detail):
            yield
        return
    with desk.records.transaction():
        yield
        audit.append(desk.records, desk.clock(), None, "follow-ups-looked", subjects, detail)
    audit.copy_head(desk.records, desk.kiosk)


def _add(desk: Desk, follow_up: FollowUpId, change: _Change, spell: Spell) -> None:
    desk.records.write(
        "INSERT INTO follow_ups (follow_up, rule, person, since, figures, state) VALUES (?, ?, ?, ?, ?, ?)",
        (
            follow_up,
            change.rule.id,
            change.person,
            spell.since.isoformat(),
            _packed(spell.figures),
            FollowState.NEW.value,
        ),
    )
    desk.records.write(
        "INSERT INTO follow_up_steps (follow_up, at_utc, at_zone, at_offset, state, actor, note)"
        " VALUES (?, ?, ?, ?, ?, NULL, '')",
        (follow_up, *rows.instant_values(desk.clock()), FollowState.NEW.value),
    )


def _packed(figures: Mapping[str, int]) -> str:
    return json.dumps(dict(figures), sort_keys=True)


def _forget(records: Database, people: Sequence[PersonId]) -> None:
    records.write(f"DELETE FROM to_look_at WHERE person {_IN_CHOSEN}", (json.dumps(people),))
