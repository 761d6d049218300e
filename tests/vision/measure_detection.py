"""Measures how far the detectors see: `python -m tests.vision.measure_detection`.

Press portraits of ../shared/data/faces, scaled so that the face is so many pixels high, at a random place of
a 1280 x 720 view with noise; back-lit means the portrait at a fifth of its light before a bright wall. A face
is found when a box's middle is within 0.6 of its height. Squares and parts count as found when any of them
shows it: a stream looks at one a frame. A part is what was used before: a square of 0.6 of the view's height,
which the short-range network looks at.
"""

import time
from collections import Counter, defaultdict

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import DetectedFace
from kiosk.vision.detector import FaceDetector, Square, squares_of
from kiosk.vision.full_range import FullRange
from kiosk.vision.opencv import cv2
from kiosk.vision.pictures import read_picture
from tests.vision.portraits import models, pictures_of_people

WIDTH, HEIGHT = 1280, 720
FACE_OF_PORTRAIT = 110 / 250
PEOPLE = 60
SIZES_PX = (40, 50, 60, 80, 100, 150, 250)
WHOLE: list[Square] = [(0, 0, WIDTH)]
PARTS: list[Square] = [(x, y, 432) for y in (0, 288) for x in (0, 283, 565, 848)]


def scene(
    picture: NDArray[np.uint8], face_px: int, random: np.random.Generator, *, is_back_lit: bool
) -> tuple[NDArray[np.uint8], tuple[float, float]]:
    """Give the view and the middle of the face in it."""
    side = min(round(face_px / FACE_OF_PORTRAIT), HEIGHT)
    small = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32)
    wall = np.linspace(245.0 if is_back_lit else 140.0, 215.0 if is_back_lit else 110.0, HEIGHT)
    view = np.repeat(np.repeat(wall[:, None, None], WIDTH, 1), 3, 2).astype(np.float32)
    x, y = int(random.integers(0, WIDTH - side + 1)), int(random.integers(0, HEIGHT - side + 1))
    edge = np.clip(np.minimum(np.arange(side), np.arange(side)[::-1]) / (0.18 * side), 0, 1)
    cover = np.outer(edge, edge)[:, :, None]
    part = view[y : y + side, x : x + side]
    part += cover * ((small * 0.22 + 12 if is_back_lit else small) - part)
    view += random.normal(0.0, 2.5, view.shape)
    return np.asarray(np.clip(view, 0, 255), dtype=np.uint8), (x + side / 2, y + side / 2)


def main() -> None:
    short, full = FaceDetector(models()["detector-short"]), FullRange(models()["detector-full"])
    ways = {
        "short, whole": (short.detect_still, WHOLE),
        "short, parts": (short.detect_still, PARTS),
        "short, squares": (short.detect_still, squares_of(WIDTH, HEIGHT)),
        "full, whole": (full.detect, WHOLE),
        "full, squares": (full.detect, squares_of(WIDTH, HEIGHT)),
    }
    pictures = [read_picture(p[0]) for p in list(pictures_of_people(1).values())[::7][:PEOPLE]]
    random, took = np.random.default_rng(0), defaultdict(list)
    for is_back_lit in (False, True):
        for face_px in SIZES_PX:
            found: Counter[str] = Counter()
            wrong: Counter[str] = Counter()
            for picture in pictures:
                view, middle = scene(picture, face_px, random, is_back_lit=is_back_lit)
                for way, (detect, squares) in ways.items():
                    boxes: list[DetectedFace] = []
                    is_found = False
                    for x, y, side in squares:
                        started = time.perf_counter()
                        boxes = detect(np.ascontiguousarray(view[y : y + side, x : x + side]))
                        took[way].append(time.perf_counter() - started)
                        for face in boxes:
                            at = face.box.centre
                            apart = max(abs(at[0] + x - middle[0]), abs(at[1] + y - middle[1]))
                            is_found |= apart < 0.6 * face_px
                            wrong[way] += apart >= 0.6 * face_px
                    found[way] += is_found
            light = "back-lit" if is_back_lit else "lit"
            said = [f"{way} {found[way] / PEOPLE:.0%} (+{wrong[way]})" for way in ways]
            print(f"{light} {face_px} px: " + " · ".join(said), flush=True)
    for way, times in took.items():
        print(f"{way}: {1000 * float(np.median(times)):.1f} ms a look")
    short.close()


if __name__ == "__main__":
    main()
