"""The vault: one data directory, opened by one thread of one program.

Zone K is open from `open` to `close`; Zone R from `sign_in` to `sign_out`, and its key is wiped as soon as
the database has it.
"""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final, Self
from zoneinfo import ZoneInfo

from nacl.public import PrivateKey

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.ids import DeviceId, SignerId, new_id
from kiosk.domain.people import Custody, Role, SignedIn
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import (
    audit,
    creation,
    device_key,
    mirror,
    outbox,
    passphrases,
    recovery,
    schema_k,
    schema_r,
    slots,
    texts,
    unlock,
    zones,
)
from kiosk.storage.audit_view import AuditView
from kiosk.storage.backups import Backups
from kiosk.storage.codes import Codes
from kiosk.storage.creation import NewVault as NewVault  # noqa: PLC0414 - part of this module's own face
from kiosk.storage.desk import Desk
from kiosk.storage.device_key import Keyring
from kiosk.storage.door import Door, Install
from kiosk.storage.instance_lock import InstanceLock
from kiosk.storage.keys import STANDARD, AllKeys, KdfPolicy, KioskKeys, SecretBytes
from kiosk.storage.privacy import Privacy
from kiosk.storage.records import Records
from kiosk.storage.signers import Signers
from kiosk.storage.slots import SlotKind, Slots
from kiosk.storage.slowdowns import Slowdowns
from kiosk.storage.sqlcipher import Database, open_database

Clock = Callable[[], Instant]
Monotonic = Callable[[], float]
_PRIVATE_UMASK: Final = 0o077


