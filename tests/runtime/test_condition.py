"""A camera's condition, by tables of pictures and times."""

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.runtime.api import CameraState
from kiosk.runtime.condition import Appearance, Condition, ConditionLimits, appearance

S = 1_000_000_000
FINE = Appearance(200.0, 90.0)
LIMITS = ConditionLimits()


def noise(level: float, sigma: float, seed: int = 0) -> NDArray[np.uint8]:
    random = np.random.default_rng(seed)
    return np.clip(random.normal(level, sigma, (720, 1280, 3)), 0, 255).astype(np.uint8)


def wall(level: float, shading: float) -> NDArray[np.uint8]:
    """A blank wall: the lens makes its corners darker by `shading`, the sensor adds noise."""
    x, y = np.meshgrid(np.linspace(-1, 1, 1280), np.linspace(-1, 1, 720))
    scene = level * (1 - shading * (x**2 + y**2) / 2)
    random = np.random.default_rng(1)
    noisy = scene[..., None] + random.normal(0, 2, (720, 1280, 3))
    return np.clip(noisy, 0, 255).astype(np.uint8)


def is_blind(image: NDArray[np.uint8]) -> bool:
    looks = appearance(image)
    return looks.brightest <= LIMITS.black_level or looks.spread <= LIMITS.covered_spread


@pytest.mark.parametrize("image", [noise(0, 0), noise(5, 4), noise(60, 6), noise(200, 3)])
def test_black_and_evenly_covered_pictures_are_blind(image: NDArray[np.uint8]) -> None:
    assert is_blind(image)


def test_a_lit_blank_wall_and_a_dim_room_with_a_lamp_are_not() -> None:
    assert not is_blind(wall(160, 0.12))
    assert not is_blind(wall(60, 0.25))
    dim = noise(12, 3)
    dim[100:260, 200:360] = 180
    assert not is_blind(dim)


@pytest.mark.parametrize(
    ("age_s", "state"),
    [
        (0.0, CameraState.WORKING),
        (1.9, CameraState.WORKING),
        (2.1, CameraState.SLOW),
        (8.9, CameraState.SLOW),
        (9.1, CameraState.STALLED),
        (10.0, CameraState.STALLED),
    ],
)
def test_age_decides(age_s: float, state: CameraState) -> None:
    condition = Condition(0, LIMITS)
    condition.saw(1, FINE, 5 * S)
    assert condition.state(5 * S + int(age_s * S)) is state


def test_the_first_picture_is_waited_for_as_starting() -> None:
    condition = Condition(0, LIMITS)
    assert condition.state(8 * S) is CameraState.STARTING
    assert condition.state(10 * S) is CameraState.STALLED


def test_the_same_pixels_again_are_no_new_picture() -> None:
    condition = Condition(0, LIMITS)
    for second in range(11):
        condition.saw(77, FINE, second * S)
    assert condition.state(10 * S) is CameraState.STALLED
    condition.saw(78, FINE, 11 * S)
    assert condition.state(11 * S) is CameraState.WORKING


def test_thirty_minutes_of_an_empty_still_room_raise_no_alarm() -> None:
    condition = Condition(0, LIMITS)
    still = wall(120, 0.2)
    looks = appearance(still)
    for frame in range(30 * 60 * 15):
        at = frame * S // 15
        condition.saw(frame + 1, looks, at)
        assert condition.state(at) is CameraState.WORKING


def test_blind_for_a_moment_is_no_alarm_and_for_long_is() -> None:
    condition = Condition(0, LIMITS)
    black = Appearance(6.0, 0.5)
    condition.saw(1, FINE, 0)
    for second in range(1, 9):
        condition.saw(second + 1, black, second * S)
        assert condition.state(second * S) is CameraState.WORKING
    condition.saw(20, black, 10 * S)
    assert condition.state(10 * S) is CameraState.STALLED
    condition.saw(21, FINE, 11 * S)
    assert condition.state(11 * S) is CameraState.WORKING
