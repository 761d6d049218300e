"""The week of one group as a grid: a column a day, a box a lesson with its times and room written in it.

Boxes are buttons, so the keyboard and screen readers have them as they are; lines and hours are painted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.domain.ids import LessonId
from kiosk.domain.timetable import Lesson
from kiosk.ui import i18n, theme
from kiosk.ui.desk.report_words import weekday_word
from kiosk.ui.desk.timetable_words import clock_range, hour_text, lesson_words, week_order

_HEAD_PX, _SIDE_PX, _HOUR_PX = 32, 54, 60
_GAP_PX, _LEAST_PX = 2, 30
_DAY_PX = 84
_USUAL = (8, 16)
"""Hours that are shown in any case."""
_DAY_HOURS = 24
_WORK_DAYS = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a lesson stands in its day's column.

    Attributes:
        lesson: Which.
        begins: Hours from midnight.
        ends: Hours from midnight; 24 for one that goes on the next day.
        lane: Which of the lanes that lessons at the same time share, from 0.
        lanes: How many share.
    """

    lesson: Lesson
    begins: float
    ends: float
    lane: int = 0
    lanes: int = 1


def places(lessons: Sequence[Lesson]) -> tuple[Place, ...]:
    """Give each lesson its place; those of one day that overlap stand beside each other."""
    made: list[Place] = []
    for weekday in range(7):
        of_day = sorted((lesson for lesson in lessons if lesson.weekday == weekday), key=_span)
        cluster: list[Lesson] = []
        latest = 0.0
        for lesson in of_day:
            begins, ends = _span(lesson)
            if cluster and begins >= latest:
                made.extend(_side_by_side(cluster))
                cluster = []
            cluster.append(lesson)
            latest = max(latest, ends) if len(cluster) > 1 else ends
        made.extend(_side_by_side(cluster))
    return tuple(made)


