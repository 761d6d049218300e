"""Number and PIN: verifiers that tell nothing without this device's pepper; a try always costs the same.

A roster number is stored as a keyed tag. A number nobody has goes through the same derivation with a salt
made from its tag and is slowed in the same way, so neither the time nor the answer says whether it exists.

Each number has its own wait. One PIN tried at everybody's number meets none of them, so wrong tries in a row
are counted over all numbers too. That wait is 5 s at most, and tries during it do not lengthen it: whoever
types wrong codes at the door slows the next one down, and locks nobody out.
"""

import secrets
from collections.abc import Callable
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId
from kiosk.domain.names import TextProblem, clean_number
from kiosk.domain.pins import PinProblem, check_new_pin, clean_pin
from kiosk.domain.slowdown import wait_s
from kiosk.errors import Code, KioskError
from kiosk.storage.keys import KdfParameters, SecretBytes, keyed, stretch
from kiosk.storage.slowdowns import Slowdowns
from kiosk.storage.sqlcipher import Database

_TAG: Final = b"rollcall number"
_PIN: Final = b"rollcall pin"
_SALT: Final = b"rollcall salt"
_SALT_BYTES: Final = 16
FREE_TRIES: Final = 20
"""Wrong tries in a row over all numbers before the first wait."""
LONGEST_DEVICE_WAIT_S: Final = 5.0
_ALL_NUMBERS: Final = b"all numbers"
"""The subject of the wait over all numbers; a number's own is its tag, which has 32 bytes."""


class Codes:
    """The PINs of Zone K."""

    def __init__(self, kiosk: Database, pepper: SecretBytes, monotonic: Callable[[], float]) -> None:
        """Take the database and the device-held pepper."""
        self._kiosk = kiosk
        self._pepper = pepper
        self._slowdowns = Slowdowns(kiosk, "code", monotonic)
        self._passes, self._memory = kiosk.read("SELECT pin_passes, pin_memory FROM install")[0]

    def set_pin(self, person: PersonId, number: str, pin: str) -> None:
        """Store a verifier; replaces the person's old one.

        Raises:
            KioskError: PIN_SHAPE or PIN_EASY.
        """
        try:
            digits = check_new_pin(pin)
        except PinProblem as problem:
            raise KioskError(Code.PIN_EASY if str(problem) == "easy" else Code.PIN_SHAPE) from None
        kdf = KdfParameters.fresh(self._passes, self._memory)
        tag = self._tag(number)
        verifier = self._verifier(tag, digits, kdf)
        with self._kiosk.transaction():
            self._kiosk.write("DELETE FROM pins WHERE person = ? OR number_tag = ?", (person, tag))
            self._kiosk.write(
                "INSERT INTO pins (person, number_tag, salt, passes, memory, verifier)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (person, tag, kdf.salt, kdf.passes, kdf.memory_bytes, verifier),
            )
        self._slowdowns.succeeded(tag)

    def check(self, number: str, pin: str, now: Instant) -> PersonId:
        """Find the person whose number and PIN these are.

        Raises:
            KioskError: PIN_SHAPE, CODE_WAIT with the seconds, or CODE_WRONG.
        """
        try:
            digits = clean_pin(pin)
        except PinProblem:
            raise KioskError(Code.PIN_SHAPE) from None
        try:
            tag = self._tag(clean_number(number))
        except TextProblem:
            raise KioskError(Code.CODE_WRONG) from None
        everybodys = self._slowdowns.seconds_left(_ALL_NUMBERS, _device_wait_s)
        seconds = max(self._slowdowns.seconds_left(tag), everybodys)
        if seconds:
            raise KioskError(Code.CODE_WAIT, detail=seconds)
        person, kdf, verifier = self._stored(tag)
        is_right = secrets.compare_digest(self._verifier(tag, digits, kdf), verifier)
        if person is None or not is_right:
            with self._kiosk.transaction():
                self._slowdowns.failed(tag, now)
                self._slowdowns.failed(_ALL_NUMBERS, now)
            raise KioskError(Code.CODE_WRONG)
        self._slowdowns.succeeded(tag)
        self._slowdowns.succeeded(_ALL_NUMBERS)
        return person

    def _stored(self, tag: bytes) -> tuple[PersonId | None, KdfParameters, bytes]:
        rows = self._kiosk.read(
            "SELECT person, salt, passes, memory, verifier FROM pins WHERE number_tag = ?", (tag,)
        )
        if rows:
            person, salt, passes, memory, verifier = rows[0]
            return PersonId(person), KdfParameters(salt, passes, memory), verifier
        salt = keyed(self._pepper.reveal(), _SALT, tag)[:_SALT_BYTES]
        return None, KdfParameters(salt, self._passes, self._memory), bytes(32)

    def _tag(self, number: str) -> bytes:
        return keyed(self._pepper.reveal(), _TAG, number.encode())

    def _verifier(self, tag: bytes, digits: str, kdf: KdfParameters) -> bytes:
        return stretch(keyed(self._pepper.reveal(), _PIN, tag + digits.encode()), kdf)


def _device_wait_s(failures: int) -> float:
    """Seconds to wait after so many wrong tries in a row over all numbers."""
    return min(LONGEST_DEVICE_WAIT_S, wait_s(failures - FREE_TRIES + 1))
