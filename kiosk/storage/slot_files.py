"""The slot file, written twice, so that one damaged file locks nobody out.

The first file is the one that counts. The copy is written before it, so a kill between the two leaves the
first as it was, and whoever opens the directory next makes the copy the same again: a slot that was removed
is in neither. The copy is read only where the first is missing or damaged.
"""

import contextlib
import logging
from pathlib import Path

from kiosk import logs
from kiosk.errors import KioskError
from kiosk.paths import DataDir
from kiosk.storage import slots
from kiosk.storage.slots import Slots


def read(data_dir: DataDir) -> Slots:
    """Read the slots and change nothing; the directory may be in use.

    Raises:
        KioskError: SLOTS_DAMAGED when neither file can be used; DATA_DIR_UNWRITABLE without the right to.
    """
    try:
        return slots.read(data_dir.slots_file)
    except KioskError as error:
        copy = _usable(data_dir)
        if copy is None:
            raise error from None
        return copy


def read_and_mend(data_dir: DataDir) -> Slots:
    """Read the slots, and make both files say the same, in this program's format.

    Whoever calls holds the directory's lock. What cannot be mended is logged and stays: the next start tries
    again.

    Raises:
        KioskError: SLOTS_DAMAGED when neither file can be used; DATA_DIR_UNWRITABLE without the right to.
    """
    found = read(data_dir)
    is_first_lost = not _is_readable(data_dir.slots_file)
    for path in (data_dir.slots_copy, data_dir.slots_file):
        if not _holds(path, found):
            _put(path, found)
    if is_first_lost:
        logs.event("slots-from-copy", level=logging.WARNING)
    return found


def write(data_dir: DataDir, new: Slots) -> None:
    """Replace both files.

    Raises:
        KioskError: DATABASE_FULL when one cannot be written; the first file is then untouched.
    """
    slots.write(data_dir.slots_copy, new)
    try:
        slots.write(data_dir.slots_file, new)
    except KioskError:
        with contextlib.suppress(KioskError):  # the first file counts: the next start mends the copy
            slots.write(data_dir.slots_copy, slots.read(data_dir.slots_file))
        raise


def _put(path: Path, found: Slots) -> None:
    try:
        slots.write(path, found)
    except KioskError:
        logs.event("slots-not-mended", level=logging.WARNING)
    else:
        logs.event("slots-mended")


def _is_readable(path: Path) -> bool:
    try:
        slots.read(path)
    except KioskError:
        return False
    return True


def _usable(data_dir: DataDir) -> Slots | None:
    try:
        return slots.read(data_dir.slots_copy)
    except KioskError:
        return None


def _holds(path: Path, wanted: Slots) -> bool:
    """Say whether a file holds these slots in this program's format, byte by byte."""
    try:
        return path.read_bytes() == slots.to_bytes(wanted)
    except OSError:
        return False
