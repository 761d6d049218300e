"""Issue 2 and issue 4, done when 5: a day through the commands leaves no name, mark or passphrase.

Not on the disk, where it can be left: data, logs, temporary files, the home, -wal; and not on stderr.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kiosk.paths import DataDir
from tests.cli.conftest import PASSPHRASE, Outcome, kiosk_process

pytestmark = pytest.mark.once

NAMES = ("Zebulon Quartermain", "ليلى حداد", "Hill Road School", "Headmistress Adaeze", "Sunflower Group")
NUMBER, PIN, CONSENT = "990417", "4821", "signed form of 3 March"
MARKS = ("present", "absent", "unmarked", "arrival", "closing", "excused")
"""The values of MarkState and EventKind as they are stored."""
TEACHER, SECOND_PASSPHRASE = "Ottoline Threadneedle", "pebble harbour violin dusk"


class Day:
    """One school's day, each step a program of its own."""

    def __init__(self, root: Path, portrait: Path) -> None:
        self.data_dir = DataDir(root / "data")
        self.passphrase = root / "passphrase"
        self.pin = root / "pin"
        self.portrait = portrait
        self.root = root
        self.temporary, self.home, self.papers = root / "tmp", root / "home", root / "papers"
        self.errors: list[str] = []
        for folder in (root, self.temporary, self.home, self.papers):
            folder.mkdir()
        self.passphrase.write_text(PASSPHRASE + "\n", "utf-8")
        self.pin.write_text(PIN + "\n")

    def do(self, *arguments: object, signed: bool = True) -> Outcome:
        """Run a command and give what it said."""
        options = ("--passphrase-file", self.passphrase) if signed else ()
        said = kiosk_process(*arguments, "--data-dir", self.data_dir.root, *options, env=self.environment)
        self.errors.append(said.err)
        return said

    @property
    def environment(self) -> dict[str, str]:
        """This process's, with places of its own for all that a program may leave somewhere."""
        places = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME")
        own = dict.fromkeys(places, str(self.home))
        return {**os.environ, **own, "TMPDIR": str(self.temporary)}

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where nothing may be found. What was asked for, with its place, is in `papers`."""
        return (self.data_dir.root, self.temporary, self.home)

    def live(self) -> None:
        """Set up, enrol, mark, and leave a mark in the outbox: nobody signs in after the last `take`."""
        school = ("--school", NAMES[2], "--admin", NAMES[3], "--class", NAMES[4])
        steps: list[tuple[object, ...]] = [
            ("init", "--trial", *school),
            ("person", "add", "--id", NUMBER, "--name", NAMES[0], "--class", NAMES[4]),
            ("person", "add", "--id", "990418", "--name", NAMES[1], "--class", NAMES[4]),
            ("pin", "set", "--person", NUMBER, "--pin-file", self.pin),
            ("enrol", "--person", NUMBER, "--images", self.portrait, "--consent", CONSENT),
            ("session", "open", "--class", NAMES[4]),
        ]
        for step in steps:
            said = self.do(*step)
            assert said.code == 0, said.err
        taken = self.do("take", "--source", "synthetic", signed=False)
        assert "1 marked" in taken.out, taken.err

    def live_on(self) -> None:
        """Everything else there are commands for, and a backup while a mark waits and nobody is signed in."""
        second = self.root / "second"
        second.write_text(SECOND_PASSPHRASE + "\n", "utf-8")
        teacher = ("--name", TEACHER, "--role", "teacher", "--class", NAMES[4])
        steps: list[tuple[object, ...]] = [
            ("keys", "add", *teacher, "--new-passphrase-file", second),
            ("person", "object", "--id", "990418", "--by", "self"),
            ("person", "own-data", "--id", NUMBER, "--out", self.papers / "own.json"),
            ("audit", "export", "--out", self.papers / "audit.csv"),
            ("backup",),
            ("person", "erase", "--id", "990418", "--marks", "keep", "--yes",
             "--receipt", self.papers / "receipt.json"),
            ("retention", "run", "--yes"),
            ("keys", "rotate"),
            ("audit", "verify"),
        ]  # fmt: skip
        for step in steps:
            said = self.do(*step)
            assert said.code == 0, (step[:2], said.err)
        (backup,) = (self.data_dir.root / "backups").glob("*.backup")
        assert self.do("backups", "list", signed=False).code == 0
        assert self.do("restore", backup, "--yes").code == 0


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory, models: Path, portraits: Path) -> Day:
    """A day that has been lived once for all tests of this file; they work on copies."""
    lived = Day(tmp_path_factory.mktemp("rest") / "day", portraits / "astronaut.png")
    lived.live()
    return lived


def _forms(text: str) -> Iterator[bytes]:
    for form in ("NFC", "NFD"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield unicodedata.normalize(form, text).encode(encoding)
    yield ascii(text)[1:-1].encode()


def _found(*folders: Path) -> set[str]:
    return _found_in(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())


def _found_in(contents: Iterable[bytes]) -> set[str]:
    everything = (*NAMES, *MARKS, NUMBER, CONSENT, PASSPHRASE, TEACHER, SECOND_PASSPHRASE)
    texts = {text: set(_forms(text)) for text in everything}
    texts |= {part: set(_forms(part)) for name in (*NAMES, TEACHER) for part in name.split()}
    there = list(contents)
    return {text for text, forms in texts.items() if any(form in one for form in forms for one in there)}


def test_no_name_and_no_mark_in_any_file(day: Day, tmp_path: Path) -> None:
    assert _found(*day.folders) == set()
    control = tmp_path / "data"
    shutil.copytree(day.data_dir.root, control)
    (control / "sheet.csv").write_text(f"{NAMES[0]},present", "utf-16-le")
    (control / "more.txt").write_text(f"{NAMES[1]} {NUMBER}", "utf-8")
    assert _found(control) >= {NAMES[0], "present", NAMES[1], NUMBER}


def test_nothing_was_said_on_stderr_of_anybody(day: Day) -> None:
    assert _found_in(error.encode() for error in day.errors) == set()
    assert _found_in([f"no such person: {NAMES[0]}".encode()]) >= {NAMES[0]}


@pytest.mark.slow
def test_a_long_day_leaves_nothing_either(tmp_path: Path, portraits: Path, models: Path) -> None:
    """Keys, erasure, own data, audit, backup, rotation and restore; what was asked for has the names."""
    day = Day(tmp_path / "day", portraits / "astronaut.png")
    day.live()
    day.live_on()
    assert _found(*day.folders, *tmp_path.glob("day/data.*")) == set()
    assert _found_in(error.encode() for error in day.errors) <= {NUMBER}, "what was typed may be named back"
    assert _found(day.papers) >= {NAMES[0], NUMBER, CONSENT}


CRASHING = """
import faulthandler, os, sys
from pathlib import Path
from kiosk import logs, process_guard
from kiosk.paths import DataDir
from kiosk.runtime.clock import system_clock
from kiosk.storage.vault import Vault
process_guard.close_to_others()
faulthandler.enable()
data_dir = DataDir(Path(sys.argv[1]))
logs.start(data_dir.log_dir)
vault = Vault.open(data_dir, system_clock("Europe/Berlin"), keyrings=())
vault.sign_in(Path(sys.argv[2]).read_text("utf-8").strip())
people = vault.records.people()
print(len(people), *(one.person.name for one in people), flush=True)
with vault._zone_r.database.transaction():
    vault._zone_r.database.write("UPDATE people SET name = name || ' the Second'")
    vault._kiosk.read("SELECT 1")
    os.abort()
