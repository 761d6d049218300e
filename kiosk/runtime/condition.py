"""How a camera is, judged by its pictures and not by what the driver returns.

A driver can go on returning the last picture for ever, return True after unplugging, or block. So the age
of the last picture *with new content* decides (real sensors have noise: two pictures of a still, empty room
never have the same pixels), and a picture that shows nothing at all counts as none after a while.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.runtime.api import CameraState

_NS = 1_000_000_000
_GRID_STEPS = 48
"""Rows and columns looked at: 48 x 48 points of a picture are enough to tell black from anything."""

_DRIVER_BUFFERS = 8
"""A stuck driver can hand out its few buffers in turn: a picture that came so recently is no new one."""


@dataclass(frozen=True, slots=True)
class ConditionLimits:
    """When a camera is late, dead or blind."""

    slow_s: float = 2.0
    """Without new content for longer: amber."""
    stalled_s: float = 9.0
    """Without new content for longer: red. Below 10 s, so that the screen says it within 10 s (P8)."""
    blind_s: float = 8.0
    """Black or covered for longer: red. Below 10 s for the same reason."""
    black_level: float = 20.0
    """Grey level, 0 to 255, that the brightest hundredth of the picture must exceed. A lens cap gives 0 to 16
    (video black with noise); a dim room has a lamp, a screen or a window far above it."""
    covered_spread: float = 6.0
    """Grey levels between the 5th and the 95th percentile of the coarse picture that must be exceeded. Tape
    or a hand on the lens gives 0 to 4; a lit blank wall 10 and more, by the lens's own shading."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """What the condition is judged by.

    Attributes:
        brightest: 99th percentile of the luminance, 0 to 255.
        spread: 95th less 5th percentile of the luminance of the coarse picture, 0 to 255.
    """

    brightest: float
    spread: float


def appearance(image: NDArray[np.uint8]) -> Appearance:
    """Measure a picture coarsely (about 0.3 ms).

    Args:
        image: (height, width, 3) uint8 RGB, at least 8 x 8.
    """
    rows = max(1, image.shape[0] // _GRID_STEPS)
    columns = max(1, image.shape[1] // _GRID_STEPS)
    # Green alone stands for the luminance: it is most of it, and one channel is a third of the work.
    points = image[::rows, ::columns, 1].astype(np.float32)
    height, width = points.shape[0] // 4 * 4, points.shape[1] // 4 * 4
    # Means of 4 x 4 points take the sensor's noise out, so that only what is in the picture spreads.
    coarse = points[:height, :width].reshape(height // 4, 4, width // 4, 4).mean(axis=(1, 3))
    low, high = np.percentile(coarse, (5, 95))
    return Appearance(float(np.percentile(points, 99)), float(high - low))


class Condition:
    """One camera's condition over time. Told of each picture; asked at any time. Times in nanoseconds."""

    def __init__(self, started_ns: int, limits: ConditionLimits) -> None:
        """Begin.

        Args:
            started_ns: When waiting for the first picture began.
            limits: When it is late, dead or blind.
        """
        self._limits = limits
        self._last_new_ns = started_ns
        self._has_picture = False
        self._recent: deque[int] = deque(maxlen=_DRIVER_BUFFERS)
        self._blind_since_ns: int | None = None

    def saw(self, crc: int, looks: Appearance, now_ns: int) -> None:
        """Take a picture into account.

        Args:
            crc: Of its pixels.
            looks: What it looks like.
            now_ns: When it arrived.
        """
        if crc in self._recent:
            return
        self._recent.append(crc)
        self._last_new_ns = now_ns
        self._has_picture = True
        limits = self._limits
        if looks.brightest > limits.black_level and looks.spread > limits.covered_spread:
            self._blind_since_ns = None
        elif self._blind_since_ns is None:
            self._blind_since_ns = now_ns

    def age_s(self, now_ns: int) -> float:
        """Give the seconds since the last new content, or since waiting for the first began."""
        return (now_ns - self._last_new_ns) / _NS

    def state(self, now_ns: int) -> CameraState:
        """Say STARTING, WORKING, SLOW or STALLED."""
        age_s = self.age_s(now_ns)
        if age_s > self._limits.stalled_s or self.is_blind(now_ns):
            return CameraState.STALLED
        if not self._has_picture:
            return CameraState.STARTING
        return CameraState.SLOW if age_s > self._limits.slow_s else CameraState.WORKING

    def is_blind(self, now_ns: int) -> bool:
        """Say whether only black or covered pictures came for too long."""
        since = self._blind_since_ns
        return since is not None and (now_ns - since) / _NS > self._limits.blind_s
