"""The PIN alone, of somebody who was recognised and is asked to confirm it."""

from collections.abc import Callable

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from kiosk.errors import Code, KioskError
from kiosk.runtime.api import AskPin
from kiosk.ui import bridge, i18n
from kiosk.ui.kiosk.states import Screen
from tests.fakes_ui import open_view, sighting, welcome
from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt
TICKET = 7


def ask(door: Door, ticket: int = TICKET) -> None:
    """Somebody steps up whom the door cannot tell from somebody else by face."""
    door.see(sighting())
    door.door.recorded[-1][1].set_result(AskPin(ticket))
    door.qtbot.waitUntil(lambda: door.page() is door.window.pad)


def fields(door: Door) -> list[QLineEdit]:
    return [field for field in door.window.pad.findChildren(QLineEdit) if field.isVisible()]


def press(door: Door, *keys: str) -> None:
    shown = [b for b in door.window.pad.findChildren(QAbstractButton) if b.isVisible()]
    buttons = {b.text() or b.accessibleName(): b for b in shown}
    for key in keys:
        buttons[key].click()


def said(door: Door) -> str:
    return " ".join(label.text() for label in door.window.pad.findChildren(QLabel) if label.isVisible())


def test_the_pin_alone_is_asked_and_the_mark_comes_after_commit(at_door: Door) -> None:
    ask(at_door)
    (pin,) = fields(at_door)
    assert pin.echoMode() is QLineEdit.EchoMode.Password
    press(at_door, "1", "2", "3", "5", "Go on")
    ticket, typed, future = at_door.door.confirmed[0]
    assert (ticket, typed) == (TICKET, "1235")
    assert at_door.page() is at_door.window.pad
    future.set_result(welcome())
    at_door.qtbot.waitUntil(lambda: at_door.screen() == Screen.WELCOME)
    assert at_door.page() is at_door.window.stage
    assert at_door.window.stage.not_me.offers == ("e1",)


def test_it_is_calm_and_names_no_reason_that_shames(at_door: Door) -> None:
    ask(at_door)
    text = said(at_door).lower()
    assert "please confirm with your pin" in text
    assert "right person is signed in" in text
    assert not any(word in text for word in ("alike", "twin", "similar", "a. l."))


def test_nobody_is_embedded_while_it_is_open(at_door: Door) -> None:
    ask(at_door)
    assert at_door.camera.pad_calls == [True]
    press(at_door, "Cancel")
    assert at_door.camera.pad_calls == [True, False]


def test_a_screen_reader_is_told(at_door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    ask(at_door)
    asked = "Please confirm with your PIN. It makes sure that the right person is signed in."
    assert told[-1] == asked
    at_door.wait(0.2)
    assert told.count(asked) == 1


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KioskError(Code.CODE_WRONG), "That PIN does not fit"),
        (KioskError(Code.CODE_WAIT, detail=4), "4 seconds"),
        (KioskError(Code.PIN_SHAPE), "4 to 8 digits"),
    ],
)
def test_what_is_wrong_is_said_on_the_pad_which_stays(at_door: Door, error: KioskError, words: str) -> None:
    ask(at_door)
    fields(at_door)[0].setText("1235")
    press(at_door, "Go on")
    at_door.door.confirmed[0][2].set_exception(error)
    at_door.qtbot.waitUntil(lambda: words in at_door.window.pad.message)
    assert fields(at_door)[0].text() == ""
    assert "number" not in at_door.window.pad.message.lower()
    press(at_door, "1", "2", "3", "6", "Go on")
    assert at_door.door.confirmed[1][:2] == (TICKET, "1236")


def test_too_few_digits_ask_nobody(at_door: Door) -> None:
    ask(at_door)
    press(at_door, "1", "2", "Go on")
    assert "4 to 8 digits" in at_door.window.pad.message
    assert at_door.door.confirmed == []


def test_a_ticket_that_is_over_closes_the_pad_and_says_to_look_again(at_door: Door) -> None:
    ask(at_door)
    fields(at_door)[0].setText("1235")
    press(at_door, "Go on")
    at_door.door.confirmed[0][2].set_exception(KioskError(Code.CONFIRM_OVER))
    at_door.qtbot.waitUntil(lambda: at_door.page() is at_door.window.stage)
    assert at_door.screen() == Screen.LOOK_AGAIN
    assert "look again" in " ".join(at_door.window.stage.words)
    assert not at_door.window.stage.figure.draws_tick


def test_idle_seconds_close_it_and_nothing_is_marked(at_door: Door) -> None:
    ask(at_door)
    press(at_door, "1", "2")
    at_door.clock.pass_by(25.5)
    at_door.window.pad.tick()
    assert "Closing in 20" in at_door.window.pad.message
    at_door.clock.pass_by(20.1)
    at_door.window.pad.tick()
    assert at_door.page() is at_door.window.stage
    assert at_door.screen() == Screen.LOOK_AGAIN


