"""Making a backup: on a thread of its own, while the door and the desk go on.

Zone K is copied before Zone R, so that a mark that is drained between the two is in one of them: restoring
drops what is there twice. While nobody is signed in Zone R is closed and its key is nobody's: its file is
copied as it lies there, and checked at the next sign-in.
"""

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk import __version__, logs
from kiosk.domain.clock import Instant
from kiosk.errors import Code, KioskError
from kiosk.paths import FILE_MODE, sync_folder
from kiosk.storage import backup_file, backup_folder, tombstones
from kiosk.storage.backup_file import Counts, KioskPart, Manifest, Member
from kiosk.storage.backup_source import Source, Work, file_state, require_space, work_folder
from kiosk.storage.sqlcipher import Database, StoppedError, open_database

_CHUNK: Final = 1 << 20
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Made:
    """A new backup.

    Attributes:
        path: The file.
        made: When.
        size: Bytes.
        sha256: Of the whole file.
        is_verified: It was opened again and checked; False where Zone R's key was nobody's.
        counts: Rows of Zone R; None as well.
        overdue: Backups that still hold Zone K although they should not: they could not be rewritten.
    """

    path: Path
    made: Instant
    size: int
    sha256: str
    is_verified: bool
    counts: Counts | None
    overdue: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Copies:
    """Both zones in the work folder.

    Attributes:
        schema_k: Zone K's version.
        templates: Rows of it.
        schema_r: Zone R's version; None where it could not be opened.
        counts: Rows of it; None as well.
    """

    schema_k: int
    templates: int
    schema_r: int | None
    counts: Counts | None


def make(source: Source, work: Work) -> Made:
    """Make a backup, read it back, and then tidy the folder.

    Raises:
        KioskError: BACKUP_NO_SPACE before anything is written; BACKUP_NOT_WRITTEN; BACKUP_BAD with a reason
            code when what was written is not what was to be; DATABASE_DAMAGED when the data themselves are.
        StoppedError: When it was asked to stop; nothing is left.
    """
    try:
        backup_folder.make(source.folder)
        size = _size_of(source)
        require_space({source.data_dir.root: size, source.folder: size})
        backup_folder.remove_leftovers(source.folder, source.install)
        work.expect(4 * size)
        with work_folder(source.data_dir) as folder:
            copies = _copy_both(source, folder, work, size)
            path, sha256 = _write(source, folder, copies, work)
        tombstones.write_beside(source.folder, source.pepper.reveal(), source.erased)
    except OSError:
        raise KioskError(Code.BACKUP_NOT_WRITTEN, where=source.folder) from None
    work.advance(4 * size)  # copies are smaller than what they are made from
    overdue = backup_folder.tidy(source.folder, source.install, source.now)
    is_verified = copies.counts is not None
    logs.event("backup-made", is_verified=is_verified, size=path.stat().st_size)
    return Made(path, source.now, path.stat().st_size, sha256, is_verified, copies.counts, tuple(overdue))


def counts_of(database: Database, schema: str = "main") -> Counts:
    """Count Zone R's rows."""
    found = [database.read(f"SELECT count(*) FROM {schema}.{table}")[0][0] for table in _TABLES]
    return Counts(*found)


_TABLES: Final = ("people", "marks", "audit")


def _size_of(source: Source) -> int:
    files = (source.data_dir.kiosk_db, source.data_dir.records_db)
    return sum(
        path.stat().st_size
        for file in files
        for path in (file, file.with_name(file.name + "-wal"))
        if path.exists()
    )


def _copy_both(source: Source, folder: Path, work: Work, size: int) -> _Copies:
    work.step("copy")
    try:
        with source.kiosk.lent() as kiosk:
            kiosk.copy_to(folder / backup_file.KIOSK)
        work.step("check")
        schema_k, templates = _check_kiosk(source, folder / backup_file.KIOSK)
        if source.records is None:
            work.step("copy")
            _copy_closed(source, folder)
            return _Copies(schema_k, templates, None, None)
        with source.records.lent() as records:
            work.step("copy")
            before = counts_of(records)
            records.copy_to(folder / backup_file.RECORDS)
            after = counts_of(records)
            work.step("check")
            schema_r, counts = _check_records(records, folder / backup_file.RECORDS, before, after)
    except KioskError as error:
        if error.code is Code.DATABASE_FULL:
            raise KioskError(Code.BACKUP_NOT_WRITTEN, where=source.data_dir.root) from None
        raise
    work.advance(size)
    return _Copies(schema_k, templates, schema_r, counts)


