"""Disks that run full or turn read-only, and files that rot: made for real where this machine lets us."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.fakes_storage import SmallSchool

PAGE_BYTES: Final = 4096


@contextmanager
def small_disk(mountpoint: Path, size: str) -> Iterator[Path]:
    """A disk of its own in memory; skips where it cannot be mounted, which needs root."""
    mountpoint.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "rollcall-test", str(mountpoint)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("no small disk can be mounted here (that needs root)")
    try:
        yield mountpoint
    finally:
        subprocess.run(["umount", "--lazy", str(mountpoint)], check=True)


def turn_read_only(mountpoint: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(mountpoint)], check=True)


def turn_writable(mountpoint: Path) -> None:
    subprocess.run(["mount", "-o", "remount,rw", str(mountpoint)], check=True)


def fill(disk: Path) -> Path:
    """Fill a disk to its last byte; gives the file that does it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, PAGE_BYTES):
            while _has_written(file.fileno(), size):
                pass
    return filler


def _has_written(handle: int, size: int) -> bool:
    try:
        return os.write(handle, bytes(size)) == size
    except OSError:
        return False


def flip(file: Path, page: int) -> None:
    """Change some bytes in the middle of a page, as a dying disk does."""
    with file.open("r+b") as opened:
        opened.seek(page * PAGE_BYTES + PAGE_BYTES // 2)
        bytes_there = opened.read(16)
        opened.seek(-len(bytes_there), os.SEEK_CUR)
        opened.write(bytes(byte ^ 0xFF for byte in bytes_there))


def pages_of(file: Path) -> int:
    return file.stat().st_size // PAGE_BYTES


def marks_stored(school: SmallSchool) -> tuple[int, int]:
    """Count (what the door says of today, what waits for the next sign-in)."""
    today = len(school.vault.door.today(school.clock()))
    return today, int(school.vault._kiosk.read("SELECT count(*) FROM outbox")[0][0])
