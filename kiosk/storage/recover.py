"""Getting in again: the device key given back, a new administrator by the recovery code, a new recovery code.

All work while Zone K cannot be opened by the device. What Zone R says of an act is committed before the act
itself: a kill in between leaves a row without an act, never an act without a row, and the job is done again.
"""

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.ids import DeviceId, SignerId, new_id
from kiosk.domain.people import Custody, Role
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import (
    audit,
    custody_check,
    device_key,
    opening,
    passphrases,
    recovery,
    schema_k,
    slot_files,
    slots,
    texts,
    unlock,
    untold,
    zones,
)
from kiosk.storage.device_key import Keyring
from kiosk.storage.file_waits import FileWaits
from kiosk.storage.instance_lock import InstanceLock
from kiosk.storage.keys import STANDARD, AllKeys, KdfPolicy, SecretBytes
from kiosk.storage.slots import SlotKind, Slots
from kiosk.storage.sqlcipher import Database

Clock = Callable[[], Instant]
Monotonic = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody knows who may get in again.

    Attributes:
        kind: PERSON for a passphrase, RECOVERY for the code.
        phrase: What is stretched.
        number: The sign-in number of who knows the passphrase; None tries every slot.
    """

    kind: SlotKind
    phrase: bytes
    number: int | None = None

    @classmethod
    def passphrase(cls, text: str, number: int | None = None) -> "Proof":
        """Take an administrator's passphrase as typed, and their sign-in number."""
        return cls(SlotKind.PERSON, passphrases.clean(text), number)

    @classmethod
    def recovery_code(cls, text: str) -> "Proof":
        """Take the recovery code as typed. Raises KioskError RECOVERY_CODE_SLIP."""
        try:
            return cls(SlotKind.RECOVERY, recovery.from_text(text))
        except recovery.CodeSlip:
            raise KioskError(Code.RECOVERY_CODE_SLIP) from None

    def __repr__(self) -> str:
        """Show nothing: it holds a secret."""
        return "Proof(...)"


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Where the device key is.

    Attributes:
        custody: In the keyring or in a file.
        is_new: False when the old one still opened the device slot, and nothing was changed.
    """

    custody: Custody
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Opened:
    """Everything, open for one act.

    Attributes:
        slots: The file as it was.
        keys: What its slots give.
        kiosk: Zone K.
        records: Zone R.
        device: This installation's id as a maker of events.
        actor: The administrator; None for the recovery code, which is nobody's.
        by: "passphrase" or "recovery-code", for the audit.
    """

    slots: Slots
    keys: AllKeys
    kiosk: Database
    records: Database
    device: DeviceId
    actor: SignerId | None
    by: str


def give_device_key(
    data_dir: DataDir,
    proof: Proof,
    clock: Clock,
    *,
    keyrings: Sequence[Keyring] | None = None,
    monotonic: Monotonic = time.monotonic,
) -> GivenBack:
    """Make a fresh device key where the old one is gone or wrong, and write the device slot for it.

    A kill between the two leaves a key that does not fit, which `Vault.open` says; doing this again mends it.

    Args:
        data_dir: Where.
        proof: An administrator's passphrase or the recovery code.
        clock: Gives the moment.
        keyrings: For the device key; None asks the system for its own.
        monotonic: Seconds of a clock that cannot be set, the same for every process.

    Raises:
        KioskError: As `_everything_open`; DATABASE_FULL when the slots could not be written: slots.json is
            then the old one.
    """
    with _everything_open(data_dir, proof, clock, monotonic) as opened:
        rings = list(device_key.usable_keyrings() if keyrings is None else keyrings)
        device = opened.slots.device
        if device is not None and _still_works(opened, data_dir, rings):
            return GivenBack(device.custody, is_new=False)
        _note(opened, clock(), "device-key-given-back", opened.device)
        custody = _put_device_key(opened, data_dir, rings, None)
        custody_check.note_made(opened.kiosk, clock(), monotonic())
    logs.event("device-key-given-back", custody=custody)
    return GivenBack(custody, is_new=True)


def set_custody(
    data_dir: DataDir,
    proof: Proof,
    wanted: Custody | None,
    clock: Clock,
    *,
    keyrings: Sequence[Keyring] | None = None,
    monotonic: Monotonic = time.monotonic,
) -> Custody:
    """Put the device key elsewhere, or, for an attended start, nowhere.

    The door's own keys stay the same: a copy of the folder and of the old device key from before still opens
    what was in it. The old key goes last: a kill before that leaves the old slot and its key, or the new
    ones. A key that is where it is wanted, and works, is left alone.

    Args:
        data_dir: Where; no program uses it now.
        proof: An administrator's passphrase or the recovery code.
        wanted: ATTENDED, FILE, KEYRING, or None for the best that this machine gives.
        clock: Gives the moment.
        keyrings: For the device key; None asks the system for its own.
        monotonic: Seconds of a clock that cannot be set, the same for every process.

    Returns:
        Where the key is now.

    Raises:
        KioskError: As `_everything_open`; KEYRING_REFUSED; DATABASE_FULL when something could not be written.
    """
    with _everything_open(data_dir, proof, clock, monotonic) as opened:
        rings = list(device_key.usable_keyrings() if keyrings is None else keyrings)
        if (there := _is_there_already(opened, data_dir, rings, wanted)) is not None:
            return there
        _note(opened, clock(), "custody-set", opened.device)
        file = data_dir.device_key_file
        if wanted is Custody.ATTENDED:
            slot_files.write(data_dir, opened.slots.with_device(None))
            device_key.forget(opened.slots.install, file, rings)
        elif wanted is Custody.FILE:
            _put_device_key(opened, data_dir, [], wanted)
            device_key.forget(opened.slots.install, None, rings)
        else:
            wanted = _put_device_key(opened, data_dir, rings, wanted)
        custody_check.note_made(opened.kiosk, clock(), monotonic())
    logs.event("custody-set", custody=wanted)
    return wanted


def _put_device_key(
    opened: "_Opened", data_dir: DataDir, rings: Sequence[Keyring], wanted: Custody | None
) -> Custody:
    """Make a fresh device key and the slot for it."""
    key = SecretBytes.random()
    try:
        custody = device_key.store(key, opened.slots.install, data_dir.device_key_file, rings, wanted)
        slot = slots.make_device_slot(opened.slots.install, opened.keys.kiosk, key, custody)
    finally:
        key.wipe()
    slot_files.write(data_dir, opened.slots.with_device(slot))
    if custody is Custody.KEYRING:
        device_key.forget(opened.slots.install, data_dir.device_key_file, [])
    return custody


def _is_there_already(
    opened: "_Opened", data_dir: DataDir, rings: Sequence[Keyring], wanted: Custody | None
) -> Custody | None:
    """Give where the device key is, if it works and is wanted there: a new one would void the old slot."""
    device = opened.slots.device
    if device is None or not _still_works(opened, data_dir, rings):
        return None
    is_best = device.custody is Custody.KEYRING or not rings
    return device.custody if device.custody is wanted or (wanted is None and is_best) else None


def add_administrator(
    data_dir: DataDir,
    code: Proof,
    name: str,
    passphrase: str,
    clock: Clock,
    *,
    policy: KdfPolicy = STANDARD,
    monotonic: Monotonic = time.monotonic,
) -> SignerId:
    """Let somebody in whose passphrase is forgotten: the recovery code makes one more administrator.

    Every other slot stays as it is, the device's too, and the code goes on working.

    Args:
        data_dir: Where.
        code: The recovery code; a passphrase is refused.
        name: The administrator's name.
        passphrase: The new one.
        clock: Gives the moment.
        policy: How costly guessing the passphrase shall be.
        monotonic: Seconds of a clock that cannot be set, the same for every process.

    Returns:
        The new signer's id.

    Raises:
        KioskError: TEXT_BAD, PASSPHRASE_WEAK before anything is opened; as `_everything_open`; DATABASE_FULL
            when the slots could not be written: slots.json is then the old one, and Zone R names a signer who
            has no slot and cannot sign in.
    """
    if code.kind is not SlotKind.RECOVERY:
        raise ValueError("a new administrator needs the recovery code")
    clean_name, phrase = texts.clean("admin", name), passphrases.check_new(passphrase)
    signer = SignerId(new_id())
    with _everything_open(data_dir, code, clock, monotonic) as opened:
        number = _next_number(opened)
        slot = slots.make_secret_slot(
            opened.slots.install, signer, SlotKind.PERSON, phrase, opened.keys, policy, number
        )
        with opened.records.transaction():
            opened.records.write(
                "INSERT INTO signers (signer, name, role, number, added_utc) VALUES (?, ?, ?, ?, ?)",
                (signer, clean_name, Role.ADMIN.value, number, clock().utc_text),
            )
            _note(opened, clock(), "administrator-added", signer)
        slot_files.write(data_dir, opened.slots.with_person(slot))
    logs.event("administrator-added")
    return signer


def new_recovery_code(
    data_dir: DataDir,
    proof: Proof,
    clock: Clock,
    *,
    policy: KdfPolicy = STANDARD,
    monotonic: Monotonic = time.monotonic,
) -> str:
    """Exchange the recovery code: for one that was used, overseen or lost, or that a kill left unseen.

    The old code opens nothing in this folder afterwards. It still opens a copy of slots.json from before, as
    the keys stay the same. A kill after the writing leaves a code nobody saw: doing this again mends it.

    Args:
        data_dir: Where.
        proof: An administrator's passphrase. The code is refused: whoever found it could shut the school out.
        clock: Gives the moment.
        policy: How costly guessing the code shall be.
        monotonic: Seconds of a clock that cannot be set, the same for every process.

    Returns:
        The new code in its groups, to be shown once; it is kept nowhere.

    Raises:
        KioskError: As `_everything_open`; DATABASE_FULL when something could not be written: no code is given
            then, and this can be done again.
    """
    if proof.kind is not SlotKind.PERSON:
        raise ValueError("a new recovery code needs a passphrase")
    code = recovery.new_code()
    with _everything_open(data_dir, proof, clock, monotonic) as opened:
        slot = slots.make_secret_slot(
            opened.slots.install, SignerId(new_id()), SlotKind.RECOVERY, code, opened.keys, policy
        )
        _note(opened, clock(), "recovery-code-renewed", slot.id)
        people = opened.slots.of(SlotKind.PERSON)
        slot_files.write(data_dir, replace(opened.slots, people=(*people, slot)))
    logs.event("recovery-code-renewed")
    return recovery.to_text(code)


@contextmanager
def _everything_open(
    data_dir: DataDir, proof: Proof, clock: Clock, monotonic: Monotonic
) -> Iterator[_Opened]:
    """Open both zones without the device key, for this block.

    Raises:
        KioskError: DATA_DIR_MISSING, DATA_DIR_BUSY, SLOTS_DAMAGED; PASSPHRASE_WRONG, PASSPHRASE_WAIT or
            RECOVERY_CODE_WRONG, RECOVERY_CODE_WAIT; ADMIN_NEEDED; DATABASE_DAMAGED, DATABASE_NEWER,
            DATABASE_FULL.
    """
    if not data_dir.exists:
        raise KioskError(Code.DATA_DIR_MISSING, where=data_dir.root)
    with ExitStack() as stack:
        stack.enter_context(InstanceLock(data_dir.lock_file))
        found = slot_files.read_and_mend(data_dir)
        waits = FileWaits(data_dir.waits_file, opening.wait_subjects(found), monotonic)
        before = waits.counts()
        keys, slot_id = unlock.unlock(found, proof.kind, proof.phrase, waits, clock(), proof.number)
        stack.callback(keys.wipe)
        records, _ = zones.open_records(data_dir.records_db, keys)
        stack.callback(records.close)
        actor = _administrator(records, slot_id) if proof.kind is SlotKind.PERSON else None
        kiosk = zones.open_zone(data_dir.kiosk_db, keys.kiosk.zone_k, schema_k.MIGRATIONS)
        stack.callback(kiosk.close)
        _tell(kiosk, found, waits, before, slot_id)
        audit.look_for_head(records, kiosk, clock())
        by = "recovery-code" if actor is None else "passphrase"
        yield _Opened(found, keys, kiosk, records, _one_device(kiosk, records), actor, by)
        audit.copy_head(records, kiosk)


def _tell(kiosk: Database, found: Slots, waits: FileWaits, before: dict[str, int], own: SignerId) -> None:
    """Carry wrong tries into Zone K, once: those at nobody in particular, and those at one's own slot."""
    anywhere = before.get(unlock.NO_NUMBER, 0)
    for slot in found.of(SlotKind.PERSON):
        untold.add(kiosk, [slot.id], anywhere + (before.get(slot.id, 0) if slot.id == own else 0))
    for subject in (own, unlock.NO_NUMBER):
        waits.succeeded(subject.encode())


