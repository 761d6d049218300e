"""The week as it repeats: lessons, terms and holidays, and the sessions that follow from them.

Lessons are wall-clock times of the school's zone; sessions are moments. What has begun is never touched, nor
is a session that holds a mark, was cancelled or closed, or was made by hand.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, LessonId, SessionId

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2200
LONGEST: Final = timedelta(days=3 * 366)
"""A slip of the year must not make sessions for a century."""
_WEEK: Final = timedelta(weeks=1)
_FORTNIGHT: Final = 14
_SUNDAY: Final = 6


@dataclass(frozen=True, slots=True)
class Span:
    """A term or a holiday.

    Attributes:
        id: Its id; "" for a new one.
        name: Such as "Autumn term".
        first: The first day.
        last: The last day, included.
    """

    id: str
    name: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Say whether a day is in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Lesson:
    """One line of the weekly timetable.

    Attributes:
        id: Its id; "" for a new one.
        class_id: Whose.
        weekday: Monday is 0.
        starts: Wall-clock time in the school's zone.
        ends: Wall-clock time; not later than `starts` means the next day.
        first: The first day on which it may take place.
        last: The last one, included.
        every_weeks: 1, or 2 for every other week counted from the week of `first`.
        room: Where; "" takes the group's.
    """

    id: LessonId
    class_id: ClassId
    weekday: int
    starts: time
    ends: time
    first: date
    last: date
    every_weeks: int = 1
    room: str = ""

    def __post_init__(self) -> None:
        """Refuse what no week has."""
        if not 0 <= self.weekday <= _SUNDAY or self.every_weeks not in {1, 2}:
            raise ValueError("a lesson has a weekday from 0 to 6 and takes place every week or every other")

    @property
    def length(self) -> timedelta:
        """How long it lasts on the clock's face, up to a whole day."""
        start, end = (timedelta(hours=t.hour, minutes=t.minute) for t in (self.starts, self.ends))
        return end - start if end > start else end - start + timedelta(days=1)

    def meets_on(self, day: date) -> bool:
        """Say whether it takes place on a day, holidays aside.

        Every other week is counted from the week of `first`: a year of 53 weeks changes nothing.
        """
        weeks = (_monday(day) - _monday(self.first)) // _WEEK
        return (
            self.first <= day <= self.last and day.weekday() == self.weekday and not weeks % self.every_weeks
        )

    def days(self, since: date) -> Iterator[date]:
        """Give the days on which it takes place, from `since` on, holidays aside."""
        monday = _monday(max(self.first, since))
        while monday <= self.last:
            day = monday + timedelta(days=self.weekday)
            if day >= since and self.meets_on(day):
                yield day
            monday += _WEEK

    def doubles(self, other: "Lesson") -> bool:
        """Say whether both give the same group the same hours on some day. Other hours may overlap."""
        if (self.class_id, self.weekday, self.starts, self.ends) != (
            other.class_id,
            other.weekday,
            other.starts,
            other.ends,
        ):
            return False
        first = max(self.first, other.first)
        days = (first + timedelta(days=number) for number in range(_FORTNIGHT))
        return any(self.meets_on(day) and other.meets_on(day) for day in days)

    def times(self, day: date, zone: ZoneInfo) -> tuple[Instant, Instant]:
        """Give the moments at which the meeting of a day begins and ends.

        A wall-clock time that the zone repeats is the first of the two, and one that it skips is moved on by
        the gap (fold=0, as Python's zoneinfo reads it). Where that would put the end of a short lesson before
        its start, it keeps its length instead.
        """
        end_day = day if self.ends > self.starts else day + timedelta(days=1)
        starts = Instant.at(datetime.combine(day, self.starts, tzinfo=zone), zone.key)
        ends = Instant.at(datetime.combine(end_day, self.ends, tzinfo=zone), zone.key)
        return starts, ends if ends.utc > starts.utc else starts.plus(self.length)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session to be.

    Attributes:
        lesson: The line of the timetable that gives it.
        day: Its day by the school's calendar, on which it begins.
        starts: When it begins.
        ends: When it ends.
    """

    lesson: Lesson
    day: date
    starts: Instant
    ends: Instant


@dataclass(frozen=True, slots=True)
class Meetings:
    """What a timetable gives.

    Attributes:
        given: By lesson, then day; none twice.
        in_holidays: How many meetings a holiday took, or the time between terms.
    """

    given: tuple[Meeting, ...]
    in_holidays: int


@dataclass(frozen=True, slots=True)
class TimetableChange:
    """What applying the timetable did, or would do.

    Attributes:
        added: Sessions that are new.
        removed: Sessions to come that no lesson gives any more and that hold no mark.
        kept: Sessions to come that no lesson gives any more but that hold marks, or were changed by hand.
        in_holidays: Meetings to come that fall on a holiday, or outside every term where there are terms.
        changed: Sessions to come that got another room, other minutes or another lesson.
    """

    added: int
    removed: int
    kept: int
    in_holidays: int
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """A session that is there already, as far as comparing needs it.

    Attributes:
        id: Its id.
        class_id: Whose.
        lesson: The lesson that gave it; None when it was made by hand.
        day: The day on which it begins.
        starts: When.
        ends: When it ends.
        is_settled: It holds marks, or was cancelled or closed: it stays as it is.
    """

    id: SessionId
    class_id: ClassId
    lesson: LessonId | None
    day: date
    starts: Instant
    ends: Instant
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What has to be done to the sessions.

    Attributes:
        add: Meetings without a session.
        remove: Sessions to come without a meeting.
        keep: Sessions to come without a meeting that stay all the same.
        same: Sessions to come that have their meeting and may follow their group's options.
    """

    add: tuple[Meeting, ...]
    remove: tuple[Planned, ...]
    keep: tuple[Planned, ...]
    same: tuple[tuple[Planned, Meeting], ...]


