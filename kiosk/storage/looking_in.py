"""What can be told of a school that no program uses now: a look by the device key that changes nothing.

For `kiosk doctor`. Nothing is mended or brought to this version here: that is for the program that opens it.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from kiosk.domain.clock import Instant
from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import custody_check, opening, schema_k, slot_files, zones
from kiosk.storage.device_key import Keyring
from kiosk.storage.how_many import how_many
from kiosk.storage.instance_lock import InstanceLock
from kiosk.storage.last_seen import LastSeen


@dataclass(frozen=True, slots=True)
class Looked:
    """What Zone K says.

    Attributes:
        custody_checked: When the device key was first found again after the machine's newest start but the
            one it was put there in; None: not yet.
        is_clock_doubtful: This computer's clock stands before what has happened, or long after it.
        counts: How many there are of what.
    """

    custody_checked: Instant | None
    is_clock_doubtful: bool
    counts: Mapping[str, int] = field(default_factory=dict, compare=False)


def check_device_key(data_dir: DataDir, *, keyrings: Sequence[Keyring] | None = None) -> Custody:
    """Say where the device key is, once it has opened the device slot. Opens no database.

    Args:
        data_dir: Of an installation.
        keyrings: For the device key; None asks the system for its own.

    Raises:
        KioskError: SLOTS_DAMAGED, DEVICE_KEY_MISSING, DEVICE_KEY_WRONG, DATA_DIR_UNWRITABLE.
    """
    found = slot_files.read(data_dir)
    if found.device is None:
        return Custody.ATTENDED
    opening.by_device(data_dir, found, found.device, keyrings).wipe()
    return found.device.custody


def look(data_dir: DataDir, now: Instant, *, keyrings: Sequence[Keyring] | None = None) -> Looked | None:
    """Look into Zone K; None when it is of an earlier version, which says less.

    Args:
        data_dir: Of an installation that no program uses now.
        now: The moment, whose zone the answer is in.
        keyrings: For the device key; None asks the system for its own.

    Raises:
        KioskError: DATA_DIR_BUSY, DATA_DIR_UNWRITABLE, SLOTS_DAMAGED, DEVICE_KEY_MISSING, DEVICE_KEY_WRONG,
            DATABASE_DAMAGED, DATABASE_FULL; ATTENDED_START where there is no device key.
    """
    with ExitStack() as stack:
        stack.enter_context(InstanceLock(data_dir.lock_file))
        found = slot_files.read(data_dir)
        if found.device is None:
            raise KioskError(Code.ATTENDED_START)
        keys = opening.by_device(data_dir, found, found.device, keyrings)
        stack.callback(keys.wipe)
        kiosk = zones.open_zone(data_dir.kiosk_db, keys.zone_k, None)
        stack.callback(kiosk.close)
        if kiosk.user_version != len(schema_k.MIGRATIONS):
            return None
        return Looked(
            custody_check.checked(kiosk, now.zone), LastSeen(kiosk).is_doubtful(now), how_many(kiosk)
        )
