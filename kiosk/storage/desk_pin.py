"""Six digits that unlock the desk's screen for the rest of the day: no passphrase is typed before a queue.

The PIN protects the screen and nothing else: Zone R stays open behind it, and whoever can read this process's
memory needs no PIN. It lives in memory from a sign-in by passphrase until midnight of the school, the
sign-out or the end of the program, whatever comes first; no file ever holds it. What is kept of it is an
Argon2id verifier, cheap enough for a queue, so that the digits do not stand in memory as they were typed.
Against guessing it is the three tries that count.

One is chosen soon after the passphrase was typed, or not at all: whoever finds a desk left open could else
choose their own, and open it again once it was locked.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from kiosk import logs
from kiosk.domain import pins
from kiosk.domain.people import SignedIn
from kiosk.domain.permissions import Act
from kiosk.errors import Code, KioskError
from kiosk.storage.keys import MIB, KdfParameters, SecretBytes, stretch

if TYPE_CHECKING:
    from kiosk.storage.desk import Desk

DIGITS: Final = 6
TRIES: Final = 3
FRESH_S: Final = 600.0
"""So long after a sign-in a PIN can be chosen."""
_PASSES: Final = 1
_MEMORY: Final = 8 * MIB
"""A few hundredths of a second."""


@dataclass(slots=True)
class _Chosen:
    """A PIN that holds."""

    day: date
    kdf: KdfParameters
    verifier: SecretBytes
    wrong: int = 0


class DeskPin:
    """The PIN of whoever is signed in; goes with the sign-in."""

    def __init__(
        self, desk: "Desk", sign_out: Callable[[], None], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """Start without one, at a sign-in.

        Args:
            desk: Knows who is signed in and what day it is.
            sign_out: Closes Zone R.
            monotonic: Seconds of a clock that cannot be set.
        """
        self._monotonic = monotonic
        self._since = monotonic()
        self._desk = desk
        self._sign_out = sign_out
        self._chosen: _Chosen | None = None

    def choose(self, pin: str) -> None:
        """Choose one, or another one.

        Raises:
            KioskError: NOT_ALLOWED, DESK_PIN_LATE, DESK_PIN_SHAPE, PIN_EASY.
        """
        self._desk.require(Act.OWN_SECRETS)
        if self._monotonic() - self._since > FRESH_S:
            raise KioskError(Code.DESK_PIN_LATE)
        digits = _new_digits(pin)
        self.forget()
        kdf = KdfParameters.fresh(_PASSES, _MEMORY)
        self._chosen = _Chosen(self._desk.clock().local_date, kdf, SecretBytes(stretch(digits.encode(), kdf)))
        with self._desk.act("desk-pin-chosen", [self._desk.signed_in.signer]):
            pass

    def is_chosen(self) -> bool:
        """Say whether one holds now."""
        self._desk.require(Act.OWN_SECRETS)
        return self._holding() is not None

    def unlock(self, pin: str) -> SignedIn:
        """Unlock the screen.

        Raises:
            KioskError: NOT_ALLOWED; DESK_PIN_WRONG with the tries left; DESK_PIN_OVER after the last of them,
                and when no PIN holds: Zone R is closed then.
        """
        self._desk.require(Act.OWN_SECRETS)
        chosen = self._holding()
        if chosen is None:
            raise self._over("desk-pin-over")
        if _is_right(pin, chosen):
            chosen.wrong = 0
            return self._desk.signed_in
        chosen.wrong += 1
        logs.event("desk-pin-wrong")
        if chosen.wrong >= TRIES:
            raise self._over("desk-pin-tries")
        raise KioskError(Code.DESK_PIN_WRONG, detail=TRIES - chosen.wrong)

    def forget(self) -> None:
        """Let it hold no more. May be called again."""
        if self._chosen is not None:
            self._chosen.verifier.wipe()
        self._chosen = None

    def _holding(self) -> _Chosen | None:
        if self._chosen is not None and self._chosen.day != self._desk.clock().local_date:
            self.forget()
        return self._chosen

    def _over(self, action: str) -> KioskError:
        with self._desk.act(action, [self._desk.signed_in.signer]):
            pass
        self.forget()
        self._sign_out()
        return KioskError(Code.DESK_PIN_OVER)


def _new_digits(pin: str) -> str:
    try:
        digits = pins.check_new_pin(pin)
    except pins.PinProblem as problem:
        code = Code.PIN_EASY if str(problem) == "easy" else Code.DESK_PIN_SHAPE
        raise KioskError(code) from None
    if len(digits) != DIGITS:
        raise KioskError(Code.DESK_PIN_SHAPE)
    return digits


def _is_right(pin: str, chosen: _Chosen) -> bool:
    try:
        digits = pins.clean_pin(pin)
    except pins.PinProblem:
        return False
    return secrets.compare_digest(stretch(digits.encode(), chosen.kdf), chosen.verifier.reveal())
