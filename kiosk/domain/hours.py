"""When the kiosk rests: outside of the hours in which its sessions are.

A day's hours begin a while before its first session takes marks, so that a camera that cannot work is noticed
in time, and end a while after its last one; in between the kiosk stays awake. Everything is worked out in UTC
from the sessions as they are stored, so that a change of summer time moves nothing, and anew for each moment
that is asked about, so that a clock that was set or a computer that slept leaves nothing behind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.domain.clock import Instant
from kiosk.domain.marks import LEAVING_MINUTES
from kiosk.domain.sessions import Session

STAYS_AWAKE_MINUTES = 15
"""So long after the day's last session: for whoever is late with a code, or asks for a register after all."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A time in which the kiosk is awake.

    Attributes:
        begins: When it wakes.
        ends: When it may rest again.
    """

    begins: Instant
    ends: Instant


@dataclass(frozen=True, slots=True)
class Rest:
    """The kiosk rests.

    Attributes:
        until: When it wakes by itself; None while no session is planned.
    """

    until: Instant | None


def hours(sessions: Iterable[Session], wakes_before_minutes: int) -> tuple[Hours, ...]:
    """Give the hours of each day that has sessions, by their beginning; they may overlap.

    Args:
        sessions: In any order. A session belongs to the day on which it starts, also past midnight; one that
            was called off to none.
        wakes_before_minutes: So long before the day's first session takes marks.
    """
    days: dict[date, list[Session]] = {}
    for session in sessions:
        if session.cancelled is None:
            days.setdefault(session.starts.local_date, []).append(session)
    found = [_of_day(those, timedelta(minutes=wakes_before_minutes)) for those in days.values()]
    return tuple(sorted(found, key=lambda one: one.begins))


def rest_at(awake: Sequence[Hours], now: Instant) -> Rest | None:
    """Say whether the kiosk rests at a moment, and until when; None while it is awake.

    Args:
        awake: As `hours` gives them.
        now: The moment.
    """
    if any(one.begins.utc <= now.utc < one.ends.utc for one in awake):
        return None
    return Rest(min((one.begins for one in awake if one.begins.utc > now.utc), default=None))


def _of_day(sessions: Sequence[Session], before: timedelta) -> Hours:
    first = min(one.starts.plus(timedelta(minutes=-one.early_minutes)) for one in sessions)
    last = max(map(_end, sessions))
    return Hours(first.plus(-before), last.plus(timedelta(minutes=STAYS_AWAKE_MINUTES)))


def _end(session: Session) -> Instant:
    """Give the moment from which the door has nothing to do for a session."""
    if session.closed is not None:
        return min(session.ends, session.closed)
    return session.ends.plus(timedelta(minutes=LEAVING_MINUTES)) if session.has_departures else session.ends
