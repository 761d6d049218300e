"""The next person may step up while the last welcome is still fading, beside them and in small."""

from functools import partial

import pytest

pytest.importorskip("PySide6")
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton

from kiosk.domain.evidence import Unrecognised
from kiosk.domain.faces import NOBODY, Verdict
from kiosk.runtime.api import NotIn
from kiosk.ui import theme
from kiosk.ui.kiosk.last_welcome import LastWelcome
from kiosk.ui.kiosk.states import Screen
from tests.fakes_ui import face, passed, refusal, sighting, welcome
from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt


def _is_offered(door: Door, event: str) -> bool:
    return event in door.window.stage.not_me.offers


def greeted(door: Door) -> LastWelcome:
    """Somebody has been marked, and gone."""
    door.see(sighting())
    door.answer(welcome(), Screen.WELCOME)
    door.camera.guidance = NOBODY
    door.wait(1.2, 0.1)
    return door.window.stage.last_welcome


def test_it_fades_beside_the_next_person_and_their_figure_moves_already(at_door: Door) -> None:
    chip = greeted(at_door)
    assert chip.isHidden()
    at_door.camera.guidance = face(Verdict.TOO_FAR, x=0.2)
    seen: list[float] = []
    for _ in range(20):
        at_door.wait(0.1, 0.1)
        assert at_door.screen() == Screen.GUIDING
        if chip.isVisible():
            seen.append(chip.opacity)
    assert at_door.window.stage.figure.pose[0] < 0.3
    assert 1.2 <= len(seen) * 0.1 <= 1.6
    assert seen == sorted(seen, reverse=True)  # one slow change, never up again
    assert at_door.window.stage.not_me.offers == ("e1",)


def test_where_motion_is_reduced_it_stands_and_goes(at_door: Door, qapp: QApplication) -> None:
    theme.use(qapp, theme.Appearance(is_still=True))
    chip = greeted(at_door)
    at_door.camera.guidance = face(Verdict.TOO_FAR)
    at_door.wait(0.1)
    first: QImage = chip.grab().toImage()
    at_door.wait(1.0)
    assert chip.isVisible()
    assert chip.grab().toImage() == first
    at_door.wait(0.6)
    assert chip.isHidden()


def test_a_second_welcome_at_once_keeps_the_first_beside_it(at_door: Door) -> None:
    for number in (1, 2):
        at_door.see(sighting(number))
        at_door.door.recorded[-1][1].set_result(welcome(event=f"e{number}"))
        at_door.qtbot.waitUntil(partial(_is_offered, at_door, f"e{number}"))
    answer = at_door.window.stage.last_welcome.answer
    assert answer is not None
    assert answer.event == "e1"


def test_nobody_sees_it_who_is_told_something_else(at_door: Door) -> None:
    chip = greeted(at_door)
    at_door.camera.guidance = face(Verdict.TOO_FAR)
    at_door.wait(0.1)
    assert chip.isVisible()
    at_door.see(refusal())
    at_door.door.refused[-1][1].set_result(NotIn(Unrecognised.UNKNOWN))
    at_door.qtbot.waitUntil(lambda: at_door.screen() == Screen.NOT_RECOGNISED)
    assert chip.isHidden()


def test_a_mark_that_is_taken_back_takes_it_along(at_door: Door) -> None:
    chip = greeted(at_door)
    at_door.camera.guidance = face(Verdict.TOO_FAR)
    at_door.wait(0.1)
    at_door.window.stage.not_me.pressed.emit("e1")
    at_door.door.taken_back[-1][1].set_result(True)
    at_door.qtbot.waitUntil(lambda: at_door.screen() == Screen.TAKEN_BACK)
    assert chip.isHidden()


def test_who_stays_after_their_welcome_is_not_shown_it_twice(at_door: Door) -> None:
    at_door.camera.guidance = face()
    at_door.see(sighting())
    at_door.answer(welcome(), Screen.WELCOME)
    at_door.wait(3.0, 0.1)
    assert at_door.screen() == Screen.THANKS
    assert at_door.window.stage.last_welcome.isHidden()


@pytest.mark.parametrize("is_leaving", [True, False])
def test_leaving_and_coming_back_have_it_too(at_door: Door, is_leaving: bool) -> None:
    at_door.see(sighting())
    at_door.door.recorded[-1][1].set_result(passed(is_leaving=is_leaving))
    at_door.qtbot.waitUntil(lambda: at_door.window.stage.not_me.offers == ("p1",))
    at_door.wait(1.2, 0.1)
    at_door.camera.guidance = face(Verdict.TOO_FAR)
    at_door.wait(0.1)
    assert at_door.window.stage.last_welcome.isVisible()


def test_the_not_me_offer_follows_another_palette(at_door: Door, qapp: QApplication) -> None:
    """Its symbol once kept the colour of the palette in which it was made."""
    greeted(at_door)
    (button,) = at_door.window.stage.not_me.findChildren(QPushButton)
    theme.apply(qapp, "dark")
    image = button.icon().pixmap(40, 40).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert theme.DARK.text in colours
    assert theme.LIGHT.text not in colours


@pytest.mark.parametrize("palette", [*theme.PALETTES])
def test_it_can_be_read_in_every_palette(at_door: Door, qapp: QApplication, palette: str) -> None:
    theme.use(qapp, theme.Appearance(palette, is_still=True))
    chip = greeted(at_door)
    at_door.camera.guidance = face(Verdict.TOO_FAR)
    at_door.wait(0.1)
    image = chip.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    p = theme.current()
    assert {p.text, p.good, p.good_soft} <= colours
    assert at_door.window.stage.rect().contains(chip.geometry())
