"""Opening a backup again while somebody is signed in: a check, the monthly drill, or a look before restoring.

It is extracted into a folder of its own, both zones are opened, checked, counted and compared with what the
manifest says, and everything is taken away again. On a thread of its own; the data in use are only read.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.domain.backups import RestoreSummary
from kiosk.domain.clock import Instant
from kiosk.errors import Code, KioskError
from kiosk.storage import backup_file, backup_folder, rows, schema_check, schema_k, schema_r, zones
from kiosk.storage.backup_file import BackupFile, Manifest, reading
from kiosk.storage.backup_make import counts_of
from kiosk.storage.backup_source import Source, Work, require_space, work_folder
from kiosk.storage.sqlcipher import Database

OTHER_KEY = "other-key"
"""Zone R's key was changed since: this backup opens by its own slots, and not by the key in use."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How a check came out.

    Attributes:
        path: The file.
        made: When it was made; None when it cannot be read.
        sha256: Of the whole file; "" when it cannot be read.
        problem: A reason code; "" when it could be restored.
        people: Rows that were found.
        marks: The same.
    """

    path: Path
    made: Instant | None
    sha256: str
    problem: str
    people: int = 0
    marks: int = 0

    @property
    def is_faulty(self) -> bool:
        """It can never be restored."""
        return self.problem not in {"", OTHER_KEY}


@dataclass(frozen=True, slots=True)
class _Open:
    """An extracted backup.

    Attributes:
        records: Zone R in use, with the copy beside it.
        copy: The copy's schema name.
        kiosk: Zone K of the copy, migrated; None when it is not in the backup.
        manifest: What the file says.
    """

    records: Database
    copy: str
    kiosk: Database | None
    manifest: Manifest


class _Problem(Exception):  # noqa: N818 - an answer, not an error
    """A check failed; the text is its reason code."""


def check(source: Source, path: Path, work: Work) -> Checked:
    """Open a backup again.

    Raises:
        KioskError: BACKUP_NO_SPACE, BACKUP_NOT_WRITTEN when there is no room to look at it.
        StoppedError: When it was asked to stop.
    """
    made: Instant | None = None
    sha256 = ""
    try:
        with reading(path) as backup:
            made = backup.manifest.made
            sha256 = backup_file.sha256_of(path)
            with _opened(source, backup, work) as found:
                people, marks = _compare(found)
    except _Problem as problem:
        return Checked(path, made, sha256, str(problem))
    except KioskError as error:
        if error.code in {Code.BACKUP_NO_SPACE, Code.BACKUP_NOT_WRITTEN, Code.DATABASE_FULL}:
            raise
        return Checked(path, made, sha256, error.detail or error.code.value)
    except OSError:
        raise KioskError(Code.BACKUP_NOT_WRITTEN, where=source.data_dir.root) from None
    return Checked(path, made, sha256, "", people, marks)


def check_and_mark(source: Source, path: Path, work: Work) -> Checked:
    """Open a backup again; a faulty one gets another name, so that it is not kept in a sound one's place.

    Raises:
        KioskError: As `check`.
        StoppedError: When it was asked to stop.
    """
    checked = check(source, path, work)
    if not checked.is_faulty:
        return checked
    try:
        return replace(checked, path=backup_folder.mark_faulty(path))
    except OSError:
        return checked


def look_at(source: Source, path: Path, work: Work) -> RestoreSummary:
    """Say what a backup holds and what would be lost by restoring it.

    Raises:
        KioskError: BACKUP_UNREADABLE, BACKUP_HOSTILE, BACKUP_DAMAGED, BACKUP_FOREIGN, BACKUP_NEWER,
            BACKUP_NO_SPACE, BACKUP_NOT_WRITTEN.
        StoppedError: When it was asked to stop.
    """
    try:
        with reading(path) as backup:
            require_own(backup, source.install)
            with _opened(source, backup, work) as found:
                return _summary(source, found)
    except _Problem as problem:
        raise KioskError(Code.BACKUP_DAMAGED, where=path.name, detail=problem) from None
    except KioskError as error:
        if error.code is not Code.DATABASE_NEWER:
            raise
        raise KioskError(Code.BACKUP_NEWER, where=path.name) from None
    except OSError:
        raise KioskError(Code.BACKUP_NOT_WRITTEN, where=source.data_dir.root) from None


def require_own(backup: BackupFile, install: str) -> None:
    """Refuse another installation's backup. Raises KioskError BACKUP_FOREIGN."""
    if backup.manifest.install != install:
        raise KioskError(Code.BACKUP_FOREIGN, where=backup.name)


