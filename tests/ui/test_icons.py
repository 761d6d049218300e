"""Every symbol a person can get is drawn, in the colour asked for."""

import pytest

pytest.importorskip("PySide6")
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from kiosk import logs
from kiosk.domain.names import SYMBOLS
from kiosk.paths import resources_dir
from kiosk.ui.kiosk.hints import HINTS
from kiosk.ui.kiosk.states import LOOKS
from kiosk.ui.widgets import icons

pytestmark = pytest.mark.qt


def shades(name: str, colour: str) -> set[str]:
    image = icons.pixmap(name, 48, colour).toImage()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(48)
        for y in range(48)
        if QColor.fromRgba(image.pixel(x, y)).alpha() == 255
    }


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_every_symbol_is_drawn(qapp: QApplication, symbol: str) -> None:
    assert shades(symbol, "#0d5c63") == {"#0d5c63"}


def test_every_icon_of_the_tables_is_there(qapp: QApplication) -> None:
    wanted = {look.icon for look in LOOKS.values()} | {hint.icon for hint in HINTS.values()}
    for name in wanted - {""}:
        assert (resources_dir() / "icons" / f"{name}.svg").is_file(), name


def test_no_icon_is_none_that_is_missing(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The resting door has none; the log once said of each that a file was gone."""
    said: list[str] = []
    monkeypatch.setattr(logs, "event", said.append)
    assert shades("", "#0d5c63") == set()
    assert said == []


def test_two_symbols_never_look_the_same(qapp: QApplication) -> None:
    # The images are kept: what constBits gives is theirs.
    images = [icons.pixmap(name, 48, "#000000").toImage() for name in SYMBOLS]
    pictures = [bytes(image.constBits()) for image in images]
    assert len(set(pictures)) == len(SYMBOLS)


def test_a_symbol_we_do_not_have_is_left_out(qapp: QApplication) -> None:
    assert icons.symbol_file("../../secret") == ""
    assert icons.symbol_file("anchor") == "anchor"
