"""Taking out of the built program's libraries where the machine of the build kept its own.

A library may carry a list of folders in which the loader looks before it asks the system (RPATH, RUNPATH).
Python made by pyenv carries its own folder in somebody's home, and one wheel that of its maker: on a school's
computer, whoever can make that folder could put a library into the program. Folders that are given from
where the library lies ($ORIGIN) stay.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bootstrap.console import SetupError
from bootstrap.debian_needs import is_elf

ORIGIN = b"$ORIGIN"
_LOAD, _DYNAMIC = 1, 2
_END, _NAMES, _RPATH, _RUNPATH = 0, 5, 15, 29
_HEADER_64 = struct.Struct("<16xHHIQQQIHHHHHH")
_SEGMENT_64 = struct.Struct("<IIQQQQQQ")
_ENTRY_64 = struct.Struct("<qQ")


@dataclass(frozen=True, slots=True)
class _Segment:
    kind: int
    offset: int
    address: int
    size: int


@dataclass(frozen=True, slots=True)
class _Table:
    """What a library tells the loader: entries of a kind and a value, and where they lie in the file."""

    offset: int
    entries: tuple[tuple[int, int], ...]
    names: int


def forget_places(folder: Path) -> int:
    """Take every list of foreign folders out of the libraries below a folder.

    Args:
        folder: Of the built program.

    Returns:
        How many libraries had one.

    Raises:
        SetupError: If a list holds foreign folders beside some of the program's own.
    """
    return sum(_forget(path) for path in _libraries(folder))


def foreign(folder: Path) -> list[str]:
    """Name the libraries in which the loader would look into folders that are not the program's.

    Args:
        folder: Of the built program.
    """
    return [path.name for path in _libraries(folder) if any(map(_is_foreign, _places(path.read_bytes())))]


def _libraries(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.so*")):
        if path.is_file() and not path.is_symlink() and is_elf(path):
            yield path


def _forget(path: Path) -> bool:
    content = bytearray(path.read_bytes())
    found = [_is_foreign(place) for place in _places(content)]
    if not any(found):
        return False
    if not all(found):
        what = f"{path.name} looks for libraries in folders of its own and in foreign ones."
        raise SetupError(what, "Say in bootstrap/installer_paths.py what is to become of it.")
    table = _table(content)
    kept = [entry for entry in table.entries if entry[0] not in (_RPATH, _RUNPATH)]
    kept += [(_END, 0)] * (len(table.entries) - len(kept))
    for number, entry in enumerate(kept):
        _ENTRY_64.pack_into(content, table.offset + number * _ENTRY_64.size, *entry)
    path.write_bytes(content)
    return True


def _is_foreign(place: bytes) -> bool:
    """Say whether a folder is not the program's; one without a name is where it was started."""
    return not place.startswith(ORIGIN)


def _places(content: bytes | bytearray) -> list[bytes]:
    """Give the folders that a library names to look into."""
    table = _table(content)
    starts = [table.names + value for kind, value in table.entries if kind in (_RPATH, _RUNPATH)]
    lists = [bytes(content[start : content.index(b"\0", start)]) for start in starts]
    return [place for places in lists if places for place in places.split(b":")]


def _table(content: bytes | bytearray) -> _Table:
    segments = list(_segments(content))
    dynamic = next((segment for segment in segments if segment.kind == _DYNAMIC), None)
    if dynamic is None:
        return _Table(0, (), 0)
    entries = tuple(_ENTRY_64.iter_unpack(content[dynamic.offset : dynamic.offset + dynamic.size]))
    address = dict(entries).get(_NAMES, 0)
    names = next(
        segment.offset + address - segment.address
        for segment in segments
        if segment.kind == _LOAD and segment.address <= address < segment.address + segment.size
    )
    return _Table(dynamic.offset, entries, names)


def _segments(content: bytes | bytearray) -> Iterator[_Segment]:
    header = _HEADER_64.unpack_from(content)
    start, size, count = header[4], header[8], header[9]
    for number in range(count):
        kind, _, offset, address, _, length, _, _ = _SEGMENT_64.unpack_from(content, start + number * size)
        yield _Segment(kind, offset, address, length)
