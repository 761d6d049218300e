"""Where the camera thread gets its newest frame: a camera in its process, or a source that is played.

A feed never queues. What came while the thread was busy is dropped and counted.
"""

import sys
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from kiosk import logs
from kiosk.domain.frames import Frame, SourceKind
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import CameraHealth, CameraState
from kiosk.runtime.capture import CaptureProcess
from kiosk.runtime.capture_child import LOOK_AGAIN_S
from kiosk.vision.cameras import CameraDevice, is_camera_there, list_cameras
from kiosk.vision.sources import Source, SourceSpec, check_source, open_source, parse_source


def cameras_here() -> Sequence[CameraDevice]:
    """List the cameras without opening one: an open can block for ever, so it is left to the process.

    Where the system has no such list (not Linux), the first index stands for whatever camera comes.
    """
    return list_cameras() if sys.platform == "linux" else [CameraDevice("0", "", is_virtual=False)]


ANY_CAMERA = SourceSpec(SourceKind.CAMERA, "")
"""The first real camera of this machine, whenever there is one."""
_NS = 1_000_000_000
_LATE_FRAMES = 2
"""A played source that is behind by more than this many frames skips to the present."""


def _never() -> bool:
    """Stand in where nothing rests."""
    return False


class Feed(Protocol):
    """Gives the newest frame. All but `health` are the owning thread's."""

    @property
    def kind(self) -> SourceKind:
        """What the frames come from."""

    @property
    def is_live(self) -> bool:
        """Whether frames come by themselves, so that looking less often saves work."""

    def next_frame(self, timeout_s: float) -> Frame | None:
        """Give the newest frame not given before; None when none comes in time."""

    def health(self) -> CameraHealth:
        """Say how it is. Any thread may ask."""

    def close(self) -> list[str]:
        """Let go of everything; gives what would not end, by name."""


class PlayedFeed:
    """A file, a folder or the synthetic walk-up at its own pace."""

    is_live = False

    def __init__(self, source: Source, monotonic_ns: Callable[[], int] = time.monotonic_ns) -> None:
        """Take an open source."""
        self._source = source
        self._monotonic_ns = monotonic_ns
        self._health = CameraHealth(CameraState.WORKING, source.kind)
        self.dropped = 0

    @property
    def kind(self) -> SourceKind:
        """What the frames come from."""
        return self._source.kind

    def next_frame(self, timeout_s: float) -> Frame | None:  # noqa: ARG002 - a paced read waits for its frame
        """Give the frame whose time it is; None at the end."""
        if self._health.state is not CameraState.WORKING:
            return None
        try:
            frame = self._source.read()
            while frame is not None and self._is_late(frame):
                self.dropped += 1
                frame = self._source.read()
        except KioskError as error:
            self._health = CameraHealth(CameraState.ENDED, self.kind, error)
            return None
        if frame is None:
            self._health = CameraHealth(CameraState.ENDED, self.kind)
        return frame

    def health(self) -> CameraHealth:
        """Say whether it plays or has ended."""
        return self._health

    def close(self) -> list[str]:
        """Close the source."""
        self._source.close()
        return []

    def _is_late(self, frame: Frame) -> bool:
        behind_s = (self._monotonic_ns() - frame.monotonic_ns) / _NS
        return behind_s > _LATE_FRAMES * self._source.frame_interval_s


