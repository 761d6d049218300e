"""Which parts of a window can be seen and used, where they are, and what they are called in a finding."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QSlider,
    QTabBar,
    QWidget,
)

_FAR = 100_000
"""Further than any window reaches, in pixels."""
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QSlider)
"""What is pressed or typed into, as one thing."""


def parts(window: QWidget) -> Iterator[QWidget]:
    """Give every visible widget of a window, in no particular order."""
    for part in window.findChildren(QWidget):
        if part.isVisible() and part.window() is window and part.width() > 0 and part.height() > 0:
            yield part


def is_inner(part: QWidget) -> bool:
    """Say whether it belongs to another control: the line of a spin box, the arrows of tabs, scroll bars."""
    if isinstance(part, QScrollBar):
        return True
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractSpinBox | QComboBox | QLineEdit | QTabBar | QHeaderView | QScrollBar):
            return True
        if isinstance(above, QAbstractScrollArea) and not isinstance(above, QScrollArea):
            return part is not above.viewport() and not above.viewport().isAncestorOf(part)
        above = above.parentWidget()
    return False


def controls(window: QWidget) -> list[QWidget]:
    """Give what can be pressed or typed into."""
    return [part for part in parts(window) if isinstance(part, CONTROLS) and not is_inner(part)]


def focusable(window: QWidget) -> list[QWidget]:
    """Give what the Tab key should reach."""
    return [
        part
        for part in parts(window)
        if part.isEnabled()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
        and not is_inner(part)
    ]


def place(part: QWidget) -> QRect:
    """Give where it is in its window."""
    return QRect(part.mapTo(part.window(), QPoint(0, 0)), part.size())


def clip(part: QWidget) -> QRect:
    """Give what of the window its ancestors leave for it; in a direction that scrolls, everything."""
    left, is_free_down, is_free_across = QRect(-_FAR, -_FAR, 2 * _FAR, 2 * _FAR), False, False
    above = part.parentWidget()
    while above is not None:
        area = above.parentWidget()
        if isinstance(area, QScrollArea) and area.viewport() is above:
            is_free_down = is_free_down or area.verticalScrollBar().maximum() > 0
            is_free_across = is_free_across or area.horizontalScrollBar().isVisible()
        room = place(above)
        if is_free_down:
            room.setTop(-_FAR)
            room.setBottom(_FAR)
        if is_free_across:
            room.setLeft(-_FAR)
            room.setRight(_FAR)
        left = left.intersected(room)
        above = None if above is part.window() else above.parentWidget()
    return left


def called(part: QWidget) -> str:
    """Name a part in a finding: its kind, and its words or its name."""
    words = ""
    if isinstance(part, QAbstractButton | QLabel):
        words = part.text()
    words = words or part.accessibleName() or part.objectName()
    owner = part.parentWidget()
    inside = f" in {type(owner).__name__}" if owner is not None else ""
    return f"{type(part).__name__} “{' '.join(words.split())[:60]}”{inside}"
