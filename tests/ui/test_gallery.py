"""The gallery forgets nothing: every screen and hint of the door is in its registry."""

import pytest

pytest.importorskip("PySide6")
from kiosk.ui.kiosk.hints import Hint
from kiosk.ui.kiosk.states import Screen
from tests.gallery import all_stops, door_stops
from tests.gallery.scenes import Place

pytestmark = pytest.mark.qt


def test_every_screen_of_the_door_is_shown() -> None:
    assert set(door_stops.SCREENS) == set(Screen)


def test_every_hint_is_shown() -> None:
    assert {*door_stops.HINTS, Hint.CLOSER, Hint.CHECKING} == set(Hint)


def test_no_two_states_have_one_name() -> None:
    names = [name for place in Place for name in all_stops.names_of(place)]
    assert len(names) == len(set(names))
