"""What the fuzz tests share: how many cases, any JSON, and what two databases hold."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.storage.sqlcipher import Database

CASES = pytest.mark.parametrize(
    "cases", [150, pytest.param(5000, marks=[pytest.mark.slow, pytest.mark.timeout(3600)])]
)
"""A few in each run, 5,000 with `-m slow`."""
NUMBERS = st.one_of(
    st.integers(-3, 70), st.sampled_from([2**31, 2**53, 2**62, 2**63 - 1, 2**63, 10**30, -(2**63)])
)
TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(["", "\ud800", "\0", "x" * 36, "9" * 5000]))
JSON: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, st.floats(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)


def fuzz(cases: int, strategy: st.SearchStrategy[Any], body: Callable[[Any], None]) -> None:
    """Run `body` on so many values; what it raises fails the test with the value that did it."""

    @settings(max_examples=cases, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(strategy)
    def run(value: Any) -> None:
        body(value)

    run()


def digest(database: Database, *, without: frozenset[str] = frozenset()) -> str:
    """Give a hash of every row of every table, but for those that change with each start and each try."""
    tables = [row[0] for row in database.read("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    rows = {table: database.read(f"SELECT * FROM {table}") for table in tables if table not in without}
    return sha256(repr(sorted(rows.items())).encode()).hexdigest()


def places(content: Any, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """List the paths of all values in a JSON document."""
    found = [here] if here else []
    if isinstance(content, dict | list):
        items: Any = content.items() if isinstance(content, dict) else enumerate(content)
        for key, value in items:
            found += places(value, (*here, key))
    return found


def changed(content: Any, place: tuple[str | int, ...], value: Any, *, is_removed: bool) -> Any:
    """Give a copy with one value replaced, or taken away."""
    copy = json.loads(json.dumps(content))
    target = copy
    for step in place[:-1]:
        target = target[step]
    if is_removed:
        del target[place[-1]]
    else:
        target[place[-1]] = value
    return copy
