"""OneRoster 1.1 and 1.2, from archives made of the specifications' tables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.domain.importing import Problem, RosterFile
from kiosk.errors import Code, KioskError
from kiosk.reports.importing import columns, reading
from tests.reports.importing.files import (
    CLASSES,
    ENROLLMENTS,
    ENROLMENTS,
    TODAY,
    USERS_11,
    csv_text,
    manifest,
    oneroster_11,
    oneroster_12,
    roster_of,
    rows,
    zipped,
)


def lines(read: RosterFile) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {line.number: (line.name, line.groups) for line in read.lines}


@pytest.mark.parametrize("folder", ["", "export/", "a\\b\\", "/", "../../"])
def test_version_1_1(tmp_path: Path, folder: str) -> None:
    """Students by sourcedId; classes with one title are told apart; folders and paths mean nothing."""
    files = {folder + name: text for name, text in oneroster_11().items()}
    read = roster_of(tmp_path / "school.zip", zipped(files))
    assert read.problems == ()
    assert lines(read) == {
        "u1": ("Ada Lovelace", ("7b", "Maths (MA-1)")),
        "u2": ("نورة القحطاني", ("7b",)),
        "u3": ("Zebediah Quartermain", ()),
    }
    assert [line.number for line in read.lines if line.leaving is not None] == ["u3"]
    assert read.groups == ("7b", "Maths (MA-1)", "Maths (MA-2)")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["school.zip"]


def test_version_1_2(tmp_path: Path) -> None:
    """Roles stand in a file of their own, and every student has the school's number."""
    read = roster_of(tmp_path / "school.zip", zipped(oneroster_12()))
    assert read.problems == ()
    assert lines(read) == {
        "S-1": ("Ada Lovelace", ("7b", "Maths (MA-1)")),
        "S-2": ("نورة القحطاني", ("7b",)),
        "S-3": ("Zebediah Quartermain", ()),
    }


@pytest.mark.parametrize(("make", "told"), [(oneroster_11, "oneroster-1.1"), (oneroster_12, "oneroster-1.2")])
def test_what_it_is(tmp_path: Path, make: Callable[[], dict[str, str]], told: str) -> None:
    file = tmp_path / "school.zip"
    file.write_bytes(zipped(make()))
    found = reading.look(file, columns.ROSTER, TODAY)
    assert (found.format, found.titles, found.rows, dict(found.mapping)) == (told, (), 3, {})


def test_a_number_that_only_some_have_is_nobodys(tmp_path: Path) -> None:
    users = (
        {"sourcedId": "u1", "role": "student", "givenName": "A", "familyName": "B", "identifier": "1"},
        {"sourcedId": "u2", "role": "student", "givenName": "C", "familyName": "D"},
    )
    files = oneroster_11(users=rows(USERS_11, *users), enrollments=rows(ENROLLMENTS))
    assert set(lines(roster_of(tmp_path / "s.zip", zipped(files)))) == {"u1", "u2"}


@pytest.mark.parametrize(
    ("record", "is_member"),
    [
        ({"role": "student"}, True),
        ({"role": "Student"}, True),
        ({"role": "teacher"}, False),
        ({"role": "student", "status": "tobedeleted"}, False),
        ({"role": "student", "beginDate": "2026-11-24"}, False),
        ({"role": "student", "beginDate": "2026-11-23", "endDate": "2026-11-23"}, True),
        ({"role": "student", "endDate": "2026-11-22"}, False),
    ],
)
def test_enrolments_that_make_members(tmp_path: Path, record: dict[str, str], is_member: bool) -> None:
    enrolment = {"sourcedId": "e1", "classSourcedId": "k1", "userSourcedId": "u1", **record}
    files = oneroster_11(enrollments=rows(ENROLLMENTS, enrolment))
    read = roster_of(tmp_path / "s.zip", zipped(files))
    assert lines(read)["u1"][1] == (("7b",) if is_member else ())


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (
            {"enrollments": rows(ENROLLMENTS, {**ENROLMENTS[0], "userSourcedId": "nobody"})},
            Problem(2, "enrollments.csv: userSourcedId", "unknown-user"),
        ),
        (
            {"enrollments": rows(ENROLLMENTS, {**ENROLMENTS[0], "classSourcedId": "k4"})},
            Problem(2, "enrollments.csv: classSourcedId", "unknown-class"),
        ),
        (
            {"enrollments": rows(ENROLLMENTS, {**ENROLMENTS[0], "endDate": "soon"})},
            Problem(2, "enrollments.csv: endDate", "bad-date"),
        ),
        (
            {"classes": rows(CLASSES, {"sourcedId": "k1", "title": ""}), "enrollments": rows(ENROLLMENTS)},
            Problem(2, "classes.csv: title", "empty"),
        ),
        (
            {
                "classes": rows(
                    CLASSES, {"sourcedId": "k1", "title": "A"}, {"sourcedId": "k1", "title": "B"}
                ),
                "enrollments": rows(ENROLLMENTS),
            },
            Problem(3, "classes.csv: sourcedId", "number-twice", "2"),
        ),
        (
            {
                "users": rows(USERS_11, {"sourcedId": "u1", "role": "student"}),
                "enrollments": rows(ENROLLMENTS),
            },
            Problem(2, "users.csv: givenName", "empty"),
        ),
        (
            {
                "users": rows(USERS_11, {"role": "student", "givenName": "A", "familyName": "B"}),
                "enrollments": rows(ENROLLMENTS),
            },
            Problem(2, "users.csv: sourcedId", "empty"),
        ),
    ],
)
def test_problems_say_file_row_and_column(tmp_path: Path, changed: dict[str, str], problem: Problem) -> None:
    read = roster_of(tmp_path / "s.zip", zipped(oneroster_11(**changed)))
    assert problem in read.problems


@pytest.mark.parametrize(
    ("changed", "code", "detail"),
    [
        ({"manifest": manifest("1.0")}, Code.IMPORT_FORMAT, "oneroster-version"),
        ({"manifest": manifest("1.1", users="delta")}, Code.IMPORT_FORMAT, "oneroster-delta"),
        ({"classes": csv_text([("sourcedId",), ("k1",)])}, Code.IMPORT_COLUMNS, "title"),
        ({"orgs": csv_text([("sourcedId",), ("o1",)])}, Code.IMPORT_COLUMNS, "name"),
        ({"users": 'sourcedId,givenName,familyName\n"u1,A,B\n'}, Code.IMPORT_FORMAT, "quotes"),
    ],
)
def test_archives_that_are_refused(tmp_path: Path, changed: dict[str, str], code: Code, detail: str) -> None:
    with pytest.raises(KioskError) as raised:
        roster_of(tmp_path / "s.zip", zipped(oneroster_11(**changed)))
    assert (raised.value.code, raised.value.detail) == (code, detail)


@pytest.mark.parametrize("missing", ["users", "classes", "enrollments"])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    files = {name: text for name, text in oneroster_11().items() if name != f"{missing}.csv"}
    with pytest.raises(KioskError) as raised:
        roster_of(tmp_path / "s.zip", zipped(files))
    assert (raised.value.code, raised.value.detail) == (Code.IMPORT_COLUMNS, f"{missing}.csv")
