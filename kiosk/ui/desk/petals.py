"""Enrolment's progress as petals: one fills for each good capture. Nothing of a face is drawn."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.ui import i18n, theme


class Petals(QWidget):
    """A flower with as many petals as captures are needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._needed, self._is_good = 0, 5, False
        self.setMinimumSize(QSize(150, 150))
        self._name()

    def show_progress(self, done: int, needed: int, *, is_good: bool) -> None:
        """Fill `done` of `needed` petals; the middle is lit while the gate is content."""
        if (done, needed, is_good) == (self._done, self._needed, self._is_good):
            return
        self._done, self._needed, self._is_good = done, max(1, needed), is_good
        self._name()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the petals around the middle."""
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = min(self.width(), self.height()) / 2 - 6
        painter.translate(QPointF(self.width() / 2, self.height() / 2))
        for petal in range(self._needed):
            painter.save()
            painter.rotate(360 * petal / self._needed)
            is_filled = petal < self._done
            painter.setPen(QPen(QColor(palette.good if is_filled else palette.line), 2.5))
            painter.setBrush(QColor(palette.good) if is_filled else QColor(palette.surface))
            width = min(0.55 * radius, 1.1 * radius * math.sin(math.pi / self._needed))
            painter.drawEllipse(QRectF(-width / 2, -radius, width, radius * 0.62))
            painter.restore()
        painter.setPen(QPen(QColor(palette.accent if self._is_good else palette.line), 3))
        painter.setBrush(QColor(palette.active_soft if self._is_good else palette.surface))
        painter.drawEllipse(QPointF(0, 0), radius * 0.27, radius * 0.27)
        painter.setPen(QColor(palette.text))
        painter.setFont(theme.font(theme.TYPE.desk_heading, is_bold=True))
        centre = QRectF(-radius, -radius, 2 * radius, 2 * radius)
        painter.drawText(centre, Qt.AlignmentFlag.AlignCenter, i18n.number(self._done))

    def _name(self) -> None:
        text = self.tr("Steps done: {done} of {needed}")
        self.setAccessibleName(text.format(done=self._done, needed=self._needed))
