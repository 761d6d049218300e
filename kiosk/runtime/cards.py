"""CardsApi: each question becomes a job of the database thread."""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.registers import IssuedCard
from kiosk.runtime.api_register import CardState

if TYPE_CHECKING:
    from kiosk.runtime.services import Services
    from kiosk.storage.vault import Vault


class CardsService:
    """Implements CardsApi."""

    def __init__(self, services: "Services") -> None:
        self._services = services

    def states(self, group: ClassId | None = None) -> "Future[Sequence[CardState]]":
        """Give everybody of a group, or of the school, by name. Raises CLASS_UNKNOWN."""

        def job(vault: "Vault") -> Sequence[CardState]:
            return [CardState(person, issued) for person, issued in vault.office.cards.states(group)]

        return self._services.submit(job)

    def issue(self, people: Sequence[PersonId]) -> "Future[Sequence[IssuedCard]]":
        """Make a card for each; an older one of theirs stops working at once. Raises PERSON_UNKNOWN."""

        def job(vault: "Vault") -> Sequence[IssuedCard]:
            for person in people:
                self._services.keeper(vault).forget(person)  # who waits to choose came by the card of before
            return vault.office.cards.issue(people)

        return self._services.submit(job)

    def revoke(self, person: PersonId) -> "Future[bool]":
        """Stop a card; False when there was none. Raises PERSON_UNKNOWN."""

        def job(vault: "Vault") -> bool:
            self._services.keeper(vault).forget(person)
            return vault.office.cards.revoke(person)

        return self._services.submit(job)
