"""The window of a door as a window: it stays, whatever keys are pressed, and stays in front and full."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

_COMES_BACK_MS = 100
"""A window manager that insists is not fought with all the machine has."""

_SMALLEST = (480, 360)
"""Below a screen of 1280x720 that the system enlarges to double."""


class DoorFrame(QWidget):
    """Closing it, Escape and the function keys do nothing unless `allow_close` was called.

    Once it was full screen it goes back to that when the system makes it smaller or puts it away.
    """

    close_refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_close = False
        self._was_full = False
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(*_SMALLEST)
        self._comes_back = QTimer(self)
        self._comes_back.setSingleShot(True)
        self._comes_back.setInterval(_COMES_BACK_MS)
        self._comes_back.timeout.connect(self._come_back)

    def allow_close(self) -> None:
        """Let the next close through: the program is ending."""
        self._may_close = True
        self._comes_back.stop()

    def retranslate(self) -> None:
        """Write everything in the language in use."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language; undo one of the window's state."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.WindowStateChange:
            self._was_full |= self.isFullScreen()
            if self._is_put_away and not self._may_close:
                self._comes_back.start()
        super().changeEvent(event)

    @property
    def _is_put_away(self) -> bool:
        return self._was_full and (self.isMinimized() or not self.isFullScreen())

    @Slot()
    def _come_back(self) -> None:
        if self._is_put_away:
            self.setWindowState(Qt.WindowState.WindowFullScreen)
            self.raise_()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open no menu, its own or a part's."""
        event.accept()

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
