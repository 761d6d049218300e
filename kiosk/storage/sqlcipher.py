"""Opening an encrypted database and talking to it: the only place that knows the driver.

Each database belongs to the thread that opened it. No error that leaves here carries a value of a row: the
driver's text is dropped, and a broken constraint says only which one.
"""

import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as driver

from kiosk.errors import Code, KioskError
from kiosk.paths import FILE_MODE
from kiosk.storage.keys import SecretBytes

Value = str | int | float | bytes | None
BUSY_TIMEOUT_MS: Final = 5000
_KEY_SHAPE = re.compile(r"[0-9a-f]{64}")
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_NO_SPACE = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")


class ConstraintError(Exception):
    """A row was refused by the schema. The text names the constraint, never a value."""


class WrongKeyError(Exception):
    """The file is no database under this key."""


class Database:
    """One open SQLCipher database."""

    def __init__(self, connection: Any, name: str) -> None:
        """Take a keyed connection; used by `open_database`."""
        self._connection = connection
        self._name = name
        self._owner = threading.get_ident()

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self._name

    def read(self, sql: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """Run a query and give all its rows."""
        with self._guarded():
            rows: list[tuple[Any, ...]] = self._connection.execute(sql, values).fetchall()
        return rows

    def write(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one changing statement inside a transaction; says how many rows it changed.

        Raises:
            ConstraintError: If the schema refuses the row.
        """
        if not self.in_transaction:
            raise RuntimeError("a write needs a transaction")
        with self._guarded():
            count: int = self._connection.execute(sql, values).rowcount
        return count

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; ends when COMMIT has returned. Joins a transaction that is open already."""
        if self.in_transaction:
            yield
            return
        with self._guarded():
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with self._guarded():
                self._connection.execute("COMMIT")
        except BaseException:
            with self._guarded():
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            raise

    @property
    def in_transaction(self) -> bool:
        """Say whether a transaction is open."""
        return bool(self._connection.in_transaction)

    @property
    def user_version(self) -> int:
        """The schema's version."""
        return int(self.read("PRAGMA user_version")[0][0])

    def checkpoint(self) -> None:
        """Bring everything into the main file and empty the log, so that erased rows are in neither."""
        self.read("PRAGMA wal_checkpoint(TRUNCATE)")

    def integrity_problems(self) -> list[str]:
        """Check page authentication and structure; give what is wrong, without values."""
        self.checkpoint()
        pages = [str(row[0]) for row in self.read("PRAGMA cipher_integrity_check")]
        structure = [str(row[0]) for row in self.read("PRAGMA integrity_check") if row[0] != "ok"]
        references = [f"foreign key of {row[0]}" for row in self.read("PRAGMA foreign_key_check")]
        return pages + structure + references

    def close(self) -> None:
        """Close it. May be called again."""
        self._check_thread()
        self._connection.close()

    def _check_thread(self) -> None:
        if threading.get_ident() != self._owner:
            raise RuntimeError(f"{self._name} belongs to another thread")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        self._check_thread()
        try:
            yield
        except driver.IntegrityError as error:
            raise ConstraintError(_constraint(error)) from None
        except driver.Error as error:
            raise translate(error, self._name) from None


def translate(error: BaseException, name: str) -> Exception:
    """Turn a driver's error into a known one, or into a bug without any value in its text."""
    kind = str(getattr(error, "sqlite_errorname", ""))
    if kind.startswith(_DAMAGED):
        return KioskError(Code.DATABASE_DAMAGED, where=name)
    if kind.startswith(_NO_SPACE):
        return KioskError(Code.DATABASE_FULL, where=name, detail=kind)
    if kind.startswith(_BUSY):
        return KioskError(Code.DATA_DIR_BUSY, where=name)
    return RuntimeError(f"{name}: {type(error).__name__} {kind}")


def open_database(path: Path, key: SecretBytes, *, must_exist: bool = True) -> Database:
    """Open or make an encrypted database with this program's settings.

    Args:
        path: The file.
        key: 32 bytes, given to SQLCipher raw.
        must_exist: False makes a new file, mode 0600; True never makes one.

    Raises:
        KioskError: DATABASE_DAMAGED when the file is missing or broken, DATABASE_FULL when it cannot be
            opened.
        WrongKeyError: When it does not open with this key.
    """
    if must_exist and not path.is_file():
        raise KioskError(Code.DATABASE_DAMAGED, where=path.name)
    try:
        os.close(os.open(path, os.O_RDWR | (0 if must_exist else os.O_CREAT | os.O_EXCL), FILE_MODE))
    except OSError:
        raise KioskError(Code.DATABASE_FULL, where=path.name) from None
    try:
        connection = driver.connect(str(path), isolation_level=None, cached_statements=256)
    except driver.Error as error:
        raise translate(error, path.name) from None
    try:
        _configure(connection, key)
    except driver.Error as error:
        connection.close()
        if str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_NOTADB"):
            raise WrongKeyError from None
        raise translate(error, path.name) from None
    return Database(connection, path.name)


def _configure(connection: Any, key: SecretBytes) -> None:
    # SQLCipher takes a hex text of any other length for a passphrase, silently.
    hexadecimal = key.reveal().hex()
    if not _KEY_SHAPE.fullmatch(hexadecimal):
        raise ValueError("a database key has 32 bytes")
    # The log level comes first: a failing key would otherwise be written about on stderr.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("PRAGMA cipher_memory_security = ON")
    connection.execute(f"PRAGMA key = \"x'{hexadecimal}'\"")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    for setting in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "trusted_schema = OFF",
        "secure_delete = ON",  # freed pages are zeroed: the device key does not bring back what was erased
        "temp_store = MEMORY",
        "cell_size_check = ON",
    ):
        connection.execute(f"PRAGMA {setting}").fetchall()
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        raise RuntimeError("write-ahead logging is not available here")


def _constraint(error: BaseException) -> str:
    # SQLite's texts for broken constraints name tables, columns or a trigger's message. None is known to hold
    # a value; should one come, it would be quoted, so only the words before a quotation mark are kept.
    return re.split(r"[\"'`]", str(error), maxsplit=1)[0].strip()
