"""The camera's process starts beside the models, and what its owner was busy with is not held against it."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from kiosk.domain.frames import Frame, SourceKind
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import CameraState
from kiosk.runtime.camera import CameraThread, CameraTimings
from kiosk.runtime.capture import CaptureLimits, CaptureProcess
from kiosk.runtime.clock import system_clock
from kiosk.runtime.feeds import CameraFeed
from kiosk.vision.cameras import CameraDevice
from kiosk.vision.recogniser import Recogniser
from tests.runtime import fakes_camera
from tests.runtime.test_camera import FakeRecogniser

WAIT_S = 20.0
PICTURE = np.zeros((8, 8, 3), np.uint8)


@dataclass
class Capture:
    """A capture process that says it stands still, as one that nobody looks at for long."""

    is_started: threading.Event = field(default_factory=threading.Event)
    is_closed: bool = False
    restarts = 0
    is_taken = False

    def start(self) -> None:
        self.is_started.set()

    def next_frame(self, timeout_s: float) -> Frame | None:
        return Frame(1, time.monotonic_ns(), SourceKind.CAMERA, PICTURE)

    def state(self) -> CameraState:
        return CameraState.STALLED

    def close(self) -> list[str]:
        self.is_closed = True
        return []


class Loading:
    """A camera thread that loads its models until it is told how that ends."""

    def __init__(self, *, rests: bool = False) -> None:
        self.capture = Capture()
        self.is_asked, self.may_end = threading.Event(), threading.Event()
        self.error: KioskError | None = None
        self.camera = CameraThread(
            self._load, system_clock("UTC"), timings=CameraTimings(wait_s=0.02, rest_s=0.02)
        )
        device = CameraDevice("/dev/video0", "uvcvideo", is_virtual=False)
        self.camera.start(
            lambda: CameraFeed(
                "",
                is_trial=True,
                find=lambda: [device],
                make=lambda _: cast(CaptureProcess, self.capture),
                rests=lambda: rests,
            )
        )
        assert self.is_asked.wait(WAIT_S)

    def _load(self) -> Recogniser:
        self.is_asked.set()
        assert self.may_end.wait(WAIT_S)
        if self.error is not None:
            raise self.error
        return cast(Recogniser, FakeRecogniser())

    def end(self, error: KioskError | None = None) -> None:
        self.error = error
        self.may_end.set()


@pytest.fixture
def start() -> Iterator[Callable[..., Loading]]:
    made: list[Loading] = []

    def make(*, rests: bool = False) -> Loading:
        made.append(Loading(rests=rests))
        return made[-1]

    yield make
    for loading in made:
        loading.may_end.set()
        assert loading.camera.stop(WAIT_S) == []


def until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + WAIT_S
    while not is_so():
        assert time.monotonic() < ends
        threading.Event().wait(0.005)


def test_the_process_is_there_before_the_models_are(start: Callable[..., Loading]) -> None:
    loading = start()
    assert loading.capture.is_started.is_set()
    assert loading.camera.health().state is CameraState.STARTING  # whatever the process says meanwhile
    loading.end()
    until(lambda: loading.camera.health().state is CameraState.STALLED)


def test_models_that_are_refused_leave_no_camera_open(start: Callable[..., Loading]) -> None:
    loading = start()
    loading.end(KioskError(Code.MODEL_MISSING))
    until(lambda: loading.camera.health().error is not None)
    assert loading.capture.is_closed
    error = loading.camera.health().error
    assert error is not None
    assert error.code is Code.MODEL_MISSING


def test_out_of_hours_no_camera_is_opened(start: Callable[..., Loading]) -> None:
    loading = start(rests=True)
    assert not loading.capture.is_started.is_set()


def test_a_picture_that_waits_is_taken_before_the_process_is_judged(tmp_path: Path) -> None:
    """Its owner loaded models for longer than a hang lasts: the camera was started anew for it."""
    ahead_ns = 0
    capture = CaptureProcess(
        str(tmp_path),
        opener=fakes_camera.open_obedient,
        limits=CaptureLimits(),
        monotonic_ns=lambda: time.monotonic_ns() + ahead_ns,
    )
    capture.start()
    try:
        until(lambda: capture._child is not None and capture._child.slot.newest > 0)
        ahead_ns = 60 * 1_000_000_000
        assert capture.next_frame(0.0) is not None
        assert capture.restarts == 0
    finally:
        assert capture.close() == []
