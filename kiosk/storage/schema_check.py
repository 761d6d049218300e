"""Whether a database that came from outside has exactly the tables and triggers of this program, and times.

A right key and right pages do not say that: a trigger put into a copy would run with this program's writes.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

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


def has_real_times(database: Database, schema: str = "main") -> bool:
    """Say whether all moments, zones, offsets and days are ones, as this program writes them.

    SQLite checks what the schema says of a column at `PRAGMA integrity_check`; that a text is a time it
    cannot know, and each reader of such a row would stop at it.

    Args:
        database: The connection.
        schema: Of the database looked at: "main", or an attached one.
    """
    for (table,) in database.read(f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table'"):
        for column in (row[1] for row in database.read(f"PRAGMA {schema}.table_info({table})")):
            check = _check_of(table, column)
            if check is not None and not check(database, f"{schema}.{table}", column):
                return False
    return True


def _check_of(table: str, column: str) -> "_Check | None":
    if column == "day" or (table, column) in _DAYS:
        return _are_days
    return next((check for end, check in _CHECKS if column.endswith(end)), None)


def _are_moments(database: Database, table: str, column: str) -> bool:
    odd = (
        f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL"
        f" AND ({column} NOT GLOB ? OR time({column}) IS NULL) LIMIT 1"
    )
    return not database.read(odd, (_MOMENT,)) and _are_days(database, table, column, "substr(?, 1, 10)")


def _are_days(database: Database, table: str, column: str, part: str = "?") -> bool:
    days = _values(database, table, part.replace("?", column))
    return all(_is(date.fromisoformat, day) for day in days)


def _are_zones(database: Database, table: str, column: str) -> bool:
    return all(_is(ZoneInfo, zone) for zone in _values(database, table, column))


def _are_offsets(database: Database, table: str, column: str) -> bool:
    return all(abs(offset) < _DAY_MINUTES for offset in _values(database, table, column))


def _values(database: Database, table: str, expression: str) -> list[Any]:
    found = database.read(f"SELECT DISTINCT {expression} FROM {table}")
    return [row[0] for row in found if row[0] is not None]


def _is(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except (ValueError, KeyError, OSError, TypeError):
        return False
    return True


_TWO: Final = "[0-9][0-9]"
_MOMENT: Final = f"[12][0-9]{_TWO}-{_TWO}-{_TWO}T{_TWO}:{_TWO}:{_TWO}.{_TWO * 3}+00:00"
_DAY_MINUTES: Final = 24 * 60
_CHECKS: Final = (("_utc", _are_moments), ("_zone", _are_zones), ("_offset", _are_offsets))
"""By the end of a column's name."""
_DAYS: Final = frozenset(
    (
        ("follow_ups", "since"),
        *((table, end) for table in ("terms", "holidays", "lessons") for end in ("first", "last")),
    )
)
"""Days in columns of other names than `day`; a `weekday` is a number, and a `holiday` an id."""
_Check = Callable[[Database, str, str], bool]
