"""A virtual screen for programs that open real windows."""

from collections.abc import Iterator

import pytest

from tests.e2e.screens import virtual_screen


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """Give the DISPLAY of a virtual screen without a network socket of its own."""
    with virtual_screen() as display:
        yield display
