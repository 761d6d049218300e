"""Opening an encrypted database and talking to it: the only place that knows the driver.

Each database belongs to the thread that opened it. No error that leaves here carries a value of a row: the
driver's text is dropped, and a broken constraint says only which one.
"""

import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as driver

from kiosk import logs, process_guard
from kiosk.errors import Code, KioskError
from kiosk.paths import FILE_MODE, is_refused
from kiosk.storage.keys import SecretBytes
from kiosk.storage.wiping import burn

Value = str | int | float | bytes | None
BUSY_TIMEOUT_MS: Final = 5000
_KEY_SHAPE = re.compile(r"[0-9a-f]{64}")
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_NO_SPACE = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_INTERRUPTED = "SQLITE_INTERRUPT"
_ASK_AGAIN_S = 0.05


class ConstraintError(Exception):
    """A row was refused by the schema. The text names the constraint, never a value."""


class WrongKeyError(Exception):
    """The file is no database under this key."""


class StoppedError(Exception):
    """A connection that was lent to another thread was asked back."""


class Database:
    """One open SQLCipher database."""

    def __init__(self, connection: Any, path: Path, place: tuple[int, int]) -> None:
        """Take a keyed connection to the file at `path`; used by `open_database`."""
        self._connection = connection
        self._path = path
        self._name = path.name
        self._place = place
        self._owner = threading.get_ident()
        self._is_stopped = False

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
        """All or nothing; ends when COMMIT has returned. Joins a transaction that is open already.

        Raises:
            KioskError: DATABASE_FULL, DATABASE_DAMAGED, DATA_DIR_BUSY; DATA_DIR_LOST when the file is no
                longer where it was opened. Nothing was written then.
        """
        if self.in_transaction:
            yield
            return
        with self._guarded():
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._check_place()
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

    @property
    def changes(self) -> int:
        """How many rows this connection has written: the same number twice means none in between."""
        return int(self._connection.total_changes)

    def checkpoint(self) -> bool:
        """Bring everything into the main file and empty the log, so that erased rows are in neither.

        Returns:
            False when a `Reader` still reads the log: whoever lent it does this again when it is back. It is
            not waited for, as this thread serves the door.
        """
        self.read("PRAGMA busy_timeout = 0")
        try:
            found = self.read("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self.read(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        return not found[0][0]

    def integrity_problems(self, schema: str = "main") -> list[str]:
        """Check page authentication and structure; give what is wrong, without values.

        Args:
            schema: "main", or what `attached` gave.
        """
        self.read(f"PRAGMA {schema}.wal_checkpoint(TRUNCATE)")
        pages = [str(row[0]) for row in self.read(f"PRAGMA {schema}.cipher_integrity_check")]
        if pages:  # what is no page of ours cannot be read for its structure
            return pages
        structure = [str(row[0]) for row in self.read(f"PRAGMA {schema}.integrity_check") if row[0] != "ok"]
        references = [f"foreign key of {row[0]}" for row in self.read(f"PRAGMA {schema}.foreign_key_check")]
        return structure + references

    def rekey(self, key: SecretBytes) -> None:
        """Write everything anew under another key. The main file opens with the old one until `checkpoint`.

        Raises:
            KioskError: DATABASE_FULL, DATABASE_DAMAGED.
        """
        with self._guarded(), _key_statement("rekey", key) as statement:
            self._connection.execute(statement).fetchall()

    def copy_to(self, path: Path) -> None:
        """Write everything as of now into a new file under the same key, without the log and free pages.

        Raises:
            KioskError: DATABASE_FULL, DATABASE_DAMAGED.
        """
        with self._guarded():
            self._connection.execute("VACUUM INTO ?", (str(path),))

    @contextmanager
    def attached(self, path: Path) -> Iterator[str]:
        """Open a copy of this database beside it, under the key that this connection has.

        That works for copies only: the key is the same, and so is the salt at the file's beginning.

        Yields:
            The copy's schema name.

        Raises:
            KioskError: DATABASE_DAMAGED when it is no database under this key.
        """
        with self._guarded():
            self._connection.execute("ATTACH DATABASE ? AS copy", (str(path),))
        try:
            yield "copy"
        finally:
            # A statement that was interrupted can leave the copy locked: closing the connection frees it.
            with suppress(driver.Error):
                self._connection.execute("DETACH DATABASE copy")

    def take_over(self) -> None:
        """Let the calling thread use it from now on; for connections opened with `is_lent`."""
        self._owner = threading.get_ident()

    def stop(self) -> None:
        """End what another thread does with it now, and refuse what it asks next. Any thread."""
        self._is_stopped = True
        with suppress(driver.ProgrammingError):  # it is closed already
            self._connection.interrupt()

    def close(self) -> None:
        """Close it. May be called again."""
        self._check_thread()
        self._connection.close()

    def _check_place(self) -> None:
        # A file that was deleted or moved takes writes as gladly as before, and the next start does not see
        # them: ticks for nothing.
        try:
            place = _place(self._path)
        except PermissionError:
            return  # hidden from this account since, and not gone: what is open stays good
        except OSError:
            place = None
        if place != self._place:
            raise _logged(KioskError(Code.DATA_DIR_LOST, where=self._path.parent))

    def _check_thread(self) -> None:
        if threading.get_ident() != self._owner:
            raise RuntimeError(f"{self._name} belongs to another thread")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        self._check_thread()
        if self._is_stopped:
            raise StoppedError
        try:
            yield
        except driver.IntegrityError as error:
            raise ConstraintError(_constraint(error)) from None
        except driver.Error as error:
            raise translate(error, self._name) from None


class Reader:
    """A second connection to a zone, for one other thread at a time: it copies the zone and checks copies.

    Made where the key is known. Zone R's key is not kept after that, and none is needed: a copy opens beside
    it (`Database.attached`). Readers do not stand in the way of the first connection's writes.
    """

    def __init__(self, database: Database) -> None:
        """Take a connection opened with `is_lent`."""
        self._database = database
        self._lock = threading.Lock()

    @contextmanager
    def lent(self) -> Iterator[Database]:
        """Use it on this thread.

        Raises:
            StoppedError: When it was closed, also in the middle of the block.
        """
        with self._lock:
            self._database.take_over()
            yield self._database

    def close(self) -> None:
        """End what goes on with it, and close it. Any thread; may be called again."""
        self._database.stop()
        while not self._lock.acquire(timeout=_ASK_AGAIN_S):
            self._database.stop()  # it may have been between two statements
        try:
            self._database.take_over()
            self._database.close()
        finally:
            self._lock.release()


def translate(error: BaseException, name: str) -> Exception:
    """Turn a driver's error into a known one, or into a bug without any value in its text."""
    kind = str(getattr(error, "sqlite_errorname", ""))
    if kind.startswith(_DAMAGED):
        return _logged(KioskError(Code.DATABASE_DAMAGED, where=name))
    if kind.startswith(_NO_SPACE):
        return _logged(KioskError(Code.DATABASE_FULL, where=name, detail=kind))
    if kind.startswith(_BUSY):
        return _logged(KioskError(Code.DATA_DIR_BUSY, where=name))
    if kind == _INTERRUPTED:
        return StoppedError()
    return RuntimeError(f"{name}: {type(error).__name__} {kind}")


def _logged(error: KioskError) -> KioskError:
    """Note a trouble of the disk where it is met: whoever asked is told, and the log would not know."""
    logs.event("database-trouble", code=error.code)
    return error


def open_database(
    path: Path, key: SecretBytes, *, must_exist: bool = True, is_lent: bool = False
) -> Database:
    """Open or make an encrypted database with this program's settings.

    Args:
        path: The file.
        key: 32 bytes, given to SQLCipher raw.
        must_exist: False makes a new file, mode 0600; True never makes one.
        is_lent: For a `Reader`: threads may take it over from each other.

    Raises:
        KioskError: DATABASE_DAMAGED when the file is missing or broken, DATA_DIR_UNWRITABLE when this account
            may not write it, DATABASE_FULL when it cannot be opened for another reason.
        WrongKeyError: When it does not open with this key.
    """
    if must_exist and not path.is_file():
        raise KioskError(Code.DATABASE_DAMAGED, where=path.name)
    try:
        os.close(os.open(path, os.O_RDWR | (0 if must_exist else os.O_CREAT | os.O_EXCL), FILE_MODE))
        place = _place(path)
        is_empty = path.stat().st_size == 0
    except OSError as error:
        if is_refused(error):
            raise KioskError(Code.DATA_DIR_UNWRITABLE, where=path.parent) from None
        raise KioskError(Code.DATABASE_FULL, where=path.name) from None
    if must_exist and is_empty:  # SQLite would take it for a new database and write one over what was lost
        raise KioskError(Code.DATABASE_DAMAGED, where=path.name)
    try:
        connection = driver.connect(
            str(path), isolation_level=None, cached_statements=256, check_same_thread=not is_lent
        )
    except driver.Error as error:
        raise translate(error, path.name) from None
    try:
        _configure(connection, key)
    except driver.Error as error:
        connection.close()
        if str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_NOTADB"):
            raise WrongKeyError from None
        raise translate(error, path.name) from None
    return Database(connection, path, place)


def _place(path: Path) -> tuple[int, int]:
    """Give the disk and the number of the file at a path. Raises OSError."""
    found = path.stat()
    return (found.st_dev, found.st_ino)


def _configure(connection: Any, key: SecretBytes) -> None:
    # The log level comes first: a failing key would otherwise be written about on stderr.
    connection.execute("PRAGMA cipher_log_level = NONE")
    if not process_guard.wipe_freed_memory():
        connection.execute("PRAGMA cipher_memory_security = ON")
    with _key_statement("key", key) as statement:
        connection.execute(statement)
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    for setting in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "trusted_schema = OFF",
        "secure_delete = ON",  # freed pages are zeroed: the device key does not bring back what was erased
        "temp_store = MEMORY",
        "cache_size = -65536",  # KiB at most: a page that was dropped has to be decrypted again
        "cell_size_check = ON",
    ):
        connection.execute(f"PRAGMA {setting}").fetchall()
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        raise RuntimeError("write-ahead logging is not available here")


@contextmanager
def _key_statement(pragma: str, key: SecretBytes) -> Iterator[str]:
    """Give the statement that hands a key over, for one use: it is overwritten then, and so is each copy."""
    with key.revealed() as raw:
        hexadecimal = raw.hex()
    statement = f"PRAGMA {pragma} = \"x'{hexadecimal}'\""
    try:
        # SQLCipher takes a hex text of any other length for a passphrase, silently.
        if not _KEY_SHAPE.fullmatch(hexadecimal):
            raise ValueError("a database key has 32 bytes")
        yield statement
    finally:
        burn(hexadecimal, statement)


def _constraint(error: BaseException) -> str:
    # SQLite's texts for broken constraints name tables, columns or a trigger's message. None is known to hold
    # a value; should one come, it would be quoted, so only the words before a quotation mark are kept.
    return re.split(r"[\"'`]", str(error), maxsplit=1)[0].strip()
