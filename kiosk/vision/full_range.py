"""BlazeFace full range on ONNX Runtime: small and far faces where the short range is blind.

MediaPipe 0.10.31's FaceDetector loads the original and cannot run it: it decodes 896 anchors, the network has
2,304. So what its graph does around the network is done here, with the options of MediaPipe's
face_detection_full_range_common.pbtxt: one anchor of fixed size in each cell of a 48 x 48 grid, a sigmoid on
scores clipped to +-100, and a weighted suppression of overlaps.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import Box, DetectedFace
from kiosk.vision.models import VerifiedModel
from kiosk.vision.onnx_session import open_session
from kiosk.vision.opencv import cv2

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

SIDE_PX = 192
STRIDE_PX = 4
LEAST_SCORE = 0.6
"""MediaPipe's own for this network."""
GREATEST_OVERLAP = 0.3
"""Two boxes that share more than this (intersection over union) are one face."""
KEYPOINTS = 6
_SCORE_CLIP = 100.0


class FullRange:
    """Finds faces that are small in the frame. For one thread."""

    def __init__(self, model: VerifiedModel, threads: int = 1) -> None:
        """Take the model. It is loaded when a first frame needs it: in good light and near, none does.

        Args:
            model: The converted network; see models/full_range_to_onnx.py.
            threads: For one frame.
        """
        self._model = model
        self._threads = threads
        self._session: InferenceSession | None = None

    def detect(self, image: NDArray[np.uint8]) -> list[DetectedFace]:
        """Find the faces of a frame.

        Args:
            image: (height, width, 3) uint8, RGB.

        Returns:
            Faces in pixels of `image`, the one with the best score first.
        """
        square, scale, corner = letterbox(image)
        batch = (square.astype(np.float32) / 127.5 - 1.0).transpose(2, 0, 1)[None]
        raw, logits = self._run(np.ascontiguousarray(batch))
        boxes, scores = decode(raw[0], logits[0, :, 0])
        return [_face(*found, scale, corner) for found in merge(boxes, scores)]

    def _run(self, batch: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        if self._session is None:
            self._session = open_session(self._model, self._threads)
        name: str = self._session.get_inputs()[0].name
        outputs = self._session.run(list(self._model.entry.outputs), {name: batch})
        return [np.asarray(output) for output in outputs]


def letterbox(image: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float, tuple[int, int]]:
    """Fit a frame into the network's square, black around it.

    Args:
        image: (height, width, 3) uint8, RGB.

    Returns:
        The (192, 192, 3) square, how many of its pixels one of the frame is, and the corner's x and y.
    """
    height, width = image.shape[:2]
    scale = SIDE_PX / max(height, width)
    inner = (max(1, round(width * scale)), max(1, round(height * scale)))
    corner = ((SIDE_PX - inner[0]) // 2, (SIDE_PX - inner[1]) // 2)
    square = np.zeros((SIDE_PX, SIDE_PX, 3), np.uint8)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR  # a linear one would alias where it shrinks
    square[corner[1] : corner[1] + inner[1], corner[0] : corner[0] + inner[0]] = cv2.resize(
        image, inner, interpolation=way
    )
    return square, scale, corner


def anchors() -> NDArray[np.float32]:
    """Give the middle of each cell, (2304, 2) float32 x and y in pixels of the square, row by row."""
    middles = (np.arange(SIDE_PX // STRIDE_PX, dtype=np.float32) + 0.5) * STRIDE_PX
    x, y = np.meshgrid(middles, middles)
    return np.stack([x.ravel(), y.ravel()], axis=1)


_ANCHORS = anchors()


def decode(
    raw: NDArray[np.float32], logits: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Read the network's answer.

    Args:
        raw: (2304, 16): the box's middle from the cell's, its size, six keypoints from the cell's middle.
        logits: (2304,).

    Returns:
        Those that may be a face: (N, 16) float32, left, top, right, bottom and six keypoints in pixels of the
        square, and (N,) scores from LEAST_SCORE to 1.
    """
    scores = 1.0 / (1.0 + np.exp(-np.clip(logits.astype(np.float64), -_SCORE_CLIP, _SCORE_CLIP)))
    kept = np.flatnonzero(scores >= LEAST_SCORE)
    points = raw[kept].reshape(-1, 2 + KEYPOINTS, 2)
    cells = _ANCHORS[kept]
    middle, half = points[:, 0] + cells, points[:, 1] / 2
    keypoints = points[:, 2:] + cells[:, None]
    found = np.concatenate([(middle - half)[:, None], (middle + half)[:, None], keypoints], axis=1)
    return found.reshape(-1, 4 + 2 * KEYPOINTS).astype(np.float32), scores[kept].astype(np.float32)


def merge(boxes: NDArray[np.float32], scores: NDArray[np.float32]) -> list[tuple[NDArray[np.float32], float]]:
    """Make one face of those that overlap: their mean, weighted by score (MediaPipe's WEIGHTED).

    Args:
        boxes: (N, 16) as from `decode`.
        scores: (N,).

    Returns:
        (16,) and the best score of each face, best first.
    """
    left = np.argsort(-scores, kind="stable")
    found = []
    while left.size:
        is_same = overlaps(boxes[left[0], :4], boxes[left, :4]) > GREATEST_OVERLAP
        is_same[0] = True  # also a box without an area
        same = left[is_same]
        found.append((np.average(boxes[same], axis=0, weights=scores[same]), float(scores[left[0]])))
        left = left[~is_same]
    return found


def overlaps(box: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give the intersection over union of one (4,) box with (N, 4) others; left, top, right, bottom."""
    sides = np.minimum(box[2:], others[:, 2:]) - np.maximum(box[:2], others[:, :2])
    shared = np.prod(np.maximum(sides, 0.0), axis=1)
    areas = np.prod(np.maximum(others[:, 2:] - others[:, :2], 0.0), axis=1)
    area = float(np.prod(np.maximum(box[2:] - box[:2], 0.0)))
    return np.asarray(shared / np.maximum(areas + area - shared, 1e-9), dtype=np.float32)


def _face(found: NDArray[np.float32], score: float, scale: float, corner: tuple[int, int]) -> DetectedFace:
    points = (found.reshape(-1, 2) - np.array(corner, np.float32)) / scale
    (x, y), (right, bottom) = points[0].tolist(), points[1].tolist()
    return DetectedFace(
        Box(x, y, right - x, bottom - y), np.ascontiguousarray(points[2:], dtype=np.float32), score
    )
