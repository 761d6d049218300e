"""Opening a zone that exists, with the key that a slot gave, at this program's version."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from kiosk.errors import Code, KioskError
from kiosk.storage import migrations, schema_r
from kiosk.storage.keys import AllKeys, SecretBytes
from kiosk.storage.sqlcipher import Database, WrongKeyError, open_database


def open_records(
    path: Path, keys: AllKeys, steps: Sequence[str] | None = schema_r.MIGRATIONS
) -> tuple[Database, SecretBytes]:
    """Open Zone R with whichever of a slot's keys it has: a rotation of keys can have been cut off.

    Args:
        path: Its file.
        keys: What the slot gave.
        steps: Its migrations; None leaves it at the version it has.

    Returns:
        Zone R, and the one of the keys that opened it.

    Raises:
        KioskError: DATABASE_DAMAGED, DATABASE_NEWER, DATABASE_FULL.
    """
    if keys.pending is not None:
        try:
            open_database(path, keys.zone_r).close()
        except WrongKeyError:
            return open_zone(path, keys.pending, steps), keys.pending
    return open_zone(path, keys.zone_r, steps), keys.zone_r


def open_zone(path: Path, key: SecretBytes, steps: Sequence[str] | None) -> Database:
    """Open Zone K or R.

    Args:
        path: Its file.
        key: From an authenticated slot.
        steps: Its migrations; None leaves it at the version it has.

    Raises:
        KioskError: DATABASE_DAMAGED, DATABASE_NEWER, DATABASE_FULL.
    """
    try:
        database = open_database(path, key)
    except WrongKeyError:
        # The key came out of an authenticated slot, so it is the file that is wrong.
        raise KioskError(Code.DATABASE_DAMAGED, where=path.name) from None
    with ExitStack() as undo:
        undo.callback(database.close)
        if steps is not None:
            migrations.migrate(database, steps)
        undo.pop_all()
    return database
