"""Every screen in Arabic, mirrored: nothing cut, covered, too small, nameless or out of Tab's reach."""

from collections.abc import Callable

import pytest

pytest.importorskip("PySide6")
from tests.gallery.scenes import Place

pytestmark = [pytest.mark.qt, pytest.mark.qt_log_ignore("This plugin does not support")]


@pytest.mark.parametrize("place", Place)
def test_nothing_is_wrong(walk: Callable[..., None], place: Place) -> None:
    # Tab and names at the desk are those of the English walk; the door is walked whole.
    walk("ar", place, has_once=place is not Place.DESK)
