"""Answers arrive on the GUI thread, once, worded, and not for widgets that are gone."""

import sys
import threading
from concurrent.futures import Future

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kiosk.errors import Code, KioskError
from kiosk.ui import bridge
from kiosk.ui.bridge import Trouble

pytestmark = pytest.mark.qt


class _Ear:
    """Keeps what it hears and on which thread."""

    def __init__(self) -> None:
        self.heard: list[object] = []
        self.threads: list[QThread] = []

    def take(self, value: object) -> None:
        self.heard.append(value)
        self.threads.append(QThread.currentThread())


def test_a_result_of_another_thread_arrives_on_the_gui_thread(qtbot: QtBot) -> None:
    ear, owner = _Ear(), QObject()
    future: Future[int] = Future()
    bridge.call(future, owner, ear.take, ear.take)
    worker = threading.Thread(target=future.set_result, args=(7,))
    worker.start()
    worker.join()
    assert ear.heard == []  # nothing runs on the other thread
    qtbot.waitUntil(lambda: ear.heard == [7])
    assert ear.threads == [owner.thread()]


def test_a_future_that_is_done_already_answers_by_the_event_loop(qtbot: QtBot) -> None:
    ear, owner = _Ear(), QObject()
    future: Future[int] = Future()
    future.set_result(1)
    bridge.call(future, owner, ear.take, ear.take)
    assert ear.heard == []
    qtbot.waitUntil(lambda: ear.heard == [1])


def test_nothing_is_called_once_the_owner_is_destroyed(qtbot: QtBot) -> None:
    ear, control = _Ear(), _Ear()
    owner, other = QLabel(), QObject()
    future: Future[int] = Future()
    bridge.call(future, owner, ear.take, ear.take)
    bridge.call(future, other, control.take, control.take)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    future.set_result(1)
    qtbot.waitUntil(lambda: control.heard == [1])
    assert ear.heard == []


def test_a_known_error_comes_as_words(qtbot: QtBot) -> None:
    ear, owner = _Ear(), QObject()
    future: Future[int] = Future()
    bridge.call(future, owner, lambda _: None, ear.take)
    future.set_exception(KioskError(Code.CODE_WAIT, detail=8))
    qtbot.waitUntil(lambda: bool(ear.heard))
    trouble = ear.heard[0]
    assert isinstance(trouble, Trouble)
    assert trouble.code is Code.CODE_WAIT
    assert trouble.action == "Wait 8 seconds, or go to your teacher."
    assert trouble.detail == "8"


def test_a_bug_is_worded_in_general_and_its_text_goes_nowhere(qtbot: QtBot, logged_bugs: list[str]) -> None:
    trouble = bridge.trouble(ValueError("Ada Lovelace"))
    assert trouble.code is None
    (line,) = logged_bugs
    assert line.startswith("ui-call-failed")
    assert "Ada" not in trouble.text + line


def test_a_cancelled_future_says_nothing(qtbot: QtBot) -> None:
    ear, control, owner = _Ear(), _Ear(), QObject()
    future: Future[int] = Future()
    bridge.call(future, owner, ear.take, ear.take)
    future.cancel()
    marker: Future[int] = Future()
    bridge.call(marker, owner, control.take, control.take)
    marker.set_result(1)
    qtbot.waitUntil(lambda: control.heard == [1])
    assert ear.heard == []


def test_another_thread_may_not_call_it(qtbot: QtBot) -> None:
    bridge.call(Future(), QObject(), lambda _: None, lambda _: None)  # the courier lives on this thread
    caught: list[BaseException] = []

    def misuse() -> None:
        try:
            bridge.call(Future(), QObject(), lambda _: None, lambda _: None)
        except RuntimeError as error:
            caught.append(error)

    worker = threading.Thread(target=misuse)
    worker.start()
    worker.join()
    assert len(caught) == 1


def test_emitting_leaves_the_references_of_true_alone(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on CPython 3.11 took one off at each emit, until the interpreter died."""

    class Emitter(QObject):
        said = Signal(bool)

    emitter = Emitter()
    emitter.said.connect(lambda _: None)
    before = sys.getrefcount(True)
    for _ in range(200):
        emitter.said.emit(True)
    assert abs(sys.getrefcount(True) - before) < 50