@pytest.mark.parametrize("leave", ["Cancel", "Escape", "Use number and PIN"])
def test_the_ticket_is_forgotten_with_the_pad(at_door: Door, leave: str) -> None:
    """The next person's PIN must not reach what was asked of the one before."""
    ask(at_door)
    if leave == "Escape":
        QTest.keyClick(fields(at_door)[0], Qt.Key.Key_Escape)
    else:
        press(at_door, leave)
    at_door.window.pad.confirmed.emit("1235")
    assert at_door.door.confirmed == []


def test_number_and_pin_is_a_second_way_from_there(at_door: Door) -> None:
    ask(at_door)
    press(at_door, "1", "Use number and PIN")
    number, pin = fields(at_door)
    assert (number.text(), pin.text()) == ("", "")
    assert QApplication.focusWidget() is number
    number.setText("17")
    pin.setText("1235")
    press(at_door, "Go on")
    assert at_door.door.codes[0][:2] == ("17", "1235")
    assert at_door.camera.pad_calls[-1] is True


def test_the_pad_asks_for_both_again_the_next_time(at_door: Door) -> None:
    ask(at_door)
    press(at_door, "Cancel")
    at_door.window.footer.code.click()
    assert len(fields(at_door)) == 2
    assert "Use your code" in said(at_door)


def test_whoever_is_typing_is_not_interrupted(at_door: Door) -> None:
    at_door.window.footer.code.click()
    number, _ = fields(at_door)
    number.setText("17")
    at_door.see(sighting())
    at_door.door.recorded[-1][1].set_result(AskPin(TICKET))
    QApplication.processEvents()
    at_door.wait(0.1)
    assert number.text() == "17"
    assert not at_door.window.pad.is_confirming
    at_door.window.pad.confirmed.emit("1235")
    assert at_door.door.confirmed == []


def test_it_opens_over_what_the_kiosk_says_about_itself(at_door: Door) -> None:
    at_door.window.footer.about.click()
    assert at_door.page() is at_door.window.about
    ask(at_door)
    press(at_door, "Cancel")
    assert at_door.page() is at_door.window.stage


def test_an_answer_that_comes_late_tells_the_next_person_nothing(at_door: Door) -> None:
    """A wrong PIN's answer once could reach the pad that the next person had opened."""
    ask(at_door)
    fields(at_door)[0].setText("1235")
    press(at_door, "Go on", "Cancel")
    at_door.window.footer.code.click()
    number, pin = fields(at_door)
    number.setText("17")
    pin.setText("99")
    at_door.door.confirmed[0][2].set_exception(KioskError(Code.CODE_WRONG))
    QApplication.processEvents()
    assert at_door.window.pad.message == ""
    assert (number.text(), pin.text()) == ("17", "99")


def test_a_mark_that_was_committed_after_the_pad_closed_is_shown(at_door: Door) -> None:
    ask(at_door)
    fields(at_door)[0].setText("1235")
    press(at_door, "Go on", "Cancel")
    at_door.door.confirmed[0][2].set_result(welcome())
    at_door.qtbot.waitUntil(lambda: at_door.screen() == Screen.WELCOME)


def test_digits_of_another_script_are_digits(at_door: Door) -> None:
    ask(at_door)
    fields(at_door)[0].setText("١٢٣٥")
    press(at_door, "Go on")
    assert at_door.door.confirmed[0][1] == "1235"


def test_the_language_can_change_under_it(at_door: Door, qapp: QApplication) -> None:
    ask(at_door)
    i18n.install(qapp, "ar")
    at_door.qtbot.waitUntil(lambda: at_door.window.pad.layoutDirection() == Qt.LayoutDirection.RightToLeft)
    assert len(fields(at_door)) == 1


@pytest.mark.parametrize("code", [Code.CODE_WAIT, Code.CODE_WRONG])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1080, 1920)])
def test_targets_and_texts_are_large_and_nothing_is_cut(
    make_door: Callable[..., Door],
    speak: Callable[[str], object],
    size: tuple[int, int],
    language: str,
    code: Code,
) -> None:
    """In Arabic the last line of the message was once cut."""
    door = make_door(*size)
    door.door.shown = open_view(is_trial=True)
    door.open()
    speak(language)
    ask(door)
    door.window.pad.show_trouble(bridge.trouble(KioskError(code, detail=30)))
    QApplication.processEvents()
    for button in door.window.pad.findChildren(QAbstractButton):
        if button.isVisible():
            assert min(button.width(), button.height()) >= 56, button.text()
            assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())
            corner = button.mapTo(door.window, button.rect().bottomRight())
            assert door.window.rect().contains(corner), button.text()
    for label in door.window.pad.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.font().pointSizeF() >= 28, label.text()
            assert label.height() >= label.heightForWidth(label.width()), label.text()
