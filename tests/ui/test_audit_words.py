"""Every action that is written into the audit has its words; nothing else has any."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from kiosk.ui.desk.audit_details import detail_words
from kiosk.ui.desk.audit_words import action_word, action_words

pytestmark = pytest.mark.qt
STORAGE = Path(__file__).resolve().parents[2] / "kiosk" / "storage"
_WRITERS = {"act", "append", "_note", "_over"}
"""What the storage calls to write a row: the desk's, the audit's own, and helpers of single modules."""
_CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def written(source: str) -> Iterator[str]:
    """Give the codes that a module writes: the first text, or name of a text, in a call of a writer."""
    tree = ast.parse(source)
    named = {
        node.target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or _called(call) not in _WRITERS:
            continue
        for argument in call.args:
            code = argument.value if isinstance(argument, ast.Constant) else None
            if _called(call) == "act":
                code = code or named.get(_name(argument))
            if isinstance(code, str):
                if _CODE.fullmatch(code):
                    yield code
                break


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Name):
        return function.id
    if not isinstance(function, ast.Attribute):
        return ""
    is_list = function.attr == "append" and _name(function.value) != "audit"
    return "" if is_list else function.attr


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def test_the_search_finds_each_way_of_writing_a_row() -> None:
    source = (
        "X: Final = 'by-name'\n"
        "with desk.act('plain', [1]): pass\n"
        "audit.append(records, now, None, 'fourth', [])\n"
        "_note(opened, 'helper')\n"
        "desk.act(X)\n"
        "problems.append('altered')\n"
    )
    assert sorted(written(source)) == ["by-name", "fourth", "helper", "plain"]


def test_every_action_that_is_written_has_words() -> None:
    found = {code for file in STORAGE.glob("*.py") for code in written(file.read_text(encoding="utf-8"))}
    assert {"signed-in", "erased", "withdrawn-at-door", "retention-shown"} <= found
    assert sorted(found - action_words().keys()) == []


def test_no_words_are_left_of_an_action_that_nothing_writes() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in STORAGE.glob("*.py"))
    assert [code for code in action_words() if f'"{code}"' not in source] in ([], ["restored"])


def test_a_code_of_a_later_version_shows_itself() -> None:
    assert action_word("of-a-later-version") == "of-a-later-version"


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("absent>excused", "Absent → Excused"),
        ("unmarked>present late>absent", "Not yet marked → Present, Late → Absent"),
        ("teacher>admin", "teacher → administrator"),
        ("by=self templates=1", "By: The person, Face templates: 1"),
        ("templates=1 captures=5", "Face templates: 1, Single captures behind them: 5"),
        ("day=2026-11-20 rows=24", "Day: Friday 20 November 2026, Lines: 24"),
        ("day=2026-02-30", "Day: \u20682026-02-30\u2069"),
        ("first=2026-11-20 format=print", "First day: Friday 20 November 2026, Format: printed"),
        ("names=yes", "Names: yes"),
        ("format=xlsx rows=24", "Format: \u2068xlsx\u2069, Lines: 24"),
        ("marks=anonymise", "Marks: made anonymous"),
        ("marks=12 audit=3", "Marks: 12, Lines of the audit: 3"),
        ("kind=marks days=None", "What: Marks in registers, Days: –"),
        ("purpose=attendance kind=contract", "For: Keeping registers, What: A contract"),
        ("role=admin", "Role: administrator"),
        ("problem=none", "Problem: none"),
        ("of-a-later=version", "of-a-later=version"),
        ("export_folder strictness", "export_folder, strictness"),
        ("people=120 weeks=3", "People: 120, Weeks: 3"),
        ("a>b", "a>b"),
        ("", ""),
    ],
)
def test_a_detail_is_said_in_words(detail: str, words: str) -> None:
    assert detail_words(detail) == words


@pytest.mark.parametrize(("stored", "said"), [("is_trial=1", "as a trial"), ("is_trial=0", "for real")])
def test_a_school_was_set_up_for_real_or_as_a_trial(stored: str, said: str) -> None:
    assert detail_words(stored) == said
