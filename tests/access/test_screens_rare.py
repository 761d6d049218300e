"""The same walks for gloves, on large screens and in both dark and contrast palettes; every state."""

from collections.abc import Callable
from itertools import product

import pytest

pytest.importorskip("PySide6")
from kiosk.settings import THEMES
from kiosk.ui.theme import Appearance
from tests.gallery.scenes import Place

pytestmark = [
    pytest.mark.qt,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
LARGE = ((1920, 1080), (1080, 1920))


@pytest.mark.parametrize(("language", "place"), [*product(("en", "ar"), Place)])
def test_nothing_is_wrong_in_any_state(walk: Callable[..., None], language: str, place: Place) -> None:
    walk(language, place, is_daily=False)


@pytest.mark.parametrize(("language", "place"), [*product(("en", "ar"), Place)])
def test_nothing_is_wrong_on_large_screens(walk: Callable[..., None], language: str, place: Place) -> None:
    walk(language, place, sizes=LARGE, has_once=False)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_wrong_for_gloves(walk: Callable[..., None], language: str) -> None:
    walk(language, Place.DOOR, look=Appearance(has_large_targets=True, is_still=True))


@pytest.mark.parametrize("palette", [name for name in THEMES if name != "light"])
def test_the_keyboard_is_seen_in_every_palette(walk: Callable[..., None], palette: str) -> None:
    for place in (Place.DOOR, Place.WIZARD):
        walk("en", place, look=Appearance(palette))
