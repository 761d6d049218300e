"""What waits for the next round of the event loop keeps nobody alive that is gone by then."""

import gc
import weakref

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.ui.later import later
from tests.ui.desk_driver import Desk

pytestmark = pytest.mark.qt


class Part(QWidget):
    """A widget that counts."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.counting = later(self, self._add)

    def _add(self) -> None:
        self.count += 1


def _let_go() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()


def test_several_starts_are_one_call(qapp: object) -> None:
    part = Part()
    part.counting.start()
    part.counting.start()
    assert part.count == 0
    QApplication.processEvents()
    assert part.count == 1


def test_whoever_is_gone_before_its_turn_is_gone(qapp: object) -> None:
    part = Part()
    seen = weakref.ref(part)
    part.counting.start()
    part.deleteLater()
    del part
    _let_go()
    assert seen() is None


def test_a_board_that_was_resized_as_it_was_left_is_gone(desk: Desk) -> None:
    """The soak found it: a language changed or a sign-out at that moment kept the whole board in memory."""
    desk.enter()
    board = desk.window.board
    assert board is not None
    seen = weakref.ref(board)
    QCoreApplication.sendEvent(board, QResizeEvent(board.size(), board.size()))
    del board
    desk.window.sign_out()
    _let_go()
    assert seen() is None
