"""The full-range detector: its decoding as tables, its answers beside the short-range one's, its reach."""

import subprocess
import sys

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.faces import DetectedFace
from kiosk.vision.detector import FaceDetector
from kiosk.vision.full_range import LEAST_SCORE, FullRange, anchors, decode, letterbox, merge, overlaps
from kiosk.vision.opencv import cv2
from kiosk.vision.pictures import read_picture
from tests.vision.portraits import ROOT, models, need_portraits, pictures_of_people

pytestmark = pytest.mark.once

CELLS = 48 * 48


@pytest.fixture(scope="module")
def full() -> FullRange:
    return FullRange(models()["detector-full"])


def box(x: float, y: float, side: float) -> NDArray[np.float32]:
    """A box with all six keypoints in its middle."""
    middle = [x + side / 2, y + side / 2]
    return np.array([x, y, x + side, y + side, *middle * 6], np.float32)


def test_there_is_one_anchor_in_the_middle_of_each_cell_row_by_row() -> None:
    found = anchors()
    assert found.shape == (CELLS, 2)
    assert found[[0, 1, 47, 48, -1]].tolist() == [[2, 2], [6, 2], [190, 2], [2, 6], [190, 190]]


def test_boxes_and_keypoints_are_from_the_cells_middle() -> None:
    raw = np.zeros((CELLS, 16), np.float32)
    logits = np.full(CELLS, -200.0, np.float32)
    cell = 10 * 48 + 20  # its middle is (82, 42)
    raw[cell] = [3, -2, 40, 20, *range(12)]
    logits[cell] = 1.0
    boxes, scores = decode(raw, logits)
    assert scores.tolist() == pytest.approx([1 / (1 + np.exp(-1.0))])
    expected = [65, 30, 105, 50, 82, 43, 84, 45, 86, 47, 88, 49, 90, 51, 92, 53]
    assert boxes.tolist() == [expected]


@pytest.mark.parametrize(
    ("logit", "is_kept"),
    [(np.log(0.59 / 0.41), False), (np.log(0.61 / 0.39), True), (500.0, True), (-500.0, False)],
)
def test_a_score_below_the_limit_is_no_face(logit: float, is_kept: bool) -> None:
    logits = np.full(CELLS, -100.0, np.float32)
    logits[7] = logit
    boxes, scores = decode(np.zeros((CELLS, 16), np.float32), logits)
    assert len(boxes) == len(scores) == is_kept
    assert all(LEAST_SCORE <= score <= 1 for score in scores)


def test_overlapping_boxes_become_their_weighted_mean_and_others_stay() -> None:
    boxes = np.stack([box(100, 100, 40), box(0, 0, 40), box(4, 0, 40)])
    (first, first_score), (second, second_score) = merge(boxes, np.array([0.7, 0.6, 0.9], np.float32))
    assert first[:4] == pytest.approx([4 * 0.6, 0, 40 + 4 * 0.6, 40], abs=1e-4)
    assert first[4:6] == pytest.approx([20 + 4 * 0.6, 20], abs=1e-4)
    assert second == pytest.approx(box(100, 100, 40))
    assert (first_score, second_score) == pytest.approx((0.9, 0.7))


def test_nothing_and_a_box_without_an_area_are_no_trouble() -> None:
    assert merge(np.zeros((0, 16), np.float32), np.zeros(0, np.float32)) == []
    assert len(merge(np.stack([box(5, 5, 0)] * 2), np.array([0.9, 0.8], np.float32))) == 2
    assert overlaps(box(0, 0, 10)[:4], box(5, 0, 10)[None, :4]).tolist() == pytest.approx([1 / 3])


@pytest.mark.parametrize(
    ("height", "width", "corner"),
    [(192, 192, (0, 0)), (720, 1280, (0, 42)), (640, 480, (24, 0)), (1, 1000, (0, 95))],
)
def test_a_frame_is_fitted_into_the_square(height: int, width: int, corner: tuple[int, int]) -> None:
    square, scale, found = letterbox(np.full((height, width, 3), 200, np.uint8))
    assert square.shape == (192, 192, 3)
    assert scale == pytest.approx(192 / max(height, width))
    assert found == corner
    filled = np.argwhere(square[:, :, 0] > 0)
    assert tuple(filled.min(axis=0)[::-1]) == corner
    assert set(np.unique(square)) <= {0, 200}


