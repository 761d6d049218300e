"""Press to start: nobody is looked at before somebody wants it, and nobody after the answer."""

from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.domain.evidence import Unrecognised
from kiosk.domain.faces import NOBODY, Verdict
from kiosk.runtime.api import NotIn
from kiosk.settings import Settings
from kiosk.ui.kiosk.gate import Gate
from kiosk.ui.kiosk.states import Screen
from tests.fakes_ui import HandClock, face, refusal, sighting, welcome
from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt


@pytest.fixture
def waiting(make_door: Callable[..., Door]) -> Iterator[Door]:
    door = make_door()
    door.window.use_settings(Settings(press_to_start=True))
    yield door
    door.window.detach()


def test_the_camera_looks_at_nobody_from_the_first_moment_on(waiting: Door) -> None:
    waiting.open()
    assert waiting.camera.pad_calls == [True]
    waiting.camera.guidance = face()
    waiting.wait(1.0)
    assert waiting.screen() == Screen.PRESS_TO_START
    assert waiting.window.stage.start.isVisible()
    assert waiting.window.stage.scene.guidance == NOBODY
    assert waiting.camera.pad_calls == [True]


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_button_and_the_large_keys_let_it_look(waiting: Door, key: Qt.Key | None) -> None:
    waiting.open()
    waiting.wait(0.1)
    if key is None:
        waiting.window.stage.start.click()
    else:
        QTest.keyClick(QApplication.focusWidget() or waiting.window, key)
    assert waiting.camera.pad_calls == [True, False]
    assert waiting.screen() == Screen.IDLE
    waiting.camera.guidance = face(Verdict.TOO_FAR)
    waiting.wait(0.5)
    assert waiting.screen() == Screen.GUIDING


@pytest.mark.parametrize("is_known", [True, False])
def test_an_answer_shuts_it_at_once_and_the_next_one_presses_again(waiting: Door, is_known: bool) -> None:
    waiting.open()
    waiting.window.stage.start.click()
    waiting.camera.guidance = face()
    if is_known:
        waiting.see(sighting())
        waiting.answer(welcome(), Screen.WELCOME)
    else:
        waiting.see(refusal(Unrecognised.UNKNOWN))
        waiting.answer(NotIn(Unrecognised.UNKNOWN), Screen.NOT_RECOGNISED)
    assert waiting.camera.pad_calls == [True, False, True]
    waiting.wait(5.0, 0.1)
    assert waiting.screen() == Screen.PRESS_TO_START
    assert waiting.camera.pad_calls == [True, False, True]


def test_whoever_presses_and_leaves_leaves_it_shut(waiting: Door) -> None:
    waiting.open()
    waiting.window.stage.start.click()
    waiting.wait(7.5, 0.1)
    assert waiting.screen() == Screen.IDLE
    waiting.wait(1.0, 0.1)
    assert waiting.screen() == Screen.PRESS_TO_START
    assert waiting.camera.pad_calls[-1] is True


def test_the_code_is_there_all_the_same_and_wakes_nobody(waiting: Door) -> None:
    waiting.open()
    waiting.window.footer.code.click()
    assert waiting.page() is waiting.window.pad
    waiting.window.pad.cancelled.emit()
    assert waiting.page() is waiting.window.stage
    assert waiting.camera.pad_calls == [True]


def test_a_key_on_another_page_presses_nothing(waiting: Door) -> None:
    waiting.open()
    waiting.window.footer.about.click()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(waiting.window.about, key)
    waiting.window.about.closed.emit()
    assert waiting.camera.pad_calls == [True]


def test_another_camera_waits_for_another_press(waiting: Door) -> None:
    waiting.open()
    waiting.wait(0.1)
    waiting.window.stage.start.click()
    waiting.window.detach()
    waiting.open()
    assert waiting.camera.pad_calls == [True, False, True]


def test_the_setting_can_be_changed_while_the_door_is_open(at_door: Door) -> None:
    at_door.window.use_settings(Settings(press_to_start=True))
    assert at_door.camera.pad_calls == [True]
    at_door.window.use_settings(Settings())
    assert at_door.camera.pad_calls == [True, False]
    assert at_door.screen() == Screen.IDLE


def test_the_gate_counts_from_when_somebody_was_seen_last() -> None:
    clock = HandClock()
    gate = Gate(Settings(press_to_start=True), clock)
    gate.press()
    clock.pass_by(7.9)
    gate.watch(is_somebody_there=True)
    clock.pass_by(7.9)
    gate.watch(is_somebody_there=False)
    seen = [gate.is_shut]
    clock.pass_by(0.2)
    gate.watch(is_somebody_there=False)
    seen.append(gate.is_shut)
    assert seen == [False, True]
    assert not Gate(Settings(), clock).is_shut
