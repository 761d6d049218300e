"""The one door to this package: open a file, read people or lessons from it."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from kiosk.domain.importing import FileColumns, RosterFile, TimetableFile
from kiosk.reports.importing import calendar_file, columns, source
from kiosk.reports.importing.csv_file import read_csv
from kiosk.reports.importing.limits import NO_WATCH, Watch, refused
from kiosk.reports.importing.oneroster import read_oneroster
from kiosk.reports.importing.roster_lines import roster_lines
from kiosk.reports.importing.source import Source, open_source
from kiosk.reports.importing.table import Table
from kiosk.reports.importing.timetable_lines import timetable_lines
from kiosk.reports.importing.xlsx_file import read_xlsx

_SAMPLE = 5


def look(file: Path, kind: str, today: date, sheet: str = "") -> FileColumns:
    """Say what a file is, and what its columns look like.

    Args:
        file: Which.
        kind: `columns.ROSTER` or `columns.TIMETABLE`.
        today: In the school's zone.
        sheet: Of a workbook; "" for the first.

    Raises:
        KioskError: FILE_UNREADABLE, IMPORT_FORMAT, IMPORT_TOO_LARGE, IMPORT_COLUMNS, IMPORT_EMPTY.
    """
    opened = _opened(file, kind)
    if opened.archive is not None and opened.format != source.XLSX:
        people = read_oneroster(opened.archive, opened.name, today)
        return FileColumns(opened.format, "", "", (), (), len(people.lines) + len(people.problems))
    table = _table(opened, sheet)
    sample = tuple(cells for _, cells in table.rows[:_SAMPLE])
    return FileColumns(
        table.format,
        table.encoding,
        table.delimiter,
        table.titles,
        sample,
        len(table.rows),
        columns.guess(table.titles, kind),
        table.sheets,
    )


def read_roster(
    file: Path,
    mapping: Mapping[str, str],
    today: date,
    known_groups: Sequence[str] = (),
    watch: Watch = NO_WATCH,
    sheet: str = "",
) -> RosterFile:
    """Read people.

    Args:
        file: Which.
        mapping: Title -> value of RosterField; not used for OneRoster.
        today: In the school's zone.
        known_groups: Names of the school's groups.
        watch: Told how far it is.
        sheet: Of a workbook; "" for the first.

    Raises:
        KioskError: As `look`, and IMPORT_STOPPED.
    """
    opened = _opened(file, columns.ROSTER)
    if opened.archive is not None and opened.format != source.XLSX:
        return read_oneroster(opened.archive, opened.name, today, watch)
    return roster_lines(_table(opened, sheet), mapping, known_groups, watch)


def read_timetable(
    file: Path,
    mapping: Mapping[str, str],
    zone: str,
    today: date,
    watch: Watch = NO_WATCH,
    sheet: str = "",
) -> TimetableFile:
    """Read lessons.

    Args:
        file: Which.
        mapping: Title -> value of TimetableField; of a calendar, property -> GROUP or ROOM.
        zone: The school's.
        today: There.
        watch: Told how far it is.
        sheet: Of a workbook; "" for the first.

    Raises:
        KioskError: As `look`, and IMPORT_STOPPED.
    """
    opened = _opened(file, columns.TIMETABLE)
    if opened.format == source.ICS:
        return calendar_file.calendar_items(opened.data, opened.name, mapping, zone, today, watch)
    return timetable_lines(_table(opened, sheet), mapping, watch)


def _opened(file: Path, kind: str) -> Source:
    opened = open_source(file)
    if kind == columns.ROSTER and opened.format == source.ICS:
        raise refused(opened.name, "calendar-here")
    if kind == columns.TIMETABLE and opened.format.startswith("oneroster"):
        raise refused(opened.name, "oneroster-here")
    return opened


def _table(opened: Source, sheet: str) -> Table:
    if opened.format == source.ICS:
        return calendar_file.calendar_table(opened.data, opened.name)
    if opened.archive is not None:
        return read_xlsx(opened.archive, opened.name, sheet)
    return read_csv(opened.data, opened.name)
