"""A strip that tells of trouble says what to tell whoever helps."""

from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.errors import Code, KioskError
from kiosk.ui import bridge, i18n
from kiosk.ui.desk.inline import Strip

pytestmark = pytest.mark.qt


def test_trouble_has_a_reference_and_a_message_has_none(qtbot: Any, qapp: Any) -> None:
    i18n.install(qapp, "en")
    page = QWidget()
    qtbot.addWidget(page)
    strip = Strip(page)
    trouble = bridge.trouble(KioskError(Code.CAMERA_NONE))
    strip.tell_trouble(trouble)
    assert strip.text.text() == trouble.text
    assert Code.CAMERA_NONE.value in strip.reference.text()
    assert not strip.reference.isHidden()
    assert Code.CAMERA_NONE.value in strip.accessibleName()
    strip.tell("Done.")
    assert strip.reference.isHidden()
    assert strip.accessibleName() == "Done."


@pytest.fixture
def asked(qtbot: Any, qapp: Any) -> Iterator[tuple[Strip, list[bool]]]:
    """A strip that asks something, and what is answered."""
    page = QWidget()
    qtbot.addWidget(page)
    strip = Strip(page)
    page.show()
    answers: list[bool] = []
    strip.ask("Close it?", "Close", lambda: answers.append(True))
    yield strip, answers
    page.close()  # it lives until here


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize(("place", "said"), [(0, 1), (1, 0)])
def test_a_key_presses_the_answer_that_has_the_keyboard(
    asked: tuple[Strip, list[bool]], key: Qt.Key, place: int, said: int
) -> None:
    strip, answers = asked
    answer = strip.buttons()[place]
    answer.setFocus()
    assert not any(each.isDefault() for each in strip.buttons())
    QTest.keyClick(answer, key)
    assert len(answers) == said
    assert strip.isHidden()


def test_a_key_that_is_held_down_answers_nothing(asked: tuple[Strip, list[bool]]) -> None:
    """Enter opens the question; held a moment too long it must not answer it, nor send what is around."""
    strip, answers = asked
    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", True)
    QApplication.sendEvent(strip.buttons()[0], held)
    assert answers == []
    assert held.isAccepted()
    assert strip.isVisible()