def meetings(
    lessons: Iterable[Lesson],
    terms: Sequence[Span],
    holidays: Sequence[Span],
    zone: str,
    since: Instant,
) -> Meetings:
    """Work out the sessions to come.

    A meeting that begins on a holiday is left out, and so is one outside every term where there are terms. A
    shift that begins before a holiday and runs into it takes place. Of two lessons that give a group the same
    hours, the first counts. Times that a zone skips or repeats: see `Lesson.times`.

    Args:
        lessons: The week.
        terms: None for a school that keeps none.
        holidays: May overlap.
        zone: IANA name.
        since: Only meetings that begin later are given or counted.
    """
    school_zone = ZoneInfo(zone)
    today = since.utc.astimezone(school_zone).date()
    given: dict[tuple[ClassId, datetime, datetime], Meeting] = {}
    in_holidays = 0
    for lesson in lessons:
        for day in lesson.days(today):
            starts, ends = lesson.times(day, school_zone)
            if starts.utc <= since.utc:
                continue
            if any(h.holds(day) for h in holidays) or (terms and not any(t.holds(day) for t in terms)):
                in_holidays += 1
            else:
                key = (lesson.class_id, starts.utc, ends.utc)
                given.setdefault(key, Meeting(lesson, day, starts, ends))
    return Meetings(tuple(given.values()), in_holidays)


def compare(wanted: Sequence[Meeting], there: Iterable[Planned], now: Instant) -> Difference:
    """Compare the sessions to be with those that are there.

    A lesson meets once a day: where a session of its own stays (begun, marked, cancelled, closed), the
    lesson's changed hours hold from its next day on. What was cancelled does not come back at another hour.

    Args:
        wanted: Meetings after `now`.
        there: All sessions that begin today or later.
        now: What began by then is left alone.
    """
    by_key = {(m.lesson.class_id, m.starts.utc, m.ends.utc): m for m in wanted}
    remove: list[Planned] = []
    keep: list[Planned] = []
    same: list[tuple[Planned, Meeting]] = []
    taken: set[tuple[LessonId, date]] = set()
    for session in there:
        meeting = by_key.pop((session.class_id, session.starts.utc, session.ends.utc), None)
        is_to_come = session.starts.utc > now.utc
        if session.lesson is not None and (session.is_settled or not is_to_come):
            taken.add((session.lesson, session.day))
        if session.lesson is None or not is_to_come:
            continue
        if meeting is None:
            (keep if session.is_settled else remove).append(session)
        elif not session.is_settled:
            same.append((session, meeting))
    add = tuple(m for m in by_key.values() if (m.lesson.id, m.day) not in taken)
    return Difference(add, tuple(remove), tuple(keep), tuple(same))


def are_days_sound(first: date, last: date) -> bool:
    """Say whether a term, a holiday or a lesson may run from one day to another."""
    if first.year < FIRST_YEAR or max(first, last).year > LAST_YEAR:
        return False
    return first <= last <= first + LONGEST


def overlapping(spans: Sequence[Span]) -> Span | None:
    """Give a span that begins before an earlier one ended, or None."""
    ordered = sorted(spans, key=lambda span: (span.first, span.last))
    return next((after for before, after in pairwise(ordered) if after.first <= before.last), None)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
