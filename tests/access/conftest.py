"""What the walks share."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture
def walk(qapp: "QApplication", tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Walk through a kind of window; English and the usual look again afterwards."""
    from kiosk.ui import i18n, theme
    from tests.access import walks

    def go(language: str, place: Any, **options: Any) -> str:
        return partial(walks.walk, qapp)(language, place, tmp_path, **options)

    yield go
    i18n.install(qapp, "en")
    theme.apply(qapp)
    qapp.setStyleSheet("")
