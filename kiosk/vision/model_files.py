"""Model files on the disk: whether one is there, and putting one there whole or not at all.

Used by the commands and by models/install.py, which downloads. No file is opened as a model here.
"""

import hashlib
import os
from enum import StrEnum
from pathlib import Path

from kiosk.errors import Code, KioskError
from kiosk.vision.models import ModelEntry

_PIECE = 1 << 20
_MODE = 0o644
"""Nothing in a model is secret, and the kiosk may run under another account than the one that installs."""


class FileState(StrEnum):
    """How a model's file is."""

    THERE = "there"
    MISSING = "missing"
    WRONG = "wrong"
    """Another size or another sha256 than the manifest's: it is never used."""


def file_state(entry: ModelEntry, folder: Path) -> FileState:
    """Compare a model's file with the manifest, without keeping it in memory.

    Args:
        entry: Which.
        folder: models/built.
    """
    path = folder / entry.file
    try:
        if path.stat().st_size != entry.size:
            return FileState.WRONG
        return FileState.THERE if sha256(path) == entry.sha256 else FileState.WRONG
    except OSError:
        return FileState.WRONG if path.exists() else FileState.MISSING


def sha256(path: Path) -> str:
    """Give a file's sha256, hex.

    Raises:
        OSError: If it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def copy_in(entry: ModelEntry, source: Path, folder: Path) -> None:
    """Copy a model's file to its place, where it is the manifest's to the last byte.

    Args:
        entry: Which.
        source: The file that an administrator brought.
        folder: models/built.

    Raises:
        KioskError: FILE_UNREADABLE, MODEL_FILE_OTHER when size or sha256 differ, MODEL_NOT_WRITTEN; what was
            there before is then untouched.
    """
    target = folder / entry.file
    temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        content = _read(entry, source)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # Never into what somebody laid there, a link for one.
            temporary.unlink(missing_ok=True)
            with temporary.open("xb") as file:
                file.write(content)
            put_in_place(temporary, target)
        except OSError as error:
            raise KioskError(Code.MODEL_NOT_WRITTEN, where=entry.file) from error
    finally:
        temporary.unlink(missing_ok=True)


def _read(entry: ModelEntry, source: Path) -> bytes:
    """Read the file that was brought, and not more of it than it may have."""
    try:
        # Opening a pipe may never return.
        if not source.is_file():
            raise KioskError(Code.FILE_UNREADABLE, where=source)
        with source.open("rb") as file:
            content = file.read(entry.size + 1)
    except OSError as error:
        raise KioskError(Code.FILE_UNREADABLE, where=source) from error
    if hashlib.sha256(content).hexdigest() != entry.sha256:
        raise KioskError(Code.MODEL_FILE_OTHER, where=source.name, detail=entry.name)
    return content


def put_in_place(written: Path, target: Path) -> None:
    """Make a file that was written and compared the model's: on the disk first, then renamed.

    Args:
        written: In the folder of `target`.
        target: Replaced whole.

    Raises:
        OSError: If that is not possible; `target` is then untouched.
    """
    with written.open("rb+") as file:
        os.fsync(file.fileno())
    written.chmod(_MODE)
    written.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
