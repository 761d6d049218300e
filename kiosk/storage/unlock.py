"""Opening the slots of one kind with what somebody typed, slower after each wrong try.

In three parts, because deriving a key takes half a second a slot and marks must be answered meanwhile: `plan`
and `settle` look at the counts and belong to whoever owns them; `Attempt.derive` is pure and runs anywhere.

Who gives a number means one slot, which alone is tried and slowed. Who gives none has all of them tried, and
is slowed as "nobody in particular": no slot is slowed by it, so nobody can lock anybody out that way.
"""

from dataclasses import dataclass
from typing import Final, Protocol

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.ids import SignerId
from kiosk.errors import Code, KioskError
from kiosk.storage import slots
from kiosk.storage.keys import AllKeys
from kiosk.storage.slots import SecretSlot, SlotKind, Slots
from kiosk.storage.wiping import SHORTEST_BURNT, burn

NO_NUMBER: Final = "no number given"
"""The subject of the wait of whoever gives no number, or one that nobody has."""
_WRONG: Final = {
    SlotKind.PERSON: (Code.PASSPHRASE_WRONG, Code.PASSPHRASE_WAIT),
    SlotKind.RECOVERY: (Code.RECOVERY_CODE_WRONG, Code.RECOVERY_CODE_WAIT),
}


class Waits(Protocol):
    """Where wrong tries are counted; a subject is a slot's id in ASCII, or NO_NUMBER."""

    def seconds_left(self, subject: bytes) -> int:
        """Give the whole seconds until the next try is looked at; 0 for at once."""

    def failed(self, subject: bytes, now: Instant) -> None:
        """Note a wrong try."""

    def succeeded(self, subject: bytes) -> None:
        """Forget the wrong tries of a subject."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a slot gave.

    Attributes:
        keys: For the caller to wipe.
        slot: Whose.
    """

    keys: AllKeys
    slot: SignerId


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try, allowed by the waits.

    Attributes:
        install: The installation's id.
        kind: PERSON or RECOVERY.
        slots: Those that are tried.
        subject: Whose wait it lengthens when it is wrong.
        phrase: As for `slots.make_secret_slot`.
    """

    install: str
    kind: SlotKind
    slots: tuple[SecretSlot, ...]
    subject: bytes
    phrase: bytes

    def derive(self) -> Opened | None:
        """Try the slots; None when none opens. Slow, and touches nothing: any thread.

        Raises:
            KioskError: SLOTS_DAMAGED.
        """
        try:
            for slot in self.slots:
                keys = slots.open_secret_slot(self.install, slot, self.phrase)
                if keys is not None:
                    return Opened(keys, slot.id)
        except BaseException:
            self.forget()  # nobody settles it then
            raise
        return None

    def forget(self) -> None:
        """Overwrite what was typed; it cannot be tried again."""
        if len(self.phrase) >= SHORTEST_BURNT:
            burn(self.phrase)

    def __repr__(self) -> str:
        """Show nothing: it holds a secret."""
        return "Attempt(...)"


def plan(found: Slots, kind: SlotKind, phrase: bytes, number: int | None, waits: Waits) -> Attempt:
    """Say which slots a try is about, and whether it may be made now.

    Args:
        found: The slots.
        kind: PERSON or RECOVERY.
        phrase: As for `slots.make_secret_slot`.
        number: A person's sign-in number; None tries all slots. Where there is one slot only, it is meant.
        waits: Counts the wrong tries.

    Raises:
        KioskError: PASSPHRASE_WAIT or RECOVERY_CODE_WAIT with the seconds.
    """
    some = found.of(kind)
    if number is not None and kind is SlotKind.PERSON:
        some = tuple(slot for slot in some if slot.number == number)
    is_one = len(some) == 1
    subject = (some[0].id if is_one else NO_NUMBER).encode()
    seconds = waits.seconds_left(subject)
    if seconds:
        raise KioskError(_WRONG[kind][1], detail=seconds)
    return Attempt(found.install, kind, some, subject, phrase)


def settle(attempt: Attempt, opened: Opened | None, waits: Waits, now: Instant) -> Opened:
    """Count how a try came out.

    Raises:
        KioskError: PASSPHRASE_WRONG or RECOVERY_CODE_WRONG.
    """
    if opened is not None:
        waits.succeeded(attempt.subject)
        return opened
    waits.failed(attempt.subject, now)
    wrong = _WRONG[attempt.kind][0]
    logs.event(wrong.value)
    raise KioskError(wrong)


def unlock(
    found: Slots, kind: SlotKind, phrase: bytes, waits: Waits, now: Instant, number: int | None = None
) -> tuple[AllKeys, SignerId]:
    """Do all three at once.

    Returns:
        The keys, for the caller to wipe, and the id of the slot that gave them.

    Raises:
        KioskError: PASSPHRASE_WRONG or RECOVERY_CODE_WRONG; PASSPHRASE_WAIT or RECOVERY_CODE_WAIT with the
            seconds; SLOTS_DAMAGED.
    """
    attempt = plan(found, kind, phrase, number, waits)
    opened = settle(attempt, attempt.derive(), waits, now)
    return opened.keys, opened.slot
