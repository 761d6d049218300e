"""How many there are of what in Zone K, for the support file."""

from collections.abc import Mapping
from typing import Final

from kiosk.storage.sqlcipher import Database

_TABLES: Final = ("people", "templates", "classes", "sessions", "outbox")


def how_many(kiosk: Database) -> Mapping[str, int]:
    """Count the rows of some tables of Zone K: people, templates, classes, registers, waiting marks."""
    counts = [int(kiosk.read(f"SELECT count(*) FROM {table}")[0][0]) for table in _TABLES]
    return dict(zip(("people", "templates", "classes", "registers", "waiting marks"), counts, strict=True))
