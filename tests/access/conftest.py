"""What the walks share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.conftest import compiled_translations, pseudo_resources, speak, third_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

__all__ = ["compiled_translations", "pseudo_resources", "speak", "third_language"]
"""Fixtures of other tests that these use too."""


@pytest.fixture
def walk(qapp: "QApplication", tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Walk through a kind of window, and fail with all that is found; as it was again afterwards."""
    from kiosk.ui import i18n, theme
    from tests.access import walks

    def go(language: str, place: Any, **options: Any) -> None:
        found = walks.walk(qapp, language, place, tmp_path, **options)
        if found:
            pytest.fail(found, pytrace=False)

    yield go
    i18n.install(qapp, "en")
    theme.apply(qapp)
    qapp.setStyleSheet("")
