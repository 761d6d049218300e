"""The day's sheet as XLSX and CSV, read back by the libraries that others use."""

import csv
import io
import os
import time
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.marks import MarkState
from kiosk.domain.people import DaySheet
from kiosk.errors import Code, KioskError
from kiosk.reports import daysheet
from kiosk.reports.counting import counts
from kiosk.reports.daysheet import SheetFormat, default_file_name, write_sheet
from kiosk.reports.formulas import neutralise
from kiosk.reports.sheet_csv import MACHINE_COLUMNS, people_csv
from kiosk.reports.sheet_xlsx import xlsx_bytes
from kiosk.reports.watch import Watch
from kiosk.reports.words import SheetWords
from tests.reports.sheets import ARABIC, CANARIES, EIGHT, hostile, ordinary, row, sheet

FORMATS: tuple[SheetFormat, ...] = ("xlsx", "csv", "machine-csv")
WORDS = SheetWords()


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes) -> Any:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(content))


def test_csv_begins_with_a_bom_and_quotes_every_field() -> None:
    content = people_csv(ordinary(), WORDS)
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines.pop() == ""
    assert all(line.startswith('"') and line.endswith('"') for line in lines)
    assert all(line.count('","') == len(WORDS.columns) - 1 for line in lines)


def test_csv_holds_the_documented_columns_in_order() -> None:
    rows = read_csv(people_csv(ordinary(), WORDS))
    assert rows[0] == [
        "Date", "Group", "Room", "Starts", "Ends", "Number", "Name", "State", "Code", "Time", "Left",
        "Minutes late", "Method", "Note",
    ]  # fmt: skip
    assert rows[2] == [
        "2026-11-23", "Class 7b", "Room 4", "08:00", "09:00", "0002", ARABIC[0], "Late", "L", "08:01:04",
        "08:40:00", "12", "Face", "bus",
    ]  # fmt: skip
    assert rows[4][7:] == ["Not yet marked", "", "", "", "", "", ""]


def test_csv_canaries_are_neutralised_and_quoted() -> None:
    content = people_csv(hostile(), WORDS)
    rows = read_csv(content)[1:]
    assert [r[6] for r in rows] == [neutralise(cell) for cell in CANARIES]
    assert b'"Ali;\'=1+1"' in content


def test_csv_split_by_semicolons_gives_no_cell_that_runs() -> None:
    """In a semicolon locale a spreadsheet splits inside the quotation marks of later fields."""
    text = people_csv(hostile(), WORDS).decode("utf-8-sig")
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in cells)


def test_csv_reads_back_in_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(io.BytesIO(people_csv(ordinary(), WORDS)), dtype=str, keep_default_na=False)
    assert tuple(frame.columns) == WORDS.columns
    assert frame["Number"].tolist() == ["0001", "0002", "0003", "0004", "0005"]
    assert set(ARABIC) <= set(frame["Name"])


def test_xlsx_canaries_are_strings_and_no_formula_or_link_is_in_the_file() -> None:
    content = xlsx_bytes(hostile(), WORDS)
    page = read_xlsx(content).worksheets[0]
    names = [page.cell(line, 7) for line in range(2, len(CANARIES) + 2)]
    assert all(cell.data_type == "s" for cell in names)
    # XlsxWriter writes a CR as Excel does, and Excel reads it back.
    assert [cell.value for cell in names] == [cell.replace("\r", "_x000D_") for cell in CANARIES]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(
            b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name) for name in parts.namelist()
        )


def test_xlsx_canaries_stay_text_after_an_edit() -> None:
    page = read_xlsx(xlsx_bytes(hostile(), WORDS)).worksheets[0]
    assert page.cell(2, 7).quotePrefix
    assert not page.cell(2, 2).quotePrefix


def test_a_title_that_is_a_canary_stays_text_after_an_edit() -> None:
    title = '=HYPERLINK("http://x","8a")'
    pages = read_xlsx(xlsx_bytes(replace(ordinary(), title=title), WORDS)).worksheets
    assert pages[1].cell(1, 1).quotePrefix


def test_xlsx_has_real_dates_numbers_and_a_frozen_header() -> None:
    page = read_xlsx(xlsx_bytes(ordinary(), WORDS)).worksheets[0]
    assert tuple(cell.value for cell in page[1]) == WORDS.columns
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:N6"
    assert page["A2"].value == datetime.fromisoformat("2026-11-23T00:00:00")
    assert page["A2"].number_format == "yyyy-mm-dd"
    assert page["J3"].value == datetime.fromisoformat("2026-11-23T08:01:04")
    assert page["E6"].value == datetime.fromisoformat("2026-11-24T03:00:00")
    assert page["L3"].value == 12
    assert page["J5"].value is None
    assert page["F2"].value == "0001"
    assert page["K3"].value == datetime.fromisoformat("2026-11-23T08:40:00")


