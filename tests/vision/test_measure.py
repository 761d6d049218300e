from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.faces import Box, Landmarks, Verdict
from kiosk.domain.quality import QualityLimits, judge
from kiosk.vision.continuity import coarse_print
from kiosk.vision.measure import (
    PATCH_PX,
    PITCH_AT_REST,
    contrast,
    eye_centres,
    face_patch,
    measure,
    pose,
    share_inside,
    sharpness,
    surround,
)
from kiosk.vision.mesh import map_back, region_transform
from kiosk.vision.opencv import cv2
from tests.vision.fakes import HEIGHT, WIDTH, face_at, frame, mesh_of

FACE = face_at(200, 100, 180)
FACE_ROWS, FACE_COLUMNS = slice(90, 300), slice(195, 390)
WALL = np.full((HEIGHT, WIDTH, 3), 127, np.uint8)


def turned(*, yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0) -> Landmarks:
    """The flat mesh turned about its middle: yaw to the image's right, pitch up, roll clockwise."""
    points = mesh_of(FACE).points.astype(np.float64)
    middle = points.mean(axis=0)
    y, p, r = np.radians([yaw, pitch, roll])
    about_y = np.array([[np.cos(y), 0, -np.sin(y)], [0, 1, 0], [np.sin(y), 0, np.cos(y)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(p), np.sin(p)], [0, -np.sin(p), np.cos(p)]])
    about_z = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    moved = (points - middle) @ (about_z @ about_y @ about_x).T + middle
    return Landmarks(moved.astype(np.float32), 0.99)


@pytest.mark.parametrize("degrees", [-30.0, -10.0, 0.0, 10.0, 30.0])
def test_pose_has_the_signs_it_says(degrees: float) -> None:
    assert pose(turned(yaw=degrees))[0] == pytest.approx(degrees, abs=0.5)
    assert pose(turned(pitch=degrees))[1] == pytest.approx(degrees - PITCH_AT_REST, abs=0.5)
    assert pose(turned(roll=degrees))[2] == pytest.approx(degrees, abs=0.5)


def test_a_face_turned_to_the_right_has_its_right_cheek_farther_away() -> None:
    """Ties the sign to the mesh: z grows away from the camera."""
    points = turned(yaw=20).points
    assert points[454, 2] > points[234, 2]


def test_pitch_does_not_change_with_roll() -> None:
    for roll in (-25.0, 0.0, 25.0):
        assert pose(turned(pitch=12, roll=roll))[1] == pytest.approx(12 - PITCH_AT_REST, abs=1.0)


@pytest.mark.parametrize(("x", "inside"), [(200, 1.0), (-90, 0.5), (WIDTH - 45, 0.25), (-300, 0.0)])
def test_the_share_inside(x: float, inside: float) -> None:
    face = face_at(x, 100, 180)
    assert share_inside(face.box, WIDTH, HEIGHT) == pytest.approx(inside, abs=0.01)
    for presence in (0.9, 0.1):
        measured = measure(WALL, face, mesh_of(face, presence=presence))
        assert measured.inside == pytest.approx(inside, abs=0.01)


def test_a_mesh_that_is_a_guess_does_not_say_that_the_face_is_inside() -> None:
    """At the frame's edge the mesh was put inside, and the person was told that something covers the face."""
    face = face_at(WIDTH - 90, 100, 180)
    guess = mesh_of(face_at(300, 100, 180), presence=0.1)
    assert measure(WALL, face, guess).inside == pytest.approx(0.5)
    assert measure(WALL, face, mesh_of(face_at(300, 100, 180))).inside == 1.0


def noise(sigma: float) -> NDArray[np.float32]:
    raw = np.random.default_rng(5).normal(128, 30, (PATCH_PX, PATCH_PX)).astype(np.float32)
    return raw if sigma == 0 else np.asarray(cv2.GaussianBlur(raw, (0, 0), sigma), dtype=np.float32)


def swept(pixels: int, *, degrees: int) -> NDArray[np.float32]:
    kernel = np.zeros((pixels, pixels), np.float32)
    middle = pixels // 2
    step = {0: (1, 0), 45: (1, 1), 90: (0, 1), 135: (1, -1)}[degrees]
    ends = [(middle - step[0] * middle, middle - step[1] * middle)]
    ends += [(middle + step[0] * middle, middle + step[1] * middle)]
    cv2.line(kernel, ends[0], ends[1], 1.0)
    return np.asarray(cv2.filter2D(noise(1), -1, kernel / kernel.sum()), dtype=np.float32)


def test_blur_lowers_the_sharpness() -> None:
    values = [sharpness(noise(sigma)) for sigma in (0, 1, 2, 4)]
    assert values == sorted(values, reverse=True)
    assert values[0] > 10 * values[2]


@pytest.mark.parametrize("degrees", [0, 45, 90, 135])
def test_motion_in_any_direction_lowers_the_sharpness(degrees: int) -> None:
    """The variance of the Laplacian did not see it: half of it is along the motion, half across."""
    assert sharpness(swept(9, degrees=degrees)) < 0.3 * sharpness(noise(1))


