import os
import sys
from pathlib import Path

import numpy as np
import pytest

from kiosk.errors import Code, KioskError
from kiosk.vision import pictures
from kiosk.vision.opencv import cv2

RED_ABOVE_BLUE = np.array([[[255, 0, 0]] * 40] * 20 + [[[0, 0, 255]] * 40] * 20, dtype=np.uint8)


def encoded(image: np.ndarray, suffix: str) -> bytes:
    return bytes(cv2.imencode(suffix, image[:, :, ::-1])[1])


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_a_picture_is_rgb(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(encoded(RED_ABOVE_BLUE, suffix))
    image = pictures.read_picture(path)
    assert image.shape == (40, 40, 3)
    assert np.abs(image.astype(int) - RED_ABOVE_BLUE).mean() < 4


def test_a_large_picture_is_scaled_down() -> None:
    wide = np.zeros((400, 3200, 3), dtype=np.uint8)
    image = pictures.decode_picture(encoded(wide, ".png"))
    assert image is not None
    assert image.shape == (200, 1600, 3)


def test_more_pixels_than_allowed_are_not_decoded() -> None:
    side = 8200  # 67.24 million: just over
    assert pictures.decode_picture(encoded(np.zeros((side, side, 3), np.uint8), ".png")) is None


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\nrubbish", b"RIFF1234AVI ", b"<svg/>"]
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.jpg"
    path.write_bytes(content)
    with pytest.raises(KioskError) as raised:
        pictures.read_picture(path)
    assert raised.value.code is Code.SOURCE_UNREADABLE


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jpg"
    with path.open("wb") as file:
        file.truncate(pictures.MOST_BYTES + 1)
    with pytest.raises(KioskError) as raised:
        pictures.read_picture(path)
    assert raised.value.detail == "too-large"


@pytest.mark.skipif(sys.platform == "win32", reason="Devices and pipes have no place among Windows' files.")
def test_a_link_to_what_has_no_end_is_not_read(tmp_path: Path) -> None:
    """A picture that was a link to /dev/zero took all memory; a pipe would have been waited for."""
    (tmp_path / "zero.jpg").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.jpg")
    for name in ("zero.jpg", "pipe.jpg"):
        with pytest.raises(KioskError) as raised:
            pictures.read_picture(tmp_path / name)
        assert raised.value.code is Code.FILE_UNREADABLE


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as raised:
        pictures.read_picture(tmp_path / "none.jpg")
    assert raised.value.code is Code.FILE_UNREADABLE
