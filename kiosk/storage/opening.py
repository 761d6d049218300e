"""How Zone K's keys are had when the program starts: from the device, or from somebody who signs in to start.

For an attended start (custody level 2) the device holds no key: whoever has a slot opens Zone K once, and the
door then works by itself until the program ends. Nobody is signed in by it. Zone K is closed until then, so
wrong tries are counted in a file (`kiosk.storage.file_waits`).
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.ids import SignerId
from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import device_key, passphrases, slots, unlock, untold
from kiosk.storage.device_key import Keyring
from kiosk.storage.file_waits import FileWaits
from kiosk.storage.keys import KioskKeys
from kiosk.storage.slots import DeviceSlot, SlotKind, Slots
from kiosk.storage.sqlcipher import Database

_PRIVATE_UMASK: Final = 0o077


@dataclass(frozen=True, slots=True)
class Starter:
    """Who starts a kiosk that needs somebody.

    Attributes:
        passphrase: Theirs.
        number: Their sign-in number; None tries every slot.
    """

    passphrase: str
    number: int | None = None

    def __repr__(self) -> str:
        """Show nothing: it holds a passphrase."""
        return "Starter(...)"


@dataclass(frozen=True, slots=True)
class Start:
    """What a start gave.

    Attributes:
        keys: The door's, for the caller to wipe.
        wrong_tries: Slots at which passphrases were wrong before, and how many times.
    """

    keys: KioskKeys
    wrong_tries: tuple[tuple[SignerId, int], ...] = ()

    def note(self, kiosk: Database) -> None:
        """Carry the wrong tries into Zone K, which tells each slot's owner."""
        for slot, tries in self.wrong_tries:
            untold.add(kiosk, [slot], tries)


def keys_of_zone_k(
    data_dir: DataDir,
    found: Slots,
    by: Starter | None,
    now: Instant,
    keyrings: Sequence[Keyring] | None,
    monotonic: Callable[[], float],
) -> Start:
    """Give the door's keys.

    Args:
        data_dir: Where.
        found: Its slots.
        by: Who starts it, where there is no device slot.
        now: The moment.
        keyrings: For the device key; None asks the system for its own.
        monotonic: Seconds of a clock that cannot be set, the same for every process.

    Raises:
        KioskError: DEVICE_KEY_MISSING, DEVICE_KEY_WRONG; ATTENDED_START, PASSPHRASE_WRONG, PASSPHRASE_WAIT.
    """
    if found.device is not None:
        return Start(by_device(data_dir, found, found.device, keyrings))
    if by is None:
        raise KioskError(Code.ATTENDED_START)
    waits = FileWaits(data_dir.waits_file, wait_subjects(found), monotonic)
    before = waits.counts()
    phrase = passphrases.clean(by.passphrase)
    keys, _ = unlock.unlock(found, SlotKind.PERSON, phrase, waits, now, by.number)
    keys.zone_r.wipe()
    waits.forget_all()
    return Start(keys.kiosk, wrong_tries_at(found, before))


def by_device(
    data_dir: DataDir, found: Slots, slot: DeviceSlot, keyrings: Sequence[Keyring] | None
) -> KioskKeys:
    """Open the device slot.

    Raises:
        KioskError: DEVICE_KEY_MISSING, DEVICE_KEY_WRONG.
    """
    is_file = slot.custody is Custody.FILE
    rings = [] if is_file else list(device_key.usable_keyrings() if keyrings is None else keyrings)
    key = device_key.load(found.install, data_dir.device_key_file, rings, slot.custody)
    try:
        return slots.open_device_slot(found, key, data_dir.slots_file.name)
    finally:
        key.wipe()


def wait_subjects(found: Slots) -> list[str]:
    """Give whose waits a file holds: each slot's, and of whoever gives no number."""
    return [*(slot.id for slot in found.people), unlock.NO_NUMBER]


def wrong_tries_at(found: Slots, counts: dict[str, int]) -> tuple[tuple[SignerId, int], ...]:
    """Give how many passphrases were wrong at each person's slot: at it alone, or at all of them."""
    anywhere = counts.get(unlock.NO_NUMBER, 0)
    tries = ((slot.id, counts.get(slot.id, 0) + anywhere) for slot in found.of(SlotKind.PERSON))
    return tuple((slot, count) for slot, count in tries if count)


def close_to_others() -> None:
    """What this process makes from now on is its owner's only; SQLite's -wal and -shm included."""
    os.umask(_PRIVATE_UMASK)
