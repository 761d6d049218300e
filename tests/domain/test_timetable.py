"""From the week on paper to moments: summer time, nights, leap days, long years, holidays, changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, LessonId, SessionId
from kiosk.domain.timetable import (
    Lesson,
    Planned,
    Span,
    are_days_sound,
    compare,
    meetings,
    overlapping,
)

ALWAYS = Instant.at(datetime(2020, 1, 1, tzinfo=UTC), "UTC")
NEW_YORK, LORD_HOWE = "America/New_York", "Australia/Lord_Howe"
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def _lesson(
    weekday: int,
    starts: str,
    ends: str,
    first: date,
    last: date,
    *,
    every_weeks: int = 1,
    one: str = "l",
    group: str = "c",
) -> Lesson:
    hours = time.fromisoformat(starts), time.fromisoformat(ends)
    return Lesson(LessonId(one), ClassId(group), weekday, *hours, first, last, every_weeks)


def _span(first: date, last: date, name: str = "s") -> Span:
    return Span("", name, first, last)


def _utc(moment: Instant) -> str:
    return f"{moment.utc:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("zone", "weekday", "starts", "ends", "day", "starts_utc", "ends_utc", "minutes"),
    [
        # No summer time, and hours that stay where they are.
        ("Asia/Riyadh", SUN, "07:00", "07:45", "2026-03-29", "2026-03-29 04:00", "2026-03-29 04:45", 45),
        ("Asia/Riyadh", SUN, "07:00", "07:45", "2026-10-25", "2026-10-25 04:00", "2026-10-25 04:45", 45),
        # Offsets of half and three quarters of an hour.
        ("Asia/Kolkata", MON, "08:00", "09:00", "2026-11-23", "2026-11-23 02:30", "2026-11-23 03:30", 60),
        ("Asia/Kathmandu", MON, "08:00", "09:00", "2026-11-23", "2026-11-23 02:15", "2026-11-23 03:15", 60),
        (LORD_HOWE, SUN, "01:00", "03:00", "2026-10-04", "2026-10-03 14:30", "2026-10-03 16:00", 90),
        # Berlin: the hour from two to three is skipped in March and comes twice in October.
        ("Europe/Berlin", SUN, "08:00", "09:00", "2026-03-29", "2026-03-29 06:00", "2026-03-29 07:00", 60),
        ("Europe/Berlin", SUN, "01:00", "04:00", "2026-03-29", "2026-03-29 00:00", "2026-03-29 02:00", 120),
        ("Europe/Berlin", SUN, "02:30", "04:00", "2026-03-29", "2026-03-29 01:30", "2026-03-29 02:00", 30),
        ("Europe/Berlin", SUN, "02:30", "03:00", "2026-03-29", "2026-03-29 01:30", "2026-03-29 02:00", 30),
        ("Europe/Berlin", SUN, "02:10", "02:50", "2026-03-29", "2026-03-29 01:10", "2026-03-29 01:50", 40),
        ("Europe/Berlin", SUN, "01:00", "04:00", "2026-10-25", "2026-10-24 23:00", "2026-10-25 03:00", 240),
        ("Europe/Berlin", SUN, "02:30", "03:30", "2026-10-25", "2026-10-25 00:30", "2026-10-25 02:30", 120),
        # Night shifts through both nights.
        ("Europe/Berlin", SAT, "22:00", "06:00", "2026-03-28", "2026-03-28 21:00", "2026-03-29 04:00", 420),
        ("Europe/Berlin", SAT, "22:00", "06:00", "2026-10-24", "2026-10-24 20:00", "2026-10-25 05:00", 540),
        (NEW_YORK, SAT, "22:00", "06:00", "2026-03-07", "2026-03-08 03:00", "2026-03-08 10:00", 420),
        (NEW_YORK, SAT, "22:00", "06:00", "2026-10-31", "2026-11-01 02:00", "2026-11-01 11:00", 540),
        (NEW_YORK, SUN, "08:00", "09:00", "2026-03-08", "2026-03-08 12:00", "2026-03-08 13:00", 60),
        (NEW_YORK, SUN, "01:30", "02:30", "2026-11-01", "2026-11-01 05:30", "2026-11-01 07:30", 120),
        # Cairo changes at midnight: a Friday that begins at one, and a Thursday whose last hour comes twice.
        ("Africa/Cairo", FRI, "00:00", "01:30", "2026-04-24", "2026-04-23 22:00", "2026-04-23 22:30", 30),
        ("Africa/Cairo", THU, "22:00", "06:00", "2026-04-23", "2026-04-23 20:00", "2026-04-24 03:00", 420),
        ("Africa/Cairo", THU, "23:00", "00:00", "2026-10-29", "2026-10-29 20:00", "2026-10-29 22:00", 120),
        # A whole day, and a minute before midnight.
        ("Europe/Berlin", MON, "08:00", "08:00", "2026-11-23", "2026-11-23 07:00", "2026-11-24 07:00", 1440),
        ("Europe/Berlin", SAT, "08:00", "08:00", "2026-10-24", "2026-10-24 06:00", "2026-10-25 07:00", 1500),
        ("Europe/Berlin", MON, "23:59", "00:00", "2026-11-23", "2026-11-23 22:59", "2026-11-23 23:00", 1),
    ],
)  # fmt: skip
def test_hours_on_the_clock_become_moments(
    zone: str, weekday: int, starts: str, ends: str, day: str, starts_utc: str, ends_utc: str, minutes: int
) -> None:
    on = date.fromisoformat(day)
    (found,) = meetings([_lesson(weekday, starts, ends, on, on)], (), (), zone, ALWAYS).given
    assert (found.day, _utc(found.starts), _utc(found.ends)) == (on, starts_utc, ends_utc)
    assert found.ends.minutes_since(found.starts) == minutes
    assert {found.starts.zone, found.ends.zone} == {zone}


@pytest.mark.parametrize(
    ("weekday", "first", "last", "every", "days"),
    [
        (TUE, date(2028, 2, 28), date(2028, 3, 7), 1, ["2028-02-29", "2028-03-07"]),
        (SAT, date(2028, 2, 26), date(2028, 3, 18), 2, ["2028-02-26", "2028-03-11"]),
        # 2026 has a week 53: from 28 December to 3 January.
        (MON, date(2026, 12, 21), date(2027, 1, 11), 1,
         ["2026-12-21", "2026-12-28", "2027-01-04", "2027-01-11"]),
        (MON, date(2026, 12, 14), date(2027, 1, 25), 2,
         ["2026-12-14", "2026-12-28", "2027-01-11", "2027-01-25"]),
        (SUN, date(2026, 12, 21), date(2027, 1, 31), 2, ["2026-12-27", "2027-01-10", "2027-01-24"]),
        # A year of 52 weeks: 2027 ends on a Friday of its week 52.
        (FRI, date(2027, 12, 17), date(2028, 1, 14), 2, ["2027-12-17", "2027-12-31", "2028-01-14"]),
        # The week of the first day counts, whatever weekday that is; a day before it does not take place.
        (MON, date(2026, 11, 25), date(2026, 12, 21), 2, ["2026-12-07", "2026-12-21"]),
        (FRI, date(2026, 11, 25), date(2026, 12, 21), 2, ["2026-11-27", "2026-12-11"]),
        (WED, date(2026, 11, 25), date(2026, 11, 25), 1, ["2026-11-25"]),
        (THU, date(2026, 11, 25), date(2026, 11, 25), 1, []),
    ],
)  # fmt: skip
def test_days_of_a_lesson(weekday: int, first: date, last: date, every: int, days: list[str]) -> None:
    lesson = _lesson(weekday, "08:00", "09:00", first, last, every_weeks=every)
    found = meetings([lesson], (), (), "Europe/Berlin", ALWAYS)
    assert [meeting.day.isoformat() for meeting in found.given] == days
    assert [day.isoformat() for day in lesson.days(first)] == days
    later = first + timedelta(days=8)
    assert [day.isoformat() for day in lesson.days(later)] == [d for d in days if d >= later.isoformat()]


NIGHTS = _lesson(MON, "22:00", "06:00", date(2026, 11, 2), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("terms", "holidays", "days", "in_holidays"),
    [
        ([], [], [2, 9, 16, 23, 30], 0),
        ([], [_span(date(2026, 11, 9), date(2026, 11, 9))], [2, 16, 23, 30], 1),
        # A shift that runs into a holiday takes place; one that begins on it and runs out of it does not.
        ([], [_span(date(2026, 11, 10), date(2026, 11, 16))], [2, 9, 23, 30], 1),
        ([], [_span(date(2026, 11, 1), date(2026, 11, 30))], [], 5),
        # Two holidays over one day take it once.
        ([], [_span(date(2026, 11, 8), date(2026, 11, 10)), _span(date(2026, 11, 9), date(2026, 11, 9))],
         [2, 16, 23, 30], 1),
        # Where there are terms, both of their ends belong to them.
        ([_span(date(2026, 11, 9), date(2026, 11, 23))], [], [9, 16, 23], 2),
        ([_span(date(2026, 11, 1), date(2026, 11, 3)), _span(date(2026, 11, 28), date(2026, 12, 24))], [],
         [2, 30], 3),
        ([_span(date(2026, 11, 9), date(2026, 11, 23))], [_span(date(2026, 11, 16), date(2026, 11, 16))],
         [9, 23], 3),
    ],
)  # fmt: skip
def test_terms_and_holidays(
    terms: list[Span], holidays: list[Span], days: list[int], in_holidays: int
) -> None:
    found = meetings([NIGHTS], terms, holidays, "Europe/Berlin", ALWAYS)
    assert ([meeting.day.day for meeting in found.given], found.in_holidays) == (days, in_holidays)


@pytest.mark.parametrize(
    ("now_utc", "days", "in_holidays"),
    [
        (datetime(2026, 11, 16, 20, 59, tzinfo=UTC), [16, 30], 1),
        (datetime(2026, 11, 16, 21, 0, tzinfo=UTC), [30], 1),  # what begins now has begun
        (datetime(2026, 11, 23, 20, 59, tzinfo=UTC), [30], 1),
        (datetime(2026, 11, 23, 21, 0, tzinfo=UTC), [30], 0),
        (datetime(2026, 12, 1, tzinfo=UTC), [], 0),
    ],
)
def test_only_what_is_to_come(now_utc: datetime, days: list[int], in_holidays: int) -> None:
    holiday = [_span(date(2026, 11, 23), date(2026, 11, 23))]
    # The moment may have been taken in another zone; what counts is the school's day.
    now = Instant.at(now_utc, "Pacific/Auckland")
    found = meetings([NIGHTS], (), holiday, "Europe/Berlin", now)
    assert ([meeting.day.day for meeting in found.given], found.in_holidays) == (days, in_holidays)


def test_the_same_hours_are_given_once_and_overlapping_ones_both() -> None:
    on = date(2026, 11, 23)
    week = [
        _lesson(MON, "08:00", "09:00", on, on, one="first"),
        _lesson(MON, "08:00", "09:00", on, on, one="again"),
        _lesson(MON, "08:30", "09:30", on, on, one="overlaps"),
        _lesson(MON, "08:00", "09:00", on, on, one="others", group="d"),
    ]
    found = meetings(week, (), (), "Europe/Berlin", ALWAYS).given
    assert [meeting.lesson.id for meeting in found] == ["first", "overlaps", "others"]


FIRST, LAST = date(2026, 11, 2), date(2026, 12, 18)


@pytest.mark.parametrize(
    ("other", "doubles"),
    [
        (_lesson(MON, "08:00", "09:00", FIRST, LAST), True),
        (_lesson(MON, "08:00", "09:00", LAST, LAST + timedelta(days=90)), False),  # no Monday of both
        (_lesson(MON, "08:00", "09:00", date(2026, 12, 14), date(2027, 3, 1)), True),
        (_lesson(MON, "08:00", "09:30", FIRST, LAST), False),
        (_lesson(TUE, "08:00", "09:00", FIRST, LAST), False),
        (_lesson(MON, "08:00", "09:00", FIRST, LAST, group="d"), False),
        (_lesson(MON, "08:00", "09:00", FIRST, LAST, every_weeks=2), True),
        (_lesson(MON, "08:00", "09:00", FIRST - timedelta(weeks=1), LAST, every_weeks=2), True),
    ],
)
def test_lessons_that_double_each_other(other: Lesson, doubles: bool) -> None:
    lesson = _lesson(MON, "08:00", "09:00", FIRST, LAST)
    assert (lesson.doubles(other), other.doubles(lesson)) == (doubles, doubles)


@pytest.mark.parametrize(("weeks_later", "doubles"), [(0, True), (1, False), (2, True), (3, False)])
def test_every_other_week_doubles_in_the_same_weeks_only(weeks_later: int, doubles: bool) -> None:
    one = _lesson(MON, "08:00", "09:00", FIRST, LAST, every_weeks=2)
    other = _lesson(
        MON, "08:00", "09:00", FIRST + timedelta(weeks=weeks_later), LAST + timedelta(weeks=9), every_weeks=2
    )
    assert (one.doubles(other), other.doubles(one)) == (doubles, doubles)


@pytest.mark.parametrize(("weekday", "every"), [(-1, 1), (7, 1), (0, 0), (0, 3)])
def test_no_week_has_such_a_lesson(weekday: int, every: int) -> None:
    with pytest.raises(ValueError, match="weekday"):
        _lesson(weekday, "08:00", "09:00", FIRST, LAST, every_weeks=every)


@pytest.mark.parametrize(
    ("first", "last", "is_sound"),
    [
        (date(2026, 11, 2), date(2026, 11, 2), True),
        (date(2026, 11, 2), date(2026, 11, 1), False),
        (date(2026, 1, 1), date(2028, 12, 31), True),
        (date(2026, 1, 1), date(2036, 1, 1), False),
        (date(1999, 12, 31), date(2000, 1, 2), False),
        (date(2200, 12, 1), date(2200, 12, 31), True),
        (date(2200, 12, 31), date(2201, 1, 1), False),
        (date(9999, 1, 1), date(9999, 12, 31), False),
        (date.min, date.max, False),
    ],
)
def test_days_that_a_span_may_have(first: date, last: date, is_sound: bool) -> None:
    assert are_days_sound(first, last) is is_sound


def test_the_first_span_that_begins_too_early_is_named() -> None:
    autumn, spring = _span(FIRST, LAST, "autumn"), _span(LAST + timedelta(days=1), date(2027, 3, 1), "spring")
    late = _span(date(2027, 3, 1), date(2027, 6, 1), "summer")
    assert overlapping([spring, autumn]) is None
    assert overlapping([late, spring, autumn]) == late


NOW = Instant.at(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "Europe/Berlin")
"""A Monday at ten."""


def _there(day: int, starts: str = "08:00", *, lesson: str | None = "old", settled: bool = False) -> Planned:
    start = datetime.combine(date(2026, 11, day), time.fromisoformat(starts), tzinfo=UTC)
    begins = Instant.at(start - timedelta(hours=1), "Europe/Berlin")
    one = None if lesson is None else LessonId(lesson)
    ends = begins.plus(timedelta(hours=1))
    return Planned(SessionId(f"{day}-{starts}"), ClassId("c"), one, begins.local_date, begins, ends, settled)


def _changed(there: list[Planned], starts: str = "08:00", ends: str = "09:00") -> tuple[str, str, str, str]:
    """Say on which days sessions are added, removed, kept and left as they are."""
    on = [_lesson(d, starts, ends, date(2026, 11, 23), date(2026, 11, 27), one="old") for d in range(5)]
    wanted = meetings(on, (), (), "Europe/Berlin", NOW).given
    found = compare(wanted, there, NOW)
    return (
        " ".join(str(meeting.day.day) for meeting in found.add),
        " ".join(session.id for session in found.remove),
        " ".join(session.id for session in found.keep),
        " ".join(session.id for session, _ in found.same),
    )


class TestCompare:
    def test_a_new_week(self) -> None:
        """Monday's eight o'clock is over."""
        assert _changed([]) == ("24 25 26 27", "", "", "")

    def test_what_is_there_is_left(self) -> None:
        there = [_there(day) for day in range(23, 28)]
        assert _changed(there) == ("", "", "", "24-08:00 25-08:00 26-08:00 27-08:00")

    def test_other_hours_move_what_holds_nothing(self) -> None:
        there = [_there(23), _there(24, settled=True), _there(25), _there(26)]
        assert _changed(there, "10:30", "11:30") == ("25 26 27", "25-08:00 26-08:00", "24-08:00", "")

    def test_a_lesson_does_not_meet_twice_on_the_day_that_has_begun(self) -> None:
        assert _changed([], "14:00", "15:00")[0] == "23 24 25 26 27"
        assert _changed([_there(23)], "14:00", "15:00")[0] == "24 25 26 27"
        assert _changed([_there(23, lesson=None)], "14:00", "15:00")[0] == "23 24 25 26 27"

    def test_what_was_cancelled_is_not_added_again(self) -> None:
        assert _changed([_there(24, settled=True)]) == ("25 26 27", "", "", "")
        assert _changed([_there(24, settled=True)], "10:30", "11:30")[0] == "23 25 26 27"

    def test_what_was_made_by_hand_stays_and_stands_in_for_its_hours(self) -> None:
        there = [_there(24, lesson=None), _there(25, "16:00", lesson=None)]
        assert _changed(there) == ("25 26 27", "", "", "")

    def test_sessions_of_a_lesson_that_is_gone(self) -> None:
        there = [_there(24, "12:00", lesson="gone"), _there(25, "12:00", lesson="gone", settled=True)]
        assert _changed(there) == ("24 25 26 27", "24-12:00", "25-12:00", "")

    def test_a_lesson_takes_over_the_session_of_another_with_its_hours(self) -> None:
        assert _changed([_there(24, lesson="gone")]) == ("25 26 27", "", "", "24-08:00")