@contextmanager
def _opened(source: Source, backup: BackupFile, work: Work) -> Iterator[_Open]:
    """Extract a backup and open both of its zones."""
    if source.records is None:
        raise KioskError(Code.SIGNED_OUT)
    manifest = backup.manifest
    if not manifest.is_authentic(source.pepper.reveal()):
        raise _Problem("mac")
    if manifest.zone_r != source.zone_r:
        raise _Problem(OTHER_KEY)
    require_space({source.data_dir.root: manifest.size})
    work.expect(manifest.size)
    with ExitStack() as stack:
        folder = stack.enter_context(work_folder(source.data_dir))
        work.step("extract")
        backup.extract(folder, work.advance)
        work.step("check")
        kiosk = None
        if manifest.kiosk is not None:
            kiosk = _open_kiosk(folder / backup_file.KIOSK, source)
            stack.callback(kiosk.close)
        records = stack.enter_context(source.records.lent())
        try:
            copy = stack.enter_context(records.attached(folder / backup_file.RECORDS))
        except KioskError:
            raise _Problem("records") from None
        yield _Open(records, copy, kiosk, manifest)


def _open_kiosk(path: Path, source: Source) -> Database:
    try:
        return zones.open_zone(path, source.kiosk_key, schema_k.MIGRATIONS)
    except KioskError as error:
        if error.code is Code.DATABASE_FULL:
            raise
        raise _Problem("kiosk") from None


def _compare(found: _Open) -> tuple[int, int]:
    """Check both zones and count; gives people and marks."""
    kiosk = found.kiosk
    if _is_unsound(found.records, found.copy) or (kiosk is not None and _is_unsound(kiosk, "main")):
        raise _Problem("integrity")
    if not _has_real_times(found):
        raise _Problem("times")
    version = int(found.records.read(f"PRAGMA {found.copy}.user_version")[0][0])
    if not 1 <= version <= len(schema_r.MIGRATIONS):
        raise _Problem("schema")
    counts = counts_of(found.records, found.copy)
    if found.manifest.counts not in {None, counts}:
        raise _Problem("counts")
    if kiosk is not None and found.manifest.kiosk is not None:
        templates = kiosk.read("SELECT count(*) FROM templates")[0][0]
        if templates != found.manifest.kiosk.templates:
            raise _Problem("counts")
    return counts.people, counts.marks


def _has_real_times(found: _Open) -> bool:
    """Say what restoring would say: a check that passes where it would refuse is worth nothing."""
    is_real = schema_check.has_real_times(found.records, found.copy)
    return is_real and (found.kiosk is None or schema_check.has_real_times(found.kiosk))


def _is_unsound(database: Database, schema: str) -> bool:
    try:
        return bool(database.integrity_problems(schema))
    except KioskError as error:
        if error.code is Code.DATABASE_DAMAGED:
            return True
        raise


def _summary(source: Source, found: _Open) -> RestoreSummary:
    _compare(found)
    ids = {stone.person for stone in source.erased}
    records, copy = found.records, found.copy
    people = {row[0] for row in records.read(f"SELECT person FROM {copy}.people")}
    gone = people & ids
    templates = 0
    if found.kiosk is not None:
        owners = found.kiosk.read("SELECT person FROM templates")
        templates = sum(row[0] not in ids for row in owners)
    newest = records.read(f"SELECT at_utc, at_zone, at_offset FROM {copy}.marks ORDER BY at_utc DESC LIMIT 1")
    newest_mark = rows.instant(*newest[0]) if newest else None
    after = "" if newest_mark is None else newest_mark.utc_text
    lost = int(records.read("SELECT count(*) FROM main.marks WHERE at_utc > ?", (after,))[0][0])
    return RestoreSummary(
        found.manifest.made,
        str(records.read(f"SELECT name FROM {copy}.school")[0][0]),
        len(people - gone),
        int(records.read(f"SELECT count(*) FROM {copy}.marks")[0][0]),
        templates,
        len(gone),
        newest_mark,
        lost > 0,
        lost,
        found.kiosk is not None,
    )