def test_xlsx_reads_back_in_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_excel(
        io.BytesIO(xlsx_bytes(ordinary(), WORDS)), dtype={"Number": str}, engine="calamine"
    )
    assert frame["Number"].tolist() == ["0001", "0002", "0003", "0004", "0005"]
    assert str(frame["Starts"].dtype).startswith("datetime64")


def test_xlsx_summary_counts_by_session_and_in_all() -> None:
    page = read_xlsx(xlsx_bytes(ordinary(), WORDS)).worksheets[1]
    cells = [[cell.value for cell in line] for line in page.iter_rows(min_row=8, max_row=11)]
    states = ["Not yet marked", "Present", "Late", "Absent", "Excused", "Left early", "Not required"]
    assert cells[0][4:] == ["Lines", *states]
    assert cells[1][4:] == [4, 1, 1, 1, 1, 0, 0, 0]
    assert cells[2][4:] == [1, 0, 1, 0, 0, 0, 0, 0]
    assert cells[3][4:] == [5, 1, 2, 1, 1, 0, 0, 0]
    assert [line[1] for line in cells[1:3]] == [datetime.fromisoformat("2026-11-23T00:00:00")] * 2


def test_xlsx_of_several_days_counts_by_person_too() -> None:
    book = read_xlsx(xlsx_bytes(replace(ordinary(), last_day="2026-11-24"), WORDS))
    people = [[cell.value for cell in line] for line in book.worksheets[2].iter_rows()]
    assert people[0] == [
        "Number", "Name", "Lines", "Not yet marked", "Present", "Late", "Absent", "Excused", "Left early",
        "Not required", "Minutes late",
    ]  # fmt: skip
    late = next(line for line in people if line[0] == "0002")
    assert late == ["0002", ARABIC[0], 1, 0, 0, 1, 0, 0, 0, 0, 12]
    assert len(people) == 6
    assert len(read_xlsx(xlsx_bytes(ordinary(), WORDS)).worksheets) == 2


def test_the_summary_says_since_when_a_closed_register_is_unchanged() -> None:
    closed = replace(ordinary(), closed=EIGHT, last_day="2026-11-24")
    page = read_xlsx(xlsx_bytes(closed, WORDS)).worksheets[1]
    assert (page["A5"].value, page["B5"].value) == (WORDS.unchanged, datetime(2026, 11, 23, 8))  # noqa: DTZ001
    assert page["B3"].value == "2026-11-23 – 2026-11-24"
    page = read_xlsx(xlsx_bytes(ordinary(), WORDS)).worksheets[1]
    assert (page["A5"].value, page["B5"].value) == (WORDS.exported, datetime(2026, 11, 23, 9))  # noqa: DTZ001


def test_xlsx_runs_from_the_right_when_asked() -> None:
    book = read_xlsx(xlsx_bytes(ordinary(), SheetWords(right_to_left=True)))
    assert all(page.sheet_view.rightToLeft for page in book.worksheets)
    book = read_xlsx(xlsx_bytes(ordinary(), WORDS))
    assert not any(page.sheet_view.rightToLeft for page in book.worksheets)


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert xlsx_bytes(ordinary(), WORDS) == xlsx_bytes(ordinary(), WORDS)


def test_a_trial_says_so() -> None:
    page = read_xlsx(xlsx_bytes(sheet((), is_trial=True), WORDS)).worksheets[1]
    assert page["A6"].value == WORDS.trial


