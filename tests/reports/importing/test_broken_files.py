"""Files that nobody should import: each gives its sentence, and not a row of either database is changed."""

import io
import os
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.domain.importing import RosterPlan
from kiosk.errors import Code, KioskError
from kiosk.reasons import in_words
from kiosk.reports.importing import limits
from kiosk.reports.importing.columns import ROSTER, TIMETABLE
from kiosk.reports.importing.sentences import in_english
from tests.fakes_storage import SmallSchool, small_school
from tests.reports.importing.files import (
    PEOPLE,
    TITLES,
    calendar,
    csv_text,
    event,
    manifest,
    oneroster_11,
    xlsx,
    zipped,
)
from tests.reports.importing.schools import digest, import_file

SHEET = xlsx({"List": [TITLES, *PEOPLE]})


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    made = small_school(tmp_path_factory.mktemp("broken") / "school")
    yield made
    made.vault.close()


def people(*rows: tuple[str, ...]) -> bytes:
    return csv_text((TITLES, *rows)).encode()


def week(*rows: tuple[str, ...]) -> bytes:
    return csv_text((("Class", "Day", "Start", "End"), *rows)).encode()


def sheet_with(part: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(SHEET)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**entries, part: data})


def lying_archive() -> bytes:
    """Give an archive whose list says that an entry is larger than it is."""
    data = bytearray(zipped({"xl/workbook.xml": b"<workbook/>" * 10}, zipfile.ZIP_STORED))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 400)
    return bytes(data)


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "a")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("xl/workbook.xml", "b")
    return out.getvalue()


