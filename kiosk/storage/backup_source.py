"""What a backup is made from and a copy checked with: handed by the databases' thread to another one.

Zone R's key is not in it: while somebody is signed in, copies of Zone R are opened by its second connection.
"""

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.domain.backups import BackupProgress
from kiosk.domain.clock import Instant
from kiosk.domain.ids import DeviceId
from kiosk.errors import Code, KioskError
from kiosk.paths import DIRECTORY_MODE, DataDir
from kiosk.storage import backup_file, slots, tombstones
from kiosk.storage.keys import SecretBytes
from kiosk.storage.sqlcipher import Reader, StoppedError
from kiosk.storage.tombstones import Tombstone

if TYPE_CHECKING:
    from kiosk.storage.vault import Vault

WORK: Final = "backup-work"
"""Folder in the data directory where copies are made, checked and taken away again."""
MARGIN_BYTES: Final = 20_000_000
"""Left free beside a backup: marks have to be saved meanwhile."""
_MB: Final = 1_000_000
_STEPS: Final = 100
OnProgress = Callable[[BackupProgress], None]


@dataclass(frozen=True, slots=True)
class FileState:
    """Which file lies somewhere: another one, or a changed one, has another number, size or time."""

    number: int
    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Source:
    """One kiosk's data, for one job of another thread.

    Attributes:
        data_dir: Where they are.
        folder: Of the backups.
        install: The installation's id.
        device: Its id as a maker of events.
        is_trial: Of a trial.
        now: The moment, in the school's zone.
        slots: The slot file.
        slots_state: Which one that is.
        pepper: Key of the manifest's MACs.
        zone_r: Which key pair Zone R has.
        kiosk_key: Zone K's.
        kiosk: Zone K's second connection.
        records: Zone R's; None while nobody is signed in.
        erased: Whom nothing may bring back.
    """

    data_dir: DataDir
    folder: Path
    install: str
    device: DeviceId
    is_trial: bool
    now: Instant
    slots: bytes
    slots_state: FileState | None
    pepper: SecretBytes
    zone_r: str
    kiosk_key: SecretBytes
    kiosk: Reader
    records: Reader | None
    erased: frozenset[Tombstone]

    def close(self) -> None:
        """Close Zone K's second connection and wipe the keys. Any thread; may be called again."""
        self.kiosk.close()
        self.kiosk_key.wipe()
        self.pepper.wipe()

    def __repr__(self) -> str:
        """Show nothing: it holds keys."""
        return "Source(...)"


def source_of(vault: "Vault", folder: Path, now: Instant) -> Source:
    """Take what a job needs, on the databases' thread."""
    is_signed_in, pepper = vault.signed_in is not None, vault.pepper()
    kiosk = vault.kiosk_reader()
    with kiosk.lent() as zone_k:
        public = bytes(zone_k.read("SELECT zone_r_public FROM install")[0][0])
        erased = tombstones.of_kiosk(zone_k)
    if is_signed_in:
        erased |= vault.office.backups.erased()
    return Source(
        vault.data_dir,
        folder,
        vault.slots.install,
        vault.device,
        vault.is_trial,
        now,
        slots.to_bytes(vault.slots),
        file_state(vault.data_dir.slots_file),
        SecretBytes(pepper),
        backup_file.zone_r_mark(pepper, public),
        vault.zone_k_key(),
        kiosk,
        vault.records_reader if is_signed_in else None,
        erased,
    )


def file_state(path: Path) -> FileState | None:
    """Say which file lies there; None for none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return FileState(found.st_ino, found.st_size, found.st_mtime_ns)


class Work:
    """How far a job is, and whether it shall stop."""

    def __init__(self, on_progress: OnProgress | None = None, stop: threading.Event | None = None) -> None:
        """Begin.

        Args:
            on_progress: Told of each hundredth and each step, on the job's thread.
            stop: Ends the job when it is set.
        """
        self._on_progress = on_progress
        self._stop = stop or threading.Event()
        self._progress = BackupProgress("", 0, 0)
        self._told = 0

    def expect(self, total: int) -> None:
        """Say how many bytes there are to be worked on."""
        self._progress = BackupProgress(self._progress.step, 0, total)

    def step(self, name: str) -> None:
        """Begin a step. Raises StoppedError."""
        self._progress = BackupProgress(name, self._progress.done, self._progress.total)
        self._tell()

    def advance(self, count: int) -> None:
        """Count bytes. Raises StoppedError."""
        before = self._progress
        done = min(before.done + count, before.total)
        self._progress = BackupProgress(before.step, done, before.total)
        if before.total and done * _STEPS // before.total != self._told:
            self._told = done * _STEPS // before.total
            self._tell()
        elif self._stop.is_set():
            raise StoppedError

    def _tell(self) -> None:
        if self._stop.is_set():
            raise StoppedError
        if self._on_progress is not None:
            self._on_progress(self._progress)


@contextmanager
def work_folder(data_dir: DataDir) -> Iterator[Path]:
    """Give an empty folder of one's own in the data directory, taken away at the end with what is in it.

    Raises:
        KioskError: BACKUP_NOT_WRITTEN.
    """
    parent = data_dir.root / WORK
    try:
        parent.mkdir(mode=DIRECTORY_MODE, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=parent))
    except OSError:
        raise KioskError(Code.BACKUP_NOT_WRITTEN, where=data_dir.root) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # another job's folder is in it
            parent.rmdir()


def remove_work(data_dir: DataDir) -> None:
    """Take away what a killed job left. Only while no job runs."""
    shutil.rmtree(data_dir.root / WORK, ignore_errors=True)


def require_space(needed: dict[Path, int]) -> None:
    """Say it before anything is written when there is too little room.

    Args:
        needed: Bytes a folder; two folders of one disk are added up.

    Raises:
        KioskError: BACKUP_NO_SPACE with the MB that are missing; BACKUP_NOT_WRITTEN when a folder is not
            there.
    """
    by_disk: dict[int, tuple[Path, int]] = {}
    for folder, size in needed.items():
        try:
            disk = folder.stat().st_dev
        except OSError:
            raise KioskError(Code.BACKUP_NOT_WRITTEN, where=folder) from None
        by_disk[disk] = (folder, size + by_disk.get(disk, (folder, MARGIN_BYTES))[1])
    for folder, size in by_disk.values():
        missing = size - shutil.disk_usage(folder).free
        if missing > 0:
            raise KioskError(Code.BACKUP_NO_SPACE, where=folder, detail=-(-missing // _MB))
