"""What the quality gate decides from: pose from the mesh, the rest from the pixels there and beside."""

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import Box, DetectedFace, FaceMeasures, Landmarks
from kiosk.vision.align import cut_out
from kiosk.vision.opencv import cv2

IMAGE_LEFT_EYE, IMAGE_RIGHT_EYE = (33, 133), (263, 362)
"""Corners of the eyes."""
IMAGE_LEFT_CHEEK, IMAGE_RIGHT_CHEEK = 234, 454
FOREHEAD, CHIN = 10, 152
PITCH_AT_REST = -6.0
"""Degrees by which the line from forehead to chin leans in the mesh of a face that looks straight ahead: the
median of 1,510 press portraits."""
PATCH_PX = 96
"""Side of the square that light, contrast and sharpness are measured on; the eyes are 40 px apart on it."""
SEEN = 0.5
"""Presence from which the mesh is more than a guess at what the frame's edge or a hand hides."""
_BESIDE_FROM, _BESIDE_TO = 0.75, 1.4
"""Where the strips beside a head begin and end, in heights of the face from its middle: clear of the hair."""
_ABOVE, _BELOW = 1.0, 0.5
"""The same upwards and downwards: shoulders begin at the chin."""
_BESIDE_POINTS = 48
_PATCH_EYES = np.array([[28.0, 34.0], [68.0, 34.0]])
_SECOND_DIFFERENCES = (
    np.array([[0, 0, 0], [1, -2, 1], [0, 0, 0]], dtype=np.float32),
    np.array([[0, 1, 0], [0, -2, 0], [0, 1, 0]], dtype=np.float32),
    np.array([[1, 0, 0], [0, -2, 0], [0, 0, 1]], dtype=np.float32) / 2,  # the pixels are sqrt(2) apart
    np.array([[0, 0, 1], [0, -2, 0], [1, 0, 0]], dtype=np.float32) / 2,
)
_LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)


def measure(
    image: NDArray[np.uint8],
    face: DetectedFace,
    landmarks: Landmarks,
    patch: NDArray[np.float32] | None = None,
) -> FaceMeasures:
    """Measure the served face.

    Args:
        image: (height, width, 3) uint8, RGB.
        face: As detected.
        landmarks: Its mesh.
        patch: From face_patch, where the caller has it already.
    """
    height, width = image.shape[:2]
    left, right = eye_centres(landmarks)
    yaw, pitch, roll = pose(landmarks)
    luma = face_patch(image, left, right) if patch is None else patch
    light, spread = float(luma.mean()) / 255.0, contrast(luma)
    beside = surround(image, face.box)
    return FaceMeasures(
        eye_distance_px=float(np.hypot(*(right - left))),
        size=face.box.height / height,
        inside=share_inside(_outline(face, landmarks), width, height),
        yaw=yaw,
        pitch=pitch,
        roll=roll,
        light=light,
        contrast=spread / 255.0,
        sharpness=_sharpness(luma, spread),
        presence=landmarks.presence,
        surround=light if beside is None else beside,
    )


def eye_centres(landmarks: Landmarks) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the image-left and image-right eye, (2,) float64 pixels of the frame each."""
    corners = landmarks.points[[*IMAGE_LEFT_EYE, *IMAGE_RIGHT_EYE], :2].astype(np.float64)
    return (corners[0] + corners[1]) / 2, (corners[2] + corners[3]) / 2


def pose(landmarks: Landmarks) -> tuple[float, float, float]:
    """Give yaw, pitch and roll in degrees, signs as in FaceMeasures.

    Yaw and roll are the directions of the line through both cheeks, pitch of the line from forehead to chin,
    turned level first. The mesh's z is on the scale of its x (weak perspective), so the angles are true to a
    few degrees, which is all that a gate needs.
    """
    named = (IMAGE_LEFT_CHEEK, IMAGE_RIGHT_CHEEK, FOREHEAD, CHIN)
    left_cheek, right_cheek, forehead, chin = landmarks.points[named, :].astype(np.float64)
    across = right_cheek - left_cheek
    left, right = eye_centres(landmarks)
    roll = np.arctan2(right[1] - left[1], right[0] - left[0])
    yaw = np.arctan2(across[2], np.hypot(across[0], across[1]))
    down = chin - forehead
    level_y = -np.sin(roll) * down[0] + np.cos(roll) * down[1]
    pitch = np.degrees(np.arctan2(-down[2], level_y)) - PITCH_AT_REST
    return float(np.degrees(yaw)), float(pitch), float(np.degrees(roll))


def _outline(face: DetectedFace, landmarks: Landmarks) -> Box:
    """Give the rectangle around the mesh, or the detector's where the mesh is a guess."""
    if landmarks.presence < SEEN:
        return face.box
    x, y = landmarks.points[:, 0], landmarks.points[:, 1]
    left, top = float(x.min()), float(y.min())
    return Box(left, top, float(x.max()) - left, float(y.max()) - top)


