"""The search itself: a canary that is there is found, in each form, and noise is not."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.vision.opencv import cv2
from kiosk.vision.pictures import read_picture
from tests.e2e.canary import RUN_BYTES, Canary, Finding, Picture


def _picture(seed: int) -> Picture:
    """A smooth shape on noise, like a face on a canary's background."""
    rng = np.random.default_rng(seed)
    picture = rng.integers(0, 255, (240, 320, 3), dtype=np.uint8)
    blob = cv2.GaussianBlur(rng.integers(0, 255, (140, 140, 3), dtype=np.uint8), (0, 0), 9).astype(np.float32)
    picture[50:190, 90:230] = np.clip((blob - blob.mean()) * 8 + 128, 0, 255).astype(np.uint8)
    return picture


def _forms(picture: Picture) -> dict[str, bytes]:
    bgr = np.ascontiguousarray(picture[:, :, ::-1])
    return {
        "raw rgb": picture.tobytes(),
        "raw bgr": bgr.tobytes(),
        "a quarter of raw": picture[60:120].tobytes(),
        "jpeg": cv2.imencode(".jpg", bgr)[1].tobytes(),
        "jpeg of another quality": cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 60])[1].tobytes(),
        "png": cv2.imencode(".png", bgr)[1].tobytes(),
        "resized to a model": cv2.resize(picture, (192, 192), interpolation=cv2.INTER_AREA).tobytes(),
        "resized jpeg": cv2.imencode(".jpg", cv2.resize(bgr, (200, 150)))[1].tobytes(),
    }


@pytest.mark.parametrize("form", sorted(_forms(_picture(1))))
def test_a_canary_in_a_file_is_found(form: str, tmp_path: Path) -> None:
    canary = Canary()
    canary.add(_picture(1), "frame")
    prefix = np.random.default_rng(9).bytes(501)
    (tmp_path / "innocent.bin").write_bytes(prefix + _forms(_picture(1))[form] + prefix)
    assert list(canary.in_files([tmp_path]))


@pytest.mark.parametrize("form", sorted(_forms(_picture(1))))
def test_another_picture_is_not(form: str, tmp_path: Path) -> None:
    canary = Canary()
    canary.add(_picture(1), "frame")
    (tmp_path / "innocent.bin").write_bytes(_forms(_picture(2))[form])
    assert not list(canary.in_files([tmp_path]))


@pytest.mark.parametrize("place", [*range(9), 300_000 - RUN_BYTES])
def test_a_run_is_found_wherever_it_begins(place: int) -> None:
    canary = Canary()
    canary.add(_picture(1), "frame")
    runs = list(canary.runs)
    run = runs[place % len(runs)]
    noise = np.random.default_rng(9).bytes(300_000)
    content = noise[:place] + run + noise[place + RUN_BYTES :]
    assert list(canary.in_bytes(content, "here")) == [Finding("here", canary.runs[run])]
    assert not list(canary.in_bytes(content[: place + RUN_BYTES - 1], "here"))


@pytest.mark.parametrize("height", [70, 150, 400])
@pytest.mark.parametrize("is_mirrored", [False, True])
def test_a_canary_on_a_window_is_found(height: int, *, is_mirrored: bool, portraits: Path) -> None:
    """A portrait shown at any size, as it is or as in a mirror."""
    canary, portrait = Canary(), read_picture(portraits / "astronaut.png")
    canary.add(portrait, "portrait")
    window = np.full((720, 1280, 3), 240, dtype=np.uint8)
    window[80:110, 40:600] = 30
    assert not canary.is_on_window(window)
    width = round(height * portrait.shape[1] / portrait.shape[0])
    shown = cv2.resize(portrait, (width, height), interpolation=cv2.INTER_AREA)
    window[200 : 200 + height, 300 : 300 + width] = shown[:, ::-1] if is_mirrored else shown
    assert canary.is_on_window(window)
