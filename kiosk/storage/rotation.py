"""New keys for Zone R: its database key and the key pair that the door seals to.

After somebody left who had a slot, or when a copy of the slot file may be about, what they could open once is
still opened by the old key. A rotation ends that for everything written from now on; a copy of the data from
before, and every backup from before, stays openable by its own slots, as it must.

Zone K's key, the rotation secret of the templates and the pepper stay: they are the device's.

A rotation can be cut off anywhere, and the next sign-in finishes it or takes it back:

1. Every slot is given both keys, the one that holds and the one to come (`AllKeys.pending`).
2. A copy of records.db is given the new key, and in it the new key pair waits in `next_pair`. After `rekey`
   and before a checkpoint the copy's main file still opens with the OLD key, so the log is emptied, and the
   copy has to open with the new key and not with the old one. Only then it is renamed over records.db: from
   that moment the new key holds, before it the old one, and a sign-in finds out by trying.
3. Zone K is given the new public key together with a new run of the outbox, in one transaction; before that
   the outbox was drained by the old pair. Then Zone R takes the pair for its own.
4. Every slot is given the one key that holds.
"""

import os
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nacl.public import PrivateKey

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.ids import DeviceId
from kiosk.errors import Code, KioskError
from kiosk.paths import FILE_MODE
from kiosk.storage import audit, outbox, slots, zones
from kiosk.storage.keys import AllKeys, SecretBytes
from kiosk.storage.slots import Slots
from kiosk.storage.sqlcipher import Database, WrongKeyError, open_database
from kiosk.storage.unlock import Attempt, Opened

if TYPE_CHECKING:
    from kiosk.storage.desk import Desk
    from kiosk.storage.vault import Vault

_CHUNK: Final = 1 << 20


def rotate(vault: "Vault", desk: "Desk", attempt: Attempt, opened: Opened) -> None:
    """Do all of it. Zone R is closed and opened again, so whoever is signed in stays so; a desk PIN ends.

    Args:
        vault: With the administrator signed in.
        desk: Theirs.
        attempt: Their passphrase.
        opened: What it opened; wiped here.

    Raises:
        KioskError: OUTBOX_BROKEN before anything is changed; DATABASE_FULL, DATABASE_DAMAGED,
            DATA_DIR_BUSY: the old key holds then.
    """
    path, signer = vault.data_dir.records_db, desk.signed_in.signer
    vault.drain()
    keys = AllKeys(_that_holds(path, opened.keys), opened.keys.kiosk, SecretBytes.random())
    assert keys.pending is not None
    vault.write_slots(_resealed(vault.slots, keys))
    now = desk.clock()
    vault.sign_out()
    failed: KioskError | None = None
    try:
        _put_in_place(
            path,
            keys.zone_r,
            keys.pending,
            lambda copy: audit.append(copy, now, signer, "keys-rotated", [desk.install.device]),
        )
    except KioskError as error:
        failed = error
    vault.finish_sign_in(attempt, Opened(keys, opened.slot))
    if failed is not None:
        raise failed
    logs.event("keys-rotated")


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


def _put_in_place(path: Path, old: SecretBytes, new: SecretBytes, note: Callable[[Database], None]) -> None:
    """Rename a copy of the closed database with another key over it, or change nothing."""
    copy = _copy_of(path)
    remove_leftovers(path)
    if _has_log(path):  # somebody else has it open, and the main file is not all of it
        raise KioskError(Code.DATA_DIR_BUSY, where=path.name)
    try:
        _copy(path, copy)
        _give_key(copy, old, new, note)
        _check_key(copy, old, new)
        _sync(copy)
        copy.replace(path)
        _sync(path.parent)
    except OSError:
        raise KioskError(Code.DATABASE_FULL, where=path.name) from None
    finally:
        remove_leftovers(path)


def _give_key(copy: Path, old: SecretBytes, new: SecretBytes, note: Callable[[Database], None]) -> None:
    with closing(open_database(copy, old)) as database:
        with database.transaction():
            database.write("DELETE FROM next_pair")
            database.write(
                "INSERT INTO next_pair (one, private_key) VALUES (1, ?)", (bytes(PrivateKey.generate()),)
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


def _copy(path: Path, copy: Path) -> None:
    handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "wb") as target, path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            target.write(chunk)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
