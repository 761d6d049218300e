"""A backup put back in place: into a new directory first, checked and cleaned there, then swapped by renames.

Whoever restores proves who they are against the slots *in the backup*: a passphrase of then, or the recovery
code. The rotation secret, the pepper and Zone K's key come out of the slot, so faces match on another machine
too; only the device key is made for the machine. Nobody who was erased since comes back: that is done before
the directory can be used. The data from before are kept beside it.
"""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kiosk import logs
from kiosk.domain.backups import RestoreSummary
from kiosk.domain.clock import Instant
from kiosk.domain.ids import SignerId
from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.paths import DIRECTORY_MODE, DataDir
from kiosk.storage import (
    backup_file,
    custody_check,
    device_key,
    left_behind,
    opening,
    restored_content,
    schema_k,
    schema_r,
    slot_files,
    slots,
    swap,
    tombstones,
    unlock,
    zones,
)
from kiosk.storage.backup_file import Manifest
from kiosk.storage.backup_source import Work, require_space
from kiosk.storage.device_key import Keyring
from kiosk.storage.instance_lock import InstanceLock
from kiosk.storage.keys import STANDARD, AllKeys, KdfPolicy, SecretBytes
from kiosk.storage.recover import Proof
from kiosk.storage.restored_content import Content, believing
from kiosk.storage.slots import SlotKind, Slots
from kiosk.storage.sqlcipher import Database
from kiosk.storage.tombstones import Tombstone

Clock = Callable[[], Instant]
Monotonic = Callable[[], float]
LARGEST_ERASED: Final = tombstones.LARGEST_FILE


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants restored.

    Attributes:
        file: The backup.
        target: Where to; data that are there are kept beside it.
        proof: A passphrase or the recovery code, as it was when the backup was made.
        erased: A file "erased.json" from elsewhere, or None.
    """

    file: Path
    target: DataDir
    proof: Proof
    erased: Path | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done.

    Attributes:
        custody: Where the device key is.
        left_behind: The data from before; None when there were none.
    """

    custody: Custody
    left_behind: Path | None


@dataclass(frozen=True, slots=True)
class _Present:
    """The data that are in place now, as far as they can be opened.

    Attributes:
        slots: Their slots; None when there are no data, or the slots are damaged.
        erased: Whom they know as erased.
        newest: How many marks there are after a moment; None when Zone R did not open.
    """

    slots: Slots | None
    erased: frozenset[Tombstone]
    marks_after: Callable[[Instant | None], int] | None


@dataclass(frozen=True, slots=True)
class _Unlocked:
    """What the proof gave in the backup.

    Attributes:
        slots: Of the backup.
        keys: For the caller to wipe.
        actor: The administrator; None for the recovery code.
    """

    slots: Slots
    keys: AllKeys
    actor: SignerId | None


class Prepared:
    """A backup that is whole and clean in a new directory, and not in place yet."""

    def __init__(
        self,
        summary: RestoreSummary,
        wish: Wish,
        places: swap.Places,
        unlocked: _Unlocked,
        now: Instant,
        monotonic: Monotonic,
        keyrings: Sequence[Keyring] | None,
    ) -> None:
        """Used by `prepared`."""
        self.summary = summary
        self._wish = wish
        self._places = places
        self._unlocked = unlocked
        self._now = now
        self._monotonic = monotonic
        self._keyrings = keyrings

    def put_in_place(self) -> Restored:
        """Make the device key, and swap.

        Raises:
            KioskError: RESTORE_INTO; the data from before are then in place.
        """
        new, root = DataDir(self._places.new), self._wish.target.root
        custody = self._give_device_key(new)
        old = left_behind.name_for(root, self._now) if root.exists() else None
        try:
            if self._wish.target.settings_file.is_file():
                shutil.copyfile(self._wish.target.settings_file, new.settings_file)
        except OSError:
            raise KioskError(Code.RESTORE_INTO, where=root) from None
        swap.swap(self._places, old)
        logs.event("restored", custody=custody)
        return Restored(custody, old)

    def _give_device_key(self, new: DataDir) -> Custody:
        found, keys = self._unlocked.slots, self._unlocked.keys
        if found.device is None:
            return Custody.ATTENDED
        rings = list(device_key.usable_keyrings() if self._keyrings is None else self._keyrings)
        try:
            # What lives on this machine under the same id keeps its key: one key, two slots that it opens.
            key, custody = (
                device_key.load(found.install, new.device_key_file, rings, Custody.KEYRING),
                Custody.KEYRING,
            )
        except KioskError:
            key = SecretBytes.random()
            custody = device_key.store(key, found.install, new.device_key_file, rings)
        slot = slots.make_device_slot(found.install, keys.kiosk, key, custody)
        key.wipe()
        slot_files.write(new, found.with_device(slot))
        kiosk = zones.open_zone(new.kiosk_db, keys.kiosk.zone_k, schema_k.MIGRATIONS)
        custody_check.note_made(kiosk, self._now, self._monotonic())
        kiosk.close()
        return custody


