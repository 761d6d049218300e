"""BackupApi and the nightly work: what is slow runs on a thread of its own, beside the databases' one.

That thread asks the databases' thread for what it needs and tells it what came of it; copying, hashing and
checking hold up neither door nor desk. Signing out, or stopping the program, ends what needs Zone R.
"""

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from kiosk import logs
from kiosk.domain.backups import (
    BackupEntry,
    BackupProgress,
    BackupView,
    DrillReport,
    RestoreSummary,
    last_due,
)
from kiosk.domain.clock import Instant
from kiosk.errors import Code, KioskError
from kiosk.runtime.side_thread import SideThread

if TYPE_CHECKING:
    from kiosk.domain.people import SignedIn
    from kiosk.paths import DataDir
    from kiosk.runtime.services import Services
    from kiosk.storage.backup_check import Checked
    from kiosk.storage.backup_make import Made
    from kiosk.storage.backup_source import Source, Work
    from kiosk.storage.vault import Vault

T = TypeVar("T")
THREAD_NAME: Final = "rollcall-backup"
CHORE: Final = "backup"
_LOOK_TICKS: Final = 60
_FIRST_LOOK: Final = 30
"""Nothing is begun in the first half minute: a command that runs for a moment is not made to wait."""
_AFTER_SIGN_IN: Final = 5
"""The same for whoever signs in for a moment."""
TIDY_EVERY: Final = timedelta(hours=1)
AGAIN_AFTER: Final = timedelta(hours=1)
"""A nightly backup that failed is tried again after this: a full disk does not empty itself in a minute."""


