"""Is it still the same face in the same place? A track that a second person could slip into proves nothing.

Boxes alone cannot tell: the next person may stand where the last one stood, and a picture can be swapped for
another between two frames. So a coarse 16 x 16 print of the served face is compared with the one before.
"""

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import Float32Array
from kiosk.domain.ids import TrackId
from kiosk.vision.opencv import cv2

SIDE_PX = 16
LEAST_CORRELATION = 0.85
"""Below, it is another appearance. Between two frames of one person a moving, turning face keeps 0.98 (5th
percentile of 120 portraits moved by up to 10 px, 4 degrees, 5 % and 4 grey levels of noise); of two people's
faces 99.9 % are below 0.85 (14,280 pairs). A break too many costs two frames of evidence."""


class Continuity:
    """Remembers the last print of the served track, and nothing that a face could be drawn from."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._track: TrackId | None = None
        self._print: Float32Array | None = None

    def is_broken(self, track: TrackId, patch: NDArray[np.float32]) -> bool:
        """Say whether the patch shows another face than the track's last one.

        Args:
            track: The served one.
            patch: From measure.face_patch.
        """
        before = self._print if track == self._track else None
        return before is not None and float(before @ coarse_print(patch)) < LEAST_CORRELATION

    def remember(self, track: TrackId, patch: NDArray[np.float32]) -> None:
        """Keep the patch's print as the track's last one."""
        self._track, self._print = track, coarse_print(patch)


def coarse_print(patch: NDArray[np.float32]) -> Float32Array:
    """Reduce a patch to 256 numbers of mean 0 and length 1, so that light and contrast do not count."""
    small = np.asarray(cv2.resize(patch, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA), dtype=np.float32)
    flat = small.ravel() - small.mean()
    return np.asarray(flat / max(float(np.linalg.norm(flat)), 1e-6), dtype=np.float32)
