"""Cameras that are unplugged, held by others, blinded or still, at the shipped limits and in simulated time.

Hanging, frozen and crashing cameras in a process of their own are tests/runtime/test_capture.py's; real
seconds pass in its slow test and in the one here.
"""

import sys
import time
import zlib
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.frames import Frame, SourceKind
from kiosk.errors import Code, KioskError
from kiosk.runtime import feeds
from kiosk.runtime.api import CameraState
from kiosk.runtime.capture import CaptureLimits, CaptureProcess
from kiosk.runtime.capture_child import CameraOpener
from kiosk.runtime.condition import Condition, ConditionLimits, appearance
from kiosk.runtime.feeds import CameraFeed
from kiosk.vision.cameras import CameraDevice
from kiosk.vision.sources import CameraSource
from tests.runtime import fakes_camera

pytestmark = pytest.mark.fault
S = 1_000_000_000
FRAMES_PER_S = 5
LIMITS = ConditionLimits()
AMBER_S, RED_S = 2.0, 10.0
Image = NDArray[np.uint8]
RANDOM = np.random.default_rng(20261126)
SHAPE = (96, 128, 3)


def scene() -> NDArray[np.float32]:
    """An empty room: a bright window, a darker floor."""
    room = np.tile(np.linspace(170, 60, SHAPE[0], dtype=np.float32)[:, None, None], (1, *SHAPE[1:]))
    room[10:40, 80:120] = 235
    return room


def seen_by_a_sensor(light: NDArray[np.float32], noise: float) -> Image:
    return np.clip(light + RANDOM.normal(0, noise, SHAPE), 0, 255).astype(np.uint8)


def states(pictures: Sequence[Image], seconds: float) -> list[CameraState]:
    """Show pictures in turn for some seconds of simulated time, as the capture process judges them."""
    condition = Condition(0, LIMITS)
    judged = [(zlib.crc32(picture.tobytes()), appearance(picture)) for picture in pictures]
    found = []
    for frame in range(int(seconds * FRAMES_PER_S)):
        at = frame * S // FRAMES_PER_S
        condition.saw(*judged[frame % len(judged)], at)
        found.append(condition.state(at))
    return found


def first(found: Sequence[CameraState], state: CameraState) -> float:
    """Give after how many seconds a state was first said."""
    return found.index(state) / FRAMES_PER_S


@pytest.mark.parametrize("noise", [0.3, 1.0, 4.0])
def test_thirty_minutes_of_a_still_empty_room_raise_no_alarm(noise: float) -> None:
    """However little a sensor's noise is: no picture has the pixels of the one before it."""
    pictures = [seen_by_a_sensor(scene(), noise) for _ in range(100)]
    assert len({zlib.crc32(picture.tobytes()) for picture in pictures}) == len(pictures)
    assert set(states(pictures, 30 * 60)) == {CameraState.WORKING}


@pytest.mark.parametrize("buffers", [1, 2, 4])
def test_a_picture_without_any_noise_is_a_frozen_one(buffers: int) -> None:
    """No sensor gives that. A camera that would (a drawing on a virtual one) is called frozen, rightly.

    So is one that hands out the few pictures in its driver's buffers, again and again.
    """
    found = states([seen_by_a_sensor(scene(), 1.0 if buffers > 1 else 0.0) for _ in range(buffers)], 12)
    last_new = (buffers - 1) / FRAMES_PER_S
    assert AMBER_S < first(found, CameraState.SLOW) - last_new <= AMBER_S + 0.5
    assert LIMITS.stalled_s < first(found, CameraState.STALLED) - last_new < RED_S


@pytest.mark.parametrize(
    ("light", "noise"),
    [(3.0, 1.0), (8.0, 2.0), (60.0, 2.0), (130.0, 3.0), (255.0, 1.0), (258.0, 3.0)],
    ids=["black", "lens cap", "hand", "tape", "white", "overexposed"],
)
def test_a_picture_that_shows_nothing_is_red_within_ten_seconds(light: float, noise: float) -> None:
    blind = np.full(SHAPE, light, np.float32)
    found = states([seen_by_a_sensor(blind, noise) for _ in range(20)], 12)
    assert LIMITS.blind_s < first(found, CameraState.STALLED) < RED_S


