"""Reading QR cards off the camera's pictures. Only text of a card's form leaves this module.

A picture of another QR code, however near, is as if none were there: what a sticker on somebody's bag says is
nobody's business here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.cards import CardSighting, is_card
from kiosk.domain.frames import Frame

_NS = 1_000_000_000
_GREEN = 1


@dataclass(frozen=True, slots=True)
class CardLimits:
    """How often cards are looked for."""

    every_s: float = 0.2
    """A card is held up for half a second at least: two looks fall into it. A look costs 2 to 7 ms."""
    again_s: float = 5.0
    """The same card says nothing more while it stays in view, and for so long after it was seen last."""
    apart_s: float = 0.5
    """Two different cards are said so far apart at least."""
    fixed_looks: int = 100
    """A code that was in view at so many looks, 20 s of them, hangs there: nobody holds up a card so long."""
    fixed_s: float = 600.0
    """It is taken for hanging there until it was gone for so long."""


def read_cards(image: NDArray[np.uint8]) -> list[str]:
    """Give the texts of our form on a picture, in the order they were found.

    Args:
        image: (height, width, 3) uint8 RGB.
    """
    import zxingcpp  # where no picture is looked at, it is not loaded

    # Green alone stands for the luminance, as in kiosk.runtime.idling: cards are black on white.
    grey = np.ascontiguousarray(image[:, :, _GREEN])
    only_qr = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    found = zxingcpp.read_barcodes(grey, formats=only_qr, try_invert=False)
    return [barcode.text for barcode in found if barcode.valid and is_card(barcode.text)]


@dataclass(slots=True)
class CardReader:
    """Looks for cards on one stream of frames. For one thread.

    Attributes:
        limits: How often.
        read: Finds the texts on a picture.
    """

    limits: CardLimits = field(default_factory=CardLimits)
    read: Callable[[NDArray[np.uint8]], Sequence[str]] = read_cards
    _looked_ns: int | None = field(default=None, init=False)
    _said_ns: int | None = field(default=None, init=False)
    _seen_ns: dict[str, int] = field(default_factory=dict, init=False)
    _looks: dict[str, tuple[int, int]] = field(default_factory=dict, init=False)

    def look(self, frame: Frame) -> CardSighting | None:
        """Take the next frame; give a card that is new, where it is the only one in view.

        Two cards at once say nothing: nobody can say which is meant, and whoever holds up a whole sheet of
        them is not the one they belong to. What hangs there does not count beside another: a code stuck on
        the wall behind the queue would shut the door to all cards.
        """
        now = frame.monotonic_ns
        if self._is_within(now, self._looked_ns, self.limits.every_s):
            return None
        self._looked_ns = now
        found = self._without_fixed(set(self.read(frame.image)), now)
        old = {code for code, at in self._seen_ns.items() if now - at > self.limits.again_s * _NS}
        self._seen_ns = {code: at for code, at in self._seen_ns.items() if code not in old}
        known = found & self._seen_ns.keys()
        self._seen_ns |= dict.fromkeys(known, now)
        if len(found) != 1 or known or self._is_within(now, self._said_ns, self.limits.apart_s):
            return None
        (code,) = found
        self._seen_ns[code] = self._said_ns = now
        return CardSighting(code, frame.kind, now)

    def _without_fixed(self, found: set[str], now_ns: int) -> set[str]:
        """Count the looks at each code, and leave out what hangs there, where it is not the only one."""
        kept = {
            code: (looks, at)
            for code, (looks, at) in self._looks.items()
            if now_ns - at <= self.limits.fixed_s * _NS
        }
        self._looks = kept | {code: (kept.get(code, (0, 0))[0] + 1, now_ns) for code in found}
        loose = {code for code in found if self._looks[code][0] < self.limits.fixed_looks}
        return loose if len(found) > 1 else found

    @staticmethod
    def _is_within(now_ns: int, since_ns: int | None, seconds: float) -> bool:
        return since_ns is not None and 0 <= now_ns - since_ns < seconds * _NS
