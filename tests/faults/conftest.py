"""A small school for each test that asks for one, closed at the end whatever became of its disk.

The folders are in memory where there is such a place: what a kill leaves is the same there, and thousands of
commits wait for no disk.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.fakes_storage import SmallSchool, small_school

MEMORY: Final = Path("/dev/shm")


@pytest.fixture(scope="session")
def fast_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for all tests here, in memory where that can be."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path_factory.mktemp("faults")
        return
    with tempfile.TemporaryDirectory(prefix="rollcall-faults-", dir=MEMORY) as name:
        yield Path(name)


@pytest.fixture
def tmp_path(fast_folder: Path) -> Iterator[Path]:
    """A folder for one test, taken away after it: memory is not for keeping."""
    folder = Path(tempfile.mkdtemp(dir=fast_folder))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    made = small_school(tmp_path / "data")
    yield made
    made.vault.close()
