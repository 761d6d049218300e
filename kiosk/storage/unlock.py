"""Opening the slots of one kind with what somebody typed, slower after each wrong try."""

from typing import Final, Protocol

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.ids import SignerId
from kiosk.errors import Code, KioskError
from kiosk.storage import slots
from kiosk.storage.keys import AllKeys
from kiosk.storage.slots import SlotKind, Slots

_WRONG: Final = {
    SlotKind.PERSON: (Code.PASSPHRASE_WRONG, Code.PASSPHRASE_WAIT),
    SlotKind.RECOVERY: (Code.RECOVERY_CODE_WRONG, Code.RECOVERY_CODE_WAIT),
}


class Waits(Protocol):
    """Where wrong tries are counted; a subject is a slot's id in ASCII."""

    def seconds_left(self, subject: bytes) -> int:
        """Give the whole seconds until the next try is looked at; 0 for at once."""

    def failed(self, subject: bytes, now: Instant) -> None:
        """Note a wrong try."""

    def succeeded(self, subject: bytes) -> None:
        """Forget the wrong tries of a subject."""


def unlock(
    found: Slots, kind: SlotKind, phrase: bytes, waits: Waits, now: Instant
) -> tuple[AllKeys, SignerId]:
    """Try every slot of a kind that need not wait.

    Args:
        found: The slots.
        kind: PERSON or RECOVERY.
        phrase: As for `slots.make_secret_slot`.
        waits: Counts the wrong tries.
        now: The moment of this try.

    Returns:
        The keys, for the caller to wipe, and the id of the slot that gave them.

    Raises:
        KioskError: PASSPHRASE_WRONG or RECOVERY_CODE_WRONG; PASSPHRASE_WAIT or RECOVERY_CODE_WAIT with the
            seconds; SLOTS_DAMAGED.
    """
    wrong, wait = _WRONG[kind]
    some = found.of(kind)
    left = {slot.id: waits.seconds_left(slot.id.encode()) for slot in some}
    ready = [slot for slot in some if not left[slot.id]]
    if some and not ready:
        raise KioskError(wait, detail=min(left.values()))
    for slot in ready:
        keys = slots.open_secret_slot(found.install, slot, phrase)
        if keys is not None:
            waits.succeeded(slot.id.encode())
            return keys, slot.id
    for slot in ready:
        waits.failed(slot.id.encode(), now)
    logs.event(wrong.value)
    raise KioskError(wrong)
