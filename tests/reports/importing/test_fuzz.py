"""Files as chance makes them: a sentence or a plan, no traceback, no half an import, no other file."""

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import Code, KioskError
from kiosk.reports.importing.archive import Archive
from kiosk.reports.importing.columns import ROSTER, TIMETABLE
from tests.fakes_storage import SmallSchool, small_school
from tests.reports.importing.files import (
    PEOPLE,
    TITLES,
    calendar,
    csv_text,
    event,
    oneroster_11,
    oneroster_12,
    xlsx,
    zipped,
)
from tests.reports.importing.schools import digest, import_file

WEEK = (("Class", "Day", "Start", "End"), ("7b", "Mon", "8:00", "9:00"), ("Night", "الأحد", "22:00", "6:00"))
SOUND = (
    csv_text((TITLES, *PEOPLE)).encode(),
    csv_text((TITLES, *PEOPLE), ";").encode("utf-16"),
    csv_text((TITLES, *PEOPLE[1:2])).encode("cp1256"),
    xlsx({"List": [TITLES, *PEOPLE]}),
    zipped(oneroster_11()),
    zipped(oneroster_12()),
    csv_text(WEEK).encode(),
    xlsx({"List": WEEK}),
    calendar(event("RRULE:FREQ=WEEKLY;BYDAY=MO,TU;COUNT=9"), event(group="Fair")).encode(),
    calendar(event("RRULE:FREQ=WEEKLY", "EXDATE;TZID=Europe/Berlin:20261130T080000")).encode(),
)
TEXTS = tuple(data for data in SOUND if not data.startswith(b"PK"))
_watching: list[str] = []
_is_watching = False
_digests: dict[Path, str] = {}
"""What each school holds after the last file: reading all of it takes most of a case's time."""


def _note(name: str, arguments: tuple[object, ...]) -> None:
    if _is_watching and name == "open" and isinstance(arguments[0], str | Path):
        _watching.append(str(arguments[0]))


sys.addaudithook(_note)


