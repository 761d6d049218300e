"""An empty room: how much work it is, counted and not timed, and that nobody has to wait for it."""

from collections.abc import Callable
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.faces import NOBODY, Guidance, Verdict
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.ids import TrackId
from kiosk.runtime.camera import CameraThread, CameraTimings
from kiosk.runtime.clock import system_clock
from kiosk.runtime.idling import IdleLimits, Idling, coarse, differs
from kiosk.vision.recogniser import Observation, Recogniser
from tests.runtime.fakes_school import ScriptedFeed
from tests.runtime.test_camera import FakeRecogniser

pytestmark = pytest.mark.once

WAIT_S = 20.0
NS = 1_000_000_000
FRAMES_PER_S = 30
HEIGHT, WIDTH = 240, 240
HERE = Guidance(0.4, 0.5, 0.3, 0.0, 0.0, 0.0, 0.5, Verdict.OK, 0)
LIMITS = IdleLimits(after_s=5.0, pause_s=0.0, look_s=0.5)


class Room:
    """Pictures of an empty room with a bad camera's noise, and of somebody in it."""

    def __init__(self, noise_levels: float = 8.0) -> None:
        self._random = np.random.default_rng(3)
        self._noise_levels = noise_levels
        across = np.linspace(60, 180, WIDTH, dtype=np.float32)
        self._wall = np.tile(across[None, :, None], (HEIGHT, 1, 3))

    def picture(self, somebody_px: int = 0, *, lighter: float = 0.0) -> NDArray[np.uint8]:
        scene = self._wall + np.float32(lighter)
        scene[100 : 100 + 2 * somebody_px, 140 : 140 + somebody_px] = 40
        noisy = scene + self._random.normal(0, self._noise_levels, scene.shape)
        return np.clip(noisy, 0, 255).astype(np.uint8)


class LiveRoom(ScriptedFeed):
    """A camera at 30 frames a second; its frames are the only clock there is."""

    is_live = True

    def __init__(self) -> None:
        super().__init__(SourceKind.CAMERA)
        self.now_ns = 0

    def next_frame(self, timeout_s: float) -> Frame | None:
        frame = super().next_frame(timeout_s)
        self.now_ns += 0 if frame is None else NS // FRAMES_PER_S
        return frame


class Watcher(FakeRecogniser):
    """Sees whom the test says, and counts its looks."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0
        self.is_somebody_there: Callable[[NDArray[np.uint8]], bool] = lambda image: False

    def step(self, frame: Frame, *, may_embed: bool) -> Observation:
        self.looks += 1
        if self.is_somebody_there(frame.image):
            return Observation(HERE, None, TrackId(1))
        return Observation(NOBODY)


class Door:
    """The camera thread on a live room."""

    def __init__(self) -> None:
        self.feed, self.watcher, self.room = LiveRoom(), Watcher(), Room()
        self.camera = CameraThread(
            lambda: cast(Recogniser, self.watcher),
            system_clock("UTC"),
            timings=CameraTimings(wait_s=0.02, idle=LIMITS),
            monotonic_ns=lambda: self.feed.now_ns,
        )

    def looks_in(self, seconds: float, *, somebody_px: int = 0) -> int:
        before = self.watcher.looks
        self.feed.play([self.room.picture(somebody_px) for _ in range(round(seconds * FRAMES_PER_S))])
        return self.watcher.looks - before


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture(autouse=True)
def _run(door: Door) -> object:
    door.camera.start(lambda: door.feed)
    yield
    assert door.camera.stop(WAIT_S) == []


def test_an_empty_room_costs_two_looks_a_second(door: Door) -> None:
    assert door.looks_in(5) == 5 * FRAMES_PER_S  # somebody may still come back
    door.looks_in(1)
    assert door.looks_in(10) <= 20


def test_whoever_steps_in_is_looked_at_in_the_very_next_frame(door: Door) -> None:
    door.looks_in(8)
    door.watcher.is_somebody_there = lambda image: bool(image[120, 150, 1] < 60)
    for _ in range(3):
        assert door.looks_in(1 / FRAMES_PER_S, somebody_px=30) == 1
        assert door.camera.latest_guidance() == HERE
    assert door.looks_in(2, somebody_px=30) == 2 * FRAMES_PER_S  # now every frame counts
    door.watcher.is_somebody_there = lambda image: False
    assert door.looks_in(5) == 5 * FRAMES_PER_S
    assert door.looks_in(10) <= 21


def test_whom_no_change_gives_away_is_found_within_half_a_second(door: Door) -> None:
    """In the dark, or far away: no cell of the picture changes by enough."""
    door.looks_in(8)
    door.watcher.is_somebody_there = lambda image: True
    door.looks_in(0.55)
    assert door.camera.latest_guidance() == HERE


def test_a_source_that_is_played_is_looked_at_frame_by_frame(door: Door) -> None:
    door.feed.is_live = False
    door.looks_in(6)
    assert door.looks_in(5) == 5 * FRAMES_PER_S


@pytest.mark.parametrize("noise_levels", [0.0, 2.0, 8.0])
def test_noise_is_no_change(noise_levels: float) -> None:
    room = Room(noise_levels)
    first = coarse(room.picture())
    assert not any(differs(coarse(room.picture()), first) for _ in range(50))


@pytest.mark.parametrize("somebody_px", [14, 40, 100])
def test_somebody_is_a_change_however_small_they_are(somebody_px: int) -> None:
    room = Room()
    assert differs(coarse(room.picture(somebody_px)), coarse(room.picture()))


def test_a_change_adds_up_from_the_last_look_and_not_from_picture_to_picture() -> None:
    """Who comes slowly would otherwise never differ from the picture before."""
    idling, room = Idling(IdleLimits(after_s=0.0, look_s=1e6)), Room(0.0)
    wanted = [idling.wants(room.picture(lighter=0.5 * step), step + 1) for step in range(30)]
    assert wanted[0]
    assert 1 <= sum(wanted[1:]) <= 3


def test_another_size_of_picture_is_a_change() -> None:
    assert differs(coarse(np.zeros((480, 640, 3), np.uint8)), coarse(np.zeros((720, 1280, 3), np.uint8)))
    assert coarse(np.zeros((8, 8, 3), np.uint8)).shape == (1, 1)
