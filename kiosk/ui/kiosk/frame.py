"""The window of a door as a window: it stays, whatever keys are pressed."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QWidget


class DoorFrame(QWidget):
    """Closing it, Escape and the function keys do nothing unless `allow_close` was called."""

    close_refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_close = False
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(720, 600)

    def allow_close(self) -> None:
        """Let the next close through: the program is ending."""
        self._may_close = True

    def retranslate(self) -> None:
        """Write everything in the language in use."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Swallow what would leave the kiosk; Tab, Enter, Space and the arrows work as everywhere."""
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay, unless the program is ending."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.close_refused.emit()
