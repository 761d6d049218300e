"""`kiosk import`: a look first, all or nothing, sentences with row and column, JSON."""

from pathlib import Path

import pytest

from kiosk.cli.imports import merged
from kiosk.domain.importing import FileColumns
from kiosk.errors import Code, KioskError
from tests.cli.conftest import Cli, Outcome
from tests.cli.test_journey import Do
from tests.reports.importing.files import PEOPLE, TITLES, csv_text, xlsx


@pytest.fixture
def school(cli: Cli, tmp_path: Path, passphrase_file: Path) -> Do:
    """Make a trial with one class."""
    options = ("--data-dir", tmp_path / "data", "--passphrase-file", passphrase_file)
    names = ("--school", "Hill School", "--admin", "Ada", "--class", "7b")
    assert cli("init", "--trial", *names, *options).code == 0

    def do(*arguments: object) -> Outcome:
        return cli(*arguments, *options)

    return do


def write(tmp_path: Path, *rows: tuple[str, ...]) -> Path:
    file = tmp_path / "list.csv"
    file.write_text(csv_text(rows), "utf-8")
    return file


def numbers(school: Do) -> list[str]:
    return sorted(person["number"] for person in school("person", "list", "--json").json)


def test_a_dry_run_changes_nothing_and_the_real_one_does(school: Do, tmp_path: Path) -> None:
    file = write(tmp_path, TITLES, *PEOPLE)
    said = school("import", "roster", file, "--dry-run")
    assert said.code == 0, said.err
    assert "Nothing was changed" in said.out
    assert "New groups: Choir" in said.out
    assert numbers(school) == []
    done = school("import", "roster", file, "--json").json
    assert (done["added"], done["changed"], done["is_applied"], done["encoding"]) == (3, 0, True, "utf-8")
    assert numbers(school) == ["S-1", "S-2", "S-3"]
    gone = school("import", "roster", write(tmp_path, TITLES, PEOPLE[0]), "--whole", "--json").json
    assert (gone["left"], gone["changed"], gone["kept_groups"]) == (0, 1, ["Choir"])


def test_problems_are_listed_and_nothing_is_done(school: Do, tmp_path: Path) -> None:
    file = write(tmp_path, TITLES, ("S-1", "Ada", "7b"), ("", "Secret Name", "7b"))
    said = school("import", "roster", file)
    assert said.code == 2
    assert "list.csv has problems: 1." in said.err
    assert "Student ID" in said.out
    assert "Nothing is written here." in said.out
    assert "Secret" not in said.out + said.err
    assert numbers(school) == []
    told = school("import", "roster", file, "--json")
    assert (told.code, told.json["is_applied"]) == (2, False)
    assert told.json["problems"] == [
        {"row": 3, "column": "Student ID", "reason": "empty", "sentence": "Nothing is written here."}
    ]


def test_columns_that_are_named_are_remembered(school: Do, tmp_path: Path) -> None:
    file = write(tmp_path, ("Wer", "Was"), ("Ada", "S-1"))
    refused = school("import", "roster", file)
    assert (refused.code, "a column with the number" in refused.err) == (2, True)
    assert school("import", "roster", file, "--column", "name=wer", "--column", "number=Was").code == 0
    again = school("import", "roster", file, "--json").json
    assert (again["unchanged"], again["mapping"]) == (1, {"Wer": "name", "Was": "number"})


def test_a_timetable(school: Do, tmp_path: Path) -> None:
    file = write(tmp_path, ("Class", "Day", "Start", "End"), ("7b", "Mon", "8:00", "9:00"))
    assert school("import", "timetable", file, "--dry-run", "--json").json["added"] == 1
    assert "Done." in school("import", "timetable", file).out
    again = school("import", "timetable", file, "--json").json
    assert (again["added"], again["removed"]) == (0, 0)


def test_a_sheet_of_a_workbook(school: Do, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(xlsx({"Notes": [["a"], ["b"]], "People": [TITLES, *PEOPLE]}))
    assert "a column with the number" in school("import", "roster", file, "--dry-run").err
    done = school("import", "roster", file, "--sheet", "People", "--json").json
    assert (done["format"], done["added"]) == ("xlsx", 3)
    assert "there is no such sheet" in school("import", "roster", file, "--sheet", "Others").err


COLUMNS = FileColumns("csv", "", "", ("A", "B", "C"), (), 1, {"A": "number", "B": "name"})


@pytest.mark.parametrize(
    ("given", "mapping"),
    [
        ((), {"A": "number", "B": "name"}),
        (("number=b",), {"B": "number"}),
        (("groups=C",), {"A": "number", "B": "name", "C": "groups"}),
        (("name=C",), {"A": "number", "C": "name"}),
        (("groups=B", "Groups=c"), {"A": "number", "B": "groups", "C": "groups"}),
    ],
)
def test_what_is_given_comes_before_what_is_guessed(given: tuple[str, ...], mapping: dict[str, str]) -> None:
    assert merged(COLUMNS, given) == mapping


def test_a_title_that_is_not_there() -> None:
    with pytest.raises(KioskError) as raised:
        merged(COLUMNS, ["name=Z"])
    assert raised.value.code is Code.IMPORT_COLUMNS


@pytest.mark.parametrize("given", ["nunber=B", "B", "weekday=B"])
def test_a_field_that_there_is_not_is_answered_with_those_there_are(
    school: Do, tmp_path: Path, given: str
) -> None:
    said = school("import", "roster", write(tmp_path, TITLES, *PEOPLE), "--column", given)
    assert said.code == 2
    assert "number, name, given-name" in " ".join(said.err.replace("│", " ").split())
    assert numbers(school) == []
