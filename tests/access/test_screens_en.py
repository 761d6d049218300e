"""Every screen in English: nothing cut, covered, too small, nameless, or out of the keyboard's reach."""

from collections.abc import Callable

import pytest

pytest.importorskip("PySide6")
from tests.gallery.scenes import Place

pytestmark = [pytest.mark.qt, pytest.mark.qt_log_ignore("This plugin does not support")]


@pytest.mark.parametrize("place", Place)
def test_nothing_is_wrong(walk: Callable[..., None], place: Place) -> None:
    walk("en", place)
