"""Number and PIN at the door."""

from collections.abc import Callable

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from kiosk.domain.faces import Verdict
from kiosk.errors import Code, KioskError
from kiosk.ui import bridge
from kiosk.ui.kiosk.pad import PadProblem, check
from kiosk.ui.kiosk.states import Screen
from tests.fakes_ui import face, open_view, welcome
from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt


@pytest.mark.parametrize(
    ("number", "pin", "problem"),
    [
        ("", "1234", PadProblem.NUMBER),
        ("   ", "1234", PadProblem.NUMBER),
        ("17", "", PadProblem.PIN),
        ("17", "123", PadProblem.PIN),
        ("17", "123456789", PadProblem.PIN),
        ("17", "12a4", PadProblem.PIN),
        ("17", "1234", None),
        ("٢٠٤", "١٢٣٤", None),
        ("2024-17A", "1234", None),
    ],
)
def test_shapes_are_checked_first(number: str, pin: str, problem: PadProblem | None) -> None:
    assert check(number, pin) is problem


def fields(door: Door) -> tuple[QLineEdit, QLineEdit]:
    number, pin = door.window.pad.findChildren(QLineEdit)
    return number, pin


def press(door: Door, *keys: str) -> None:
    buttons = {b.text() or b.accessibleName(): b for b in door.window.pad.findChildren(QAbstractButton)}
    for key in keys:
        buttons[key].click()


def open_pad(door: Door) -> None:
    door.window.footer.code.click()
    door.qtbot.waitUntil(fields(door)[0].hasFocus)


def test_opening_stops_the_camera_from_embedding_and_closing_lets_it_go_on(at_door: Door) -> None:
    open_pad(at_door)
    assert at_door.camera.pad_calls == [True]
    press(at_door, "Cancel")
    assert at_door.camera.pad_calls == [True, False]
    assert at_door.page() is at_door.window.stage


def test_keys_fill_the_field_that_has_the_keyboard(at_door: Door) -> None:
    open_pad(at_door)
    press(at_door, "1", "7", "Go on", "1", "2", "3", "4")
    assert (fields(at_door)[0].text(), fields(at_door)[1].text()) == ("17", "1234")
    press(at_door, "Delete the last character")
    assert fields(at_door)[1].text() == "123"
    assert fields(at_door)[1].echoMode() is QLineEdit.EchoMode.Password


def test_letters_can_be_typed_without_a_keyboard(at_door: Door) -> None:
    open_pad(at_door)
    press(at_door, "4", "Letters", "B")
    assert fields(at_door)[0].text() == "4B"


def test_a_right_code_is_marked_on_the_same_screen(at_door: Door) -> None:
    open_pad(at_door)
    press(at_door, "1", "7", "Go on", "1", "2", "3", "5", "Go on")
    number, pin, future = at_door.door.codes[0]
    assert (number, pin) == ("17", "1235")
    assert at_door.page() is at_door.window.pad  # no tick before it is committed
    future.set_result(welcome())
    at_door.qtbot.waitUntil(lambda: at_door.screen() == Screen.WELCOME)
    assert at_door.page() is at_door.window.stage
    assert at_door.camera.pad_calls[-1] is False


def test_digits_of_another_script_arrive_as_digits(at_door: Door) -> None:
    open_pad(at_door)
    number, pin = fields(at_door)
    number.setText("٢٠٤")
    pin.setText("١٢٣٥")
    press(at_door, "Go on")
    assert at_door.door.codes[0][:2] == ("204", "1235")


def test_a_wrong_code_says_so_and_asks_for_the_pin_again(at_door: Door) -> None:
    open_pad(at_door)
    number, pin = fields(at_door)
    number.setText("17")
    pin.setText("1235")
    press(at_door, "Go on")
    at_door.door.codes[0][2].set_exception(KioskError(Code.CODE_WRONG))
    at_door.qtbot.waitUntil(lambda: "do not belong together" in at_door.window.pad.message)
    assert (number.text(), pin.text()) == ("17", "")
    press(at_door, "9")
    assert pin.text() == "9"
    assert at_door.window.pad.message == ""


def test_pressing_twice_asks_once(at_door: Door) -> None:
    open_pad(at_door)
    fields(at_door)[0].setText("17")
    fields(at_door)[1].setText("1235")
    press(at_door, "Go on", "Go on")
    assert len(at_door.door.codes) == 1


def test_idle_seconds_close_it_after_a_warning_of_twenty(at_door: Door) -> None:
    open_pad(at_door)
    fields(at_door)[0].setText("17")
    at_door.clock.pass_by(25.5)
    at_door.window.pad.tick()
    assert "Closing in 20" in at_door.window.pad.message
    press(at_door, "1")  # a touch stays
    at_door.clock.pass_by(44.0)
    at_door.window.pad.tick()
    assert at_door.page() is at_door.window.pad
    at_door.clock.pass_by(1.1)
    at_door.window.pad.tick()
    assert at_door.page() is at_door.window.stage
    assert fields(at_door)[0].text() == ""
    assert at_door.camera.pad_calls == [True, False]


def test_escape_cancels(at_door: Door) -> None:
    open_pad(at_door)
    QTest.keyClick(fields(at_door)[0], Qt.Key.Key_Escape)
    assert at_door.page() is at_door.window.stage


def test_enter_goes_from_number_to_pin_and_then_asks(at_door: Door) -> None:
    open_pad(at_door)
    number, pin = fields(at_door)
    QTest.keyClicks(number, "17")
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is pin
    QTest.keyClicks(pin, "1235")
    QTest.keyClick(pin, Qt.Key.Key_Return)
    assert len(at_door.door.codes) == 1


def test_nobody_is_guided_while_the_pad_is_open(at_door: Door) -> None:
    open_pad(at_door)
    at_door.camera.guidance = face(Verdict.TOO_FAR)
    at_door.wait(0.2)
    assert at_door.screen() == Screen.IDLE


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
@pytest.mark.parametrize("removes", [False, True], ids=["sign", "remove my face"])
def test_nothing_is_cut_on_a_small_screen_with_the_ribbon_of_a_trial(
    make_door: Callable[..., Door],
    speak: Callable[[str], object],
    removes: bool,
    size: tuple[int, int],
    language: str,
) -> None:
    """The explanation once lost its upper half, and a message of three lines its last."""
    speak(language)
    door = make_door(*size)
    door.door.shown = open_view(is_trial=True)
    door.window.attach(door.door, door.camera)
    door.qtbot.waitUntil(door.window.trial_ribbon.isVisible)
    pad = door.window.pad
    door.window.about.removal_asked.emit() if removes else open_pad(door)
    door.nothing_is_cut(pad)
    for code in (Code.CODE_WRONG, Code.CODE_WAIT):
        pad.show_trouble(bridge.trouble(KioskError(code, detail=30)))
        door.nothing_is_cut(pad)
    assert door.window.size().toTuple() == size


def test_undo_does_not_bring_back_what_the_last_person_typed(at_door: Door) -> None:
    open_pad(at_door)
    QTest.keyClicks(fields(at_door)[0], "4711")
    press(at_door, "Cancel")
    open_pad(at_door)
    QTest.keyClick(fields(at_door)[0], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert fields(at_door)[0].text() == ""
