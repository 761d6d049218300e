"""What runs in the capture process: open the camera, write each picture into the shared slot, ring, stop.

A read that never returns ends with this process and nothing else. It holds no key, no name and no database,
and ends by itself when the process that started it is gone, however that happened.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from multiprocessing.connection import Connection
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk import process_guard
from kiosk.domain.frames import Frame
from kiosk.errors import Code, KioskError
from kiosk.runtime.shared import LARGEST_HEIGHT, LARGEST_WIDTH, SharedSlot

LOOK_AGAIN_S = 3.0
"""A camera that is not there is looked for again this often."""
_STOP_CHECK_S = 0.1
_FAILED_READS = 3
"""After as many failed reads in a row the device is given up and looked for again."""


class Phase(IntEnum):
    """What the capture process says it does."""

    STARTING = 0
    OPENING = 1
    READING = 2
    NO_CAMERA = 3
    TAKEN = 4


class CameraReader(Protocol):
    """An opened camera: `kiosk.vision.sources.CameraSource`, or a test's."""

    def read(self) -> Frame | None:
        """Give a frame; KioskError when the camera gives none; None when it never will again."""

    def close(self) -> None:
        """Let go of the device."""


CameraOpener = Callable[[str], CameraReader]
"""Opens a device by its path or index, or raises KioskError. A module-level function: it travels by name."""


def open_camera(device: str) -> CameraReader:
    """Open a camera by OpenCV.

    Raises:
        KioskError: CAMERA_NONE when it is not there, CAMERA_TAKEN when it is and does not open.
    """
    from kiosk.vision.sources import CameraSource  # OpenCV loads in this process only when it is needed

    return CameraSource(device)


def capture_main(
    slot: SharedSlot, bell: Connection, opener: CameraOpener, device: str, look_again_s: float
) -> None:
    """Run the capture process until it is asked to stop. The target of `CaptureProcess`."""
    process_guard.close_to_others()  # it holds pictures
    process_guard.wipe_freed_memory()
    process_guard.keep_no_large_blocks()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer, which then stops us
    threading.Thread(target=_end_with_parent, name="rollcall-parent-watch", daemon=True).start()
    written = 0
    while not slot.is_asked_to_stop:
        slot.beat(Phase.OPENING)
        try:
            camera = opener(device)
        except KioskError as error:
            slot.beat(Phase.TAKEN if error.code is Code.CAMERA_TAKEN else Phase.NO_CAMERA)
            _wait(slot, look_again_s)
            continue
        try:
            written = _pump(camera, slot, bell, written)
        finally:
            camera.close()


def _pump(camera: CameraReader, slot: SharedSlot, bell: Connection, written: int) -> int:
    """Copy pictures until the camera fails or a stop is asked for; gives the number of the last one."""
    rung = 0
    failed = 0
    while failed < _FAILED_READS and not slot.is_asked_to_stop:
        slot.beat(Phase.READING)
        try:
            frame = camera.read()
        except KioskError:
            failed += 1
            _wait(slot, _STOP_CHECK_S)
            continue
        if frame is None:
            return written
        failed = 0
        written += 1
        slot.write(written, frame.monotonic_ns, _within_limits(frame.image))
        # One ring at most is on its way: a reader that is busy finds the newest picture by itself.
        if slot.noticed >= rung:
            rung = written
            with suppress(OSError):  # the reader is gone; _end_with_parent sees to the rest
                bell.send_bytes(b"1")
    return written


def _within_limits(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = image.shape[:2]
    share = min(1.0, LARGEST_HEIGHT / height, LARGEST_WIDTH / width)
    if share >= 1.0:
        return image
    from kiosk.vision.opencv import cv2

    size = (max(1, int(width * share)), max(1, int(height * share)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _wait(slot: SharedSlot, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not slot.is_asked_to_stop and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, _STOP_CHECK_S))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)  # the main thread may be inside a native read that never returns