@pytest.mark.parametrize("fmt", FORMATS)
def test_an_empty_sheet_has_its_header(fmt: SheetFormat, tmp_path: Path) -> None:
    out = tmp_path / f"empty.{fmt}"
    write_sheet(sheet(()), fmt, out)
    content = out.read_bytes()
    header = [c.value for c in read_xlsx(content).worksheets[0][1]] if fmt == "xlsx" else read_csv(content)[0]
    assert tuple(header) == (MACHINE_COLUMNS if fmt == "machine-csv" else WORDS.columns)


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
@pytest.mark.parametrize("fmt", FORMATS)
def test_the_file_is_the_owners_only_even_over_an_older_one(fmt: SheetFormat, tmp_path: Path) -> None:
    out = tmp_path / f"s.{fmt}"
    out.write_bytes(b"old")
    out.chmod(0o644)
    write_sheet(ordinary(), fmt, out, WORDS)
    assert out.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_folder_that_is_missing_is_a_known_error(fmt: SheetFormat, tmp_path: Path) -> None:
    with pytest.raises(KioskError) as caught:
        write_sheet(ordinary(), fmt, tmp_path / "missing" / f"s.{fmt}", WORDS)
    assert caught.value.code is Code.EXPORT_NOT_WRITTEN


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Class 7b", "Class-7b_2026-11-23.csv"),
        ("All classes", "All-classes_2026-11-23.csv"),
        ("الصف السابع", "الصف-السابع_2026-11-23.csv"),
        ("../../etc/passwd", "etc-passwd_2026-11-23.csv"),
        ('a\\b:c*?"<>|', "a-b-c_2026-11-23.csv"),
        ("...", "group_2026-11-23.csv"),
        ("CON", "group-CON_2026-11-23.csv"),
        ("x" * 300, "x" * 60 + "_2026-11-23.csv"),
    ],
)
def test_the_default_name_is_safe_everywhere(title: str, name: str) -> None:
    assert default_file_name(sheet((), title), "csv") == name


def test_other_names() -> None:
    days = replace(sheet((), "Class 7b"), last_day="2026-12-01")
    assert default_file_name(days, "pdf") == "Class-7b_2026-11-23_2026-12-01.pdf"
    assert default_file_name(days, "machine-csv") == "Class-7b_2026-11-23_2026-12-01.machine.csv"
    person = replace(sheet((), "Ada Byron (S-1)"), file_stem="S-1")
    assert default_file_name(person, "xlsx") == "S-1_2026-11-23.xlsx"


def test_counts_name_every_state() -> None:
    assert counts((row(1, "a", MarkState.LATE),)) == {
        state: int(state is MarkState.LATE) for state in MarkState
    }


def test_two_thousand_people_take_seconds_and_not_minutes(tmp_path: Path) -> None:
    """Processor time, and loose: the tests are traced for their coverage; docs/export.md has the figures."""
    many: DaySheet = sheet(tuple(row(n, f"{ARABIC[n % 3]} {n}") for n in range(2000)))
    for fmt in FORMATS:
        began = time.process_time()
        write_sheet(many, fmt, tmp_path / f"many.{fmt}", WORDS)
        assert time.process_time() - began < 6.0


def test_a_long_xlsx_is_built_in_a_folder_that_goes_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = xlsx_bytes(ordinary(), WORDS)
    monkeypatch.setattr(daysheet, "LONG", 1)
    seen: list[list[str]] = []
    watch = Watch(lambda *_: seen.append(sorted(path.name for path in tmp_path.iterdir())))
    (tmp_path / ".s.xlsx.parts").mkdir()  # what a killed program left
    (tmp_path / ".s.xlsx.parts" / "names").write_text("old")
    write_sheet(ordinary(), "xlsx", tmp_path / "s.xlsx", WORDS, watch)
    assert seen[0] == [".s.xlsx.parts"]
    assert [path.name for path in tmp_path.iterdir()] == ["s.xlsx"]
    values = [
        [[cell.value for cell in line] for page in read_xlsx(content).worksheets for line in page.iter_rows()]
        for content in (whole, (tmp_path / "s.xlsx").read_bytes())
    ]
    assert values[0] == values[1]


@pytest.mark.parametrize("long", [1, 1_000_000])
@pytest.mark.parametrize("fmt", FORMATS)
def test_a_stopped_export_leaves_nothing_and_the_older_file(
    fmt: SheetFormat, long: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daysheet, "LONG", long)
    out = tmp_path / f"s.{fmt}"
    out.write_bytes(b"old")
    watch = Watch()
    watch.stop()
    with pytest.raises(KioskError) as caught:
        write_sheet(ordinary(), fmt, out, WORDS, watch)
    assert caught.value.code is Code.EXPORT_STOPPED
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_progress_is_told_now_and_then_and_at_the_end() -> None:
    told: list[tuple[int, int]] = []
    many = sheet(tuple(row(n, "Ada") for n in range(1200)))
    people_csv(many, WORDS, Watch(lambda done, of: told.append((done, of))))
    assert told == [(0, 1200), (500, 1200), (1000, 1200), (1200, 1200)]


def test_more_lines_than_a_worksheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daysheet, "MOST_ROWS", 2)
    with pytest.raises(KioskError) as caught:
        write_sheet(ordinary(), "xlsx", tmp_path / "s.xlsx", WORDS)
    assert caught.value.code is Code.EXPORT_TOO_LONG
    assert list(tmp_path.iterdir()) == []
