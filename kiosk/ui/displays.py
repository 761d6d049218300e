"""Which window is on which display, also when one is plugged in or taken away while the program runs."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget

_WINDOW_SIZE = (1280, 720)
_BOARD_SIZE = (960, 600)


class Displays(QObject):
    """With two displays the door has the second and the desk the first; with one they share it."""

    changed = Signal()
    """A display came or went; by now the list is the new one."""

    def __init__(self, app: QApplication, *, windowed: bool, parent: QObject | None = None) -> None:
        """Begin to listen.

        Args:
            app: Knows the displays.
            windowed: Windows of a fixed size, where the window manager puts them.
            parent: Qt's.
        """
        super().__init__(parent)
        self._app, self._windowed = app, windowed
        app.screenAdded.connect(self._settle)
        app.screenRemoved.connect(self._settle)

    @property
    def screens(self) -> list[QScreen]:
        """The displays, the computer's first one first."""
        return self._app.screens()

    @property
    def has_two(self) -> bool:
        """Whether the desk has a display of its own."""
        return len(self.screens) > 1

    def place_door(self, window: QWidget) -> None:
        """Show the kiosk or the wizard: with two displays on the one that is not the computer's first."""
        self._place(window, self.screens[1] if self.has_two else self.screens[0])

    def place_desk(self, window: QWidget) -> None:
        """Show the desk on the computer's first display."""
        self._place(window, self.screens[0])

    def place_board(self, window: QWidget) -> None:
        """Show the second screen's board: on a display that neither the door nor the desk has.

        Where there is none it is a window on the desk's display: it must not cover the door.
        """
        if len(self.screens) > 2:
            self._place(window, self.screens[2])
        elif not window.isVisible():
            window.resize(*_BOARD_SIZE)
            window.showNormal()
        window.raise_()
        window.activateWindow()

    def _place(self, window: QWidget, screen: QScreen) -> None:
        if self._windowed:
            if not window.isVisible():
                window.resize(*_WINDOW_SIZE)
                window.show()
            return
        window.setScreen(screen)
        window.setGeometry(screen.geometry())
        window.showFullScreen()

    @Slot(QScreen)
    def _settle(self, _: QScreen) -> None:
        # Qt tells of a display that goes while it is still in the list.
        QTimer.singleShot(0, self, self.changed.emit)
