"""Whether a database that came from outside has exactly the tables and triggers of this program.

A right key and right pages do not say that: a trigger put into a copy would run with this program's writes.
"""

from collections.abc import Sequence
from contextlib import closing
from functools import cache

import sqlcipher3.dbapi2 as driver

from kiosk.storage.migrations import statements
from kiosk.storage.sqlcipher import Database

_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"


def is_ours(database: Database, steps: Sequence[str]) -> bool:
    """Say whether a database has the schema that all steps together make, and nothing more."""
    return set(database.read(_OBJECTS)) == _objects_of(tuple(steps))


@cache
def _objects_of(steps: tuple[str, ...]) -> set[tuple[str, ...]]:
    with closing(driver.connect(":memory:", isolation_level=None)) as fresh:
        for script in steps:
            for statement in statements(script):
                fresh.execute(statement)
        return set(fresh.execute(_OBJECTS).fetchall())
