"""Enrolment's progress as petals: one fills for each good capture. Nothing of a face is drawn.

The petal of a turned head lies where the head turns to, so left and right are those of the room: petals and
arrow are the same in every language.
"""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from kiosk.domain.faces import Verdict
from kiosk.domain.poses import Pose, poses
from kiosk.runtime.api import EnrolmentProgress
from kiosk.ui import theme

_PLACES = {
    Pose.UP: 0.0,
    Pose.RIGHT: 72.0,
    Pose.FRONT: 144.0,
    Pose.AGAIN: 216.0,
    Pose.GLASSES: 216.0,
    Pose.LEFT: 288.0,
}
"""Degrees clockwise from the top; who stands before the screen turns to where the petal is."""
_ARROWS = {Pose.UP: 0.0, Pose.RIGHT: 90.0, Pose.LEFT: 270.0}
_ARROW = ((0, -0.72), (0.5, -0.1), (0.17, -0.1), (0.17, 0.6), (-0.17, 0.6), (-0.17, -0.1), (-0.5, -0.1))
"""Upwards, where the middle's radius is 1."""
_TICK = ((-0.9, 0.1), (-0.25, 0.7), (0.9, -0.65))
_NOTHING = EnrolmentProgress(0, 5, Verdict.NONE, poses=poses(has_glasses=False), asked=Pose.FRONT)


class Petals(QWidget):
    """A flower with a petal a step; the one that is asked for is lit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = _NOTHING
        self.setMinimumSize(QSize(240, 240))

    def show_progress(self, progress: EnrolmentProgress, name: str) -> None:
        """Fill the petals of what is done and light the one that is asked for.

        Args:
            progress: How far it is.
            name: The same in words, for who cannot see it.
        """
        self.setAccessibleName(name)
        if progress != self._progress:
            self._progress = progress
            self.update()

    def arrow(self) -> float | None:
        """Give where the arrow points, in degrees clockwise from the top; None without one."""
        asked = self._progress.asked
        if asked is None or asked in self._progress.let_be:
            return None
        return _ARROWS.get(asked)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the petals around the middle, and in the middle the arrow, a dot or the tick."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        radius = min(self.width(), self.height()) / 2 - 6
        painter.translate(QPointF(self.width() / 2, self.height() / 2))
        for pose in self._progress.poses or _NOTHING.poses:
            self._paint_petal(painter, pose, radius)
        self._paint_middle(painter, radius * 0.27)

    def _paint_petal(self, painter: QPainter, pose: Pose, radius: float) -> None:
        palette = theme.current()
        is_done, is_asked = pose in self._progress.done, pose is self._progress.asked
        ink = palette.good if is_done else palette.accent if is_asked else palette.line
        fill = palette.good if is_done else palette.active_soft if is_asked else palette.surface
        width = min(0.55 * radius, 1.1 * radius * math.sin(math.pi / 5))
        painter.save()
        painter.rotate(_PLACES[pose])
        painter.setPen(QPen(QColor(ink), 5 if is_asked else 2.5))
        painter.setBrush(QColor(fill))
        petal = QRectF(-width / 2, -radius, width, radius * 0.62)
        painter.drawEllipse(petal)
        if is_done:  # not by its colour alone
            painter.translate(petal.center())
            painter.rotate(-_PLACES[pose])
            _tick(painter, palette.on_good, width * 0.22)
        painter.restore()

    def _paint_middle(self, painter: QPainter, radius: float) -> None:
        palette = theme.current()
        is_good = self._progress.verdict is Verdict.OK
        painter.setPen(QPen(QColor(palette.accent if is_good else palette.line), 3))
        painter.setBrush(QColor(palette.active_soft if is_good else palette.surface))
        painter.drawEllipse(QPointF(0, 0), radius, radius)
        if self._progress.asked is None:
            _tick(painter, palette.good, radius * 0.5)
            return
        angle = self.arrow()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent))
        if angle is None:
            painter.drawEllipse(QPointF(0, 0), radius * 0.22, radius * 0.22)
            return
        painter.save()
        painter.rotate(angle)
        painter.drawPolygon(QPolygonF([QPointF(x, y) * radius for x, y in _ARROW]))
        painter.restore()


def _tick(painter: QPainter, colour: str, side: float) -> None:
    ends = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(QColor(colour), max(2.5, side * 0.3), Qt.PenStyle.SolidLine, *ends))
    painter.drawPolyline(QPolygonF([QPointF(x, y) * side for x, y in _TICK]))
