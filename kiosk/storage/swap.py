"""Putting a restored directory in the place of the one in use, so that a kill at any moment loses neither.

A marker beside them is written once the new directory is whole; from then on the restore is decided, and
whoever starts next finishes it. Before it, the new directory is a leftover.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from kiosk import logs
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir, sync_folder, write_private
from kiosk.storage.instance_lock import InstanceLock


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a swap are.

    Attributes:
        target: The data directory.
        new: What will be it.
        marker: There while the swap is decided and not done.
    """

    target: Path
    new: Path
    marker: Path


def places_for(root: Path) -> Places:
    """Give the places of a data directory's swap."""
    return Places(root, root.with_name(f".{root.name}.restoring"), DataDir(root).restore_marker)


def swap(places: Places, old: Path | None) -> None:
    """Put the new directory in place. Whoever calls holds the locks of both.

    Args:
        places: Where.
        old: Where the data from before go; None when there are none.

    Raises:
        KioskError: RESTORE_INTO; the data from before are then in place.
    """
    try:
        write_private(places.marker, json.dumps({"old": None if old is None else old.name}).encode())
        _carry_out(places, old)
    except OSError:
        _take_back(places, old)
        raise KioskError(Code.RESTORE_INTO, where=places.target) from None


def finish(root: Path) -> bool:
    """Finish a swap that was cut off; says whether there was one. Does nothing while it goes on elsewhere.

    Raises:
        KioskError: RESTORE_INTO when it cannot be finished.
    """
    places = places_for(root)
    if not places.marker.exists():
        return False
    where = places.new if places.new.exists() else root
    try:
        lock = InstanceLock(DataDir(where).lock_file)
    except KioskError:
        return False
    with lock:
        try:
            _carry_out(places, _old_of(places))
        except OSError:
            raise KioskError(Code.RESTORE_INTO, where=root) from None
    logs.event("restore-finished")
    return True


def remove_leftover(places: Places) -> None:
    """Take away a new directory that never was whole.

    Raises:
        KioskError: DATA_DIR_BUSY when another restore is making it; RESTORE_INTO.
    """
    if not places.new.exists():
        return
    with InstanceLock(DataDir(places.new).lock_file):
        try:
            shutil.rmtree(places.new)
        except OSError:
            raise KioskError(Code.RESTORE_INTO, where=places.new) from None


def _carry_out(places: Places, old: Path | None) -> None:
    """Do what is not done yet. Each step is a rename, and knows by what is there whether it was done."""
    if places.new.exists():
        if old is not None and places.target.exists():
            places.target.rename(old)
        places.new.rename(places.target)
        sync_folder(places.target.parent)
    if old is not None:
        _bring_along(old, places.target)
    places.marker.unlink(missing_ok=True)
    sync_folder(places.target.parent)


def _bring_along(old: Path, target: Path) -> None:
    """Take the backups along: they are kept and tidied where the kiosk looks for them."""
    theirs, ours = DataDir(old).backup_dir, DataDir(target).backup_dir
    if theirs.exists() and not ours.exists():
        theirs.rename(ours)


def _take_back(places: Places, old: Path | None) -> None:
    if old is not None and old.exists() and not places.target.exists():
        try:
            old.rename(places.target)
        except OSError:
            return  # the marker stays: the next start finishes the restore instead
    if places.target.exists() and places.new.exists():
        places.marker.unlink(missing_ok=True)


def _old_of(places: Places) -> Path | None:
    try:
        name = json.loads(places.marker.read_bytes())["old"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    # Only a name beside the directory: the marker is a file like any other.
    if not isinstance(name, str) or Path(name).name != name:
        return None
    return places.target.with_name(name)
