"""Notices that somebody touches the door, hides an unused cursor, and lets no other button through.

It listens where Qt hands the system's events to the window, so that no widget has to take part.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

CURSOR_S = 3.0
"""A cursor that has not moved for so long is hidden."""
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.Wheel,
    }
)
_BUTTONS = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease}
)


class Presence(QObject):
    """Watches one window. It has to be told to `watch` whenever Qt may have made the system's window anew."""

    touched = Signal()
    """A key, a button, the wheel or a finger."""

    def __init__(self, window: QWidget, monotonic: Callable[[], float]) -> None:
        """Begin with a cursor to be seen.

        Args:
            window: Which.
            monotonic: Seconds that never go back.
        """
        super().__init__(window)
        self._window, self._now = window, monotonic
        self._moved = monotonic()
        self._is_hidden = False

    @property
    def is_cursor_hidden(self) -> bool:
        """Whether the window shows no cursor now."""
        return self._is_hidden

    def watch(self) -> None:
        """Listen to the system's window; again is harmless."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def tick(self) -> None:
        """Hide the cursor when it is time."""
        if not self._is_hidden and self._now() - self._moved >= CURSOR_S:
            self._is_hidden = True
            for part in self._window.findChildren(QWidget):
                if part.testAttribute(Qt.WidgetAttribute.WA_SetCursor):
                    part.unsetCursor()  # a field's own, which would stay to be seen
            self._window.setCursor(Qt.CursorShape.BlankCursor)

    def show_cursor(self) -> None:
        """Somebody has moved the mouse."""
        self._moved = self._now()
        if self._is_hidden:
            self._is_hidden = False
            self._window.unsetCursor()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's signature
        """Look at everything, and keep all buttons but the first: they paste, and open menus."""
        kind = event.type()
        if kind in _TOUCHES:
            self.touched.emit()
        if kind is QEvent.Type.ContextMenu:
            return True
        if isinstance(event, QMouseEvent):
            if kind is QEvent.Type.MouseMove and _is_of_a_mouse(event):
                self.show_cursor()
            return kind in _BUTTONS and event.button() is not Qt.MouseButton.LeftButton
        return False


def _is_of_a_mouse(event: QMouseEvent) -> bool:
    """Say whether a mouse was moved: a finger's touch comes as a mouse's too, and needs no cursor."""
    return event.source() is Qt.MouseEventSource.MouseEventNotSynthesized
