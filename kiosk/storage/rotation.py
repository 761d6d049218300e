"""New keys for Zone R: its database key and the key pair that the door seals to.

After somebody left who had a slot, or when a copy of the slot file may be about, what they could open once is
still opened by the old key. A rotation ends that for everything written from now on; a copy of the data from
before, and every backup from before, stays openable by its own slots, as it must.

Zone K's key, the rotation secret of the templates and the pepper stay: they are the device's.

A rotation can be cut off anywhere, and the next sign-in finishes it or takes it back:

1. A copy of records.db is given the new key, and in it the new key pair waits in `next_pair`. After `rekey`
   and before a checkpoint the copy's main file still opens with the OLD key, so the log is emptied, and the
   copy has to open with the new key and not with the old one. That takes long and happens beside the
   databases' thread; whatever was written meanwhile makes the copy worth nothing.
2. Every slot is given both keys, the one that holds and the one to come (`AllKeys.pending`).
3. The copy is renamed over records.db: from that moment the new key holds, before it the old one, and a
   sign-in finds out by trying.
4. Zone K is given the new public key together with a new run of the outbox, in one transaction; before that
   the outbox was drained by the old pair. Then Zone R takes the pair for its own.
5. Every slot is given the one key that holds.
"""

import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nacl.public import PrivateKey

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.ids import DeviceId, SignerId
from kiosk.errors import Code, KioskError
from kiosk.storage import audit, outbox, slots, zones
from kiosk.storage.keys import KEY_BYTES, AllKeys, SecretBytes
from kiosk.storage.slots import Slots
from kiosk.storage.sqlcipher import Database, Reader, StoppedError, WrongKeyError, open_database
from kiosk.storage.unlock import Attempt, Opened

if TYPE_CHECKING:
    from kiosk.storage.desk import Desk
    from kiosk.storage.vault import Vault

MARGIN_BYTES: Final = 20_000_000
"""Left free beside a copy: marks have to be saved meanwhile."""


@dataclass(slots=True)
class Rotating:
    """A rotation that was begun.

    Attributes:
        path: Zone R's file.
        keys: The key that holds and the one to come.
        attempt: The passphrase by which it was begun.
        signer: Whose.
        device: This installation's id as a maker of events.
        at: When.
        records: Zone R as it is open. Only for the thread that opened it.
        reader: The same once more.
        seen: How much had been written to it when the copy was begun.
    """

    path: Path
    keys: AllKeys
    attempt: Attempt
    signer: SignerId
    device: DeviceId
    at: Instant
    records: Database
    reader: Reader
    seen: int

    def prepare(self) -> None:
        """Make the copy. Slow; any thread. Again: makes it anew.

        Raises:
            KioskError: DATABASE_FULL, DATABASE_DAMAGED; SIGNED_OUT when Zone R was closed meanwhile.
        """
        assert self.keys.pending is not None
        copy = _copy_of(self.path)
        remove_leftovers(self.path)
        try:
            with self.reader.lent() as records:
                records.copy_to(copy)
        except StoppedError:
            raise KioskError(Code.SIGNED_OUT) from None
        _give_key(copy, self.keys.zone_r, self.keys.pending, self._note)
        _check_key(copy, self.keys.zone_r, self.keys.pending)
        try:
            _sync(copy)
        except OSError:
            raise KioskError(Code.DATABASE_FULL, where=self.path.name) from None

    def forget(self) -> None:
        """Wipe the keys, and take away a copy that was not used. May be called again."""
        self.keys.wipe()
        remove_leftovers(self.path)

    def _note(self, copy: Database) -> None:
        audit.append(copy, self.at, self.signer, "keys-rotated", [self.device])

    def __repr__(self) -> str:
        """Show nothing: it holds keys."""
        return "Rotating(...)"


def begin(vault: "Vault", desk: "Desk", attempt: Attempt, opened: Opened) -> Rotating:
    """Begin one. Nothing is changed yet; whoever calls calls `Rotating.forget` in the end.

    Args:
        vault: With the administrator signed in.
        desk: Theirs.
        attempt: Their passphrase.
        opened: What it opened; its keys are the rotation's from now on.

    Raises:
        KioskError: OUTBOX_BROKEN; DATABASE_FULL when there is no room for a copy and its log.
    """
    path = vault.data_dir.records_db
    vault.drain()
    if shutil.disk_usage(path.parent).free < 2 * path.stat().st_size + MARGIN_BYTES:
        raise KioskError(Code.DATABASE_FULL, where=path.name)
    holds = _that_holds(path, opened.keys)
    if holds is not opened.keys.zone_r:
        opened.keys.zone_r.wipe()
    keys = AllKeys(holds, opened.keys.kiosk, SecretBytes.random())
    return Rotating(
        path,
        keys,
        attempt,
        desk.signed_in.signer,
        desk.install.device,
        desk.clock(),
        desk.records,
        vault.records_reader,
        desk.records.changes,
    )


