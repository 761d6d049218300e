"""A camera of the measurements, in the capture process: pictures from an iterator, each at its time.

Without Qt: the process imports this file.
"""

import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kiosk.domain.frames import Frame, SourceKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BEHIND_S = 1.0
"""Whoever is later than this does not make up for it."""


class PacedCamera:
    """Shows one picture after the other, as a camera of that rate would."""

    def __init__(self, pictures: "Iterator[NDArray[Any]]", frames_per_s: float) -> None:
        """Begin now.

        Args:
            pictures: (height, width, 3) uint8, RGB, without end; asked for when a picture is due.
            frames_per_s: How many a second.
        """
        self._pictures, self._each_s = pictures, 1 / frames_per_s
        self._pause = threading.Event()
        self._due_s = time.monotonic()
        self._seq = 0

    def read(self) -> Frame:
        """Give the next picture at its time."""
        import numpy as np

        self._due_s = max(self._due_s + self._each_s, time.monotonic() - _BEHIND_S)
        self._pause.wait(max(0.0, self._due_s - time.monotonic()))
        self._seq += 1
        image = np.asarray(next(self._pictures), dtype=np.uint8)
        return Frame(self._seq, time.monotonic_ns(), SourceKind.SYNTHETIC, image)

    def close(self) -> None:
        """Nothing is held."""
