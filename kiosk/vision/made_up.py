"""People who do not exist, made of the two public-domain portraits, for what measures many of them.

Each is a portrait whose face is bent and painted by a few random numbers, until the recogniser takes it for
somebody else's. It tells them all apart, and a measured walk-up needs no more. They say nothing of how well
it tells real people apart; `kiosk evaluate` does.
"""

import numpy as np
from numpy.typing import NDArray

from kiosk.vision.opencv import cv2
from kiosk.vision.synthetic import ASTRONAUT, GRACE_HOPPER, Portrait

_SEEDS = {
    ASTRONAUT: (5, 32, 37, 41, 62, 64, 70, 103, 106, 127, 147, 152, 165, 167, 173),
    GRACE_HOPPER: (8, 26, 41, 44, 47, 48, 50, 61, 72, 102, 110, 113, 120, 161, 171),
}
FACES: tuple[tuple[Portrait, int], ...] = tuple(
    face
    for pair in zip(*([(who, seed) for seed in seeds] for who, seeds in _SEEDS.items()), strict=True)
    for face in pair
)
"""Portrait and seed of each. Chosen among 400 so that no two are within 0.38 of each other by the default
model, whose threshold for a list of 30 is 0.31."""
LARGE_FACES: tuple[tuple[Portrait, int], ...] = (
    *((ASTRONAUT, seed) for seed in (0, 1, 19, 44, 83, 116, 138, 165, 242, 251, 274, 289, 298)),
    *((GRACE_HOPPER, seed) for seed in (0, 2, 29, 30, 47, 59, 65, 91, 161, 196, 256)),
)
"""The same for faces of 331 pixels, which show more of the portrait that is behind them: no two within 0.365,
where two are asked for their PIN within 0.359 on a list of 10 and within 0.345 on one of 30."""
_BENT, _PAINTED = 0.075, 0.375
"""Standard deviations: how far points move in heights of the face, and how much lighter they get."""
_REACH = 1.8
"""Side of the square around the face that is bent, in heights of the face."""


def made_up(picture: NDArray[np.uint8], portrait: Portrait, seed: int) -> NDArray[np.uint8]:
    """Give a portrait another face.

    Args:
        picture: (height, width, 3) uint8 RGB.
        portrait: Where its face is.
        seed: Which face.

    Returns:
        A picture of the same shape.
    """
    random = np.random.default_rng(seed)
    height, width = picture.shape[:2]
    face_px = portrait.face_height * height
    middle_x, middle_y = portrait.face_x * width, portrait.face_y * height
    side = int(face_px * _REACH)
    corner = int(middle_x - side / 2), int(middle_y - side / 2)

    def smooth(points: int, channels: int) -> NDArray[np.float32]:
        coarse = random.normal(0.0, 1.0, (points, points, channels)).astype(np.float32)
        fine = cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC).reshape(side, side, channels)
        whole = np.zeros((height, width, channels), np.float32)
        left, top = max(0, corner[0]), max(0, corner[1])
        right, bottom = min(width, corner[0] + side), min(height, corner[1] + side)
        whole[top:bottom, left:right] = fine[
            top - corner[1] : bottom - corner[1], left - corner[0] : right - corner[0]
        ]
        return whole

    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    inside = np.exp(
        -(((columns - middle_x) / (0.45 * face_px)) ** 4 + ((rows - middle_y) / (0.6 * face_px)) ** 4)
    ).astype(np.float32)
    across, down = (smooth(5, 1)[:, :, 0] * inside * (_BENT * face_px) for _ in range(2))
    bent = cv2.remap(
        picture.astype(np.float32),
        columns + across,
        rows + down,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    painted = bent * (1.0 + smooth(9, 3) * inside[:, :, None] * _PAINTED)
    return np.asarray(np.clip(painted, 0.0, 255.0), dtype=np.uint8)
