"""The values between detection and matching. None of them may be stored except ProtectedEmbedding."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Float32Array = NDArray[np.float32]


class Verdict(StrEnum):
    """What the quality gate says of the served face; each becomes one hint on the screen."""

    NONE = "none"
    """Nobody is inside the gate."""
    TOO_FAR = "too_far"
    """The face is smaller than recognition needs."""
    TOO_CLOSE = "too_close"
    """The face is larger than the picture allows for."""
    OFF_CENTRE = "off_centre"
    """Part of the face is outside the picture."""
    TURNED = "turned"
    """Yaw, pitch or roll is past the limit."""
    DARK = "dark"
    """The face is too dark or washed out."""
    BACKLIT = "backlit"
    """The same, and what is beside it is clearly brighter: the light comes from behind."""
    BLURRED = "blurred"
    """Moving, or out of focus."""
    COVERED = "covered"
    """Found by the detector, but the mesh does not see a whole face."""
    OK = "ok"
    """Good enough to be embedded."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in pixels of the frame; may reach outside of it."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        """Middle of the box, (x, y) in pixels."""
        return self.x + self.width / 2, self.y + self.height / 2

    def overlap(self, other: "Box") -> float:
        """Intersection over union with another box, 0 to 1."""
        w = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        h = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        if w <= 0 or h <= 0:
            return 0.0
        shared = w * h
        return shared / (self.width * self.height + other.width * other.height - shared)


@dataclass(frozen=True, slots=True, eq=False)
class DetectedFace:
    """One face found by the detector.

    Attributes:
        box: Where, in pixels of the frame.
        keypoints: (6, 2) float32 pixels: image-left eye, image-right eye, nose tip, mouth, image-left ear,
            image-right ear (BlazeFace's own order, seen on the picture).
        detection_score: The detector's own score, 0 to 1.
    """

    box: Box
    keypoints: Float32Array
    detection_score: float


@dataclass(frozen=True, slots=True, eq=False)
class Landmarks:
    """The mesh of one face. Lives for one frame.

    Attributes:
        points: (468, 3) float32; x and y in pixels of the frame, z in the same unit, towards the camera
            negative.
        presence: Probability, 0 to 1, that the mesh saw a face.
    """

    points: Float32Array
    presence: float


@dataclass(frozen=True, slots=True)
class FaceMeasures:
    """What the quality gate decides from.

    Attributes:
        eye_distance_px: Between the eye centres, pixels of the frame.
        size: Height of the face as a share of the frame's height, 0 to 1.
        inside: Share of the face's box that lies inside the frame, 0 to 1.
        yaw: Degrees; positive when the face is turned towards the image's right.
        pitch: Degrees; positive when the face looks up.
        roll: Degrees; positive when the head leans clockwise on the picture.
        light: Mean luminance of the face, 0 to 1.
        contrast: Luminance between the 5th and the 95th percentile of the face, 0 to 1.
        sharpness: Least variance of the second difference over four directions, relative to the contrast
            squared, times 10,000; of the face scaled to one size; no unit.
        presence: The mesh's own probability that it saw a face, 0 to 1.
        surround: Mean luminance on both sides of the head, 0 to 1; the face's own where the frame ends there.
    """

    eye_distance_px: float
    size: float
    inside: float
    yaw: float
    pitch: float
    roll: float
    light: float
    contrast: float
    sharpness: float
    presence: float
    surround: float


@dataclass(frozen=True, slots=True, eq=False)
class AlignedFace:
    """A face moved onto a model's template by a similarity transform.

    Attributes:
        chip: (side, side, 3) uint8, RGB, read-only.
        template: The alignment template's name in the manifest.
    """

    chip: NDArray[np.uint8]
    template: str

    def __repr__(self) -> str:
        """Say which template, never what is on it."""
        return f"AlignedFace({self.template})"


@dataclass(frozen=True, slots=True, eq=False)
class Embedding:
    """A face as a model writes it down. It identifies a person: treated as the face itself.

    Attributes:
        vector: (dimensions,) float32 of unit length, read-only.
        model_sha256: Hex digest of the model that made it.
    """

    vector: Float32Array
    model_sha256: str

    def __post_init__(self) -> None:
        """Close the array for writing."""
        self.vector.setflags(write=False)

    def __repr__(self) -> str:
        """Say nothing of the numbers."""
        return "Embedding(...)"


@dataclass(frozen=True, slots=True, eq=False)
class ProtectedEmbedding:
    """An embedding under this installation's rotation: the only form that is stored or indexed.

    Attributes:
        vector: (dimensions,) float32 of unit length, read-only.
        model_sha256: Hex digest of the model behind it.
        key_id: Which rotation key; rows of different keys never meet.
    """

    vector: Float32Array
    model_sha256: str
    key_id: str

    def __post_init__(self) -> None:
        """Close the array for writing."""
        self.vector.setflags(write=False)

    def __repr__(self) -> str:
        """Say nothing of the numbers."""
        return "ProtectedEmbedding(...)"


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """What is searched for: the looks at one track as one, protected; see kiosk.domain.fusion.

    Its distance to a template t is sqrt(|t - vector|^2 + spread), the root of the looks' mean squared
    distances.

    Attributes:
        vector: (dimensions,) float64, read-only, the looks' mean; shorter than 1 when they differ.
        spread: Mean squared distance of the looks from their mean, 0 to 1; 0 for a single look.
        looks: How many there were.
        model_sha256: Hex digest of the model behind them.
        key_id: Which rotation key.
    """

    vector: NDArray[np.float64]
    spread: float
    looks: int
    model_sha256: str
    key_id: str

    def __post_init__(self) -> None:
        """Close the array for writing."""
        self.vector.setflags(write=False)

    def __repr__(self) -> str:
        """Say nothing of the numbers."""
        return "Probe(...)"


@dataclass(frozen=True, slots=True)
class Guidance:
    """All that the screen gets of a face: nothing that a face could be drawn from.

    Attributes:
        x: Centre of the served face, 0 (left edge as the person sees it in a mirror) to 1.
        y: The same from the top, 0 to 1.
        size: Height of the face as a share of the frame's height, 0 to 1; 0 when nobody is served.
        yaw: Degrees as in FaceMeasures, mirrored like x.
        pitch: Degrees.
        roll: Degrees, mirrored like x.
        light: 0 to 1.
        verdict: What the gate says.
        waiting: How many other people are in view.
    """

    x: float
    y: float
    size: float
    yaw: float
    pitch: float
    roll: float
    light: float
    verdict: Verdict
    waiting: int


NOBODY = Guidance(0.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.5, Verdict.NONE, 0)
