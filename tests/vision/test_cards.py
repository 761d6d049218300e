"""Cards before the camera: only ours, one at a time, and each once while it stays in view."""

import secrets

import numpy as np
import pytest
import segno
from numpy.typing import NDArray

from kiosk.domain.cards import card_text
from kiosk.domain.frames import Frame, SourceKind
from kiosk.vision.cards import CardReader, read_cards
from kiosk.vision.opencv import cv2

S = 1_000_000_000
ONE, OTHER, THIRD = (card_text(bytes([n] * 16)) for n in (1, 2, 3))


def qr(text: str, side: int) -> NDArray[np.uint8]:
    """A QR code with its quiet zone, `side` pixels wide, grey."""
    rows = segno.make(text, error="m", micro=False).matrix_iter(border=4)
    modules = np.array([[0 if dark else 255 for dark in row] for row in rows], np.uint8)
    return np.asarray(cv2.resize(modules, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def scene(*texts: str, side: int = 110, degrees: float = 0.0, noise: float = 6.0) -> NDArray[np.uint8]:
    """A 720p picture of a noisy wall with cards before it, RGB."""
    grey = np.full((720, 1280), 110, np.uint8)
    for place, text in enumerate(texts):
        card = qr(text, side)
        turn = cv2.getRotationMatrix2D((side / 2, side / 2), degrees, 1.0)
        turn[:, 2] += (300 + 300 * place, 260)
        cv2.warpAffine(card, turn, (1280, 720), dst=grey, borderMode=cv2.BORDER_TRANSPARENT)
    noisy = np.random.default_rng(7).normal(grey, noise)
    return np.repeat(np.clip(noisy, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


@pytest.mark.parametrize("degrees", [0, 33, 90, 178])
def test_a_card_110_px_wide_is_read_however_it_is_held(degrees: float) -> None:
    assert read_cards(scene(ONE, degrees=degrees)) == [ONE]


def test_other_qr_codes_are_as_if_they_were_not_there() -> None:
    other = ("https://example.org/somebody", "RC1:short", ONE.lower())
    assert read_cards(scene(*other)) == []
    assert read_cards(scene("https://example.org", ONE)) == [ONE]


def test_a_wall_is_no_card() -> None:
    assert read_cards(scene()) == []


def frame(at_s: float) -> Frame:
    return Frame(0, int(at_s * S), SourceKind.CAMERA, np.zeros((4, 4, 3), np.uint8))


class Shown:
    """A reader before whose camera a test holds cards."""

    def __init__(self) -> None:
        self.cards: list[str] = []
        self.looks = 0
        self.reader = CardReader(read=self._read)

    def _read(self, _: NDArray[np.uint8]) -> list[str]:
        self.looks += 1
        return self.cards

    def at(self, seconds: float, *cards: str) -> str | None:
        self.cards = list(cards)
        found = self.reader.look(frame(seconds))
        return None if found is None else found.code


def test_looks_are_a_fifth_of_a_second_apart() -> None:
    shown = Shown()
    for n in range(30):
        shown.at(n / 15)
    assert shown.looks == 10


@pytest.mark.parametrize(
    ("story", "steps"),
    [
        ("once while it stays", [(n * 0.2, (ONE,), ONE if n == 0 else None) for n in range(60)]),
        ("again once it was away", [(0, (ONE,), ONE), (1, (), None), (6.1, (ONE,), ONE)]),
        ("not when it was away for a moment", [(0, (ONE,), ONE), (1, (), None), (4.9, (ONE,), None)]),
        ("in view for long, then away", [(0, (ONE,), ONE), (4, (ONE,), None), (8, (ONE,), None)]),
        ("the next person's", [(0, (ONE,), ONE), (0.6, (OTHER,), OTHER)]),
        ("not at once", [(0, (ONE,), ONE), (0.4, (OTHER,), None), (0.7, (OTHER,), OTHER)]),
        ("two at once say nothing", [(0, (ONE, OTHER), None), (0.2, (OTHER,), OTHER)]),
        ("the same one twice in view", [(0, (ONE, ONE), ONE)]),
        ("another beside one that was said", [(0, (ONE,), ONE), (1, (ONE, OTHER), None)]),
    ],
)  # fmt: skip
def test_what_is_said(story: str, steps: list[tuple[float, tuple[str, ...], str | None]]) -> None:
    shown = Shown()
    for at_s, cards, expected in steps:
        assert shown.at(at_s, *cards) == expected, (story, at_s)


def test_a_code_that_hangs_on_the_wall_shuts_no_card_out() -> None:
    """A pupil sticks a code of a card's form behind the queue: for 20 s it counts as a second card."""
    shown = Shown()
    assert shown.at(0, OTHER) == OTHER
    assert [shown.at(n / 4, OTHER, ONE) for n in range(1, 99)] == [None] * 98
    shown.at(30, OTHER)
    assert shown.at(60, OTHER, THIRD) == THIRD
    assert shown.at(300, THIRD, OTHER) == THIRD  # hidden by the queue for a while
    assert shown.at(901, THIRD, OTHER) is None  # it hangs there no more


def test_a_sheet_held_up_for_long_marks_nobody_and_each_card_of_it_works_alone() -> None:
    shown = Shown()
    assert [shown.at(n / 4, ONE, OTHER) for n in range(150)] == [None] * 150
    assert shown.at(40, ONE) == ONE


def test_a_sighting_says_what_it_came_from() -> None:
    shown = Shown()
    shown.cards = [ONE]
    found = shown.reader.look(Frame(3, 5 * S, SourceKind.SYNTHETIC, np.zeros((4, 4, 3), np.uint8)))
    assert found is not None
    assert (found.kind, found.monotonic_ns) == (SourceKind.SYNTHETIC, 5 * S)


@pytest.mark.slow
def test_a_hundred_codes_are_read_back() -> None:
    codes = [card_text(secrets.token_bytes(16)) for _ in range(100)]
    assert sum(read_cards(scene(code)) == [code] for code in codes) == 100
