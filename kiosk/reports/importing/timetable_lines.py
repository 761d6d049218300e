"""A table of lessons to lines of the week: each cell read, each problem with its row and column."""

from collections.abc import Callable, Mapping, Sequence
from datetime import time
from typing import Final, TypeVar

from kiosk.domain.importing import TimetableField, TimetableFile, TimetableLine
from kiosk.domain.timetable import are_days_sound
from kiosk.reports.importing import cells
from kiosk.reports.importing.columns import TIMETABLE, chosen
from kiosk.reports.importing.limits import NO_WATCH, Watch
from kiosk.reports.importing.roster_lines import Problems
from kiosk.reports.importing.table import Row, Table

T = TypeVar("T")
_MIDNIGHT: Final = time(0)


def timetable_lines(table: Table, mapping: Mapping[str, str], watch: Watch = NO_WATCH) -> TimetableFile:
    """Read the lessons of a table; a row with several weekdays is several lessons.

    Args:
        table: As read.
        mapping: Title -> value of TimetableField.
        watch: Told how far it is.

    Raises:
        KioskError: IMPORT_COLUMNS, IMPORT_STOPPED.
    """
    reader = _Reader(table, chosen(table, mapping, TIMETABLE))
    for done, row in enumerate(table.rows):
        watch.step(done, len(table.rows))
        reader.take(row)
    watch.look(len(table.rows), len(table.rows))
    return TimetableFile(table.name, tuple(reader.lines), reader.problems.all())


class _Reader:
    def __init__(self, table: Table, places: Mapping[str, Sequence[int]]) -> None:
        self._titles = table.titles
        self._places = places
        self._rows: dict[tuple[object, ...], int] = {}
        self.lines: list[TimetableLine] = []
        self.problems = Problems()

    def take(self, row: Row) -> None:
        """Read one row."""
        before = len(self.problems.found) + self.problems.more
        group = self._one(row, TimetableField.GROUP, cells.name_of, "")
        nothing: tuple[int, ...] = ()
        days = self._one(row, TimetableField.WEEKDAY, cells.weekdays_of, nothing)
        starts = self._one(row, TimetableField.STARTS, cells.time_of, _MIDNIGHT)
        ends = self._one(row, TimetableField.ENDS, cells.time_of, _MIDNIGHT)
        room = self._one(row, TimetableField.ROOM, _room, "")
        first = self._one(row, TimetableField.FIRST, cells.day_of, None)
        last = self._one(row, TimetableField.LAST, cells.day_of, None)
        weeks = self._one(row, TimetableField.EVERY_WEEKS, cells.weeks_of, 1)
        if len(self.problems.found) + self.problems.more > before:
            return
        if starts == ends:
            self.problems.add(row[0], self._title(TimetableField.ENDS), "same-time")
        elif first is not None and last is not None and not are_days_sound(first, last):
            reason = "last-before-first" if last < first else "far-date"
            self.problems.add(row[0], self._title(TimetableField.LAST), reason)
        else:
            for day in days:
                self._add(TimetableLine(row[0], group, day, starts, ends, first, last, weeks, room))

    def _add(self, line: TimetableLine) -> None:
        what = (line.group.casefold(), line.weekday, line.starts, line.ends, line.first, line.last)
        row = self._rows.setdefault(what, line.row)
        if row != line.row:
            self.problems.add(line.row, "", "lesson-twice", str(row))
        else:
            self.lines.append(line)

    def _one(self, row: Row, what: TimetableField, reader: Callable[[str], T], otherwise: T) -> T:
        if what not in self._places:
            return otherwise
        place = self._places[what][0]
        return self.problems.read(row[0], self._titles[place], row[1][place], reader, otherwise)

    def _title(self, what: TimetableField) -> str:
        return self._titles[self._places[what][0]]


def _room(cell: str) -> str:
    return cells.name_of(cell) if cell.strip() else ""
