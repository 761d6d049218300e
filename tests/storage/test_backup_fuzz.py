"""Backups whose MAC is right and whose content is not: one sentence, no traceback, nothing changed.

Whoever once had the pepper can make such a file. `pytest -m slow` tries 5,000, the quick part 200.
"""

import io
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from kiosk.errors import KioskError
from kiosk.paths import DataDir
from kiosk.storage import backup_file
from kiosk.storage.backup_file import KIOSK, RECORDS, SLOTS, Counts, Manifest
from kiosk.storage.backup_source import Work
from kiosk.storage.keys import AllKeys, SecretBytes
from kiosk.storage.recover import Proof
from kiosk.storage.restore import Wish, prepared
from kiosk.storage.sqlcipher import Database, open_database
from kiosk.storage.vault import Vault
from tests.fakes_storage import LIGHT, PASSPHRASE, SchoolClock, SmallSchool, keys_again, small_school
from tests.storage.restoring import back_up

FOLLOWING = ("backup-", "database-", "slots-", "passphrase-", "recovery-", "admin-", "outbox-", "attended-")
VALUES: st.SearchStrategy[object] = st.one_of(
    st.none(),
    st.sampled_from(
        [0, 1, -1, 2**62, -(2**62), "", "x", "x" * 5000, "2026", "Mars/Base", "ff" * 18, b"", bytes(32)]
    ),
    st.integers(-(2**63), 2**63 - 1),
    st.text(max_size=40),
    st.binary(max_size=64),
)


