"""The gallery forgets nothing: every screen and hint of the door is in its registry."""

import pytest

pytest.importorskip("PySide6")
from kiosk.ui.kiosk.hints import Hint
from kiosk.ui.kiosk.states import Screen
from tests.gallery import all_stops, documents, door_stops, empty_stops
from tests.gallery.scenes import Place
from tests.gallery.variants import FEW

pytestmark = pytest.mark.qt


def test_every_screen_of_the_door_is_shown() -> None:
    assert set(door_stops.SCREENS) == set(Screen)


def test_every_hint_is_shown() -> None:
    assert {*door_stops.HINTS, Hint.CLOSER, Hint.CHECKING} == set(Hint)


def test_no_two_states_have_one_name() -> None:
    names = [name for place in Place for name in all_stops.names_of(place)]
    assert len(names) == len(set(names))


def test_every_tab_of_the_desk_is_shown_full_and_empty() -> None:
    from kiosk.ui.desk.desk_tabs import DeskTabs

    late = {name for name, value in vars(DeskTabs).items() if isinstance(value, property)}
    assert set(empty_stops.TABS) == {"roster", "today", *late}


def test_what_the_documents_show_is_in_the_registry() -> None:
    known = {name for place in Place for name in all_stops.names_of(place)}
    shown = {name for name in documents.NAMES if not name.startswith("paper-")}
    assert shown | set(documents.ON_THE_SHEET) | set(FEW) <= known
