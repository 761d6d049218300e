"""What a restore leaves beside the data directory: the data from before, whose templates go after 30 days."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.paths import DataDir
from kiosk.storage.backup_folder import TEMPLATE_AGE

_STAMP: Final = "%Y-%m-%dT%H%M%SZ"
_WORD: Final = ".before-restore-"


def name_for(root: Path, now: Instant) -> Path:
    """Give where the data from before go when something is restored in their place."""
    return root.with_name(f"{root.name}{_WORD}{now.utc.strftime(_STAMP)}")


def tidy(data_dir: DataDir, now: Instant, ahead: timedelta = timedelta()) -> None:
    """Take Zone K and the device key out of what was left behind 30 days ago; Zone R stays the school's.

    Args:
        data_dir: The data in use.
        now: The moment.
        ahead: How long until the next time: what gets 30 days old by then goes now.
    """
    for folder, moment in found(data_dir.root):
        if moment + TEMPLATE_AGE <= now.utc + ahead:
            _strip(DataDir(folder))


def found(root: Path) -> list[tuple[Path, datetime]]:
    """Give the folders that restores left beside a data directory, and when, oldest first."""
    pattern = re.compile(re.escape(root.name + _WORD) + r"(\d{4}-\d\d-\d\dT\d{6}Z)")
    there = [(path, pattern.fullmatch(path.name)) for path in root.parent.iterdir()]
    return sorted(
        (path, datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC))
        for path, match in there
        if match is not None and path.is_dir() and not path.is_symlink()
    )


def _strip(old: DataDir) -> None:
    files = [old.kiosk_db.with_name(old.kiosk_db.name + suffix) for suffix in ("", "-wal", "-shm")]
    gone = [path for path in (*files, old.device_key_file) if path.exists()]
    try:
        for path in gone:
            path.unlink()
    except OSError:
        logs.event("left-behind-not-stripped")
        return
    if gone:
        logs.event("left-behind-stripped")
