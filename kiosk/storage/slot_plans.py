"""A slot that is about to be made: looked at by the database thread, derived on any thread, then written.

Deriving takes about a second, for one's own key and for the new one, and marks are answered meanwhile.
"""

from dataclasses import dataclass

from kiosk.domain.ids import ClassId, SignerId
from kiosk.domain.people import Role
from kiosk.storage import slots
from kiosk.storage.keys import KdfPolicy
from kiosk.storage.slots import SecretSlot, SlotKind
from kiosk.storage.unlock import Attempt, Opened


@dataclass(frozen=True, slots=True)
class SlotMade:
    """What came of a plan.

    Attributes:
        opened: What one's own passphrase opened; None when it was wrong.
        slot: The new slot; None likewise.
    """

    opened: Opened | None
    slot: SecretSlot | None

    def __repr__(self) -> str:
        """Show nothing: it holds keys."""
        return "SlotMade(...)"


@dataclass(frozen=True, slots=True)
class SlotPlan:
    """A slot that is about to be made.

    Attributes:
        attempt: Of whoever makes it, by their own passphrase.
        by: Who that is.
        owner: Whose slot it will be.
        number: Their sign-in number.
        phrase: What will open it.
        policy: How costly guessing it shall be.
    """

    attempt: Attempt
    by: SignerId
    owner: SignerId
    number: int
    phrase: bytes
    policy: KdfPolicy

    def derive(self) -> SlotMade:
        """Derive both keys. Slow, and touches nothing: any thread. Raises KioskError SLOTS_DAMAGED."""
        opened = self.attempt.derive()
        if opened is None:
            return SlotMade(None, None)
        slot = slots.make_secret_slot(
            self.attempt.install,
            self.owner,
            SlotKind.PERSON,
            self.phrase,
            opened.keys,
            self.policy,
            self.number,
        )
        return SlotMade(opened, slot)

    def __repr__(self) -> str:
        """Show nothing: it holds passphrases."""
        return "SlotPlan(...)"


@dataclass(frozen=True, slots=True)
class NewSigner:
    """Somebody who is about to get a slot.

    Attributes:
        slot: Theirs.
        name: Cleaned.
        role: What they may do.
        classes: Those they teach.
    """

    slot: SlotPlan
    name: str
    role: Role
    classes: tuple[ClassId, ...]

    def derive(self) -> SlotMade:
        """As `SlotPlan.derive`."""
        return self.slot.derive()

    def __repr__(self) -> str:
        """Show nothing: it holds passphrases and a name."""
        return "NewSigner(...)"
