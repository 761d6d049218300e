"""When the full-range detector is asked, and where it looks; the short one is real and sees an empty wall."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.faces import DetectedFace
from kiosk.vision.detector import PATIENCE_FRAMES, FaceDetector, square_around, squares_of
from kiosk.vision.full_range import FullRange
from kiosk.vision.opencv import cv2
from kiosk.vision.pictures import read_picture
from tests.vision.fakes import face_at
from tests.vision.portraits import models, need_portraits

WIDTH, HEIGHT = 1280, 720
WALL = np.full((HEIGHT, WIDTH, 3), 127, np.uint8)
WALL[0, :, 0] = np.arange(WIDTH) // 10  # tells which square was cut


@dataclass
class FullRangeStory:
    """Sees one small face that stands still in the frame, once it is looked for there."""

    face: DetectedFace | None = None
    corners: list[int] = field(default_factory=list)

    def detect(self, image: NDArray[np.uint8]) -> list[DetectedFace]:
        assert image.shape == (HEIGHT, HEIGHT, 3)
        x = int(image[0, 0, 0]) * 10
        self.corners.append(x)
        if self.face is None or not x <= self.face.box.x <= x + HEIGHT - self.face.box.width:
            return []
        box = self.face.box
        return [face_at(box.x - x, box.y, box.width)]


@pytest.fixture
def story() -> FullRangeStory:
    return FullRangeStory()


@pytest.fixture
def detector(story: FullRangeStory) -> Iterator[FaceDetector]:
    made = FaceDetector(models()["detector-short"], story)
    yield made
    made.close()
    made.close()


def test_it_is_not_asked_before_the_short_one_has_found_nothing_for_a_while(
    detector: FaceDetector, story: FullRangeStory
) -> None:
    for index in range(PATIENCE_FRAMES):
        assert detector.detect(WALL, 66 * index) == []
    assert story.corners == []
    detector.detect(WALL, 1000)
    assert len(story.corners) == 1


def test_it_looks_at_one_square_a_frame_until_all_were_seen(
    detector: FaceDetector, story: FullRangeStory
) -> None:
    for index in range(PATIENCE_FRAMES + 3):
        detector.detect(WALL, 66 * index)
    assert sorted(story.corners) == [x for x, _, _ in squares_of(WIDTH, HEIGHT)]


def test_it_stays_with_the_face_that_it_found_and_follows_it(
    detector: FaceDetector, story: FullRangeStory
) -> None:
    story.face = face_at(500, 300, 60)
    found = [detector.detect(WALL, 66 * index) for index in range(20)]
    first = next(index for index, faces in enumerate(found) if faces)
    assert first < PATIENCE_FRAMES + 3
    assert all(found[first:])
    assert {(f.box.x, f.box.y) for faces in found for f in faces} == {(500.0, 300.0)}
    assert found[-1][0].keypoints[2] == pytest.approx(story.face.keypoints[2])
    assert set(story.corners[-5:]) == {170}  # 500 + 30 - 360: the face is in the middle
    story.face = None
    detector.detect(WALL, 5000)
    detector.detect(WALL, 5066)
    assert story.corners[-1] != 170


def test_a_face_that_the_short_one_sees_ends_it(detector: FaceDetector, story: FullRangeStory) -> None:
    portrait = read_picture(need_portraits() / "astronaut.png")
    for index in range(PATIENCE_FRAMES + 2):
        detector.detect(WALL, 66 * index)
    asked = len(story.corners)
    assert len(detector.detect(portrait, 1000)) == 1
    for index in range(PATIENCE_FRAMES):
        detector.detect(WALL, 2000 + 66 * index)
    assert len(story.corners) == asked


def test_without_it_nothing_is_found_and_nothing_fails() -> None:
    detector = FaceDetector(models()["detector-short"])
    assert [detector.detect(WALL, 0) for _ in range(20)] == [[]] * 20
    assert detector.detect_still(WALL) == []
    detector.close()


def test_a_picture_is_looked_at_with_both_at_once(detector: FaceDetector, story: FullRangeStory) -> None:
    story.face = face_at(900, 300, 60)
    assert [face.box.x for face in detector.detect_still(WALL)] == [900.0]


def test_a_face_three_metres_away_is_found_in_a_stream() -> None:
    """120 px high with its hair at 1280 x 720, at the right: the short range sees nothing there."""
    detector = FaceDetector(models()["detector-short"], FullRange(models()["detector-full"]))
    portrait = read_picture(need_portraits() / "astronaut.png")
    image = np.full((HEIGHT, WIDTH, 3), 127, np.uint8)
    image[300:420, 900:1020] = cv2.resize(portrait[40:240, 120:320], (120, 120))
    image = np.asarray(cv2.GaussianBlur(image, (0, 0), 0.5), dtype=np.uint8)
    found = [detector.detect(image, 66 * index) for index in range(20)]
    detector.close()
    first = next(index for index, faces in enumerate(found) if faces)
    assert PATIENCE_FRAMES <= first < PATIENCE_FRAMES + 3
    assert all(len(faces) == 1 for faces in found[first:])
    x, y = found[first][0].box.centre
    assert (900 < x < 1020, 300 < y < 420) == (True, True)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (640, 480), (250, 250), (480, 640), (3, 2)])
def test_the_squares_cover_the_frame_and_overlap(width: int, height: int) -> None:
    covered = np.zeros((height, width), bool)
    squares = squares_of(width, height)
    for x, y, side in squares:
        assert (x >= 0, y >= 0, x + side <= width, y + side <= height) == (True,) * 4
        covered[y : y + side, x : x + side] = True
    assert covered.all()
    corners = sorted(max(x, y) for x, y, _ in squares)
    assert all(b - a <= min(width, height) * 2 / 3 + 1 for a, b in itertools.pairwise(corners))


@pytest.mark.parametrize(
    ("centre", "square"),
    [
        ((640, 360), (280, 0, 720)),
        ((0, 0), (0, 0, 720)),
        ((1300, 700), (560, 0, 720)),
        ((361, 5), (1, 0, 720)),
    ],
)
def test_the_square_around_a_face_stays_in_the_frame(
    centre: tuple[float, float], square: tuple[int, int, int]
) -> None:
    assert square_around(centre, WIDTH, HEIGHT) == square
