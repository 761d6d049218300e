"""The last welcome in small, while the next person is guided already: it stands at the edge and fades."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.runtime.api import Passed, Welcome
from kiosk.ui import i18n, theme
from kiosk.ui.kiosk.states import LOOKS, Screen
from kiosk.ui.widgets import icons

_SIDE_PX = 56
_ICON_SHARE = 0.62


class LastWelcome(QWidget):
    """A tick, the symbol, the initials and the time. It takes no touch and says nothing that was not said."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._answer: Welcome | Passed | None = None
        self._left_s = 0.0
        self._scale = 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def answer(self) -> Welcome | Passed | None:
        """Whose it is; None while it is not there."""
        return self._answer

    @property
    def opacity(self) -> float:
        """How strongly it is drawn: it fades once and slowly, or not at all where motion is reduced."""
        return 1.0 if theme.is_still() else self._left_s / theme.MOTION.leave_s

    def set_scale(self, scale: float) -> None:
        """Size it."""
        self._scale = scale
        self.adjustSize()

    def show_for(self, answer: Welcome | Passed) -> None:
        """Stand there for a moment; another one gives way."""
        self._answer, self._left_s = answer, theme.MOTION.leave_s
        self.adjustSize()
        self.show()
        self.raise_()
        self.update()

    def clear(self) -> None:
        """Go at once."""
        self._answer = None
        self.hide()

    def advance(self, seconds: float) -> None:
        """Fade on; goes when its time is over."""
        if self._answer is None:
            return
        self._left_s -= seconds
        if self._left_s <= 0.0:
            self.clear()
        elif not theme.is_still():
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as what it shows."""
        side = round(_SIDE_PX * self._scale)
        words = QFontMetricsF(self._font()).horizontalAdvance(self._text())
        return QSize(round(side * (0.6 + len(self._icons())) + words), side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - drawn whole
        """Draw it from the side where reading begins."""
        if self._answer is None:
            return
        p, side = theme.current(), float(self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self.opacity)
        painter.setPen(QPen(QColor(p.good), theme.SHAPE.stroke))
        painter.setBrush(QColor(p.good_soft))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, side / 2, side / 2)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        icon = side * _ICON_SHARE
        for place, name in enumerate(self._icons()):
            middle = side * (0.6 + place * 0.9)
            middle = self.width() - middle if is_mirrored else middle
            square = QRectF(middle - icon / 2, (side - icon) / 2, icon, icon)
            icons.draw(painter, name, square, p.good)
        taken = side * (0.2 + 0.9 * len(self._icons()))
        words = box.adjusted(0, 0, -taken, 0) if is_mirrored else box.adjusted(taken, 0, 0, 0)
        painter.setPen(QColor(p.text))
        painter.setFont(self._font())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._text())
        painter.end()

    def _icons(self) -> tuple[str, ...]:
        if self._answer is None:
            return ()
        is_leaving = isinstance(self._answer, Passed) and self._answer.is_leaving
        done = LOOKS[Screen.GOODBYE if is_leaving else Screen.WELCOME].icon
        return tuple(name for name in (done, icons.symbol_file(self._answer.label.symbol)) if name)

    def _text(self) -> str:
        if self._answer is None:
            return ""
        label, time = self._answer.label.text, i18n.time_text(self._answer.at)
        return f"{i18n.isolate(label)}  {time}" if label else time

    def _font(self) -> QFont:
        return theme.font(theme.TYPE.kiosk * self._scale, is_bold=True)
