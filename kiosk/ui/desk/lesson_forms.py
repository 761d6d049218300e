"""The forms of a lesson of the week, and of a session on one day only."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QTimeEdit, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.groups import Group
from kiosk.domain.ids import ClassId, LessonId
from kiosk.domain.timetable import Lesson, Span
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, day_field, field, label, named
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.forms import Form
from kiosk.ui.desk.report_words import weekday_word
from kiosk.ui.desk.timetable_words import week_order, weeks_word

_FIELD_PX = 220
_TERM = timedelta(weeks=13)


def days_for(today: date, terms: Sequence[Span]) -> tuple[date, date]:
    """Give the first and last day to offer for a new lesson: the term now or next, else 13 weeks."""
    to_come = sorted((term for term in terms if term.last >= today), key=lambda term: term.first)
    return (to_come[0].first, to_come[0].last) if to_come else (today, today + _TERM)


def new_lesson(group: ClassId, weekday: int, hour: int, days: tuple[date, date]) -> Lesson:
    """Give what the form of a new lesson begins with: an hour from a full one."""
    starts, ends = time(hour % 24), time((hour + 1) % 24)
    return Lesson(LessonId(""), group, weekday, starts, ends, *days)


class LessonForm(Form):
    """A lesson; one that is there can be taken away from here, too."""

    filled = Signal(object)
    """A Lesson."""
    removal_asked = Signal(object)
    """The Lesson that is to go."""

    def __init__(self, lesson: Lesson, groups: Sequence[Group]) -> None:
        """Show a lesson.

        Args:
            lesson: One with the id "" is new.
            groups: Whose it may be.
        """
        is_new = not lesson.id
        if is_new:
            super().__init__(self.tr("Add a lesson"), self.tr("Add"))
        else:
            super().__init__(self.tr("Change a lesson"), self.tr("Keep"))
        self._lesson = lesson
        self.group = _group_box(groups, lesson.class_id)
        self.group.setEnabled(is_new)
        self.weekday = QComboBox()
        for weekday in week_order():
            self.weekday.addItem(weekday_word(weekday), weekday)
        self.weekday.setCurrentIndex(self.weekday.findData(lesson.weekday))
        self.starts, self.ends = time_field(lesson.starts), time_field(lesson.ends)
        self.weeks = QComboBox()
        for every in (1, 2):
            self.weeks.addItem(weeks_word(every), every)
        self.weeks.setCurrentIndex(lesson.every_weeks - 1)
        self.room = field(self.tr("Room"), self.tr("The group’s room"), longest=60)
        self.room.setText(lesson.room)
        self.first = day_field(self.tr("First day"), lesson.first)
        self.last = day_field(self.tr("Last day"), lesson.last)
        self._lay_out()
        self._end()
        if not is_new:
            self.removing = button(
                self.tr("Take this lesson away"), lambda: self.removal_asked.emit(lesson), kind="danger"
            )
            self._body.insertWidget(self._body.count() - 1, self.removing, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self.group)  # the first: Tab passes by what stands before it

    def lesson(self) -> Lesson:
        """Give what is set."""
        return replace(
            self._lesson,
            class_id=self.group.currentData(),
            weekday=self.weekday.currentData(),
            starts=time_of(self.starts),
            ends=time_of(self.ends),
            first=day_of(self.first),
            last=day_of(self.last),
            every_weeks=self.weeks.currentData(),
            room=self.room.text().strip(),
        )

    def _lay_out(self) -> None:
        fields = (
            (self.tr("Group"), self.group),
            (self.tr("Day of the week"), self.weekday),
            (self.tr("Starts"), self.starts),
            (self.tr("Ends"), self.ends),
            (self.tr("How often"), self.weeks),
            (self.tr("Room"), self.room),
            (self.tr("First day"), self.first),
            (self.tr("Last day"), self.last),
        )
        self._body.addWidget(in_rows(fields))
        hint = self.tr(
            "An end before the start means the next day. Every other week is counted from the week of the "
            "first day."
        )
        self._body.addWidget(label(hint, "muted", wraps=True))

    def _send(self) -> None:
        if self.group.currentData() is None:
            self.fail(self.tr("A lesson needs a group."))
            return
        if day_of(self.last) < day_of(self.first):
            self.fail(self.tr("The last day is before the first."))
            return
        self.filled.emit(self.lesson())


class OnceForm(Form):
    """A session on one day only."""

    filled = Signal(object, object, object, str)
    """A ClassId, two Instants, and a room; "" takes the group's."""

    def __init__(self, groups: Sequence[Group], day: date, now: Instant) -> None:
        super().__init__(self.tr("Add a session on one day only"), self.tr("Add"))
        self._zone = now.zone
        self.group = _group_box(groups, None)
        self.day = day_field(self.tr("Day"), day)
        hour = min(now.local.hour + 1, 22)
        self.starts, self.ends = time_field(time(hour)), time_field(time(hour + 1))
        self.room = field(self.tr("Room"), self.tr("The group’s room"), longest=60)
        fields = (
            (self.tr("Group"), self.group),
            (self.tr("Day"), self.day),
            (self.tr("Starts"), self.starts),
            (self.tr("Ends"), self.ends),
            (self.tr("Room"), self.room),
        )
        self._body.addWidget(in_rows(fields))
        hint = self.tr("An end before the start means the next day.")
        self._body.addWidget(label(hint, "muted", wraps=True))
        self._end()
        self.setFocusProxy(self.group)

    def _send(self) -> None:
        if self.group.currentData() is None:
            self.fail(self.tr("A session needs a group."))
            return
        day, starts, ends = day_of(self.day), time_of(self.starts), time_of(self.ends)
        end_day = day if ends > starts else day + timedelta(days=1)
        self.filled.emit(
            self.group.currentData(),
            self._instant(day, starts),
            self._instant(end_day, ends),
            self.room.text().strip(),
        )

    def _instant(self, day: date, at: time) -> Instant:
        return Instant.at(datetime.combine(day, at, tzinfo=ZoneInfo(self._zone)), self._zone)


def in_rows(fields: Sequence[tuple[str, QWidget]]) -> QWidget:
    """Put fields below their labels, as many in a row as there is room for."""
    place = QWidget()
    flow = FlowLayout(place, theme.SPACE.snug)
    for text, control in fields:
        control.setFixedWidth(_FIELD_PX)
        flow.addWidget(named(text, control))
    return place


def time_field(at: time) -> QTimeEdit:
    """Make a time of day to type."""
    made = QTimeEdit(QTime(at.hour, at.minute))
    # From right to left Qt turns hours and minutes round; a time is read from the left everywhere.
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made.setDisplayFormat("HH:mm")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def time_of(shown: QTimeEdit) -> time:
    """Give the time of day that is set."""
    at = shown.time()
    return time(at.hour(), at.minute())


def day_of(shown: QDateEdit) -> date:
    """Give the day that is set."""
    day = shown.date()
    return date(day.year(), day.month(), day.day())


def _group_box(groups: Sequence[Group], chosen: ClassId | None) -> QComboBox:
    made = QComboBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for group in groups:
        made.addItem(i18n.isolate(group.name), group.id)
    made.setCurrentIndex(max(0, made.findData(chosen)) if groups else -1)
    return made