@dataclass(frozen=True, slots=True)
class CreatedVault:
    """A new installation.

    Attributes:
        vault: Open, nobody signed in.
        recovery_code: Shown once and kept nowhere.
        custody: Where the device key is.
    """

    vault: "Vault"
    recovery_code: str
    custody: Custody

    def __repr__(self) -> str:
        """Show nothing of the code."""
        return "CreatedVault(...)"


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that may be asked while somebody is signed in.

    Attributes:
        records: Classes, people, sessions, marks.
        signers: Who may sign in.
        privacy: Basis, objection, retention, erasure.
        audit: The audit, and what waits.
        backups: Backups.
    """

    records: Records
    signers: Signers
    privacy: Privacy
    audit: AuditView
    backups: Backups


@dataclass(slots=True)
class _ZoneR:
    """What is there while somebody is signed in."""

    database: Database
    private_key: SecretBytes
    signed_in: SignedIn
    office: "Office | None" = None


class Vault:
    """Both zones of one data directory. Every method runs on the thread that opened it."""

    def __init__(
        self,
        data_dir: DataDir,
        lock: InstanceLock,
        kiosk: Database,
        found: Slots,
        keys: KioskKeys,
        clock: Clock,
        monotonic: Monotonic,
    ) -> None:
        """Take what `create` and `open` made."""
        self._data_dir = data_dir
        self._lock = lock
        self._kiosk = kiosk
        self._slots = found
        self._keys = keys
        self._clock = clock
        self._install = _read_install(kiosk)
        self._codes = Codes(kiosk, keys.pepper, monotonic)
        self._waits = Slowdowns(kiosk, "passphrase", monotonic)
        self._zone_r: _ZoneR | None = None
        self.door = Door(kiosk, self._install, self._codes, clock)

    @classmethod
    def create(
        cls,
        data_dir: DataDir,
        plan: NewVault,
        clock: Clock,
        *,
        policy: KdfPolicy = STANDARD,
        keyrings: Sequence[Keyring] | None = None,
        monotonic: Monotonic = time.monotonic,
    ) -> CreatedVault:
        """Make a new installation, whole or not at all; what a kill leaves, the next try takes away.

        Args:
            data_dir: Where; nothing may be there yet.
            plan: What the wizard asked.
            clock: Gives the moment.
            policy: How costly guessing a passphrase shall be.
            keyrings: For the device key; None asks the system for its own.
            monotonic: Seconds of a clock that cannot be set.

        Raises:
            KioskError: DATA_DIR_EXISTS, DATA_DIR_BUSY, DATA_DIR_UNWRITABLE, PASSPHRASE_WEAK, TEXT_BAD.
        """
        if data_dir.exists:
            raise KioskError(Code.DATA_DIR_EXISTS, where=data_dir.root)
        phrase = passphrases.check_new(plan.passphrase)
        school, admin = texts.clean("school", plan.school), texts.clean("admin", plan.admin)
        ZoneInfo(plan.zone)
        if plan.may_use_keyring:
            rings = list(device_key.usable_keyrings() if keyrings is None else keyrings)
        else:
            rings = []
        _close_to_others()
        creation.make_folder(data_dir)
        with ExitStack() as undo:
            undo.enter_context(creation.naming_the_folder(data_dir))
            lock = InstanceLock(data_dir.lock_file)
            undo.callback(lock.release)
            if data_dir.exists:  # another set-up was faster: what it made is not ours to take away
                raise KioskError(Code.DATA_DIR_EXISTS, where=data_dir.root)
            if data_dir.unfinished_file.exists():
                creation.remove_unfinished(data_dir)
            undo.callback(creation.remove_unfinished, data_dir)
            creation.mark_unfinished(data_dir)
            keys = AllKeys(SecretBytes.random(), KioskKeys.random())
            code = recovery.new_code()
            signer = SignerId(new_id())
            kiosk = open_database(data_dir.kiosk_db, keys.kiosk.zone_k, must_exist=False)
            undo.callback(kiosk.close)
            records = open_database(data_dir.records_db, keys.zone_r, must_exist=False)
            undo.callback(records.close)
            creation.fill(kiosk, records, plan, school, admin, signer, policy, clock())
            install = new_id()
            device = SecretBytes.random()
            custody = device_key.store(device, install, data_dir.device_key_file, rings)
            made = Slots(
                install,
                slots.make_device_slot(install, keys.kiosk, device, custody),
                (
                    slots.make_secret_slot(install, signer, SlotKind.PERSON, phrase, keys, policy),
                    slots.make_secret_slot(
                        install, SignerId(new_id()), SlotKind.RECOVERY, code, keys, policy
                    ),
                ),
            )
            records.checkpoint()
            records.close()
            kiosk.checkpoint()
            slots.write(data_dir.slots_file, made)
            data_dir.unfinished_file.unlink()
            undo.pop_all()
        device.wipe()
        keys.zone_r.wipe()
        vault = cls(data_dir, lock, kiosk, made, keys.kiosk, clock, monotonic)
        logs.event("vault-created", custody=custody, is_trial=plan.is_trial)
        return CreatedVault(vault, recovery.to_text(code), custody)

    @classmethod
    def open(
        cls,
        data_dir: DataDir,
        clock: Clock,
        *,
        keyrings: Sequence[Keyring] | None = None,
        monotonic: Monotonic = time.monotonic,
    ) -> "Vault":
        """Open Zone K with the device key.

        Raises:
            KioskError: DATA_DIR_MISSING, DATA_DIR_BUSY, SLOTS_DAMAGED, DEVICE_KEY_MISSING, DEVICE_KEY_WRONG,
                DATABASE_DAMAGED, DATABASE_NEWER, DATABASE_FULL.
        """
        if not data_dir.exists:
            raise KioskError(Code.DATA_DIR_MISSING, where=data_dir.root)
        _close_to_others()
        with ExitStack() as undo:
            lock = InstanceLock(data_dir.lock_file)
            undo.callback(lock.release)
            found = slots.read(data_dir.slots_file)
            if found.device is None:
                raise KioskError(Code.DEVICE_KEY_MISSING)
            is_file = found.device.custody is Custody.FILE
            rings = [] if is_file else list(device_key.usable_keyrings() if keyrings is None else keyrings)
            key = device_key.load(found.install, data_dir.device_key_file, rings, found.device.custody)
            keys = slots.open_device_slot(found, key, data_dir.slots_file.name)
            key.wipe()
            undo.callback(keys.wipe)
            kiosk = zones.open_zone(data_dir.kiosk_db, keys.zone_k, schema_k.MIGRATIONS)
            undo.callback(kiosk.close)
            vault = cls(data_dir, lock, kiosk, found, keys, clock, monotonic)
            vault.door.expire_consents(clock())
            vault.door.clear_past(clock())
            undo.pop_all()
        logs.event("vault-opened")
        return vault

    @property
    def is_trial(self) -> bool:
        """Say whether this is a trial."""
        return self._install.is_trial

    @property
    def device(self) -> DeviceId:
        """This installation's id as a maker of events."""
        return self._install.device

    @property
    def zone(self) -> str:
        """The school's IANA zone."""
        return self._install.zone

    @property
    def custody(self) -> Custody | None:
        """Where the device key is; None when there is no device slot."""
        return None if self._slots.device is None else self._slots.device.custody

    @property
    def signed_in(self) -> SignedIn | None:
        """Who is signed in."""
        return None if self._zone_r is None else self._zone_r.signed_in

    @property
    def records(self) -> Records:
        """Zone R's acts. Raises KioskError SIGNED_OUT while nobody is signed in."""
        return self.office.records

    @property
    def office(self) -> Office:
        """All that needs Zone R. Raises KioskError SIGNED_OUT while nobody is signed in."""
        if self._zone_r is None or self._zone_r.office is None:
            raise KioskError(Code.SIGNED_OUT)
        return self._zone_r.office

    @property
    def data_dir(self) -> DataDir:
        """Whose files."""
        return self._data_dir

    @property
    def slots(self) -> Slots:
        """The key slots as they stand in the file."""
        return self._slots

    def write_slots(self, new: Slots) -> None:
        """Replace the slot file. Raises KioskError DATABASE_FULL; the old one is then untouched."""
        slots.write(self._data_dir.slots_file, new)
        self._slots = new

    def keys_again(self, passphrase: str) -> AllKeys:
        """Give all keys, for the caller to wipe, when whoever is signed in types their passphrase again.

        Raises:
            KioskError: SIGNED_OUT; PASSPHRASE_WRONG, also for another's; PASSPHRASE_WAIT.
        """
        if self._zone_r is None:
            raise KioskError(Code.SIGNED_OUT)
        keys, signer = self._unlock(passphrases.clean(passphrase))
        if signer != self._zone_r.signed_in.signer:
            keys.wipe()
            raise KioskError(Code.PASSPHRASE_WRONG)
        return keys

    def rotation_secret(self) -> bytes:
        """Give the secret of `kiosk.domain.protection.Rotation`, 32 bytes."""
        return self._keys.rotation.reveal()

    def pepper(self) -> bytes:
        """Give the key of what lies beside the backups: their MACs and the list of erased people."""
        return self._keys.pepper.reveal()

    def sign_in(self, passphrase: str) -> SignedIn:
        """Open Zone R, bring in the door's marks, and repair what a crash between the two files left.

        Raises:
            KioskError: PASSPHRASE_WRONG; PASSPHRASE_WAIT with the seconds; DATABASE_DAMAGED, DATABASE_NEWER;
                OUTBOX_BROKEN after the sound marks were brought in: nobody is signed in then, it is an audit
                row, and the next sign-in works.
        """
        keys, signer = self._unlock(passphrases.clean(passphrase))
        try:
            if self._zone_r is not None:
                self.sign_out()
            zone_r = self._open_records(keys.zone_r, signer)
        finally:
            keys.wipe()
        self._zone_r = zone_r
        try:
            self._settle(zone_r)
        except BaseException:
            self.sign_out()
            raise
        logs.event("signed-in")
        return zone_r.signed_in

    def sign_out(self) -> None:
        """Close Zone R. May be called again."""
        if self._zone_r is None:
            return
        self._zone_r.private_key.wipe()
        self._zone_r.database.close()
        self._zone_r = None
        logs.event("signed-out")

    def drain(self) -> int:
        """Bring the door's marks into Zone R, if somebody is signed in; says how many.

        Raises:
            KioskError: OUTBOX_BROKEN, once, after the sound ones were brought in.
        """
        if self._zone_r is None:
            return 0
        zone_r = self._zone_r
        report = outbox.drain(self._kiosk, zone_r.database, zone_r.private_key.reveal(), self._install.device)
        if report.problems:
            text = outbox.problems_text(report.problems)
            with zone_r.database.transaction():
                audit.append(zone_r.database, self._clock(), None, "outbox-broken", detail=text)
            audit.copy_head(zone_r.database, self._kiosk)
            raise KioskError(Code.OUTBOX_BROKEN, detail=text)
        return report.events

    def close(self) -> None:
        """Close everything and give the directory back. May be called again."""
        self.sign_out()
        self._kiosk.close()
        self._keys.wipe()
        self._lock.release()

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _unlock(self, phrase: bytes) -> tuple[AllKeys, SignerId]:
        return unlock.unlock(self._slots, SlotKind.PERSON, phrase, self._waits, self._clock())

    def _open_records(self, key: SecretBytes, signer: SignerId) -> _ZoneR:
        records = zones.open_zone(self._data_dir.records_db, key, schema_r.MIGRATIONS)
        with ExitStack() as undo:
            undo.callback(records.close)
            found = records.read(
                "SELECT name, role FROM signers WHERE signer = ? AND removed_utc IS NULL", (signer,)
            )
            school = records.read("SELECT device, private_key FROM school")
            if not found:
                raise KioskError(Code.PASSPHRASE_WRONG)
            if not school or school[0][0] != self._install.device:
                raise KioskError(Code.DATABASE_DAMAGED, where=records.name)
            undo.pop_all()
        return _ZoneR(records, SecretBytes(school[0][1]), SignedIn(signer, found[0][0], Role(found[0][1])))

    def _settle(self, zone_r: _ZoneR) -> None:
        desk = Desk(
            self._kiosk,
            zone_r.database,
            self.door,
            self._codes,
            self._install,
            zone_r.signed_in,
            self._clock,
            self.drain,
        )
        swapped = self._check_public_key(zone_r)
        self.drain()
        if swapped:
            raise KioskError(Code.OUTBOX_BROKEN, detail="public-key=1")
        mirror.reconcile(zone_r.database, self._kiosk, self._clock())
        self.door.expire_consents(self._clock())
        with desk.act("signed-in"):
            pass
        zone_r.office = Office(
            Records(desk),
            Signers(self, desk),
            Privacy(self, desk),
            AuditView(self, desk),
            Backups(self, desk),
        )

    def _check_public_key(self, zone_r: _ZoneR) -> bool:
        """Put Zone R's own public key back into Zone K if another one is there; says whether it was."""
        public = bytes(PrivateKey(zone_r.private_key.reveal()).public_key)
        if public == self._kiosk.read("SELECT zone_r_public FROM install")[0][0]:
            return False
        with self._kiosk.transaction():
            self._kiosk.write("UPDATE install SET zone_r_public = ?", (public,))
        with zone_r.database.transaction():
            audit.append(zone_r.database, self._clock(), None, "outbox-broken", detail="public-key=1")
        audit.copy_head(zone_r.database, self._kiosk)
        self._install = _read_install(self._kiosk)
        self.door.use(self._install)
        return True


def _read_install(kiosk: Database) -> Install:
    found = kiosk.read("SELECT device, is_trial, zone, zone_r_public FROM install")
    if not found:
        raise KioskError(Code.DATABASE_DAMAGED, where=kiosk.name)
    device, is_trial, zone, public = found[0]
    return Install(DeviceId(device), bool(is_trial), zone, public)


def _close_to_others() -> None:
    """What this process makes from now on is its owner's only; SQLite's -wal and -shm included."""
    os.umask(_PRIVATE_UMASK)
