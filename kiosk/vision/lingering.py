"""Whoever has had their answer and has not gone yet is not recognised a second time.

Somebody who looks down to type their PIN and up again, turns away or is missed by a busy machine for half a
second is another appearance (kiosk.vision.served). It was asked about again at once: look-alikes, of whom the
other one was still to come, were asked for their PIN over their own tick, and the next in the queue found the
pad of somebody who had left. Whoever had no answer yet, having cancelled the pad perhaps, is not held back,
and a twin who is next in the queue only for as long as the other one's tick is shown.
"""

from dataclasses import dataclass

from kiosk.domain.evidence import Sighting
from kiosk.domain.ids import PersonId

LINGERS_S = 0.5
"""So much longer than their welcome stays somebody is there; whoever has the same face waits as long."""
LONGEST_S = 6.0
"""Nobody waits for longer, however long a school lets a welcome stay."""
AWAY_S = 1.0
"""Without any face for this long they have gone: looking down at the keys and up again takes less."""
_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Greeting:
    """Somebody has had their answer.

    Attributes:
        person: As whom the camera saw them; None takes the last answer back.
        monotonic_ns: When, by the clock that frames are stamped by.
        welcome_s: How long the answer stays on the screen.
    """

    person: PersonId | None
    monotonic_ns: int
    welcome_s: float = 0.0

    @property
    def until_ns(self) -> int:
        """When they will have gone."""
        return self.monotonic_ns + round(min(self.welcome_s + LINGERS_S, LONGEST_S) * _NS)


class Lingering:
    """Remembers who was answered last, and whether somebody has been there ever since. For one thread."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._greeting = Greeting(None, 0)
        self._seen_ns = 0

    def begin(self, greeting: Greeting) -> None:
        """Take it that somebody has their answer: from then on they have time to go."""
        self._greeting, self._seen_ns = greeting, greeting.monotonic_ns

    def end(self) -> None:
        """Hold nobody back: somebody else was there."""
        self._greeting = Greeting(None, 0)

    def look(self, monotonic_ns: int, *, is_somebody_there: bool) -> None:
        """Take the next frame.

        Args:
            monotonic_ns: Of the frame.
            is_somebody_there: A face is served.
        """
        if is_somebody_there and self.lasts(monotonic_ns):
            self._seen_ns = max(self._seen_ns, monotonic_ns)

    def lasts(self, monotonic_ns: int) -> bool:
        """Say whether whoever was answered last may still stand there."""
        is_near = abs(monotonic_ns - self._seen_ns) <= AWAY_S * _NS
        return self._greeting.person is not None and is_near and monotonic_ns < self._greeting.until_ns

    def is_same(self, sighting: Sighting) -> bool:
        """Say whether this is whoever was answered last and has not gone."""
        return sighting.person == self._greeting.person and self.lasts(sighting.monotonic_ns)
