"""No cell of a CSV runs, however a spreadsheet splits or reads it."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.reports.formulas import is_formula_like, neutralise
from tests.reports.sheets import CANARIES

HOSTILE = st.text(alphabet=st.sampled_from("=+-@＝＋－＠;\t\r\n \u00a0\u200b\ufeffa1'\"،"), max_size=12)


@pytest.mark.parametrize("cell", CANARIES)
def test_each_canary_is_changed(cell: str) -> None:
    assert neutralise(cell) != cell


@pytest.mark.parametrize(
    "cell", ["", "Ada", "ليلى", "7b", "O'Neill", "a-b", "x = y", "Ali; Omar", "1+1", ";"]
)
def test_ordinary_cells_stay(cell: str) -> None:
    assert neutralise(cell) == cell


def test_the_semicolon_canary_is_harmless_on_both_sides_of_the_split() -> None:
    assert neutralise("Ali;=1+1") == "Ali;'=1+1"


@given(HOSTILE | st.text())
def test_no_part_runs_whatever_it_is_split_by(cell: str) -> None:
    made = neutralise(cell)
    for separator in (None, ";", "\n", "\r", "\t"):
        parts = [made] if separator is None else made.split(separator)
        for part in parts:
            seen = "".join(
                c for c in part if not c.isspace() and unicodedata.category(c) not in {"Cc", "Cf", "Zs"}
            )
            assert unicodedata.normalize("NFKC", seen[:1])[:1] not in {"=", "+", "-", "@"}


@given(HOSTILE | st.text())
def test_nothing_but_apostrophes_is_added_and_twice_is_once(cell: str) -> None:
    made = neutralise(cell)
    assert made.replace("'", "") == cell.replace("'", "")
    assert neutralise(made) == made


@pytest.mark.parametrize("cell", ["\tx", "\rx", "\nx"])
def test_a_leading_tab_or_line_break_counts_as_a_formula(cell: str) -> None:
    assert is_formula_like(cell)
    assert neutralise(cell).startswith("'")


def test_no_letter_or_digit_of_any_script_stands_for_a_starter() -> None:
    """The short way for ordinary cells rests on it."""
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if character.isalnum():
            assert unicodedata.normalize("NFKC", character)[:1] not in {"=", "+", "-", "@"}
