"""A camera in the capture process before which somebody stands from the first picture on: for a start.

Without Qt: the process imports this file. What opening a real camera costs is not in it.
"""

import threading
import time
from itertools import cycle

import numpy as np

from kiosk.domain.frames import Frame, SourceKind
from kiosk.paths import resources_dir

FRAMES_PER_S = 15.0
PICTURES = 4
"""Made before the first is shown, and shown again and again; no two that follow each other are alike."""


class StandingPortrait:
    """A camera in the capture process before which the portrait stands from the first picture on."""

    def __init__(self) -> None:
        """Make the pictures."""
        from kiosk.vision.synthetic import ASTRONAUT, SyntheticWalkUp, WalkUpPlan

        plan = WalkUpPlan(empty=0, approach=0, hold=PICTURES, leave=0)
        self._pictures = cycle(list(SyntheticWalkUp(resources_dir() / "portraits", (ASTRONAUT,), plan)))
        self._pause = threading.Event()
        self._due_s = time.monotonic()
        self._seq = 0

    def read(self) -> Frame:
        """Give the next picture at its time."""
        self._due_s = max(self._due_s + 1 / FRAMES_PER_S, time.monotonic() - 1.0)
        self._pause.wait(max(0.0, self._due_s - time.monotonic()))
        self._seq += 1
        image = np.asarray(next(self._pictures), dtype=np.uint8)
        return Frame(self._seq, time.monotonic_ns(), SourceKind.SYNTHETIC, image)

    def close(self) -> None:
        """Nothing is held."""


def open_portrait(device: str) -> StandingPortrait:  # noqa: ARG001 - what the capture process calls an opener with
    """Open it, in the capture process."""
    return StandingPortrait()