def locked() -> bytes:
    data = bytearray(zipped({"xl/workbook.xml": b"<workbook/>"}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


BOMB = zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * 20_000_000})
BESIDE = zipped(
    {
        "xl/workbook.xml": b"<workbook/>",
        "xl/media/ballast.png": random.Random(1).randbytes(200_000),
        "xl/worksheets/sheet1.xml": b" " * 15_000_000,
    }
)
"""All of it together is not 100 times larger."""
MANY = zipped({f"{number}.csv": "" for number in range(limits.ENTRIES + 1)})
FILES: dict[str, tuple[str, Callable[[], bytes], Code, str]] = {
    "empty": (
        ROSTER,
        lambda: b"",
        Code.IMPORT_EMPTY,
        "x.dat has nothing to read: no line below a row of titles.",
    ),
    "zeros": (ROSTER, lambda: b"\0" * 5_000, Code.IMPORT_EMPTY, "x.dat has nothing to read"),
    "titles only": (ROSTER, people, Code.IMPORT_EMPTY, "x.dat has nothing to read"),
    "binary": (ROSTER, lambda: b"\x01\x02\x03,\x04\n" * 9, Code.IMPORT_FORMAT, "it is no text"),
    "pdf": (ROSTER, lambda: b"%PDF-1.7\n1,2\n", Code.IMPORT_FORMAT, "it is no text"),
    "web page": (ROSTER, lambda: b"<!doctype html><table>", Code.IMPORT_FORMAT, "it is no text"),
    "old excel": (ROSTER, lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 99, Code.IMPORT_FORMAT, "save it as XLSX"),
    "utf-32": (ROSTER, lambda: "a,b\n1,2".encode("utf-32"), Code.IMPORT_FORMAT, "it is no text"),
    "open quote": (ROSTER, lambda: b'Number,Name\n1,"A\n', Code.IMPORT_FORMAT, "x.dat:2 is not a file"),
    "after a quote": (ROSTER, lambda: b'Number,Name\n1,"A"b\n', Code.IMPORT_FORMAT, "quotation mark"),
    "no number": (ROSTER, lambda: b"Name,Class\nA,7b\n", Code.IMPORT_COLUMNS, "a column with the number"),
    "no name": (ROSTER, lambda: b"Number,Class\n1,7b\n", Code.IMPORT_COLUMNS, "a column with the name"),
    "one column": (ROSTER, lambda: b"Name\nA\n", Code.IMPORT_COLUMNS, "a column with the number"),
    "501 columns": (
        ROSTER,
        lambda: b"Number,Name\n" + b"1," * 501 + b"1\n",
        Code.IMPORT_TOO_LARGE,
        "x.dat:2",
    ),
    "long cell": (
        ROSTER,
        lambda: people(("1", "A" * 5_000, "")),
        Code.IMPORT_TOO_LARGE,
        "more than 4,000 characters",
    ),
    "very long cell": (
        ROSTER,
        lambda: people(("1", "A" * 200_000, "")),
        Code.IMPORT_TOO_LARGE,
        "more than 4,000 characters",
    ),
    "rows": (
        ROSTER,
        lambda: b"Number,Name\n" + b"1,A\n" * 200_001,
        Code.IMPORT_TOO_LARGE,
        "more than 200,000 rows",
    ),
    "51 MB": (ROSTER, lambda: b" " * 51_000_000, Code.IMPORT_TOO_LARGE, "more than 50 MB"),
    "empty number": (
        ROSTER,
        lambda: people(("", "A", "")),
        Code.IMPORT_PROBLEMS,
        "2|Student ID|Nothing is written",
    ),
    "empty name": (
        ROSTER,
        lambda: people(("1", "", "")),
        Code.IMPORT_PROBLEMS,
        "2|Full name|Nothing is written",
    ),
    "number twice": (
        ROSTER,
        lambda: people(("1", "A", ""), ("2", "B", ""), ("1", "C", "")),
        Code.IMPORT_PROBLEMS,
        "4|Student ID|The same number is in row 2 already.",
    ),
    "hidden direction": (
        ROSTER,
        lambda: people(("1", "A\u202eB", "")),
        Code.IMPORT_PROBLEMS,
        "2|Full name|A hidden direction mark",
    ),
    "long name": (
        ROSTER,
        lambda: people(("1", "A" * 121, "")),
        Code.IMPORT_PROBLEMS,
        "2|Full name|This is too long.",
    ),
    "long number": (
        ROSTER,
        lambda: people(("1" * 41, "A", "")),
        Code.IMPORT_PROBLEMS,
        "2|Student ID|This is too long.",
    ),
    "unseen group": (
        ROSTER,
        lambda: people(("1", "A", "7b,\u200b")),
        Code.IMPORT_PROBLEMS,
        "2|Class|A character that cannot be seen",
    ),
    "good and bad": (
        ROSTER,
        lambda: people(("S-9", "New", "7b"), ("", "B", "")),
        Code.IMPORT_PROBLEMS,
        "3|Student ID|Nothing",
    ),
    "no archive": (ROSTER, lambda: b"PK\x03\x04nonsense", Code.IMPORT_FORMAT, "the archive is damaged"),
    "cut archive": (ROSTER, lambda: SHEET[:-40], Code.IMPORT_FORMAT, "the archive is damaged"),
    "lying archive": (ROSTER, lying_archive, Code.IMPORT_FORMAT, "the archive is damaged"),
    "file twice": (ROSTER, twice, Code.IMPORT_FORMAT, "the archive holds a file twice"),
    "password": (ROSTER, locked, Code.IMPORT_FORMAT, "the archive has a password"),
    "packed by lzma": (
        ROSTER,
        lambda: zipped({"xl/workbook.xml": "a"}, zipfile.ZIP_LZMA),
        Code.IMPORT_FORMAT,
        "not known here",
    ),
    "zip in zip": (
        ROSTER,
        lambda: zipped({"xl/workbook.xml": "a", "b.zip": b"PK"}),
        Code.IMPORT_FORMAT,
        "holds another archive",
    ),
    "other archive": (
        ROSTER,
        lambda: zipped({"a.txt": "a"}),
        Code.IMPORT_FORMAT,
        "neither a workbook nor OneRoster",
    ),
    "zip bomb": (ROSTER, lambda: BOMB, Code.IMPORT_TOO_LARGE, "more than 100 times as large"),
    "bomb beside ballast": (
        ROSTER,
        lambda: BESIDE,
        Code.IMPORT_TOO_LARGE,
        "more than 100 times as large",
    ),
    "too many files": (ROSTER, lambda: MANY, Code.IMPORT_TOO_LARGE, "more than 1,000 files"),
    "workbook of nothing": (
        ROSTER,
        lambda: zipped({"xl/workbook.xml": b"<a/>"}),
        Code.IMPORT_FORMAT,
        "the workbook is damaged",
    ),
    "broken sheet": (
        ROSTER,
        lambda: sheet_with("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>"),
        Code.IMPORT_FORMAT,
        "the workbook is damaged",
    ),
    "billion laughs": (
        ROSTER,
        lambda: sheet_with("xl/sharedStrings.xml", b'<!DOCTYPE s [<!ENTITY a "ha">]><sst>&a;</sst>'),
        Code.IMPORT_FORMAT,
        "defines words of its own",
    ),
    "far cell": (
        ROSTER,
        lambda: sheet_with(
            "xl/worksheets/sheet1.xml",
            b'<worksheet><sheetData><row><c r="XFD9"/></row></sheetData></worksheet>',
        ),
        Code.IMPORT_TOO_LARGE,
        "x.dat:9 is larger",
    ),
    "oneroster 2": (
        ROSTER,
        lambda: zipped(oneroster_11(manifest=manifest("2.0"))),
        Code.IMPORT_FORMAT,
        "only OneRoster 1.1 and 1.2",
    ),
    "oneroster delta": (
        ROSTER,
        lambda: zipped(oneroster_11(manifest=manifest("1.1", users="delta"))),
        Code.IMPORT_FORMAT,
        "(bulk)",
    ),
    "oneroster without users": (
        ROSTER,
        lambda: zipped({k: v for k, v in oneroster_11().items() if k != "users.csv"}),
        Code.IMPORT_COLUMNS,
        "x.dat lacks what is needed: users.csv",
    ),
    "calendar of people": (
        ROSTER,
        lambda: calendar(event()).encode(),
        Code.IMPORT_FORMAT,
        "a calendar has no people",
    ),
    "people of oneroster": (
        TIMETABLE,
        lambda: zipped(oneroster_11()),
        Code.IMPORT_FORMAT,
        "but no timetable",
    ),
    "no weekday": (
        TIMETABLE,
        lambda: b"Class,Start,End\n7b,8:00,9:00\n",
        Code.IMPORT_COLUMNS,
        "the day of the week",
    ),
    "unknown weekday": (
        TIMETABLE,
        lambda: week(("7b", "Xday", "8:00", "9:00")),
        Code.IMPORT_PROBLEMS,
        "2|Day|This is no day of the week.",
    ),
    "no time": (
        TIMETABLE,
        lambda: week(("7b", "Mon", "8", "9:00")),
        Code.IMPORT_PROBLEMS,
        "2|Start|This is no time",
    ),
    "ends at its start": (
        TIMETABLE,
        lambda: week(("7b", "Mon", "8:00", "8:00")),
        Code.IMPORT_PROBLEMS,
        "2|End|It ends when it begins.",
    ),
    "lesson twice": (
        TIMETABLE,
        lambda: week(*(("7b", "Mon", "8:00", "9:00"),) * 2),
        Code.IMPORT_PROBLEMS,
        "3||The same lesson is in row 2 already.",
    ),
    "calendar cut": (
        TIMETABLE,
        lambda: b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:7b\n",
        Code.IMPORT_FORMAT,
        "the calendar is damaged",
    ),
    "calendar of nothing": (
        TIMETABLE,
        lambda: b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        Code.IMPORT_EMPTY,
        "x.dat has nothing to read",
    ),
    "daily event": (
        TIMETABLE,
        lambda: calendar(event("RRULE:FREQ=DAILY")).encode(),
        Code.IMPORT_PROBLEMS,
        "4|RRULE|Only rules for",
    ),
    "large calendar": (
        TIMETABLE,
        lambda: b"BEGIN:VCALENDAR\n" + b"X:1\n" * 1_300_000,
        Code.IMPORT_TOO_LARGE,
        "more than 5 MB",
    ),
}
"""Story -> kind, bytes, error, and a part of its sentence or of "row|column|sentence"."""


