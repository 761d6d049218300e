"""Icons of resources/icons in a colour of the palette, drawn sharp at any size."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kiosk import logs, paths
from kiosk.domain.names import SYMBOLS
from kiosk.ui import i18n, theme

MIRRORED = frozenset({"ui-undo", "ui-list-not"})
"""Icons that follow the direction of reading: back is where one has read, a list begins where a line does.

Arrows are directions in the room and stay. So does the pad's key that takes a digit away: numbers run from
left to right in every language.
"""
_EMPTY = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"/>'


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    path = paths.resources_dir() / "icons" / f"{name}.svg"
    try:
        source = path.read_bytes()
    except OSError:
        logs.event("icon-missing")
        source = _EMPTY
    return QSvgRenderer(QByteArray(source.replace(b"currentColor", colour.encode())))


def draw(painter: QPainter, name: str, box: QRectF, colour: str) -> None:
    """Draw an icon into a rectangle, mirrored where it is one of `MIRRORED` and the language is read so.

    Args:
        painter: An active painter.
        name: A file of resources/icons without its ending: a personal symbol, or "ui-..."; "" draws nothing.
        box: Where; the icon is square and fills it.
        colour: "#rrggbb".
    """
    if not name:
        return
    if name not in MIRRORED or not i18n.is_right_to_left():
        _renderer(name, colour).render(painter, box)
        return
    painter.save()
    painter.translate(2 * box.center().x(), 0.0)
    painter.scale(-1.0, 1.0)
    _renderer(name, colour).render(painter, box)
    painter.restore()


def pixmap(name: str, side: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """Give an icon as a pixmap.

    Args:
        name: As for `draw`.
        side: Logical pixels.
        colour: "#rrggbb".
        ratio: Device pixel ratio of the screen it is for.
    """
    made = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, name, QRectF(0, 0, side, side), colour)
    painter.end()
    return made


def icon(name: str, colour: str, side: int = 48) -> QIcon:
    """Give an icon for a button; sharp up to twice `side`, and muted while it is disabled."""
    made = QIcon(pixmap(name, side, colour, 2.0))
    made.addPixmap(pixmap(name, side, theme.current().muted, 2.0), QIcon.Mode.Disabled)
    return made


def symbol_file(symbol: str) -> str:
    """Give the icon of a personal symbol, or "" for one we do not have."""
    return symbol if symbol in SYMBOLS else ""
