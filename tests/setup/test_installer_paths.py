"""Libraries of a built program look for others in the program and in the system, nowhere else."""

import struct
from pathlib import Path

import pytest

from bootstrap import installer_paths
from bootstrap.console import SetupError

OWN, NEEDED, INITIAL = b"$ORIGIN/../lib", 1, 12
NAMES_AT, TABLE_AT, ADDRESS = 0x300, 0x200, 0x1000


def library(folder: Path, places: bytes, kind: int = 29) -> Path:
    """A 64-bit ELF file of one mapped part, with a list of folders between two other entries."""
    names = b"\0libz.so.1\0" + places + b"\0"
    entries = ((NEEDED, 1), (kind, 11), (5, ADDRESS + NAMES_AT), (INITIAL, 7), (0, 0))
    table = b"".join(struct.pack("<qQ", *entry) for entry in entries)
    whole = NAMES_AT + len(names)
    header = struct.pack("<16sHHIQQQIHHHHHH", b"\x7fELF", 3, 62, 1, 0, 64, 0, 0, 64, 56, 2, 0, 0, 0)
    mapped = struct.pack("<IIQQQQQQ", 1, 5, 0, ADDRESS, ADDRESS, whole, whole, 0x1000)
    at = ADDRESS + TABLE_AT
    dynamic = struct.pack("<IIQQQQQQ", 2, 6, TABLE_AT, at, at, len(table), len(table), 8)
    content = (header + mapped + dynamic).ljust(TABLE_AT, b"\0") + table
    path = folder / "lib.so.1"
    path.write_bytes(content.ljust(NAMES_AT, b"\0") + names)
    return path


def entries(path: Path) -> list[tuple[int, int]]:
    return list(struct.iter_unpack("<qQ", path.read_bytes()[TABLE_AT : TABLE_AT + 5 * 16]))


@pytest.mark.parametrize("kind", [15, 29])
@pytest.mark.parametrize("places", [b"/builds/someone/python/lib", b"lib", b"/a::/b"])
def test_folders_of_the_machine_of_the_build_go(tmp_path: Path, places: bytes, kind: int) -> None:
    path = library(tmp_path, places, kind)
    assert installer_paths.foreign(tmp_path) == ["lib.so.1"]
    assert installer_paths.forget_places(tmp_path) == 1
    assert installer_paths.foreign(tmp_path) == []
    assert entries(path) == [(NEEDED, 1), (5, ADDRESS + NAMES_AT), (INITIAL, 7), (0, 0), (0, 0)]


@pytest.mark.parametrize("places", [OWN, OWN + b":$ORIGIN", b""])
def test_folders_of_the_program_stay(tmp_path: Path, places: bytes) -> None:
    path = library(tmp_path, places)
    before = path.read_bytes()
    assert installer_paths.foreign(tmp_path) == []
    assert installer_paths.forget_places(tmp_path) == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize("foreign", [b":/opt/other", b":"])
def test_both_in_one_list_end_the_build(tmp_path: Path, foreign: bytes) -> None:
    path = library(tmp_path, OWN + foreign)
    before = path.read_bytes()
    with pytest.raises(SetupError, match="folders of its own and in foreign ones"):
        installer_paths.forget_places(tmp_path)
    assert path.read_bytes() == before


def test_what_is_no_library_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "words.so").write_bytes(b"/builds/someone")
    (tmp_path / "plain.so").write_bytes(struct.pack("<16sHHIQQQIHHHHHH", b"\x7fELF", *[0] * 13))
    assert (installer_paths.forget_places(tmp_path), installer_paths.foreign(tmp_path)) == (0, [])