def damaged(data: bytes, seed: int, times: int) -> bytes:
    """Give a sound file with bytes changed, taken out, put in, doubled, or its end cut off."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(times):
        at, length = chance.randrange(len(changed) + 1), chance.randrange(1, 40)
        kind = chance.randrange(5)
        if kind == 0 and at < len(changed):
            changed[at] = chance.randrange(256)
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = chance.choice(
                (b'"', b"\0", b"\r\n", b";", b"=", b"\xff\xfe", b"BEGIN:VEVENT\r\n")
            )
        elif kind == 3:
            changed[at:at] = changed[at : at + length]
        elif chance.random() < 0.2:
            del changed[at:]
    return bytes(changed)


def repacked(name: str, data: bytes) -> bytes:
    """Give a sound archive whose entry `name` is damaged, which its checksum would have hidden."""
    return zipped({**oneroster_11(), name: data})


WORKBOOK = {name: Archive(SOUND[3], "x").read(name) for name in Archive(SOUND[3], "x").names}
NUMBERS = (b"9", b"-1", b"99999999", b"4294967296", b"A", b"1e400", b"")


def odd_workbook(part: str, seed: int, times: int) -> bytes:
    """Give a workbook of whose figures some are others: places, counts, ids, formats."""
    chance, data = random.Random(seed), bytearray(WORKBOOK[part])
    for _ in range(times):
        digits = [at for at, byte in enumerate(data) if chr(byte).isdecimal()]
        if digits:
            at = chance.choice(digits)
            data[at : at + 1] = chance.choice(NUMBERS)
    return zipped({**WORKBOOK, part: bytes(data)})


CALENDAR_LINES = (
    "SUMMARY:7b", "DTSTART:20261123T080000", "DTEND:20261123T090000", "DURATION:PT1H", "DURATION:-P1D",
    "RRULE:FREQ=WEEKLY", "RRULE:FREQ=WEEKLY;UNTIL=20270101", "RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=SU",
    "EXDATE:20261130T080000", "EXDATE;VALUE=DATE:20261130", "EXDATE;VALUE=PERIOD:20261130T080000/PT1H",
    "RECURRENCE-ID:20261130T080000", "DTSTART;VALUE=DATE:20261123", "DTSTART;TZID=X:20261123T080000",
    "DTSTART:00010101T000000Z", "RRULE:FREQ=WEEKLY;UNTIL=99991231T235959Z", "DTSTART;VALUE=TIME:080000",
    "STATUS:CANCELLED", "LOCATION:12", "CATEGORIES:A,B", "SUMMARY:8a", "BEGIN:VALARM", "END:VALARM",
)  # fmt: skip
FILES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(str.encode),
    st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=5), max_size=6).map(
        lambda rows: csv_text([("Number", "Name", "Class"), *rows]).encode()
    ),
    st.lists(
        st.tuples(*(st.sampled_from(["7b", "Mon", "8:00", "x", "", "9.00", "الأحد", "1"]) for _ in range(4))),
        max_size=5,
    ).map(lambda rows: csv_text([WEEK[0], *rows]).encode()),
    st.builds(damaged, st.sampled_from(SOUND), st.integers(0, 2**32), st.integers(1, 6)),
    st.builds(
        lambda name, seed, times: repacked(name, damaged(oneroster_11()[name].encode(), seed, times)),
        st.sampled_from(sorted(oneroster_11())),
        st.integers(0, 2**32),
        st.integers(1, 6),
    ),
    st.builds(
        odd_workbook,
        st.sampled_from([name for name in sorted(WORKBOOK) if name.startswith("xl/")]),
        st.integers(0, 2**32),
        st.integers(1, 3),
    ),
    st.builds(
        lambda part, seed, times: zipped({**WORKBOOK, part: damaged(WORKBOOK[part], seed, times)}),
        st.sampled_from([name for name in sorted(WORKBOOK) if name.startswith("xl/")]),
        st.integers(0, 2**32),
        st.integers(1, 4),
    ),
    st.builds(
        lambda *lines: calendar("\n".join(lines)).encode(),
        *(st.sampled_from(CALENDAR_LINES) for _ in range(5)),
    ),
)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    made = small_school(tmp_path_factory.mktemp("fuzz") / "school")
    yield made
    made.vault.close()


def check(school: SmallSchool, file: Path, data: bytes, kind: str, *, is_whole: bool) -> None:
    """Import a file; whatever it holds, all of it was done or nothing, and no other file was opened."""
    global _is_watching  # noqa: PLW0603 - a hook of the interpreter cannot be taken off again
    file.write_bytes(data)
    before = _digests.get(school.folder) or digest(school.vault)
    _watching.clear()
    _is_watching = True
    code = None
    try:
        import_file(school.vault, file, kind, is_whole=is_whole)
    except KioskError as error:
        code = error.code
    finally:
        _is_watching = False
    _digests[school.folder] = digest(school.vault)
    assert code is None or (code in EXPECTED and _digests[school.folder] == before)
    others = {name for name in _watching if name != str(file) and not name.startswith(ALLOWED)}
    assert others == set()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


EXPECTED = {
    Code.IMPORT_FORMAT, Code.IMPORT_TOO_LARGE, Code.IMPORT_COLUMNS, Code.IMPORT_EMPTY, Code.IMPORT_PROBLEMS
}  # fmt: skip
ALLOWED = (
    sys.prefix,
    sys.base_prefix,
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/etc/localtime",
    "/usr/share/lib",
)
"""What Python reads by itself: modules, and zones."""
Check = Callable[[SmallSchool, Path], None]


def fuzzed(count: int) -> Check:
    @settings(
        max_examples=count,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        deadline=None,
    )
    @given(data=FILES, kind=st.sampled_from([ROSTER, TIMETABLE]), is_whole=st.booleans())
    def run(school: SmallSchool, folder: Path, data: bytes, kind: str, is_whole: bool) -> None:
        check(school, folder / "x.dat", data, kind, is_whole=is_whole)

    return run


@pytest.mark.once
def test_150_files_of_chance(school: SmallSchool, tmp_path: Path) -> None:
    fuzzed(150)(school, tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_5000_files_of_chance(school: SmallSchool, tmp_path: Path) -> None:
    fuzzed(5000)(school, tmp_path)


@pytest.mark.parametrize("data", SOUND)
def test_the_files_that_are_damaged_here_are_sound(school: SmallSchool, tmp_path: Path, data: bytes) -> None:
    """Else the fuzzing would show nothing."""
    is_week = data in SOUND[6:]
    check(school, tmp_path / "x.dat", data, TIMETABLE if is_week else ROSTER, is_whole=False)
    file = tmp_path / "x.dat"
    import_file(school.vault, file, TIMETABLE if is_week else ROSTER)


def test_the_watch_sees_a_file(tmp_path: Path) -> None:
    global _is_watching  # noqa: PLW0603 - as above
    _watching.clear()
    _is_watching = True
    (tmp_path / "y").write_text("")
    _is_watching = False
    assert _watching == [str(tmp_path / "y")]
