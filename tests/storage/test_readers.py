"""A second connection for another thread: it copies, opens copies without the key, and can be asked back."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.errors import Code, KioskError
from kiosk.storage import migrations
from kiosk.storage.keys import SecretBytes
from kiosk.storage.sqlcipher import Database, Reader, StoppedError, open_database

KEY = SecretBytes(bytes(range(32)))
SCRIPT = "CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
FOR_EVER = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c"
ROWS = 400


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Database]:
    made = open_database(tmp_path / "a.db", KEY, must_exist=False)
    migrations.migrate(made, [SCRIPT])
    with made.transaction():
        for number in range(ROWS):
            made.write("INSERT INTO t VALUES (?, ?)", (number, "x" * 200))
    yield made
    made.close()


@pytest.fixture
def reader(first: Database, tmp_path: Path) -> Iterator[Reader]:
    made = Reader(open_database(tmp_path / "a.db", KEY, is_lent=True))
    yield made
    made.close()


def test_a_copy_opens_beside_its_original_under_the_same_key(reader: Reader, tmp_path: Path) -> None:
    with reader.lent() as database:
        database.copy_to(tmp_path / "copy.db")
        with database.attached(tmp_path / "copy.db") as copy:
            assert database.read(f"SELECT count(*) FROM {copy}.t") == [(ROWS,)]
            assert database.read(f"PRAGMA {copy}.user_version") == [(1,)]
            assert database.integrity_problems(copy) == []
    assert (tmp_path / "copy.db").read_bytes()[16:40] != b"\0" * 24


def test_a_copy_that_is_damaged_or_anothers_is_told(reader: Reader, tmp_path: Path) -> None:
    with reader.lent() as database:
        database.copy_to(tmp_path / "copy.db")
        raw = bytearray((tmp_path / "copy.db").read_bytes())
        raw[3 * 4096 + 50] ^= 1
        (tmp_path / "copy.db").write_bytes(raw)
        with database.attached(tmp_path / "copy.db") as copy:
            assert database.integrity_problems(copy)
        open_database(tmp_path / "other.db", SecretBytes(bytes(32)), must_exist=False).close()
        with pytest.raises(KioskError) as caught, database.attached(tmp_path / "other.db"):
            pass
        assert caught.value.code is Code.DATABASE_DAMAGED


def test_writes_go_on_while_it_reads_and_its_copy_is_of_one_moment(
    first: Database, reader: Reader, tmp_path: Path
) -> None:
    with reader.lent() as database, database.transaction():
        assert database.read("SELECT count(*) FROM t") == [(ROWS,)]
    with reader.lent() as database:
        # A read that has begun and not ended: what a copy is, while it is being made.
        cursor = database._connection.execute("SELECT n FROM t")
        cursor.fetchone()
        with first.transaction():
            first.write("INSERT INTO t VALUES (?, ?)", (ROWS, "later"))
        assert not first.checkpoint()  # it does not wait, and says that the log is still there
        assert len(cursor.fetchall()) == ROWS - 1
    assert first.checkpoint()
    assert first.read("SELECT count(*) FROM t") == [(ROWS + 1,)]


def test_closing_ends_what_another_thread_does_with_it(reader: Reader) -> None:
    has_begun, ended = threading.Event(), []

    def work() -> None:
        with reader.lent() as database:
            has_begun.set()
            try:
                database.read(FOR_EVER)
            except StoppedError:
                ended.append("stopped")

    worker = threading.Thread(target=work, name="kiosk-test-reader")
    worker.start()
    assert has_begun.wait(10)
    reader.close()
    worker.join(10)
    assert ended == ["stopped"]
    reader.close()
    with pytest.raises(StoppedError), reader.lent() as database:
        database.read("SELECT 1")
