"""Whether the wall clock can be believed: compared with the newest moment that this installation has seen.

A computer without a network and with an empty clock battery starts in another year. Marks are made all the
same, and flagged; what cannot be undone, the erasing of templates whose time is over, waits. A clock that
goes on for a day is believed: somebody set it, or it was right from the beginning.
"""

from datetime import datetime, timedelta
from typing import Final

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.storage import chores
from kiosk.storage.sqlcipher import Database

CLOCK: Final = "clock"
BEHIND: Final = timedelta(seconds=2)
"""As much earlier is a correction, not a step; the same limit flags marks while the program runs."""
AHEAD: Final = timedelta(days=200)
"""No school closes for longer: a clock that jumps by more was set wrong."""
BELIEVED_AFTER: Final = timedelta(days=1)
NOTED_EVERY: Final = timedelta(hours=1)
"""A step back within the last hour before a start is not noticed, but for the day's marks."""


class LastSeen:
    """The newest moment seen, in Zone K. For the thread that owns it."""

    def __init__(self, kiosk: Database) -> None:
        """Read it, and the newest mark of the day that a crash may have left."""
        self._kiosk = kiosk
        found = chores.last(kiosk, CLOCK)
        marks = kiosk.read("SELECT max(at_utc) FROM today")[0][0]
        newest, since = found or ("", "")
        seen = [moment for moment in map(_moment, (newest, marks or "")) if moment is not None]
        self._newest = max(seen, default=None)
        self._since = _moment(since)

    def is_doubtful(self, now: Instant) -> bool:
        """Say whether the clock stands before what has happened already, or implausibly long after it."""
        if self._newest is None:
            return False
        return not self._newest - BEHIND <= now.utc <= self._newest + AHEAD

    def note(self, now: Instant) -> None:
        """Take note of the moment, about once an hour; a doubtful one only when it has gone on for a day."""
        if not self.is_doubtful(now):
            if self._since is not None or self._newest is None or now.utc - self._newest >= NOTED_EVERY:
                self._write(now, None)
        elif self._since is None or not timedelta(0) <= now.utc - self._since <= AHEAD:
            logs.event("clock-doubtful")
            self._write(Instant.at(self._newest or now.utc, now.zone), now.utc)
        elif now.utc - self._since >= BELIEVED_AFTER:
            logs.event("clock-believed")
            self._write(now, None)

    def _write(self, newest: Instant, since: datetime | None) -> None:
        chores.done(self._kiosk, CLOCK, "" if since is None else since.isoformat(), newest)
        self._newest, self._since = newest.utc, since


def _moment(text: str) -> datetime | None:
    """Read what is stored; what was written by another hand is as if nothing had been seen, and opens."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