def test_somebody_before_a_window_or_in_the_dark_is_not_taken_for_nothing() -> None:
    against_the_light = np.full(SHAPE, 300.0, np.float32)
    against_the_light[30:, 40:90] = 30.0
    dusk = np.full(SHAPE, 6.0, np.float32)
    dusk[20:50, 30:70] = 45.0
    for light in (against_the_light, dusk):
        found = states([seen_by_a_sensor(light, 2.0) for _ in range(20)], 20)
        assert set(found) == {CameraState.WORKING}


def test_light_that_comes_back_is_a_working_camera_at_once() -> None:
    condition = Condition(0, LIMITS)
    black = seen_by_a_sensor(np.full(SHAPE, 5.0, np.float32), 2.0)
    for second in range(12):
        condition.saw(second, appearance(black), second * S)
    assert condition.state(12 * S) is CameraState.STALLED
    condition.saw(99, appearance(seen_by_a_sensor(scene(), 2.0)), 13 * S)
    assert condition.state(13 * S) is CameraState.WORKING


# Taken by another program


@pytest.mark.skipif(sys.platform != "linux", reason="looks at device files")
def test_a_device_that_is_there_and_does_not_open_is_taken_by_another(tmp_path: Path) -> None:
    device = tmp_path / "video0"
    with pytest.raises(KioskError) as caught:
        CameraSource(str(device))
    assert caught.value.code is Code.CAMERA_NONE
    device.touch()
    with pytest.raises(KioskError) as caught:
        CameraSource(str(device))
    assert caught.value.code is Code.CAMERA_TAKEN


class HeldCamera(fakes_camera.ObedientCamera):
    """A camera that another program holds while the file `taken` is in its folder."""

    def __init__(self, device: str) -> None:
        super().__init__(device)
        if self.is_told("taken"):
            raise KioskError(Code.CAMERA_TAKEN)


def open_held(device: str) -> HeldCamera:
    return HeldCamera(device)


def feed_of(device: Path, opener: CameraOpener) -> CameraFeed:
    limits = CaptureLimits(look_again_s=0.2, capacity=640 * 480 * 3)

    def make(where: str) -> CaptureProcess:
        return CaptureProcess(where, opener=opener, limits=limits)

    return CameraFeed(str(device), is_trial=True, find=list, make=make, look_again_s=0.2)


def wait_for(feed: CameraFeed, state: CameraState, timeout_s: float) -> float:
    """Take pictures until the feed is in a state; gives the seconds that took."""
    begun = time.monotonic()
    while feed.health().state is not state:
        assert time.monotonic() - begun < timeout_s, f"still {feed.health().state}"
        feed.next_frame(0.05)
    return time.monotonic() - begun