@pytest.mark.parametrize(
    ("name", "crop"), [("astronaut.png", (40, 0, 360)), ("grace_hopper.jpg", (0, 0, 512))]
)
def test_it_agrees_with_the_short_range_on_the_portraits(
    full: FullRange, name: str, crop: tuple[int, int, int]
) -> None:
    """Eyes, nose and mouth within an eighth of the eye distance, box within a quarter of its side."""
    x, y, side = crop
    image = np.ascontiguousarray(read_picture(need_portraits() / name)[y : y + side, x : x + side])
    detector = FaceDetector(models()["detector-short"])
    (short,) = detector.detect_still(image)
    detector.close()
    (found,) = full.detect(image)
    apart = float(np.linalg.norm(short.keypoints[1] - short.keypoints[0]))
    assert np.linalg.norm(found.keypoints - short.keypoints, axis=1)[:4].max() < 0.125 * apart
    assert found.box.overlap(short.box) > 0.6
    assert np.hypot(*np.subtract(found.box.centre, short.box.centre)) < 0.25 * short.box.width


def far_away(picture: NDArray[np.uint8], face_px: int, *, is_back_lit: bool = False) -> NDArray[np.uint8]:
    """A portrait of 250 x 250 with its face `face_px` high in a 1280 x 720 view, with noise."""
    side = round(250 * face_px / 110)
    small = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32)
    view = np.full((720, 1280, 3), 240 if is_back_lit else 140, np.float32)
    view[300 : 300 + side, 950 : 950 + side] = small * 0.22 + 12 if is_back_lit else small
    view += np.random.default_rng(1).normal(0, 2.5, view.shape)
    return np.asarray(np.clip(view, 0, 255), dtype=np.uint8)


def finds(faces: list[DetectedFace], face_px: int) -> bool:
    middle = 125 * face_px / 110
    apart = [np.hypot(f.box.centre[0] - 950 - middle, f.box.centre[1] - 300 - middle) for f in faces]
    return min(apart, default=face_px) < face_px


@pytest.mark.parametrize(("face_px", "is_back_lit"), [(50, False), (80, False), (80, True)])
def test_it_finds_small_and_back_lit_faces_that_the_short_range_misses(
    full: FullRange, face_px: int, is_back_lit: bool
) -> None:
    """Of 25 people: 1 at most, and 20 at least."""
    pictures = [read_picture(paths[0]) for paths in list(pictures_of_people(1).values())[:200:8]]
    views = [far_away(picture, face_px, is_back_lit=is_back_lit) for picture in pictures]
    found = []
    for second in (None, full):
        detector = FaceDetector(models()["detector-short"], second)
        found.append(sum(finds(detector.detect_still(view), face_px) for view in views))
        detector.close()
    assert found[0] <= 1
    assert found[1] >= 20


def test_it_sees_no_face_where_there_is_none(full: FullRange) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    assert full.detect(noise) == []
    assert full.detect(np.full((720, 1280, 3), 128, np.uint8)) == []


TASKS_API = """
import os, sys
import mediapipe, numpy
from mediapipe.tasks import python as tasks
from mediapipe.tasks.python import vision
base = tasks.BaseOptions(model_asset_buffer=open(sys.argv[1], "rb").read())
detector = vision.FaceDetector.create_from_options(vision.FaceDetectorOptions(base_options=base))
picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=numpy.zeros((192, 192, 3), "uint8"))
try:
    detector.detect(picture)
    print("it runs")
except RuntimeError as error:
    print("num_boxes" in str(error))
sys.stdout.flush()
os._exit(0)  # a graph that failed does not end by itself
"""


def test_the_tasks_api_still_cannot_run_the_original() -> None:
    """Red once a MediaPipe can: then full_range.py and its converter are no longer needed."""
    source = models()["detector-full"].entry.source
    assert source is not None
    file = ROOT / "models" / "built" / "sources" / source.path.rpartition("/")[2]
    command = [sys.executable, "-c", TASKS_API, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "True"
