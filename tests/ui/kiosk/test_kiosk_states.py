"""The table of states: each has its line, sound and picture, and what happens at a door leads there."""

from collections.abc import Iterator

import pytest

pytest.importorskip("PySide6")
from PySide6.QtGui import QAccessibleAnnouncementEvent, QImage
from PySide6.QtWidgets import QApplication

from kiosk import paths
from kiosk.ui import i18n, theme
from kiosk.ui.kiosk import stage as stage_module
from kiosk.ui.kiosk.states import LOOKS, TRIAL, Screen
from kiosk.ui.sound.cues import Cue, Silence
from tests.fakes_ui import welcome
from tests.gallery.door import Door
from tests.gallery.door_stops import NOT_ON_THE_STAGE, SCREENS, SETTINGS, name_of
from tests.gallery.studio import Studio

pytestmark = pytest.mark.qt

FACTS = frozenset({
    Screen.STARTING, Screen.IDLE, Screen.CODE_ONLY, Screen.PRESS_TO_START, Screen.GUIDING, Screen.CHECKING,
    Screen.THANKS, Screen.NO_SESSION, Screen.OUT_OF_HOURS, Screen.RESTING, Screen.CAMERA_STARTING,
    Screen.CAMERA_SLOW, Screen.SOURCE_ENDED,
})  # fmt: skip
"""Nothing has happened: these follow what is open, who stands there and what the camera does."""
QUIET = frozenset({Screen.GUIDING, Screen.CHECKING})
"""Their words are the hint's."""
SHAMING = ("fail", "error", "wrong", "unknown", "denied", "refused", "invalid", "allowed", "stranger")


@pytest.fixture
def studio(qapp: QApplication) -> Iterator[Studio]:
    """English and light, without waiting."""
    yield Studio(qapp, "en", theme.Appearance(is_still=True), calm_s=0.0)
    i18n.install(qapp, "en")
    theme.apply(qapp)
    qapp.setStyleSheet("")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told."""
    told: list[str] = []

    class Ear:
        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            told.append(event.message())

    monkeypatch.setattr(stage_module, "QAccessible", Ear)
    return told


def at(studio: Studio, screen: Screen) -> Door:
    """Drive a door to a screen by facts."""
    door = Door(studio, SETTINGS.get(name_of(screen)))
    SCREENS[screen](door)
    door.draw(0.1)
    return door


def test_every_screen_has_a_line_and_a_way_there() -> None:
    assert set(LOOKS) == set(Screen) == set(SCREENS)


@pytest.mark.parametrize("screen", [*Screen])
def test_a_line_says_what_is_shown_heard_and_announced(screen: Screen) -> None:
    look = LOOKS[screen]
    assert bool(look.title) is bool(look.body) is (screen not in QUIET)
    assert not look.icon or (paths.resources_dir() / "icons" / f"{look.icon}.svg").is_file()
    assert (look.cue is Cue.NONE) is (screen in FACTS)
    assert not look.said or look.is_announced
    heard = f"{look.said or look.title} {look.body if not look.said else ''}".lower()
    assert not [word for word in SHAMING if word in heard]


def test_the_trial_has_its_line_too() -> None:
    assert TRIAL.title
    assert TRIAL.tone is theme.Tone.CARE


def test_every_state_is_reached_by_facts_and_looks_like_no_other(studio: Studio) -> None:
    """A picture of the window in each: drawn, and told from all others."""
    pictures: dict[Screen, QImage] = {}
    for screen in Screen:
        door = at(studio, screen)
        if screen in NOT_ON_THE_STAGE:
            assert door.window.page is not door.window.stage
        else:
            assert door.window.stage.scene.screen is screen
        pictures[screen] = door.window.grab().toImage()
        door.close()
    for screen, image in pictures.items():
        assert len(_colours(image)) > 3, screen
        # Once removed and never there are told apart by words alone, so every point counts.
        assert [one for one, other in pictures.items() if other == image] == [screen]


def _colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}


@pytest.mark.parametrize("screen", [Screen.WELCOME, Screen.USE_CODE, Screen.NOT_SAVED, Screen.CAMERA_NONE])
def test_what_happens_at_a_real_window_is_heard_once(studio: Studio, screen: Screen) -> None:
    door = at(studio, screen)
    door.draw(1.0)
    sounds = door.window.sounds
    assert isinstance(sounds, Silence)
    assert sounds.played == [LOOKS[screen].cue]
    door.close()


@pytest.mark.parametrize(
    ("screen", "said"),
    [
        (Screen.WELCOME, "Welcome. Signed in at 09:02"),
        (Screen.WELCOME_LATE, "Welcome. Signed in at 09:02"),
        (Screen.NOT_ON_LIST, "Please see your teacher."),
        (Screen.CARD_UNKNOWN, "Use your newest card or your code, or see your teacher."),
        (Screen.FACE_REMOVED, "Done. Number and PIN work as before."),
        (Screen.NO_FACE, "Done. Number and PIN work as before."),
        (Screen.GUIDING, "Come a little closer"),
    ],
)
def test_a_screen_reader_hears_what_anybody_may_hear(
    studio: Studio, heard: list[str], screen: Screen, said: str
) -> None:
    """Who it is, how late, and why not: whoever stands by would hear it too."""
    door = at(studio, screen)
    assert heard[-1] == said
    assert not [text for text in heard if door.label().text in text or "ate by" in text]
    door.close()


def test_two_people_greeted_alike_are_announced_twice(studio: Studio, heard: list[str]) -> None:
    door = Door(studio).attach()
    for _ in range(2):
        door.see().answer(welcome())
    assert heard.count("Welcome. Signed in at 09:02") == 2
    door.close()
