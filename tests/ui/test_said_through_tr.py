"""The source of the windows: no sentence bypasses translation, and no name is put into one unguarded."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

UI = Path(__file__).parents[2] / "kiosk" / "ui"
SAYS = frozenset({
    "setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setPlaceholderText",
    "setWindowTitle", "setTitle", "addTab", "setTabText", "setTabToolTip", "addItem", "setStatusTip",
    "addAction", "addMenu", "setSuffix", "setPrefix", "tell", "ask", "setSpecialValueText",
    "setHorizontalHeaderLabels", "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QToolButton",
    "QAction", "QGroupBox", "QMenu", "TextLabel",
})  # fmt: skip
"""Calls whose words people read or hear."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAMES = frozenset({"name", "who", "group", "school", "person"})
"""Fields of a sentence that hold what somebody typed."""


def literals(source: str) -> Iterator[str]:
    """Give words that a call shows as they stand in the source, with their lines."""
    for call in ast.walk(ast.parse(source)):
        if (
            not isinstance(call, ast.Call)
            or getattr(call.func, "attr", getattr(call.func, "id", "")) not in SAYS
        ):
            continue
        for argument in (*call.args, *(keyword.value for keyword in call.keywords if keyword.arg != "kind")):
            for part in argument.values if isinstance(argument, ast.JoinedStr) else [argument]:
                if (
                    isinstance(part, ast.Constant)
                    and isinstance(part.value, str)
                    and _WORD.search(part.value)
                ):
                    yield f"{part.lineno}: {part.value}"


def bare_names(source: str) -> Iterator[str]:
    """Give names that are put into a sentence as they are: they could turn the words beside them round."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or getattr(call.func, "attr", "") != "format":
            continue
        for keyword in call.keywords:
            is_bare = isinstance(keyword.value, ast.Attribute) and keyword.value.attr in {"name", "label"}
            if keyword.arg in _NAMES and is_bare:
                yield f"{call.lineno}: {keyword.arg}"


FILES = sorted(UI.rglob("*.py"))


def test_no_words_are_shown_as_they_stand_in_the_source() -> None:
    assert [
        f"{file.relative_to(UI)}:{at}" for file in FILES for at in literals(file.read_text("utf-8"))
    ] == []


def test_no_name_is_put_into_a_sentence_unguarded() -> None:
    assert [
        f"{file.relative_to(UI)}:{at}" for file in FILES for at in bare_names(file.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('label.setText("Saved")', 1),
        ('label.setText(f"Saved {count}")', 1),
        ('QPushButton("Go on", parent)', 1),
        ('label.setText(self.tr("Saved"))', 0),
        ('label.setText("·")', 0),
        ('label.setObjectName("saved")', 0),
    ],
)
def test_words_that_bypass_translation_are_found(source: str, found: int) -> None:
    assert len(list(literals(source))) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('self.tr("{name} left").format(name=person.name)', 1),
        ('self.tr("{group} is open").format(group=one.label)', 1),
        ('self.tr("{name} left").format(name=isolate(person.name))', 0),
        ('self.tr("{count} left").format(count=number(3))', 0),
    ],
)
def test_names_without_a_guard_are_found(source: str, found: int) -> None:
    assert len(list(bare_names(source))) == found
