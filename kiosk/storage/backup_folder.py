"""The folder of backups: what is in it, what is kept, and what goes; no key is needed for any of it.

Several kiosks may share a folder: only files of the own installation are touched.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from kiosk import logs
from kiosk.domain.backups import TEMPLATE_DAYS, to_keep
from kiosk.domain.clock import Instant
from kiosk.errors import KioskError
from kiosk.paths import DIRECTORY_MODE, sync_folder
from kiosk.storage.backup_file import Manifest, reading, without_kiosk

SUFFIX: Final = ".backup"
FAULTY: Final = ".faulty"
"""Added to the name of a backup that was found faulty: it is not kept in the place of a sound one."""
TEMPLATE_AGE: Final = timedelta(days=TEMPLATE_DAYS)
_STAMP: Final = "%Y-%m-%dT%H%M%SZ"
_NAME: Final = re.compile(r"rollcall-(\d{4}-\d\d-\d\dT\d{6}Z)(?:-\d{1,3})?\.backup(\.faulty)?")


@dataclass(frozen=True, slots=True)
class Found:
    """A backup in the folder.

    Attributes:
        path: The file.
        size: Bytes.
        manifest: What it says of itself; not authenticated here.
    """

    path: Path
    size: int
    manifest: Manifest

    @property
    def is_faulty(self) -> bool:
        """It was opened again and did not come up to its promises."""
        return self.path.name.endswith(FAULTY)

    @property
    def has_templates(self) -> bool:
        """Zone K is in it."""
        return self.manifest.kiosk is not None


def file_name(folder: Path, made: Instant) -> str:
    """Give the name of a new backup."""
    stem = f"rollcall-{made.utc.strftime(_STAMP)}"
    taken = {path.name for path in folder.glob(f"{stem}*")}
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{SUFFIX}" for number in range(1, 1000))
    return next(name for name in names if name not in taken)


def unfinished(folder: Path, install: str) -> Path:
    """Give the name under which a backup is written before it is whole."""
    return folder / f".rollcall-{install}.new"


def make(folder: Path) -> None:
    """Make the folder, for its owner only, where there is none. Raises OSError."""
    folder.mkdir(mode=DIRECTORY_MODE, parents=True, exist_ok=True)


def found(folder: Path, install: str | None = None) -> list[Found]:
    """Give the backups of an installation, newest first; None for those of all.

    What cannot be read as a backup is left out.
    """
    return sorted(_found(folder, install), key=lambda one: one.manifest.made, reverse=True)


def unreadable(folder: Path) -> list[str]:
    """Give the names of files that are called like backups and cannot be read as one."""
    return [path.name for path in _files(folder) if _look(path) is None]


def backups_with_templates(folder: Path, install: str | None = None) -> list[Instant]:
    """Give when the backups were made that hold Zone K, newest first."""
    return [one.manifest.made for one in found(folder, install) if one.has_templates]


def tidy(folder: Path, install: str, now: Instant, ahead: timedelta = timedelta()) -> list[str]:
    """Take away what is not kept, and Zone K out of what is 30 days old.

    Killed at any moment it leaves each backup whole, as it was or without Zone K.

    Args:
        folder: Of the backups.
        install: Whose.
        now: The moment, in the school's zone.
        ahead: How long until the next time: what gets 30 days old by then goes now.

    Returns:
        The names of backups that still hold Zone K although they should not, as they could not be rewritten.
    """
    remove_leftovers(folder, install)
    mine = found(folder, install)
    sound = [one for one in mine if not one.is_faulty]
    days = [_day(one, now) for one in sound]
    kept_days = to_keep(days, _local_day(now, now))
    newest_of = {day: one.path for day, one in reversed(list(zip(days, sound, strict=True)))}
    kept = {newest_of[day] for day in kept_days if day in newest_of} | way_back(sound, now)
    failed = []
    for one in mine:
        is_old = one.manifest.made.utc + TEMPLATE_AGE <= now.utc + ahead
        if (one.is_faulty and is_old) or (not one.is_faulty and one.path not in kept):
            if not _remove(one.path) and is_old and one.has_templates:
                failed.append(one.path.name)
        elif is_old and one.has_templates and not _strip(one, has_newer=one is not sound[0]):
            failed.append(one.path.name)
    return failed


def way_back(sound: Sequence[Found], now: Instant) -> set[Path]:
    """Give the newest backup that an older program opens, for as long as Zone K stays in it.

    It is the one that was made before this program changed anything, and one of a later hour of that day does
    not do in its place.

    Args:
        sound: The backups, newest first.
        now: The moment.
    """
    newest_k = max((one.manifest.kiosk.schema for one in sound if one.manifest.kiosk), default=0)
    newest_r = max((one.manifest.schema_r or 0 for one in sound), default=0)
    for one in sound:
        is_older_k = one.manifest.kiosk is not None and one.manifest.kiosk.schema < newest_k
        is_older_r = one.manifest.schema_r is not None and one.manifest.schema_r < newest_r
        if is_older_k or is_older_r:
            return {one.path} if now.utc < one.manifest.made.utc + TEMPLATE_AGE else set()
    return set()


def mark_faulty(path: Path) -> Path:
    """Give a backup that was found faulty its other name. Raises OSError."""
    return path.rename(path.with_name(path.name + FAULTY))


def remove_leftovers(folder: Path, install: str) -> None:
    """Take away what a kill left half written."""
    leftover = unfinished(folder, install)
    if leftover.exists():
        _remove(leftover)


def _strip(one: Found, *, has_newer: bool) -> bool:
    """Take Zone K out of a backup; where that cannot be, the backup goes, unless it is the only one."""
    target = unfinished(one.path.parent, one.manifest.install)
    try:
        without_kiosk(one.path, target)
        target.replace(one.path)
        sync_folder(one.path.parent)
    except (OSError, KioskError):
        logs.event("backup-not-stripped")
        return has_newer and _remove(one.path)
    logs.event("backup-stripped")
    return True


def _remove(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        logs.event("backup-not-removed")
        return False
    return True


def _found(folder: Path, install: str | None) -> Iterator[Found]:
    for path in _files(folder):
        one = _look(path)
        if one is not None and install in {None, one.manifest.install}:
            yield one


def _look(path: Path) -> Found | None:
    try:
        with reading(path) as backup:
            return Found(path, path.stat().st_size, backup.manifest)
    except (KioskError, OSError):
        return None


def _files(folder: Path) -> Sequence[Path]:
    try:
        return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    except OSError:
        return []


def _day(one: Found, now: Instant) -> date:
    return _local_day(one.manifest.made, now)


def _local_day(moment: Instant, now: Instant) -> date:
    return Instant.at(moment.utc, now.zone).local_date
