"""Where the faces are: BlazeFace by MediaPipe, short range first, full range when that finds none."""

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
"""So many frames without a face before the second model is asked: a third of a second at 15 a second."""
RETRY_EVERY = 3
"""While the second model finds nothing either, it is asked on each third frame: an empty room is cheap."""
KEYPOINTS = 6


class FaceDetector:
    """Finds faces in a stream of frames. For one thread; `close` when done."""

    def __init__(self, short: VerifiedModel, full: VerifiedModel | None = None) -> None:
        """Load the models from their verified bytes.

        Args:
            short: BlazeFace short range: faces within about 2 m, 3 ms.
            full: The full-range one, tried when `short` finds nothing for a while.
        """
        self._short = _Stream(short.content)
        self._full = None if full is None else _Stream(full.content)
        self._empty_frames = 0
        self._full_has_face = False

    def detect(self, image: NDArray[np.uint8], timestamp_ms: int) -> list[DetectedFace]:
        """Find the faces of the next frame.

        Args:
            image: (height, width, 3) uint8, RGB.
            timestamp_ms: Of the frame; one that does not rise is taken as a millisecond after the last.

        Returns:
            Faces in no particular order; empty when there are none.
        """
        faces = self._short.detect(image, timestamp_ms)
        if faces:
            self._empty_frames = 0
            self._full_has_face = False
            return faces
        self._empty_frames += 1
        if self._full is None or not self._is_full_due():
            return []
        faces = self._full.detect(image, timestamp_ms)
        self._full_has_face = bool(faces)
        return faces

    def detect_still(self, image: NDArray[np.uint8]) -> list[DetectedFace]:
        """Find the faces of a picture that belongs to no stream: both models, no waiting."""
        faces = self._short.detect(image, 0)
        if not faces and self._full is not None:
            faces = self._full.detect(image, 0)
        return faces

    def close(self) -> None:
        """Free the models; again does nothing."""
        self._short.close()
        if self._full is not None:
            self._full.close()

    def _is_full_due(self) -> bool:
        if self._full_has_face:
            return True
        waited = self._empty_frames - PATIENCE_FRAMES
        return waited >= 0 and waited % RETRY_EVERY == 0


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
        import mediapipe

        self._last_ms = max(timestamp_ms, self._last_ms + 1)
        picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(image))
        result = self._detector.detect_for_video(picture, self._last_ms)
        height, width = image.shape[:2]
        return [_face(detection, width, height) for detection in result.detections]

    def close(self) -> None:
        if self._detector is not None:
            self._detector.close()
            self._detector = None


def _face(detection: Any, width: int, height: int) -> DetectedFace:
    box = detection.bounding_box
    points = [(point.x * width, point.y * height) for point in detection.keypoints]
    return DetectedFace(
        Box(float(box.origin_x), float(box.origin_y), float(box.width), float(box.height)),
        np.array(points, dtype=np.float32).reshape(KEYPOINTS, 2),
        float(detection.categories[0].score),
    )
