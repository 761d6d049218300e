"""XLSX: cells as a person would write them, nothing worked out, sizes measured before they are read."""

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from kiosk.errors import Code, KioskError
from kiosk.reports.importing.archive import Archive
from kiosk.reports.importing.table import Table
from kiosk.reports.importing.xlsx_file import read_xlsx, text_of
from tests.reports.importing.files import PEOPLE, TITLES, roster_of, xlsx, zipped

FORMATS = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm", time: "hh:mm"}
SHEET = "xl/worksheets/sheet1.xml"


def table(rows: list[list[Any]], name: str = "x.xlsx") -> Table:
    return read_xlsx(Archive(xlsx({"List": rows}, FORMATS), name), name)


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Give a workbook with other bytes in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    assert old in entries[part]
    return zipped({**entries, part: entries[part].replace(old, new)})


def test_people(tmp_path: Path) -> None:
    read = roster_of(tmp_path / "l.xlsx", xlsx({"List": [TITLES, *PEOPLE]}))
    assert [(line.row, line.number, line.name) for line in read.lines] == [
        (2, "S-1", "Ada Lovelace"),
        (3, "S-2", "نورة القحطاني"),
        (4, "S-3", "Zoë Müller"),
    ]


def test_numbers_days_and_times_are_as_people_write_them() -> None:
    when = datetime(2026, 1, 2, 3, 4)  # noqa: DTZ001 - workbooks know no zones
    read = table([["Number", "Day", "At", "When"], [12345, date(2026, 11, 26), time(8, 5), when]])
    assert read.rows == ((2, ("12345", "2026-11-26", "08:05", "2026-01-02 03:04")),)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (12345.0, "12345"),
        (0.5, "0.5"),
        (1e300, "1e+300"),
        (True, "TRUE"),
        (7, "7"),
        (time(8, 0, 5), "08:00:05"),
        (datetime(2026, 11, 26), "2026-11-26"),  # noqa: DTZ001
        (date(2026, 11, 26), "2026-11-26"),
    ],
)
def test_text_of(cell: Any, text: str) -> None:
    assert text_of(cell) == text


def test_formulas_are_not_worked_out() -> None:
    """A formula gives what was saved with it: XlsxWriter saves 0, a spreadsheet what it worked out."""
    read = table([["Number", "Name"], ["1", "=1+1"], ["2", '=HYPERLINK("http://x","y")']])
    assert read.rows == ((2, ("1", "0")), (3, ("2", "0")))


def test_rows_are_counted_from_the_top_of_the_sheet() -> None:
    read = table([[], [], ["", "Number", "Name"], [], ["", "1", "A"]])
    assert (read.titles, read.rows) == (("A", "Number", "Name"), ((5, ("", "1", "A")),))


def test_the_first_sheet_or_the_one_that_is_named() -> None:
    data = xlsx({"One": [["a"], ["1"]], "Two": [["b"], ["2"]]})
    assert read_xlsx(Archive(data, "x"), "x").titles == ("a",)
    assert read_xlsx(Archive(data, "x"), "x", "Two").titles == ("b",)
    assert read_xlsx(Archive(data, "x"), "x", "Two").sheets == ("One", "Two")
    with pytest.raises(KioskError) as raised:
        read_xlsx(Archive(data, "x"), "x", "Three")
    assert raised.value.detail == "no-sheet"


def test_an_empty_sheet_is_empty() -> None:
    with pytest.raises(KioskError) as raised:
        table([])
    assert raised.value.code is Code.IMPORT_EMPTY


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b'r="A2"', b'r="XFD1048576"', "large-columns"),
        (b'r="A2"', b'r="A1048576"', "large-rows"),
        (
            b"<sheetData>",
            b"<sheetData" + b">" + b"<row><c/></row>" * 60_000 + b'<row r="200002"><c/></row>',
            "large-rows",
        ),
        (b"<sheetData>", b"<sheetData><row>" + b"<c/>" * 501 + b"</row>", "large-columns"),
    ],
)
def test_a_cell_far_away_asks_for_no_room(old: bytes, new: bytes, reason: str) -> None:
    """The library makes room for everything between the first cell and the last."""
    data = changed(xlsx({"List": [["Number"], ["1"]]}), SHEET, old, new)
    with pytest.raises(KioskError) as raised:
        read_xlsx(Archive(data, "x.xlsx"), "x.xlsx")
    assert (raised.value.code, raised.value.detail) == (Code.IMPORT_TOO_LARGE, reason)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, b'r="A2"', b'r="A99999999"'),
        (SHEET, b'r="A2"', b'r="a2"'),
        (SHEET, b'<row r="2"', b'<row r="4294967296"'),
        ("xl/sharedStrings.xml", b'uniqueCount="1"', b'uniqueCount="42949672961"'),
        ("xl/styles.xml", b'cellXfs count="1"', b'cellXfs count="99999999999999999999"'),
    ],
)
def test_a_size_that_cannot_be_true_never_reaches_the_library(part: str, old: bytes, new: bytes) -> None:
    """It asked for a terabyte and ended the process, or filled the memory for minutes; found by fuzzing."""
    data = changed(xlsx({"List": [["Number"], [1]]}), part, old, new)
    with pytest.raises(KioskError) as raised:
        read_xlsx(Archive(data, "x.xlsx"), "x.xlsx")
    assert (raised.value.code, raised.value.detail) == (Code.IMPORT_FORMAT, "workbook-damaged")


def test_billion_laughs_are_not_laughed() -> None:
    entities = b'<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>\n<worksheet '
    data = changed(xlsx({"List": [["Number"], ["1"]]}), SHEET, b"<worksheet ", entities)
    with pytest.raises(KioskError) as raised:
        read_xlsx(Archive(data, "x.xlsx"), "x.xlsx")
    assert (raised.value.code, raised.value.detail) == (Code.IMPORT_FORMAT, "workbook-doctype")


def test_what_is_no_part_of_the_sheet_is_never_given_to_the_library() -> None:
    data = xlsx({"List": [["Number"], ["1"]]})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    more = {"xl/vbaProject.bin": b"\x00" * 100, "xl/media/image1.png": b"not a picture"}
    assert read_xlsx(Archive(zipped({**entries, **more}), "x"), "x").rows == ((2, ("1",)),)
