"""DoorApi: each question becomes a job of the database thread."""

from concurrent.futures import Future
from typing import TYPE_CHECKING

from kiosk import logs
from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.ids import EventId
from kiosk.errors import KioskError
from kiosk.runtime.api import DoorAnswer, DoorView, Welcome

if TYPE_CHECKING:
    from kiosk.runtime.services import Services
    from kiosk.storage.vault import Vault


class DoorService:
    """Implements DoorApi."""

    def __init__(self, services: "Services") -> None:
        self._services = services

    def view(self) -> "Future[DoorView]":
        """Say what is open now."""
        services = self._services
        return services.submit(lambda vault: services.keeper(vault).view(services.enrolled(vault)))

    def record(self, sighting: Sighting) -> "Future[DoorAnswer]":
        """Mark the person seen, or say why not. The answer comes after COMMIT."""
        return self._services.submit(lambda vault: self._noted(self._services.keeper(vault).record(sighting)))

    def refuse(self, refusal: Refusal) -> "Future[DoorAnswer]":
        """Count a refusal and word it."""
        return self._services.submit(lambda vault: self._services.keeper(vault).refuse(refusal))

    def sign_code(self, number: str, pin: str) -> "Future[DoorAnswer]":
        """Mark by roster number and PIN. Raises KioskError CODE_WRONG, CODE_WAIT or PIN_SHAPE."""
        return self._services.submit(
            lambda vault: self._noted(self._services.keeper(vault).sign_code(number, pin))
        )

    def confirm(self, ticket: int, pin: str) -> "Future[DoorAnswer]":
        """Mark whoever of the look-alikes has this PIN, after AskPin.

        Raises:
            KioskError: CODE_WRONG, CODE_WAIT, PIN_SHAPE, CONFIRM_OVER, by the future.
        """
        return self._services.submit(
            lambda vault: self._noted(self._services.keeper(vault).confirm(ticket, pin))
        )

    def withdraw_face(self, number: str, pin: str) -> "Future[int]":
        """End one's own consents, signed in or not: the templates are gone when the answer comes.

        Raises:
            KioskError: CODE_WRONG, CODE_WAIT, PIN_SHAPE, by the future.
        """
        services = self._services

        def job(vault: "Vault") -> int:
            person, erased = services.keeper(vault).withdraw_face(number, pin)
            services.storing.drop(person)
            services.refresh(vault)
            if vault.signed_in is not None:
                self._take_over(vault)
            return erased

        return services.submit(job)

    def take_back(self, event: EventId) -> "Future[bool]":
        """Void, after "not me", a mark made at this kiosk just now; False when it is too late."""

        def job(vault: "Vault") -> bool:
            is_void = self._services.keeper(vault).take_back(event)
            if is_void:
                self._services.note_change()
            return is_void

        return self._services.submit(job)

    def _take_over(self, vault: "Vault") -> None:
        """Let Zone R know. The face is gone whether or not this comes off: the next sign-in does it again."""
        try:
            vault.office.privacy.take_over_withdrawals()
        except KioskError as error:
            logs.event("withdrawal-waits", code=error.code)

    def _noted(self, answer: DoorAnswer) -> DoorAnswer:
        if isinstance(answer, Welcome):
            self._services.note_change()
        return answer
