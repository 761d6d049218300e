"""DoorApi: each question becomes a job of the database thread."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk import logs
from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import EventId, SessionId
from kiosk.domain.registers import BoardLine
from kiosk.errors import KioskError
from kiosk.runtime.api import DoorAnswer, DoorView, Passed, Welcome
from kiosk.runtime.board import board

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

        def job(vault: "Vault") -> DoorView:
            view = services.keeper(vault).served.view(services.enrolled(vault))
            # Somebody opened a register a moment ago: that counts before the next look.
            return view if view.open_now else replace(view, rest=services.resting.rest)

        return services.submit(job)

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

    def choose(self, ticket: int, session: SessionId) -> "Future[DoorAnswer]":
        """Mark for one of the sessions of AskSession. Raises KioskError CONFIRM_OVER, by the future."""
        return self._services.submit(
            lambda vault: self._noted(self._services.keeper(vault).choose(ticket, session))
        )

    def sign_card(self, code: str, source: SourceKind) -> "Future[DoorAnswer]":
        """Mark by a card that the camera read.

        Raises:
            KioskError: CARD_UNKNOWN, SOURCE_NOT_FOR_REAL, by the future.
        """
        return self._services.submit(
            lambda vault: self._noted(self._services.keeper(vault).sign_card(code, source))
        )

    def board(self) -> "Future[Sequence[BoardLine]]":
        """Give the second screen's lines; names only while somebody is signed in and the school says so."""
        services = self._services
        return services.submit(lambda vault: board(vault, services.keeper(vault).served, services.clock()))

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
                self._services.camera.greet(None)  # the next one may be whom that was taken for
            return is_void

        return self._services.submit(job)

    def _take_over(self, vault: "Vault") -> None:
        """Let Zone R know. The face is gone whether or not this comes off: the next sign-in does it again."""
        try:
            vault.office.privacy.take_over_withdrawals()
        except KioskError as error:
            logs.event("withdrawal-waits", code=error.code)

    def _noted(self, answer: DoorAnswer) -> DoorAnswer:
        if isinstance(answer, Welcome | Passed):
            self._services.note_change()
        return answer
