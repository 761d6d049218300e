"""What `kiosk bench --load` and `--queue` note at the window: when a tick was painted, and which one."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6")
from PySide6.QtWidgets import QApplication

from tests.fakes_ui import sighting, welcome

if TYPE_CHECKING:
    from kiosk.cli.measurements_door import Answers
    from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt


@pytest.fixture
def ticks() -> list[float]:
    return []


@pytest.fixture
def answers(at_door: "Door", ticks: list[float]) -> "Answers":
    from kiosk.cli.measurements_door import Answers

    made = Answers(lambda: ticks.append(time.monotonic()))
    made.watch(at_door.window)
    return made


def _asked(at_door: "Door", answers: "Answers", track: int) -> Callable[[], None]:
    """Somebody is recognised; gives what lets the database answer."""
    at_door.see(sighting(track))
    future: Future[object] = Future()
    answers.ask(time.monotonic(), future)  # type: ignore[arg-type]

    def answer() -> None:
        future.set_result(None)
        at_door.answer(welcome(event=f"e{track}"), "welcome")

    return answer


def test_a_tick_counts_when_it_was_painted(at_door: "Door", answers: "Answers", ticks: list[float]) -> None:
    answer = _asked(at_door, answers, 1)
    QApplication.processEvents()
    assert (answers.ticks, ticks) == ([], [])
    answer()
    at_door.qtbot.waitUntil(lambda: len(ticks) == 1)
    (one,) = answers.ticks
    assert one.since_s <= one.heard_s <= one.saved_s <= one.painted_s <= ticks[0]


def test_the_last_ones_tick_is_not_the_next_ones(
    at_door: "Door", answers: "Answers", ticks: list[float]
) -> None:
    """It is still on the window, and is painted again and again, while the next one is asked about."""
    _asked(at_door, answers, 1)()
    at_door.qtbot.waitUntil(lambda: len(ticks) == 1)
    answer = _asked(at_door, answers, 2)
    at_door.window.stage.figure.repaint()
    at_door.window.stage.figure.repaint()
    QApplication.processEvents()  # whoever waits for the end of a paint has had it
    assert len(answers.ticks) == 1
    answer()
    at_door.qtbot.waitUntil(lambda: len(ticks) == 2)
    assert len(answers.ticks) == 2


def test_the_pad_counts_when_it_was_painted(at_door: "Door", answers: "Answers") -> None:
    before = time.monotonic()
    at_door.window.open_pad()
    at_door.qtbot.waitUntil(lambda: answers.pad_painted_s > before)
