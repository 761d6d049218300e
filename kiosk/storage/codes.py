"""Number and PIN: verifiers that tell nothing without this device's pepper; a try always costs the same.

A roster number is stored as a keyed tag. A number nobody has goes through the same derivation with a salt
made from its tag and is slowed in the same way, so neither the time nor the answer says whether it exists.

Each number has its own wait. One PIN tried at everybody's number meets none of them, so wrong tries in a row
are counted over all numbers too. That wait is 5 s at most, and tries during it do not lengthen it: whoever
types wrong codes at the door slows the next one down, and locks nobody out.
"""

import secrets
from collections.abc import Callable, Collection, Sequence
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId
from kiosk.domain.names import TextProblem, clean_number
from kiosk.domain.pins import PinProblem, check_new_pin, clean_pin
from kiosk.domain.slowdown import wait_s
from kiosk.errors import Code, KioskError
from kiosk.storage import chores
from kiosk.storage.card_codes import CardCodes
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
MANY_TRIES: Final = 10
"""Wrong ones in a row at one number of which the desk is told: nobody forgets their own so often."""
_ALL_NUMBERS: Final = b"all numbers"
"""The subject of the wait over all numbers; a number's own is its tag, which has 32 bytes."""


class Codes:
    """The PINs of Zone K.

    Attributes:
        cards: Its cards.
    """

    def __init__(self, kiosk: Database, pepper: SecretBytes, monotonic: Callable[[], float]) -> None:
        """Take the database and the device-held pepper."""
        self._kiosk = kiosk
        self._pepper = pepper
        self._slowdowns = Slowdowns(kiosk, "code", monotonic)
        self.cards = CardCodes(kiosk, pepper, monotonic)
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
        digits = _digits(pin)
        try:
            tag = self._tag(clean_number(number))
        except TextProblem:
            raise KioskError(Code.CODE_WRONG) from None
        self._check_waits([tag])
        person, kdf, verifier = self._stored(tag)
        is_right = secrets.compare_digest(self._verifier(tag, digits, kdf), verifier)
        if person is None or not is_right:
            self._failed([tag], now)
            raise KioskError(Code.CODE_WRONG)
        self._slowdowns.succeeded(tag)
        self._slowdowns.succeeded(_ALL_NUMBERS)
        return person

    def check_among(self, people: Collection[PersonId], pin: str, now: Instant) -> PersonId:
        """Find the one of some people whose PIN this is; a PIN that two of them chose says nothing.

        It is a try at each one's PIN and slows each one's number; the right one's is freed by it, and the
        others' wait for their own. It costs one derivation a person, whether or not they have a PIN.

        Args:
            people: Who may be meant.
            pin: As typed.
            now: The moment.

        Raises:
            KioskError: PIN_SHAPE, CODE_WAIT with the seconds, or CODE_WRONG.
        """
        digits = _digits(pin)
        stored = [self._stored_of(person) for person in sorted(people)]
        tags = [tag for person, tag, _, _ in stored if person is not None]
        self._check_waits(tags)
        fitting = [
            (person, tag)
            for person, tag, kdf, verifier in stored
            if secrets.compare_digest(self._verifier(tag, digits, kdf), verifier) and person is not None
        ]
        if len(fitting) != 1:
            self._failed(tags, now)
            raise KioskError(Code.CODE_WRONG)
        ((found, tag),) = fitting
        self._slowdowns.succeeded(tag)
        self._slowdowns.succeeded(_ALL_NUMBERS)
        return found

    def have_pins(self, people: Collection[PersonId]) -> frozenset[PersonId]:
        """Give those of some people who have a PIN."""
        return frozenset(
            one for one in people if self._kiosk.read("SELECT 1 FROM pins WHERE person = ?", (one,))
        )

    def _check_waits(self, tags: Sequence[bytes]) -> None:
        everybodys = self._slowdowns.seconds_left(_ALL_NUMBERS, _device_wait_s)
        seconds = max([everybodys, *(self._slowdowns.seconds_left(tag) for tag in tags)])
        if seconds:
            raise KioskError(Code.CODE_WAIT, detail=seconds)

    def _failed(self, tags: Sequence[bytes], now: Instant) -> None:
        with self._kiosk.transaction():
            for tag in (*tags, _ALL_NUMBERS):
                self._slowdowns.failed(tag, now)
            most = max((self._slowdowns.failures(tag) for tag in tags), default=0)
            if most >= MANY_TRIES:
                chores.done(self._kiosk, chores.WRONG_CODES, str(most), now)

    def _stored(self, tag: bytes) -> tuple[PersonId | None, KdfParameters, bytes]:
        rows = self._kiosk.read(
            "SELECT person, salt, passes, memory, verifier FROM pins WHERE number_tag = ?", (tag,)
        )
        if rows:
            person, salt, passes, memory, verifier = rows[0]
            return PersonId(person), KdfParameters(salt, passes, memory), verifier
        return None, self._made_up(tag), bytes(32)

    def _stored_of(self, person: PersonId) -> tuple[PersonId | None, bytes, KdfParameters, bytes]:
        rows = self._kiosk.read(
            "SELECT number_tag, salt, passes, memory, verifier FROM pins WHERE person = ?", (person,)
        )
        if rows:
            tag, salt, passes, memory, verifier = rows[0]
            return person, tag, KdfParameters(salt, passes, memory), verifier
        tag = self._tag(person)
        return None, tag, self._made_up(tag), bytes(32)

    def _made_up(self, tag: bytes) -> KdfParameters:
        """Give parameters that cost the same for somebody who has no PIN."""
        salt = keyed(self._pepper.reveal(), _SALT, tag)[:_SALT_BYTES]
        return KdfParameters(salt, self._passes, self._memory)

    def _tag(self, number: str) -> bytes:
        return keyed(self._pepper.reveal(), _TAG, number.encode())

    def _verifier(self, tag: bytes, digits: str, kdf: KdfParameters) -> bytes:
        return stretch(keyed(self._pepper.reveal(), _PIN, tag + digits.encode()), kdf)


def _digits(pin: str) -> str:
    try:
        return clean_pin(pin)
    except PinProblem:
        raise KioskError(Code.PIN_SHAPE) from None


def _device_wait_s(failures: int) -> float:
    """Seconds to wait after so many wrong tries in a row over all numbers."""
    return min(LONGEST_DEVICE_WAIT_S, wait_s(failures - FREE_TRIES + 1))