@contextmanager
def prepared(
    wish: Wish,
    clock: Clock,
    work: Work,
    *,
    policy: KdfPolicy = STANDARD,
    keyrings: Sequence[Keyring] | None = None,
    monotonic: Monotonic = time.monotonic,
) -> Iterator[Prepared]:
    """Restore into a new directory beside the target, for this block; what is not put in place goes again.

    Args:
        wish: What is wanted.
        clock: Gives the moment.
        work: Told of the progress.
        policy: How costly a PIN is to guess, where Zone K is made anew.
        keyrings: For the device key; None asks the system for its own.
        monotonic: Seconds of a clock that cannot be set.

    Raises:
        KioskError: BACKUP_UNREADABLE, BACKUP_HOSTILE, BACKUP_DAMAGED, BACKUP_FOREIGN, BACKUP_NEWER,
            BACKUP_NO_SPACE; PASSPHRASE_WRONG, RECOVERY_CODE_WRONG, ADMIN_NEEDED; DATA_DIR_BUSY; RESTORE_INTO.
            Nothing was changed then.
        StoppedError: When it was asked to stop; the same.
    """
    opening.close_to_others()
    root, now = wish.target.root, clock()
    swap.finish(root)
    places = swap.places_for(root)
    with ExitStack() as stack:
        backup = stack.enter_context(backup_file.reading(wish.file))
        manifest = backup.manifest
        _require_not_newer(manifest, wish.file.name)
        if root.exists():
            stack.enter_context(InstanceLock(wish.target.lock_file))
        stack.enter_context(_making(places, manifest))
        work.expect(manifest.size)
        work.step("extract")
        try:
            backup.extract(places.new, work.advance)
        except OSError:
            raise KioskError(Code.RESTORE_INTO, where=places.new) from None
        work.step("check")
        with believing(wish.file.name):
            unlocked = _unlock(wish, manifest, DataDir(places.new), now)
            stack.callback(unlocked.keys.wipe)
        present = stack.enter_context(_present(wish, manifest, unlocked.keys, now))
        stones = present.erased | _beside(wish, unlocked.keys.kiosk.pepper.reveal())
        with believing(wish.file.name):
            summary, kept = _make_usable(
                DataDir(places.new), manifest, unlocked, present, stones, now, policy
            )
        slot_files.write(DataDir(places.new), kept)
        yield Prepared(summary, wish, places, replace(unlocked, slots=kept), now, monotonic, keyrings)


@contextmanager
def _making(places: swap.Places, manifest: Manifest) -> Iterator[None]:
    """Make the new directory, locked; take it away at the end unless it was put in place."""
    parent = places.new.parent
    try:
        parent.mkdir(mode=DIRECTORY_MODE, parents=True, exist_ok=True)
        swap.remove_leftover(places)
        require_space({parent: 2 * manifest.size})
        places.new.mkdir(mode=DIRECTORY_MODE)
    except OSError:
        raise KioskError(Code.RESTORE_INTO, where=parent) from None
    with InstanceLock(DataDir(places.new).lock_file):
        try:
            yield
        finally:
            if not places.marker.exists():
                shutil.rmtree(places.new, ignore_errors=True)


