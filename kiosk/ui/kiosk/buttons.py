"""Buttons of the door."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.ui import theme
from kiosk.ui.widgets import icons

_REDRAWN_AT = frozenset({QEvent.Type.StyleChange, QEvent.Type.PaletteChange})


class IconButton(QPushButton):
    """A button whose icon has the colour of its words, in whatever palette is in use."""

    def __init__(self, icon: str, kind: str = "", parent: QWidget | None = None) -> None:
        """Draw the icon.

        Args:
            icon: A file of resources/icons without its ending.
            kind: As kiosk.ui.stylesheet names them; "" for the plain one.
            parent: Qt's.
        """
        super().__init__(parent)
        self._icon = icon
        self._drawn = ("", "")
        if kind:
            self.setProperty("kind", kind)
        self._draw()

    @property
    def icon_name(self) -> str:
        """The icon's file."""
        return self._icon

    def set_icon(self, icon: str) -> None:
        """Show another one."""
        self._icon = icon
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another palette."""
        super().changeEvent(event)
        if event.type() in _REDRAWN_AT:
            self._draw()

    def _draw(self) -> None:
        p = theme.current()
        wanted = self._icon, p.on_accent if self.property("kind") == "primary" else p.text
        if wanted != self._drawn:
            self._drawn = wanted
            self.setIcon(icons.icon(*wanted))


def action(kind: str = "") -> QPushButton:
    """Make a large button with words."""
    made = QPushButton()
    made.setProperty("kiosk", "action")
    if kind:
        made.setProperty("kind", kind)
    return made
