"""QR cards: what is written on one, what the camera thread says of one, and when there are too many at once.

The code is 16 random bytes. It is on the paper only; what is kept of it is a keyed tag.
"""

import base64
import re
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from kiosk.domain.frames import SourceKind

CODE_BYTES: Final = 16
_PREFIX: Final = "RC1:"
_FORM: Final = re.compile(r"RC1:[A-Z2-7]{25}[AEIMQUY4]")
"""26 letters of base32 hold 130 bits: the last letter has two that are always 0."""


def card_text(secret: bytes) -> str:
    """Write a card's code as its QR code says it: capitals and digits, which make the smallest symbol.

    Raises:
        ValueError: If it has another length than CODE_BYTES.
    """
    if len(secret) != CODE_BYTES:
        raise ValueError("a card's code has 16 bytes")
    return _PREFIX + base64.b32encode(secret).decode().rstrip("=")


def is_card(text: str) -> bool:
    """Say whether a text has the form of a card of ours; whether anybody has it is another question."""
    return _FORM.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class CardSighting:
    """A card was held before the camera. No face goes with it, and none is looked at for it.

    Attributes:
        code: What its QR code says; of our form.
        kind: What the frame came from.
        monotonic_ns: Of the frame.
    """

    code: str = field(repr=False)
    kind: SourceKind
    monotonic_ns: int


@dataclass(frozen=True, slots=True)
class BurstLimits:
    """When cards come too fast to be their owners'."""

    least: int = 5
    """So many different cards: a queue of people shows about three in the same time."""
    within_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Burst:
    """Many cards within a few seconds at one door: one phone with photographs of them, perhaps.

    Attributes:
        began_s: When its first card was shown, by the clock that is never set.
        cards: How many different ones so far.
    """

    began_s: float
    cards: int


@dataclass(slots=True)
class BurstWatch:
    """Looks at the cards of one door, one after the other. A burst goes on while cards come as fast."""

    limits: BurstLimits = field(default_factory=BurstLimits)
    _last: deque[tuple[float, str]] = field(default_factory=deque, init=False)
    _began_s: float | None = field(default=None, init=False)
    _seen: set[str] = field(default_factory=set, init=False)

    def add(self, card: str, now_s: float) -> Burst | None:
        """Take a card.

        Args:
            card: Whose it is, or anything else that tells cards apart.
            now_s: Seconds that never go back.

        Returns:
            The burst that it belongs to, each time with the count so far; None where there is none.
        """
        while self._last and now_s - self._last[0][0] >= self.limits.within_s:
            self._last.popleft()
        self._last.append((now_s, card))
        recent = {one for _, one in self._last}
        if len(recent) < self.limits.least:
            self._began_s = None
            return None
        if self._began_s is None:
            self._began_s, self._seen = self._last[0][0], set()
        self._seen |= recent
        return Burst(self._began_s, len(self._seen))
