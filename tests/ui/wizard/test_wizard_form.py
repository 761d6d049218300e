"""What the wizard takes for an answer."""

from datetime import time

import pytest

pytest.importorskip("PySide6")
from kiosk.ui.wizard.form import Answers, Problem

pytestmark = pytest.mark.qt
GOOD = "four random words here"


def filled(**changes: object) -> Answers:
    made = Answers(school="Hillside", class_name="5b", admin="Ada", passphrase=GOOD, repeated=GOOD)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"school": "  "}, Problem.SCHOOL),
        ({"school": "Hill\u202eside"}, Problem.SCHOOL),
        ({"class_name": ""}, Problem.CLASS),
        ({"class_name": "x" * 121}, Problem.CLASS),
    ],
)
def test_school(changes: dict[str, object], problem: Problem | None) -> None:
    assert filled(**changes).school_problem() is problem


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"admin": ""}, Problem.ADMIN),
        ({"passphrase": "elevenchars", "repeated": "elevenchars"}, Problem.TOO_SHORT),
        ({"passphrase": "aaaaaaaaaaaa", "repeated": "aaaaaaaaaaaa"}, Problem.TOO_PLAIN),
        ({"repeated": "four random words hers"}, Problem.DIFFERS),
    ],
)
def test_administrator(changes: dict[str, object], problem: Problem | None) -> None:
    assert filled(**changes).admin_problem() is problem


def test_lessons_may_pass_midnight_but_not_be_empty() -> None:
    night = filled(lesson_days=frozenset({0}), lesson_starts=time(22), lesson_ends=time(6))
    assert night.lesson_problem() is None
    assert filled(lesson_days=frozenset({0}), lesson_ends=time(8)).lesson_problem() is Problem.TIMES
    assert filled(lesson_ends=time(8)).lesson_problem() is None  # no day, no lesson


def test_nothing_of_it_is_printed() -> None:
    assert GOOD not in repr(filled())
    assert "Ada" not in repr(filled())
