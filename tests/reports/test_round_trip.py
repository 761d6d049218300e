"""What is written is what others read: pandas for programs, LibreOffice for people."""

import csv
import io
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.clock import Instant
from kiosk.domain.marks import MarkState, Method
from kiosk.domain.people import DaySheet, SheetRow
from kiosk.reports.sheet_csv import MACHINE_COLUMNS, machine_csv, people_csv
from kiosk.reports.sheet_xlsx import xlsx_bytes
from kiosk.reports.words import SheetWords
from tests.reports.sheets import ARABIC, CANARIES, EIGHT, ZONE, hostile, ordinary, row, sheet

WORDS = SheetWords()
DIFFICULT = (
    *CANARIES, *ARABIC, '"quoted", and more', "two\nlines", "two\r\nlines", "a\rb", " around ", "'", "NA",
    "null", "007", "1e5", "2026-11-23", "ـــ", "👩🏽‍🎓",
)  # fmt: skip
FIRST_TWO = Instant.at(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), ZONE)
"""02:30 in summer time; the clock shows 02:30 an hour later once more."""
SECOND_TWO = FIRST_TWO.plus(timedelta(hours=1))


def difficult() -> DaySheet:
    """Every state and method, every difficult text as name, group, room and note, both 02:30."""
    rows = [
        replace(
            row(number, text, note=text),
            number=f"{number:03}",
            class_name=text,
            room=text,
            marked=(FIRST_TWO, SECOND_TWO)[number % 2].plus(timedelta(microseconds=number)),
        )
        for number, text in enumerate(DIFFICULT)
    ]
    rows += [
        replace(row(800 + n, "Ada", state), code="Y1", minutes_late=n) for n, state in enumerate(MarkState)
    ]
    rows += [replace(row(900 + n, "Ada"), method=method, left=FIRST_TWO) for n, method in enumerate(Method)]
    return sheet(tuple(rows))


def register_of(content: bytes) -> list[dict[str, Any]]:
    """Read the machines' CSV as docs/export.md says."""
    import pandas as pd

    frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, lineterminator=None)
    assert tuple(frame.columns) == MACHINE_COLUMNS
    moments = ["starts", "ends", "closed", "arrived", "left", "changed"]
    for name in moments:
        frame[name] = pd.to_datetime(frame[name].replace("", None), utc=True, format="ISO8601")
    frame["minutes_late"] = frame["minutes_late"].astype(int)
    return [dict(zip(frame.columns, line, strict=True)) for line in frame.itertuples(index=False)]


def expected(line: SheetRow) -> dict[str, object]:
    """What the register says, in the types that a program wants."""
    return {
        "day": line.starts.local_date.isoformat(), "session_id": line.session, "starts": line.starts.utc,
        "ends": line.ends.utc, "zone": line.starts.zone, "closed": _utc(line.closed), "room": line.room,
        "group_id": line.class_id, "group_kind": line.class_kind, "group": line.class_name,
        "person_id": line.person, "number": line.number, "name": line.name, "state": line.state.value,
        "code": line.code, "code_set": line.code_set, "minutes_late": line.minutes_late,
        "method": "" if line.method is None else line.method.value, "arrived": _utc(line.marked),
        "left": _utc(line.left), "changed": _utc(line.at), "note": line.note,
    }  # fmt: skip


def _utc(moment: Instant | None) -> datetime | None:
    return None if moment is None else moment.utc


def _plain(value: object) -> object:
    """NaT and NaN are None; a Timestamp is the datetime it stands for."""
    import pandas as pd

    if value is pd.NaT or value != value:
        return None
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


@pytest.mark.parametrize("made", [ordinary, hostile, difficult])
def test_the_machines_csv_read_by_pandas_equals_the_register(made: Any) -> None:
    read = register_of(machine_csv(made()))
    assert [{key: _plain(value) for key, value in line.items()} for line in read] == [
        expected(line) for line in made().rows
    ]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_any_text_comes_back_from_the_machines_csv(texts: list[str]) -> None:
    content = machine_csv(sheet(tuple(row(n, text, note=text) for n, text in enumerate(texts))))
    read = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert [(line["name"], line["note"]) for line in read] == [(text, text) for text in texts]


def test_the_machines_csv_is_the_same_in_every_language_and_has_no_bom() -> None:
    content = machine_csv(ordinary())
    assert content.startswith(b"day,session_id,")
    first = content.split(b"\r\n")[1].decode()
    assert first.startswith("2026-11-23,session-1,2026-11-23T08:00:00.000000+01:00,")
    assert ",present,,plain,0,face,2026-11-23T08:01:03.000000+01:00,," in first


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    twice = [replace(row(n, "Ada"), marked=at) for n, at in enumerate((FIRST_TWO, SECOND_TWO))]
    read = csv.DictReader(io.StringIO(machine_csv(sheet(tuple(twice))).decode(), newline=""))
    assert [line["arrived"] for line in read] == [
        "2026-10-25T02:30:00.000000+02:00",
        "2026-10-25T02:30:00.000000+01:00",
    ]


