"""What means a direction of reading turns with the language; what means one in the room never does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kiosk.ui import i18n
from kiosk.ui.widgets import icons

pytestmark = pytest.mark.qt

FOLDER = Path(__file__).parents[2] / "resources" / "icons"
NAMES = sorted(file.stem for file in FOLDER.glob("*.svg"))


@pytest.fixture(autouse=True)
def _english_again(qapp: QApplication) -> Iterator[None]:
    yield
    i18n.install(qapp, "en")


def drawn(name: str) -> QImage:
    return icons.pixmap(name, 48, "#000000").toImage()


def test_every_mirrored_icon_is_there() -> None:
    assert set(NAMES) >= icons.MIRRORED


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_turns_with_the_language_or_never(qapp: QApplication, name: str) -> None:
    i18n.install(qapp, "en")
    english = drawn(name)
    i18n.install(qapp, "ar")
    arabic = drawn(name)
    if name in icons.MIRRORED:
        assert arabic != english
        assert difference_mirrored(arabic, english) < 8
    else:
        assert arabic == english


def difference_mirrored(one: QImage, other: QImage) -> int:
    """Give the largest difference in alpha; the edge of a stroke may be rounded otherwise."""
    return max(
        abs(one.pixelColor(x, y).alpha() - other.pixelColor(other.width() - 1 - x, y).alpha())
        for x in range(one.width())
        for y in range(one.height())
    )


@pytest.mark.parametrize("way", ["left", "right", "up", "down"])
def test_no_arrow_of_the_room_is_mirrored(way: str) -> None:
    assert f"ui-arrow-{way}" not in icons.MIRRORED
