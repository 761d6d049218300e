"""Faces, galleries and recognition parts for tests: plain values, no models, no pictures of anybody."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import (
    AlignedFace,
    Box,
    DetectedFace,
    Embedding,
    Landmarks,
    ProtectedEmbedding,
)
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.ids import PersonId
from kiosk.vision.align import TEMPLATES, AlignmentTemplate
from kiosk.vision.gallery import GalleryRow

MODEL = "a" * 64
KEY = "0123456789abcdef"
WIDTH, HEIGHT = 640, 480
DIMENSIONS = 8


def face_at(x: float, y: float, size: float) -> DetectedFace:
    """A detected face with its box's corner at (x, y), with level eyes 0.45 of its size apart."""
    middle = x + size / 2
    keypoints = np.array(
        [
            [middle - 0.225 * size, y + 0.35 * size],
            [middle + 0.225 * size, y + 0.35 * size],
            [middle, y + 0.55 * size],
            [middle, y + 0.75 * size],
            [x, y + 0.4 * size],
            [x + size, y + 0.4 * size],
        ],
        dtype=np.float32,
    )
    return DetectedFace(Box(x, y, size, size), keypoints, 0.9)


def mesh_of(face: DetectedFace, *, presence: float = 0.99) -> Landmarks:
    """A flat mesh that looks straight ahead: the points that are used by name, the others in the middle."""
    box = face.box
    centre_x, centre_y = box.centre
    points = np.tile(np.array([centre_x, centre_y, 0.0], dtype=np.float32), (468, 1))
    left, right = face.keypoints[0], face.keypoints[1]
    half_eye = 0.08 * box.width
    named = {
        33: (left[0] - half_eye, left[1]),
        133: (left[0] + half_eye, left[1]),
        362: (right[0] - half_eye, right[1]),
        263: (right[0] + half_eye, right[1]),
        1: face.keypoints[2],
        2: (face.keypoints[2][0], face.keypoints[2][1] + 0.05 * box.height),
        61: (centre_x - 0.15 * box.width, face.keypoints[3][1]),
        291: (centre_x + 0.15 * box.width, face.keypoints[3][1]),
        10: (centre_x, box.y),
        152: (centre_x, box.y + box.height),
        234: (box.x, centre_y),
        454: (box.x + box.width, centre_y),
    }
    for place, point in named.items():
        points[place, :2] = point
    return Landmarks(points, presence)


def frame(index: int, *, kind: SourceKind = SourceKind.SYNTHETIC, step_ms: int = 66) -> Frame:
    """A frame of noise, sharp and light enough for the gate."""
    noise = np.random.default_rng(7).integers(40, 216, (HEIGHT, WIDTH, 3), dtype=np.uint8)
    return Frame(index, index * step_ms * 1_000_000, kind, noise)


def unit(*values: float) -> NDArray[np.float32]:
    vector = np.zeros(DIMENSIONS, dtype=np.float64)
    vector[: len(values)] = values
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def embedding(*values: float) -> Embedding:
    return Embedding(unit(*values), MODEL)


def protected(*values: float, model: str = MODEL, key: str = KEY) -> ProtectedEmbedding:
    return ProtectedEmbedding(unit(*values), model, key)


def row(person: str, *values: float, model: str = MODEL, key: str = KEY) -> GalleryRow:
    return GalleryRow(PersonId(person), protected(*values, model=model, key=key))


@dataclass
class ScriptedDetector:
    """Gives the listed faces, frame by frame, then nobody."""

    script: Sequence[Sequence[DetectedFace]]
    frames: int = 0
    is_closed: bool = False

    def detect(self, image: NDArray[np.uint8], timestamp_ms: int) -> list[DetectedFace]:
        faces = list(self.script[self.frames]) if self.frames < len(self.script) else []
        self.frames += 1
        return faces

    def detect_still(self, image: NDArray[np.uint8]) -> list[DetectedFace]:
        return self.detect(image, 0)

    def close(self) -> None:
        self.is_closed = True


@dataclass
class FlatMesh:
    """Gives a mesh that looks straight ahead, and notes whose."""

    asked: list[DetectedFace] = field(default_factory=list)
    presence: float = 0.99

    def landmarks(self, image: NDArray[np.uint8], face: DetectedFace) -> Landmarks:
        self.asked.append(face)
        return mesh_of(face, presence=self.presence)


@dataclass
class ScriptedEmbedder:
    """Gives the listed embeddings in turn, then the last one for ever; counts."""

    script: Sequence[Embedding]
    calls: int = 0
    model_sha256: str = MODEL
    template: AlignmentTemplate = TEMPLATES["dlib-5-150"]

    def embed(self, face: AlignedFace) -> Embedding:
        answer = self.script[min(self.calls, len(self.script) - 1)]
        self.calls += 1
        return answer
