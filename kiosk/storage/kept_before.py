"""The way back: a backup of what an older program left, made before this one brings it to its own version.

Zone K is brought forward when it is opened and Zone R at a sign-in, perhaps days later. Where Zone K is
older, one backup of both is made before it; where Zone R alone is, one at the sign-in. Where none can be made
nothing is changed: the older program still opens it all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk import logs, settings
from kiosk.domain.clock import Instant
from kiosk.domain.ids import DeviceId
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import (
    backup_file,
    backup_make,
    chores,
    known_folders,
    migrations,
    schema_k,
    schema_r,
    slots,
    tombstones,
)
from kiosk.storage.backup_source import Source, Work, file_state
from kiosk.storage.keys import KioskKeys, SecretBytes
from kiosk.storage.slots import Slots
from kiosk.storage.sqlcipher import Database, Reader, open_database

if TYPE_CHECKING:
    from kiosk.storage.vault import Vault

CHORE: Final = "kept-before"
"""Its outcome: the versions of both zones that one backup was the way back from."""
_NOT_THERE: Final = frozenset({Code.BACKUP_NOT_WRITTEN, Code.BACKUP_NO_SPACE, Code.BACKUP_BAD})
"""A stick that is away, full or failing must not keep a door shut; where it was the data, it fails again."""


@dataclass(frozen=True, slots=True)
class _Open:
    """What a backup is made of, before anything of it is brought forward.

    Attributes:
        data_dir: Where.
        slots: Its slots.
        keys: The door's.
        kiosk: Zone K, at whatever version.
        now: The moment.
    """

    data_dir: DataDir
    slots: Slots
    keys: KioskKeys
    kiosk: Database
    now: Instant


def bring_kiosk_forward(
    data_dir: DataDir, found: Slots, keys: KioskKeys, kiosk: Database, now: Instant
) -> None:
    """Bring Zone K to this program's version, after a backup of both zones where it is older.

    Args:
        data_dir: Where.
        found: Its slots.
        keys: The door's; stay the caller's.
        kiosk: Zone K, at the version it has.
        now: The moment.

    Raises:
        KioskError: DATABASE_NEWER; BACKUP_NO_SPACE, BACKUP_NOT_WRITTEN, BACKUP_BAD when there is no way back.
            Nothing is changed then. DATABASE_FULL.
    """
    made = None
    if 0 < kiosk.user_version < len(schema_k.MIGRATIONS):
        made = _keep(_Open(data_dir, found, keys, kiosk, now), None)
    migrations.migrate(kiosk, schema_k.MIGRATIONS)
    if made is not None:
        _note(kiosk, made, now)


def bring_records_forward(
    vault: "Vault", kiosk: Database, records: Database, key: SecretBytes, now: Instant
) -> None:
    """Bring Zone R to this program's version, after a backup where it is older and none holds it yet.

    Args:
        vault: Whose.
        kiosk: Its Zone K.
        records: Zone R, at the version it has.
        key: Of it; stays the caller's.
        now: The moment.

    Raises:
        KioskError: As `bring_kiosk_forward`.
    """
    last = chores.last(kiosk, CHORE)
    is_kept = last is not None and last[1] == _both_versions()
    if 0 < records.user_version < len(schema_r.MIGRATIONS) and not is_kept:
        reader = Reader(open_database(vault.data_dir.records_db, key, is_lent=True))
        try:
            made = _keep(_Open(vault.data_dir, vault.slots, vault.door_keys, kiosk, now), reader)
        finally:
            reader.close()
        _note(kiosk, made, now)
    migrations.migrate(records, schema_r.MIGRATIONS)


def _both_versions() -> str:
    return f"{len(schema_k.MIGRATIONS)}/{len(schema_r.MIGRATIONS)}"


def _note(kiosk: Database, made: backup_make.Made, now: Instant) -> None:
    """Write down that there is one, and where: faces go from it after 30 days, in whatever folder it lies."""
    folder = made.path.parent
    chores.done(kiosk, known_folders.chore_of(folder), str(folder), now)
    chores.done(kiosk, CHORE, _both_versions(), now)


def _keep(opened: _Open, records: Reader | None) -> backup_make.Made:
    """Make the backup where backups go, or where that is not to be had, beside the data."""
    chosen = settings.load_or_default(opened.data_dir.settings_file)[0].backup_folder
    with _source(opened, records, chosen) as source:
        try:
            made = backup_make.make(source, Work())
        except KioskError as error:
            if error.code not in _NOT_THERE or not chosen:
                raise
            made = None
    if made is None:
        with _source(opened, records, "") as source:
            made = backup_make.make(source, Work())
    logs.event("kept-before-upgrade", zone_k=opened.kiosk.user_version)
    return made


@contextmanager
def _source(opened: _Open, records: Reader | None, chosen: str) -> Iterator[Source]:
    data_dir, keys = opened.data_dir, opened.keys
    found = opened.kiosk.read("SELECT device, is_trial, zone_r_public FROM install")
    if not found:
        raise KioskError(Code.DATABASE_DAMAGED, where=opened.kiosk.name)
    device, is_trial, public = found[0]
    pepper = keys.pepper.reveal()
    source = Source(
        data_dir,
        data_dir.backups_in(chosen),
        opened.slots.install,
        DeviceId(device),
        bool(is_trial),
        opened.now,
        slots.to_bytes(opened.slots),
        file_state(data_dir.slots_file),
        SecretBytes(pepper),
        backup_file.zone_r_mark(pepper, bytes(public)),
        SecretBytes.taken(keys.zone_k.reveal()),
        Reader(open_database(data_dir.kiosk_db, keys.zone_k, is_lent=True)),
        records,
        _erased(opened.kiosk),
    )
    try:
        yield source
    finally:
        source.close()


def _erased(kiosk: Database) -> frozenset[tombstones.Tombstone]:
    """Give whom Zone K knows as erased; its first versions had nowhere to write that."""
    has_table = kiosk.read("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'tombstones'")
    return tombstones.of_kiosk(kiosk) if has_table else frozenset()
