import numpy as np
import pytest

from kiosk.domain.faces import AlignedFace, Box, Embedding, ProtectedEmbedding
from kiosk.domain.frames import Frame, SourceKind

SQUARE = Box(0, 0, 10, 10)


@pytest.mark.parametrize(
    ("other", "overlap"),
    [
        (SQUARE, 1.0),
        (Box(5, 0, 10, 10), 1 / 3),
        (Box(0, 0, 5, 5), 0.25),
        (Box(10, 0, 10, 10), 0.0),
        (Box(-30, 2, 5, 5), 0.0),
    ],
)
def test_overlap_is_intersection_over_union(other: Box, overlap: float) -> None:
    assert SQUARE.overlap(other) == pytest.approx(overlap)
    assert other.overlap(SQUARE) == pytest.approx(overlap)


def test_the_centre_of_a_box() -> None:
    assert Box(2, 4, 10, 20).centre == (7, 14)


def test_a_face_in_a_log_is_three_dots() -> None:
    """A careless f-string must not write down a face."""
    vector = np.array([0.6, 0.8], np.float32)
    frame = Frame(3, 0, SourceKind.CAMERA, np.zeros((2, 2, 3), np.uint8))
    chip = AlignedFace(np.zeros((2, 2, 3), np.uint8), "t")
    texts = [repr(v) for v in (Embedding(vector, "m"), ProtectedEmbedding(vector, "m", "k"), chip, frame)]
    assert texts == [
        "Embedding(...)", "ProtectedEmbedding(...)", "AlignedFace(t)", "Frame(seq=3, kind=camera)",
    ]  # fmt: skip


def test_what_is_passed_on_is_closed_for_writing() -> None:
    embedding = Embedding(np.array([1.0], np.float32), "m")
    frame = Frame(0, 0, SourceKind.CAMERA, np.zeros((2, 2, 3), np.uint8))
    for array in (embedding.vector, frame.image):
        with pytest.raises(ValueError):
            array[0] = 1


@pytest.mark.parametrize(
    "image", [np.zeros((2, 2), np.uint8), np.zeros((2, 2, 3)), np.zeros((2, 2, 4), np.uint8)]
)
def test_a_frame_is_rgb_bytes(image: np.ndarray) -> None:
    with pytest.raises(ValueError):
        Frame(0, 0, SourceKind.CAMERA, image)