def said_by(error: KioskError) -> str:
    return in_words(error).what


@pytest.mark.parametrize("story", FILES)
def test_a_broken_file_gives_its_sentence_and_changes_nothing(
    school: SmallSchool, tmp_path: Path, story: str
) -> None:
    kind, make, code, sentence = FILES[story]
    file = tmp_path / "x.dat"
    file.write_bytes(make())
    before = digest(school.vault)
    problems: list[str] = []

    def keep(plan: RosterPlan) -> None:
        problems.extend(f"{p.row}|{p.column}|{in_english(p)}" for p in plan.problems)

    with pytest.raises(KioskError) as raised, watched(keep):
        import_file(school.vault, file, kind, is_whole=True)
    assert raised.value.code is code
    told = [said_by(raised.value), *problems]
    assert any(sentence in one for one in told), told
    assert digest(school.vault) == before
    assert [path.name for path in tmp_path.iterdir()] == ["x.dat"]


class watched:  # noqa: N801 - used as a with-statement reads
    """Let a plan's problems be seen on their way to being applied."""

    def __init__(self, look: Callable[[RosterPlan], None]) -> None:
        self._look = look
        self._patch = pytest.MonkeyPatch()

    def __enter__(self) -> None:
        from kiosk.storage import imports

        original = imports._refuse_problems

        def look(plan: RosterPlan) -> None:
            self._look(plan)
            original(plan)

        self._patch.setattr(imports, "_refuse_problems", look)

    def __exit__(self, *_: object) -> None:
        self._patch.undo()


def test_the_table_has_what_the_issue_asks_for() -> None:
    assert len(FILES) >= 30


@pytest.mark.parametrize("kind", [ROSTER, TIMETABLE])
def test_neither_a_folder_nor_a_pipe_nor_nothing_is_read(
    school: SmallSchool, tmp_path: Path, kind: str
) -> None:
    """A pipe would be waited for, for ever."""
    os.mkfifo(tmp_path / "pipe.csv")
    for file in (tmp_path, tmp_path / "pipe.csv", tmp_path / "nothing.csv", Path("a\0b")):
        with pytest.raises(KioskError) as raised:
            import_file(school.vault, file, kind)
        assert raised.value.code is Code.FILE_UNREADABLE


def test_a_symbolic_link_in_an_archive_is_the_text_that_it_holds(tmp_path: Path, school: SmallSchool) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in oneroster_11().items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o120777 if name == "users.csv" else 0o100644) << 16
            archive.writestr(info, "/etc/passwd" if name == "users.csv" else text)
    file = tmp_path / "links.zip"
    file.write_bytes(out.getvalue())
    with pytest.raises(KioskError) as raised:
        import_file(school.vault, file, ROSTER)
    assert raised.value.code is Code.IMPORT_PROBLEMS
