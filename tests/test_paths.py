"""Files that are replaced whole, in folders where others may write too."""

import os
from pathlib import Path

import pytest

from kiosk.paths import write_private

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")


def _temporary(out: Path) -> Path:
    return out.with_name(f".{out.name}.{os.getpid()}.new")


def test_a_link_that_somebody_laid_is_not_followed(tmp_path: Path) -> None:
    victim, out = tmp_path / "victim", tmp_path / "sheet.csv"
    victim.write_text("mine")
    _temporary(out).symlink_to(victim)
    write_private(out, b"names")
    assert victim.read_text() == "mine"
    assert out.read_bytes() == b"names"
    assert not out.is_symlink()


def test_a_file_that_somebody_holds_open_does_not_become_the_sheet(tmp_path: Path) -> None:
    out = tmp_path / "sheet.csv"
    _temporary(out).touch(0o666)
    with _temporary(out).open("rb") as held:
        write_private(out, b"names")
        assert held.read() == b""
    assert out.stat().st_mode & 0o777 == 0o600


def test_a_device_or_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    """`export --out /dev/full`, run as root, once made a plain file of it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to(pipe)
    for out in (pipe, tmp_path / "link"):
        with pytest.raises(OSError, match="not a regular file"):
            write_private(out, b"names")
    assert pipe.is_fifo()
    assert (tmp_path / "link").is_symlink()
