"""Waits after wrong PINs and passphrases: each subject its own, kept over restarts, never longer than 30 s.

How many tries failed is stored, and when the last one did by the monotonic clock, which all processes of this
machine share and nobody can set: a command that tries once and ends is slowed as a window is, and its wait
ends. The clock starts anew with the machine; a moment that lies ahead is from before, and its wait begins
again, which is at most 30 s and never a lock-out.
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
        """Let the waits from before the machine's start begin again.

        Args:
            kiosk: Zone K.
            kind: "code" or "passphrase".
            monotonic: Seconds since the machine was started.
        """
        self._kiosk = kiosk
        self._kind = kind
        self._monotonic = monotonic
        now = monotonic()
        if kiosk.read("SELECT 1 FROM slowdowns WHERE kind = ? AND last_monotonic_s > ?", (kind, now)):
            with kiosk.transaction():
                kiosk.write(
                    "UPDATE slowdowns SET last_monotonic_s = ? WHERE kind = ? AND last_monotonic_s > ?",
                    (now, kind, now),
                )

    def seconds_left(self, subject: bytes, after: Callable[[int], float] = wait_s) -> int:
        """Give the whole seconds until the next try is looked at; 0 for at once.

        Args:
            subject: Whose.
            after: Seconds to wait after so many wrong tries in a row.
        """
        rows = self._kiosk.read(
            "SELECT failures, last_monotonic_s FROM slowdowns WHERE kind = ? AND subject = ?",
            (self._kind, subject),
        )
        if not rows:
            return 0
        failures, last = int(rows[0][0]), float(rows[0][1])
        return max(0, ceil(after(failures) - (self._monotonic() - last)))

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
                "INSERT INTO slowdowns (kind, subject, failures, last_utc, last_monotonic_s)"
                " VALUES (?, ?, 1, ?, ?) ON CONFLICT (kind, subject) DO UPDATE SET failures = failures + 1,"
                " last_utc = excluded.last_utc, last_monotonic_s = excluded.last_monotonic_s",
                (self._kind, subject, now.utc_text, self._monotonic()),
            )
            self._kiosk.write(
                "DELETE FROM slowdowns WHERE kind = ? AND last_utc < ?",
                (self._kind, now.plus(-FORGOTTEN_AFTER).utc_text),
            )

    def succeeded(self, subject: bytes) -> None:
        """Forget the wrong tries of a subject."""
        if self.failures(subject):
            with self._kiosk.transaction():
                self._kiosk.write(
                    "DELETE FROM slowdowns WHERE kind = ? AND subject = ?", (self._kind, subject)
                )
