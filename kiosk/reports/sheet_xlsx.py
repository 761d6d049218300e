"""A sheet as XLSX: the lines under a frozen header, the counts by session, and by person for several days.

Every cell is written as what it is: text as text, times as times. A long sheet is built in files of a private
folder, since it would take a gigabyte of memory otherwise.
"""

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kiosk.domain.clock import Instant
from kiosk.domain.marks import MarkState
from kiosk.domain.people import DaySheet, SheetRow
from kiosk.reports.counting import by_person, by_session, counts
from kiosk.reports.formulas import is_formula_like
from kiosk.reports.watch import Watch
from kiosk.reports.words import SheetWords

LONG: Final = 20_000
"""From so many lines on the folder is used."""
MOST_ROWS: Final = 1_000_000
"""A worksheet ends at 1,048,576 rows."""
_WIDTHS: Final = (11, 18, 10, 8, 8, 12, 30, 15, 7, 10, 10, 10, 16, 40)
_CELL_LIMIT: Final = 32_767  # characters, Excel's own


def xlsx_bytes(
    sheet: DaySheet, words: SheetWords, *, folder: Path | None = None, watch: Watch | None = None
) -> bytes:
    """Give the XLSX.

    Args:
        sheet: What it says.
        words: Titles and words.
        folder: A private one for a long sheet's parts, names and all; None to build it in memory.
        watch: Told how far it is.

    Raises:
        KioskError: EXPORT_STOPPED.
    """
    import xlsxwriter

    memory = io.BytesIO()
    options: dict[str, Any] = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    # Without a folder no temporary file with names in it is made.
    options |= {"in_memory": True} if folder is None else {"constant_memory": True, "tmpdir": str(folder)}
    book = xlsxwriter.Workbook(memory, options)
    try:
        _write(book, sheet, words, watch or Watch())
    except BaseException:
        if folder is not None:
            _close_parts(book)
        raise
    book.close()
    return memory.getvalue()


def _write(book: Any, sheet: DaySheet, words: SheetWords, watch: Watch) -> None:
    # The sheet's own moment instead of now: the same sheet gives the same bytes.
    book.set_properties({"title": sheet.title, "created": _naive(sheet.as_of)})
    formats = _Formats(book)
    _write_lines(book.add_worksheet(_tab_name(words.sheet, "1")), sheet, words, formats, watch)
    _write_summary(book.add_worksheet(_tab_name(words.summary, "2")), sheet, words, formats)
    if sheet.last_day:
        _write_people(book.add_worksheet(_tab_name(words.by_person, "3")), sheet, words, formats)


def _close_parts(book: Any) -> None:
    """Let go of the parts of a workbook that is given up; close() would put the whole file together first."""
    for page in book.worksheets():
        page._opt_close()  # noqa: SLF001 - nothing public does it


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
            MarkState.LEFT_EARLY: book.add_format({"valign": "top", "bg_color": "#EADFF2"}),
            MarkState.NOT_REQUIRED: book.add_format({"valign": "top", "font_color": "#4C5A5E"}),
        }


def _write_lines(page: Any, sheet: DaySheet, words: SheetWords, formats: _Formats, watch: Watch) -> None:
    _dress(page, words)
    for column, (title, width) in enumerate(zip(words.columns, _WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, title, formats.header)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(_WIDTHS) - 1)
    page.repeat_rows(0)
    for line, row in enumerate(watch.each(sheet.rows), start=1):
        _write_line(page, line, row, words, formats)


def _write_line(page: Any, line: int, row: SheetRow, words: SheetWords, formats: _Formats) -> None:
    page.write_datetime(line, 0, row.starts.local_date, formats.date)
    _write_text(page, line, 1, row.class_name, formats)
    _write_text(page, line, 2, row.room, formats)
    page.write_datetime(line, 3, _naive(row.starts), formats.minute)
    page.write_datetime(line, 4, _naive(row.ends), formats.minute)
    _write_text(page, line, 5, row.number, formats)
    _write_text(page, line, 6, row.name, formats)
    page.write_string(line, 7, words.states[row.state], formats.states[row.state])
    _write_text(page, line, 8, row.acronym, formats)
    for column, moment in ((9, row.marked), (10, row.left)):
        if moment is not None:
            page.write_datetime(line, column, _naive(moment), formats.second)
    if row.minutes_late:
        page.write_number(line, 11, row.minutes_late, formats.text)
    if row.method is not None:
        page.write_string(line, 12, words.methods[row.method], formats.text)
    _write_text(page, line, 13, row.note, formats, formats.wrapped)


def _write_summary(page: Any, sheet: DaySheet, words: SheetWords, formats: _Formats) -> None:
    _dress(page, words)
    page.set_column(0, 0, 34)
    page.set_column(1, 11, 14)
    page.write_string(
        0, 0, sheet.title, formats.title_canary if is_formula_like(sheet.title) else formats.title
    )
    facts = ((words.school, sheet.school), (words.date, sheet.days), (words.exported_by, sheet.exported_by))
    for line, (label, value) in enumerate(facts, start=1):
        page.write_string(line, 0, label, formats.label)
        _write_text(page, line, 1, value, formats)
    page.write_string(4, 0, words.moment_title(is_closed=sheet.closed is not None), formats.label)
    page.write_datetime(4, 1, _naive(sheet.as_of), formats.moment)
    if sheet.is_trial:
        page.write_string(5, 0, words.trial, formats.warning)
    states = [words.states[state] for state in MarkState]
    titles = (words.class_name, words.date, words.starts, words.ends, words.lines, *states)
    for column, title in enumerate(titles):
        page.write_string(7, column, title, formats.header)
    line = 8
    for rows in by_session(sheet.rows):
        _write_text(page, line, 0, rows[0].class_name, formats)
        page.write_datetime(line, 1, rows[0].starts.local_date, formats.date)
        page.write_datetime(line, 2, _naive(rows[0].starts), formats.minute)
        page.write_datetime(line, 3, _naive(rows[0].ends), formats.minute)
        _write_counts(page, line, 4, counts(rows), formats)
        line += 1
    page.write_string(line, 0, words.all_sessions, formats.label)
    _write_counts(page, line, 4, counts(sheet.rows), formats)


def _write_people(page: Any, sheet: DaySheet, words: SheetWords, formats: _Formats) -> None:
    _dress(page, words)
    states = [words.states[state] for state in MarkState]
    titles = (words.number, words.name, words.lines, *states, words.minutes_late)
    for column, title in enumerate(titles):
        page.set_column(column, column, 30 if column == 1 else 14)
        page.write_string(0, column, title, formats.header)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    for line, person in enumerate(by_person(sheet.rows), start=1):
        _write_text(page, line, 0, person.number, formats)
        _write_text(page, line, 1, person.name, formats)
        _write_counts(page, line, 2, person.counts, formats)
        page.write_number(line, 3 + len(states), person.minutes_late, formats.text)


def _write_counts(
    page: Any, line: int, first: int, counted: Mapping[MarkState, int], formats: _Formats
) -> None:
    page.write_number(line, first, sum(counted.values()), formats.label)
    for column, number in enumerate(counted.values(), start=first + 1):
        page.write_number(line, column, number, formats.text)


def _write_text(page: Any, line: int, column: int, text: str, formats: _Formats, plain: Any = None) -> None:
    if not text:
        return
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


def _naive(moment: Instant) -> datetime:
    """Wall-clock time there and then, whole seconds: a spreadsheet knows no zones."""
    return moment.local.replace(tzinfo=None, microsecond=0)
