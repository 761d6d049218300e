"""What is touched at the door: large enough, inside the window, and over nothing else; also for gloves."""

from collections.abc import Callable

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox

from kiosk.settings import Settings
from kiosk.ui import theme
from kiosk.ui.kiosk.sheet import scale_for
from kiosk.ui.sound.cues import Silence
from tests.fakes_ui import FakeStart, ask_session, open_view, sighting, welcome
from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt


class Player(Silence):
    """A machine that can play."""

    @property
    def is_able(self) -> bool:
        return True


def boxes(door: Door) -> dict[str, QRect]:
    """Give what can be pressed now, as far as it is scrolled into sight."""
    found = {}
    for number, button in enumerate(door.window.findChildren(QAbstractButton)):
        if button.isVisible() and not button.visibleRegion().isEmpty():
            box = QRect(button.mapTo(door.window, QPoint(0, 0)), button.size())
            found[f"{number} {button.accessibleName() or button.text()}"] = box
    return found


def go_round(door: Door) -> dict[str, dict[str, QRect]]:
    """Visit every page and give its buttons."""
    window, seen = door.window, {}

    def look(name: str) -> None:
        QApplication.processEvents()
        seen[name] = boxes(door)
        window.show_stage()

    window.use_settings(Settings(press_to_start=True))
    look("press to start")
    window.use_settings(Settings())
    window._show_answer(welcome())
    look("not me")
    window.open_pad()
    look("pad")
    window.open_pad()
    window.pad._swap_keys()
    look("letters")
    window._show_answer(ask_session(3))
    look("choose")
    window.footer.about.click()
    look("about")
    window.footer.about.click()
    window.about._ask()
    look("removal")
    window._pages.setCurrentWidget(window.languages)
    window.footer.hide()
    window.languages.open()
    look("languages")
    window.ask_start(FakeStart())
    QApplication.processEvents()
    seen["start"] = boxes(door)
    return seen


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("has_gloves", "least"), [(False, 56), (True, 72)])
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_every_target_is_large_inside_and_alone(
    make_door: Callable[..., Door],
    speak: Callable[[str], object],
    qapp: QApplication,
    size: tuple[int, int],
    has_gloves: bool,
    least: int,
    language: str,
) -> None:
    theme.use(qapp, theme.Appearance(has_large_targets=has_gloves))
    speak(language)
    try:
        door = make_door(*size)
        door.window.sounds = Player()
        door.door.shown = open_view(is_trial=True)
        door.window.attach(door.door, door.camera)
        door.qtbot.waitUntil(door.window.trial_ribbon.isVisible)
        pages = go_round(door)
    finally:
        theme.apply(qapp)
    for page, found in pages.items():
        assert found, page
        for name, box in found.items():
            told = f"{page}: {name} {box.getRect()}"
            assert min(box.width(), box.height()) >= least, told
            assert box.left() >= 0, told
            assert box.right() < size[0], told
            if page not in {"about", "removal"}:  # they scroll
                assert box.top() >= 0, told
                assert box.bottom() < size[1], told
            others = [other for other in found if other != name and found[other].intersects(box)]
            assert others == [], told
    assert any("Sound" in name or "الصوت" in name for name in pages["not me"]) or language == "ar"


def test_a_new_look_is_taken_while_the_door_is_open(at_door: Door, qapp: QApplication) -> None:
    """The icons of the footer and of the pad once kept the colours of the look they were made in."""
    window = at_door.window

    def colour(button: QAbstractButton) -> set[str]:
        image = button.icon().pixmap(48, 48).toImage()
        pixels = (image.pixelColor(x, y) for x in range(48) for y in range(48))
        return {pixel.name() for pixel in pixels if pixel.alpha() == 255}

    forward = window.pad._keys._forward
    assert colour(window.footer.about) == colour(forward) == {theme.LIGHT.text}
    assert colour(window.footer.code) == {theme.LIGHT.on_accent}
    height = window.footer.about.height()
    theme.use(qapp, theme.Appearance("dark", has_large_targets=True))
    QApplication.processEvents()
    try:
        assert colour(window.footer.about) == colour(forward) == {theme.DARK.text}
        assert colour(window.footer.code) == {theme.DARK.on_accent}
        assert theme.DARK.surface in window.styleSheet()
        assert window.footer.about.height() == height + 16
    finally:
        theme.apply(qapp)


@pytest.mark.parametrize(
    ("size", "ratio", "scale"),
    [
        ((1280, 720), 1.0, 1.0),
        ((640, 480), 1.0, 1.0),
        ((853, 480), 1.5, 0.65 + 1 / 60),
        ((960, 540), 2.0, 0.75),
        ((1920, 1080), 1.0, 1.5),
        ((1080, 1920), 1.0, 1.3),
    ],
)
def test_sizes_are_counted_in_the_displays_own_pixels(
    size: tuple[int, int], ratio: float, scale: float
) -> None:
    """Where the system enlarges, a window of 853x480 is a screen of 1280x720, and was cut off."""
    assert scale_for(*size, ratio) == pytest.approx(scale)


def test_a_checkbox_is_a_target_too(make_door: Callable[..., Door]) -> None:
    door = make_door()
    door.window.ask_start(FakeStart())
    QApplication.processEvents()
    (box,) = door.window.start.findChildren(QCheckBox)
    assert box.height() >= 56


def test_somebody_who_is_recognised_can_reach_not_me(at_door: Door) -> None:
    at_door.see(sighting())
    at_door.window._show_answer(welcome())
    QApplication.processEvents()
    assert any("Not me" in name for name in boxes(at_door))
