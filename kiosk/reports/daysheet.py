"""The day's sheet as XLSX and CSV. The PDF is kiosk.ui.print's: it needs Qt.

Columns of both, in this order (docs/export.md): date, class, starts, ends, number, name, state, time,
minutes late, method, note. One line for each person of each session, by session start, class, then name.
Every file is readable by its owner only and replaced whole or not at all. No cell can run as a formula.
"""

import io
import unicodedata
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from kiosk.domain.clock import Instant
from kiosk.domain.marks import MarkState
from kiosk.domain.people import DaySheet, SheetRow
from kiosk.errors import Code, KioskError
from kiosk.paths import write_private
from kiosk.reports import csv_table
from kiosk.reports.formulas import is_formula_like
from kiosk.reports.words import SheetWords

SheetFormat = Literal["xlsx", "csv"]

_WIDTHS = (11, 18, 8, 8, 12, 30, 15, 10, 12, 16, 40)
_LONGEST_GROUP = 60
_CELL_LIMIT = 32_767  # characters, Excel's own
# Device names of Windows, which open no file there whatever the extension.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}
)


def default_file_name(sheet: DaySheet, fmt: str) -> str:
    """Give "group_YYYY-MM-DD.ext", with letters and digits of any script, and "-" for all else.

    Args:
        sheet: Its title is the group.
        fmt: "xlsx", "csv" or "pdf".
    """
    kept = "".join(c if c.isalnum() or unicodedata.category(c) == "Mn" else "-" for c in sheet.title)
    group = "-".join(part for part in kept.split("-") if part)[:_LONGEST_GROUP].strip("-")
    if not group or group.lower() in _RESERVED:
        group = f"group-{group}".strip("-")
    return f"{group}_{sheet.day}.{fmt}"


def write_sheet(sheet: DaySheet, fmt: SheetFormat, out: Path, words: SheetWords | None = None) -> None:
    """Write the day's sheet to a file of mode 0600, whole or not at all.

    Args:
        sheet: What it says.
        fmt: "xlsx" or "csv".
        out: The file; an older one is replaced.
        words: Titles and words; English if None.

    Raises:
        KioskError: EXPORT_NOT_WRITTEN when the file cannot be written; an older one is then untouched.
    """
    words = words or SheetWords()
    content = xlsx_bytes(sheet, words) if fmt == "xlsx" else csv_bytes(sheet, words)
    try:
        write_private(out, content)
    except OSError as error:
        raise KioskError(Code.EXPORT_NOT_WRITTEN, where=out) from error


def counts(rows: tuple[SheetRow, ...]) -> dict[MarkState, int]:
    """Count the rows by state; every state has its number, 0 included."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in MarkState}


def by_session(sheet: DaySheet) -> dict[tuple[Instant, Instant, str], tuple[SheetRow, ...]]:
    """Give the rows of each session, keyed by (starts, ends, class name), in the sheet's order."""
    groups: dict[tuple[Instant, Instant, str], list[SheetRow]] = {}
    for row in sheet.rows:
        groups.setdefault((row.starts, row.ends, row.class_name), []).append(row)
    return {key: tuple(rows) for key, rows in groups.items()}


def csv_bytes(sheet: DaySheet, words: SheetWords) -> bytes:
    """Give the CSV: UTF-8 with BOM, commas, every field quoted, CR LF, ISO dates and times."""
    return csv_table.csv_bytes(words.columns, (_csv_cells(row, words) for row in sheet.rows))


