"""The synthetic walk-up: two public-domain portraits enter, approach, hold still and leave. No camera needed.

The same pictures for the same seed on every run. It stands in for people in demos, self-checks and tests, and
is no measure of recognition.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.vision.opencv import cv2
from kiosk.vision.pictures import read_picture

WIDTH_PX, HEIGHT_PX = 640, 480
_FEATHER_SHARE = 0.18


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture and where its face is.

    Attributes:
        file: Name in the portraits folder.
        face_x: Middle of the face as a share of the picture's width.
        face_y: The same of its height.
        face_height: Chin to forehead as a share of the picture's height.
    """

    file: str
    face_x: float
    face_y: float
    face_height: float


ASTRONAUT = Portrait("astronaut.png", 0.435, 0.23, 0.25)
GRACE_HOPPER = Portrait("grace_hopper.jpg", 0.51, 0.36, 0.33)


@dataclass(frozen=True, slots=True)
class WalkUpPlan:
    """How long each part takes, in frames, and how large the face gets.

    Attributes:
        empty: Nobody there, before and after each person.
        approach: From the far side to the kiosk.
        hold: Standing still, with a small motion.
        leave: Out of the picture.
        far_height: Height of the face as a share of the frame's at the start.
        near_height: The same while holding.
    """

    empty: int = 15
    approach: int = 24
    hold: int = 48
    leave: int = 12
    far_height: float = 0.14
    near_height: float = 0.46


class SyntheticWalkUp:
    """Iterates over the frames of a walk-up, (480, 640, 3) uint8 RGB."""

    frames_per_s = 15.0

    def __init__(
        self,
        portraits: Path,
        order: tuple[Portrait, ...] = (ASTRONAUT, GRACE_HOPPER),
        plan: WalkUpPlan | None = None,
        seed: int = 0,
    ) -> None:
        """Read the portraits.

        Args:
            portraits: The folder they are in.
            order: Who walks up, in this order.
            plan: The timing.
            seed: Of the small motion and the noise.

        Raises:
            KioskError: FILE_UNREADABLE or SOURCE_UNREADABLE when a portrait is missing.
        """
        self._people = [(portrait, read_picture(portraits / portrait.file)) for portrait in order]
        self._plan = plan or WalkUpPlan()
        self._seed = seed

    def __len__(self) -> int:
        """How many frames it has."""
        plan = self._plan
        return plan.empty + len(self._people) * (plan.approach + plan.hold + plan.leave + plan.empty)

    def __iter__(self) -> Iterator[NDArray[np.uint8]]:
        """Play it from the beginning."""
        random = np.random.default_rng(self._seed)
        background = _background()
        for _ in range(self._plan.empty):
            yield _with_noise(background, random)
        for portrait, picture in self._people:
            for height, x, y in self._path(random):
                yield _with_noise(_paste(background, portrait, picture, (height, x, y)), random)
            for _ in range(self._plan.empty):
                yield _with_noise(background, random)

    def _path(self, random: np.random.Generator) -> Iterator[tuple[float, float, float]]:
        """Give (height of the face, x and y of its middle), as shares of the frame, frame by frame."""
        plan = self._plan
        for step in _eased(plan.approach):
            height = plan.far_height + step * (plan.near_height - plan.far_height)
            yield height, 0.80 - 0.30 * step, 0.42 + 0.06 * step
        for index in range(plan.hold):
            sway = 0.006 * np.sin(index / 4.0) + random.normal(0.0, 0.0006)
            yield plan.near_height * (1.0 + 0.01 * np.sin(index / 7.0)), 0.50 + sway, 0.48 + sway / 2
        for step in _eased(plan.leave):
            yield plan.near_height, 0.50 - 0.95 * step, 0.48


def _eased(count: int) -> Iterator[float]:
    for index in range(count):
        t = (index + 1) / count
        yield t * t * (3.0 - 2.0 * t)


def _background() -> NDArray[np.float32]:
    down = np.linspace(168.0, 120.0, HEIGHT_PX, dtype=np.float32)[:, None, None]
    tint = np.array([1.0, 0.99, 0.96], dtype=np.float32)
    return np.broadcast_to(down * tint, (HEIGHT_PX, WIDTH_PX, 3)).astype(np.float32)


def _paste(
    background: NDArray[np.float32],
    portrait: Portrait,
    picture: NDArray[np.uint8],
    place: tuple[float, float, float],
) -> NDArray[np.float32]:
    """Put the portrait over the background, its face at `place`, its edges faded."""
    height, x, y = place
    source = picture
    face_px = height * HEIGHT_PX
    while face_px / (portrait.face_height * source.shape[0]) < 0.5:  # a single warp would alias
        source = np.asarray(cv2.pyrDown(source), dtype=np.uint8)
    scale = face_px / (portrait.face_height * source.shape[0])
    shift_x = x * WIDTH_PX - portrait.face_x * source.shape[1] * scale
    shift_y = y * HEIGHT_PX - portrait.face_y * source.shape[0] * scale
    matrix = np.array([[scale, 0.0, shift_x], [0.0, scale, shift_y]])
    size = (WIDTH_PX, HEIGHT_PX)
    person = cv2.warpAffine(source.astype(np.float32), matrix, size, borderMode=cv2.BORDER_REPLICATE)
    cover = cv2.warpAffine(_faded_edges(source.shape[0], source.shape[1]), matrix, size)[:, :, None]
    return np.asarray(background + cover * (person - background), dtype=np.float32)


def _faded_edges(height: int, width: int) -> NDArray[np.float32]:
    def ramp(count: int) -> NDArray[np.float32]:
        edge = np.minimum(np.arange(count), np.arange(count)[::-1]) / (count * _FEATHER_SHARE)
        return np.clip(edge, 0.0, 1.0).astype(np.float32)

    return np.outer(ramp(height), ramp(width)).astype(np.float32)


def _with_noise(image: NDArray[np.float32], random: np.random.Generator) -> NDArray[np.uint8]:
    """Add a camera's noise, so that no two frames are alike (a frozen camera is told by equal frames)."""
    noise = random.normal(0.0, 1.5, (HEIGHT_PX, WIDTH_PX, 1)).astype(np.float32)
    return np.asarray(np.clip(image + noise, 0.0, 255.0), dtype=np.uint8)
