"""The rule that makes a plan of a timetable's lines and the week as it is.

A file is the whole week of the groups that it mentions: their other lessons go, those of other groups stay.
Where it says no days, a lesson that is there keeps its own, and a new one lasts from today, or the term's
first day, to the last term's end, or a year where the school keeps no terms.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from kiosk.domain.ids import ClassId, LessonId
from kiosk.domain.importing import (
    OneOff,
    Problem,
    TimetableFile,
    TimetableItem,
    TimetableLine,
    TimetablePlan,
)
from kiosk.domain.timetable import LONGEST, Lesson, Span

_YEAR: Final = timedelta(days=365)
Meeting = tuple[str, date, time, time]
"""Group, casefolded; day; wall-clock times."""
_Hours = tuple[str, int, time, time]


@dataclass(frozen=True, slots=True)
class KnownTimetable:
    """The week as an import compares it.

    Attributes:
        groups: Names of all groups by id.
        lessons: All lessons.
        terms: By first day.
        one_off: Sessions to come that no lesson gives.
        today: In the school's zone.
        zone: The school's.
        basis: What all this adds up to.
    """

    groups: Mapping[ClassId, str]
    lessons: tuple[Lesson, ...]
    terms: tuple[Span, ...]
    one_off: frozenset[Meeting]
    today: date
    zone: str
    basis: str


@dataclass(frozen=True, slots=True)
class WeekChange:
    """What a plan does to the lessons.

    Attributes:
        add: New lessons; their group's id is "" where the group is new: see `group_of`.
        group_of: Name of the group of each of them, in the same order.
        remove: Lessons that go.
        problems: Of lessons that cannot be.
    """

    add: tuple[Lesson, ...]
    group_of: tuple[str, ...]
    remove: tuple[Lesson, ...]
    problems: tuple[Problem, ...]


def plan_timetable(file: TimetableFile, known: KnownTimetable) -> TimetablePlan:
    """Say what importing a timetable would do.

    Args:
        file: What was read.
        known: The week as it is.
    """
    names = {name.casefold(): name for name in known.groups.values()}
    mentioned: dict[str, str] = {}
    for item in file.items:
        mentioned.setdefault(item.group.casefold(), names.get(item.group.casefold(), item.group))
    items = tuple(replace(item, group=mentioned[item.group.casefold()]) for item in file.items)
    change = week_change(items, known)
    one_off = [item for item in items if isinstance(item, OneOff)]
    new_one_off = {meeting_of(item) for item in one_off} - known.one_off
    lines = [item for item in items if isinstance(item, TimetableLine)]
    problems = sorted((*file.problems, *change.problems), key=lambda problem: (problem.row, problem.column))
    return TimetablePlan(
        len(lines),
        len(change.add),
        len(change.remove),
        tuple(name for key, name in mentioned.items() if key not in names),
        len(new_one_off),
        tuple(problems),
        items,
        known.basis,
        len(items) - len(lines) - len(one_off),
        file.name,
    )


def week_change(items: Sequence[TimetableItem], known: KnownTimetable) -> WeekChange:
    """Compare a file's lessons with those that are there.

    Args:
        items: Of the file, each group under the name that the school has for it.
        known: The week as it is.
    """
    ids = {name: class_id for class_id, name in known.groups.items()}
    lines = [item for item in items if isinstance(item, TimetableLine)]
    groups = {ids[line.group] for line in lines if line.group in ids}
    old: dict[_Hours, list[Lesson]] = {}
    for lesson in known.lessons:
        if lesson.class_id in groups and lesson.last >= known.today:
            hours = (known.groups[lesson.class_id], lesson.weekday, lesson.starts, lesson.ends)
            old.setdefault(hours, []).append(lesson)
    add: list[Lesson] = []
    group_of: list[str] = []
    kept: dict[_Hours, list[Lesson]] = {}
    problems: list[Problem] = []
    for line in lines:
        hours = (line.group, line.weekday, line.starts, line.ends)
        same = next((lesson for lesson in old.get(hours, ()) if _is_same(line, lesson)), None)
        lesson = same or _lesson(line, ids.get(line.group, ClassId("")), known)
        others = kept.setdefault(hours, [])
        if lesson.last < lesson.first or lesson.last - lesson.first > LONGEST:
            problems.append(Problem(line.row, "", "far-date"))
        elif any(lesson.doubles(other) for other in others):
            problems.append(Problem(line.row, "", "lesson-again"))
        else:
            others.append(lesson)
            if same is None:
                add.append(lesson)
                group_of.append(line.group)
            else:
                old[hours].remove(same)
    gone = tuple(lesson for lessons in old.values() for lesson in lessons)
    return WeekChange(tuple(add), tuple(group_of), gone, tuple(problems))


def meeting_of(item: OneOff) -> Meeting:
    """Give what tells one meeting from another."""
    return (item.group.casefold(), item.day, item.starts, item.ends)


def _is_same(line: TimetableLine, lesson: Lesson) -> bool:
    """Say whether a lesson at a line's hours is what it asks for; a line without days takes the lesson's."""
    said = (line.every_weeks, line.room, line.first or lesson.first, line.last or lesson.last)
    return said == (lesson.every_weeks, lesson.room, lesson.first, lesson.last)


def _lesson(line: TimetableLine, class_id: ClassId, known: KnownTimetable) -> Lesson:
    first = line.first or _first(known.terms, known.today)
    last = line.last or _last(known.terms, first)
    return Lesson(
        LessonId(""),
        class_id,
        line.weekday,
        line.starts,
        line.ends,
        first,
        last,
        line.every_weeks,
        line.room,
    )


def _first(terms: Iterable[Span], today: date) -> date:
    """Give the first day of the term that runs, or of the next one; today where there is none."""
    return next((term.first for term in terms if term.last >= today), today)


def _last(terms: Iterable[Span], first: date) -> date:
    """Give the end of the last term that a lesson from a day on may reach, or the day a year later."""
    ends = [term.last for term in terms if first <= term.last <= first + LONGEST]
    return max(ends, default=first + _YEAR)
