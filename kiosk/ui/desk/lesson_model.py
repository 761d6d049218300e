"""The lessons of all groups as a table."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject

from kiosk.domain.groups import Group
from kiosk.domain.ids import ClassId
from kiosk.domain.timetable import Lesson
from kiosk.ui import i18n
from kiosk.ui.desk.lists import collated
from kiosk.ui.desk.report_words import plain_day, weekday_word
from kiosk.ui.desk.text_table import TextTable
from kiosk.ui.desk.timetable_words import clock_range, week_order, weeks_word


class LessonColumn(IntEnum):
    """Columns in their order."""

    GROUP = 0
    WEEKDAY = 1
    TIMES = 2
    ROOM = 3
    WEEKS = 4
    FIRST = 5
    LAST = 6


class LessonsModel(TextTable):
    """A line a lesson."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._titles = (
            self.tr("Group"),
            self.tr("Day"),
            self.tr("Times"),
            self.tr("Room"),
            self.tr("Weeks"),
            self.tr("First day"),
            self.tr("Last day"),
        )
        self.lessons: tuple[Lesson, ...] = ()

    def show_lessons(self, lessons: Sequence[Lesson], groups: Mapping[ClassId, Group]) -> None:
        """Take them by group, day and time."""
        names = {group: groups[group].name for group in groups}
        order = dict(zip(names, collated(list(names.values())), strict=True))
        days = {weekday: place for place, weekday in enumerate(week_order())}
        found = sorted(
            (lesson for lesson in lessons if lesson.class_id in names),
            key=lambda lesson: (order[lesson.class_id], days[lesson.weekday], lesson.starts, lesson.first),
        )
        self.lessons = tuple(found)
        texts = [
            (
                i18n.isolate(names[lesson.class_id]),
                weekday_word(lesson.weekday),
                clock_range(lesson),
                i18n.isolate(lesson.room or groups[lesson.class_id].options.room),
                weeks_word(lesson.every_weeks),
                plain_day(lesson.first),
                plain_day(lesson.last),
            )
            for lesson in found
        ]
        ranks: dict[int, Sequence[Any]] = {
            LessonColumn.GROUP: [order[lesson.class_id] for lesson in found],
            LessonColumn.WEEKDAY: [(days[lesson.weekday], lesson.starts) for lesson in found],
            LessonColumn.TIMES: [(lesson.starts, lesson.ends) for lesson in found],
            LessonColumn.WEEKS: [lesson.every_weeks for lesson in found],
            LessonColumn.FIRST: [lesson.first for lesson in found],
            LessonColumn.LAST: [lesson.last for lesson in found],
        }
        self._put(texts, ranks, [" ".join(text[:4]) for text in texts])
