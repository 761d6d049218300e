"""What is done to the two zones of a backup before they may be used: checked, folded together, cleaned.

Authentic is not sound: whoever once had a key can make a backup whose MAC is right. So nothing in it is
believed, and what does not fit is one sentence (`believing`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nacl.public import PrivateKey

from kiosk.domain.clock import Instant
from kiosk.domain.ids import DeviceId, SignerId, new_id
from kiosk.domain.people import Role
from kiosk.errors import Code, KioskError
from kiosk.storage import (
    audit,
    migrations,
    mirror,
    outbox,
    rows,
    schema_check,
    schema_k,
    schema_r,
    tombstones,
    zones,
)
from kiosk.storage.backup_file import Manifest
from kiosk.storage.backup_make import counts_of
from kiosk.storage.door import end_consents
from kiosk.storage.keys import AllKeys, KdfPolicy
from kiosk.storage.sqlcipher import ConstraintError, Database, WrongKeyError, open_database
from kiosk.storage.tombstones import Tombstone

_NOT_OURS = (
    ConstraintError, WrongKeyError, RuntimeError, ValueError, TypeError, KeyError, IndexError, OverflowError,
)  # fmt: skip
"""What reading and changing raise where tables, rows or values are not as this program writes them."""


class _Unsound(ValueError):  # noqa: N818 - an answer, not an error
    """A check failed; the text is its reason code."""


@dataclass(frozen=True, slots=True)
class Content:
    """Both zones of a backup, open.

    Attributes:
        kiosk: Zone K.
        records: Zone R.
        is_audit_sound: The audit fits together.
        problems: What the outbox said while it was drained, as reason codes.
    """

    kiosk: Database
    records: Database
    is_audit_sound: bool
    problems: tuple[str, ...] = ()


@contextmanager
def believing(name: str) -> Iterator[None]:
    """Turn whatever a broken content makes of this block into one sentence.

    Raises:
        KioskError: BACKUP_DAMAGED; BACKUP_NEWER; others as they are.
    """
    try:
        yield
    except KioskError as error:
        if error.code is Code.DATABASE_NEWER:
            raise KioskError(Code.BACKUP_NEWER, where=name) from None
        if error.code in {Code.DATABASE_DAMAGED, Code.SLOTS_DAMAGED, Code.AUDIT_BROKEN, Code.OUTBOX_BROKEN}:
            raise KioskError(Code.BACKUP_DAMAGED, where=name, detail=error.where or "content") from None
        raise
    except _Unsound as problem:
        raise KioskError(Code.BACKUP_DAMAGED, where=name, detail=problem) from None
    except _NOT_OURS:
        raise KioskError(Code.BACKUP_DAMAGED, where=name, detail="content") from None


def open_records(path: Path, keys: AllKeys, manifest: Manifest) -> Database:
    """Open Zone R of a backup, bring it to this program's version, and check it.

    Raises:
        KioskError: DATABASE_DAMAGED, DATABASE_NEWER, DATABASE_FULL.
    """
    records, _ = zones.open_records(path, keys)
    try:
        _check(records, schema_r.MIGRATIONS, "records")
        _require(manifest.counts in {None, counts_of(records)}, "counts")
    except BaseException:
        records.close()
        raise
    return records


def open_kiosk(path: Path, keys: AllKeys, manifest: Manifest) -> Database:
    """Open Zone K of a backup, as `open_records` does."""
    assert manifest.kiosk is not None
    kiosk = zones.open_zone(path, keys.kiosk.zone_k, schema_k.MIGRATIONS)
    try:
        _check(kiosk, schema_k.MIGRATIONS, "kiosk")
        templates = kiosk.read("SELECT count(*) FROM templates")[0][0]
        _require(templates == manifest.kiosk.templates, "counts")
    except BaseException:
        kiosk.close()
        raise
    return kiosk


def new_kiosk(path: Path, keys: AllKeys, records: Database, policy: KdfPolicy) -> Database:
    """Make Zone K anew for a backup that is too old to hold it: no template and no PIN is in it.

    Args:
        path: Its file.
        keys: Of the slots: the same as before.
        records: Zone R, from which the next steps fill it.
        policy: How costly a PIN is to guess.
    """
    device, is_trial, zone, private = records.read("SELECT device, is_trial, zone, private_key FROM school")[
        0
    ]
    public = bytes(PrivateKey(bytes(private)).public_key)
    kiosk = open_database(path, keys.kiosk.zone_k, must_exist=False)
    try:
        migrations.migrate(kiosk, schema_k.MIGRATIONS)
        with kiosk.transaction():
            kiosk.write(
                "INSERT INTO install (one, device, is_trial, zone, zone_r_public, pin_passes, pin_memory)"
                " VALUES (1, ?, ?, ?, ?, ?, ?)",
                (device, is_trial, zone, public, policy.passes, policy.pin_memory_bytes),
            )
    except BaseException:
        kiosk.close()
        raise
    return kiosk


def fold(kiosk: Database, records: Database, now: Instant, *, is_kiosk_new: bool) -> Content:
    """Bring the door's marks in, and begin a new run of the outbox under a new device id.

    The id is a new one each time: the kiosk from which the backup comes may live on, or may have made events
    after it, and two events must never have one device and number. A new run makes the next sign-in find a
    chain that fits.
    """
    device, zone = records.read("SELECT device, zone FROM school")[0]
    _require(kiosk.read("SELECT device, zone FROM install") == [(device, zone)], "zones")
    found = records.read("SELECT private_key FROM school")[0][0]
    problems: tuple[str, ...] = ()
    if not is_kiosk_new:
        report = outbox.drain(kiosk, records, bytes(found), DeviceId(device))
        # Zone K was copied before Zone R: what was drained between the two is in both.
        problems = tuple(p for p in report.problems if p.partition("=")[0] not in _COPIED_EARLIER)
    is_audit_sound = not audit.verify(records, kiosk)
    fresh = DeviceId(new_id())
    with records.transaction():
        records.write("UPDATE school SET device = ?", (fresh,))
    with kiosk.transaction():
        kiosk.write("UPDATE install SET device = ?", (fresh,))
    outbox.start(kiosk, records, fresh)
    mirror.reconcile(records, kiosk, now)
    return Content(kiosk, records, is_audit_sound, problems)


_COPIED_EARLIER = frozenset({"rolled-back", "replayed"})


def clean(content: Content, stones: Iterable[Tombstone], now: Instant) -> int:
    """Erase whoever was erased since, and end consents whose time is over; says how many were erased."""
    known = tombstones.of_records(content.records) | tombstones.of_kiosk(content.kiosk)
    erased = tombstones.apply(content.kiosk, content.records, known | frozenset(stones), now)
    end_consents(content.kiosk, "expired", "live_until_utc <= ?", now.utc_text, now)
    mirror.reconcile(content.records, content.kiosk, now)
    _forget_the_machine(content)
    return erased


def _forget_the_machine(content: Content) -> None:
    """Drop what another machine did and when: its waits, its clock, its backups, its device key's tests."""
    with content.kiosk.transaction():
        content.kiosk.write("DELETE FROM chores")
        content.kiosk.write("DELETE FROM slowdowns")
    with content.records.transaction():
        content.records.write("DELETE FROM chores")
        content.records.write("DELETE FROM backups")


