"""Lines of a sheet counted by state, by session and by person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.marks import MarkState
from kiosk.domain.people import SheetRow


@dataclass(frozen=True, slots=True)
class PersonCounts:
    """One person's lines together.

    Attributes:
        number: The school's own id.
        name: Theirs.
        counts: How many lines are in each state.
        minutes_late: All of them together.
    """

    number: str
    name: str
    counts: Mapping[MarkState, int]
    minutes_late: int


def counts(rows: Sequence[SheetRow]) -> dict[MarkState, int]:
    """Count the rows by state; every state has its number, 0 included."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in MarkState}


def by_session(rows: Sequence[SheetRow]) -> list[tuple[SheetRow, ...]]:
    """Give the rows of each session together, in the sheet's order; none is empty."""
    groups: dict[object, list[SheetRow]] = {}
    for row in rows:
        groups.setdefault((row.starts, row.ends, row.class_name, row.session), []).append(row)
    return [tuple(group) for group in groups.values()]


def by_person(rows: Sequence[SheetRow]) -> list[PersonCounts]:
    """Count each person's rows, by name and number."""
    groups: dict[tuple[str, str], list[SheetRow]] = {}
    for row in rows:
        groups.setdefault((row.name, row.number), []).append(row)
    return [
        PersonCounts(number, name, counts(own), sum(row.minutes_late for row in own))
        for (name, number), own in sorted(groups.items())
    ]
