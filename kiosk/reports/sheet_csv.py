"""A sheet as CSV: one file for people, whose cells cannot run, and another for programs, with raw values."""

from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.people import DaySheet, SheetRow
from kiosk.reports.csv_table import csv_bytes, raw_csv_bytes
from kiosk.reports.watch import Watch
from kiosk.reports.words import SheetWords

MACHINE_COLUMNS: Final = (
    "day", "session_id", "starts", "ends", "zone", "closed", "room", "group_id", "group_kind", "group",
    "person_id", "number", "name", "state", "code", "code_set", "minutes_late", "method", "arrived", "left",
    "changed", "note",
)  # fmt: skip
"""Stable: a new column is added at the end, and none is renamed (docs/export.md)."""


def people_csv(sheet: DaySheet, words: SheetWords, watch: Watch | None = None) -> bytes:
    """Give the CSV for people: UTF-8 with BOM, commas, every field quoted, CR LF, nothing that runs."""
    watch = watch or Watch()
    return csv_bytes(words.columns, (_people_cells(row, words) for row in watch.each(sheet.rows)))


def machine_csv(sheet: DaySheet, watch: Watch | None = None) -> bytes:
    """Give the CSV for programs: UTF-8 without BOM, RFC 4180, raw values, codes and ids in every language."""
    watch = watch or Watch()
    return raw_csv_bytes(MACHINE_COLUMNS, (_machine_cells(row) for row in watch.each(sheet.rows)))


def _people_cells(row: SheetRow, words: SheetWords) -> tuple[str, ...]:
    return (
        row.starts.local_date.isoformat(),
        row.class_name,
        row.room,
        f"{row.starts.local:%H:%M}",
        f"{row.ends.local:%H:%M}",
        row.number,
        row.name,
        words.states[row.state],
        row.acronym,
        "" if row.marked is None else f"{row.marked.local:%H:%M:%S}",
        "" if row.left is None else f"{row.left.local:%H:%M:%S}",
        str(row.minutes_late) if row.minutes_late else "",
        "" if row.method is None else words.methods[row.method],
        row.note,
    )


def _machine_cells(row: SheetRow) -> tuple[str, ...]:
    return (
        row.starts.local_date.isoformat(),
        row.session,
        _moment(row.starts),
        _moment(row.ends),
        row.starts.zone,
        _moment(row.closed),
        row.room,
        row.class_id,
        row.class_kind,
        row.class_name,
        row.person,
        row.number,
        row.name,
        row.state.value,
        row.code,
        row.code_set,
        str(row.minutes_late),
        "" if row.method is None else row.method.value,
        _moment(row.marked),
        _moment(row.left),
        _moment(row.at),
        row.note,
    )


def _moment(moment: Instant | None) -> str:
    """Write wall-clock time and offset: the moment is exact in the hour that summer time repeats, too."""
    return "" if moment is None else moment.local.isoformat(timespec="microseconds")
