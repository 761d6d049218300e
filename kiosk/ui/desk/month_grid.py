"""A month as a calendar: each day with the shapes of what the registers say of one person."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from kiosk.domain.marks import MarkState
from kiosk.domain.registers import PersonDay
from kiosk.ui import i18n, theme
from kiosk.ui.desk.report_words import full_day, weekday_word
from kiosk.ui.desk.shapes import TONES, paint_state
from kiosk.ui.desk.words import state_word

_ROW_PX, _HEAD_PX, _SHAPE_PX, _WIDEST_PX = 40, 24, 12, 64
_MOST_SHAPES = 3


class MonthGrid(QWidget):
    """Draws a month; arrows go from day to day, Page Up and Page Down from month to month."""

    day_chosen = Signal(object)
    """A date."""
    month_asked = Signal(int)
    """1 for the next month, -1 for the one before."""

    def __init__(self, month: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = month.replace(day=1)
        self._days: dict[date, tuple[PersonDay, ...]] = {}
        self.chosen = month
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Calendar of the marks"))
        self.setAccessibleDescription(self.words(month))
        self.setFixedHeight(_HEAD_PX + 6 * _ROW_PX + 4)

    def show_month(self, month: date, days: Sequence[PersonDay]) -> None:
        """Take a month and a person's sessions in it."""
        self._month = month.replace(day=1)
        self._days = {}
        for each in days:
            self._days[each.day] = (*self._days.get(each.day, ()), each)
        if (self.chosen.year, self.chosen.month) != (month.year, month.month):
            self.chosen = self._month
        self._tell()
        self.update()

    def words(self, day: date) -> str:
        """Say what the registers say of a day."""
        text = self.tr("{time} {group}: {state}")
        lines = []
        for each in self._days.get(day, ()):
            group, state = i18n.isolate(each.class_name), state_word(each.state)
            said = text.format(time=i18n.time_text(each.starts), group=group, state=state)
            lines.append(f"{said} · {i18n.isolate(each.note)}" if each.note else said)
        return "\n".join((full_day(day), *(lines or [self.tr("No session")])))

    def cell(self, day: date) -> QRectF:
        """Give where a day of the month is drawn."""
        first_weekday = i18n.locale().firstDayOfWeek().value - 1
        before = (self._month.weekday() - first_weekday) % 7
        place = before + day.day - 1
        return self._box(place % 7, place // 7)

    def sizeHint(self) -> QSize:
        """Seven days wide."""
        return QSize(7 * 44, self.height())

    def event(self, event: QEvent) -> bool:
        """Say a day in words where the mouse rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._day_at(event.pos())
            QToolTip.showText(event.globalPos(), self.words(day) if day else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a day."""
        day = self._day_at(event.position().toPoint())
        if day is not None:
            self._choose(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from day to day: left is the next one where the language runs from the right."""
        ahead = -1 if self._is_mirrored() else 1
        steps = {
            Qt.Key.Key_Right: ahead,
            Qt.Key.Key_Left: -ahead,
            Qt.Key.Key_Down: 7,
            Qt.Key.Key_Up: -7,
        }
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in turns:
            self.month_asked.emit(turns[key])
        elif key in steps:
            self._go(self.chosen + timedelta(days=steps[key]))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which day the keys are on."""
        self.update()
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.TYPE.desk - 2))
        painter.setPen(QColor(palette.muted))
        first_weekday = i18n.locale().firstDayOfWeek().value - 1
        for place in range(7):
            head = self._box(place, 0)
            head.moveTop(0)
            head.setHeight(_HEAD_PX)
            weekday = weekday_word((first_weekday + place) % 7, is_short=True)
            painter.drawText(head, int(Qt.AlignmentFlag.AlignCenter), weekday)
        for number in range(1, calendar.monthrange(self._month.year, self._month.month)[1] + 1):
            self._paint_day(painter, self._month.replace(day=number))

    def _paint_day(self, painter: QPainter, day: date) -> None:
        palette, cell, found = theme.current(), self.cell(day), self._days.get(day, ())
        painter.setPen(Qt.PenStyle.NoPen)
        if found:
            worst = max(found, key=lambda each: _WEIGHT[each.state])
            painter.setBrush(QColor(palette.soft(TONES[worst.state])))
            painter.drawRoundedRect(cell, 5, 5)
        if day == self.chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            colour = palette.focus if self.hasFocus() else palette.line
            painter.setPen(QPen(QColor(colour), theme.SHAPE.focus if self.hasFocus() else 1))
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 5, 5)
        painter.setPen(QColor(palette.text if found else palette.muted))
        top = cell.adjusted(0, 2, 0, -cell.height() / 2)
        painter.drawText(top, int(Qt.AlignmentFlag.AlignCenter), i18n.number(day.day))
        shown = found[:_MOST_SHAPES]
        width = len(shown) * (_SHAPE_PX + 2)
        left = cell.center().x() - width / 2
        for place, each in enumerate(reversed(shown) if self._is_mirrored() else shown):
            area = QRectF(left + place * (_SHAPE_PX + 2) + 1, cell.center().y() + 2, _SHAPE_PX, _SHAPE_PX)
            paint_state(painter, area, each.state)

    def _box(self, place: int, line: int) -> QRectF:
        width = min(float(_WIDEST_PX), self.width() / 7)
        left = self.width() - (place + 1) * width if self._is_mirrored() else place * width
        return QRectF(left + 1, _HEAD_PX + line * _ROW_PX + 1, width - 2, _ROW_PX - 2)

    def _day_at(self, point: QPoint) -> date | None:
        days = calendar.monthrange(self._month.year, self._month.month)[1]
        every = (self._month.replace(day=number) for number in range(1, days + 1))
        return next((day for day in every if self.cell(day).contains(point)), None)

    def _go(self, day: date) -> None:
        if (day.year, day.month) == (self._month.year, self._month.month):
            self._choose(day)
            return
        forward = day > self.chosen
        self.chosen = day
        self.month_asked.emit(1 if forward else -1)

    def _choose(self, day: date) -> None:
        self.chosen = day
        self._tell()
        self.update()
        self.day_chosen.emit(day)

    def _tell(self) -> None:
        self.setAccessibleDescription(self.words(self.chosen))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


_WEIGHT = {
    MarkState.NOT_REQUIRED: 0,
    MarkState.UNMARKED: 1,
    MarkState.PRESENT: 2,
    MarkState.EXCUSED: 3,
    MarkState.LEFT_EARLY: 4,
    MarkState.LATE: 5,
    MarkState.ABSENT: 6,
}
"""Which of several sessions of a day its ground is coloured by."""
