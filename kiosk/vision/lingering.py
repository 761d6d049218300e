"""Whoever has had their answer and has not gone yet is not recognised a second time.

Somebody who looks down to type their PIN and up again, turns away or is missed by a busy machine for half a
second is another appearance (kiosk.vision.served). It was asked about again at once: look-alikes, of whom the
other one was still to come, were asked for their PIN over their own tick, and the next in the queue found the
pad of somebody who had left. Whoever had no answer yet, having cancelled the pad perhaps, is not held back.
"""

from kiosk.domain.evidence import Sighting
from kiosk.domain.ids import PersonId

LINGERS_S = 6.0
"""Somebody reads their answer and steps away within this; whoever has the same face waits as long."""
AWAY_S = 1.0
"""Without any face for this long they have gone: looking down at the keys and up again takes less."""
_NS = 1_000_000_000


class Lingering:
    """Remembers who was answered last, and whether somebody has been there ever since. For one thread."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._person: PersonId | None = None
        self._began_ns: int | None = None
        self._seen_ns = 0

    def begin(self, person: PersonId) -> None:
        """Somebody has their answer; their time to go begins with the next frame."""
        self._person, self._began_ns = person, None

    def look(self, monotonic_ns: int, *, is_somebody_there: bool) -> None:
        """Take the next frame.

        Args:
            monotonic_ns: Of the frame.
            is_somebody_there: A face is served.
        """
        if self._began_ns is None:
            self._began_ns = self._seen_ns = monotonic_ns
        elif is_somebody_there and self.lasts(monotonic_ns):
            self._seen_ns = monotonic_ns

    def lasts(self, monotonic_ns: int) -> bool:
        """Say whether whoever was answered last may still stand there."""
        if self._person is None or self._began_ns is None:
            return False
        is_early = 0 <= monotonic_ns - self._began_ns < LINGERS_S * _NS
        return is_early and 0 <= monotonic_ns - self._seen_ns <= AWAY_S * _NS

    def is_same(self, sighting: Sighting) -> bool:
        """Say whether this is whoever was answered last and has not gone; anybody else ends their time."""
        if sighting.person == self._person and self.lasts(sighting.monotonic_ns):
            return True
        self._person = None
        return False
