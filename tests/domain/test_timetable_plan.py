"""What importing lessons would change: tables of plain values."""

from dataclasses import replace
from datetime import date, time

import pytest

from kiosk.domain.ids import ClassId, LessonId
from kiosk.domain.importing import (
    CalledOff,
    OneOff,
    Problem,
    TimetableFile,
    TimetableItem,
    TimetableLine,
    TimetablePlan,
)
from kiosk.domain.timetable import Lesson, Span
from kiosk.domain.timetable_plan import KnownTimetable, plan_timetable, week_change

TODAY = date(2026, 11, 23)
SEPTEMBER, DECEMBER = date(2026, 9, 1), date(2026, 12, 18)
MATHS = Lesson(LessonId("m"), ClassId("b"), 0, time(8), time(9), SEPTEMBER, DECEMBER, 1, "12")
SPORT = Lesson(LessonId("s"), ClassId("b"), 1, time(8), time(9), SEPTEMBER, DECEMBER)
OTHERS = Lesson(LessonId("o"), ClassId("a"), 0, time(8), time(9), SEPTEMBER, DECEMBER)
OVER = replace(SPORT, id=LessonId("x"), weekday=2, first=date(2025, 9, 1), last=date(2025, 12, 18))
AUTUMN = Span("t", "Autumn", SEPTEMBER, DECEMBER)
SPRING = Span("u", "Spring", date(2027, 1, 11), date(2027, 3, 26))
KNOWN = KnownTimetable(
    {ClassId("a"): "7a", ClassId("b"): "7b"},
    (MATHS, SPORT, OTHERS, OVER),
    (AUTUMN, SPRING),
    frozenset({("7b", date(2026, 12, 1), time(8), time(9))}),
    TODAY,
    "Europe/Berlin",
    "basis",
)


def line(weekday: int, room: str = "", group: str = "7b", **more: object) -> TimetableLine:
    return replace(TimetableLine(2, group, weekday, time(8), time(9), room=room), **more)  # type: ignore[arg-type]


def plan(*items: TimetableItem, known: KnownTimetable = KNOWN) -> TimetablePlan:
    return plan_timetable(TimetableFile("x.csv", items, ()), known)


@pytest.mark.parametrize(
    ("items", "added", "removed"),
    [
        ([line(0, "12"), line(1)], 0, 0),
        ([line(0, "12"), line(1, first=SEPTEMBER, last=DECEMBER)], 0, 0),
        ([line(0, "13"), line(1)], 1, 1),
        ([line(0, "12")], 0, 1),
        ([line(0, "12"), line(1), line(4)], 1, 0),
        ([line(0, "12"), line(1, every_weeks=2)], 1, 1),
        ([line(0, "12"), line(1, first=date(2026, 10, 1))], 1, 1),
        ([line(0, group="9c")], 1, 0),
        ([CalledOff(2, "7b", TODAY, time(8), time(9))], 0, 0),
    ],
)
def test_lessons_that_come_and_go(items: list[TimetableItem], added: int, removed: int) -> None:
    found = plan(*items)
    assert (found.added, found.removed, found.problems) == (added, removed, ())


@pytest.mark.parametrize(
    ("terms", "said", "first", "last"),
    [
        ((AUTUMN, SPRING), {}, SEPTEMBER, date(2027, 3, 26)),
        ((SPRING,), {}, date(2027, 1, 11), date(2027, 3, 26)),
        ((), {}, TODAY, date(2027, 11, 23)),
        ((AUTUMN,), {"first": date(2027, 5, 1)}, date(2027, 5, 1), date(2028, 4, 30)),
        ((AUTUMN,), {"last": date(2026, 11, 30)}, SEPTEMBER, date(2026, 11, 30)),
    ],
)
def test_days_that_a_file_does_not_say(
    terms: tuple[Span, ...], said: dict[str, date], first: date, last: date
) -> None:
    item = replace(line(4), first=said.get("first"), last=said.get("last"))
    change = week_change([item], replace(KNOWN, terms=terms))
    assert [(lesson.first, lesson.last) for lesson in change.add] == [(first, last)]


def test_groups_are_known_by_name_whatever_its_case() -> None:
    known = replace(KNOWN, groups={ClassId("b"): "Choir"}, lessons=())
    found = plan(line(0, group="CHOIR"), line(1, group="Band"), line(2, group="band"), known=known)
    assert found.new_groups == ("Band",)
    assert [item.group for item in found.content] == ["Choir", "Band", "Band"]


def test_single_meetings_are_new_or_there_already() -> None:
    there = OneOff(2, "7b", date(2026, 12, 1), time(8), time(9))
    found = plan(there, replace(there, day=date(2026, 12, 2)), replace(there, day=date(2026, 12, 2)))
    assert (found.one_off, found.lessons, found.called_off) == (1, 0, 0)


def test_hours_that_two_lines_give_on_one_day_are_a_problem() -> None:
    twice = [line(4, first=SEPTEMBER, last=DECEMBER), line(4, first=date(2026, 12, 1), last=DECEMBER, row=3)]
    assert plan(*twice).problems == (Problem(3, "", "lesson-again"),)
    after = [
        line(4, first=SEPTEMBER, last=date(2026, 11, 30)),
        line(4, first=date(2026, 12, 1), last=DECEMBER),
    ]
    assert plan(*after).problems == ()


def test_a_last_day_before_the_term_begins_is_a_problem() -> None:
    assert plan(line(4, last=date(2026, 8, 1))).problems == (Problem(2, "", "far-date"),)
