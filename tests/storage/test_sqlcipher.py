"""The driver: keys, versions, threads, and errors that say nothing of a row."""

import threading
from pathlib import Path

import pytest

from kiosk import process_guard
from kiosk.errors import Code, KioskError
from kiosk.storage import migrations, schema_k, schema_r
from kiosk.storage.keys import SecretBytes
from kiosk.storage.sqlcipher import ConstraintError, Database, WrongKeyError, open_database

KEY = SecretBytes(bytes(range(32)))
SCRIPT = "CREATE TABLE t (name TEXT PRIMARY KEY CHECK (length(name) < 20), n INTEGER) STRICT;"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = open_database(tmp_path / "a.db", KEY, must_exist=False)
    migrations.migrate(made, [SCRIPT])
    return made


def test_a_file_is_private_and_is_set_up_as_promised(database: Database, tmp_path: Path) -> None:
    for path in tmp_path.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path.name
    settings = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "cipher_memory_security": "0" if process_guard.wipe_freed_memory() else "1",
        "cipher_log_level": "NONE",
    }
    assert {name: database.read(f"PRAGMA {name}")[0][0] for name in settings} == settings
    database.close()


def test_another_key_or_another_file_does_not_open(database: Database, tmp_path: Path) -> None:
    database.close()
    with pytest.raises(WrongKeyError):
        open_database(tmp_path / "a.db", SecretBytes(bytes(32)))
    (tmp_path / "b.db").write_bytes(b"SQLite format 3\0" + bytes(9000))
    with pytest.raises(WrongKeyError):
        open_database(tmp_path / "b.db", KEY)
    with pytest.raises(KioskError) as caught:
        open_database(tmp_path / "none.db", KEY)
    assert caught.value.code is Code.DATABASE_DAMAGED
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_never_taken_for_a_passphrase(tmp_path: Path, length: int) -> None:
    with pytest.raises(ValueError, match=r"32 bytes|wiped"):
        open_database(tmp_path / "a.db", SecretBytes(b"k" * length), must_exist=False)


def test_a_newer_database_is_refused_and_left_alone(database: Database) -> None:
    with database.transaction():
        database.write("PRAGMA user_version = 2")
    with pytest.raises(KioskError) as caught:
        migrations.migrate(database, [SCRIPT])
    assert caught.value.code is Code.DATABASE_NEWER
    assert database.user_version == 2
    database.close()


def test_a_migration_that_fails_leaves_the_version_before(database: Database) -> None:
    with pytest.raises(RuntimeError):
        migrations.migrate(
            database, [SCRIPT, "CREATE TABLE u (a TEXT) STRICT; CREATE TABLE t (a TEXT) STRICT;"]
        )
    assert database.user_version == 1
    assert database.read("SELECT name FROM sqlite_schema WHERE name = 'u'") == []
    database.close()


def test_scripts_are_cut_between_statements_only() -> None:
    for script in (*schema_k.MIGRATIONS, *schema_r.MIGRATIONS):
        for statement in migrations.statements(script):
            body = "\n".join(line for line in statement.splitlines() if not line.strip().startswith("--"))
            assert body.strip().startswith(("CREATE", "INSERT", "ALTER", "DROP")), statement
    with pytest.raises(ValueError, match="ends inside"):
        migrations.statements("CREATE TABLE t (a TEXT")


def test_another_thread_may_not_touch_it(database: Database) -> None:
    caught: list[BaseException] = []

    def ask() -> None:
        try:
            database.read("SELECT 1")
        except RuntimeError as error:
            caught.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert len(caught) == 1
    database.close()


@pytest.mark.parametrize(
    ("sql", "values"),
    [
        ("INSERT INTO t VALUES (?, 1)", ("Zebediah",)),
        ("INSERT INTO t VALUES (?, 1)", ("Zebediah Quartermain the Elder",)),
        ("INSERT INTO t VALUES ('Zebediah2', ?)", ("Zebediah",)),
        ("INSERT INTO Zebediah VALUES (?)", ("Zebediah",)),
    ],
)
def test_no_error_holds_a_value_of_a_row(database: Database, sql: str, values: tuple[str, ...]) -> None:
    with database.transaction():
        database.write("INSERT INTO t VALUES ('Zebediah', 1)")
    with pytest.raises((ConstraintError, RuntimeError)) as caught, database.transaction():
        database.write(sql, values)
    assert "Zebediah" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    database.close()


def test_a_full_disk_is_a_known_error_and_nothing_is_half_written(database: Database) -> None:
    pages = database.read("PRAGMA page_count")[0][0]
    database.read(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        with database.transaction():
            for n in range(2000):
                database.write("INSERT INTO t VALUES (?, ?)", (f"name {n}", n))

    with pytest.raises(KioskError) as caught:
        fill()
    assert caught.value.code is Code.DATABASE_FULL
    assert database.read("SELECT count(*) FROM t") == [(0,)]
    database.close()


def test_a_write_needs_a_transaction(database: Database) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        database.write("DELETE FROM t")
    database.close()
