"""The four looks to choose from, each with a small picture of itself: in the settings and the wizard."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSizePolicy, QWidget

from kiosk.ui import theme

_SWATCH = QSize(56, 26)
_DRAWN = QSize(56, 36)
_EDGE_PX = 8
"""Left free on both sides, so that the words do not touch it."""
_RATIO = 2


def swatch(palette: theme.Palette) -> QIcon:
    """Draw what a palette looks like: its ground, a card with a line of text, and two buttons."""
    made = QPixmap(_SWATCH * _RATIO)
    made.setDevicePixelRatio(_RATIO)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(_EDGE_PX, 0)
    painter.scale((_SWATCH.width() - 2 * _EDGE_PX) / _DRAWN.width(), _SWATCH.height() / _DRAWN.height())
    for box, ground, edge in (
        (QRectF(1, 1, 54, 34), palette.ground, palette.line),
        (QRectF(7, 7, 42, 22), palette.surface, palette.hairline),
    ):
        painter.setPen(QColor(edge))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 5, 5)
    painter.setPen(Qt.PenStyle.NoPen)
    for box, colour in (
        (QRectF(12, 11, 26, 4), palette.text),
        (QRectF(12, 19, 14, 6), palette.accent),
        (QRectF(30, 19, 8, 6), palette.good),
    ):
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(box, 2, 2)
    painter.end()
    return QIcon(made)


class LookChoice(QWidget):
    """Two by two; the one in use is pressed."""

    chosen = Signal(str)
    """A name of `kiosk.ui.theme.PALETTES`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SPACE.tight)
        self.looks: dict[str, QPushButton] = {}
        for place, name in enumerate(theme.PALETTES):
            look = QPushButton()
            look.setIcon(swatch(theme.PALETTES[name]))
            look.setIconSize(_SWATCH)
            look.setCheckable(True)
            look.setProperty("kind", "look")
            look.setStyleSheet(f"padding: {theme.SPACE.tight}px")  # two side by side have no more room
            look.setAutoDefault(False)
            look.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            look.clicked.connect(partial(self._choose, name))
            self._group.addButton(look)
            self.looks[name] = look
            grid.addWidget(look, place // 2, place % 2)
        self.retranslate()

    @property
    def part(self) -> QPushButton:
        """The one in use, which takes the keyboard."""
        pressed = next((look for look in self.looks.values() if look.isChecked()), None)
        return pressed or next(iter(self.looks.values()))

    def show_look(self, name: str) -> None:
        """Press the one in use."""
        self.looks[name].setChecked(True)

    def words(self, name: str) -> str:
        """Say one."""
        return {
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "light-contrast": self.tr("Light, high contrast"),
            "dark-contrast": self.tr("Dark, high contrast"),
        }[name]

    def retranslate(self) -> None:
        """Write the words."""
        for name, look in self.looks.items():
            look.setText(self.words(name))
            look.setAccessibleName(self.words(name))

    def _choose(self, name: str, _is_on: bool = False) -> None:
        self.chosen.emit(name)
