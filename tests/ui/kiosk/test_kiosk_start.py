"""An attended start: somebody's passphrase opens what the door needs."""

from collections.abc import Callable

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kiosk.errors import Code, KioskError
from kiosk.ui.kiosk.start import StartPage
from tests.fakes_ui import FakeStart
from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt
PHRASE = "four quiet words here"


class Waiting:
    """A kiosk that waits for somebody."""

    def __init__(self, door: Door) -> None:
        self.door, self.api = door, FakeStart()
        self.page: StartPage = door.window.start
        self.started: list[bool] = []
        door.window.started.connect(lambda: self.started.append(True))
        door.window.ask_start(self.api)

    def type(self, phrase: str, number: str = "") -> None:
        self.page._phrase.setText(phrase)
        self.page._number.setText(number)
        QTest.keyClick(self.page._phrase, Qt.Key.Key_Return)

    def refuse(self, error: KioskError, says: str) -> None:
        self.api.tries[-1][2].set_exception(error)
        self.door.qtbot.waitUntil(lambda: says in self.page.message)


@pytest.fixture
def waiting(make_door: Callable[..., Door]) -> Waiting:
    return Waiting(make_door())


def test_a_passphrase_starts_it_and_is_forgotten(waiting: Waiting) -> None:
    assert waiting.door.page() is waiting.page
    assert not waiting.door.window.footer.teacher.isEnabled()
    waiting.type(PHRASE)
    assert waiting.api.tries[0][:2] == (PHRASE, None)
    waiting.api.tries[0][2].set_result(None)
    waiting.door.qtbot.waitUntil(lambda: waiting.started == [True])
    assert waiting.door.page() is waiting.door.window.stage
    assert not any(field.text() for field in waiting.page.findChildren(QLineEdit))


def test_the_passphrase_can_be_typed_at_once(waiting: Waiting) -> None:
    """The window once took the keyboard back, and what was typed went nowhere."""
    assert waiting.door.window.focusWidget() is waiting.page._phrase
    waiting.door.window.hide()
    waiting.door.window.show()
    assert waiting.door.window.focusWidget() is waiting.page._phrase


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_no_words_are_cut(
    make_door: Callable[..., Door], speak: Callable[[str], object], size: tuple[int, int], language: str
) -> None:
    """Explanation and refusal together once lost the tops and the ends of their letters."""
    speak(language)
    waiting = Waiting(make_door(*size))
    said_before = waiting.page.message
    waiting.door.nothing_is_cut(waiting.page)
    waiting.type("something else here")
    waiting.api.tries[-1][2].set_exception(KioskError(Code.PASSPHRASE_WRONG))
    waiting.door.qtbot.waitUntil(lambda: waiting.page.message != said_before)
    waiting.door.nothing_is_cut(waiting.page)
    assert waiting.door.window.size().toTuple() == size


@pytest.mark.parametrize(("typed", "number"), [("2", 2), (" 12 ", 12), ("٣", 3), ("two", None)])
def test_a_number_tells_whose_it_is(waiting: Waiting, typed: str, number: int | None) -> None:
    waiting.type(PHRASE, typed)
    assert waiting.api.tries[0][1] == number


def test_a_wrong_one_is_said_and_can_be_tried_again(waiting: Waiting) -> None:
    waiting.type("something else here")
    waiting.type("pressing twice asks once")
    assert len(waiting.api.tries) == 1
    waiting.refuse(KioskError(Code.PASSPHRASE_WRONG), "opens nothing here")
    assert waiting.page._phrase.hasFocus()
    waiting.type(PHRASE)
    assert len(waiting.api.tries) == 2


def test_the_wait_can_be_seen_and_nothing_is_asked_during_it(waiting: Waiting) -> None:
    waiting.type("something else here")
    waiting.refuse(KioskError(Code.PASSPHRASE_WAIT, detail="4"), "in 4 s")
    waiting.type(PHRASE)
    assert len(waiting.api.tries) == 1
    waiting.door.clock.pass_by(2)
    waiting.page.tick()
    assert "in 2 s" in waiting.page.message
    waiting.door.clock.pass_by(2)
    waiting.page.tick()
    assert waiting.page.message == ""
    waiting.type(PHRASE)
    assert len(waiting.api.tries) == 2


def test_the_passphrase_is_hidden_until_it_is_asked_for(waiting: Waiting) -> None:
    assert waiting.page._phrase.echoMode() is QLineEdit.EchoMode.Password
    waiting.page._show.setChecked(True)
    assert waiting.page._phrase.echoMode() is QLineEdit.EchoMode.Normal
    waiting.page.shut()
    assert waiting.page._phrase.echoMode() is QLineEdit.EchoMode.Password


def test_about_can_be_read_meanwhile_and_leads_back(waiting: Waiting) -> None:
    waiting.door.window.footer.about.click()
    assert waiting.door.page() is waiting.door.window.about
    assert not waiting.door.window.about._remove.isVisible()  # the door cannot take a face back yet
    waiting.door.window.about.closed.emit()
    assert waiting.door.page() is waiting.page
