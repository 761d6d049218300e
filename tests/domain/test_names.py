"""Names and numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.names import (
    SYMBOLS,
    TextProblem,
    ascii_digits,
    clean_name,
    clean_number,
    initials,
    isolate,
    symbol_for,
)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Zoe\u0308", "Zoë"),
        ("نورة القحطاني", "نورة القحطاني"),
        ("a\tb\nc", "a b c"),
        ("علی\u200cرضا", "علی\u200cرضا"),
    ],
)
def test_names_are_normalised(typed: str, cleaned: str) -> None:
    assert clean_name(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "empty"),
        (" \u00a0 ", "empty"),
        ("x" * 121, "too_long"),
        ("Ada\u202eevil", "direction"),
        ("\u2067x", "direction"),
        ("a\x00b", "control"),
        ("a\ud800", "control"),
        ("\u200c\u200d", "empty"),
        ("\u0301", "empty"),
        ("Ada\u200b", "control"),
        ("Ada\U000e0041", "control"),
        ("Ada\u206a", "direction"),
    ],
)
def test_what_is_no_name(typed: str, problem: str) -> None:
    with pytest.raises(TextProblem, match=problem):
        clean_name(typed)


@pytest.mark.parametrize(
    ("typed", "cleaned"), [(" S 12 ", "S12"), ("١٢٣", "123"), ("Ａ１", "A1"), ("A\u00b4", "\u00c1")]
)
def test_numbers_are_normalised(typed: str, cleaned: str) -> None:
    assert clean_number(typed) == cleaned


@pytest.mark.parametrize("typed", ["101\u200b", "101\u200d", "\u00ad101"])
def test_two_numbers_never_look_alike_by_a_character_that_cannot_be_seen(typed: str) -> None:
    with pytest.raises(TextProblem, match="control"):
        clean_number(typed)


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    for clean in (clean_name, clean_number):
        try:
            once = clean(text)
        except TextProblem:
            continue
        assert clean(once) == once


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ada Lovelace", "A. L."),
        ("Ada", "A."),
        ("Ada King Noel Lovelace", "A. L."),
        ("نورة القحطاني", "ن. ا."),
        ("ibn (Sina)", "I. S."),
        ("---", ""),
    ],
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_digits_symbols_and_isolation() -> None:
    assert ascii_digits("a١b²") == "a1b²"
    assert symbol_for(len(SYMBOLS)) == SYMBOLS[0]
    assert len(set(SYMBOLS)) == len(SYMBOLS)
    assert isolate("نورة") == "\u2068نورة\u2069"