def _next_number(opened: _Opened) -> int:
    """Give a sign-in number that nobody has or had."""
    had = opened.records.read("SELECT coalesce(max(number), 0) FROM signers")[0][0]
    return max(int(had) + 1, opened.slots.next_number)


def _administrator(records: Database, signer: SignerId) -> SignerId:
    found = records.read("SELECT role FROM signers WHERE signer = ? AND removed_utc IS NULL", (signer,))
    if not found:
        raise KioskError(Code.PASSPHRASE_WRONG)
    if found[0][0] != Role.ADMIN.value:
        raise KioskError(Code.ADMIN_NEEDED)
    return signer


def _one_device(kiosk: Database, records: Database) -> DeviceId:
    """Give the id that both zones must say."""
    ours, theirs = kiosk.read("SELECT device FROM install"), records.read("SELECT device FROM school")
    if not ours or ours != theirs:
        raise KioskError(Code.DATABASE_DAMAGED, where=records.name)
    return DeviceId(ours[0][0])


def _still_works(opened: _Opened, data_dir: DataDir, rings: Sequence[Keyring]) -> bool:
    """Say whether the device opens its slot by itself, and finds this installation's keys in it."""
    assert opened.slots.device is not None
    try:
        key = device_key.load(
            opened.slots.install, data_dir.device_key_file, rings, opened.slots.device.custody
        )
        keys = slots.open_device_slot(opened.slots, key, data_dir.slots_file.name)
    except KioskError:
        return False
    key.wipe()
    is_same = secrets.compare_digest(keys.pack(), opened.keys.kiosk.pack())
    keys.wipe()
    return is_same


def _note(opened: _Opened, at: Instant, action: str, subject: str) -> None:
    with opened.records.transaction():
        audit.append(opened.records, at, opened.actor, action, [subject], f"by={opened.by}")
