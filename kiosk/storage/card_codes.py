"""The cards of Zone K: keyed tags of random codes. The code itself is on the paper and nowhere else."""

import secrets
from collections.abc import Callable, Sequence
from typing import Final

from kiosk.domain.cards import CODE_BYTES, card_text
from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId, new_id
from kiosk.errors import Code, KioskError
from kiosk.storage.keys import SecretBytes, keyed
from kiosk.storage.slowdowns import Slowdowns
from kiosk.storage.sqlcipher import Database

_TAG: Final = b"rollcall card"
_ALL_CARDS: Final = b"all cards"
"""The subject of the wait over unknown cards, among those of codes: a number's own has 32 bytes."""


class CardCodes:
    """Which card is whose.

    A code has 128 random bits, so nobody guesses one and a card that is known is never made to wait: nobody
    can lock anybody out. What is slowed is writing down that unknown ones are shown.
    """

    def __init__(self, kiosk: Database, pepper: SecretBytes, monotonic: Callable[[], float]) -> None:
        """Take the database and the device-held pepper."""
        self._kiosk = kiosk
        self._pepper = pepper
        self._slowdowns = Slowdowns(kiosk, "code", monotonic)

    def issue(self, people: Sequence[PersonId], now: Instant) -> list[str]:
        """Make a card for each; the ones before it stop working. Gives the codes in the same order."""
        codes = [card_text(secrets.token_bytes(CODE_BYTES)) for _ in people]
        with self._kiosk.transaction():
            for person, code in zip(people, codes, strict=True):
                self._kiosk.write("DELETE FROM cards WHERE person = ?", (person,))
                self._kiosk.write(
                    "INSERT INTO cards (card, person, tag, issued_utc) VALUES (?, ?, ?, ?)",
                    (new_id(), person, self._tag(code), now.utc_text),
                )
        return codes

    def revoke(self, person: PersonId, now: Instant) -> bool:
        """Stop a card; False when there was none."""
        with self._kiosk.transaction():
            changed = self._kiosk.write(
                "UPDATE cards SET revoked_utc = ? WHERE person = ? AND revoked_utc IS NULL",
                (now.utc_text, person),
            )
        return changed > 0

    def issued(self) -> dict[PersonId, str]:
        """Give when each card that works was made, as UTC text."""
        found = self._kiosk.read("SELECT person, issued_utc FROM cards WHERE revoked_utc IS NULL")
        return {PersonId(person): str(utc) for person, utc in found}

    def check(self, code: str, now: Instant) -> PersonId:
        """Find whose card this is.

        Args:
            code: As its QR code says it.
            now: The moment.

        Raises:
            KioskError: CARD_UNKNOWN, also for one that was revoked or replaced, and for somebody who left.
        """
        found = self._kiosk.read(
            "SELECT cards.person FROM cards JOIN people USING (person)"
            " WHERE tag = ? AND revoked_utc IS NULL AND erase_templates_utc IS NULL",
            (self._tag(code),),
        )
        if not found:
            self._note_unknown(now)
            raise KioskError(Code.CARD_UNKNOWN)
        self._slowdowns.succeeded(_ALL_CARDS)
        return PersonId(found[0][0])

    def _note_unknown(self, now: Instant) -> None:
        if not self._slowdowns.seconds_left(_ALL_CARDS):
            self._slowdowns.failed(_ALL_CARDS, now)

    def _tag(self, code: str) -> bytes:
        return keyed(self._pepper.reveal(), _TAG, code.encode())
