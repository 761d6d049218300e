"""No character that turns others round gets in: each of them, by every way in which texts are cleaned."""

from collections.abc import Callable

import pytest

from kiosk.domain.names import TextProblem, clean_long_text, clean_name, clean_number

EMBEDDINGS = [chr(code) for code in range(0x202A, 0x202F)]
ISOLATES = [chr(code) for code in range(0x2066, 0x206A)]
WAYS: dict[str, Callable[[str], str]] = {
    "name": clean_name,
    "number": clean_number,
    "long text": lambda text: clean_long_text(text, 4000),
}


@pytest.mark.parametrize("place", ["{}Ada", "A{}da", "Ada{}"])
@pytest.mark.parametrize("turning", [*EMBEDDINGS, *ISOLATES], ids=lambda turning: f"U+{ord(turning):04X}")
@pytest.mark.parametrize("way", WAYS)
def test_what_turns_letters_round_is_refused(way: str, turning: str, place: str) -> None:
    with pytest.raises(TextProblem) as problem:
        WAYS[way](place.format(turning))
    assert str(problem.value) == "direction"


@pytest.mark.parametrize("way", WAYS)
def test_the_same_without_it_is_taken(way: str) -> None:
    assert WAYS[way]("Ada")
