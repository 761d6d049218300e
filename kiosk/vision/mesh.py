"""The 468 points of one face: MediaPipe's mesh as ONNX, on a square that the detector's box gives."""

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import DetectedFace, Landmarks
from kiosk.errors import Code, KioskError
from kiosk.vision.models import VerifiedModel
from kiosk.vision.network_input import NetworkInput
from kiosk.vision.onnx_session import input_name, open_session, output_names
from kiosk.vision.opencv import cv2

POINTS = 468
REGION_SCALE = 1.5
"""The region is this many times the box's larger side (MediaPipe's face_detection_front_detection_to_roi)."""
SIDE_PX = 192
_ANSWERS = 2
"""The points and the presence, in this order in the manifest."""


class FaceMesh:
    """Finds the mesh of a detected face. For one thread."""

    def __init__(self, model: VerifiedModel, threads: int = 1) -> None:
        """Load the model and run it once, so that the first face is not slower than the others.

        Raises:
            KioskError: MANIFEST_BAD when its entry does not say what it is fed and what it answers.
        """
        entry = model.entry
        if entry.input is None or entry.input.side != SIDE_PX or len(entry.outputs) != _ANSWERS:
            raise KioskError(Code.MANIFEST_BAD, where=entry.name, detail="no mesh of 468 points")
        self._session = open_session(model, threads)
        self._input_name = input_name(self._session, entry)
        self._output_names = output_names(self._session, entry)
        self._input = NetworkInput(entry.input)
        self._square: NDArray[np.uint8] = np.zeros((SIDE_PX, SIDE_PX, 3), np.uint8)
        self._run()

    def landmarks(self, image: NDArray[np.uint8], face: DetectedFace) -> Landmarks:
        """Find the points.

        Args:
            image: (height, width, 3) uint8, RGB.
            face: Where to look.

        Returns:
            Points in pixels of `image`.
        """
        to_square = region_transform(face)
        cv2.warpAffine(image, to_square, (SIDE_PX, SIDE_PX), self._square, cv2.INTER_LINEAR)
        points, logit = self._run()
        return Landmarks(map_back(points, to_square), float(1.0 / (1.0 + np.exp(-logit))))

    def _run(self) -> tuple[NDArray[np.float32], float]:
        """Look at the square; gives (468, 3) points on it and the presence as a logit."""
        self._input.put(self._square)
        points, score = self._session.run(self._output_names, {self._input_name: self._input.batch})
        return np.asarray(points, dtype=np.float32).reshape(POINTS, 3), float(np.ravel(score)[0])


def region_transform(face: DetectedFace) -> NDArray[np.float64]:
    """Give the (2, 3) similarity from the frame to the model's square, on which the eyes are level."""
    left, right = face.keypoints[0], face.keypoints[1]
    angle = float(np.arctan2(right[1] - left[1], right[0] - left[0]))
    scale = SIDE_PX / (REGION_SCALE * max(face.box.width, face.box.height, 1.0))
    cos, sin = scale * np.cos(angle), scale * np.sin(angle)
    x, y = face.box.centre
    half = SIDE_PX / 2
    return np.array([[cos, sin, half - cos * x - sin * y], [-sin, cos, half + sin * x - cos * y]])


def map_back(points: NDArray[np.float32], transform: NDArray[np.float64]) -> NDArray[np.float32]:
    """Take (N, 3) points on the square back to the frame; z is scaled like x and y.

    Args:
        points: x, y, z in pixels of the square.
        transform: The (2, 3) similarity that made the square.
    """
    linear, shift = transform[:, :2], transform[:, 2]
    scale_squared = float(np.linalg.det(linear))
    back = linear.T / scale_squared  # the inverse of a similarity
    flat = (points[:, :2].astype(np.float64) - shift) @ back.T
    depth = points[:, 2:3] / np.sqrt(scale_squared)
    return np.hstack([flat, depth]).astype(np.float32)
