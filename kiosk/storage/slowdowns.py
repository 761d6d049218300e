"""Waits after wrong PINs and passphrases: each subject its own, kept over restarts, never longer than 30 s.

How many tries failed is stored; how long ago the last one was is measured by the monotonic clock, so setting
the wall clock helps nobody. After a restart the wait begins again, which is at most 30 s and never a
lock-out.
"""

from collections.abc import Callable
from datetime import timedelta
from math import ceil

from kiosk.domain.clock import Instant
from kiosk.domain.slowdown import wait_s
from kiosk.storage.sqlcipher import Database

FORGOTTEN_AFTER = timedelta(days=1)


class Slowdowns:
    """The waits of one kind, "code" or "passphrase"."""

    def __init__(self, kiosk: Database, kind: str, monotonic: Callable[[], float]) -> None:
        """Start measuring now."""
        self._kiosk = kiosk
        self._kind = kind
        self._monotonic = monotonic
        self._opened = monotonic()
        self._last: dict[bytes, float] = {}

    def seconds_left(self, subject: bytes) -> int:
        """Give the whole seconds until the next try is looked at; 0 for at once."""
        since = self._monotonic() - self._last.get(subject, self._opened)
        return max(0, ceil(wait_s(self.failures(subject)) - since))

    def failures(self, subject: bytes) -> int:
        """Give how many tries failed in a row."""
        rows = self._kiosk.read(
            "SELECT failures FROM slowdowns WHERE kind = ? AND subject = ?", (self._kind, subject)
        )
        return int(rows[0][0]) if rows else 0

    def failed(self, subject: bytes, now: Instant) -> None:
        """Note a wrong try, and forget those of other subjects that are a day old."""
        with self._kiosk.transaction():
            self._kiosk.write(
                "INSERT INTO slowdowns (kind, subject, failures, last_utc) VALUES (?, ?, 1, ?)"
                " ON CONFLICT (kind, subject)"
                " DO UPDATE SET failures = failures + 1, last_utc = excluded.last_utc",
                (self._kind, subject, now.utc_text),
            )
            self._kiosk.write(
                "DELETE FROM slowdowns WHERE kind = ? AND last_utc < ?",
                (self._kind, now.plus(-FORGOTTEN_AFTER).utc_text),
            )
        self._last[subject] = self._monotonic()

    def succeeded(self, subject: bytes) -> None:
        """Forget the wrong tries of a subject."""
        if self.failures(subject):
            with self._kiosk.transaction():
                self._kiosk.write(
                    "DELETE FROM slowdowns WHERE kind = ? AND subject = ?", (self._kind, subject)
                )
        self._last.pop(subject, None)
