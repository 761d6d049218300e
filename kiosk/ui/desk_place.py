"""The desk's window among the others: in front or behind the door, on which display, and gone when unused.

It makes no window and knows nothing of what the desk shows.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.domain.people import SignedIn
from kiosk.ui.displays import Displays

if TYPE_CHECKING:
    from kiosk.ui.desk.window import DeskWindow

_SIGN_IN_MS = 90_000
"""A desk that nobody signs in to gives the only screen back to the door after this long."""


class DeskPlace(QObject):
    """Where the one desk is, if there is one."""

    left = Signal()
    """The desk went, or stepped back: the door is in front again."""

    def __init__(self, displays: Displays, *, windowed: bool, parent: QObject) -> None:
        """Begin without a desk.

        Args:
            displays: Which display is whose.
            windowed: Not full screen: a desk stays where the window manager has put it.
            parent: Qt's.
        """
        super().__init__(parent)
        self._displays, self._windowed = displays, windowed
        self.window: DeskWindow | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SIGN_IN_MS)
        self._timer.timeout.connect(self.put_aside)

    def take(self, desk: "DeskWindow") -> None:
        """Look after a desk that was just made."""
        desk.signed_in.connect(self._signed_in)
        desk.signed_out.connect(self._signed_out)
        desk.closed.connect(self._closed)
        desk.locked.connect(self._signed_out)
        desk.put_aside.connect(self.put_aside)
        self.window = desk
        self._signed_out()

    def show(self) -> None:
        """Show the desk in front of the door, or on its own display."""
        if self.window is None:
            return
        if not self.window.isVisible():
            self._displays.place_desk(self.window)
        self.window.raise_()
        self.window.activateWindow()

    def arrange(self) -> None:
        """Give the desk its display again, or the only display back to the door."""
        if self._displays.has_two:
            self._timer.stop()
            if self.window is not None:
                self._displays.place_desk(self.window)
        elif self.window is not None and not self._windowed:
            if self.window.is_signed_in and not self.window.is_locked:
                self._displays.place_desk(self.window)
            else:
                self.put_aside()

    @Slot()
    def put_aside(self) -> None:
        """Hide a locked desk, and close one that nobody is signed in to."""
        if self.window is None:
            return
        if self.window.is_locked:
            self.window.hide()  # signed in still, and a PIN away
            self.left.emit()
        elif not self.window.is_signed_in:
            self.window.close()

    def stop(self) -> None:
        """Put nothing aside any more."""
        self._timer.stop()

    @Slot(object)
    def _signed_in(self, who: SignedIn) -> None:  # noqa: ARG002 - the desk shows who
        self._timer.stop()

    @Slot()
    def _signed_out(self) -> None:
        if not self._displays.has_two:
            self._timer.start()

    @Slot()
    def _closed(self) -> None:
        self._timer.stop()
        desk, self.window = self.window, None
        if desk is not None:
            desk.deleteLater()
        self.left.emit()
