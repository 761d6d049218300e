"""`kiosk demo --headless` and the whole way from nothing to the day's sheet, as processes of their own."""

import csv
import io
import os
from pathlib import Path

import openpyxl
import pytest

from kiosk.cli.demo_school import NAMES
from kiosk.domain.names import isolate
from tests.cli.conftest import Outcome, kiosk_process


def _rows(sheet: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"))))


def test_headless_demo_prints_the_mark_and_leaves_nothing_but_its_sheet(
    tmp_path: Path, models: Path, portraits: Path
) -> None:
    said = kiosk_process("demo", "--headless", env={**os.environ, "TMPDIR": str(tmp_path)})
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    assert lines[0] == "Demo School: 24 invented people, one of them enrolled. Two walk up."
    assert lines[1].endswith("  marked present  A. F.  anchor")
    assert "not marked: nobody on the list is near enough" in lines[2]
    assert lines[3] == "1 marked, 0 seen again, 1 not marked."
    sheet = Path(lines[4].removeprefix("The day's sheet: "))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [sheet]
    book = openpyxl.load_workbook(sheet)
    cells = {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value}
    assert set(NAMES) <= {cell.strip(isolate("")) for cell in cells}


@pytest.mark.once
def test_demo_marks_one_and_leaves_23_unmarked(tmp_path: Path, models: Path, portraits: Path) -> None:
    """With --data-dir the school stays; without, nothing of it is left (the test above)."""
    options = ("--data-dir", tmp_path / "school", "--out", tmp_path, "--format", "csv", "--json")
    said = kiosk_process("demo", "--headless", *options)
    assert said.code == 0, said.err
    kinds = [line["kind"] for line in said.lines]
    assert kinds == ["mark", "not_in", "end"]
    sheet = Path(said.lines[-1]["sheet"])
    assert sheet.parent == tmp_path
    rows = _rows(sheet)
    assert {row["Name"] for row in rows} == set(NAMES)
    assert [(row["Number"], row["Method"]) for row in rows if row["State"] == "Present"] == [("101", "Face")]
    assert sum(row["State"] == "Not yet marked" for row in rows) == 23
    assert (tmp_path / "school" / "records.db").exists()


def test_demo_leaves_an_existing_school_alone(tmp_path: Path) -> None:
    (tmp_path / "slots.json").write_text("{}")
    said = kiosk_process("demo", "--headless", "--data-dir", tmp_path, "--out", tmp_path)
    assert said.code == 2
    assert "already holds attendance data" in said.err


@pytest.mark.qt
def test_the_whole_way(tmp_path: Path, passphrase_file: Path, models: Path, portraits: Path) -> None:
    """From an empty folder to three sheets, each step a program of its own."""
    data = ("--data-dir", tmp_path / "data")
    signed = (*data, "--passphrase-file", passphrase_file)
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "one.png").write_bytes((portraits / "astronaut.png").read_bytes())

    def do(*arguments: object) -> Outcome:
        said = kiosk_process(*arguments)
        assert said.code == 0, said.err
        return said

    do("init", "--trial", "--school", "Hill School", "--admin", "Ada", "--class", "3b", *signed)
    do("class", "add", "4c", *signed)
    do("person", "add", "--id", "101", "--name", "Amal Fontaine", "--class", "4c", *signed)
    do("person", "add", "--id", "102", "--name", "ليلى حداد", "--class", "4c", *signed)
    enrolled = do(
        "enrol", "--person", "101", "--images", pictures, "--consent", "form 7", *signed, "--json"
    ).json
    assert (enrolled["captures"], enrolled["refused"], enrolled["look_alikes"]) == (1, [], [])
    session = do("session", "open", "--class", "4c", *signed, "--json").json["id"]

    taken = do("take", "--source", "synthetic", "--session", session, *data, "--json").lines
    assert [line["kind"] for line in taken] == ["mark", "not_in", "end"]
    assert taken[0]["person"] == enrolled["person"][-8:]
    again = do("take", "--source", "synthetic", *data, "--json").lines
    assert [line["kind"] for line in again] == ["already", "not_in", "end"]

    (roster,) = do("roster", *signed, "--json").json
    assert [(row["number"], row["state"], row["method"]) for row in roster["rows"]] == [
        ("101", "present", "face"),
        ("102", "unmarked", None),
    ]
    assert roster["rows"][0]["event"] == taken[0]["event"]
    assert do("session", "close", session, *signed).out.endswith("is closed: 1 present, 1 absent.\n")

    csv_file, xlsx_file, pdf_file = (tmp_path / f"day.{suffix}" for suffix in ("csv", "xlsx", "pdf"))
    for file in (csv_file, xlsx_file, pdf_file):
        do(
            "export",
            "--day",
            "today",
            "--session",
            session,
            "--format",
            file.suffix[1:],
            "--out",
            file,
            *signed,
        )
    assert [(row["Number"], row["State"]) for row in _rows(csv_file)] == [
        ("101", "Present"),
        ("102", "Absent"),
    ]
    assert openpyxl.load_workbook(xlsx_file).worksheets
    assert pdf_file.read_bytes().startswith(b"%PDF")


@pytest.mark.once
def test_a_real_school_takes_no_recording(
    tmp_path: Path, passphrase_file: Path, models: Path, portraits: Path
) -> None:
    data = ("--data-dir", tmp_path / "data")
    signed = (*data, "--passphrase-file", passphrase_file)
    assert kiosk_process("init", "--school", "S", "--admin", "A", "--class", "3b", *signed).code == 0
    assert kiosk_process("session", "open", "--class", "3b", *signed).code == 0
    for source, kind in (("synthetic", "made-up walk-up"), (str(portraits), "folder")):
        said = kiosk_process("take", "--source", source, *data, "--json")
        assert (said.code, said.out) == (2, "")
        assert f"it takes marks from cameras only, not from a {kind}" in said.err
        assert "kiosk init --trial" in said.err
