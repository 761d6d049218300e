"""Whether an area grows bright and dark more than three times a second (WCAG 2.2, 2.3.1)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

MOST_A_SECOND = 3
_STEP = 0.1
"""A change of relative luminance that counts."""
_DARKER_BELOW = 0.8
"""Between two bright images a change is no flash."""
_CELLS = (16, 9)


def luminances(image: QImage) -> NDArray[np.float64]:
    """Give the mean relative luminance of 9 x 16 cells of a picture, 0 to 1."""
    modes = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    small = image.convertToFormat(QImage.Format.Format_RGB32).scaled(_CELLS[0] * 8, _CELLS[1] * 8, *modes)
    raw = np.frombuffer(small.constBits(), np.uint8).reshape(small.height(), -1)[:, : small.width() * 4]
    share = raw.reshape(small.height(), small.width(), 4)[:, :, :3] / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    light = linear @ np.array([0.0722, 0.7152, 0.2126])  # blue, green, red, as a little-endian pixel has them
    cells: NDArray[np.float64] = light.reshape(_CELLS[1], 8, _CELLS[0], 8).mean(axis=(1, 3))
    return cells


def flashes(frames: Sequence[NDArray[np.float64]], rate: int) -> int:
    """Count the pairs of opposing changes in the worst cell and the worst second.

    Args:
        frames: Luminances, as `luminances` gives them.
        rate: Frames a second.
    """
    worst = 0
    for series in np.stack(frames).reshape(len(frames), -1).T:
        turns = _turns(series)
        for start in turns:
            worst = max(worst, sum(start <= at < start + rate for at in turns) // 2)
    return worst


def _turns(series: NDArray[np.float64]) -> list[int]:
    """Give the frames at which a change of the other direction is complete."""
    turns: list[int] = []
    low = high = float(series[0])
    direction = 0
    for at, value in enumerate(series.tolist()):
        low, high = min(low, value), max(high, value)
        rises = value - low >= _STEP and low < _DARKER_BELOW and direction <= 0
        falls = high - value >= _STEP and value < _DARKER_BELOW and direction >= 0
        if rises or falls:
            direction = 1 if rises else -1
            turns.append(at)
            low = high = value
    return turns