def test_sharpness_does_not_depend_on_light_or_contrast() -> None:
    assert sharpness(noise(1) * 0.4 + 60) == pytest.approx(sharpness(noise(1)), rel=1e-3)
    assert sharpness(np.full((PATCH_PX, PATCH_PX), 90, np.float32)) == 0.0


def test_light_and_contrast_are_of_the_face() -> None:
    """A bright window behind the face does not make it light."""
    image = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    image[FACE_ROWS, FACE_COLUMNS] = np.linspace(20, 60, 210, dtype=np.uint8)[:, None, None]
    measures = measure(image, FACE, mesh_of(FACE))
    assert measures.light == pytest.approx(36 / 255, abs=0.04)
    assert measures.contrast < 0.2


def lit(face: int, left: int, right: int) -> NDArray[np.uint8]:
    """A head with hair and shoulders of one grey, before one ground on its left and another on its right."""
    image = np.full((HEIGHT, WIDTH, 3), left, np.uint8)
    middle = int(FACE.box.centre[0])
    image[:, middle:] = right
    cv2.ellipse(image, (middle, 180), (125, 160), 0, 0, 360, (face, face, face), -1)
    cv2.rectangle(image, (middle - 200, 290), (middle + 200, HEIGHT), (face, face, face), -1)
    return image


@pytest.mark.parametrize(
    ("ground", "verdict"),
    [
        ((20, 20), Verdict.DARK),  # a dark room
        ((60, 60), Verdict.DARK),  # a pale wall in it
        ((240, 240), Verdict.BACKLIT),  # a window
        ((20, 240), Verdict.BACKLIT),  # on one side
        ((240, 20), Verdict.BACKLIT),
    ],
)
def test_a_dark_face_before_a_bright_ground_is_backlit(ground: tuple[int, int], verdict: Verdict) -> None:
    measures = measure(lit(22, *ground), FACE, mesh_of(FACE))
    assert measures.surround == pytest.approx(sum(ground) / 2 / 255, abs=0.05)
    assert judge(measures, QualityLimits()) is verdict


def test_a_light_face_may_have_any_ground() -> None:
    image = lit(22, 240, 240)
    image[FACE_ROWS, FACE_COLUMNS] = frame(0).image[FACE_ROWS, FACE_COLUMNS]
    assert judge(measure(image, FACE, mesh_of(FACE)), QualityLimits()) is Verdict.OK


@pytest.mark.parametrize(
    ("box", "seen"),
    [
        (Box(-90, 100, 180, 180), 1.0),  # the left strip is cut off
        (Box(230, 10, 180, 180), 1.0),  # the strips begin above the frame
        (Box(50, -900, 180, 180), None),  # above the frame
        (Box(0, 0, HEIGHT, HEIGHT), 1.0),
        (Box(-200, -400, 1200, 1200), None),  # no room beside it
    ],
)
def test_a_surround_that_the_frame_does_not_show_is_not_made_up(box: Box, seen: float | None) -> None:
    assert surround(np.full((HEIGHT, WIDTH, 3), 255, np.uint8), box) == pytest.approx(seen)
    measures = measure(WALL, replace(FACE, box=box), mesh_of(FACE))
    assert measures.surround == pytest.approx(127 / 255, abs=0.001)


def test_the_plain_numbers() -> None:
    measures = measure(frame(0).image, FACE, mesh_of(FACE, presence=0.8))
    assert measures.eye_distance_px == pytest.approx(0.45 * 180)
    assert measures.size == pytest.approx(180 / HEIGHT)
    assert (measures.inside, measures.presence) == (1.0, 0.8)


def test_a_patch_is_given_once() -> None:
    mesh, image = mesh_of(FACE), frame(0).image
    patch = face_patch(image, *eye_centres(mesh))
    assert measure(image, FACE, mesh, patch) == measure(image, FACE, mesh)
    assert contrast(patch) > 0


@pytest.mark.parametrize("degrees", [-40, 0, 25])
def test_the_mesh_region_is_level_and_maps_back(degrees: int) -> None:
    turn = cv2.getRotationMatrix2D((290, 190), degrees, 1.0)
    keypoints = FACE.keypoints @ turn[:, :2].T + turn[:, 2]
    face = type(FACE)(FACE.box, keypoints.astype(np.float32), 0.9)
    transform = region_transform(face)
    on_square = keypoints @ transform[:, :2].T + transform[:, 2]
    assert on_square[0, 1] == pytest.approx(on_square[1, 1])
    assert on_square[0, 0] < on_square[1, 0]
    assert np.sqrt(np.linalg.det(transform[:, :2])) == pytest.approx(192 / (1.5 * 180))
    points = np.column_stack([on_square, np.full(6, 12.0)]).astype(np.float32)
    back = map_back(points, transform)
    np.testing.assert_allclose(back[:, :2], keypoints, atol=1e-3)
    np.testing.assert_allclose(back[:, 2], 12.0 * 1.5 * 180 / 192, rtol=1e-5)


def test_a_print_has_no_light_and_no_contrast() -> None:
    flat = coarse_print(np.full((PATCH_PX, PATCH_PX), 77, np.float32))
    assert np.all(flat == 0)
    assert np.linalg.norm(coarse_print(noise(3))) == pytest.approx(1.0, rel=1e-5)
