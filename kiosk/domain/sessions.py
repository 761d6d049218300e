"""Sessions: when a class's register is open, and which moments count as late."""

from dataclasses import dataclass
from datetime import timedelta

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