def _check_kiosk(source: Source, path: Path) -> tuple[int, int]:
    copy = open_database(path, source.kiosk_key)
    try:
        # Marks of this day, by random id: here they go at midnight, and would lie in the backup for a month.
        with copy.transaction():
            tables = {row[0] for row in copy.read("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            # What an older program left has not all of them: a backup is made before that changes.
            for table in {"today", "passages", "card_bursts"} & tables:
                copy.write(f"DELETE FROM {table}")
        if copy.integrity_problems():
            raise KioskError(Code.BACKUP_BAD, detail="kiosk")
        return copy.user_version, int(copy.read("SELECT count(*) FROM templates")[0][0])
    finally:
        copy.close()


def _check_records(records: Database, path: Path, before: Counts, after: Counts) -> tuple[int, Counts]:
    """Open the copy again. Marks may have come in while it was made: its rows lie between the two counts."""
    with records.attached(path) as copy:
        if records.integrity_problems(copy):
            raise KioskError(Code.BACKUP_BAD, detail="records")
        found = counts_of(records, copy)
        schema = int(records.read(f"PRAGMA {copy}.user_version")[0][0])
    spans = zip(_numbers(before), _numbers(found), _numbers(after), strict=True)
    if any(not min(first, last) <= own <= max(first, last) for first, own, last in spans):
        raise KioskError(Code.BACKUP_BAD, detail="counts")
    return schema, found


def _numbers(counts: Counts) -> tuple[int, int, int]:
    return counts.people, counts.marks, counts.audit


def _copy_closed(source: Source, folder: Path) -> None:
    """Copy Zone R's file while it is closed; somebody may sign in meanwhile, then it is done again.

    Raises:
        StoppedError: When it changed each time: it is somebody's now. Or when the slots were written since
            the job was begun: keys may have been rotated, and what was copied not open by the slots of then.
    """
    database = source.data_dir.records_db
    log = database.with_name(database.name + "-wal")
    for _ in range(_TRIES):
        before, log_before = file_state(database), file_state(log)
        _copy_file(database, folder / backup_file.RECORDS)
        if log_before is not None and log_before.size:
            _copy_file(log, folder / backup_file.RECORDS_WAL)
        else:
            (folder / backup_file.RECORDS_WAL).unlink(missing_ok=True)
        # A log that begins after the copy was begun holds what comes after it.
        if before == file_state(database) and log_before in {None, file_state(log)}:
            break
    else:
        raise StoppedError
    # Whoever rotates keys writes the slots first, so looking at them last misses no rotation.
    if file_state(source.data_dir.slots_file) != source.slots_state:
        raise StoppedError


def _copy_file(source: Path, target: Path) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    with source.open("rb") as file, os.fdopen(handle, "wb") as copy:
        while chunk := file.read(_CHUNK):
            copy.write(chunk)


def _write(source: Source, folder: Path, copies: _Copies, work: Work) -> tuple[Path, str]:
    unfinished = backup_folder.unfinished(source.folder, source.install)
    work.step("write")
    pepper = source.pepper.reveal()
    try:
        with backup_file.writing(unfinished, pepper) as writer:
            members = [writer.add(backup_file.SLOTS, io.BytesIO(source.slots))]
            names = (backup_file.RECORDS, backup_file.RECORDS_WAL)
            there = [folder / name for name in names if (folder / name).exists()]
            members += [_add(writer, path, work) for path in there]
            part = KioskPart(
                copies.schema_k, copies.templates, _add(writer, folder / backup_file.KIOSK, work)
            )
            writer.finish(_manifest(source, copies, tuple(members), part))
        work.step("read-back")
        sha256 = _read_back(unfinished, pepper, work)
        final = source.folder / backup_folder.file_name(source.folder, source.now)
        unfinished.rename(final)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(source.folder)
    return final, sha256


def _add(writer: backup_file.Writer, path: Path, work: Work) -> Member:
    with path.open("rb") as file:
        return writer.add(path.name, file, work.advance)


def _manifest(source: Source, copies: _Copies, members: tuple[Member, ...], part: KioskPart) -> Manifest:
    return Manifest(
        source.install,
        source.device,
        source.now,
        __version__,
        source.is_trial,
        source.zone_r,
        copies.schema_r,
        copies.counts,
        members,
        part,
    )


def _read_back(path: Path, pepper: bytes, work: Work) -> str:
    try:
        with backup_file.reading(path) as backup:
            backup.check(work.advance)
            is_right = backup.manifest.is_authentic(pepper)
    except KioskError:
        is_right = False
    if not is_right:
        raise KioskError(Code.BACKUP_BAD, detail="read-back")
    return backup_file.sha256_of(path)
