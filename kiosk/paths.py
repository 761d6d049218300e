"""Where things are: the data directory's files and what comes with the program."""

import errno
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

DIRECTORY_MODE = 0o700
FILE_MODE = 0o600


def program_root() -> Path:
    """Give the folder that holds models/ and resources/: the checkout, or the built program's own."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parent.parent


def models_dir() -> Path:
    """Give the folder of manifest.toml; built files are in its `built` folder."""
    return program_root() / "models"


def resources_dir() -> Path:
    """Give the folder of icons, translations, fonts and portraits."""
    return program_root() / "resources"


def default_data_dir() -> Path:
    """Give the data directory used when no --data-dir is named."""
    return user_data_path("rollcall", appauthor=False)


@dataclass(frozen=True, slots=True)
class DataDir:
    """The files of one data directory. Makes nothing by itself but on `create`."""

    root: Path

    @property
    def kiosk_db(self) -> Path:
        """Zone K."""
        return self.root / "kiosk.db"

    @property
    def records_db(self) -> Path:
        """Zone R."""
        return self.root / "records.db"

    @property
    def slots_file(self) -> Path:
        """Key slots, each under its own passphrase or key."""
        return self.root / "slots.json"

    @property
    def slots_copy(self) -> Path:
        """The same once more, for when the first was damaged."""
        return self.root / "slots-copy.json"

    @property
    def device_key_file(self) -> Path:
        """The device key where no keyring can hold it."""
        return self.root / "device.key"

    @property
    def waits_file(self) -> Path:
        """Wrong tries to give the device key back, counted while Zone K cannot be opened."""
        return self.root / "waits.json"

    @property
    def settings_file(self) -> Path:
        """Settings without any personal datum."""
        return self.root / "settings.toml"

    @property
    def lock_file(self) -> Path:
        """Held while a program uses the directory."""
        return self.root / "in-use.lock"

    @property
    def backup_dir(self) -> Path:
        """Where backups go unless the settings name another folder."""
        return self.root / "backups"

    def backups_in(self, chosen: str) -> Path:
        """Give the folder of the backups: the one that the settings name, or where that is "" the own one."""
        return Path(chosen).expanduser() if chosen else self.backup_dir

    @property
    def restore_marker(self) -> Path:
        """Beside the directory while a restore is decided and not done."""
        return self.root.with_name(f".{self.root.name}.restore")

    @property
    def log_dir(self) -> Path:
        """Logs: codes and short ids."""
        return self.root / "logs"

    @property
    def unfinished_file(self) -> Path:
        """There while a school is being made; what a killed set-up leaves behind is nobody's data."""
        return self.root / "setup-unfinished"

    @property
    def exists(self) -> bool:
        """Say whether a school was set up here."""
        try:
            return self._holds_a_school()
        except PermissionError:
            return True  # hidden from this account, not absent: the wizard must not begin over it

    def _holds_a_school(self) -> bool:
        if self.unfinished_file.exists():
            return False
        return self.slots_file.exists() or self.kiosk_db.exists() or self.records_db.exists()

    def create(self) -> None:
        """Make the directory, readable by its owner only."""
        self.root.mkdir(mode=DIRECTORY_MODE, parents=True, exist_ok=True)
        if os.name == "posix":
            self.root.chmod(DIRECTORY_MODE)


def is_refused(error: OSError) -> bool:
    """Say whether the right to write is missing, not the space: a mode, an owner, a read-only disk."""
    return error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}


def write_private(path: Path, content: bytes) -> None:
    """Replace a file whole, readable by its owner only: temporary file, fsync, rename, fsync of the folder.

    Raises:
        OSError: If it cannot be written; the old file is then untouched.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not a regular file")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    # An export folder can be one that others write to: what they laid there (a link, a file they hold open)
    # is taken away, and never written into.
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's own list of names to the disk, where the system knows that. Raises OSError."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
