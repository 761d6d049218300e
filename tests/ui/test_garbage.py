"""The collector waits while the program loads, passes over what was loaded, and looks at the rest."""

import gc
import sys
import time
import types
import weakref
from collections.abc import Iterator

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from kiosk.ui import garbage
from kiosk.ui.garbage import EVERY_S, Garbage, next_look_s

pytestmark = pytest.mark.qt


class Loading(QObject):
    """What says that everything is there."""

    made = Signal(object)
    failed = Signal(object)


class Dialog:
    """Something that refers to itself, as a window and its parts do."""

    def __init__(self) -> None:
        self.part = self


@pytest.fixture
def loading(qapp: object) -> Loading:
    return Loading()


class Desk:
    """Whether somebody is signed in."""

    is_signed_in = False


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def ruled(loading: Loading, desk: Desk) -> Iterator[Garbage]:
    made = Garbage(loading, lambda: not desk.is_signed_in, loading)  # type: ignore[arg-type]
    yield made
    made.stop()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look every ten milliseconds."""
    monkeypatch.setattr(garbage, "EVERY_S", 0.01)
    monkeypatch.setattr(garbage, "MOST_OF_THE_TIME", 1.0)


def closed_dialog() -> "weakref.ref[Dialog]":
    return weakref.ref(Dialog())


def test_nothing_is_looked_for_until_all_is_loaded(ruled: Garbage, loading: Loading) -> None:
    ruled.hold()
    assert not gc.isenabled()
    assert gc.get_freeze_count() == 0
    loading.made.emit(object())
    assert gc.isenabled()
    assert gc.get_freeze_count() > 10_000
    ruled.stop()
    assert gc.get_freeze_count() == 0


def test_starts_that_fail_leave_the_collector_as_it_is(ruled: Garbage, loading: Loading) -> None:
    ruled.hold()
    for _ in range(2):
        loading.failed.emit(object())
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_a_start_that_hangs_does_not_leave_it_off_for_ever(ruled: Garbage, qtbot: QtBot, quick: None) -> None:
    ruled.hold()
    qtbot.waitUntil(gc.isenabled)
    qtbot.wait(100)
    assert gc.get_freeze_count() == 0, "nothing is passed over before the services are there"


def test_what_failed_starts_have_left_is_not_passed_over(ruled: Garbage, loading: Loading) -> None:
    ruled.hold()
    left = closed_dialog()
    loading.failed.emit(object())
    assert left() is not None
    loading.made.emit(object())
    assert left() is None


def test_services_that_come_after_the_end_change_nothing(ruled: Garbage, loading: Loading) -> None:
    ruled.hold()
    ruled.stop()
    loading.made.emit(object())
    assert gc.get_freeze_count() == 0


def test_an_end_while_it_loads_leaves_no_collector_that_is_off(ruled: Garbage) -> None:
    ruled.hold()
    ruled.stop()
    assert gc.isenabled()


def test_a_dialog_that_was_closed_goes_with_the_next_look(
    ruled: Garbage, loading: Loading, qtbot: QtBot, quick: None
) -> None:
    ruled.hold()
    loading.made.emit(object())
    for _ in range(2):  # and with the one after that
        dialog = closed_dialog()
        qtbot.waitUntil(lambda dialog=dialog: dialog() is None)  # type: ignore[misc]


def test_a_look_passes_over_what_was_loaded(ruled: Garbage, loading: Loading) -> None:
    pieces = [[number] for number in range(200_000)]  # a library
    gc.collect()
    full_s = _time_of_a_look()
    ruled.hold()
    loading.made.emit(object())
    short_s = _time_of_a_look()
    assert len(pieces) == 200_000
    assert short_s < full_s / 4


def test_a_library_that_came_late_is_passed_over_while_nobody_is_signed_in(
    ruled: Garbage, loading: Loading, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    ruled.hold()
    loading.made.emit(object())
    before = gc.get_freeze_count()
    desk.is_signed_in = True
    ruled.note_desk()
    pieces = [[number] for number in range(5_000)]
    for number in range(garbage.A_LIBRARY):
        name = f"late_{number}"
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    qtbot.wait(100)
    assert gc.get_freeze_count() <= before, "what is on the desk would stay in memory"
    desk.is_signed_in = False
    qtbot.waitUntil(lambda: gc.get_freeze_count() >= before + len(pieces))


def test_a_desk_that_was_open_between_two_looks_is_not_passed_over(
    ruled: Garbage, loading: Loading, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    ruled.hold()
    loading.made.emit(object())
    for number in range(garbage.A_LIBRARY):
        name = f"late_{number}"
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    counts: list[int] = []
    looks = [0]
    monkeypatch.setattr(gc, "freeze", lambda: counts.append(looks[0]))
    monkeypatch.setattr(gc, "collect", lambda: looks.__setitem__(0, looks[0] + 1))
    ruled.note_desk()
    qtbot.waitUntil(lambda: bool(counts))
    assert counts[0] == 2, "the first look finds what the desk left, the next one passes over the rest"


def test_looking_takes_no_more_than_a_thousandth_of_the_time() -> None:
    assert next_look_s(0.01) == EVERY_S
    assert next_look_s(0.2) == pytest.approx(200.0)


def _time_of_a_look() -> float:
    began_s = time.perf_counter()
    gc.collect()
    return time.perf_counter() - began_s
