"""Real faces for the attacks, embedded once: a minute and more."""

from pathlib import Path

import pytest

from tests.attacks.people import Looks, looks_of


@pytest.fixture(scope="session")
def real_looks(shared_faces: Path) -> Looks:
    """Give the looks of everybody with five pictures in the benchmark, by the shipped model."""
    return looks_of(shared_faces)