def finish(vault: "Vault", desk: "Desk", rotating: Rotating, *, is_last: bool) -> bool:
    """Put the copy in place. Zone R is closed and opened again; whoever is signed in stays so, a PIN ends.

    Args:
        vault: As for `begin`.
        desk: The same.
        rotating: After `Rotating.prepare`.
        is_last: Make another copy here and now, if something was written since.

    Returns:
        False when something was written since: `prepare` has to be called again.

    Raises:
        KioskError: SIGNED_OUT when it was begun by a sign-in that is over; DATABASE_FULL, DATABASE_DAMAGED,
            DATA_DIR_BUSY: the old key holds then.
    """
    if desk.records is not rotating.records:
        raise KioskError(Code.SIGNED_OUT)
    if desk.records.changes != rotating.seen:
        rotating.seen = desk.records.changes
        if not is_last:
            return False
        rotating.prepare()
    vault.write_slots(_resealed(vault.slots, rotating.keys))
    vault.sign_out()
    failed: KioskError | None = None
    try:
        _put_in_place(rotating.path)
    except KioskError as error:
        failed = error
    vault.finish_sign_in(rotating.attempt, Opened(rotating.keys, rotating.signer))
    if failed is not None:
        raise failed
    logs.event("keys-rotated")
    return True


def settle(vault: "Vault", records: Database, keys: AllKeys, holds: SecretBytes, now: Instant) -> None:
    """Finish or take back, at a sign-in, what a rotation left of the first key.

    Args:
        vault: Whose slots.
        records: Zone R, open.
        keys: From the slot; not wiped.
        holds: The one of its keys that opened Zone R.
        now: The moment.
    """
    remove_leftovers(vault.data_dir.records_db)
    if keys.pending is None:
        return
    if holds is keys.zone_r:
        with records.transaction():
            audit.append(records, now, None, "key-rotation-taken-back")
        logs.event("key-rotation-taken-back")
    # What cannot be written now waits: the slots open Zone R with both keys too.
    with suppress(KioskError):
        vault.write_slots(_resealed(vault.slots, AllKeys(holds, keys.kiosk)))


def hand_over(kiosk: Database, records: Database, device: DeviceId) -> bool:
    """Give Zone K the public key that waits, if one does, and a new run. The outbox has just been drained."""
    waiting = records.read("SELECT private_key FROM next_pair")
    if not waiting:
        return False
    with records.transaction():
        run = outbox.add_run(kiosk, records, device)
        records.write("UPDATE next_pair SET epoch = ?", (run.epoch,))
    with kiosk.transaction():
        kiosk.write("UPDATE install SET zone_r_public = ?", (_public(waiting[0][0]),))
        outbox.use_run(kiosk, run)
    kiosk.checkpoint()
    return True


def promote(kiosk: Database, records: Database, device: DeviceId) -> bytes | None:
    """Make the pair that Zone K seals to Zone R's own, if it was waiting.

    Returns:
        The private key that holds from now on; None when nothing was waiting or Zone K does not have it yet.
    """
    waiting = records.read("SELECT private_key, epoch FROM next_pair")
    in_use = kiosk.read("SELECT zone_r_public FROM install")[0][0]
    if not waiting or _public(waiting[0][0]) != in_use:
        return None
    private, epoch = waiting[0]
    with records.transaction():
        records.write("UPDATE school SET private_key = ?", (private,))
        outbox.expect_run(records, device, epoch)
        records.write("DELETE FROM next_pair")
    records.checkpoint()
    return bytes(private)


def remove_leftovers(path: Path) -> None:
    """Take away a copy that was cut off."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            (copy := _copy_of(path)).with_name(copy.name + suffix).unlink(missing_ok=True)


def _put_in_place(path: Path) -> None:
    """Rename the copy with another key over the closed database, or change nothing."""
    if _has_log(path):  # somebody else has it open, and pages under the old key would be read into the new
        raise KioskError(Code.DATA_DIR_BUSY, where=path.name)
    try:
        _copy_of(path).replace(path)
        _sync(path.parent)
    except OSError:
        raise KioskError(Code.DATABASE_FULL, where=path.name) from None


def _give_key(copy: Path, old: SecretBytes, new: SecretBytes, note: Callable[[Database], None]) -> None:
    with closing(open_database(copy, old)) as database:
        with database.transaction():
            database.write("DELETE FROM next_pair")
            database.write(
                "INSERT INTO next_pair (one, private_key) VALUES (1, ?)", (secrets.token_bytes(KEY_BYTES),)
            )
            note(database)
        database.rekey(new)
        if not database.checkpoint() or database.integrity_problems():
            raise KioskError(Code.DATABASE_DAMAGED, where=copy.name)


def _check_key(copy: Path, old: SecretBytes, new: SecretBytes) -> None:
    if not _opens(copy, new) or _opens(copy, old):
        raise KioskError(Code.DATABASE_DAMAGED, where=copy.name)


def _opens(path: Path, key: SecretBytes) -> bool:
    try:
        open_database(path, key).close()
    except WrongKeyError:
        return False
    return True


def _that_holds(path: Path, keys: AllKeys) -> SecretBytes:
    """Give the key that opens Zone R: a rotation whose end could not be written leaves two in the slots."""
    if keys.pending is None:
        return keys.zone_r
    database, holds = zones.open_records(path, keys)
    database.close()
    return holds


def _resealed(found: Slots, keys: AllKeys) -> Slots:
    """Give every slot of a person and of the recovery code other keys; no passphrase is needed for it."""
    return replace(found, people=tuple(slots.reseal(slot, keys) for slot in found.people))


def _public(private: bytes) -> bytes:
    return bytes(PrivateKey(private).public_key)


def _copy_of(path: Path) -> Path:
    return path.with_name(path.name + ".rotating")


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _sync(path: Path) -> None:
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