def _require_not_newer(manifest: Manifest, name: str) -> None:
    schema_of_kiosk = 0 if manifest.kiosk is None else manifest.kiosk.schema
    if (manifest.schema_r or 0) > len(schema_r.MIGRATIONS) or schema_of_kiosk > len(schema_k.MIGRATIONS):
        raise KioskError(Code.BACKUP_NEWER, where=name)


def _unlock(wish: Wish, manifest: Manifest, new: DataDir, now: Instant) -> _Unlocked:
    """Open the backup's own slots, and say by the keys in them whether the backup is authentic."""
    found = slots.read(new.slots_file)
    keys, slot = unlock.unlock(found, wish.proof.kind, wish.proof.phrase, _NoWaits(), now, wish.proof.number)
    if found.install != manifest.install or not manifest.is_authentic(keys.kiosk.pepper.reveal()):
        keys.wipe()
        raise KioskError(Code.BACKUP_DAMAGED, where=wish.file.name, detail="mac")
    return _Unlocked(found, keys, slot if wish.proof.kind is SlotKind.PERSON else None)


@contextmanager
def _present(wish: Wish, manifest: Manifest, keys: AllKeys, now: Instant) -> Iterator[_Present]:
    """Look at the data that are in place, by the keys of the backup and by the proof.

    Whatever is broken there is no reason not to restore: that is when people do.
    """
    target = wish.target
    if not target.exists:
        yield _Present(None, frozenset(), None)
        return
    try:
        found = slot_files.read(target)
    except KioskError:
        yield _Present(None, _erased_by(target, keys), None)
        return
    if found.install != manifest.install:
        raise KioskError(Code.BACKUP_FOREIGN, where=wish.file.name)
    erased = _erased_by(target, keys)
    with ExitStack() as stack:
        records = _present_records(wish, found, keys, now)
        marks_after = None
        if records is not None:
            stack.callback(records.close)
            erased |= tombstones.of_records(records)
            marks_after = _marks_after(records)
        yield _Present(found, erased, marks_after)


def _marks_after(records: Database) -> Callable[[Instant | None], int]:
    def count(moment: Instant | None) -> int:
        after = "" if moment is None else moment.utc_text
        return int(records.read("SELECT count(*) FROM marks WHERE at_utc > ?", (after,))[0][0])

    return count


def _present_records(wish: Wish, found: Slots, keys: AllKeys, now: Instant) -> Database | None:
    """Open Zone R as it is now, by the proof where its keys changed; None when it does not open."""
    try:
        own, _ = unlock.unlock(found, wish.proof.kind, wish.proof.phrase, _NoWaits(), now, wish.proof.number)
    except KioskError:
        own = None
    if own is not None and own.kiosk.pepper.reveal() != keys.kiosk.pepper.reveal():
        own.wipe()
        raise KioskError(Code.BACKUP_DAMAGED, where=wish.file.name, detail="keys")
    own = keys if own is None else own
    candidates = [own.zone_r] if own.pending is None else [own.zone_r, own.pending]
    opened = (_as_it_is(wish.target.records_db, key, len(schema_r.MIGRATIONS)) for key in candidates)
    records = next((one for one in opened if one is not None), None)
    if own is not keys:
        own.wipe()
    return records


def _erased_by(target: DataDir, keys: AllKeys) -> frozenset[Tombstone]:
    """Give whom Zone K in place knows as erased: its key stays when others are renewed."""
    kiosk = _as_it_is(target.kiosk_db, keys.kiosk.zone_k, len(schema_k.MIGRATIONS))
    if kiosk is None:
        return frozenset()
    try:
        return tombstones.of_kiosk(kiosk)
    finally:
        kiosk.close()


def _as_it_is(path: Path, key: SecretBytes, version: int) -> Database | None:
    """Open a zone in place without bringing it to another version; None when it is of no use."""
    try:
        database = zones.open_zone(path, key, None)
    except KioskError:
        return None
    if database.user_version == version:
        return database
    database.close()
    return None


