"""Merge fields: only the known ones, nothing looked up in them, and values that are not read for fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.follow_up import MERGE_FIELDS, LetterTemplate
from kiosk.domain.ids import LetterId
from kiosk.domain.letters import (
    FieldProblem,
    fields_of,
    fill,
    held_together,
    in_language,
    is_right_to_left,
)
from kiosk.domain.ready_letters import READY

VALUES = dict.fromkeys(MERGE_FIELDS, "") | {"name": "Ada", "since": "Monday"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{name.__class__}", "{name.__class__}"),
        ("{name[0]}", "{name[0]}"),
        ("{0}", "{0}"),
        ("{}", "{}"),
        ("{name!r}", "{name!r}"),
        ("{name:>99999999}", "{name}"),
        ("{name:{since}}", "{name}"),
        ("{Name}", "{Name}"),
        ("{ name }", "{ name }"),
        ("{phone}", "{phone}"),
        ("half {", "{"),
        ("half } of it", "} of it"),
        ("{name} and {na\nme", "{na"),
        ("{" + "x" * 100 + "}", "{" + "x" * 39),
    ],
)
def test_what_is_no_field_is_refused_as_it_stands(text: str, shown: str) -> None:
    with pytest.raises(FieldProblem) as caught:
        fields_of(text)
    assert caught.value.field == shown
    with pytest.raises(FieldProblem):
        fill(text, VALUES)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("", ""),
        ("{name}, since {since}", "Ada, since Monday"),
        ("{{name}}", "{name}"),
        ("50 % {{", "50 % {"),
        ("{name}{name}", "AdaAda"),
    ],
)
def test_filling_in(text: str, filled: str) -> None:
    assert fill(text, VALUES) == filled


@pytest.mark.parametrize("value", ["{since}", "{name.__class__}", "{0}", "%s", "{", "}}"])
def test_a_value_is_not_read_for_fields(value: str) -> None:
    assert fill("Dear {name}", VALUES | {"name": value}) == f"Dear {value}"


@given(st.text(max_size=40))
def test_any_text_is_filled_in_or_refused(text: str) -> None:
    try:
        known = fields_of(text)
    except FieldProblem:
        return
    assert known <= set(MERGE_FIELDS)
    fill(text, VALUES)


@pytest.mark.parametrize("one", READY, ids=lambda one: f"{one.name} {one.language}")
def test_the_ready_letters_name_known_fields(one: LetterTemplate) -> None:
    assert "name" in fields_of(one.subject)
    assert {"name", "absences", "signed_by"} <= fields_of(one.body)


@pytest.mark.parametrize(
    "name", ["Ada\u202eecalevoL", "Ada\u2069\u2068", "\u2066Ada", "Ada\u200f", "Ada\u2067\u2067\u2067"]
)
def test_a_name_cannot_turn_its_neighbours_round(name: str) -> None:
    held = held_together(name)
    assert (held[0], held[-1]) == ("\u2068", "\u2069")
    assert not set(held[1:-1]) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def template(language: str) -> LetterTemplate:
    return LetterTemplate(LetterId(language), "Absent", language, "S", "B")


@pytest.mark.parametrize(
    ("there", "wanted", "expected"),
    [
        (["en", "ar"], ["ar", "en"], "ar"),
        (["en", "ar"], ["ar-SY", "en"], "ar"),
        (["en", "pt-BR"], ["PT-br", "en"], "pt-BR"),
        (["en", "ar"], ["de", "ar"], "ar"),
        (["en", "ar"], ["", "en"], "en"),
        (["fr", "de"], ["", "en"], "de"),
        (["fr", "de"], ["", ""], "de"),
        ([], ["en"], None),
    ],
)
def test_which_language_somebody_gets(there: list[str], wanted: list[str], expected: str | None) -> None:
    found = in_language([template(one) for one in there], wanted)
    assert (None if found is None else found.language) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", True), ("ar-EG", True), ("FA", True), ("en", False), ("arn", False)]
)
def test_direction(language: str, expected: bool) -> None:
    assert is_right_to_left(language) is expected
