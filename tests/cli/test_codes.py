"""`kiosk group codes`: a school's own letters, by command as in the window."""

import pytest

from tests.cli.test_journey import Do
from tests.cli.test_timetable import school

__all__ = ["school"]
pytestmark = pytest.mark.once
ENGLAND = "dfe-england-2024"


def written(school: Do, code: str) -> str:
    (found,) = school("group", "codes", "--set", ENGLAND, "--json").json
    return next(str(each["written"]) for each in found["codes"] if each["code"] == code)


def test_letters_are_changed_listed_and_taken_back(school: Do) -> None:
    names = {one["name"] for one in school("group", "codes", "--json").json}
    assert names == {"plain", "ceds", "ed-fi", ENGLAND}
    said = school("group", "codes", "--set", ENGLAND, "--code", "I", "--write", "KR")
    assert (said.code, said.err) == (0, "")
    assert [line for line in said.out.splitlines() if line.split()[:3] == ["I", "KR", "excused"]]
    assert written(school, "I") == "KR"
    assert school("group", "codes", "--set", ENGLAND, "--code", "I", "--write", "").code == 0
    assert written(school, "I") == "I"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--set", ENGLAND, "--code", "I", "--write", "L"), "letters"),
        (("--set", ENGLAND, "--code", "none", "--write", "K"), "none"),
        (("--set", "moon"), "moon"),
        (("--code", "I", "--write", "K"), "go together"),
        (("--set", ENGLAND, "--code", "I"), "go together"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(school: Do, options: tuple[str, ...], words: str) -> None:
    said = school("group", "codes", *options)
    assert said.code != 0
    assert words in said.err
    assert written(school, "I") == "I"
