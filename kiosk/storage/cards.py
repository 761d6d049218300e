"""QR cards as the desk issues and revokes them. Which card is whose is Zone K's: see `card_codes`."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, PersonId, short
from kiosk.domain.permissions import Act
from kiosk.domain.registers import IssuedCard
from kiosk.errors import Code, KioskError
from kiosk.storage import people_there
from kiosk.storage.desk import Desk

_HERE = "is_erased = 0 AND left_utc IS NULL AND kind = 'member'"


class Cards:
    """The synchronous twin of `kiosk.runtime.api_register.CardsApi`."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk

    def states(self, group: ClassId | None = None) -> list[tuple[PersonId, Instant | None]]:
        """Give everybody of a group, or of the school, by name, with when their card was made.

        Raises:
            KioskError: NOT_ALLOWED, CLASS_UNKNOWN.
        """
        self._desk.require(Act.ISSUE_CARDS)
        issued, zone = self._desk.codes.cards.issued(), self._desk.install.zone

        def made(person: PersonId) -> Instant | None:
            utc = issued.get(person)
            return None if utc is None else Instant.at(datetime.fromisoformat(utc), zone)

        return [(person, made(person)) for person in self._members(group)]

    def issue(self, people: Sequence[PersonId]) -> list[IssuedCard]:
        """Make a card for each, in this order and each once; an older one of theirs stops working at once.

        Raises:
            KioskError: NOT_ALLOWED, PERSON_UNKNOWN for one who is not here (any more); then none is made.
        """
        self._desk.require(Act.ISSUE_CARDS)
        wanted = list(dict.fromkeys(people))
        known = [self._here(person) for person in wanted]
        with self._desk.act("cards-issued", wanted, f"cards={len(wanted)}"):
            codes = self._desk.codes.cards.issue(wanted, self._desk.clock())
        return [
            IssuedCard(person, name, number, code)
            for person, (name, number), code in zip(wanted, known, codes, strict=True)
        ]

    def revoke(self, person: PersonId) -> bool:
        """Stop a card; False when there was none. Raises KioskError NOT_ALLOWED, PERSON_UNKNOWN."""
        self._desk.require(Act.ISSUE_CARDS)
        people_there.require(self._desk.records, person)
        if person not in self._desk.codes.cards.issued():
            return False
        with self._desk.act("card-revoked", [person]):
            return self._desk.codes.cards.revoke(person, self._desk.clock())

    def _here(self, person: PersonId) -> tuple[str, str]:
        found = self._desk.records.read(
            f"SELECT name, number FROM people WHERE person = ? AND {_HERE}", (person,)
        )
        if not found:
            raise KioskError(Code.PERSON_UNKNOWN, where=short(person))
        return str(found[0][0]), str(found[0][1])

    def _members(self, group: ClassId | None) -> list[PersonId]:
        if group is None:
            found = self._desk.records.read(f"SELECT person FROM people WHERE {_HERE} ORDER BY name, number")
            return [PersonId(row[0]) for row in found]
        self._desk.require_class(Act.ISSUE_CARDS, group)
        if not self._desk.records.read("SELECT 1 FROM classes WHERE class = ?", (group,)):
            raise KioskError(Code.CLASS_UNKNOWN, where=short(group))
        found = self._desk.records.read(
            f"SELECT person FROM people WHERE {_HERE} AND person IN"
            " (SELECT person FROM memberships WHERE class = ? AND memberships.left_utc IS NULL)"
            " ORDER BY name, number",
            (group,),
        )
        return [PersonId(row[0]) for row in found]
