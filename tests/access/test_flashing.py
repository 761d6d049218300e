"""Nothing at the door flashes: a few seconds of each screen that moves, frame by frame."""

from collections.abc import Iterator

import pytest

pytest.importorskip("PySide6")
from PySide6.QtWidgets import QApplication

from kiosk.ui import i18n
from kiosk.ui.kiosk.states import Screen
from tests.access.flashing import MOST_A_SECOND, flashes, luminances
from tests.gallery.door import Door
from tests.gallery.door_stops import SCREENS
from tests.gallery.studio import Studio

pytestmark = pytest.mark.qt
RATE = 15
SECONDS = 3
MOVING = (Screen.IDLE, Screen.GUIDING, Screen.CHECKING, Screen.WELCOME, Screen.CAMERA_STALLED)


@pytest.fixture
def studio(qapp: QApplication) -> Iterator[Studio]:
    """English, and the window's own dark look, where a bright change is the largest."""
    from kiosk.ui import theme

    yield Studio(qapp, "en", theme.Appearance("dark"), calm_s=0.0)
    theme.apply(qapp)
    i18n.install(qapp, "en")


@pytest.mark.parametrize("screen", MOVING)
def test_no_area_flashes(studio: Studio, screen: Screen) -> None:
    door = Door(studio)
    try:
        SCREENS[screen](door)
        seen = []
        for _ in range(RATE * SECONDS):
            door.clock.pass_by(1 / RATE)
            door.window.refresh()
            seen.append(luminances(door.window.grab().toImage()))
        assert flashes(seen, RATE) <= MOST_A_SECOND
    finally:
        door.close()
