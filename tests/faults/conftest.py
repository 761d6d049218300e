"""A small school for each test that asks for one, closed at the end whatever became of its disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes_storage import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    made = small_school(tmp_path / "data")
    yield made
    made.vault.close()