class BackupService:
    """Implements BackupApi."""

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._thread = SideThread(THREAD_NAME, "backup-failed")
        self._stop = threading.Event()
        self._is_ending = False
        # Only used on the database thread:
        self._ticks = 0
        self._signed_in: SignedIn | None = None
        self._signed_in_ticks = 0
        self._tidied: datetime | None = None
        self._not_before: datetime | None = None
        self._by_itself: Future[None] | None = None

    # BackupApi

    def view(self) -> "Future[BackupView]":
        """Give what there is."""
        return self._services.submit(lambda vault: vault.office.backups.view(self._services.backup_folder()))

    def back_up(self, on_progress: Callable[[BackupProgress], None] | None = None) -> "Future[BackupEntry]":
        """Make one now and check it. `on_progress` is called on another thread.

        Raises:
            KioskError: SIGNED_OUT, NOT_ALLOWED, BACKUP_NO_SPACE, BACKUP_NOT_WRITTEN, BACKUP_BAD,
                BACKUP_STOPPED, by the future.
        """

        def job() -> BackupEntry:
            made = self._make(self._allowed_source, on_progress)
            return self._ask(lambda vault: self._note_made(vault, made, by_hand=True))

        return self._submit(job)

    def drill(self) -> "Future[DrillReport]":
        """Restore the newest backup to a place of its own, look at it, and take it away again.

        Raises:
            KioskError: SIGNED_OUT, NOT_ALLOWED; BACKUP_UNREADABLE when there is no backup; BACKUP_NO_SPACE,
                BACKUP_NOT_WRITTEN, BACKUP_STOPPED, by the future.
        """

        def job() -> DrillReport:
            source = self._ask(self._allowed_source)
            newest = _newest(source.folder, source.install)
            if newest is None:
                source.close()
                raise KioskError(Code.BACKUP_UNREADABLE, where=source.folder)
            checked = self._check(newest, lambda _: source)
            return self._ask(lambda vault: vault.office.backups.note_drill(checked, by_hand=True))

        return self._submit(job)

    def look_at(self, file: Path) -> "Future[RestoreSummary]":
        """Say what a backup holds, by the keys there are. Raises BACKUP_*."""

        def job() -> RestoreSummary:
            from kiosk.storage.backup_check import look_at

            return self._with(self._allowed_source, None, lambda source, work: look_at(source, file, work))

        return self._submit(job)

    def cancel(self) -> None:
        """Stop what runs; its future holds BACKUP_STOPPED."""
        self._stop.set()

    # For the services

    def tick(self, vault: "Vault") -> None:
        """Begin what is due. Database thread only."""
        self._ticks += 1
        if vault.signed_in is not self._signed_in:
            self._signed_in, self._signed_in_ticks = vault.signed_in, 0
        self._signed_in_ticks += 1
        if self._by_itself is not None and not self._by_itself.done():
            return
        if self._signed_in is not None and self._signed_in_ticks == _AFTER_SIGN_IN:
            self._by_itself = self._begin(self._check_all)
        elif self._ticks % _LOOK_TICKS == _FIRST_LOOK:
            self._look(vault, self._services.clock())

    def stop(self, timeout: float) -> list[str]:
        """End the thread; gives its name when it did not end."""
        self._is_ending = True
        self._stop.set()
        return [] if self._thread.stop(timeout) else [self._thread.name]

    # By itself

    def _look(self, vault: "Vault", now: Instant) -> None:
        if self._is_backup_due(vault, now):
            self._not_before = now.utc + AGAIN_AFTER
            self._by_itself = self._begin(self._nightly)
        elif self._tidied is None or abs(now.utc - self._tidied) >= TIDY_EVERY:
            is_first = self._tidied is None
            self._tidied = now.utc
            self._by_itself = self._begin(lambda: self._tidy(is_first=is_first))

    def _is_backup_due(self, vault: "Vault", now: Instant) -> bool:
        if self._not_before is not None and now.utc < self._not_before <= now.utc + AGAIN_AFTER:
            return False
        last = vault.last_chore(CHORE)
        if last is None:  # a new school: its first backup is tonight's
            vault.chore_done(CHORE, "none-yet")
            return False
        return datetime.fromisoformat(last[0]) < last_due(now, self._services.settings.backup_time).utc

    def _nightly(self) -> None:
        made = self._make(self._source, None)
        self._ask(lambda vault: self._note_made(vault, made, by_hand=False))

    def _tidy(self, *, is_first: bool) -> None:
        from kiosk.storage import backup_folder, known_folders, left_behind, swap
        from kiosk.storage.backup_source import remove_work

        source = self._ask(self._source)
        try:
            if is_first:  # what a kill left, of a backup and of a restore into this directory
                remove_work(source.data_dir)
                swap.remove_leftover(swap.places_for(source.data_dir.root))
            with source.kiosk.lent() as zone_k:
                folders = known_folders.with_known(zone_k, source.folder)
            for folder in folders:
                backup_folder.tidy(folder, source.install, source.now, TIDY_EVERY)
            left_behind.tidy(source.data_dir, source.now, TIDY_EVERY)
        finally:
            source.close()

    def _check_all(self) -> None:
        """Check what was made while nobody was signed in, and try a restore when a month is over."""
        folder, unchecked, is_drill_due = self._ask(self._what_to_check)
        done = {path: self._check_and_note(path) for path in unchecked}
        if is_drill_due:
            newest = _newest(folder, self._ask(lambda vault: vault.slots.install))
            if newest is not None:
                checked = done.get(newest) or self._check(newest, self._source)
                self._ask(lambda vault: vault.office.backups.note_drill(checked, by_hand=False))

    def _what_to_check(self, vault: "Vault") -> tuple[Path, list[Path], bool]:
        backups, folder = vault.office.backups, self._services.backup_folder()
        return folder, backups.unchecked(folder), backups.is_drill_due(folder)

    def _check_and_note(self, path: Path) -> "Checked":
        checked = self._check(path, self._source)
        self._ask(lambda vault: vault.office.backups.note_checked(checked))
        return checked

    # Inside

    def _begin(self, job: Callable[[], None]) -> "Future[None]":
        """Run a job whose failure is said in the log, and shows on the desk as work that is overdue."""

        def quietly() -> None:
            try:
                self._run(job)
            except KioskError as error:
                logs.event("backup-work-failed", code=error.code)

        return self._thread.submit(quietly)

    def _submit(self, job: Callable[[], T]) -> "Future[T]":
        return self._thread.submit(lambda: self._run(job))

    def _run(self, job: Callable[[], T]) -> T:
        from kiosk.storage.sqlcipher import StoppedError

        if not self._is_ending:
            self._stop.clear()
        try:
            return job()
        except (StoppedError, CancelledError):
            raise KioskError(Code.BACKUP_STOPPED) from None

    def _ask(self, job: Callable[["Vault"], T]) -> T:
        """Have something done on the database thread, and wait for it. Never while a connection is lent."""
        return self._services.submit(job).result()

    def _make(
        self, source_of: Callable[["Vault"], "Source"], on_progress: Callable[[BackupProgress], None] | None
    ) -> "Made":
        from kiosk.storage.backup_make import make

        return self._with(source_of, on_progress, make)

    def _check(self, path: Path, source_of: Callable[["Vault"], "Source"]) -> "Checked":
        from kiosk.storage.backup_check import check_and_mark

        return self._with(source_of, None, lambda source, work: check_and_mark(source, path, work))

    def _with(
        self,
        source_of: Callable[["Vault"], "Source"],
        on_progress: Callable[[BackupProgress], None] | None,
        job: Callable[["Source", "Work"], T],
    ) -> T:
        from kiosk.storage.backup_source import Work

        source = self._ask(source_of)
        try:
            return job(source, Work(on_progress, self._stop))
        finally:
            source.close()

    def _source(self, vault: "Vault") -> "Source":
        from kiosk.storage.backup_source import source_of

        return source_of(vault, self._services.backup_folder(), self._services.clock())

    def _allowed_source(self, vault: "Vault") -> "Source":
        vault.office.backups.require()
        return self._source(vault)

    def _note_made(self, vault: "Vault", made: "Made", *, by_hand: bool) -> BackupEntry:
        """Write down a backup; when its maker has signed out meanwhile, the next sign-in checks it again."""
        from kiosk.storage import known_folders

        folder = made.path.parent
        vault.chore_done(CHORE, "")
        vault.chore_done(known_folders.chore_of(folder), str(folder))
        self._not_before = None
        if vault.signed_in is None:
            return BackupEntry(made.path.name, made.made, made.size, has_templates=True, is_verified=None)
        backups = vault.office.backups
        backups.forget_gone(self._services.backup_folder())
        return backups.note_made(made, by_hand=by_hand)


def folder_of(data_dir: "DataDir", chosen: str) -> Path:
    """Give the folder of the backups.

    Args:
        data_dir: The school's.
        chosen: By the settings; "" for none.
    """
    return data_dir.backups_in(chosen)


def _newest(folder: Path, install: str) -> Path | None:
    from kiosk.storage import backup_folder

    return next((one.path for one in backup_folder.found(folder, install) if not one.is_faulty), None)
