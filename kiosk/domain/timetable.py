"""The week as it repeats: lessons, terms and holidays, and the sessions that follow from them."""

from dataclasses import dataclass
from datetime import date, time

from kiosk.domain.ids import ClassId, LessonId


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


@dataclass(frozen=True, slots=True)
class TimetableChange:
    """What applying the timetable did, or would do.

    Attributes:
        added: Sessions that are new.
        removed: Sessions to come that no lesson gives any more and that hold no mark.
        kept: Sessions to come that no lesson gives any more but that hold marks, or were changed by hand.
        in_holidays: Meetings that fall on a holiday, or outside every term where there are terms.
    """

    added: int
    removed: int
    kept: int
    in_holidays: int
