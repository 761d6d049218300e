"""Picture files: read whole, recognised by their first bytes, decoded within limits, and forgotten."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.errors import Code, KioskError
from kiosk.vision.opencv import cv2

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
MOST_BYTES = 32 << 20
"""Larger files are not read: a 48-megapixel JPEG of a phone has about 12 MB."""
LONGEST_SIDE_PX = 1600
"""Larger pictures are scaled down: a face that fills a third of this has five times the pixels needed."""


def is_picture(path: Path) -> bool:
    """Say whether a file's name is one of a picture."""
    return path.suffix.lower() in SUFFIXES


def read_picture(path: Path) -> NDArray[np.uint8]:
    """Read a JPEG, PNG or WebP file, turned upright by its EXIF mark.

    Returns:
        (height, width, 3) uint8 RGB, no side longer than LONGEST_SIDE_PX.

    Raises:
        KioskError: FILE_UNREADABLE when it cannot be read, SOURCE_UNREADABLE when it is no such picture or
            past a limit.
    """
    try:
        # A link to a device or a pipe has no end, and opening a pipe may never return.
        if not path.is_file():
            raise KioskError(Code.FILE_UNREADABLE, where=path.name)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise KioskError(Code.FILE_UNREADABLE, where=path.name) from error
    if len(content) > MOST_BYTES:
        raise KioskError(Code.SOURCE_UNREADABLE, where=path.name, detail="too-large")
    image = decode_picture(content)
    if image is None:
        raise KioskError(Code.SOURCE_UNREADABLE, where=path.name, detail="no-picture")
    return image


def decode_picture(content: bytes) -> NDArray[np.uint8] | None:
    """Decode a picture from its bytes; None when they are not one of the formats or past a limit."""
    if not _has_picture_magic(content):
        return None
    try:
        decoded = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR_RGB)
    except cv2.error:  # more pixels than allowed
        return None
    if decoded is None:
        return None
    longest = max(decoded.shape[:2])
    if longest > LONGEST_SIDE_PX:
        share = LONGEST_SIDE_PX / longest
        size = (max(1, round(decoded.shape[1] * share)), max(1, round(decoded.shape[0] * share)))
        decoded = cv2.resize(decoded, size, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(decoded, dtype=np.uint8)


def _has_picture_magic(content: bytes) -> bool:
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return True
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"