@pytest.mark.parametrize("made", [ordinary, hostile, difficult])
def test_the_xlsx_read_by_pandas_equals_the_register(made: Any) -> None:
    import pandas as pd

    frame = pd.read_excel(
        io.BytesIO(xlsx_bytes(made(), WORDS)),
        dtype={"Number": str, "Name": str, "Note": str, "Room": str, "Code": str, "Group": str},
        engine="openpyxl",
        keep_default_na=False,
        na_values={"Time": [""], "Left": [""]},
    )
    rows = made().rows
    assert frame["Number"].tolist() == [line.number for line in rows]
    for title, wanted in (
        ("Name", [line.name for line in rows]),
        ("Group", [line.class_name for line in rows]),
        ("Note", [line.note for line in rows]),
    ):
        # openpyxl gives a carriage return as the file writes it; Excel reads it back.
        assert [_from_excel(cell) for cell in frame[title]] == wanted
    assert frame["State"].tolist() == [WORDS.states[line.state] for line in rows]
    for title, moments in (
        ("Starts", [line.starts for line in rows]),
        ("Ends", [line.ends for line in rows]),
        ("Time", [line.marked for line in rows]),
        ("Left", [line.left for line in rows]),
    ):
        assert [_plain(cell) for cell in frame[title]] == [_wall(moment) for moment in moments]
    late = [0 if cell == "" else int(cell) for cell in frame["Minutes late"]]
    assert late == [line.minutes_late for line in rows]


def _from_excel(cell: object) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found.group(1), 16)), str(cell))


def _wall(moment: Instant | None) -> datetime | None:
    return None if moment is None else moment.local.replace(tzinfo=None, microsecond=0)


# LibreOffice, where this machine has it


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> "Office":
    """LibreOffice without a window; skipped where it is not installed."""
    tool = shutil.which("soffice") or shutil.which("libreoffice")
    if tool is None:
        pytest.skip("LibreOffice (libreoffice-calc) is not installed, so no spreadsheet opens the files.")
    return Office(tool, tmp_path_factory.mktemp("office"))


class Office:
    """Opens a file as a person would and saves what the cells then are."""

    def __init__(self, tool: str, folder: Path) -> None:
        self._tool, self._folder = tool, folder
        self._opened = 0

    def sheets(self, name: str, content: bytes, *, separator: str = "") -> str:
        """Give the flat XML of what was opened.

        Args:
            name: Of the file.
            content: Its bytes.
            separator: For a CSV, what the locale splits at.
        """
        self._opened += 1
        folder = self._folder / str(self._opened)
        folder.mkdir()
        source = folder / name
        source.write_bytes(content)
        filters = [f"--infilter=CSV:{ord(separator)},34,76,1,,1033,false,true"] if separator else []
        subprocess.run(
            [self._tool, "--headless", "--norestore", f"-env:UserInstallation=file://{self._folder}/profile",
             *filters, "--convert-to", "fods", "--outdir", str(folder), str(source)],
            check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(self._folder)},
        )  # fmt: skip
        return source.with_suffix(".fods").read_text("utf-8")


def texts_of(flat: str) -> list[str]:
    """Give the texts of all cells, in order."""
    from xml.etree import ElementTree as ET

    found = ET.fromstring(flat)
    space = {
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    return [
        "\n".join("".join(line.itertext()) for line in cell.findall("text:p", space))
        for cell in found.iter(f"{{{space['table']}}}table-cell")
    ]


def _folded(texts: Sequence[str]) -> set[str]:
    """Give the texts without blanks: a tab is an element of its own there."""
    return {"".join(unicodedata.normalize("NFC", text).split()) for text in texts}


@pytest.mark.slow
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_spreadsheet_runs_nothing_of_the_peoples_csv(office: "Office", separator: str) -> None:
    for made in (hostile(), ordinary(), difficult()):
        flat = office.sheets("sheet.csv", people_csv(made, WORDS), separator=separator)
        assert "table:formula" not in flat
        assert "xlink:href" not in flat
    cells = _folded(texts_of(office.sheets("sheet.csv", people_csv(ordinary(), WORDS), separator=",")))
    assert _folded(ARABIC) <= cells


@pytest.mark.slow
def test_a_spreadsheet_runs_nothing_of_the_xlsx(office: "Office") -> None:
    for made in (hostile(), ordinary(), difficult()):
        flat = office.sheets("sheet.xlsx", xlsx_bytes(replace(made, last_day="2026-11-24"), WORDS))
        assert "table:formula" not in flat
        assert "xlink:href" not in flat
        cells = _folded(texts_of(flat))
        assert _folded([line.name for line in made.rows]) <= cells
        assert {line.number for line in made.rows} <= cells


@pytest.mark.slow
def test_the_machines_csv_is_not_for_spreadsheets(office: "Office") -> None:
    """The check can find a formula; and the sentence in the window is true."""
    assert "table:formula" in office.sheets("sheet.csv", machine_csv(hostile()), separator=",")


@pytest.mark.slow
def test_a_spreadsheet_shows_times_and_runs_from_the_right(office: "Office") -> None:
    flat = office.sheets("sheet.xlsx", xlsx_bytes(ordinary(), SheetWords(right_to_left=True)))
    cells = texts_of(flat)
    assert {"2026-11-23", "08:00", "09:00", "08:01:03"} <= set(cells)
    assert 'style:writing-mode="rl-tb"' in flat


def test_the_xlsx_is_a_zip_without_a_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(difficult(), WORDS))) as parts:
        assert parts.testzip() is None
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_difficult_sheets_are_what_they_say() -> None:
    assert EIGHT.local.hour == 8
    assert FIRST_TWO.local.replace(tzinfo=None) == SECOND_TWO.local.replace(tzinfo=None)
