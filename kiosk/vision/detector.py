"""Where the faces are: BlazeFace short range by MediaPipe, on the whole frame, else on parts.

The network sees 128 x 128 pixels, so a face has to be about a tenth of the frame's width. When nothing was
found for a while it is shown one part of the frame after the other, enlarged: that doubles the distance.
The full-range file of the manifest is no second choice today: MediaPipe 0.10.31's FaceDetector loads it and
fails on the first frame, because it decodes 896 anchors only and that network has 2,304
(test_detector.test_the_tasks_api_still_cannot_run_the_full_range_file).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import Box, DetectedFace
from kiosk.vision.models import VerifiedModel

LEAST_SCORE = 0.5
"""The detector's own default; the mesh's presence judges what passes."""
GREATEST_OVERLAP = 0.3
"""Two boxes that share more than this are one face (MediaPipe's default)."""
PATIENCE_FRAMES = 5
"""So many frames without a face before parts are looked at: a third of a second at 15 a second."""
PART_SHARE = 0.6
"""Side of a part as a share of the frame's shorter side; neighbours share a fifth of the frame's height, more
than a face that only a part shows."""
KEYPOINTS = 6

Part = tuple[int, int, int]
"""x and y of the corner and the side of a square, pixels."""


class FaceDetector:
    """Finds faces in a stream of frames. For one thread; `close` when done."""

    def __init__(self, short: VerifiedModel) -> None:
        """Load the model from its verified bytes.

        Args:
            short: BlazeFace short range.
        """
        self._whole = _Stream(short.content)
        self._parts = _Stream(short.content)
        self._empty_frames = 0
        self._seen_in: Part | None = None

    def detect(self, image: NDArray[np.uint8], timestamp_ms: int) -> list[DetectedFace]:
        """Find the faces of the next frame.

        Args:
            image: (height, width, 3) uint8, RGB.
            timestamp_ms: Of the frame; one that does not rise is taken as a millisecond after the last.

        Returns:
            Faces in no particular order; empty when there are none. A frame costs two runs at most.
        """
        faces = self._whole.detect(image, timestamp_ms)
        if faces:
            self._empty_frames = 0
            self._seen_in = None
            return faces
        self._empty_frames += 1
        if self._empty_frames <= PATIENCE_FRAMES:
            return []
        parts = parts_of(image.shape[1], image.shape[0])
        if self._seen_in not in parts:
            self._seen_in = None
        part = self._seen_in or parts[self._empty_frames % len(parts)]
        faces = self._parts.detect_in(image, part, timestamp_ms)
        self._seen_in = part if faces else None
        return faces

    def detect_still(self, image: NDArray[np.uint8]) -> list[DetectedFace]:
        """Find the faces of a picture that belongs to no stream: if need be in the parts, without waiting."""
        faces = self._whole.detect(image, 0)
        for part in parts_of(image.shape[1], image.shape[0]):
            if faces:
                break
            faces = self._parts.detect_in(image, part, 0)
        return faces

    def close(self) -> None:
        """Free the models; again does nothing."""
        self._whole.close()
        self._parts.close()


def parts_of(width: int, height: int) -> list[Part]:
    """Cover a frame with overlapping squares, row by row, the middle row of a kiosk's view included.

    Args:
        width: Pixels.
        height: Pixels.
    """
    side = max(1, round(PART_SHARE * min(width, height)))
    return [(x, y, side) for y in _corners(height, side) for x in _corners(width, side)]


def _corners(length: int, side: int) -> list[int]:
    """Spread squares evenly over a length so that neighbours share at least a third of a square."""
    count = 1 + int(np.ceil((length - side) / (side * 2 / 3)))
    return [round(start) for start in np.linspace(0, length - side, count)]


class _Stream:
    """One model in MediaPipe's VIDEO mode, whose timestamps must rise strictly."""

    def __init__(self, content: bytes) -> None:
        from mediapipe.tasks import python as tasks
        from mediapipe.tasks.python import vision

        options = vision.FaceDetectorOptions(
            base_options=tasks.BaseOptions(model_asset_buffer=content),
            running_mode=vision.RunningMode.VIDEO,
            min_detection_confidence=LEAST_SCORE,
            min_suppression_threshold=GREATEST_OVERLAP,
        )
        self._detector: Any = vision.FaceDetector.create_from_options(options)
        self._last_ms = -1

    def detect(self, image: NDArray[np.uint8], timestamp_ms: int) -> list[DetectedFace]:
        height, width = image.shape[:2]
        return self.detect_in(image, (0, 0, max(width, height)), timestamp_ms)

    def detect_in(self, image: NDArray[np.uint8], part: Part, timestamp_ms: int) -> list[DetectedFace]:
        """Look at a part only; the faces are in pixels of the whole frame."""
        import mediapipe

        x, y, side = part
        cut = np.ascontiguousarray(image[y : y + side, x : x + side])
        self._last_ms = max(timestamp_ms, self._last_ms + 1)
        picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=cut)
        result = self._detector.detect_for_video(picture, self._last_ms)
        return [_face(detection, cut.shape, x, y) for detection in result.detections]

    def close(self) -> None:
        if self._detector is not None:
            self._detector.close()
            self._detector = None


def _face(detection: Any, shape: tuple[int, ...], x: int, y: int) -> DetectedFace:
    box = detection.bounding_box
    points = [(x + point.x * shape[1], y + point.y * shape[0]) for point in detection.keypoints]
    return DetectedFace(
        Box(float(x + box.origin_x), float(y + box.origin_y), float(box.width), float(box.height)),
        np.array(points, dtype=np.float32).reshape(KEYPOINTS, 2),
        float(detection.categories[0].score),
    )
