"""The icon for Windows and macOS, made from the PNG: both take a PNG as it is, behind a short head."""

import struct
import sys
from pathlib import Path

SIDE = 256
_PNG = b"\x89PNG\r\n\x1a\n"


def write(picture: Path, folder: Path, system: str = sys.platform) -> Path:
    """Give the icon in the format of a system.

    Args:
        picture: A PNG of 256 pixels a side.
        folder: Where it is written, made where it is not there.
        system: sys.platform.

    Raises:
        ValueError: If the picture is another one; a mistake in the checkout.
    """
    content = picture.read_bytes()
    if not content.startswith(_PNG) or struct.unpack(">II", content[16:24]) != (SIDE, SIDE):
        raise ValueError(f"{picture.name} is not a PNG of {SIDE} pixels a side")
    if system not in {"win32", "darwin"}:
        return picture
    target = folder / f"{picture.stem}.{'ico' if system == 'win32' else 'icns'}"
    folder.mkdir(parents=True, exist_ok=True)
    target.write_bytes(ico(content) if system == "win32" else icns(content))
    return target


def ico(png: bytes) -> bytes:
    """Give a Windows icon with one picture of 256 pixels, which it writes as 0.

    Source: the format's ICONDIR and ICONDIRENTRY.
    """
    head = struct.pack("<HHH", 0, 1, 1)
    return head + struct.pack("<BBBBHHII", 0, 0, 0, 0, 1, 32, len(png), len(head) + 16) + png


def icns(png: bytes) -> bytes:
    """Give a macOS icon with one picture of 256 pixels, which is type ic08."""
    part = b"ic08" + struct.pack(">I", len(png) + 8) + png
    return b"icns" + struct.pack(">I", len(part) + 8) + part
