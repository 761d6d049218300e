"""Pictures of a document's pages, as they will be on paper. Laid out and drawn on one thread, any."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from kiosk.reports.watch import Watch
from kiosk.ui.print.paper import DPI, MARGIN_MM, Pages, Paper

_MM_AN_INCH = 25.4
A4_MM = (210.0, 297.0)


class Preview:
    """A document laid out once, whose pages are drawn when they are looked at."""

    def __init__(self, paper: Paper, watch: Watch | None = None) -> None:
        """Lay it out. Raises KioskError EXPORT_STOPPED when `watch` was stopped."""
        self._thread = threading.get_ident()
        self._pages = Pages(paper, watch)

    @property
    def count(self) -> int:
        """How many pages."""
        return self._pages.count

    def picture(self, number: int, width_px: int, ratio: float = 1.0) -> QImage:
        """Give a page on white.

        Args:
            number: 0 is the first page.
            width_px: How wide it is shown, in points of the screen.
            ratio: Pixels a point.
        """
        if threading.get_ident() != self._thread:
            raise RuntimeError("a document is drawn on the thread that laid it out; Qt crashes otherwise")
        width = round(width_px * ratio)
        image = QImage(width, round(width * A4_MM[1] / A4_MM[0]), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        scale = width / (A4_MM[0] / _MM_AN_INCH * DPI)
        painter.scale(scale, scale)
        margin = MARGIN_MM / _MM_AN_INCH * DPI
        painter.translate(margin, margin)
        self._pages.draw(painter, number)
        painter.end()
        image.setDevicePixelRatio(ratio)
        return image
