"""Sessions: when a class's register is open, and which moments count as late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, SessionId


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of one class.

    Attributes:
        id: Its id.
        class_id: Whose.
        starts: When it begins; a mark up to `late_after_minutes` later is present.
        ends: When it ends; may be on the next calendar day.
        early_minutes: From how long before the start the kiosk takes marks.
        late_after_minutes: From how long after the start a mark is late.
        closed: When a teacher closed the register, or None.
        room: Where; a kiosk that is set to a room serves its sessions and those without a room.
        closes_after_minutes: From how long after the start the door takes no marks; None for the end.
        has_departures: The door writes leaving and coming back, too.
        cooldown_minutes: So long after a mark or a passage another look writes nothing.
        is_open: Everybody of the school may be marked, whether on the list or not.
        cancelled: When it was called off, or None; it takes no marks and counts nowhere.
    """

    id: SessionId
    class_id: ClassId
    starts: Instant
    ends: Instant
    early_minutes: int = 30
    late_after_minutes: int = 10
    closed: Instant | None = None
    room: str = ""
    closes_after_minutes: int | None = None
    has_departures: bool = False
    cooldown_minutes: int = 5
    is_open: bool = False
    cancelled: Instant | None = None

    def __post_init__(self) -> None:
        """Refuse a session that ends before it starts."""
        if self.ends.utc <= self.starts.utc:
            raise ValueError("a session ends after it starts")
        minutes = (self.early_minutes, self.late_after_minutes, self.cooldown_minutes)
        if min(*minutes, self.closes_after_minutes or 0) < 0:
            raise ValueError("minutes are not negative")

    def takes_marks(self, now: Instant) -> bool:
        """Say whether the kiosk marks for this session at `now`."""
        if self.closed is not None or self.cancelled is not None:
            return False
        first = self.starts.utc - timedelta(minutes=self.early_minutes)
        return first <= now.utc < self.door_closes.utc

    @property
    def door_closes(self) -> Instant:
        """The moment from which the door takes no marks; never after the end."""
        if self.closes_after_minutes is None:
            return self.ends
        return min(self.ends, self.starts.plus(timedelta(minutes=self.closes_after_minutes)))

    def overlaps(self, other: "Session") -> bool:
        """Say whether nobody can be in both: they run at the same time for a while."""
        return self.starts.utc < other.ends.utc and other.starts.utc < self.ends.utc

    def is_late(self, now: Instant) -> bool:
        """Say whether somebody who arrives at `now` is late."""
        return now.utc > self.starts.utc + timedelta(minutes=self.late_after_minutes)

    def minutes_late(self, now: Instant) -> int:
        """Whole minutes since the start for someone late, 0 for someone on time."""
        return int(now.minutes_since(self.starts)) if self.is_late(now) else 0


@dataclass(frozen=True, slots=True)
class WeeklyLesson:
    """A class's fixed time in the week.

    Attributes:
        weekdays: Monday is 0.
        starts: Wall-clock time in the zone.
        ends: Wall-clock time; not later than `starts` means the next day.
        zone: IANA zone name.
    """

    weekdays: frozenset[int]
    starts: time
    ends: time
    zone: str

    def meetings(self, first: date, last: date) -> Iterator[tuple[Instant, Instant]]:
        """Give (start, end) for each meeting from `first` to `last`, both included.

        A wall-clock time that the zone skips or repeats (summer time) is read with fold=0, as Python's
        zoneinfo does: the first of two, or the time moved on by the gap.
        """
        day = first
        while day <= last:
            if day.weekday() in self.weekdays:
                end_day = day if self.ends > self.starts else day + timedelta(days=1)
                yield self._instant(day, self.starts), self._instant(end_day, self.ends)
            day += timedelta(days=1)

    def _instant(self, day: date, at: time) -> Instant:
        return Instant.at(datetime.combine(day, at, tzinfo=ZoneInfo(self.zone)), self.zone)
