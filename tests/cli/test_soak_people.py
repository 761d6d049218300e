"""Who walks up during a soak: the same for the same seed, another way each time the camera is opened."""

import time
from pathlib import Path

import numpy as np
import pytest

from kiosk.cli.soak_people import FRAMES_PER_S, GONE, PeopleComing, open_people
from kiosk.errors import Code, KioskError


def pictures(camera: PeopleComing, count: int = 3) -> list[bytes]:
    taken = [camera.read().image for _ in range(count)]
    assert all(picture.shape == (480, 640, 3) and picture.dtype == np.uint8 for picture in taken)
    return [picture.tobytes() for picture in taken]


def test_the_seed_and_the_life_say_who_comes(tmp_path: Path, portraits: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    first = pictures(open_people(f"7:{one}"))
    assert pictures(open_people(f"7:{other}")) == first
    assert len(set(first)) == 3  # a frozen camera is told by equal pictures
    assert pictures(open_people(f"7:{one}")) != first
    assert pictures(open_people(f"8:{other}")) != first


def test_pictures_come_at_a_camera_s_rate(tmp_path: Path, portraits: Path) -> None:
    began_ns = time.monotonic_ns()
    camera = open_people(f"7:{tmp_path}")
    stamps = [camera.read().monotonic_ns for _ in range(4)]
    assert (stamps[-1] - began_ns) / 1e9 >= 0.99 * 4 / FRAMES_PER_S


def test_a_camera_that_is_pulled_out_gives_nothing(tmp_path: Path, portraits: Path) -> None:
    camera = open_people(f"7:{tmp_path}")
    (tmp_path / GONE).touch()
    with pytest.raises(KioskError) as stalled:
        camera.read()
    with pytest.raises(KioskError) as gone:
        open_people(f"7:{tmp_path}")
    assert (stalled.value.code, gone.value.code) == (Code.CAMERA_STALLED, Code.CAMERA_NONE)
    (tmp_path / GONE).unlink()
    assert camera.read().image.any()
