"""Numbered migrations, each in one transaction that also sets the version. A newer database is refused."""

from collections.abc import Sequence

import sqlcipher3.dbapi2 as driver

from kiosk.errors import Code, KioskError
from kiosk.storage.sqlcipher import Database


def migrate(database: Database, migrations: Sequence[str]) -> int:
    """Bring a database to the program's version.

    Args:
        database: Zone K or R.
        migrations: SQL scripts; number i (from 1) leads from version i - 1 to i.

    Returns:
        How many were applied.

    Raises:
        KioskError: DATABASE_NEWER when its version is higher than the program's; nothing is changed.
    """
    version = database.user_version
    if version > len(migrations):
        raise KioskError(Code.DATABASE_NEWER, where=database.name)
    for number, script in enumerate(migrations[version:], start=version + 1):
        with database.transaction():
            for statement in statements(script):
                database.write(statement)
            database.write(f"PRAGMA user_version = {number}")
    return len(migrations) - version


def statements(script: str) -> list[str]:
    """Cut a script into statements; a trigger's inner semicolons do not end it.

    Raises:
        ValueError: If the script ends inside a statement.
    """
    found, current = [], ""
    *pieces, rest = script.split(";")
    for piece in pieces:
        current += piece + ";"
        if driver.complete_statement(current):
            found.append(current.strip())
            current = ""
    if current or rest.strip():
        raise ValueError("the script ends inside a statement")
    return found
