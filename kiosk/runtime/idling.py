"""While nobody is there: looks are fewer, and only a picture that changed is looked at.

Finding faces costs several times what it costs to see that nothing moved, and whoever walks up moves. So in
an empty room the networks rest, but for a look every half second that does not trust the difference: it finds
whoever came in the dark, or so slowly or so far away that no part of the picture changed by enough.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.vision.opencv import cv2

_NS = 1_000_000_000
_ROWS_SEEN = 240
"""About so many rows of a picture are looked at: a hundred points for each of 24 rows of cells."""
_CELL_POINTS = 10
STILL_LEVELS = 6.0
"""Grey levels by which the mean of a cell must differ from the last look. The noise of a camera in bad light
(8 levels a pixel) is 0.8 there, 4 at the most of a thousand cells; a person before a wall is 20 and more."""


@dataclass(frozen=True, slots=True)
class IdleLimits:
    """When it idles, and how often it looks then."""

    after_s: float = 5.0
    """With nobody in view for longer, it looks less often."""
    pause_s: float = 0.06
    """The pause between two looks then: with the frame's own time still under the 100 ms of the hint."""
    look_s: float = 0.5
    """A picture without any change is looked at this often all the same."""


class Idling:
    """Knows how long nobody has been there, and then which pictures are worth a look. For one thread."""

    def __init__(self, limits: IdleLimits | None = None) -> None:
        """Start with somebody there, at time 0."""
        self._limits = limits or IdleLimits()
        self._seen_ns = 0
        self._looked_ns = 0
        self._coarse: NDArray[np.uint8] | None = None

    def somebody(self, now_ns: int) -> None:
        """Somebody is there, or may be from now on."""
        self._seen_ns = now_ns
        self._coarse = None

    def is_idle(self, now_ns: int) -> bool:
        """Whether nobody has been there for a while."""
        return now_ns - self._seen_ns > self._limits.after_s * _NS

    def wants(self, image: NDArray[np.uint8], now_ns: int) -> bool:
        """Say whether to look for faces on the next picture.

        Args:
            image: (height, width, 3) uint8 RGB.
            now_ns: By the monotonic clock.

        Returns:
            True for every picture while somebody is there. Afterwards True when it differs from the last one
            that was looked at, or when that was long ago.
        """
        if not self.is_idle(now_ns):
            return True
        now = coarse(image)
        if (
            self._coarse is not None
            and now_ns - self._looked_ns < self._limits.look_s * _NS
            and not differs(now, self._coarse)
        ):
            return False
        self._coarse, self._looked_ns = now, now_ns
        return True


def coarse(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Give the mean of each cell of a picture, about 24 rows of them, uint8 (0.1 ms).

    Green alone stands for the luminance: it is most of it, and one channel is a third of the work.
    """
    step = max(1, image.shape[0] // _ROWS_SEEN)
    points = np.ascontiguousarray(image[::step, ::step, 1])
    size = (max(1, points.shape[1] // _CELL_POINTS), max(1, points.shape[0] // _CELL_POINTS))
    return np.asarray(cv2.resize(points, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def differs(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    """Say whether two coarse pictures show something else anywhere, or are of different sizes."""
    return one.shape != other.shape or float(cv2.absdiff(one, other).max()) > STILL_LEVELS