def xlsx_bytes(sheet: DaySheet, words: SheetWords) -> bytes:
    """Give the XLSX: the lines on the first worksheet under a frozen header, the counts on the second."""
    import xlsxwriter

    memory = io.BytesIO()
    options = {
        "in_memory": True,  # no temporary file with names in it
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(memory, options) as book:
        # The moment of export instead of now: the same sheet gives the same bytes.
        book.set_properties({"title": sheet.title, "created": _naive(sheet.exported)})
        formats = _Formats(book)
        _write_lines(book.add_worksheet(_tab_name(words.sheet, "1")), sheet, words, formats)
        _write_summary(book.add_worksheet(_tab_name(words.summary, "2")), sheet, words, formats)
    return memory.getvalue()


class _Formats:
    """The cell formats of one workbook."""

    def __init__(self, book: Any) -> None:
        self.header = book.add_format(
            {
                "bold": True,
                "bg_color": "#1F4E5F",
                "font_color": "#FFFFFF",
                "valign": "vcenter",
                "text_wrap": True,
            }
        )
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.title_canary = book.add_format({"bold": True, "font_size": 14, "quote_prefix": True})
        self.label = book.add_format({"bold": True})
        self.warning = book.add_format({"bold": True, "font_color": "#8A4B00"})
        self.text = book.add_format({"valign": "top"})
        # Excel keeps such a cell a text even after somebody has edited it.
        self.canary = book.add_format({"valign": "top", "quote_prefix": True})
        self.wrapped = book.add_format({"valign": "top", "text_wrap": True})
        self.date = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
        self.minute = book.add_format({"valign": "top", "num_format": "hh:mm"})
        self.second = book.add_format({"valign": "top", "num_format": "hh:mm:ss"})
        self.moment = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.states = {
            MarkState.UNMARKED: book.add_format({"valign": "top", "italic": True}),
            MarkState.PRESENT: book.add_format({"valign": "top", "bg_color": "#DDF0E3"}),
            MarkState.LATE: book.add_format({"valign": "top", "bg_color": "#FBEBC8"}),
            MarkState.ABSENT: book.add_format({"valign": "top", "bg_color": "#F8D9D6", "bold": True}),
            MarkState.EXCUSED: book.add_format({"valign": "top", "bg_color": "#DCE6F5"}),
        }


def _write_lines(page: Any, sheet: DaySheet, words: SheetWords, formats: _Formats) -> None:
    _dress(page, words)
    for column, (title, width) in enumerate(zip(words.columns, _WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, title, formats.header)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(_WIDTHS) - 1)
    page.repeat_rows(0)
    for line, row in enumerate(sheet.rows, start=1):
        _write_line(page, line, row, words, formats)


def _write_line(page: Any, line: int, row: SheetRow, words: SheetWords, formats: _Formats) -> None:
    page.write_datetime(line, 0, row.starts.local_date, formats.date)
    _write_text(page, line, 1, row.class_name, formats)
    page.write_datetime(line, 2, _naive(row.starts), formats.minute)
    page.write_datetime(line, 3, _naive(row.ends), formats.minute)
    _write_text(page, line, 4, row.number, formats)
    _write_text(page, line, 5, row.name, formats)
    page.write_string(line, 6, words.states[row.state], formats.states[row.state])
    if row.marked is not None:
        page.write_datetime(line, 7, _naive(row.marked), formats.second)
    if row.minutes_late:
        page.write_number(line, 8, row.minutes_late, formats.text)
    if row.method is not None:
        page.write_string(line, 9, words.methods[row.method], formats.text)
    if row.note:
        _write_text(page, line, 10, row.note, formats, formats.wrapped)


def _write_summary(page: Any, sheet: DaySheet, words: SheetWords, formats: _Formats) -> None:
    _dress(page, words)
    page.set_column(0, 0, 34)
    page.set_column(1, 8, 14)
    page.write_string(
        0, 0, sheet.title, formats.title_canary if is_formula_like(sheet.title) else formats.title
    )
    facts = ((words.school, sheet.school), (words.date, sheet.day), (words.exported_by, sheet.exported_by))
    for line, (label, value) in enumerate(facts, start=1):
        page.write_string(line, 0, label, formats.label)
        _write_text(page, line, 1, value, formats)
    page.write_string(4, 0, words.exported, formats.label)
    page.write_datetime(4, 1, _naive(sheet.exported), formats.moment)
    if sheet.is_trial:
        page.write_string(5, 0, words.trial, formats.warning)
    titles = (words.class_name, words.starts, words.ends, words.people, *(words.states[s] for s in MarkState))
    for column, title in enumerate(titles):
        page.write_string(7, column, title, formats.header)
    line = 8
    for (starts, ends, class_name), rows in by_session(sheet).items():
        _write_text(page, line, 0, class_name, formats)
        page.write_datetime(line, 1, _naive(starts), formats.minute)
        page.write_datetime(line, 2, _naive(ends), formats.minute)
        _write_counts(page, line, rows, formats)
        line += 1
    page.write_string(line, 0, words.all_sessions, formats.label)
    _write_counts(page, line, sheet.rows, formats)


def _write_counts(page: Any, line: int, rows: tuple[SheetRow, ...], formats: _Formats) -> None:
    page.write_number(line, 3, len(rows), formats.label)
    for column, number in enumerate(counts(rows).values(), start=4):
        page.write_number(line, column, number, formats.text)


def _write_text(page: Any, line: int, column: int, text: str, formats: _Formats, plain: Any = None) -> None:
    cell_format = formats.canary if is_formula_like(text) else plain or formats.text
    page.write_string(line, column, text[:_CELL_LIMIT], cell_format)


def _dress(page: Any, words: SheetWords) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    if words.right_to_left:
        page.right_to_left()


def _tab_name(text: str, otherwise: str) -> str:
    """Excel wants 1 to 31 characters, no path or wildcard signs and no apostrophe at either end."""
    kept = "".join(c for c in text if c not in "[]:*?/\\").strip().strip("'")[:31]
    return kept or otherwise


def _csv_cells(row: SheetRow, words: SheetWords) -> tuple[str, ...]:
    return (
        row.starts.local_date.isoformat(),
        row.class_name,
        f"{row.starts.local:%H:%M}",
        f"{row.ends.local:%H:%M}",
        row.number,
        row.name,
        words.states[row.state],
        "" if row.marked is None else f"{row.marked.local:%H:%M:%S}",
        str(row.minutes_late) if row.minutes_late else "",
        "" if row.method is None else words.methods[row.method],
        row.note,
    )


def _naive(moment: Instant) -> datetime:
    """Wall-clock time there and then, whole seconds: a spreadsheet knows no zones."""
    return moment.local.replace(tzinfo=None, microsecond=0)
