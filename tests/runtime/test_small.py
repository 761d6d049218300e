"""The latest-value slot and the watchdog."""

import threading

from kiosk.runtime.latest import LatestSlot
from kiosk.runtime.watchdog import Watchdog


def test_the_newest_wins_and_the_others_are_counted() -> None:
    slot: LatestSlot[int] = LatestSlot()
    for value in range(5):
        slot.put(value)
    assert slot.take() == 4
    assert slot.take() is None
    assert slot.dropped == 4


def test_a_taker_is_woken() -> None:
    slot: LatestSlot[str] = LatestSlot()
    taken: list[str | None] = []
    thread = threading.Thread(target=lambda: taken.append(slot.take(10.0)), name="rollcall-test-taker")
    thread.start()
    slot.put("x")
    thread.join(10.0)
    assert taken == ["x"]
    assert slot.take(0.01) is None


def test_the_watchdog_names_who_is_late() -> None:
    now = [0]
    watchdog = Watchdog(late_s=10.0, steady_ns=lambda: now[0])
    watchdog.beat("rollcall-camera")
    watchdog.beat("rollcall-database")
    now[0] = 9_000_000_000
    assert watchdog.late() == ()
    watchdog.beat("rollcall-database")
    now[0] = 11_000_000_000
    assert watchdog.late() == ("rollcall-camera",)
    watchdog.forget("rollcall-camera")
    assert watchdog.late() == ()
