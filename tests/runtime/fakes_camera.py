"""Cameras for the capture process that fail as real ones do. Each is opened in the child, by name.

The "device" is a folder; a test puts files into it and takes them out while the camera runs:
`missing` (does not open), `hang` (a native read that never returns: OpenCV on a FIFO), `frozen` (the same
picture for ever), `black` (a lens cap, with the sensor's noise).
"""

import os
import threading
import time
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.frames import Frame, SourceKind
from kiosk.errors import Code, KioskError

HEIGHT, WIDTH = 48, 64
FRAMES_PER_S = 60.0


def hang_for_good(folder: Path) -> None:
    """Block in OpenCV's own code: nobody ever writes to the FIFO."""
    fifo = folder / "fifo"
    if not fifo.exists():
        os.mkfifo(fifo)
    cv2.VideoCapture(str(fifo), cv2.CAP_FFMPEG)


class ObedientCamera:
    """Does what the files in its folder say."""

    def __init__(self, device: str) -> None:
        self._folder = Path(device)
        self._random = np.random.default_rng(os.getpid())
        self._pause = threading.Event()
        self._seq = 0
        if self.is_told("missing"):
            raise KioskError(Code.CAMERA_NONE)
        self._scene = np.tile(np.linspace(40, 200, WIDTH, dtype=np.float32)[None, :, None], (HEIGHT, 1, 3))

    def is_told(self, name: str) -> bool:
        return (self._folder / name).exists()

    def read(self) -> Frame | None:
        if self.is_told("missing"):
            raise KioskError(Code.CAMERA_STALLED)
        if self.is_told("hang"):
            hang_for_good(self._folder)
        self._pause.wait(1 / FRAMES_PER_S)
        self._seq += 1
        return Frame(self._seq, time.monotonic_ns(), SourceKind.CAMERA, self._picture())

    def _picture(self) -> NDArray[np.uint8]:
        if self.is_told("frozen"):
            return self._scene.astype(np.uint8)
        scene = np.full_like(self._scene, 8) if self.is_told("black") else self._scene
        noisy = scene + self._random.normal(0, 1.5, scene.shape)
        return np.clip(noisy, 0, 255).astype(np.uint8)

    def close(self) -> None:
        pass


def open_obedient(device: str) -> ObedientCamera:
    return ObedientCamera(device)


class CrashingCamera(ObedientCamera):
    """A driver that takes the process with it after a few pictures."""

    def read(self) -> Frame | None:
        if self._seq >= 3 and self.is_told("crash"):
            os.abort()
        return super().read()


def open_crashing(device: str) -> CrashingCamera:
    return CrashingCamera(device)


class FastCamera:
    """Pictures of one value each, as fast as they can be made: whoever reads two values read a torn one."""

    def __init__(self) -> None:
        self._seq = 0

    def read(self) -> Frame | None:
        self._seq += 1
        image = np.full((240, 320, 3), self._seq % 251, np.uint8)
        return Frame(self._seq, time.monotonic_ns(), SourceKind.CAMERA, image)

    def close(self) -> None:
        pass


def open_fast(device: str) -> FastCamera:
    return FastCamera()
