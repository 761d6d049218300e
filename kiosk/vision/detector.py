"""Where the faces are: BlazeFace short range by MediaPipe on the whole frame, else full range on its squares.

The short-range network sees the frame as 128 x 128 pixels, so a face has to be about a fifth of its height.
When it has found nothing for a while, the full-range network looks as well: at one square as high as the
frame after the other, and then at the square around the face that it found. The figures are in
docs/decisions/0008-full-range-detector.md.
"""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import Box, DetectedFace
from kiosk.vision.mediapipe_task import MediapipeTask
from kiosk.vision.models import VerifiedModel
from kiosk.vision.quiet import without_known_lines

LEAST_SCORE = 0.5
"""The detector's own default; the mesh's presence judges what passes."""
GREATEST_OVERLAP = 0.3
"""Two boxes that share more than this are one face (MediaPipe's default)."""
PATIENCE_FRAMES = 5
"""Frames without a face until the full-range network looks too; a third of a second at 15 a second."""
KEYPOINTS = 6

Square = tuple[int, int, int]
"""x and y of the corner and the side of a square, pixels."""


class FindsSmallFaces(Protocol):
    """What FaceDetector needs of FullRange."""

    def detect(self, image: NDArray[np.uint8]) -> list[DetectedFace]:
        """Find the faces of a picture, best first."""


class FaceDetector:
    """Finds faces in a stream of frames. For one thread; `close` when done."""

    def __init__(self, short: VerifiedModel, full: FindsSmallFaces | None = None) -> None:
        """Load the short-range model from its verified bytes.

        Args:
            short: BlazeFace short range.
            full: Looks where the short one finds nothing; None for never.
        """
        self._last_ms = -1
        self._full = full
        self._empty_frames = 0
        self._seen_at: tuple[float, float] | None = None
        with without_known_lines():
            self._short = MediapipeTask(lambda: _make(short.content))
            self._by_short(np.zeros((16, 16, 3), np.uint8), 0)

    def detect(self, image: NDArray[np.uint8], timestamp_ms: int) -> list[DetectedFace]:
        """Find the faces of the next frame.

        Args:
            image: (height, width, 3) uint8, RGB.
            timestamp_ms: Of the frame; one that does not rise is taken as a millisecond after the last.

        Returns:
            Faces in no particular order; empty when there are none. A frame costs one run of each network at
            most.

        Raises:
            RuntimeError: If MediaPipe fails, and ever after: it cannot go on from that.
        """
        faces = self._by_short(image, timestamp_ms)
        if faces:
            self._empty_frames = 0
            self._seen_at = None
            return faces
        self._empty_frames += 1
        if self._full is None or self._empty_frames <= PATIENCE_FRAMES:
            return []
        squares = squares_of(image.shape[1], image.shape[0])
        if self._seen_at is not None:
            squares = [square_around(self._seen_at, image.shape[1], image.shape[0])]
        faces = _in_square(self._full, image, squares[self._empty_frames % len(squares)])
        self._seen_at = faces[0].box.centre if faces else None
        return faces

    def detect_still(self, image: NDArray[np.uint8]) -> list[DetectedFace]:
        """Find the faces of a picture that belongs to no stream: if need be with both networks, at once."""
        faces = self._by_short(image, 0)
        if faces or self._full is None:
            return faces
        looks = (_in_square(self._full, image, s) for s in squares_of(image.shape[1], image.shape[0]))
        return next((found for found in looks if found), [])

    def close(self) -> None:
        """Free the models; again does nothing."""
        self._short.close()

    def _by_short(self, image: NDArray[np.uint8], timestamp_ms: int) -> list[DetectedFace]:
        import mediapipe

        self._last_ms = max(timestamp_ms, self._last_ms + 1)  # MediaPipe raises on one that does not rise
        picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(image))
        result = self._short.run(lambda task: task.detect_for_video(picture, self._last_ms))
        return [_face(detection, image.shape) for detection in result.detections]


def squares_of(width: int, height: int) -> list[Square]:
    """Cover a frame with squares as large as its shorter side that share at least a third with the next.

    Args:
        width: Pixels.
        height: Pixels.
    """
    side = min(width, height)
    return [(x, y, side) for y in _corners(height, side) for x in _corners(width, side)]


def square_around(centre: tuple[float, float], width: int, height: int) -> Square:
    """Give the square as large as the frame's shorter side, inside it, nearest to the point."""
    side = min(width, height)
    x, y = (
        round(min(max(at - side / 2, 0.0), length - side))
        for at, length in zip(centre, (width, height), strict=True)
    )
    return x, y, side


def _corners(length: int, side: int) -> list[int]:
    count = 1 + int(np.ceil((length - side) / (side * 2 / 3)))
    return [round(start) for start in np.linspace(0, length - side, count)]


def _in_square(full: FindsSmallFaces, image: NDArray[np.uint8], square: Square) -> list[DetectedFace]:
    """Look at a square only; the faces are in pixels of the whole frame."""
    x, y, side = square
    found = full.detect(image[y : y + side, x : x + side])
    shift = np.array([x, y], np.float32)
    return [
        DetectedFace(
            Box(face.box.x + x, face.box.y + y, face.box.width, face.box.height),
            face.keypoints + shift,
            face.detection_score,
        )
        for face in found
    ]


def _make(content: bytes) -> Any:
    """Make a detector in VIDEO mode."""
    from mediapipe.tasks import python as tasks
    from mediapipe.tasks.python import vision

    options = vision.FaceDetectorOptions(
        base_options=tasks.BaseOptions(model_asset_buffer=content),
        running_mode=vision.RunningMode.VIDEO,
        min_detection_confidence=LEAST_SCORE,
        min_suppression_threshold=GREATEST_OVERLAP,
    )
    return vision.FaceDetector.create_from_options(options)


def _face(detection: Any, shape: tuple[int, ...]) -> DetectedFace:
    box = detection.bounding_box
    points = [(point.x * shape[1], point.y * shape[0]) for point in detection.keypoints]
    return DetectedFace(
        Box(float(box.origin_x), float(box.origin_y), float(box.width), float(box.height)),
        np.array(points, dtype=np.float32).reshape(KEYPOINTS, 2),
        float(detection.categories[0].score),
    )