@dataclass(frozen=True, slots=True)
class Base:
    """A sound backup, taken apart."""

    members: dict[str, bytes]
    manifest: Manifest
    keys: AllKeys
    columns: tuple[tuple[str, str, str], ...]
    """Database, table and column."""
    target: Path
    before: dict[str, bytes]
    clock: SchoolClock
    work: Path

    def _repr_pretty_(self, printer: RepresentationPrinter, _: bool) -> None:
        printer.text("Base(...)")  # hypothesis would print half a megabyte of database


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to it."""

    kind: str
    place: int
    value: object
    row: int


KINDS: tuple[str, ...] = (
    "drop",
    "delete",
    "version",
    "bytes",
    "swap",
    "plain",
    "other-key",
    "counts",
    "templates",
    "schema",
)
KINDS += ("trigger", "cut", "slots", "install", "extra-row", *["value"] * 4)
CHANGES = st.builds(Change, st.sampled_from(KINDS), st.integers(0, 10_000), VALUES, st.integers(0, 3))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    memory = Path("/dev/shm")  # five thousand times a dozen commits: no disk has to see them
    folder = tempfile.mkdtemp(dir=memory) if memory.is_dir() else str(tmp_path_factory.mktemp("fuzz"))
    yield _base(Path(folder))
    shutil.rmtree(folder, ignore_errors=True)


def _base(root: Path) -> Base:
    school = small_school(root / "data")
    _live(school)
    made = back_up(school, root / "backups")
    keys = keys_again(school.vault)
    columns = []
    assert school.vault._zone_r is not None
    for name, database in ((KIOSK, school.vault._kiosk), (RECORDS, school.vault._zone_r.database)):
        for (table,) in database.read("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"):
            columns += [(name, table, row[1]) for row in database.read(f"PRAGMA table_info({table})")]
    with backup_file.reading(made.path) as backup:
        (root / "apart").mkdir()
        backup.extract(root / "apart")
        manifest = backup.manifest
    members = {m.name: (root / "apart" / m.name).read_bytes() for m in manifest.all_members}
    clock = school.clock
    school.vault.close()
    for path in (root / "data").glob("*-shm"):
        path.unlink()
    return Base(
        members, manifest, keys, tuple(columns), root / "data", _snapshot(root / "data"), clock, root / "work"
    )


def _live(school: SmallSchool) -> None:
    school.enrol(0)
    school.clock.forward(minutes=12)
    school.mark(0)
    school.vault.drain()
    school.mark(1)


def _snapshot(root: Path) -> dict[str, bytes]:
    skipped = ("in-use.lock",)
    return {p.name: p.read_bytes() for p in sorted(root.iterdir()) if p.is_file() and p.name not in skipped}


@contextmanager
def _database(base: Base, folder: Path, name: str) -> Iterator[Database]:
    path = folder / name
    path.write_bytes(base.members[name])
    database = open_database(path, base.keys.kiosk.zone_k if name == KIOSK else base.keys.zone_r)
    try:
        database.read("PRAGMA ignore_check_constraints = ON")
        database.read("PRAGMA foreign_keys = OFF")
        yield database
        database.read("PRAGMA wal_checkpoint(TRUNCATE)")
        database.read("PRAGMA journal_mode = DELETE")
    finally:
        database.close()


def _sql(base: Base, folder: Path, name: str, *statements: tuple[str, tuple[object, ...]]) -> bytes:
    with _database(base, folder, name) as database:
        for trigger, sql in database.read("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"):
            database._connection.execute(f"DROP TRIGGER {trigger}")
            statements += ((sql, ()),)
        for sql, values in statements:
            # A value that even SQLite refuses changes nothing.
            with suppress(driver.Error, UnicodeEncodeError, OverflowError):
                database._connection.execute(sql, values)
    return (folder / name).read_bytes()


def _changed(base: Base, change: Change, folder: Path) -> tuple[dict[str, bytes], Manifest]:
    members, manifest = dict(base.members), base.manifest
    name, table, column = base.columns[change.place % len(base.columns)]
    match change.kind:
        case "value":
            members[name] = _sql(
                base, folder, name, (f"UPDATE OR REPLACE {table} SET {column} = ?", (change.value,))
            )
        case "drop":
            members[name] = _sql(base, folder, name, (f"DROP TABLE {table}", ()))
        case "delete":
            members[name] = _sql(base, folder, name, (f"DELETE FROM {table}", ()))
        case "extra-row":
            others = [c for d, t, c in base.columns if (d, t) == (name, table)]
            values = tuple(change.value for _ in others)
            holes = ", ".join("?" * len(others))
            members[name] = _sql(
                base, folder, name, (f"INSERT OR REPLACE INTO {table} VALUES ({holes})", values)
            )
        case "version":
            members[name] = _sql(base, folder, name, (f"PRAGMA user_version = {change.place - 5000}", ()))
        case "trigger":
            sql = f"CREATE TRIGGER theirs AFTER INSERT ON {table} BEGIN SELECT 1; END"
            members[name] = _sql(base, folder, name, (sql, ()))
        case "bytes":
            raw = bytearray(members[name])
            raw[change.place * 37 % len(raw)] ^= 1 + change.row
            members[name] = bytes(raw)
        case "cut":
            members[name] = members[name][: change.place * 97 % len(members[name])]
        case "swap":
            members[KIOSK], members[RECORDS] = members[RECORDS], members[KIOSK]
        case "plain":
            plain = folder / "plain.db"
            plain.unlink(missing_ok=True)
            with sqlite3.connect(plain) as connection:
                connection.execute(f"CREATE TABLE {table} (a, b)")
            connection.close()
            members[name] = plain.read_bytes()
        case "other-key":
            other = folder / "other.db"
            other.unlink(missing_ok=True)
            open_database(other, SecretBytes.random(), must_exist=False).close()
            members[name] = other.read_bytes()
        case "counts":
            manifest = replace(manifest, counts=Counts(change.place, change.row, 1 << 40))
        case "templates":
            assert manifest.kiosk is not None
            manifest = replace(manifest, kiosk=replace(manifest.kiosk, templates=change.place + 2))
        case "schema":
            assert manifest.kiosk is not None
            manifest = replace(
                manifest, schema_r=change.row, kiosk=replace(manifest.kiosk, schema=change.row)
            )
        case "install":
            manifest = replace(manifest, install="x" * change.row, device="y" * change.row)
        case _:
            raw = bytearray(members[SLOTS])
            raw[change.place % len(raw)] = change.row * 60 + 33
            members[SLOTS] = bytes(raw)
    return members, manifest


def _write(base: Base, members: dict[str, bytes], manifest: Manifest, path: Path) -> None:
    with backup_file.writing(path, base.keys.kiosk.pepper.reveal()) as writer:
        added = tuple(writer.add(m.name, io.BytesIO(members[m.name])) for m in manifest.members)
        part = manifest.kiosk
        assert part is not None
        part = replace(part, member=writer.add(KIOSK, io.BytesIO(members[KIOSK])))
        writer.finish(replace(manifest, members=added, kiosk=part))


def _try(base: Base, change: Change) -> None:
    folder = base.work
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    members, manifest = _changed(base, change, folder)
    file = folder / "case.backup"
    _write(base, members, manifest, file)
    wish = Wish(file, DataDir(base.target), Proof.passphrase(PASSPHRASE))
    said = FOLLOWING[0]
    try:
        with prepared(wish, base.clock, Work(), policy=LIGHT, keyrings=(), monotonic=base.clock.monotonic):
            shutil.copytree(base.target.with_name(".data.restoring"), folder / "accepted")
    except KioskError as error:
        said = error.code.value
    assert said.startswith(FOLLOWING), said
    assert _snapshot(base.target) == base.before
    assert not base.target.with_name(".data.restoring").exists()
    if (folder / "accepted").exists():
        _use(base, folder / "accepted")


def _use(base: Base, accepted: Path) -> None:
    """What was accepted has to open, or to say in words why not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kiosk.storage.opening.keys_of_zone_k", lambda *_: _Start(base))
        try:
            vault = Vault.open(DataDir(accepted), base.clock, keyrings=(), monotonic=base.clock.monotonic)
        except KioskError:
            return
        with vault:
            try:
                vault.sign_in(PASSPHRASE)
                vault.records.classes()
            except KioskError:
                return


class _Start:
    def __init__(self, base: Base) -> None:
        keys = base.keys.kiosk
        self.keys = type(keys)(*(SecretBytes(k.reveal()) for k in (keys.zone_k, keys.rotation, keys.pepper)))

    def note(self, kiosk: Database) -> None:
        """Nothing to note."""


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.once
@settings(max_examples=200, suppress_health_check=QUIET)
@given(change=CHANGES)
def test_a_broken_content_is_one_sentence(base: Base, change: Change) -> None:
    _try(base, change)


@pytest.mark.slow
@pytest.mark.fault
@pytest.mark.timeout(3600)
@settings(max_examples=5000, suppress_health_check=QUIET)
@given(change=CHANGES)
def test_five_thousand_broken_contents_are_a_sentence_each(base: Base, change: Change) -> None:
    _try(base, change)


def test_the_unchanged_one_is_accepted(base: Base) -> None:
    """Without this, a test in which nothing is ever accepted would show nothing."""
    folder = base.work
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    _write(base, base.members, base.manifest, folder / "case.backup")
    wish = Wish(folder / "case.backup", DataDir(base.target), Proof.passphrase(PASSPHRASE))
    with prepared(wish, base.clock, Work(), policy=LIGHT, keyrings=()) as ready:
        assert ready.summary.people == 3