def remove_signers(content: Content, gone: Iterable[SignerId], now: Instant) -> None:
    """Note that people whose slots are gone may not sign in any more."""
    with content.records.transaction():
        for signer in gone:
            content.records.write(
                "UPDATE signers SET removed_utc = ? WHERE signer = ? AND removed_utc IS NULL",
                (now.utc_text, signer),
            )


def administrators(records: Database) -> set[SignerId]:
    """Give who may restore."""
    found = records.read(
        "SELECT signer FROM signers WHERE role = ? AND removed_utc IS NULL", (Role.ADMIN.value,)
    )
    return {SignerId(row[0]) for row in found}


def note_restored(
    content: Content, actor: SignerId | None, manifest: Manifest, erased: int, now: Instant
) -> None:
    """Write the audit row, and copy the audit's head to Zone K."""
    device = str(content.records.read("SELECT device FROM school")[0][0])
    by = "recovery-code" if actor is None else "passphrase"
    detail = [f"made={manifest.made.utc_text}", f"by={by}", f"erased={erased}"]
    detail += [f"audit-sound={int(content.is_audit_sound)}", *content.problems]
    with content.records.transaction():
        audit.append(content.records, now, actor, "restored", [device], " ".join(detail))
    audit.copy_head(content.records, content.kiosk)


def newest_mark(records: Database) -> Instant | None:
    """Give when the newest mark was made."""
    found = records.read("SELECT at_utc, at_zone, at_offset FROM marks ORDER BY at_utc DESC LIMIT 1")
    return rows.instant(*found[0]) if found else None


def _check(database: Database, steps: tuple[str, ...], what: str) -> None:
    _require(not database.integrity_problems(), what)
    _require(schema_check.is_ours(database, steps), "schema")
    _require(schema_check.has_real_times(database), "times")


def _require(is_right: bool, detail: str) -> None:
    if not is_right:
        raise _Unsound(detail)