"""


def test_a_crash_while_somebody_is_signed_in_writes_no_name(day: Day, tmp_path: Path) -> None:
    """Inside a transaction, with names in memory and in the log of the database: no core file, no words."""
    copy = tmp_path / "data"
    shutil.copytree(day.data_dir.root, copy)
    work = tmp_path / "work"
    work.mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", CRASHING, copy, day.passphrase],
        cwd=work, env={**day.environment, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert ended.returncode < 0, ended.stderr
    assert _found_in([ended.stdout]) >= {NAMES[0]}, "the names were in memory"
    assert b"Fatal Python error: Aborted" in ended.stderr
    assert (copy / "records.db-wal").exists()
    assert _found_in([ended.stderr]) == set()
    assert _found(copy, work, day.temporary, day.home) == set()
    assert list(work.iterdir()) == [], "a core file"


def test_the_databases_are_no_sqlite_files(day: Day) -> None:
    for path in (day.data_dir.kiosk_db, day.data_dir.records_db):
        connection = sqlite3.connect(path)
        with pytest.raises(sqlite3.DatabaseError):
            connection.execute("SELECT * FROM sqlite_master")
        connection.close()


def test_every_file_is_its_owners_only(day: Day) -> None:
    for path in (day.data_dir.root, *day.data_dir.root.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_without_the_device_key_the_door_does_not_open(day: Day, tmp_path: Path) -> None:
    copy = DataDir(tmp_path / "data")
    shutil.copytree(day.data_dir.root, copy.root)
    assert copy.device_key_file.exists(), "tests run without a keyring (tests/conftest.py)"
    copy.device_key_file.unlink()
    said = kiosk_process("take", "--source", "synthetic", "--data-dir", copy.root)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("The key of this device was not found.")


def test_without_the_passphrase_the_records_do_not_open(day: Day, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text(PASSPHRASE + "x\n")
    copy = tmp_path / "data"
    shutil.copytree(day.data_dir.root, copy)
    said = kiosk_process("roster", "--data-dir", copy, "--passphrase-file", wrong)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("That passphrase opens nothing here.")


def test_two_installs_share_no_key(day: Day, tmp_path: Path, portraits: Path) -> None:
    """Neither the other's device key nor the other's key slots open a database, with the same passphrase."""
    other = Day(tmp_path / "other", portraits / "astronaut.png")
    school = ("--school", NAMES[2], "--admin", NAMES[3], "--class", NAMES[4])
    assert other.do("init", "--trial", *school).code == 0
    assert other.data_dir.device_key_file.exists(), "tests run without a keyring (tests/conftest.py)"
    keys = [one.data_dir.device_key_file.read_bytes() for one in (day, other)]
    assert keys[0] != keys[1]
    for files in (["device.key"], ["device.key", "slots.json"], ["records.db"]):
        copy = DataDir(tmp_path / "-".join(files))
        shutil.copytree(day.data_dir.root, copy.root)
        for file in files:
            shutil.copy(other.data_dir.root / file, copy.root / file)
        said = kiosk_process("roster", "--data-dir", copy.root, "--passphrase-file", day.passphrase)
        assert (said.code, said.out) == (2, ""), files
        assert "Traceback" not in said.err


def test_the_same_files_open_with_both(day: Day, tmp_path: Path) -> None:
    """The control of the tests above: nothing but the keys kept the files shut, and the mark is there."""
    copy = tmp_path / "data"
    shutil.copytree(day.data_dir.root, copy)
    (roster,) = kiosk_process(
        "roster", "--data-dir", copy, "--passphrase-file", day.passphrase, "--json"
    ).json
    assert [(row["name"], row["state"]) for row in roster["rows"]] == [
        (NAMES[0], "present"),
        (NAMES[1], "unmarked"),
    ]
