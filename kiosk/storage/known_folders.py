"""Every folder that backups of this kiosk were ever made into: what is in an old one ends after 30 days, too.

They are rows of Zone K's chores, so that the tidying knows them while nobody is signed in.
"""

from hashlib import blake2b
from pathlib import Path
from typing import Final

from kiosk.storage.sqlcipher import Database

_PREFIX: Final = "backup-folder-"


def chore_of(folder: Path) -> str:
    """Give the chore that stands for a folder; its outcome is the path."""
    return _PREFIX + blake2b(str(folder).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def with_known(kiosk: Database, folder: Path) -> list[Path]:
    """Give the folder in use and every other that is known, that one first."""
    found = kiosk.read("SELECT outcome FROM chores WHERE chore LIKE ? ORDER BY chore", (_PREFIX + "%",))
    return [folder, *(Path(row[0]) for row in found if Path(row[0]) != folder)]
