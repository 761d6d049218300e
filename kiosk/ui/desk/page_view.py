"""One page of a document, as wide as there is room; scrolled by wheel and keys."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea

_WIDEST_PX = 900
_EDGE_PX = 24


class PageView(QScrollArea):
    """Shows a picture; asks for another page by Page Up and Page Down."""

    turned = Signal(int)
    """By how many pages."""
    width_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._page = QLabel()
        self._page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "reading")
        self.setAccessibleName(self.tr("Page as it will be printed"))

    @property
    def page_width(self) -> int:
        """How wide a page is shown."""
        return max(120, min(_WIDEST_PX, self.viewport().width() - _EDGE_PX))

    def show_page(self, picture: QImage, text: str) -> None:
        """Show a page from its top.

        Args:
            picture: Of `page_width`.
            text: What it is, for a screen reader.
        """
        page = QPixmap.fromImage(picture)
        painter = QPainter(page)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(QRectF(QPointF(0, 0), page.deviceIndependentSize()).adjusted(0, 0, -1, -1))
        painter.end()
        self._page.setPixmap(page)
        self._page.setAccessibleName(text)
        self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Show nothing."""
        self._page.setPixmap(QPixmap())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages; arrows scroll."""
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.key() in steps:
            self.turned.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()
