"""Whoever was just recognised and has not gone yet is not recognised a second time.

Somebody who looks down to type their PIN and up again, turns away or is missed by a busy machine for half a
second is another appearance (kiosk.vision.served). It was asked about again at once: look-alikes, of whom the
other one was still to come, were asked for their PIN over their own tick, and the next in the queue found the
pad of somebody who had left.
"""

from kiosk.domain.evidence import Sighting

LINGERS_S = 6.0
"""Somebody reads their answer and steps away within this; whoever has the same face waits as long."""
AWAY_S = 1.0
"""Without any face for this long they have gone: looking down at the keys and up again takes less."""
_NS = 1_000_000_000


class Lingering:
    """Remembers who was recognised last, and whether somebody has been there ever since. For one thread."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._last: Sighting | None = None
        self._until_ns = 0
        self._seen_ns = 0

    def look(self, monotonic_ns: int, *, is_somebody_there: bool, is_asked: bool) -> None:
        """Take the next frame.

        Args:
            monotonic_ns: Of the frame.
            is_somebody_there: A face is served.
            is_asked: Nobody is looked at meanwhile, since somebody types at the door.
        """
        if is_asked and self.lasts(monotonic_ns):
            # Whoever types need not look up; their time to go begins when they have done.
            self._seen_ns = monotonic_ns
            self._until_ns = monotonic_ns + round(LINGERS_S * _NS)
        elif is_somebody_there and not self._has_gone(monotonic_ns):
            self._seen_ns = monotonic_ns

    def lasts(self, monotonic_ns: int) -> bool:
        """Say whether whoever was recognised last may still stand there."""
        return self._last is not None and monotonic_ns < self._until_ns and not self._has_gone(monotonic_ns)

    def is_same(self, sighting: Sighting) -> bool:
        """Say whether this is whoever was recognised last and has not gone; else remember it."""
        last = self._last
        if last is not None and last.person == sighting.person and self.lasts(sighting.monotonic_ns):
            return True
        self._last = sighting
        self._seen_ns = sighting.monotonic_ns
        self._until_ns = sighting.monotonic_ns + round(LINGERS_S * _NS)
        return False

    def _has_gone(self, monotonic_ns: int) -> bool:
        return not 0 <= monotonic_ns - self._seen_ns <= AWAY_S * _NS
