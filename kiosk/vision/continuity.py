"""Is it still the same face in the same place? A track that a second person could slip into proves nothing.

Boxes alone cannot tell: the next person may stand where the last one stood, and a picture can be swapped for
another between two frames. So a coarse 16 x 16 print of the served face is compared with the one before. A
print that changed is only a doubt, because somebody who walks up changes too: fast, from blurred to sharp and
out of the frame's edge. What settles the doubt is the next embedding of the same track.
"""

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import Float32Array, ProtectedEmbedding
from kiosk.domain.ids import TrackId
from kiosk.vision.opencv import cv2

SIDE_PX = 16
LEAST_CORRELATION = 0.85
"""Below, it may be another face. Between two frames of one person a moving, turning face keeps 0.98 (5th
percentile of 120 portraits moved by up to 10 px, 4 degrees, 5 % and 4 grey levels of noise); of two people's
faces 99.9 % are below 0.85 (14,280 pairs). A doubt too many costs one run of the embedder."""


class Continuity:
    """Remembers the last print and embedding of the served track, and no picture."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._track: TrackId | None = None
        self._print: Float32Array | None = None
        self._face: ProtectedEmbedding | None = None
        self._is_doubtful = False

    def look(self, track: TrackId, patch: NDArray[np.float32] | None, *, is_jump: bool = False) -> None:
        """Take the next look at the served face; one that differs is a doubt that stays.

        Args:
            track: The served one.
            patch: From measure.face_patch; None when it is too far away to be measured.
            is_jump: Its box is not where the last one was.
        """
        if track != self._track:
            self._start(track)
        now = None if patch is None else coarse_print(patch)
        if is_jump or (
            now is not None and self._print is not None and float(self._print @ now) < LEAST_CORRELATION
        ):
            self._is_doubtful = True
        self._print = now if now is not None else self._print

    @property
    def is_doubtful(self) -> bool:
        """Whether the served face may be another one than the track's last embedding shows."""
        return self._is_doubtful and self._face is not None

    def settle(self, track: TrackId, face: ProtectedEmbedding, greatest_distance: float) -> bool:
        """Take the track's next embedding, which ends a doubt.

        Args:
            track: The served one.
            face: Of this frame.
            greatest_distance: Within which two pictures pass as one person's.

        Returns:
            True when it is another face than the track's last embedding shows; see `hand_over`.
        """
        if track != self._track:
            self._start(track)
        before = self._face
        self._face, self._is_doubtful = face, False
        if before is None:
            return False
        return float(np.linalg.norm(before.vector - face.vector)) > greatest_distance

    def hand_over(self, track: TrackId) -> None:
        """What was taken last belongs to a new track."""
        self._track = track

    def _start(self, track: TrackId) -> None:
        self._track, self._print, self._face, self._is_doubtful = track, None, None, False


def coarse_print(patch: NDArray[np.float32]) -> Float32Array:
    """Reduce a patch to 256 numbers of mean 0 and length 1, so that light and contrast do not count."""
    small = np.asarray(cv2.resize(patch, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA), dtype=np.float32)
    flat = small.ravel() - small.mean()
    return np.asarray(flat / max(float(np.linalg.norm(flat)), 1e-6), dtype=np.float32)
