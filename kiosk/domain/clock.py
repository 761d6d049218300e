"""Moments as they are stored: UTC, the zone's name and the offset in force, and nothing derived later."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """A moment. Ordered by UTC first, so sorting instants sorts by time.

    Attributes:
        utc: Aware datetime in UTC, microseconds kept.
        zone: IANA name of the zone the device was in, such as "Europe/Berlin".
        offset_minutes: The offset from UTC in force there then, in minutes.
    """

    utc: datetime
    zone: str
    offset_minutes: int

    def __post_init__(self) -> None:
        """Refuse a naive or non-UTC datetime."""
        if self.utc.tzinfo is None or self.utc.utcoffset() != timedelta(0):
            raise ValueError("an Instant takes an aware datetime in UTC")

    @classmethod
    def at(cls, moment: datetime, zone: str) -> "Instant":
        """Make an Instant of an aware datetime, with the offset that `zone` has then.

        Args:
            moment: Any aware datetime.
            zone: IANA zone name.

        Raises:
            ValueError: If `moment` is naive.
            zoneinfo.ZoneInfoNotFoundError: If the zone is not known on this machine.
        """
        if moment.tzinfo is None:
            raise ValueError("an aware datetime is needed")
        offset = moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)
        return cls(moment.astimezone(UTC), zone, round(offset.total_seconds() / 60))

    @classmethod
    def parse(cls, utc_text: str, zone: str, offset_minutes: int) -> "Instant":
        """Read back what `utc_text` gave."""
        return cls(datetime.fromisoformat(utc_text).astimezone(UTC), zone, offset_minutes)

    @property
    def utc_text(self) -> str:
        """ISO 8601 in UTC with microseconds: sorts as text, "2026-11-22T08:01:02.000345+00:00"."""
        return self.utc.isoformat(timespec="microseconds")

    @property
    def local(self) -> datetime:
        """The wall-clock time there and then, aware, by the stored offset (not by today's zone rules)."""
        return self.utc.astimezone(timezone(timedelta(minutes=self.offset_minutes)))

    @property
    def local_date(self) -> date:
        """The calendar day there and then."""
        return self.local.date()

    def plus(self, delta: timedelta) -> "Instant":
        """Give the moment `delta` later, with the offset that the zone has then."""
        return Instant.at(self.utc + delta, self.zone)

    def minutes_since(self, earlier: "Instant") -> float:
        """Give the minutes from `earlier` to this moment; negative if `earlier` is later."""
        return (self.utc - earlier.utc).total_seconds() / 60
