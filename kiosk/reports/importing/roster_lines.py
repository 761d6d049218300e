"""A table of people to lines: each cell cleaned, each problem with its row and column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kiosk.domain.importing import Problem, RosterField, RosterFile, RosterLine
from kiosk.reports.importing import cells
from kiosk.reports.importing.columns import ROSTER, chosen
from kiosk.reports.importing.limits import NO_WATCH, PROBLEMS, Watch
from kiosk.reports.importing.table import Row, Table

T = TypeVar("T")


@dataclass(slots=True)
class Problems:
    """The problems found so far; of too many the last one says how many more there are."""

    found: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, row: int, column: str, reason: str, detail: str = "") -> None:
        """Add one."""
        if len(self.found) < PROBLEMS:
            self.found.append(Problem(row, column, reason, detail))
        else:
            self.more += 1

    def read(self, row: int, column: str, cell: str, reader: Callable[[str], T], otherwise: T) -> T:
        """Read a cell, or add what is wrong with it and give something else."""
        try:
            return reader(cell)
        except cells.CellProblem as problem:
            self.add(row, column, str(problem))
        return otherwise

    def all(self) -> tuple[Problem, ...]:
        """Give them."""
        more = (Problem(0, "", "more-problems", str(self.more)),) if self.more else ()
        return (*self.found, *more)


def roster_lines(
    table: Table, mapping: Mapping[str, str], known_groups: Sequence[str] = (), watch: Watch = NO_WATCH
) -> RosterFile:
    """Read the people of a table.

    Args:
        table: As read.
        mapping: Title -> value of RosterField.
        known_groups: Names of the school's groups.
        watch: Told how far it is.

    Raises:
        KioskError: IMPORT_COLUMNS, IMPORT_STOPPED.
    """
    reader = _Reader(
        table, chosen(table, mapping, ROSTER), frozenset(name.casefold() for name in known_groups)
    )
    for done, row in enumerate(table.rows):
        watch.step(done, len(table.rows))
        reader.take(row)
    watch.look(len(table.rows), len(table.rows))
    return RosterFile(table.name, tuple(reader.lines), reader.problems.all())


class _Reader:
    def __init__(self, table: Table, places: Mapping[str, Sequence[int]], known: frozenset[str]) -> None:
        self._titles = table.titles
        self._places = places
        self._known = known
        self._rows: dict[str, int] = {}
        self.lines: list[RosterLine] = []
        self.problems = Problems()

    def take(self, row: Row) -> None:
        """Read one row."""
        before = len(self.problems.found) + self.problems.more
        number = self._one(row, RosterField.NUMBER, cells.number_of, "")
        name = self._name(row)
        groups = self._groups(row)
        language = self._one(row, RosterField.LANGUAGE, cells.language_of, "")
        leaving = self._one(row, RosterField.LEAVING, cells.day_of, None)
        self._look_twice(row[0], number)
        if len(self.problems.found) + self.problems.more == before:
            self.lines.append(RosterLine(row[0], number, name, groups, language, leaving))

    def _one(self, row: Row, what: RosterField, reader: Callable[[str], T], otherwise: T) -> T:
        if what not in self._places:
            return otherwise
        place = self._places[what][0]
        return self.problems.read(row[0], self._titles[place], row[1][place], reader, otherwise)

    def _name(self, row: Row) -> str:
        """Read the whole name; where a line has none, its parts."""
        parts = [RosterField.NAME, RosterField.GIVEN_NAME, RosterField.FAMILY_NAME]
        there = [part for part in parts if part in self._places]
        filled = [part for part in there if row[1][self._places[part][0]]]
        if not filled:
            self.problems.add(row[0], self._titles[self._places[there[0]][0]], "empty")
            return ""
        if filled[0] is RosterField.NAME:
            return self._one(row, RosterField.NAME, cells.name_of, "")
        names = [self._one(row, part, cells.name_of, "") for part in filled]
        title = self._titles[self._places[filled[0]][0]]
        return self.problems.read(row[0], title, " ".join(names), cells.name_of, "") if all(names) else ""

    def _groups(self, row: Row) -> tuple[str, ...]:
        found: dict[str, str] = {}
        nothing: tuple[str, ...] = ()
        for place in self._places.get(RosterField.GROUPS, ()):
            named = self.problems.read(
                row[0], self._titles[place], row[1][place], lambda c: cells.groups_of(c, self._known), nothing
            )
            for name in named:
                found.setdefault(name.casefold(), name)
        return tuple(found.values())

    def _look_twice(self, row: int, number: str) -> None:
        if not number:
            return
        first = self._rows.setdefault(number, row)
        if first != row:
            title = self._titles[self._places[RosterField.NUMBER][0]]
            self.problems.add(row, title, "number-twice", str(first))
