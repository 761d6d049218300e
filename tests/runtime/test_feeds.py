"""Which camera is used, and what happens to a source that is slower or faster than the work."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from kiosk.domain.frames import Frame, SourceKind
from kiosk.errors import Code, KioskError
from kiosk.runtime import feeds
from kiosk.runtime.api import CameraState
from kiosk.runtime.capture import CaptureLimits, CaptureProcess
from kiosk.runtime.condition import ConditionLimits
from kiosk.runtime.feeds import ANY_CAMERA, CameraFeed, PlayedFeed, open_feed, source_named
from kiosk.vision.cameras import CameraDevice
from kiosk.vision.sources import PlayedSource, SourceSpec
from tests.runtime import fakes_camera

S = 1_000_000_000
WEBCAM = CameraDevice("/dev/v4l/by-id/usb-Webcam", "uvcvideo", is_virtual=False)
LOOPBACK = CameraDevice("/dev/video9", "v4l2 loopback", is_virtual=True)


class FakeCapture:
    """A capture process that is in the state it is told."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.now = CameraState.WORKING
        self.restarts = 0
        self.is_taken = False
        self.frames = deque([Frame(1, 0, SourceKind.CAMERA, np.zeros((8, 8, 3), np.uint8))])
        self.is_started = False
        self.is_closed = False

    def start(self) -> None:
        self.is_started = True

    def next_frame(self, timeout_s: float) -> Frame | None:
        return self.frames.popleft() if self.frames else None

    def state(self) -> CameraState:
        return self.now

    def close(self) -> list[str]:
        self.is_closed = True
        return []


