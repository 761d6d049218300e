"""A built program as one file to pass on, the same bytes each time, and the checksums of such files."""

import hashlib
import lzma
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path

CHECKSUMS = "SHA256SUMS"
_FOLDER_OR_PROGRAM = 0o755
_PLAIN = 0o644
_PRESET = 6


def pack(folder: Path, target: Path, epoch: int) -> Path:
    """Write a folder as .tar.xz: sorted, from one moment, nobody's, with plain modes.

    Args:
        folder: What is packed, under its own name.
        target: The file; put in place whole.
        epoch: Seconds since 1970 that every file is said to be from.

    Returns:
        The file.
    """
    unfinished = target.with_name(f"{target.name}.new")
    with (
        lzma.open(unfinished, "wb", preset=_PRESET) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in (folder, *_walk(folder)):
            entry = archive.gettarinfo(path, (Path(folder.name) / path.relative_to(folder)).as_posix())
            if entry.islnk():  # that two names share a file depends on the disk that it was built on
                entry.type, entry.linkname, entry.size = tarfile.REGTYPE, "", path.stat().st_size
            _make_plain(entry, epoch)
            if entry.isreg():
                with path.open("rb") as file:
                    archive.addfile(entry, file)
            else:
                archive.addfile(entry)
    return unfinished.replace(target)


def _make_plain(entry: tarfile.TarInfo, epoch: int) -> None:
    """Take away what depends on who built it, when and where."""
    entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = epoch, 0, 0, "", ""
    is_started = entry.isdir() or bool(entry.mode & 0o100)
    entry.mode = _FOLDER_OR_PROGRAM if is_started else _PLAIN


def _walk(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.rglob("*"))


def write_checksums(files: Sequence[Path], out: Path) -> Path:
    """Write SHA256SUMS, as `sha256sum --check` reads it.

    Args:
        files: What is passed on, in `out`.
        out: The folder.

    Returns:
        The file.
    """
    lines = [f"{sha256(path)}  {path.name}\n" for path in sorted(files)]
    target = out / CHECKSUMS
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return target


def sha256(path: Path) -> str:
    """Give a file's hash in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
