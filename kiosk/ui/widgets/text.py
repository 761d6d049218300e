"""A label for plain text that reads well from right to left too."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QStyle, QWidget

_LINE_SEPARATOR = "\u2028"
_TALLEST = "أ"
"""The hamza of an alef stands out above the ascent that the font states."""
_MOST_BALANCED = 4
"""Longer text is read as a paragraph: its last line may be short."""


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
        self._paint()

    def _paint(self) -> None:
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
        """Break the text into lines of a width; give them and their height in px."""
        return self._broken(width, 0.0, side)

    def _broken(self, width: float, left: float, side: Qt.AlignmentFlag) -> tuple[QTextLayout, float]:
        """Break the text into lines that begin so far from the left."""
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
            line.setPosition(QPointF(left, height))
            height += line.height()
        layout.endLayout()
        return layout, height


class BalancedLabel(TextLabel):
    """Breaks a few lines so that they are about as long as each other: no word is left alone in the last.

    It takes as many lines as it would without, so its size stays what Qt reckons.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._balanced: tuple[tuple[str, str, float], float] | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame of the style sheet and the text."""
        if self.wordWrap() and self.text():
            self._paint()
        else:
            super().paintEvent(event)

    def lines(self) -> tuple[str, ...]:
        """Give the lines as they are painted."""
        shown, _ = self._lines(float(self.contentsRect().width()), Qt.AlignmentFlag.AlignLeft)
        every = (shown.lineAt(place) for place in range(shown.lineCount()))
        return tuple(shown.text()[one.textStart() :][: one.textLength()].strip() for one in every)

    def _lines(self, width: float, side: Qt.AlignmentFlag) -> tuple[QTextLayout, float]:
        key = (self.text(), self.font().key(), width)
        if self._balanced is None or self._balanced[0] != key:
            self._balanced = key, self._narrowest(width, side)
        narrow = self._balanced[1]
        spare = width - narrow
        left = spare if side & Qt.AlignmentFlag.AlignRight else 0.0
        return self._broken(narrow, spare / 2 if side & Qt.AlignmentFlag.AlignHCenter else left, side)

    def _narrowest(self, width: float, side: Qt.AlignmentFlag) -> float:
        """Give the smallest width that takes no more lines than the whole one."""
        most = self._broken(width, 0.0, side)[0].lineCount()
        if not 1 < most <= _MOST_BALANCED:
            return width
        low, high = width / 2, width
        while high - low > 1.0:
            middle = (low + high) / 2
            tried, _ = self._broken(middle, 0.0, side)
            widest = max(tried.lineAt(place).naturalTextWidth() for place in range(tried.lineCount()))
            if tried.lineCount() <= most and widest <= middle:
                high = middle
            else:
                low = middle
        return high
