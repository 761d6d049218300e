"""The shape and colour of each state: a filled circle, a half one, a cross, a diamond, an empty ring."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from kiosk.domain.marks import MarkState
from kiosk.ui import theme
from kiosk.ui.theme import Tone

TONES = {
    MarkState.UNMARKED: Tone.CALM,
    MarkState.PRESENT: Tone.GOOD,
    MarkState.LATE: Tone.CARE,
    MarkState.ABSENT: Tone.BAD,
    MarkState.EXCUSED: Tone.ACTIVE,
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
    elif state is MarkState.EXCUSED:
        middle, half = inset.center(), inset.width() / 2
        corners = ((0, -half), (half, 0), (0, half), (-half, 0))
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
    else:
        painter.drawEllipse(inset)
    painter.restore()


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
