"""Videos for whole-program tests: pictures held with a small motion, or one face again and again."""

import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]

WIDTH_PX, HEIGHT_PX = 640, 480
FRAMES_PER_S = 15


def held(picture: Path, frames: int = FRAMES_PER_S) -> Iterator[Image]:
    """Show one picture for some frames, moved and scaled a little; (480, 640, 3) uint8 BGR."""
    from kiosk.vision.opencv import cv2

    image = cv2.imread(str(picture))
    assert image is not None
    scale = HEIGHT_PX / image.shape[0]
    for number in range(frames):
        turn = 2 * math.pi * number / FRAMES_PER_S
        size = scale * (1 + 0.01 * math.sin(turn))
        shift_x = (WIDTH_PX - size * image.shape[1]) / 2 + 3 * math.sin(turn)
        shift_y = (HEIGHT_PX - size * image.shape[0]) / 2 + 2 * math.cos(turn)
        matrix = np.array([[size, 0, shift_x], [0, size, shift_y]])
        moved = cv2.warpAffine(image, matrix, (WIDTH_PX, HEIGHT_PX), borderMode=cv2.BORDER_REPLICATE)
        yield np.asarray(moved, dtype=np.uint8)


def nothing(frames: int) -> Iterator[Image]:
    """Show an empty doorway."""
    for _ in range(frames):
        yield np.full((HEIGHT_PX, WIDTH_PX, 3), 120, np.uint8)


def write_video(path: Path, frames: Iterable[Image]) -> int:
    """Write frames as an MP4 at 15 a second; says how many."""
    from kiosk.vision.opencv import cv2

    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), FRAMES_PER_S, (WIDTH_PX, HEIGHT_PX))
    assert writer.isOpened()
    count = 0
    for frame in frames:
        writer.write(frame)
        count += 1
    writer.release()
    return count


def walk_ups(portraits: Path, times: int) -> Iterator[Image]:
    """Show the first portrait again and again; the doorway is empty between for long enough to end it."""
    from kiosk.vision.synthetic import ASTRONAUT, SyntheticWalkUp, WalkUpPlan

    plan = WalkUpPlan(empty=7, approach=0, hold=8, leave=0)
    for frame in SyntheticWalkUp(portraits, (ASTRONAUT,) * times, plan):
        yield np.ascontiguousarray(frame[:, :, ::-1])


def one_after_the_other(pictures: Sequence[Path], *, gap_frames: int = 0) -> Iterator[Image]:
    """Hold each picture for a second."""
    for picture in pictures:
        yield from held(picture)
        yield from nothing(gap_frames)
