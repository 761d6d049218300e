"""A TOML table that is read strictly: values are asked for by type, a wrong one is told with its place."""

import re
from collections.abc import Sequence
from math import isfinite
from typing import Any, TypeGuard


class Wrong(Exception):  # noqa: N818 - becomes a KioskError before it leaves the reader of a file
    """Where a file is wrong and how, in one line."""


class Table:
    """A TOML table whose values are asked for by type; a wrong one raises `Wrong` with its place."""

    def __init__(self, values: object, place: str) -> None:
        if not isinstance(values, dict):
            raise Wrong(f"{place} is not a table")
        self._values: dict[str, Any] = values
        self.place = place

    def wrong(self, key: str, why: str) -> Wrong:
        """Give the error for a value, with its place."""
        return Wrong(f"{self.place}{': ' if self.place else ''}{key} {why}")

    def has(self, key: str) -> bool:
        """Say whether the key is there."""
        return key in self._values

    def get(self, key: str, kind: type | tuple[type, ...], what: str) -> Any:
        """Give a value of a type; true and false are no whole numbers."""
        if key not in self._values:
            raise self.wrong(key, "is missing")
        value = self._values[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(key, f"is not {what}")
        return value

    def text(self, key: str, *, among: Sequence[str] = ()) -> str:
        """Give a text that is not empty, and one of `among` where that is given."""
        value: str = self.get(key, str, "text")
        if not value.strip():
            raise self.wrong(key, "is empty")
        if among and value not in among:
            raise self.wrong(key, f"is not one of {', '.join(among)}")
        return value

    def matching(self, key: str, pattern: re.Pattern[str], what: str) -> str:
        """Give a text that a pattern matches whole."""
        value = self.text(key)
        if not pattern.fullmatch(value):
            raise self.wrong(key, f"is not {what}")
        return value

    def positive(self, key: str) -> int:
        """Give a whole number above 0."""
        value: int = self.get(key, int, "a whole number")
        if value <= 0:
            raise self.wrong(key, "is not above 0")
        return value

    def number(self, key: str) -> float:
        """Give a finite number."""
        value: object = self.get(key, (int, float), "a number")
        if not is_number(value):
            raise self.wrong(key, "is not a number")
        return float(value)

    def flag(self, key: str) -> bool:
        """Give true or false; a missing one is false."""
        value: bool = self.get(key, bool, "true or false") if key in self._values else False
        return value

    def items(self, key: str) -> list[Any]:
        """Give a list."""
        value: list[Any] = self.get(key, list, "a list")
        return value

    def three(self, key: str) -> tuple[float, float, float]:
        """Give three finite numbers."""
        values = self.items(key)
        if len(values) != 3 or not all(is_number(value) for value in values):
            raise self.wrong(key, "is not a list of three numbers")
        return float(values[0]), float(values[1]), float(values[2])

    def table(self, key: str) -> "Table":
        """Give a table inside this one."""
        if key not in self._values:
            raise self.wrong(key, "is missing")
        return Table(self._values[key], f"{self.place}, {key}" if self.place else key)

    def tables(self, key: str) -> list["Table"]:
        """Give a list of tables, each with its name or number as its place."""
        rows = self.items(key)
        return [Table(row, f"{key} {_label(row, number)}") for number, row in enumerate(rows, start=1)]


def _label(row: object, number: int) -> str:
    """Name an entry in an error: its own name where it has one, else its number."""
    name = row.get("name") if isinstance(row, dict) else None
    return name if isinstance(name, str) and name else str(number)


def is_number(value: object) -> TypeGuard[int | float]:
    """Say whether it is a finite number; TOML has nan and inf, and true is an int to Python."""
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    except OverflowError:  # a whole number of hundreds of digits
        return False
