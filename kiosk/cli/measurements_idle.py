"""What an empty room costs: the camera thread and the capture process, in a process of their own.

The pictures come at a camera's rate and size through the shared memory that a camera's come through. What a
real camera's driver and decoder cost is not in it: there is none to measure here.
"""

import json
import os
import sys
import threading
import time
from dataclasses import asdict, dataclass
from itertools import cycle
from typing import TYPE_CHECKING

from kiosk.cli.paced_camera import PacedCamera
from kiosk.cli.processes import run_python
from kiosk.paths import models_dir, resources_dir

if TYPE_CHECKING:
    from kiosk.domain.frames import Frame
    from kiosk.runtime.api import CameraHealth
    from kiosk.runtime.capture import CaptureProcess

WIDTH_PX, HEIGHT_PX, FRAMES_PER_S = 1280, 720, 30
"""What the kiosk asks a camera for."""
PICTURES = 8
"""Made before the clock counts, and shown again and again; no two that follow each other are alike."""
SECONDS = 10.0
_UNTIL_IDLE_S = 2.0
_START_S = 60.0
_PROGRAM = "from kiosk.cli import measurements_idle; measurements_idle.main({seconds!r})"


@dataclass(frozen=True, slots=True)
class IdleCost:
    """What nobody in front of the kiosk costs.

    Attributes:
        recognition_percent: Processor time of the process that looks, in hundredths of one core.
        capture_percent: The same of the capture process; None where the system does not say (not Linux).
        seconds: How long it was measured.
    """

    recognition_percent: float
    capture_percent: float | None
    seconds: float

    def as_json(self) -> dict[str, object]:
        """Give the figures."""
        return {key: None if value is None else round(value, 1) for key, value in asdict(self).items()}


def idle(seconds: float = SECONDS) -> IdleCost | None:
    """Measure an empty room.

    Args:
        seconds: How long.

    Returns:
        None in a built program: there is no Python to start a process of its own with.

    Raises:
        subprocess.CalledProcessError: If the models are missing or wrong, for one; its stderr says what.
    """
    if getattr(sys, "frozen", False):
        return None
    said = run_python(_PROGRAM.format(seconds=seconds), timeout_s=_START_S * 2 + seconds)
    return IdleCost(**json.loads(said.splitlines()[-1]))


def main(seconds: float) -> None:
    """Measure in this process and print the figures as JSON; it has to be a fresh one."""
    from kiosk.runtime.camera import CameraThread, CameraTimings
    from kiosk.runtime.clock import system_clock
    from kiosk.runtime.idling import IdleLimits
    from kiosk.vision.recogniser import build_recogniser

    feed = _EmptyRoomFeed()
    timings = CameraTimings(idle=IdleLimits(after_s=_UNTIL_IDLE_S / 2))
    camera = CameraThread(
        lambda: build_recogniser(models_dir(), bytes(32)), system_clock("UTC"), timings=timings
    )
    camera.start(lambda: feed)
    try:
        if not feed.has_begun.wait(_START_S):
            sys.exit("no picture came")
        threading.Event().wait(_UNTIL_IDLE_S)
        print(json.dumps(asdict(_measured(feed, seconds))))  # noqa: T201 - the other end of a pipe reads it
    finally:
        camera.stop(_START_S)


def _measured(feed: "_EmptyRoomFeed", seconds: float) -> IdleCost:
    begun, ours, captures = time.monotonic(), time.process_time(), feed.capture_s()
    threading.Event().wait(seconds)
    ours, wall = time.process_time() - ours, time.monotonic() - begun
    ended = feed.capture_s()
    capture = None if captures is None or ended is None else 100.0 * (ended - captures) / wall
    return IdleCost(100.0 * ours / wall, capture, wall)


class _EmptyRoomFeed:
    """A live feed whose capture process shows an empty room."""

    is_live = True

    def __init__(self) -> None:
        from kiosk.domain.frames import SourceKind

        self.kind = SourceKind.SYNTHETIC
        self.has_begun = threading.Event()
        self._capture: CaptureProcess | None = None

    def next_frame(self, timeout_s: float) -> "Frame | None":
        if self._capture is None:
            from kiosk.runtime.capture import CaptureProcess

            self._capture = CaptureProcess("", opener=open_empty_room)
            self._capture.start()
        frame = self._capture.next_frame(timeout_s)
        if frame is not None:
            self.has_begun.set()
        return frame

    def health(self) -> "CameraHealth":
        from kiosk.runtime.api import CameraHealth, CameraState

        return CameraHealth(CameraState.WORKING, self.kind)

    def close(self) -> list[str]:
        return [] if self._capture is None else self._capture.close()

    def capture_s(self) -> float | None:
        """Give the processor time of the capture process so far, seconds; None where Linux does not say."""
        pid = None if self._capture is None else self._capture.pid
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:  # noqa: PTH123 - not a path of ours
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            return None
        # utime and stime, the 14th and 15th field of proc(5), of which two are before the name's bracket.
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def open_empty_room(device: str) -> PacedCamera:  # noqa: ARG001 - what the capture process calls an opener with
    """Open a camera that nobody stands before, in the capture process."""
    from kiosk.vision.opencv import cv2
    from kiosk.vision.synthetic import SyntheticWalkUp, WalkUpPlan

    room = SyntheticWalkUp(resources_dir() / "portraits", (), WalkUpPlan(empty=PICTURES))
    pictures = [cv2.resize(picture, (WIDTH_PX, HEIGHT_PX)) for picture in room]
    return PacedCamera(cycle(pictures), FRAMES_PER_S)
