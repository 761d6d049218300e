"""A new installation: what it needs to know, its keys, the first rows of both zones; whole or not at all."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from nacl.public import PrivateKey

from kiosk.domain.clock import Instant
from kiosk.domain.ids import DeviceId, SignerId, new_id
from kiosk.domain.people import Custody, Greeting, Role
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir, write_private
from kiosk.storage import (
    audit,
    custody_check,
    device_key,
    migrations,
    outbox,
    passphrases,
    recovery,
    schema_k,
    schema_r,
    slot_files,
    slots,
    texts,
)
from kiosk.storage.device_key import Keyring
from kiosk.storage.instance_lock import InstanceLock
from kiosk.storage.keys import KEY_BYTES, AllKeys, KdfPolicy, KioskKeys, SecretBytes
from kiosk.storage.slots import DeviceSlot, SlotKind, Slots
from kiosk.storage.sqlcipher import Database, open_database
from kiosk.storage.wiping import burn

FIRST_NUMBER: Final = 1
"""The sign-in number of whoever sets a school up."""


@dataclass(frozen=True, slots=True)
class NewVault:
    """What a new installation needs to know.

    Attributes:
        school: Its name.
        admin: The administrator's name.
        passphrase: Theirs.
        is_trial: Takes marks from files and synthetic sources.
        zone: IANA zone.
        may_use_keyring: False keeps the device key in a file, for throw-away directories.
        custody: Where the device key shall be; None for the best that this machine gives.
    """

    school: str
    admin: str
    passphrase: str
    is_trial: bool
    zone: str
    may_use_keyring: bool = True
    custody: Custody | None = None

    def __repr__(self) -> str:
        """Show nothing: it holds a passphrase and a name."""
        return "NewVault(...)"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, open.

    Attributes:
        lock: On the directory.
        kiosk: Zone K.
        slots: As they are in the files.
        keys: The door's.
        recovery_code: In its groups, shown once and kept nowhere.
        custody: Where the device key is.
    """

    lock: InstanceLock
    kiosk: Database
    slots: Slots
    keys: KioskKeys
    recovery_code: str
    custody: Custody

    def __repr__(self) -> str:
        """Show nothing of the code."""
        return "Made(...)"


def make(
    data_dir: DataDir,
    plan: NewVault,
    now: Instant,
    monotonic_s: float,
    policy: KdfPolicy,
    keyrings: Sequence[Keyring] | None,
) -> Made:
    """Make keys, both zones and the slots; what a kill leaves, the next try takes away.

    Args:
        data_dir: Where; nothing may be there yet.
        plan: What the wizard asked.
        now: The moment.
        monotonic_s: Seconds of a clock that cannot be set.
        policy: How costly guessing a passphrase shall be.
        keyrings: For the device key; None asks the system for its own.

    Raises:
        KioskError: DATA_DIR_EXISTS, DATA_DIR_BUSY, DATA_DIR_UNWRITABLE, PASSPHRASE_WEAK, TEXT_BAD,
            KEYRING_REFUSED.
    """
    if data_dir.exists:
        raise KioskError(Code.DATA_DIR_EXISTS, where=data_dir.root)
    phrase = passphrases.check_new(plan.passphrase)
    school, admin = texts.clean("school", plan.school), texts.clean("admin", plan.admin)
    ZoneInfo(plan.zone)
    rings = _keyrings_for(plan, keyrings)
    make_folder(data_dir)
    with ExitStack() as undo:
        undo.enter_context(naming_the_folder(data_dir))
        lock = InstanceLock(data_dir.lock_file)
        undo.callback(lock.release)
        if data_dir.exists:  # another set-up was faster: what it made is not ours to take away
            raise KioskError(Code.DATA_DIR_EXISTS, where=data_dir.root)
        if data_dir.unfinished_file.exists():
            remove_unfinished(data_dir)
        undo.callback(remove_unfinished, data_dir)
        mark_unfinished(data_dir)
        keys = AllKeys(SecretBytes.random(), KioskKeys.random())
        undo.callback(keys.wipe)
        code = recovery.new_code()
        signer = SignerId(new_id())
        kiosk = open_database(data_dir.kiosk_db, keys.kiosk.zone_k, must_exist=False)
        undo.callback(kiosk.close)
        records = open_database(data_dir.records_db, keys.zone_r, must_exist=False)
        undo.callback(records.close)
        fill(kiosk, records, plan, school, admin, signer, policy, now)
        custody_check.note_made(kiosk, now, monotonic_s)
        install = new_id()
        device = _device_slot(data_dir, install, keys.kiosk, plan.custody, rings)
        made = Slots(
            install,
            device,
            (
                slots.make_secret_slot(install, signer, SlotKind.PERSON, phrase, keys, policy, FIRST_NUMBER),
                slots.make_secret_slot(install, SignerId(new_id()), SlotKind.RECOVERY, code, keys, policy),
            ),
        )
        records.checkpoint()
        records.close()
        kiosk.checkpoint()
        slot_files.write(data_dir, made)
        data_dir.unfinished_file.unlink()
        undo.pop_all()
    keys.zone_r.wipe()
    custody = Custody.ATTENDED if device is None else device.custody
    return Made(lock, kiosk, made, keys.kiosk, recovery.to_text(code), custody)