def test_a_camera_that_another_program_holds_is_said_and_picked_up_when_it_is_free(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    feed = feed_of(tmp_path, open_held)
    try:
        wait_for(feed, CameraState.REFUSED, 30)
        error = feed.health().error
        assert error is not None
        assert error.code is Code.CAMERA_TAKEN
        (tmp_path / "taken").unlink()
        assert wait_for(feed, CameraState.WORKING, 30) < 15
    finally:
        assert feed.close() == []


# Unplugged, and plugged in elsewhere


BY_ID = "/dev/v4l/by-id/usb-Door-video-index0"
AT_SOCKET_1, AT_SOCKET_2 = "/dev/v4l/by-path/usb-1", "/dev/v4l/by-path/usb-2"
BUILT_IN = "/dev/v4l/by-path/built-in"


class FakeCapture:
    """A capture process of a device that is plugged in, or not."""

    restarts = 0
    is_taken = False

    def __init__(self, device: str, machine: "Machine") -> None:
        self.device = device
        self._machine = machine
        self.frames = deque([Frame(1, 0, SourceKind.CAMERA, np.zeros((8, 8, 3), np.uint8))])

    def start(self) -> None:
        pass

    def next_frame(self, timeout_s: float) -> Frame | None:
        return self.frames.popleft() if self.frames else None

    def state(self) -> CameraState:
        return CameraState.WORKING if self.device in self._machine.plugged else CameraState.NONE

    def close(self) -> list[str]:
        return []


class Machine:
    """A machine with sockets, and a clock moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.plugged: set[str] = set()
        self.virtual: set[str] = set()
        self.now = 0
        monkeypatch.setattr(feeds, "check_source", lambda spec, *, is_trial: None)
        monkeypatch.setattr(feeds, "is_camera_there", lambda where: where in self.plugged)

    def find(self) -> list[CameraDevice]:
        found = sorted(self.plugged)
        return [CameraDevice(path, "uvcvideo", is_virtual=path in self.virtual) for path in found]

    def feed(self, where: str) -> CameraFeed:
        return CameraFeed(
            where,
            is_trial=False,
            find=self.find,
            make=lambda device: cast(CaptureProcess, FakeCapture(device, self)),
            pause=lambda seconds: None,
            monotonic_ns=lambda: self.now,
        )

    def look(self, feed: CameraFeed, seconds: int = 4) -> str:
        """Let time pass with a question each second; gives the device in use, "" for none."""
        for _ in range(seconds):
            self.now += S
            feed.next_frame(0.1)
        return feed._device if feed.health().state is CameraState.WORKING else ""


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def test_a_camera_with_a_serial_number_is_the_same_at_any_socket(machine: Machine) -> None:
    machine.plugged = {BY_ID}
    feed = machine.feed(BY_ID)
    assert machine.look(feed) == BY_ID
    machine.plugged = set()
    assert machine.look(feed) == ""
    machine.plugged = {BY_ID}
    assert machine.look(feed) == BY_ID


def test_one_without_is_picked_up_at_another_socket_and_again_at_its_own(machine: Machine) -> None:
    machine.plugged = {AT_SOCKET_1, BUILT_IN}
    feed = machine.feed(AT_SOCKET_1)
    assert machine.look(feed) == AT_SOCKET_1
    machine.plugged = {BUILT_IN}
    assert machine.look(feed) == ""  # the one that was there all along looks at something else
    machine.plugged = {BUILT_IN, AT_SOCKET_2}
    assert machine.look(feed) == AT_SOCKET_2
    machine.plugged = {BUILT_IN}
    assert machine.look(feed) == ""
    machine.plugged = {BUILT_IN, AT_SOCKET_1}
    assert machine.look(feed) == AT_SOCKET_1


def test_of_two_that_came_none_is_guessed_and_a_virtual_one_never(machine: Machine) -> None:
    machine.plugged = {AT_SOCKET_1}
    feed = machine.feed(AT_SOCKET_1)
    machine.look(feed)
    machine.plugged = set()
    machine.look(feed)
    machine.plugged = machine.virtual = {AT_SOCKET_2}
    assert machine.look(feed) == ""
    machine.plugged, machine.virtual = {AT_SOCKET_2, "/dev/v4l/by-path/usb-3"}, set()
    assert machine.look(feed) == ""


@pytest.mark.slow
def test_frozen_at_the_shipped_limits_amber_at_two_red_before_ten_and_back_within_fifteen(
    tmp_path: Path,
) -> None:
    capture = CaptureProcess(str(tmp_path), opener=fakes_camera.open_obedient)
    feed = CameraFeed(str(tmp_path), is_trial=True, find=list, make=lambda device: capture)
    try:
        wait_for(feed, CameraState.WORKING, 30)
        (tmp_path / "frozen").touch()
        amber = wait_for(feed, CameraState.SLOW, 30)
        red = amber + wait_for(feed, CameraState.STALLED, 30)
        while capture.restarts < 2:
            feed.next_frame(0.05)
        (tmp_path / "frozen").unlink()
        back = wait_for(feed, CameraState.WORKING, 30)
        print(f"amber after {amber:.1f} s, red after {red:.1f} s, back after {back:.1f} s")
        assert amber < AMBER_S + 0.6
        assert red < RED_S
        assert back < 15
    finally:
        assert feed.close() == []
