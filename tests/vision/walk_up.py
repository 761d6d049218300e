"""Pictures as people who walk up: each for a second, drifting and nodding, as frames or as a video file."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.vision.opencv import cv2
from kiosk.vision.pictures import read_picture

RATE, HOLD_FRAMES, GAP_FRAMES = 15, 15, 8


def moving(picture: NDArray[np.uint8], random: np.random.Generator) -> Iterator[NDArray[np.uint8]]:
    """The picture for a second on a 640 x 480 frame, drifting and nodding by a few pixels."""
    phase = random.uniform(0, 6.28)
    for index in range(HOLD_FRAMES):
        angle, scale = 1.5 * np.sin(index / 5 + phase), 1.3 + 0.02 * np.sin(index / 6)
        matrix = cv2.getRotationMatrix2D((125, 125), angle, scale)
        matrix[:, 2] += (320 - 125 + 5 * np.sin(index / 4 + phase), 240 - 125 + 3 * np.cos(index / 4))
        yield np.asarray(cv2.warpAffine(picture, matrix, (640, 480), borderValue=(120, 120, 120)))


def write_video(path: Path, shown: list[Path], gap_frames: int) -> None:
    random = np.random.default_rng(2)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), RATE, (640, 480))
    nothing = np.full((480, 640, 3), 120, np.uint8)
    for picture in shown:
        for image in moving(read_picture(picture), random):
            writer.write(image[:, :, ::-1])
        for _ in range(gap_frames):
            writer.write(nothing)
    writer.release()


def shown(pictures: list[NDArray[np.uint8]], times: int = 4) -> Iterator[NDArray[np.uint8]]:
    """Different pictures of one person in turn, their faces in one place of a 640 x 480 frame."""
    for _ in range(times):
        for picture in pictures:
            matrix = cv2.getRotationMatrix2D((125, 125), 0.0, 1.3)
            matrix[:, 2] += (320 - 125, 240 - 125)
            yield np.asarray(cv2.warpAffine(picture, matrix, (640, 480), borderValue=(120, 120, 120)))
