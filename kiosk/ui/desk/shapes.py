"""The shape and colour of each state.

A filled circle, a half one, a cross, a diamond, a triangle that points down, a dash, an empty ring.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from kiosk.domain.marks import MarkState
from kiosk.ui import i18n, theme
from kiosk.ui.theme import Tone

TONES = {
    MarkState.UNMARKED: Tone.CALM,
    MarkState.PRESENT: Tone.GOOD,
    MarkState.LATE: Tone.CARE,
    MarkState.ABSENT: Tone.BAD,
    MarkState.EXCUSED: Tone.ACTIVE,
    MarkState.LEFT_EARLY: Tone.CARE,
    MarkState.NOT_REQUIRED: Tone.CALM,
}
_CORNERS = {
    MarkState.EXCUSED: ((0, -1), (1, 0), (0, 1), (-1, 0)),
    MarkState.LEFT_EARLY: ((-1, -0.7), (1, -0.7), (0, 0.9)),
}
_GAP_PX = 5
"""Air on both sides of a shape in a button, whichever side the text is on."""


def paint_state(painter: QPainter, area: QRectF, state: MarkState) -> None:
    """Draw a state's shape into a square."""
    colour = QColor(theme.current().strong(TONES[state]))
    side = min(area.width(), area.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(area.center())
    inset = square.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.6, side / 8), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is MarkState.PRESENT:
        painter.setBrush(colour)
        painter.drawEllipse(inset)
    elif state is MarkState.LATE:
        painter.drawEllipse(inset)
        painter.setBrush(colour)
        painter.drawPie(inset, 90 * 16, -180 * 16)
    elif state is MarkState.ABSENT:
        cross = inset.adjusted(1, 1, -1, -1)
        painter.drawLine(cross.topLeft(), cross.bottomRight())
        painter.drawLine(cross.bottomLeft(), cross.topRight())
    elif state is MarkState.NOT_REQUIRED:
        middle = inset.center().y()
        painter.drawLine(QPointF(inset.left() + 1, middle), QPointF(inset.right() - 1, middle))
    elif state in _CORNERS:
        middle_point, half = inset.center(), inset.width() / 2
        if state is MarkState.LEFT_EARLY:
            painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([middle_point + QPointF(x, y) * half for x, y in _CORNERS[state]]))
    else:
        painter.drawEllipse(inset)
    painter.restore()


def arrow_icon(*, is_forward: bool, side: int = 14) -> QIcon:
    """Give an arrow in the text's colour, to the next or the one before: it mirrors with the language."""
    points_right = is_forward != i18n.is_right_to_left()
    icon = QIcon()
    for density in (1, 2, 3):
        picture = QPixmap(QSize(side, side) * density)
        picture.setDevicePixelRatio(density)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme.current().text)
        painter.setPen(
            QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        near, far = (side * 0.35, side * 0.7) if points_right else (side * 0.65, side * 0.3)
        corners = (QPointF(near, side * 0.15), QPointF(far, side * 0.5), QPointF(near, side * 0.85))
        painter.drawPolyline(QPolygonF(corners))
        painter.end()
        icon.addPixmap(picture)
    return icon


def state_icon(state: MarkState, side: int = 14) -> QIcon:
    """Give a state's shape as an icon, sharp on dense screens too."""
    icon = QIcon()
    for density in (1, 2, 3):
        picture = QPixmap(QSize(side + 2 * _GAP_PX, side) * density)
        picture.setDevicePixelRatio(density)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_state(painter, QRectF(_GAP_PX, 0, side, side), state)
        painter.end()
        icon.addPixmap(picture)
    return icon
