"""Opening a zone that exists, with the key that a slot gave, at this program's version."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from kiosk.errors import Code, KioskError
from kiosk.storage import migrations
from kiosk.storage.keys import SecretBytes
from kiosk.storage.sqlcipher import Database, WrongKeyError, open_database


def open_zone(path: Path, key: SecretBytes, steps: Sequence[str]) -> Database:
    """Open Zone K or R.

    Args:
        path: Its file.
        key: From an authenticated slot.
        steps: Its migrations.

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
        migrations.migrate(database, steps)
        undo.pop_all()
    return database