def _beside(wish: Wish, pepper: bytes) -> frozenset[Tombstone]:
    """Give whom the lists beside the backups name: the file's folder's, the target's, and the one given.

    Raises:
        KioskError: BACKUP_DAMAGED when one was changed; FILE_UNREADABLE when the one given is none.
    """
    found = tombstones.read_beside(wish.file.parent, pepper)
    found |= tombstones.read_beside(wish.target.backup_dir, pepper)
    if wish.erased is None:
        return found
    if wish.erased.name != tombstones.FILE or not wish.erased.is_file():
        raise KioskError(Code.FILE_UNREADABLE, where=wish.erased)
    return found | tombstones.read_beside(wish.erased.parent, pepper)


def _make_usable(
    new: DataDir,
    manifest: Manifest,
    unlocked: _Unlocked,
    present: _Present,
    stones: frozenset[Tombstone],
    now: Instant,
    policy: KdfPolicy,
) -> tuple[RestoreSummary, Slots]:
    """Do everything to the new directory; gives what it holds, and its slots."""
    keys = unlocked.keys
    with ExitStack() as stack:
        records = restored_content.open_records(new.records_db, keys, manifest)
        stack.callback(records.close)
        admins = restored_content.administrators(records)
        if unlocked.actor is not None and unlocked.actor not in admins:
            raise KioskError(Code.ADMIN_NEEDED)
        has_faces = manifest.kiosk is not None
        if has_faces:
            kiosk = restored_content.open_kiosk(new.kiosk_db, keys, manifest)
        else:
            kiosk = restored_content.new_kiosk(new.kiosk_db, keys, records, policy)
        stack.callback(kiosk.close)
        content = restored_content.fold(kiosk, records, now, is_kiosk_new=not has_faces)
        erased = restored_content.clean(content, stones, now)
        kept = _without_removed(unlocked.slots, present.slots, admins)
        restored_content.remove_signers(
            content, {slot.id for slot in unlocked.slots.people} - {slot.id for slot in kept.people}, now
        )
        restored_content.note_restored(content, unlocked.actor, manifest, erased, now)
        records.checkpoint()
        kiosk.checkpoint()
        return _summary(content, manifest, present, erased), kept


def _without_removed(found: Slots, present: Slots | None, admins: set[SignerId]) -> Slots:
    """Leave out the slots of people whose slots were removed since: an old backup lets nobody back in.

    Where no administrator's would be left, all stay.
    """
    if present is None:
        return found
    there = {slot.id for slot in present.of(SlotKind.PERSON)}
    kept = tuple(s for s in found.people if s.kind is not SlotKind.PERSON or s.id in there)
    return replace(found, people=kept) if any(slot.id in admins for slot in kept) else found


def _summary(content: Content, manifest: Manifest, present: _Present, erased: int) -> RestoreSummary:
    records, kiosk = content.records, content.kiosk
    newest = restored_content.newest_mark(records)
    lost = None if present.marks_after is None else present.marks_after(newest)
    return RestoreSummary(
        manifest.made,
        str(records.read("SELECT name FROM school")[0][0]),
        int(records.read("SELECT count(*) FROM people WHERE is_erased = 0")[0][0]),
        int(records.read("SELECT count(*) FROM marks")[0][0]),
        int(kiosk.read("SELECT count(*) FROM templates")[0][0]),
        erased,
        newest,
        bool(lost),
        lost,
        manifest.kiosk is not None,
        content.is_audit_sound,
    )


class _NoWaits:
    """For a file that whoever has it can try elsewhere, as fast as Argon2id lets them."""

    def seconds_left(self, subject: bytes) -> int:  # noqa: ARG002 - of unlock.Waits
        """Never wait."""
        return 0

    def failed(self, subject: bytes, now: Instant) -> None:
        """Count nothing."""

    def succeeded(self, subject: bytes) -> None:
        """Count nothing."""
