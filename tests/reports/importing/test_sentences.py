"""Every reason that is given has a sentence, and no sentence is left over."""

import re
from pathlib import Path

import kiosk.reports.importing
from kiosk.domain.importing import Problem
from kiosk.reasons import REASONS
from kiosk.reports.importing import limits
from kiosk.reports.importing.sentences import SENTENCES, in_english

SOURCES = [
    *Path(kiosk.reports.importing.__file__).parent.glob("*.py"),
    *(Path(kiosk.__file__).parent / "domain").glob("*_plan.py"),
]
TEXTS = {file.name: file.read_text("utf-8") for file in SOURCES if file.name != "sentences.py"}
OF_TEXTS = {"empty", "too_long", "direction", "control"}
"""Given by kiosk.domain.names."""


def given(pattern: str) -> set[str]:
    return {code for text in TEXTS.values() for code in re.findall(pattern, text, re.DOTALL)}


def test_problems() -> None:
    codes = given(r'(?:CellProblem|EventProblem)\("([\w-]+)"')
    codes |= given(r'Problem\([^()]*(?:\([^()]*\))?[^()]*, "([\w-]+)"')
    codes |= given(r'problems\.add\([^()]*(?:\([^()]*\))?[^()]*, "([a-z_-]+)"(?:, str|\))')
    codes |= {"last-before-first", "far-date"} | OF_TEXTS
    codes -= {"RRULE", "DTEND", "EXDATE", "DTSTART", "RDATE", "RECURRENCE-ID"}
    assert codes == SENTENCES.keys()


def test_files() -> None:
    codes = given(r'(?:refused|too_large)\([^()]*(?:\([^()]*\))?[^()]*, "([\w-]+)"\)')
    codes |= given(r'detail="(needs-[\w-]+)"')
    codes |= given(r'b"[^"]*": "([\w-]+)"')
    assert codes <= REASONS.keys(), codes - REASONS.keys()
    assert len(codes) > 25


def test_figures_are_those_of_the_limits() -> None:
    said = {
        "large-file": limits.FILE_BYTES // 1_000_000,
        "large-calendar": limits.CALENDAR_BYTES // 1_000_000,
        "large-rows": limits.ROWS,
        "large-columns": limits.COLUMNS,
        "large-cell": limits.CELL_CHARACTERS,
        "large-ratio": limits.RATIO,
        "large-entries": limits.ENTRIES,
    }
    for code, figure in said.items():
        assert f"{figure:,}" in REASONS[code]


def test_a_sentence_takes_the_problems_number() -> None:
    problem = Problem(4, "Number", "number-twice", "2")
    assert in_english(problem) == "The same number is in row 2 already."