def _keyrings_for(plan: NewVault, keyrings: Sequence[Keyring] | None) -> list[Keyring]:
    """Give the keyrings that may be asked, none where a file or nothing was chosen."""
    if not plan.may_use_keyring or plan.custody in (Custody.FILE, Custody.ATTENDED):
        return []
    return list(device_key.usable_keyrings() if keyrings is None else keyrings)


def _device_slot(
    data_dir: DataDir, install: str, keys: KioskKeys, wanted: Custody | None, rings: Sequence[Keyring]
) -> DeviceSlot | None:
    """Make a device key and its slot; None for an attended start. Raises KioskError KEYRING_REFUSED."""
    if wanted is Custody.ATTENDED:
        return None
    key = SecretBytes.random()
    try:
        custody = device_key.store(key, install, data_dir.device_key_file, rings, wanted)
        return slots.make_device_slot(install, keys, key, custody)
    finally:
        key.wipe()


def fill(
    kiosk: Database,
    records: Database,
    plan: NewVault,
    school: str,
    admin: str,
    signer: SignerId,
    policy: KdfPolicy,
    now: Instant,
) -> None:
    """Make both zones' tables and first rows.

    Args:
        kiosk: Zone K, new.
        records: Zone R, new.
        plan: What the wizard asked.
        school: The school's name, cleaned.
        admin: The administrator's name, cleaned.
        signer: The administrator's id.
        policy: How costly a PIN is to guess.
        now: The moment.
    """
    device, private = DeviceId(new_id()), secrets.token_bytes(KEY_BYTES)
    public = bytes(PrivateKey(private).public_key)
    migrations.migrate(kiosk, schema_k.MIGRATIONS)
    migrations.migrate(records, schema_r.MIGRATIONS)
    with records.transaction():
        records.write(
            "INSERT INTO school (one, name, device, is_trial, zone, greeting, private_key)"
            " VALUES (1, ?, ?, ?, ?, ?, ?)",
            (
                school,
                device,
                int(plan.is_trial),
                plan.zone,
                Greeting.SYMBOL_AND_INITIALS.value,
                private,
            ),
        )
        records.write(
            "INSERT INTO signers (signer, name, role, number, added_utc) VALUES (?, ?, ?, ?, ?)",
            (signer, admin, Role.ADMIN.value, FIRST_NUMBER, now.utc_text),
        )
        audit.append(records, now, signer, "created", [device], f"is_trial={int(plan.is_trial)}")
    burn(private)
    with kiosk.transaction():
        kiosk.write(
            "INSERT INTO install (one, device, is_trial, zone, zone_r_public, pin_passes, pin_memory)"
            " VALUES (1, ?, ?, ?, ?, ?, ?)",
            (
                device,
                int(plan.is_trial),
                plan.zone,
                public,
                policy.passes,
                policy.pin_memory_bytes,
            ),
        )
    outbox.start(kiosk, records, device)
    audit.copy_head(records, kiosk)


def make_folder(data_dir: DataDir) -> None:
    """Make the data directory. Raises KioskError DATA_DIR_UNWRITABLE."""
    try:
        data_dir.create()
    except OSError:
        raise KioskError(Code.DATA_DIR_UNWRITABLE, where=data_dir.root) from None


@contextmanager
def naming_the_folder(data_dir: DataDir) -> Iterator[None]:
    """Turn DATABASE_FULL, which speaks of a mark and a teacher, into what a first start can act on.

    Raises:
        KioskError: DATA_DIR_UNWRITABLE.
    """
    try:
        yield
    except KioskError as error:
        if error.code is not Code.DATABASE_FULL:
            raise
        raise KioskError(Code.DATA_DIR_UNWRITABLE, where=data_dir.root) from None


def mark_unfinished(data_dir: DataDir) -> None:
    """Say in the directory that what is there is not a school yet. Raises KioskError DATA_DIR_UNWRITABLE."""
    try:
        write_private(data_dir.unfinished_file, b"")
    except OSError:
        raise KioskError(Code.DATA_DIR_UNWRITABLE, where=data_dir.root) from None


def remove_unfinished(data_dir: DataDir) -> None:
    """Take away what a set-up made that did not come to its end."""
    for path in (data_dir.kiosk_db, data_dir.records_db):
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    for path in (data_dir.device_key_file, data_dir.slots_copy, data_dir.slots_file):
        path.unlink(missing_ok=True)
    data_dir.unfinished_file.unlink(missing_ok=True)
