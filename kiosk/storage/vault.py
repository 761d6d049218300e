"""The vault: one data directory, opened by one thread of one program.

Zone K is open from `open` to `close`; Zone R from `sign_in` to `sign_out`, and its key is wiped as soon as
the database has it.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Self

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.ids import DeviceId
from kiosk.domain.people import Custody, SignedIn
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import (
    audit,
    chores,
    creation,
    custody_check,
    kept_before,
    mirror,
    opening,
    outbox,
    passphrases,
    rotation,
    signers,
    slot_files,
    unlock,
    untold,
    wiping,
    zones,
)
from kiosk.storage.audit_view import AuditView
from kiosk.storage.backups import Backups
from kiosk.storage.cards import Cards
from kiosk.storage.codes import Codes
from kiosk.storage.creation import NewVault as NewVault  # noqa: PLC0414 - part of this module's own face
from kiosk.storage.desk import Desk
from kiosk.storage.device_key import Keyring
from kiosk.storage.door import Door, Install
from kiosk.storage.follow_ups import FollowUps
from kiosk.storage.imports import Imports
from kiosk.storage.instance_lock import InstanceLock
from kiosk.storage.keys import STANDARD, KdfPolicy, KioskKeys, SecretBytes
from kiosk.storage.opening import Starter as Starter  # noqa: PLC0414 - part of this module's own face
from kiosk.storage.privacy import Privacy
from kiosk.storage.records import Records
from kiosk.storage.reports import Reports
from kiosk.storage.sample import Sample
from kiosk.storage.signers import Signers
from kiosk.storage.slots import SlotKind, Slots
from kiosk.storage.slowdowns import Slowdowns
from kiosk.storage.sqlcipher import Database, Reader, open_database
from kiosk.storage.timetable import Timetable
from kiosk.storage.unlock import Attempt, Opened
from kiosk.storage.zone_r import Office, ZoneR, number_signers, open_records, put_public_key_back

Clock = Callable[[], Instant]
Monotonic = Callable[[], float]


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
        self._zone_r: ZoneR | None = None
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
            KioskError: DATA_DIR_EXISTS, DATA_DIR_BUSY, DATA_DIR_UNWRITABLE, PASSPHRASE_WEAK, TEXT_BAD,
                KEYRING_REFUSED.
        """
        opening.close_to_others()
        made = creation.make(data_dir, plan, clock(), monotonic(), policy, keyrings)
        vault = cls(data_dir, made.lock, made.kiosk, made.slots, made.keys, clock, monotonic)
        logs.event("vault-created", custody=made.custody, is_trial=plan.is_trial)
        return CreatedVault(vault, made.recovery_code, made.custody)

    @classmethod
    def open(
        cls,
        data_dir: DataDir,
        clock: Clock,
        *,
        keyrings: Sequence[Keyring] | None = None,
        monotonic: Monotonic = time.monotonic,
        by: "Starter | None" = None,
    ) -> "Vault":
        """Open Zone K with the device key; after an attended start, with somebody's passphrase.

        Args:
            data_dir: Of a school.
            clock: Gives the moment.
            keyrings: For the device key; None asks the system for its own.
            monotonic: Seconds of a clock that cannot be set, the same for every process.
            by: Who starts it; not asked where there is a device slot.

        Raises:
            KioskError: DATA_DIR_MISSING, DATA_DIR_BUSY, SLOTS_DAMAGED, DEVICE_KEY_MISSING, DEVICE_KEY_WRONG,
                DATABASE_DAMAGED, DATABASE_NEWER, DATABASE_FULL; ATTENDED_START when it needs somebody and
                nobody is given; then PASSPHRASE_WRONG, PASSPHRASE_WAIT. BACKUP_NO_SPACE, BACKUP_NOT_WRITTEN,
                BACKUP_BAD where an older program's data cannot be kept before they are brought forward.
        """
        if not data_dir.exists:
            raise KioskError(Code.DATA_DIR_MISSING, where=data_dir.root)
        opening.close_to_others()
        with ExitStack() as undo:
            lock = InstanceLock(data_dir.lock_file)
            undo.callback(lock.release)
            found = slot_files.read_and_mend(data_dir)
            start = opening.keys_of_zone_k(data_dir, found, by, clock(), keyrings, monotonic)
            undo.callback(start.keys.wipe)
            kiosk = zones.open_zone(data_dir.kiosk_db, start.keys.zone_k, None)
            undo.callback(kiosk.close)
            kept_before.bring_kiosk_forward(data_dir, found, start.keys, kiosk, clock())
            vault = cls(data_dir, lock, kiosk, found, start.keys, clock, monotonic)
            start.note(kiosk)
            custody_check.note_opened(kiosk, clock(), monotonic())
            vault.door.expire_consents(clock())
            vault.door.clear_past(clock())
            undo.pop_all()
        logs.event("vault-opened", custody=vault.custody)
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
    def custody(self) -> Custody:
        """Where the device key is."""
        return Custody.ATTENDED if self._slots.device is None else self._slots.device.custody

    @property
    def custody_checked(self) -> Instant | None:
        """When the device key was first found again after this computer was started anew; None: not yet."""
        return custody_check.checked(self._kiosk, self._install.zone)

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
        """Replace both slot files. Raises KioskError DATABASE_FULL; the old ones then count."""
        slot_files.write(self._data_dir, new)
        self._slots = new

    def settle_again(self, attempt: Attempt, opened: Opened | None) -> Opened:
        """Count a try by somebody who is signed in already; for the caller to wipe.

        Raises:
            KioskError: PASSPHRASE_WRONG.
        """
        return self._settle_attempt(attempt, opened)

    @property
    def records_reader(self) -> Reader:
        """Zone R's second connection. Raises KioskError SIGNED_OUT while nobody is signed in."""
        if self._zone_r is None:
            raise KioskError(Code.SIGNED_OUT)
        return self._zone_r.reader

    def kiosk_reader(self) -> Reader:
        """Open a second connection to Zone K, for the caller to close."""
        return Reader(open_database(self._data_dir.kiosk_db, self._keys.zone_k, is_lent=True))

    @property
    def door_keys(self) -> KioskKeys:
        """The door's keys, which stay the vault's: not kept, not wiped by whoever asks."""
        return self._keys

    def zone_k_key(self) -> SecretBytes:
        """Give a copy of Zone K's key, for the caller to wipe: what is in a backup is opened by it."""
        return SecretBytes.taken(self._keys.zone_k.reveal())

    def chore_done(self, chore: str, outcome: str) -> None:
        """Note in Zone K that work of the program's own was done now."""
        chores.done(self._kiosk, chore, outcome, self._clock())

    def last_chore(self, chore: str) -> tuple[str, str] | None:
        """Give when it was done last, as UTC text, and how it came out; None when it never was."""
        return chores.last(self._kiosk, chore)

    def rotation_secret(self) -> bytes:
        """Give the secret of `kiosk.domain.protection.Rotation`, 32 bytes."""
        return self._keys.rotation.reveal()

    def pepper(self) -> bytes:
        """Give the key of what lies beside the backups: their MACs and the list of erased people."""
        return self._keys.pepper.reveal()

    def sign_in(self, passphrase: str, number: int | None = None) -> SignedIn:
        """Do the three parts of a sign-in one after the other.

        Raises:
            KioskError: As `plan_sign_in` and `finish_sign_in`.
        """
        attempt = self.plan_sign_in(passphrase, number)
        return self.finish_sign_in(attempt, attempt.derive())

    def plan_sign_in(self, passphrase: str, number: int | None = None) -> Attempt:
        """Say which slots are tried. `Attempt.derive` takes long, and runs on any thread.

        Args:
            passphrase: As typed.
            number: The sign-in number; None tries every slot, and needs none where there is one only.

        Raises:
            KioskError: PASSPHRASE_WAIT with the seconds.
        """
        return unlock.plan(self._slots, SlotKind.PERSON, passphrases.clean(passphrase), number, self._waits)

    def finish_sign_in(self, attempt: Attempt, opened: Opened | None) -> SignedIn:
        """Open Zone R, bring in the door's marks, and repair what a crash between the two files left.

        Args:
            attempt: What `plan_sign_in` gave.
            opened: What it derived; its keys are wiped here.

        Raises:
            KioskError: PASSPHRASE_WRONG; DATABASE_DAMAGED, DATABASE_NEWER; OUTBOX_BROKEN after the sound
                marks were brought in: nobody is signed in then, it is an audit row, and the next sign-in
                works.
        """
        found = self._settle_attempt(attempt, opened)
        try:
            self.sign_out()
            zone_r = open_records(self, self._kiosk, found.keys, found.slot, self._clock())
        finally:
            found.keys.wipe()
        self._zone_r = zone_r
        try:
            self._settle(zone_r)
            untold.told(self._kiosk, found.slot, (slot.id for slot in self._slots.people))
        except BaseException:
            self.sign_out()
            raise
        logs.event("signed-in", wrong_tries=zone_r.signed_in.wrong_tries)
        return zone_r.signed_in

    def sign_out(self) -> None:
        """Close Zone R. May be called again."""
        if self._zone_r is not None:
            self._close_records()
            wiping.overwrite_freed()  # the program goes on, and others may read its memory later

    def _close_records(self) -> None:
        if self._zone_r is None:
            return
        if self._zone_r.office is not None:
            self._zone_r.office.signers.desk_pin.forget()
        self._zone_r.private_key.wipe()
        self._zone_r.reader.close()  # before the other, which empties the log when it is the last
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
        with zone_r.private_key.revealed() as private:
            report = outbox.drain(self._kiosk, zone_r.database, private, self._install.device)
        if report.problems:
            text = outbox.problems_text(report.problems)
            with zone_r.database.transaction():
                audit.append(zone_r.database, self._clock(), None, "outbox-broken", detail=text)
            audit.copy_head(zone_r.database, self._kiosk)
            raise KioskError(Code.OUTBOX_BROKEN, detail=text)
        return report.events

    def close(self) -> None:
        """Close everything and give the directory back. May be called again."""
        self._close_records()
        self._kiosk.close()
        self._keys.wipe()
        self._lock.release()

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _settle_attempt(self, attempt: Attempt, opened: Opened | None) -> Opened:
        try:
            if opened is None:
                untold.add(self._kiosk, (slot.id for slot in attempt.slots))
            return unlock.settle(attempt, opened, self._waits, self._clock())
        finally:
            attempt.forget()

    def _settle_signers(self, records: Database) -> None:
        """Finish what a kill left between the slot file and Zone R; what cannot be written waits."""
        wanted = signers.settle(records, self._slots, self._clock())
        if wanted is not None:
            with suppress(KioskError):
                self.write_slots(wanted)

    def _settle(self, zone_r: ZoneR) -> None:
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
        audit.look_for_head(zone_r.database, self._kiosk, self._clock())
        number_signers(zone_r.database, self._slots)
        self._settle_signers(zone_r.database)
        self._use_new_pair(zone_r)
        self._drain_first(zone_r)
        if rotation.hand_over(self._kiosk, zone_r.database, self._install.device):
            self._use_new_pair(zone_r)
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
            Timetable(desk),
            Imports(desk),
            Cards(desk),
            Reports(desk),
            FollowUps(desk),
            Sample(desk),
        )

    def _drain_first(self, zone_r: ZoneR) -> None:
        """Drain at a sign-in. Raises KioskError OUTBOX_BROKEN: all that is wrong, an exchanged key too."""
        problems = []
        if put_public_key_back(self._kiosk, zone_r, self._clock()):
            self._install = _read_install(self._kiosk)
            self.door.use(self._install)
            problems.append("public-key=1")
        try:
            self.drain()
        except KioskError as error:
            if error.code is not Code.OUTBOX_BROKEN:
                raise
            problems.append(error.detail)
        if problems:
            raise KioskError(Code.OUTBOX_BROKEN, detail=outbox.problems_text(problems))

    def _use_new_pair(self, zone_r: ZoneR) -> None:
        """Take the key pair of a rotation, if Zone K seals to it already."""
        private = rotation.promote(self._kiosk, zone_r.database, self._install.device)
        if private is not None:
            zone_r.private_key.wipe()
            zone_r.private_key = SecretBytes(private)
            self._install = _read_install(self._kiosk)
            self.door.use(self._install)


def _read_install(kiosk: Database) -> Install:
    found = kiosk.read("SELECT device, is_trial, zone, zone_r_public FROM install")
    if not found:
        raise KioskError(Code.DATABASE_DAMAGED, where=kiosk.name)
    device, is_trial, zone, public = found[0]
    return Install(DeviceId(device), bool(is_trial), zone, public)
