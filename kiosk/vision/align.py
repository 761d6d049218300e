"""Alignment: the similarity transform that moves a face's points onto a model's template (Umeyama 1991)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import hypot
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import AlignedFace, Landmarks
from kiosk.vision.opencv import cv2

_SMALLEST_SCALE = 0.5
"""Below, a bilinear warp skips pixels; the picture is halved first."""
_DLIB_SIDE_PX, _DLIB_PADDING = 150, 0.25


@dataclass(frozen=True, slots=True, eq=False)
class AlignmentTemplate:
    """Where a model wants a face's points.

    Attributes:
        name: As in the manifest.
        side: Of the chip, pixels.
        mesh_points: Per point of the template, the mesh points whose mean it is.
        targets: (K, 2) float64, pixels of the chip.
    """

    name: str
    side: int
    mesh_points: tuple[tuple[int, ...], ...]
    targets: NDArray[np.float64]


_DLIB_POINTS = np.array(
    [
        [0.8595674595992, 0.2134981538014],  # image-right eye, outer corner
        [0.6460604764104, 0.2289674387677],  # image-right eye, inner corner
        [0.1205750620789, 0.2137274526848],  # image-left eye, outer corner
        [0.3340850613712, 0.2290642403242],  # image-left eye, inner corner
        [0.4901123135679, 0.6277975316475],  # bottom of the nose
    ]
)
"""dlib's five-point mean face (get_face_chip_details, image_transforms/interpolation.h), in 0..1."""

_ARCFACE_POINTS = np.array(
    [
        [38.2946, 51.6963],  # image-left eye
        [73.5318, 51.5014],  # image-right eye
        [56.0252, 71.7366],  # tip of the nose
        [41.5493, 92.3655],  # image-left corner of the mouth
        [70.7299, 92.2041],  # image-right corner of the mouth
    ]
)
"""The template that ArcFace-trained models share, pixels of a 112 px chip (Deng et al. 2019)."""

TEMPLATES: Mapping[str, AlignmentTemplate] = MappingProxyType(
    {
        "dlib-5-150": AlignmentTemplate(
            "dlib-5-150",
            _DLIB_SIDE_PX,
            ((263,), (362,), (33,), (133,), (2,)),
            (_DLIB_PADDING + _DLIB_POINTS) / (1.0 + 2.0 * _DLIB_PADDING) * _DLIB_SIDE_PX,
        ),
        "arcface-5-112": AlignmentTemplate(
            "arcface-5-112", 112, ((33, 133), (362, 263), (1,), (61,), (291,)), _ARCFACE_POINTS
        ),
    }
)


def align(image: NDArray[np.uint8], landmarks: Landmarks, template: AlignmentTemplate) -> AlignedFace:
    """Cut the face out of the frame as the model wants it.

    Args:
        image: (height, width, 3) uint8, RGB.
        landmarks: Of the face, in pixels of `image`.
        template: The model's.

    Returns:
        A read-only chip; what lies outside the frame is black.
    """
    chip = cut_out(image, template_points(landmarks, template), template.targets, template.side)
    chip.setflags(write=False)
    return AlignedFace(chip, template.name)


def zoomed(template: AlignmentTemplate, zoom: float) -> AlignmentTemplate:
    """Give the same template with the face larger (above 1) or smaller in the middle of the chip.

    A face looked at in several sizes is described better than in one, by models that were trained so.
    """
    if zoom == 1.0:
        return template
    middle = template.side / 2
    return replace(template, targets=(template.targets - middle) * zoom + middle)


def cut_out(
    image: NDArray[np.uint8], points: NDArray[np.float64], targets: NDArray[np.float64], side: int
) -> NDArray[np.uint8]:
    """Cut a square out of a picture so that `points` come to lie at `targets`.

    Args:
        image: (height, width, 3) uint8.
        points: (K, 2) pixels of the picture.
        targets: (K, 2) pixels of the square.
        side: Of the square.

    Returns:
        (side, side, 3) uint8; what lies outside the picture is black.
    """
    transform = similarity(points, targets)
    while hypot(transform[0, 0], transform[1, 0]) < _SMALLEST_SCALE and min(image.shape[:2]) > 1:
        image, points = _halved(image, points)
        transform = similarity(points, targets)
    return np.asarray(cv2.warpAffine(image, transform, (side, side), flags=cv2.INTER_LINEAR), dtype=np.uint8)


def template_points(landmarks: Landmarks, template: AlignmentTemplate) -> NDArray[np.float64]:
    """Give the face's (K, 2) points, float64 pixels of the frame, in the template's order."""
    places, starts, counts = _groups(template)
    return np.add.reduceat(landmarks.points[places, :2].astype(np.float64), starts) / counts


@cache
def _groups(template: AlignmentTemplate) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Give the mesh points of all groups one after the other, where each group starts, and (K, 1) sizes."""
    places = [place for group in template.mesh_points for place in group]
    counts = np.array([len(group) for group in template.mesh_points], dtype=np.intp)
    return np.array(places, dtype=np.intp), np.cumsum(counts) - counts, counts[:, None]


def similarity(points: NDArray[np.float64], targets: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find the rotation, scale and shift that take `points` nearest to `targets`, without a reflection.

    Args:
        points: (K, 2), not all in one place.
        targets: (K, 2).

    Returns:
        (2, 3) matrix for cv2.warpAffine with points as columns: target = m[:, :2] @ point + m[:, 2]. Least
        squares, Umeyama 1991, equations 40 to 42. In two dimensions their rotation has a closed form: the
        matrix [[a, -b], [b, a]] with a the sum of the inner products and b that of the cross products.
    """
    from_mean, to_mean = points.mean(axis=0), targets.mean(axis=0)
    centred, wanted = points - from_mean, targets - to_mean
    products = centred.T @ wanted
    size = float((centred**2).sum())
    a = float(products[0, 0] + products[1, 1]) / size
    b = float(products[0, 1] - products[1, 0]) / size
    linear = np.array([[a, -b], [b, a]])
    return np.hstack([linear, (to_mean - linear @ from_mean)[:, None]])


def _halved(
    image: NDArray[np.uint8], points: NDArray[np.float64]
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    height, width = image.shape[:2]
    size = (max(1, width // 2), max(1, height // 2))
    smaller = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    share = np.array([size[0] / width, size[1] / height])
    return smaller, (points + 0.5) * share - 0.5
