"""What a card says, and when cards come too fast."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.cards import Burst, BurstWatch, CardSighting, card_text, is_card
from kiosk.domain.frames import SourceKind

CODE = "RC1:" + "A" * 26


@given(st.binary(min_size=16, max_size=16))
def test_every_code_is_a_card(secret: bytes) -> None:
    text = card_text(secret)
    assert is_card(text)
    assert len(text) == 30


def test_two_codes_are_two_texts() -> None:
    texts = {card_text(secrets.token_bytes(16)) for _ in range(200)}
    assert len(texts) == 200


@pytest.mark.parametrize("length", [0, 15, 17])
def test_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        card_text(bytes(length))


@pytest.mark.parametrize(
    "text",
    ["", CODE.lower(), CODE[:-1], CODE + "A", " " + CODE, CODE + "\n", "RC2" + CODE[3:], CODE[:-1] + "B",
     "RC1:" + "1" * 26, "https://example.org/" + CODE, CODE[:-1] + "Ａ"],
)  # fmt: skip
def test_whatever_else_is_on_a_sticker_is_no_card(text: str) -> None:
    assert is_card(CODE)
    assert not is_card(text)


def test_a_sighting_shows_no_code() -> None:
    assert CODE not in repr(CardSighting(CODE, SourceKind.CAMERA, 1))


@pytest.mark.parametrize(
    ("story", "shown", "expected"),
    [
        ("a queue", [(n * 3.0, f"c{n}") for n in range(30)], []),
        ("four are none", [(n * 0.5, f"c{n}") for n in range(4)], []),
        ("five are one", [(n * 0.5, f"c{n}") for n in range(5)], [(0.0, 5)]),
        ("one card again and again", [(n * 0.5, "c") for n in range(40)], []),
        ("four cards again and again", [(n * 0.5, f"c{n % 4}") for n in range(40)], []),
        ("the fifth comes just in time", [(0, "a"), (1, "b"), (2, "c"), (3, "d"), (9.99, "e")], [(0.0, 5)]),
        ("the fifth comes a moment late", [(0, "a"), (1, "b"), (2, "c"), (3, "d"), (10, "e")], []),
        ("thirty photographs are one burst", [(n * 1.0, f"c{n}") for n in range(30)],
         [(0.0, n) for n in range(5, 31)]),
        ("two bursts", [(n * 0.5, f"c{n}") for n in range(5)] + [(60 + n * 0.5, f"c{n}") for n in range(5)],
         [(0.0, 5), (60.0, 5)]),
        ("a card shown twice counts once", [(n * 0.5, f"c{n}") for n in range(5)] + [(3.0, "c0")],
         [(0.0, 5), (0.0, 5)]),
    ],
)  # fmt: skip
def test_bursts(story: str, shown: list[tuple[float, str]], expected: list[tuple[float, int]]) -> None:
    watch = BurstWatch()
    found = [burst for now, card in shown if (burst := watch.add(card, now)) is not None]
    assert found == [Burst(*each) for each in expected], story