def hours_shown(lessons: Sequence[Lesson]) -> tuple[int, int]:
    """Give the first and the last hour of the grid: the usual ones, and what the lessons need."""
    spans = [_span(lesson) for lesson in lessons]
    first = min([_USUAL[0], *(int(begins) for begins, _ in spans)])
    last = max([_USUAL[1], *(-int(-ends // 1) for _, ends in spans)])
    return first, min(_DAY_HOURS, last)


def days_shown(lessons: Sequence[Lesson]) -> tuple[int, ...]:
    """Give the weekdays of the columns in the language's order: work days, and those with a lesson."""
    order = week_order()
    weekend = _weekend()
    used = {lesson.weekday for lesson in lessons}
    return tuple(weekday for weekday in order if weekday in used or weekday not in weekend)


def _weekend() -> frozenset[int]:
    work = {day.value - 1 for day in i18n.locale().weekdays()}
    return frozenset(range(7)) - work if len(work) >= _WORK_DAYS else frozenset()


def _span(lesson: Lesson) -> tuple[float, float]:
    begins = lesson.starts.hour + lesson.starts.minute / 60
    ends = lesson.ends.hour + lesson.ends.minute / 60
    return begins, ends if ends > begins else float(_DAY_HOURS)


def _side_by_side(cluster: Sequence[Lesson]) -> list[Place]:
    lanes: list[float] = []
    found: list[tuple[Lesson, int]] = []
    for lesson in cluster:
        begins, ends = _span(lesson)
        lane = next((place for place, free in enumerate(lanes) if free <= begins), len(lanes))
        if lane == len(lanes):
            lanes.append(ends)
        else:
            lanes[lane] = ends
        found.append((lesson, lane))
    return [Place(lesson, *_span(lesson), lane, len(lanes)) for lesson, lane in found]


class LessonBox(QPushButton):
    """One lesson, to be pressed. Its times stand at its top, its room below where there is space."""

    def __init__(self, lesson: Lesson, room: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.lesson = lesson
        self._room = lesson.room or room
        said = lesson_words(lesson, room)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as the space bar does; arrows are the week's."""
        keys = Qt.Key
        if event.key() in {keys.Key_Return, keys.Key_Enter}:
            self.click()
        elif event.key() in {keys.Key_Left, keys.Key_Right, keys.Key_Up, keys.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box: a bar at its reading side, and a ring where the keyboard is."""
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = 3.0 if self.hasFocus() else 1.0
        edge = palette.focus if self.hasFocus() else palette.line
        box = QRectF(self.rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
        pen = painter.pen()
        pen.setColor(QColor(edge))
        pen.setWidthF(ring)
        if self.lesson.every_weeks != 1:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(palette.selection if self.underMouse() else palette.active_soft))
        painter.drawRoundedRect(box, 5, 5)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent))
        left = self.width() - 8 if is_mirrored else 4
        painter.drawRoundedRect(QRectF(left, 5, 4, self.height() - 10), 2, 2)
        self._write(painter, palette)

    def _write(self, painter: QPainter, palette: theme.Palette) -> None:
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area = self.rect().adjusted(4 if is_mirrored else 12, 4, -12 if is_mirrored else -4, -3)
        painter.setFont(theme.font(theme.TYPE.desk - 1))
        painter.setPen(QColor(palette.text))
        side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute)
        texts = [clock_range(self.lesson)]
        if self._room:
            texts.append(i18n.isolate(self._room))
        if self.lesson.every_weeks != 1:
            texts.append(self.tr("every other week"))
        if area.height() < 2 * painter.fontMetrics().lineSpacing():
            joined = self.tr(" · ").join(texts)
            shown = painter.fontMetrics().elidedText(joined, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, flags, shown)
            return
        wraps = int(Qt.TextFlag.TextWordWrap)
        for text in texts:
            needed = painter.boundingRect(area, flags | wraps, text)
            if needed.height() > area.height() + 4 and text is not texts[0]:
                break
            painter.drawText(area, flags | wraps, text)
            area.setTop(area.top() + needed.height())


class WeekView(QWidget):
    """The grid. As high as its hours need; wider where there is room."""

    lesson_asked = Signal(object)
    """A Lesson to be changed."""
    place_asked = Signal(int, int)
    """A weekday and an hour where nothing is yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Week"))
        self.boxes: list[LessonBox] = []
        self._places: Mapping[LessonId, Place] = {}
        self._days: tuple[int, ...] = days_shown(())
        self._hours = hours_shown(())

    def show_lessons(self, lessons: Sequence[Lesson], room: str) -> None:
        """Take a group's lessons; `room` is where it meets if they do not say."""
        for box in self.boxes:
            box.hide()
            box.deleteLater()
        self._days, self._hours = days_shown(lessons), hours_shown(lessons)
        found = sorted(
            places(lessons), key=lambda place: (self._days.index(place.lesson.weekday), place.begins)
        )
        self._places = {place.lesson.id: place for place in found}
        self.boxes = [LessonBox(place.lesson, room, self) for place in found]
        for box in self.boxes:
            box.clicked.connect(partial(self._press, box))
            box.show()
        for before, after in zip(self.boxes, self.boxes[1:], strict=False):
            self.setTabOrder(before, after)
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self._arrange()
        self.update()

    def focus_lesson(self, lesson: LessonId | None) -> bool:
        """Put the keyboard on a lesson, or on the first; says whether there is one."""
        wanted = next((box for box in self.boxes if box.lesson.id == lesson), None)
        box = wanted or (self.boxes[0] if self.boxes else None)
        if box is not None:
            box.setFocus(Qt.FocusReason.OtherFocusReason)
        return box is not None

    def sizeHint(self) -> QSize:
        """Give the least that can be read."""
        first, last = self._hours
        return QSize(_SIDE_PX + len(self._days) * _DAY_PX, _HEAD_PX + (last - first) * _HOUR_PX + _GAP_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the boxes where they belong."""
        super().resizeEvent(event)
        self._arrange()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Where nothing is, a lesson may be added."""
        at = self._slot(event.position().toPoint())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self.place_asked.emit(*at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through a day's lessons, left and right from day to day."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        here = next((box for box in self.boxes if box.hasFocus()), None)
        if here is None or event.key() not in {*steps, Qt.Key.Key_Up, Qt.Key.Key_Down}:
            super().keyPressEvent(event)
            return
        if event.key() in steps:
            is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            wanted = self._beside(here, steps[Qt.Key(event.key())] * (-1 if is_mirrored else 1))
        else:
            step = -1 if event.key() == Qt.Key.Key_Up else 1
            wanted = self._below(here, step)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the days' names, the hours and the lines."""
        palette = theme.current()
        painter = QPainter(self)
        painter.setFont(theme.font(theme.TYPE.desk))
        first, last = self._hours
        is_short = self._width() < 110
        for place, weekday in enumerate(self._days):
            head = self._mirrored(QRect(self._left(place), 0, self._width(), _HEAD_PX))
            painter.setPen(QColor(palette.text))
            painter.drawText(
                head, int(Qt.AlignmentFlag.AlignCenter), weekday_word(weekday, is_short=is_short)
            )
            ground = self._mirrored(
                QRect(self._left(place) + 1, _HEAD_PX, self._width() - 2, (last - first) * _HOUR_PX)
            )
            painter.fillRect(ground, QColor(palette.surface))
        painter.setFont(theme.font(theme.TYPE.desk - 1))
        for hour in range(first, last + 1):
            top = _HEAD_PX + (hour - first) * _HOUR_PX
            painter.setPen(QColor(palette.hairline))
            line = self._mirrored(QRect(_SIDE_PX, top, self.width() - _SIDE_PX, 1))
            painter.drawLine(line.topLeft(), line.topRight())
            if hour < last:
                painter.setPen(QColor(palette.muted))
                side = self._mirrored(QRect(0, top + 2, _SIDE_PX - 8, 20))
                way = Qt.AlignmentFlag.AlignLeft if self._is_mirrored() else Qt.AlignmentFlag.AlignRight
                flags = way | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
                painter.drawText(side, int(flags), hour_text(hour))

    # Inside

    def _press(self, box: LessonBox, _checked: bool = False) -> None:
        self.lesson_asked.emit(box.lesson)

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _width(self) -> int:
        return (self.width() - _SIDE_PX) // max(1, len(self._days))

    def _left(self, place: int) -> int:
        return _SIDE_PX + place * self._width()

    def _mirrored(self, area: QRect) -> QRect:
        if self._is_mirrored():
            area.moveLeft(self.width() - area.left() - area.width())
        return area

    def _arrange(self) -> None:
        first, width = self._hours[0], self._width()
        for box in self.boxes:
            place = self._places[box.lesson.id]
            lane = width // place.lanes
            left = self._left(self._days.index(box.lesson.weekday)) + place.lane * lane
            top = _HEAD_PX + round((place.begins - first) * _HOUR_PX)
            height = max(_LEAST_PX, round((place.ends - place.begins) * _HOUR_PX)) - _GAP_PX
            box.setGeometry(self._mirrored(QRect(left + _GAP_PX, top + 1, lane - 2 * _GAP_PX, height)))

    def _slot(self, point: QPoint) -> tuple[int, int] | None:
        across = self.width() - point.x() if self._is_mirrored() else point.x()
        place = (across - _SIDE_PX) // max(1, self._width())
        if across < _SIDE_PX or place >= len(self._days) or point.y() < _HEAD_PX:
            return None
        hour = self._hours[0] + (point.y() - _HEAD_PX) // _HOUR_PX
        return (self._days[place], hour) if hour < self._hours[1] else None

    def _below(self, here: LessonBox, step: int) -> LessonBox | None:
        same = [box for box in self.boxes if box.lesson.weekday == here.lesson.weekday]
        place = same.index(here) + step
        return same[place] if 0 <= place < len(same) else None

    def _beside(self, here: LessonBox, step: int) -> LessonBox | None:
        begins = self._places[here.lesson.id].begins
        place = self._days.index(here.lesson.weekday) + step
        while 0 <= place < len(self._days):
            there = [box for box in self.boxes if box.lesson.weekday == self._days[place]]
            if there:
                return min(there, key=lambda box: abs(self._places[box.lesson.id].begins - begins))
            place += step
        return None
