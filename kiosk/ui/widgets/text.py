"""A label for plain text that reads well from right to left too."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QStyle, QWidget

_LINE_SEPARATOR = "\u2028"
_TALLEST = "أ"
"""The hamza of an alef stands out above the ascent that the font states."""


def breakable(path: str) -> str:
    """Let a path be broken after each of its folders, where a label would else cut it."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")


class TextLabel(QLabel):
    """Shows plain text in the direction of its layout; never takes markup.

    QLabel goes by the text: a line of names and times, or a Latin name on an Arabic page, runs from the left.
    And QPainter.drawText, which it uses, moves each wrapped line of Arabic by the width of the space it ends
    with, so that letters are cut off at the left (seen in Qt 6.11.3). From left to right it stays as it is.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def sizeHint(self) -> QSize:
        """Room for the letters that stand out above the line, too."""
        return super().sizeHint() + QSize(0, self._headroom())

    def minimumSizeHint(self) -> QSize:
        """The same for the smallest size."""
        return super().minimumSizeHint() + QSize(0, self._headroom())

    def heightForWidth(self, width: int) -> int:
        """The same for wrapped text; -1 where there is no such height."""
        height = super().heightForWidth(width)
        return height if height < 0 else height + self._headroom()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame of the style sheet and the text."""
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight or not self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.drawFrame(painter)
        painter.setPen(self.palette().color(self.foregroundRole()))
        margin = self.margin()
        area = QRectF(self.contentsRect()).adjusted(margin, margin, -margin, -margin)
        side = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        layout, height = self._lines(area.width(), side)
        top = area.top() + self._headroom()
        spare = area.bottom() - top - height
        if side & Qt.AlignmentFlag.AlignVCenter:
            top += spare / 2
        elif side & Qt.AlignmentFlag.AlignBottom:
            top += spare
        layout.draw(painter, QPointF(area.left(), top))

    def _headroom(self) -> int:
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight or not self.text():
            return 0
        metrics = QFontMetricsF(self.font())
        return max(0, ceil(-metrics.tightBoundingRect(_TALLEST).top() - metrics.ascent()))

    def _lines(self, width: float, side: Qt.AlignmentFlag) -> tuple[QTextLayout, float]:
        """Break the text into lines; give them and their height in px."""
        layout = QTextLayout(self.text().replace("\n", _LINE_SEPARATOR), self.font(), self)
        option = QTextOption(side & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setTextDirection(self.layoutDirection())
        wraps = QTextOption.WrapMode.WordWrap if self.wordWrap() else QTextOption.WrapMode.ManualWrap
        option.setWrapMode(wraps)
        layout.setTextOption(option)
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height
