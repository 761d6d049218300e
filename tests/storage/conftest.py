"""A small school for each test that asks for one, copied from one that was made once, closed at the end."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes_storage import PASSPHRASE, SchoolClock, SmallSchool, reopen, small_school


@pytest.fixture(scope="session")
def made_school(tmp_path_factory: pytest.TempPathFactory) -> SmallSchool:
    """Made once: making one costs some thirty commits, each with its fsync."""
    made = small_school(tmp_path_factory.mktemp("made") / "data")
    made.vault.close()
    return made


@pytest.fixture
def school(made_school: SmallSchool, tmp_path: Path) -> Iterator[SmallSchool]:
    folder, clock = tmp_path / "data", SchoolClock()
    shutil.copytree(made_school.folder, folder)
    vault = reopen(folder, clock)
    vault.sign_in(PASSPHRASE)
    own = replace(made_school, vault=vault, clock=clock, folder=folder)
    yield own
    own.vault.close()
