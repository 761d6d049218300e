"""Somebody takes their face back at the door."""

import pytest

pytest.importorskip("PySide6")
from PySide6.QtWidgets import QAbstractButton, QApplication

from kiosk.errors import Code, KioskError
from kiosk.ui.kiosk.states import Screen
from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt


def press(door: Door, *keys: str) -> None:
    for key in keys:
        shown = [b for b in door.page().findChildren(QAbstractButton) if b.isVisible()]
        next(b for b in shown if key in {b.text(), b.accessibleName()}).click()


def ask(door: Door) -> None:
    """From the page that says what is kept to the pad."""
    door.window.footer.about.click()
    press(door, "Remove my face from this kiosk", "Go on")
    assert door.page() is door.window.pad


def give(door: Door) -> None:
    press(door, "1", "2")
    door.window.pad._pin.setFocus()
    press(door, "4", "7", "1", "9", "Remove")


def test_number_and_pin_remove_it_and_it_is_said(at_door: Door) -> None:
    ask(at_door)
    give(at_door)
    assert at_door.door.codes == []  # it is no mark
    number, pin, future = at_door.door.withdrawn[0]
    assert (number, pin) == ("12", "4719")
    future.set_result(3)
    at_door.qtbot.waitUntil(lambda: at_door.screen() == Screen.FACE_REMOVED)
    assert at_door.page() is at_door.window.stage
    words = " ".join(at_door.window.stage.words)
    assert "Your face is removed" in words
    assert "Number and PIN work as before" in words
    assert not at_door.window.stage.figure.draws_tick


def test_nothing_to_remove_is_said_without_a_reproach(at_door: Door) -> None:
    ask(at_door)
    give(at_door)
    at_door.door.withdrawn[0][2].set_result(0)
    at_door.qtbot.waitUntil(lambda: at_door.screen() == Screen.NO_FACE)


def test_a_wrong_pin_is_said_and_can_be_tried_again(at_door: Door) -> None:
    ask(at_door)
    give(at_door)
    at_door.door.withdrawn[0][2].set_exception(KioskError(Code.CODE_WRONG))
    at_door.qtbot.waitUntil(lambda: "do not belong together" in at_door.window.pad.message)
    assert at_door.page() is at_door.window.pad


def test_it_can_be_left_as_it_is(at_door: Door) -> None:
    at_door.window.footer.about.click()
    press(at_door, "Remove my face from this kiosk", "Leave it as it is")
    assert at_door.window.about._remove.isVisible()
    assert not at_door.window.about._yes.isVisible()
    press(at_door, "Remove my face from this kiosk", "Go on", "Cancel")
    assert at_door.page() is at_door.window.stage
    assert at_door.door.withdrawn == []


def test_the_next_person_starts_from_the_beginning(at_door: Door) -> None:
    at_door.window.footer.about.click()
    press(at_door, "Remove my face from this kiosk")
    at_door.window.about.closed.emit()
    at_door.window.footer.about.click()
    assert at_door.window.about._remove.isVisible()
    assert not at_door.window.about._yes.isVisible()


def test_an_answer_that_comes_after_somebody_left_is_not_shown_to_the_next(at_door: Door) -> None:
    ask(at_door)
    give(at_door)
    press(at_door, "Cancel")
    at_door.door.withdrawn[0][2].set_result(3)
    QApplication.processEvents()
    at_door.wait(0.2)
    assert at_door.screen() != Screen.FACE_REMOVED