class CameraFeed:
    """A camera, looked for until there is one, and looked for again when it is gone."""

    kind = SourceKind.CAMERA
    is_live = True

    def __init__(
        self,
        where: str,
        *,
        is_trial: bool,
        find: Callable[[], Sequence[CameraDevice]] = cameras_here,
        make: Callable[[str], CaptureProcess] = CaptureProcess,
        look_again_s: float = LOOK_AGAIN_S,
        rests: Callable[[], bool] = _never,
        pause: Callable[[float], object] = time.sleep,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Prepare; nothing is opened before the first `next_frame`.

        Args:
            where: A camera's path or index; "" for the first real one.
            is_trial: A trial takes virtual cameras too.
            find: Lists the cameras.
            make: Makes the capture process of a device.
            look_again_s: Seconds between two searches.
            rests: Whether the camera has to be closed now: the kiosk rests.
            pause: Waits while there is no camera.
            monotonic_ns: The clock.
        """
        self._where = where
        self._is_trial = is_trial
        self._find = find
        self._make = make
        self._look_again_ns = int(look_again_s * _NS)
        self._rests = rests
        self._is_resting = False
        self._pause = pause
        self._monotonic_ns = monotonic_ns
        self._capture: CaptureProcess | None = None
        self._device = ""
        self._looked_ns: int | None = None
        self._refusal: KioskError | None = None
        self._checked_restarts = -1
        self._ended_restarts = 0
        self._others: frozenset[str] | None = None
        """The cameras that were here when the chosen one was found to be gone."""

    def begin(self) -> None:
        """Look for the camera and start its process, unless it rests, and wait for nothing."""
        if not self._rests():
            self._look()

    def next_frame(self, timeout_s: float) -> Frame | None:
        """Give the newest picture; looks for a camera while there is none, and has none while it rests."""
        if self._rests():
            self._rest()
            self._pause(timeout_s)
            return None
        self._is_resting = False
        self._look()
        if self._capture is None:
            self._pause(timeout_s)
            return None
        return self._capture.next_frame(timeout_s)

    def health(self) -> CameraHealth:
        """Say how the camera is, with the error to show."""
        if self._is_resting:
            return CameraHealth(CameraState.RESTING, self.kind)
        refusal, capture = self._refusal, self._capture
        if refusal is not None:
            return CameraHealth(CameraState.REFUSED, self.kind, refusal)
        if self._looked_ns is None:
            return CameraHealth(CameraState.STARTING, self.kind)
        state = CameraState.NONE if capture is None else capture.state()
        if state is CameraState.NONE and capture is not None and capture.is_taken:
            return CameraHealth(CameraState.REFUSED, self.kind, KioskError(Code.CAMERA_TAKEN))
        code = {CameraState.NONE: Code.CAMERA_NONE, CameraState.STALLED: Code.CAMERA_STALLED}.get(state)
        return CameraHealth(state, self.kind, None if code is None else KioskError(code))

    def close(self) -> list[str]:
        """End the capture process."""
        capture, self._capture = self._capture, None
        if capture is None:
            return []
        self._ended_restarts += capture.restarts
        return capture.close()

    @property
    def restarts(self) -> int:
        """How often a capture process that hung or ended was started again. Any thread may ask."""
        capture = self._capture
        return self._ended_restarts + (0 if capture is None else capture.restarts)

    def kill(self) -> None:
        """Take the camera from a thread that hangs and is given up. Any thread."""
        capture = self._capture
        if capture is not None:
            capture.kill()

    def _rest(self) -> None:
        """End the capture process, so that the camera's light goes out, and forget what was found of it."""
        if self._is_resting:
            return
        self._is_resting = True
        self._let_go()
        self._refusal, self._looked_ns = None, None

    def _let_go(self) -> None:
        for name in self.close():
            logs.event("capture-process-left-running", id=name.rpartition("-")[2])

    def _look(self) -> None:
        """Every few seconds while there is no picture to be had: which camera is it to be?"""
        if self._capture is not None and self._capture.state() is not CameraState.NONE:
            self._check_again(self._capture)
            return
        self._checked_restarts = -1
        now = self._monotonic_ns()
        if self._looked_ns is not None and now - self._looked_ns < self._look_again_ns:
            return
        device = self._choose()
        self._looked_ns = now
        if device and (self._capture is None or device != self._device):
            self._replace(device)

    def _check_again(self, capture: CaptureProcess) -> None:
        """Look at the driver once more after each time the device was opened: it may be another one now."""
        if self._checked_restarts == capture.restarts:
            return
        self._checked_restarts = capture.restarts
        self._refusal = self._refused(self._device)
        if self._refusal is not None:
            self.close()

    def _refused(self, device: str) -> KioskError | None:
        try:
            check_source(SourceSpec(SourceKind.CAMERA, device), is_trial=self._is_trial)
        except KioskError as error:
            return error
        return None

    def _choose(self) -> str:
        """Give the device to use, "" for none; a virtual one on real data is a refusal."""
        self._refusal = None
        if self._where:
            device = self._named()
        else:
            cameras = self._find()
            usable = [c for c in cameras if self._is_trial or not c.is_virtual] or cameras
            device = usable[0].path_or_index if usable else ""
        if device:
            self._refusal = self._refused(device)
        return "" if self._refusal else device

    def _named(self) -> str:
        """Give the camera that was chosen, or, while that is gone, the one that came instead of it.

        A camera without a serial number has another name at another socket. One that was there already when
        the chosen one went looks at something else, and is left alone.
        """
        if is_camera_there(self._where):
            self._others = None
            return self._where
        here = frozenset(camera.path_or_index for camera in self._find() if not camera.is_virtual)
        if self._others is None:
            self._others = here
        came = sorted(here - self._others)
        return came[0] if len(came) == 1 else self._where

    def _replace(self, device: str) -> None:
        self._let_go()
        self._device = device
        self._capture = self._make(device)
        self._capture.start()


def open_feed(
    spec: SourceSpec,
    *,
    is_trial: bool,
    rests: Callable[[], bool] = _never,
    pause: Callable[[float], object] = time.sleep,
) -> Feed:
    """Open a source for the camera thread: a camera by its process, everything else at its own pace.

    Args:
        spec: What to open.
        is_trial: A trial takes more than cameras.
        rests: Whether a camera has to be closed now; what is played goes on.
        pause: Waits while there is no camera.

    Raises:
        KioskError: SOURCE_NOT_FOR_REAL, SOURCE_UNREADABLE.
    """
    if spec.kind is SourceKind.CAMERA:
        return CameraFeed(spec.where, is_trial=is_trial, rests=rests, pause=pause)
    return PlayedFeed(open_source(spec, is_trial=is_trial, paced=True))


def source_named(text: str) -> SourceSpec:
    """Read a source's name from the command line or the settings; "" is the first real camera.

    A camera that is named by its path and not plugged in yet is no error: it is waited for.

    Raises:
        KioskError: SOURCE_MISSING, SOURCE_REFUSED.
    """
    if not text:
        return ANY_CAMERA
    try:
        return parse_source(text)
    except KioskError as error:
        path = text.removeprefix("camera:")
        if error.code is Code.SOURCE_MISSING and path != text and path.startswith("/dev/"):
            return SourceSpec(SourceKind.CAMERA, path)
        raise
