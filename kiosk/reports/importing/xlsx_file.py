"""An XLSX workbook to a table. python-calamine reads it: no formula is worked out, cells give what was saved.

The library trusts a workbook's sizes: one cell at XFD1048576 makes it ask for room for all before it. So each
part is measured first, and it is given an archive that holds nothing else.
"""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from kiosk.reports.importing.archive import Archive, repacked
from kiosk.reports.importing.limits import CELLS, COLUMNS, ROWS, refused, too_large
from kiosk.reports.importing.table import Table, make_table

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cell = int | float | str | bool | time | date | datetime | timedelta
_PARTS: Final = re.compile(r"\.(xml|rels)$", re.IGNORECASE)
_COUNT: Final = re.compile(r"[0-9]{1,12}")
_COUNTS: Final = frozenset({"count", "uniqueCount"})
_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW: Final = re.compile(r"[1-9][0-9]{0,6}")
_WHOLE: Final = 1e15
"""Beyond this a float does not tell one whole number from the next."""


def read_xlsx(archive: Archive, where: str, sheet: str = "") -> Table:
    """Read a sheet.

    Args:
        archive: The workbook.
        where: Its name, for errors.
        sheet: The sheet's name; "" for the first.

    Raises:
        KioskError: IMPORT_FORMAT, IMPORT_TOO_LARGE, IMPORT_EMPTY.
    """
    measured = repacked(
        archive,
        lambda name: _PARTS.search(name) is not None,
        lambda _, data: _Measure(where).look(data),
    )
    found, sheets = _sheet(measured, where, sheet)
    if found is None:
        return make_table(where, [], fmt="xlsx")
    return make_table(where, enumerate(_rows(found, where), start=1), fmt="xlsx", sheets=sheets)


def text_of(cell: Cell) -> str:
    """Write a cell as a person would: 12345 and not 12345.0, days as ISO dates, times as 08:00."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer() and abs(cell) < _WHOLE:
            return str(int(cell))
        case datetime():
            clock = text_of(cell.time())
            return cell.date().isoformat() if clock == "00:00" else f"{cell.date().isoformat()} {clock}"
        case time():
            return cell.strftime("%H:%M:%S" if cell.second else "%H:%M")
        case timedelta():
            minutes = round(cell.total_seconds() / 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(cell)


def _sheet(data: bytes, where: str, name: str) -> "tuple[CalamineSheet | None, tuple[str, ...]]":
    """Open a sheet, None for one without a cell; and name all that are there."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [s.name for s in workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        wanted = name or (sheets[0] if sheets else "")
        if wanted not in sheets:
            raise refused(where, "no-sheet")
        found = workbook.get_sheet_by_name(wanted)
    except (CalamineError, OSError, ValueError):
        raise refused(where, "workbook-damaged") from None
    return None if found.start is None else found, tuple(sheets)


def _rows(sheet: "CalamineSheet", where: str) -> Iterator[Sequence[str]]:
    try:
        for row in sheet.to_python(skip_empty_area=False):
            yield [text_of(cell) for cell in row]
    except (ValueError, OverflowError):
        raise refused(where, "workbook-damaged") from None


class _Measure:
    """Looks at one XML part: no document type, and no cell beyond the limits."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._cells = 0
        self._row = 0
        self._column = 0
        self._lowest = 0
        self._rightmost = 0
        self._size = 0

    def look(self, data: bytes) -> None:
        """Raises KioskError IMPORT_FORMAT, IMPORT_TOO_LARGE."""
        self._size = len(data)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._element
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError):
            raise refused(self._where, "workbook-damaged") from None

    def _doctype(self, *_: object) -> None:
        raise refused(self._where, "workbook-doctype")

    def _element(self, tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(" ")[2]
        for name in _COUNTS & attributes.keys():
            # The library asks for room for so many at once, and the process ends when there is none.
            if not _COUNT.fullmatch(attributes[name]) or int(attributes[name]) > self._size:
                raise refused(self._where, "workbook-damaged")
        if kind == "row":
            number = attributes.get("r")
            if number is not None and _ROW.fullmatch(number) is None:
                raise refused(self._where, "workbook-damaged")
            self._row = self._row + 1 if number is None else int(number)
            self._column = 0
        elif kind == "c":
            self._cell(attributes.get("r"))

    def _cell(self, place: str | None) -> None:
        self._cells += 1
        if place is None:
            self._column += 1
        elif (found := _PLACE.fullmatch(place)) is not None:
            self._column, self._row = _number(found.group(1)), int(found.group(2))
        else:  # what cannot be measured here, the library might take for a place far away
            raise refused(self._where, "workbook-damaged")
        self._lowest = max(self._lowest, self._row)
        self._rightmost = max(self._rightmost, self._column)
        if self._rightmost > COLUMNS:
            raise too_large(f"{self._where}:{self._row}", "large-columns")
        if self._lowest > ROWS + 1:
            raise too_large(f"{self._where}:{self._row}", "large-rows")
        if max(self._cells, self._lowest * self._rightmost) > CELLS:
            raise too_large(f"{self._where}:{self._row}", "large-content")


def _number(text: str) -> int:
    value = 0
    for letter in text:
        value = value * 26 + ord(letter) - ord("A") + 1
    return value
