"""Taking symbols out of the built program's libraries, but for those that would not load afterwards.

Wheels' libraries were moved about by patchelf; `strip` lays some of these out so that the loader refuses them
("ELF load command address/offset not page-aligned", numpy's and scipy's OpenBLAS for two).
"""

import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bootstrap.debian_needs import is_elf

_LOAD = 1
_HEADER_64 = struct.Struct("<16xHHIQQQIHHHHHH")
_SEGMENT_64 = struct.Struct("<IIQQQQQQ")


def strip_libraries(folder: Path) -> int:
    """Strip each shared library below a folder where the result can be loaded.

    Args:
        folder: Of the built program. The program itself is left alone: what PyInstaller put behind it would
            be lost.

    Returns:
        Bytes saved.
    """
    return sum(_strip(path) for path in _libraries(folder))


def _libraries(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.so*")):
        if path.is_file() and not path.is_symlink() and is_elf(path):
            yield path


def _strip(path: Path) -> int:
    before, stripped = path.stat().st_size, path.with_name(f"{path.name}.stripped")
    command = ["strip", "--strip-unneeded", "-o", str(stripped), str(path)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    is_better = done.returncode == 0 and stripped.stat().st_size < before and can_be_loaded(stripped)
    if not is_better:
        stripped.unlink(missing_ok=True)
        return 0
    shutil.copymode(path, stripped)
    saved = before - stripped.stat().st_size
    stripped.replace(path)
    return saved


def can_be_loaded(library: Path) -> bool:
    """Say whether each part that is mapped into memory lies as the loader wants it.

    Source: glibc's elf/dl-load.c; address and place in the file differ by a multiple of the alignment.

    Args:
        library: A 64-bit ELF file.
    """
    content = library.read_bytes()
    if len(content) < _HEADER_64.size:
        return False
    header = _HEADER_64.unpack_from(content)
    start, size, count = header[4], header[8], header[9]
    segments = (_SEGMENT_64.unpack_from(content, start + number * size) for number in range(count))
    return all(
        (address - offset) % max(alignment, 1) == 0
        for kind, _, offset, address, _, _, _, alignment in segments
        if kind == _LOAD
    )
