"""KeysApi: questions are jobs of the database thread; what derives keys does so on the thread beside it."""

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, TypeVar

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, SignerId
from kiosk.domain.people import Custody, Role, SignedIn, Signer
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.runtime.services import Services
    from kiosk.storage.rotation import Rotating
    from kiosk.storage.signers import Signers
    from kiosk.storage.vault import Vault

T = TypeVar("T")
ROTATION_TRIES = 3
"""So often Zone R is written anew beside the door before the door has to wait for it."""


class KeysService:
    """Implements KeysApi."""

    def __init__(self, services: "Services") -> None:
        self._services = services

    def signers(self) -> "Future[Sequence[Signer]]":
        """Everybody, removed ones last."""
        return self._ask(lambda signers: signers.all())

    def add_signer(
        self, own: str, name: str, role: Role, passphrase: str, classes: Sequence[ClassId] = ()
    ) -> "Future[Signer]":
        """Give somebody a slot.

        Raises:
            KioskError: By the future: PASSPHRASE_WRONG, PASSPHRASE_WAIT, TEXT_BAD, PASSPHRASE_WEAK,
                PASSPHRASE_USED, CLASS_UNKNOWN, DATABASE_FULL.
        """

        def add() -> Signer:
            plan = self._ask(lambda all_: all_.plan_add(own, name, role, passphrase, classes)).result()
            made = plan.derive()
            return self._ask(lambda all_: all_.finish_add(plan, made)).result()

        return self._beside(add)

    def set_classes(self, own: str, signer: SignerId, classes: Sequence[ClassId]) -> "Future[None]":
        """Say which classes a teacher teaches.

        Raises:
            KioskError: By the future: PASSPHRASE_WRONG, PASSPHRASE_WAIT, SIGNER_UNKNOWN, CLASS_UNKNOWN.
        """
        return self._proved(own, lambda signers: signers.set_classes(signer, classes))

    def set_role(self, own: str, signer: SignerId, role: Role) -> "Future[None]":
        """Make somebody an administrator or a teacher.

        Raises:
            KioskError: By the future: PASSPHRASE_WRONG, PASSPHRASE_WAIT, SIGNER_UNKNOWN, LAST_ADMIN.
        """
        return self._proved(own, lambda signers: signers.set_role(signer, role))

    def remove_signer(self, own: str, signer: SignerId) -> "Future[None]":
        """Take a slot away.

        Raises:
            KioskError: By the future: PASSPHRASE_WRONG, PASSPHRASE_WAIT, SIGNER_UNKNOWN, LAST_ADMIN.
        """
        return self._proved(own, lambda signers: signers.remove(signer))

    def change_passphrase(self, old: str, new: str) -> "Future[None]":
        """Change one's own. Raises PASSPHRASE_WRONG, PASSPHRASE_WAIT, PASSPHRASE_WEAK, PASSPHRASE_USED."""

        def change() -> None:
            plan = self._ask(lambda signers: signers.plan_change(old, new)).result()
            made = plan.derive()
            self._ask(lambda signers: signers.finish_change(plan, made)).result()

        return self._beside(change)

    def rotate(self, passphrase: str) -> "Future[None]":
        """Give Zone R a new key and a new key pair.

        The door and the desk go on while Zone R is written anew beside it, and wait for a moment at the end.
        When it is written to all the time, they wait until it was written anew once more.

        Raises:
            KioskError: By the future: PASSPHRASE_WRONG, PASSPHRASE_WAIT, OUTBOX_BROKEN, DATABASE_FULL;
                SIGNED_OUT when somebody signed out meanwhile. Zone R opens by the passphrases there were,
                whatever happens.
        """

        def rotate() -> None:
            attempt = self._ask(lambda signers: signers.plan_proof(passphrase)).result()
            opened = attempt.derive()
            rotating = self._ask(lambda signers: signers.begin_rotation(attempt, opened)).result()
            try:
                for turn in range(ROTATION_TRIES):
                    rotating.prepare()
                    if self._finish(rotating, is_last=turn == ROTATION_TRIES - 1):
                        return
            finally:
                rotating.forget()

        return self._beside(rotate)

    def _finish(self, rotating: "Rotating", *, is_last: bool) -> bool:
        def finish(vault: "Vault") -> bool:
            signers = vault.office.signers
            is_done = signers.finish_rotation(rotating, is_last=is_last)
            if is_done:
                self._services.storing.drop()
                self._services.refresh(vault)
            return is_done

        return self._services.submit(finish).result()

    def custody(self) -> "Future[Custody]":
        """Where the device key is."""
        return self._ask(lambda signers: signers.custody())

    def custody_checked(self) -> "Future[Instant | None]":
        """When the device key was found again after this computer was started anew; None: not tried yet."""
        return self._ask(lambda signers: signers.custody_checked())

    def suggest_passphrase(self) -> str:
        """Six random words."""
        from kiosk.storage import passphrases  # PyNaCl and sqlcipher3 are not loaded by it

        return passphrases.suggest()

    def set_desk_pin(self, pin: str) -> "Future[None]":
        """Choose six digits that unlock the screen. Raises DESK_PIN_SHAPE, PIN_EASY."""
        return self._ask(lambda signers: signers.desk_pin.choose(pin))

    def has_desk_pin(self) -> "Future[bool]":
        """Whether whoever is signed in chose one that still holds; False while nobody is."""

        def job(vault: "Vault") -> bool:
            return vault.signed_in is not None and vault.office.signers.desk_pin.is_chosen()

        return self._services.submit(job)

    def unlock(self, pin: str) -> "Future[SignedIn]":
        """Unlock the screen. Raises DESK_PIN_WRONG with the tries left, DESK_PIN_OVER."""

        def job(vault: "Vault") -> SignedIn:
            if vault.signed_in is None:  # it ended with the sign-in
                raise KioskError(Code.DESK_PIN_OVER)
            try:
                return vault.office.signers.desk_pin.unlock(pin)
            except KioskError as error:
                if error.code is Code.DESK_PIN_OVER:  # Zone R is closed
                    self._services.storing.drop()
                raise

        return self._services.submit(job)

    def _ask(self, job: "Callable[[Signers], T]") -> "Future[T]":
        return self._services.submit(lambda vault: job(vault.office.signers))

    def _proved(self, own: str, job: "Callable[[Signers], T]") -> "Future[T]":
        """Run a job once whoever is signed in has typed their passphrase again: a desk can be left open."""

        def act() -> T:
            attempt = self._ask(lambda signers: signers.plan_proof(own)).result()
            opened = attempt.derive()

            def proved(signers: "Signers") -> T:
                signers.prove(attempt, opened)
                return job(signers)

            return self._ask(proved).result()

        return self._beside(act)

    def _beside(self, job: Callable[[], T]) -> "Future[T]":
        """Run what derives keys beside the database thread, which answers the door meanwhile."""

        def run() -> T:
            try:
                return job()
            except CancelledError:  # the program ends
                raise KioskError(Code.SIGNED_OUT) from None

        return self._services.derivation.submit(run)
