"""The wizard in a language whose texts are four tenths longer: nothing cut, covered or pushed out."""

from collections.abc import Callable

import pytest

pytest.importorskip("PySide6")
from bootstrap.pseudo import CODE
from tests.gallery.scenes import Place

pytestmark = [
    pytest.mark.qt,
    pytest.mark.usefixtures("third_language"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]


def test_nothing_is_wrong_in_the_wizard(walk: Callable[..., None]) -> None:
    walk(CODE, Place.WIZARD, has_once=False)
