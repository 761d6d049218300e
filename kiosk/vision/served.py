"""Who is served: the nearest face, kept while it stays, so that the screen does not flip between two people.

Everybody else in view is counted and nothing more: no mesh, no embedding (promise P11).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from kiosk.domain.faces import DetectedFace
from kiosk.domain.ids import TrackId

STEADY_FRAMES = 3
"""After so many frames without moving a face is steady: a fifth of a second at 15 a second."""
STILL_SHARE = 0.1
"""Of the box's height: how far it moves or grows from one frame to the next while it holds still; who
walks up moves by a fifth."""


@dataclass(frozen=True, slots=True)
class ServingLimits:
    """When somebody is served, and when that changes."""

    least_height: float = 0.08
    """Height of a face as a share of the frame's, below which it is somebody passing by: 58 px of 720 is a
    face 2 to 3 m from a usual webcam."""
    least_overlap: float = 0.25
    """Intersection over union with the last box, below which it may be another face. A walking head
    moves by a third of its width between two frames at 15 a second, which leaves 0.5."""
    greatest_jump: float = 1.2
    """Times the last box's larger side: farther away a face is another appearance. A busy machine drops two
    of three frames, and a walking head then moves by its width."""
    greatest_growth: float = 1.5
    """Nor may a face that jumped be that much larger or smaller than it was."""
    greatest_gap_ms: int = 400
    """Without the face for longer, its track is over; six frames at 15 a second bridge a blink of the
    detector and no change of people."""
    takeover_ratio: float = 1.3
    """Somebody else is served when this much taller in the picture: clearly in front, not beside."""
    settled_takeover_ratio: float = 1.0
    """The same once the served face has had its answer: the next person need only be the nearer one."""
    takeover_frames: int = 4
    """So many frames in a row, a quarter of a second: leaning forward once takes nobody's turn."""


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """The served face of one frame.

    Attributes:
        face: Which.
        track: Its continuous appearance.
        waiting: How many others are in view.
        is_jump: It does not overlap with the last box enough to be surely the same face.
    """

    face: DetectedFace
    track: TrackId
    waiting: int
    is_jump: bool = False


class ServingDesk:
    """Keeps the served track over the frames of one source."""

    def __init__(self, limits: ServingLimits | None = None) -> None:
        """Start with nobody."""
        self._limits = limits or ServingLimits()
        self._last: DetectedFace | None = None
        self._last_ns = 0
        self._track = 0
        self._challenged_frames = 0

    def serve(
        self, faces: Sequence[DetectedFace], frame_height: int, monotonic_ns: int, *, is_settled: bool = False
    ) -> Served | None:
        """Choose among the faces of the next frame.

        Args:
            faces: All that were detected.
            frame_height: Pixels.
            monotonic_ns: Of the frame; a jump, also backwards, ends the track.
            is_settled: The served track has had its answer.

        Returns:
            The served face, or None when nobody is near enough.
        """
        near = [face for face in faces if face.box.height >= self._limits.least_height * frame_height]
        same = self._continued(near, monotonic_ns)
        nearest = max(near, key=lambda face: face.box.height, default=None)
        if nearest is None:
            return None
        is_jump = same is not None and self._last is not None and not self._overlaps(same, self._last)
        if same is None or self._is_taken_over(same, nearest, is_settled=is_settled):
            self._track += 1
            self._challenged_frames = 0
            same, is_jump = nearest, False
        self._last, self._last_ns = same, monotonic_ns
        return Served(same, TrackId(self._track), len(faces) - 1, is_jump)

    def forget(self) -> None:
        """End the track: the next face is a new appearance."""
        self._last = None

    def replace(self, served: Served) -> Served:
        """Say that the served face is in the same place and another one: its track is a new one."""
        self._track += 1
        self._challenged_frames = 0
        return Served(served.face, TrackId(self._track), served.waiting)

    def _continued(self, near: Sequence[DetectedFace], monotonic_ns: int) -> DetectedFace | None:
        gap_ns = monotonic_ns - self._last_ns
        if self._last is None or not 0 <= gap_ns <= self._limits.greatest_gap_ms * 1_000_000:
            return None
        last = self._last
        best = max(near, key=lambda face: face.box.overlap(last.box), default=None)
        if best is not None and self._overlaps(best, last):
            return best
        jumped = [face for face in near if self._is_within_a_jump(face, last)]
        return min(jumped, key=lambda face: _apart(face, last), default=None)

    def _overlaps(self, face: DetectedFace, last: DetectedFace) -> bool:
        return face.box.overlap(last.box) >= self._limits.least_overlap

    def _is_within_a_jump(self, face: DetectedFace, last: DetectedFace) -> bool:
        sizes = sorted((max(face.box.height, 1.0), max(last.box.height, 1.0)))
        reach = self._limits.greatest_jump
        side = max(last.box.width, last.box.height)
        return _apart(face, last) <= reach * side and sizes[1] <= self._limits.greatest_growth * sizes[0]

    def _is_taken_over(self, same: DetectedFace, nearest: DetectedFace, *, is_settled: bool) -> bool:
        limits = self._limits
        ratio = limits.settled_takeover_ratio if is_settled else limits.takeover_ratio
        if nearest is same or nearest.box.height < ratio * same.box.height:
            self._challenged_frames = 0
            return False
        self._challenged_frames += 1
        return self._challenged_frames >= limits.takeover_frames


class Steadiness:
    """Knows whether the served face has been in its place for a moment."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._last: Served | None = None
        self._still_frames = 0

    def look(self, served: Served) -> bool:
        """Take the served face of the next frame; say whether it is steady."""
        last, self._last = self._last, served
        if last is None or last.track != served.track or _has_moved(served.face, last.face):
            self._still_frames = 0
        else:
            self._still_frames += 1
        return self._still_frames >= STEADY_FRAMES


def _has_moved(face: DetectedFace, last: DetectedFace) -> bool:
    reach = STILL_SHARE * max(last.box.height, 1.0)
    return _apart(face, last) > reach or abs(face.box.height - last.box.height) > reach


def _apart(face: DetectedFace, other: DetectedFace) -> float:
    """Give the distance of the boxes' middles, pixels."""
    return hypot(face.box.centre[0] - other.box.centre[0], face.box.centre[1] - other.box.centre[1])
