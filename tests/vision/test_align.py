import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.faces import Landmarks
from kiosk.vision.align import TEMPLATES, align, cut_out, similarity, template_points
from kiosk.vision.opencv import cv2
from tests.vision.fakes import face_at, mesh_of


def moved(points: np.ndarray, scale: float, degrees: float, x: float, y: float) -> np.ndarray:
    turn = np.radians(degrees)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.asarray(scale * points @ rotation.T + (x, y))


@given(
    scale=st.floats(0.05, 20),
    degrees=st.floats(-180, 180),
    x=st.floats(-500, 500),
    y=st.floats(-500, 500),
)
def test_a_similarity_is_found_again(scale: float, degrees: float, x: float, y: float) -> None:
    targets = TEMPLATES["dlib-5-150"].targets
    points = moved(targets, scale, degrees, x, y)
    found = similarity(points, targets)
    np.testing.assert_allclose(points @ found[:, :2].T + found[:, 2], targets, atol=1e-5)
    assert np.sqrt(np.linalg.det(found[:, :2])) == pytest.approx(1 / scale)


def test_a_mirror_image_is_not_flipped_back() -> None:
    targets = TEMPLATES["dlib-5-150"].targets
    found = similarity(targets * (-1.0, 1.0), targets)
    assert np.linalg.det(found[:, :2]) > 0


def test_it_is_the_least_squares_answer() -> None:
    """No small change of the four numbers comes nearer."""
    random = np.random.default_rng(3)
    points, targets = random.normal(0, 30, (5, 2)), TEMPLATES["arcface-5-112"].targets
    best = similarity(points, targets)

    def error(matrix: np.ndarray) -> float:
        return float(((points @ matrix[:, :2].T + matrix[:, 2] - targets) ** 2).sum())

    for step in (1e-4, -1e-4):
        for a, b, x, y in np.eye(4) * step:
            change = np.array([[a, -b, x], [b, a, y]])
            assert error(best + change) > error(best)


def test_dlibs_template_is_where_dlib_puts_it() -> None:
    """The numbers of its chip of 150 px, worked out by hand from (0.25 + p) / 1.5 * 150."""
    expected = [[110.957, 46.350], [89.606, 47.897], [37.058, 46.373], [58.409, 47.906], [74.011, 87.780]]
    np.testing.assert_allclose(TEMPLATES["dlib-5-150"].targets, expected, atol=1e-3)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
@pytest.mark.parametrize("size", [60, 150, 420])
def test_dots_on_the_points_come_to_lie_on_the_template(name: str, size: int) -> None:
    template = TEMPLATES[name]
    mesh = mesh_of(face_at(100, 30, size))
    image = np.zeros((480, 640, 3), np.uint8)
    points = template_points(mesh, template)
    chip = align(image, mesh, template)
    assert (chip.chip.shape, chip.template) == ((template.side, template.side, 3), name)
    for point in points:
        image[:] = 0
        cv2.circle(image, (round(point[0]), round(point[1])), max(3, size // 20), (255, 255, 255), -1)
        place = np.array([round(point[0]), round(point[1])])
        whole = similarity(points, template.targets)
        wanted = whole[:, :2] @ place + whole[:, 2]
        rows, columns = np.nonzero(cut_out(image, points, template.targets, template.side)[:, :, 0] > 100)
        assert np.hypot(columns.mean() - wanted[0], rows.mean() - wanted[1]) < 0.6


def test_a_chip_is_closed_for_writing_and_shows_nothing_in_a_log() -> None:
    chip = align(np.zeros((480, 640, 3), np.uint8), mesh_of(face_at(9, 9, 99)), TEMPLATES["dlib-5-150"])
    assert not chip.chip.flags.writeable
    assert repr(chip) == "AlignedFace(dlib-5-150)"


def test_a_large_face_is_shrunk_without_moire() -> None:
    """A fine checkerboard has to become grey, not a coarse pattern."""
    board = (np.indices((480, 640)).sum(axis=0) % 2 * 255).astype(np.uint8)
    image = np.ascontiguousarray(np.repeat(board[:, :, None], 3, axis=2))
    chip = align(image, mesh_of(face_at(60, 0, 470)), TEMPLATES["arcface-5-112"]).chip
    assert float(chip[20:90, 20:90].std()) < 25


def test_points_of_several_mesh_points_are_their_mean() -> None:
    points = np.zeros((468, 3), np.float32)
    points[33, :2], points[133, :2] = (10, 20), (30, 40)
    assert template_points(Landmarks(points, 1.0), TEMPLATES["arcface-5-112"])[0].tolist() == [20, 30]