def share_inside(face: Box, width: int, height: int) -> float:
    """Give the share of a rectangle that lies inside the frame, 0 to 1."""
    w = min(face.x + face.width, width) - max(face.x, 0.0)
    h = min(face.y + face.height, height) - max(face.y, 0.0)
    if w <= 0 or h <= 0:
        return 0.0
    return float(w * h / (face.width * face.height))


def face_patch(
    image: NDArray[np.uint8], left: NDArray[np.float64], right: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Cut the face out, eyes level and always equally large.

    Args:
        image: (height, width, 3) uint8, RGB.
        left: Image-left eye, pixels.
        right: Image-right eye, pixels.

    Returns:
        (PATCH_PX, PATCH_PX) float32 luma (ITU-R BT.601), 0 to 255.
    """
    patch = cut_out(image, np.array([left, right]), _PATCH_EYES, PATCH_PX)
    return np.asarray(patch.astype(np.float32) @ _LUMA, dtype=np.float32)


def surround(image: NDArray[np.uint8], face: Box) -> float | None:
    """Give the mean luminance on both sides of the head, 0 to 1; None where the frame ends there.

    Two upright strips, clear of hair and shoulders. They are looked at coarsely, whatever their size: all
    that is asked is whether the light comes from there.

    Args:
        image: (height, width, 3) uint8, RGB.
        face: As detected.
    """
    height, width = image.shape[:2]
    (x, y), side = face.centre, face.height
    left, right = max(x - _BESIDE_TO * side, 0.0), min(x + _BESIDE_TO * side, width)
    top, bottom = max(y - _ABOVE * side, 0.0), min(y + _BELOW * side, height)
    step = max(1, int(2 * _BESIDE_TO * side / _BESIDE_POINTS))
    columns = np.arange(int(left), int(right), step)
    columns = columns[np.abs(columns - x) > _BESIDE_FROM * side]
    seen = image[int(top) : int(bottom) : step, columns]
    return float((seen.mean(axis=(0, 1)) @ _LUMA) / 255.0) if seen.size else None


def contrast(luma: NDArray[np.float32]) -> float:
    """Give the luminance between the 5th and the 95th percentile of a patch, 0 to 255."""
    ordered = np.sort(
        luma, axis=None
    )  # np.percentile's partition takes several times as long for 9,216 numbers
    return _percentile(ordered, 95) - _percentile(ordered, 5)


def _percentile(ordered: NDArray[np.float32], percent: float) -> float:
    """Give a percentile of sorted numbers, linear between two of them."""
    place = percent / 100 * (len(ordered) - 1)
    below = int(place)
    low, high = (float(ordered[min(at, len(ordered) - 1)]) for at in (below, below + 1))
    return low + (high - low) * (place - below)


def sharpness(luma: NDArray[np.float32]) -> float:
    """Give the least variance of the second difference over four directions, over the contrast squared.

    The variance of the Laplacian (Pech-Pacheco et al. 2000) adds two directions, so a face that moves
    sideways still looks sharp up and down: 13 px of motion passed for sharper than a Gaussian blur of 1.5 px.
    The least direction tells both, and dividing by the contrast keeps a pale face from looking blurred.

    Args:
        luma: (N, N) float32, 0 to 255.

    Returns:
        10,000 times that ratio; 0 for a patch without contrast.
    """
    return _sharpness(luma, contrast(luma))


def _sharpness(luma: NDArray[np.float32], spread: float) -> float:
    if spread < 1.0:
        return 0.0
    deviations = (cv2.meanStdDev(cv2.filter2D(luma, -1, kernel))[1] for kernel in _SECOND_DIFFERENCES)
    return 1e4 * min(float(deviation[0, 0]) for deviation in deviations) ** 2 / spread**2
