"""A row of controls that goes on in a second line where the window is narrow, in both directions."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from kiosk.ui import theme


class FlowLayout(QLayout):
    """Lays items in lines from the reading side; items keep their wanted size and stand mid-line."""

    def __init__(self, parent: QWidget | None = None, spacing: int = theme.SPACE.tight) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item."""
        self._items.append(item)

    def count(self) -> int:
        """Give the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give one item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove one item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Lines depend on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines."""
        return self._place(QRect(0, 0, width, 0), is_real=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, is_real=True)

    def sizeHint(self) -> QSize:
        """Give the size of one line."""
        wanted = [item.sizeHint() for item in self._items if not item.isEmpty()]
        gaps = self.spacing() * max(0, len(wanted) - 1)
        return QSize(sum(s.width() for s in wanted) + gaps, max((s.height() for s in wanted), default=0))

    def minimumSize(self) -> QSize:
        """Give the size of the widest item."""
        wanted = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((s.width() for s in wanted), default=0), max((s.height() for s in wanted), default=0)
        )

    def _place(self, rect: QRect, *, is_real: bool) -> int:
        parent = self.parentWidget()
        is_mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        top = rect.top()
        lines = self._lines(rect.width())
        for items in lines:
            height = max(item.sizeHint().height() for item in items)
            offset = 0
            for item in items:
                size = item.sizeHint()
                left = rect.right() - offset - size.width() + 1 if is_mirrored else rect.left() + offset
                if is_real:
                    item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                offset += size.width() + self.spacing()
            top += height + self.spacing()
        return top - rect.top() - (self.spacing() if lines else 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            if not lines or used + self.spacing() + wanted > width:
                lines.append([])
                used = -self.spacing()
            lines[-1].append(item)
            used += self.spacing() + wanted
        return lines
