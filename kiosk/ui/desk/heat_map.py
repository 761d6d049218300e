"""The days as a calendar: a line a week, a box a day with its rate written in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from kiosk.reports.rates import Rate
from kiosk.ui import i18n, theme
from kiosk.ui.desk.report_words import Section, line_label, rate_text, short_day, weekday_word, whole_percent
from kiosk.ui.theme import Tone

_ROW_PX, _HEAD_PX, _GAP_PX = 38, 30, 4
_WEEK_PX, _DAY_PX, _WIDEST_PX = 76, 58, 110
_GAUGE_PX = 5
_GOOD, _CARE = 95.0, 90.0
"""From so many percent on a day is quiet, and from so many it needs some care; below it stands out."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the days are.

    Attributes:
        weekdays: Those shown, Monday being 0, from the reading side.
        weeks: The first day of each line.
    """

    weekdays: tuple[int, ...]
    weeks: tuple[date, ...]


def grid_of(days: Sequence[date], first_weekday: int) -> Grid:
    """Lay days out: every week from the first to the last, and the weekdays that occur.

    Args:
        days: Any, in any order.
        first_weekday: With which a line begins, Monday being 0.
    """
    if not days:
        return Grid((), ())
    order = [(first_weekday + place) % 7 for place in range(7)]
    found = {day.weekday() for day in days}
    start, end = (_week_of(day, first_weekday) for day in (min(days), max(days)))
    weeks = tuple(start + timedelta(weeks=place) for place in range((end - start).days // 7 + 1))
    return Grid(tuple(weekday for weekday in order if weekday in found), weeks)


def tone_of(rate: Rate) -> Tone:
    """Give what a day's ground says; the figure in the box says it exactly."""
    if rate.percent >= _GOOD:
        return Tone.GOOD
    return Tone.CARE if rate.percent >= _CARE else Tone.BAD


class HeatMap(QWidget):
    """Draws the days; as high as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rates: Mapping[date, Rate] = {}
        self._grid = Grid((), ())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def grid(self) -> Grid:
        """Where the days are."""
        return self._grid

    def show_days(self, rates: Sequence[Rate]) -> None:
        """Take the days; those on which nothing was expected stay empty."""
        self._rates = {date.fromisoformat(rate.key): rate for rate in rates if rate.expected}
        first_weekday = i18n.locale().firstDayOfWeek().value - 1
        self._grid = grid_of(tuple(self._rates), first_weekday)
        self.setMinimumSize(self.sizeHint())
        self.update()

    def describe(self, name: str, finding: str) -> None:
        """Say what it is and what it shows."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(finding)

    def sizeHint(self) -> QSize:
        """Every week in sight of a scroll area."""
        lines, columns = len(self._grid.weeks), len(self._grid.weekdays)
        return QSize(_WEEK_PX + columns * _DAY_PX, _HEAD_PX + lines * _ROW_PX + _GAP_PX)

    def box(self, day: date) -> QRectF:
        """Give where a day is drawn; empty for one that is not shown."""
        weekdays, weeks = self._grid.weekdays, self._grid.weeks
        if day.weekday() not in weekdays or not weeks:
            return QRectF()
        line = (day - weeks[0]).days // 7
        return self._cell(weekdays.index(day.weekday()), line)

    def event(self, event: QEvent) -> bool:
        """Say a day's figures where the mouse rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._told(event.pos()), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.TYPE.desk - 1))
        painter.setPen(QColor(palette.muted))
        centred = int(Qt.AlignmentFlag.AlignCenter)
        for place, weekday in enumerate(self._grid.weekdays):
            head = self._cell(place, 0)
            head.moveTop(0)
            painter.drawText(head, centred, weekday_word(weekday, is_short=True))
        for line, week in enumerate(self._grid.weeks):
            painter.drawText(self._week_area(line), centred, short_day(week))
        for day, rate in self._rates.items():
            self._paint_day(painter, self.box(day), rate)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.focus), theme.SHAPE.focus))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 4, 4)

    def _paint_day(self, painter: QPainter, box: QRectF, rate: Rate) -> None:
        palette, tone = theme.current(), tone_of(rate)
        painter.setPen(QPen(QColor(palette.strong(tone)), 3 if tone is Tone.BAD else 1))
        painter.setBrush(QColor(palette.soft(tone)))
        painter.drawRoundedRect(box, 4, 4)
        gauge = QRectF(box.left() + 4, box.bottom() - _GAUGE_PX - 3, box.width() - 8, _GAUGE_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.strong(tone)))
        filled = QRectF(gauge)
        filled.setWidth(gauge.width() * rate.percent / 100)
        if self._is_mirrored():
            filled.moveRight(gauge.right())
        painter.drawRect(filled)
        painter.setPen(QColor(palette.text))
        painter.drawText(
            box.adjusted(0, 0, 0, -_GAUGE_PX), int(Qt.AlignmentFlag.AlignCenter), whole_percent(rate.percent)
        )

    def _cell(self, place: int, line: int) -> QRectF:
        columns = max(1, len(self._grid.weekdays))
        width = min(float(_WIDEST_PX), max(float(_DAY_PX), (self.width() - _WEEK_PX) / columns))
        offset = _WEEK_PX + place * width
        left = self.width() - offset - width if self._is_mirrored() else offset
        return QRectF(left, _HEAD_PX + line * _ROW_PX, width - _GAP_PX, _ROW_PX - _GAP_PX)

    def _week_area(self, line: int) -> QRectF:
        left = self.width() - _WEEK_PX if self._is_mirrored() else 0
        return QRectF(left, _HEAD_PX + line * _ROW_PX, _WEEK_PX - _GAP_PX, _ROW_PX - _GAP_PX)

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _told(self, point: QPoint) -> str:
        for day, rate in self._rates.items():
            if self.box(day).contains(point.toPointF()):
                return f"{line_label(Section.DAYS, rate)}: {rate_text(rate)}"
        return ""


def _week_of(day: date, first_weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)
