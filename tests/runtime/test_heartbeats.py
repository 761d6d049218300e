"""Each part's sign of life, by the part itself: a thread that hangs here really hangs."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.runtime import heartbeats
from kiosk.runtime.api import CameraState
from kiosk.runtime.camera import CameraThread, CameraTimings
from kiosk.runtime.capture import CaptureProcess
from kiosk.runtime.clock import Clock, system_clock
from kiosk.runtime.database import DatabaseThread
from kiosk.runtime.feeds import CameraFeed
from kiosk.runtime.heartbeats import PROBE_S, CameraPart, CapturePart, DatabasePart, GuiPulse, thread_seconds
from kiosk.runtime.supervision import PartName, Supervisor, Verdict
from kiosk.runtime.watchdog import Watchdog
from kiosk.storage.vault import Vault
from kiosk.vision.cameras import CameraDevice
from tests.runtime.test_camera import PICTURE, WAIT_S
from tests.runtime.test_camera_again import Door
from tests.runtime.test_supervision import Clock as Hand


class ThinVault:
    """Answers the probe."""

    def __init__(self) -> None:
        self.reads = 0

    def last_chore(self, chore: str) -> None:
        self.reads += 1

    def close(self) -> None:
        pass


class Database:
    """A database thread whose jobs the test can hold up."""

    def __init__(self, tmp: DataDir, *, is_attended: bool = False) -> None:
        self.vault, self.hand = ThinVault(), Hand()
        self.may_open, self.release, self.hangs = threading.Event(), threading.Event(), threading.Event()
        self.is_attended = is_attended
        self.thread = DatabaseThread(tmp, system_clock("UTC"), opener=self.open)
        self.part = DatabasePart(self.thread, self.hand.ns)

    def open(self, where: DataDir, clock: Clock) -> Vault:
        assert self.may_open.wait(WAIT_S)
        if self.is_attended:
            raise KioskError(Code.ATTENDED_START)
        return cast(Vault, self.vault)

    def settle(self) -> None:
        """Wait until everything that was asked is answered; a refusal is an answer."""
        assert self.thread.submit(lambda vault: None).exception(WAIT_S) is None or self.is_attended

    def hang(self, vault: Vault) -> None:
        self.hangs.set()
        assert self.release.wait(WAIT_S)


@pytest.fixture
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    made = Database(DataDir(tmp_path_factory.mktemp("data")))
    yield made
    made.may_open.set()
    made.release.set()
    assert made.thread.stop(WAIT_S)


def test_no_answer_is_due_while_a_keyring_asks_for_a_password(database: Database) -> None:
    database.thread.start()
    assert database.part.silent_s() is None
    database.hand.now_s += 900
    assert database.part.silent_s() is None
    database.may_open.set()
    database.settle()
    assert database.part.silent_s() == 0.0
    assert database.vault.reads >= 1


def test_a_database_that_hangs_is_silent_and_cannot_be_started_again(database: Database) -> None:
    database.may_open.set()
    database.thread.start()
    database.part.silent_s()
    database.settle()
    supervisor = Supervisor(held_up_s=60.0, steady_ns=database.hand.ns)
    supervisor.take(database.part)
    assert supervisor.look().is_sound
    database.thread.submit(database.hang)
    assert database.hangs.wait(WAIT_S)
    for _ in range(int(PROBE_S)):
        database.hand.now_s += 1
        assert supervisor.look().is_sound  # here it is asked again, and no answer comes
    database.hand.now_s += database.part.limits.quiet_s - 1
    assert supervisor.look().is_sound
    database.hand.now_s += 3
    if sys.platform == "linux":
        assert supervisor.look().hung == (PartName.DATABASE,)


def test_it_is_asked_seldom(database: Database) -> None:
    database.may_open.set()
    database.thread.start()
    for _ in range(20):
        database.part.silent_s()
        database.settle()
        database.hand.now_s += 1
    assert database.vault.reads == 20 / PROBE_S


def test_a_kiosk_that_waits_for_somebody_answers(tmp_path_factory: pytest.TempPathFactory) -> None:
    waits = Database(DataDir(tmp_path_factory.mktemp("data")), is_attended=True)
    waits.may_open.set()
    waits.thread.start()
    waits.part.silent_s()
    waits.settle()
    assert waits.part.silent_s() == 0.0
    waits.thread.stop_waiting()
    assert waits.thread.stop(WAIT_S)


def test_a_camera_thread_that_hangs_is_started_again_alone() -> None:
    hand, door = Hand(), Door()
    door.camera = CameraThread(
        door.make,
        system_clock("UTC"),
        timings=CameraTimings(wait_s=0.02, rest_s=0.02),
        watchdog=Watchdog(steady_ns=hand.ns),
    )
    supervisor = Supervisor(held_up_s=60.0, steady_ns=hand.ns)
    for part in (CameraPart(door.camera), CapturePart(door.camera)):
        supervisor.take(part)
    try:
        assert supervisor.look().is_sound  # not started: nothing is due
        door.hang_now()
        assert supervisor.look() == Verdict()
        hand.now_s += CameraPart.limits.quiet_s + 1
        if sys.platform == "linux":
            verdict = supervisor.look()
            assert (verdict.restarted, verdict.restarts) == ((PartName.CAMERA,), ((PartName.CAMERA, 1),))
            assert door.is_open.acquire(timeout=WAIT_S)
            door.feeds[1].play([PICTURE])
            assert supervisor.look().is_sound
            assert door.camera.restarts == 1
    finally:
        door.release.set()
        if door.camera._given_up is not None:
            door.camera._given_up.thread.join(WAIT_S)
        assert door.camera.stop(WAIT_S) == []


class Restarted:
    """A capture process that was started again as often as it says."""

    is_taken = False

    def __init__(self, restarts: int) -> None:
        self.restarts, self.kills = restarts, 0

    def start(self) -> None:
        pass

    def state(self) -> CameraState:
        return CameraState.NONE

    def kill(self) -> None:
        self.kills += 1

    def close(self) -> list[str]:
        return []


def test_restarts_of_the_capture_process_add_up_over_cameras() -> None:
    devices, made = ["1", "2"], [Restarted(2), Restarted(1)]
    captures = iter(made)
    feed = CameraFeed(
        "",
        is_trial=True,
        find=lambda: [CameraDevice(devices[0], "", is_virtual=False)],
        make=lambda _: cast(CaptureProcess, next(captures)),
        look_again_s=0.0,
    )
    feed.begin()
    assert feed.restarts == 2
    devices.pop(0)
    feed.begin()
    feed.kill()
    assert feed.restarts == 3
    assert [one.kills for one in made] == [0, 1]
    feed.close()
    feed.kill()
    assert feed.restarts == 3


def test_the_window_beats_from_its_first_turn_on() -> None:
    hand = Hand()
    gui, supervisor = GuiPulse(hand.ns), Supervisor(held_up_s=60.0, steady_ns=hand.ns)
    supervisor.take(gui)
    assert gui.silent_s() is None
    gui.beat()
    hand.now_s += 7
    assert gui.silent_s() == 7.0
    assert supervisor.look().is_sound
    hand.now_s += 24
    assert supervisor.look().hung == (PartName.GUI,)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what one thread uses")
def test_what_a_thread_uses() -> None:
    mine = threading.current_thread().native_id
    before = thread_seconds(mine)
    assert before is not None
    sum(number * number for number in range(400_000))
    after = thread_seconds(mine)
    assert after is not None
    assert after > before
    assert thread_seconds(2**22 + 1) == 0.0  # above the kernel's largest number: a thread that has ended
    assert thread_seconds(None) is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what one thread uses")
def test_a_kernel_that_does_not_tell_accuses_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that works was taken for one that had ended, and would have been given up after 20 s."""
    monkeypatch.setattr(heartbeats, "_TASKS", tmp_path)
    (tmp_path / "17").mkdir()
    assert thread_seconds(17) is None
    assert thread_seconds(18) == 0.0
