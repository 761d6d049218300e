"""A field at the door: nothing is copied out of it, and nothing opens from it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_TAKES_OUT = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
)


class DoorField(QLineEdit):
    """Takes what is typed. The next person finds it neither in the clipboard nor by undoing.

    Pasting is left: whoever cannot type may have a device that pastes (WCAG 3.3.8).
    """

    def __init__(self, longest: int, parent: QWidget | None = None) -> None:
        """Make an empty one.

        Args:
            longest: How many characters it takes.
            parent: Qt's.
        """
        super().__init__(parent)
        self.setProperty("kiosk", "field")
        self.setMaxLength(longest)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Swallow what copies, cuts and undoes."""
        if any(event.matches(key) for key in _TAKES_OUT):
            event.accept()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select nothing by dragging: on some systems that copies it."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select nothing by a double click."""
        event.accept()