class Room:
    """A machine with cameras that come and go, and a clock moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cameras: Sequence[CameraDevice] = []
        self.made: list[FakeCapture] = []
        self.virtual = {LOOPBACK.path_or_index}
        self.now = 0
        self.searches = 0
        monkeypatch.setattr(feeds, "check_source", self._check)

    def _check(self, spec: SourceSpec, *, is_trial: bool) -> None:
        if spec.where in self.virtual and not is_trial:
            raise KioskError(Code.CAMERA_VIRTUAL, where=spec.where)

    def find(self) -> Sequence[CameraDevice]:
        self.searches += 1
        return self.cameras

    def make(self, device: str) -> CaptureProcess:
        self.made.append(FakeCapture(device))
        return cast(CaptureProcess, self.made[-1])

    def feed(
        self, where: str = "", *, is_trial: bool = False, rests: Callable[[], bool] = lambda: False
    ) -> CameraFeed:
        return CameraFeed(
            where,
            is_trial=is_trial,
            find=self.find,
            make=self.make,
            rests=rests,
            pause=lambda seconds: None,
            monotonic_ns=lambda: self.now,
        )


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    return Room(monkeypatch)


def state_of(feed: CameraFeed) -> tuple[CameraState, Code | None]:
    health = feed.health()
    return health.state, None if health.error is None else health.error.code


def test_no_camera_is_said_and_looked_for_every_three_seconds(room: Room) -> None:
    feed = room.feed()
    assert state_of(feed) == (CameraState.STARTING, None)
    for tenth in range(61):
        room.now = tenth * S // 10
        assert feed.next_frame(0.1) is None
    assert room.searches == 3
    assert state_of(feed) == (CameraState.NONE, Code.CAMERA_NONE)
    room.cameras = [WEBCAM]
    room.now += 3 * S
    assert feed.next_frame(0.1) is not None
    assert state_of(feed) == (CameraState.WORKING, None)
    assert feed.close() == []
    assert room.made[0].is_closed


def test_a_real_camera_goes_before_a_virtual_one(room: Room) -> None:
    room.cameras = [LOOPBACK, WEBCAM]
    feed = room.feed()
    feed.next_frame(0.1)
    assert [capture.device for capture in room.made] == [WEBCAM.path_or_index]


def test_a_virtual_camera_is_refused_on_real_data_and_taken_in_a_trial(room: Room) -> None:
    room.cameras = [LOOPBACK]
    feed = room.feed()
    assert feed.next_frame(0.1) is None
    assert state_of(feed) == (CameraState.REFUSED, Code.CAMERA_VIRTUAL)
    assert room.made == []
    trial = room.feed(is_trial=True)
    assert trial.next_frame(0.1) is not None


def test_a_camera_swapped_for_a_virtual_one_is_refused_before_its_first_picture(room: Room) -> None:
    feed = room.feed(WEBCAM.path_or_index)
    assert feed.next_frame(0.1) is not None
    capture = room.made[0]
    capture.now = CameraState.NONE
    assert feed.next_frame(0.1) is None
    room.virtual.add(WEBCAM.path_or_index)
    capture.now = CameraState.STARTING
    capture.frames.append(Frame(2, 0, SourceKind.CAMERA, np.zeros((8, 8, 3), np.uint8)))
    assert feed.next_frame(0.1) is None
    assert state_of(feed) == (CameraState.REFUSED, Code.CAMERA_VIRTUAL)
    assert capture.is_closed


def test_a_restarted_process_is_checked_again(room: Room) -> None:
    feed = room.feed(WEBCAM.path_or_index)
    feed.next_frame(0.1)
    room.virtual.add(WEBCAM.path_or_index)
    room.made[0].restarts += 1
    feed.next_frame(0.1)
    assert state_of(feed) == (CameraState.REFUSED, Code.CAMERA_VIRTUAL)


def test_when_the_camera_is_gone_another_one_is_taken(room: Room) -> None:
    room.cameras = [WEBCAM]
    feed = room.feed()
    feed.next_frame(0.1)
    room.made[0].now = CameraState.NONE
    room.cameras = [CameraDevice("/dev/video2", "uvcvideo", is_virtual=False)]
    room.now += 4 * S
    feed.next_frame(0.1)
    assert [capture.device for capture in room.made] == [WEBCAM.path_or_index, "/dev/video2"]
    assert room.made[0].is_closed


def test_a_stalled_camera_says_so(room: Room) -> None:
    room.cameras = [WEBCAM]
    feed = room.feed()
    feed.next_frame(0.1)
    room.made[0].now = CameraState.STALLED
    assert state_of(feed) == (CameraState.STALLED, Code.CAMERA_STALLED)


def images(count: int) -> Iterator[np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]]:
    for value in range(count):
        yield np.full((8, 8, 3), value, np.uint8)


def test_a_played_source_skips_to_the_present_and_counts_it() -> None:
    now = [0]
    source = PlayedSource(SourceKind.FILE, images(100), 0.1, paced=True, monotonic_ns=lambda: now[0])
    feed = PlayedFeed(source, lambda: now[0])
    now[0] = S  # a second of work: ten pictures went by
    frame = feed.next_frame(0.1)
    assert frame is not None
    assert frame.seq == 9  # two frames behind is near enough
    assert feed.dropped == 8
    assert feed.health().state is CameraState.WORKING


def test_a_played_source_ends() -> None:
    now = [0]
    feed = PlayedFeed(
        PlayedSource(SourceKind.FILE, images(1), 0.1, paced=False, monotonic_ns=lambda: 0), lambda: now[0]
    )
    assert feed.next_frame(0.1) is not None
    assert feed.next_frame(0.1) is None
    assert feed.health().state is CameraState.ENDED
    assert feed.next_frame(0.1) is None
    assert feed.close() == []


def test_a_source_that_breaks_ends_with_its_error() -> None:
    class Broken:
        kind = SourceKind.FILE
        frame_interval_s = 0.1

        def read(self) -> Frame | None:
            raise KioskError(Code.SOURCE_UNREADABLE, where="film.mp4")

        def close(self) -> None:
            pass

    feed = PlayedFeed(Broken())
    assert feed.next_frame(0.1) is None
    health = feed.health()
    assert health.state is CameraState.ENDED
    assert health.error is not None
    assert health.error.code is Code.SOURCE_UNREADABLE


def test_names_of_sources(tmp_path: Path) -> None:
    assert source_named("") == ANY_CAMERA
    assert source_named("camera:2") == SourceSpec(SourceKind.CAMERA, "2")
    later = "/dev/v4l/by-id/usb-not-plugged-in-yet"
    assert source_named(f"camera:{later}") == SourceSpec(SourceKind.CAMERA, later)
    with pytest.raises(KioskError):
        source_named(str(tmp_path / "nothing.mp4"))
    with pytest.raises(KioskError):
        source_named("http://example.org/camera")


def test_open_feed_opens_a_camera_only_when_it_is_asked_for_frames() -> None:
    feed = open_feed(ANY_CAMERA, is_trial=False)
    assert feed.health().state is CameraState.STARTING
    assert feed.close() == []


def test_a_feed_over_a_real_capture_process(tmp_path: Path) -> None:
    limits = CaptureLimits(ConditionLimits(), look_again_s=0.2, capacity=640 * 480 * 3)

    def make(device: str) -> CaptureProcess:
        return CaptureProcess(device, opener=fakes_camera.open_obedient, limits=limits)

    feed = CameraFeed(str(tmp_path), is_trial=True, find=list, make=make)
    try:
        frame = next(frame for _ in range(600) if (frame := feed.next_frame(0.1)) is not None)
        assert frame.kind is SourceKind.CAMERA
        assert feed.health().state is CameraState.WORKING
    finally:
        assert feed.close() == []
