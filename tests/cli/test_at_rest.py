"""Issue 2, done when 5: what lies on the disk after a day through the commands tells no name and no mark."""

import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.paths import DataDir
from tests.cli.conftest import PASSPHRASE, Outcome, kiosk_process

NAMES = ("Zebulon Quartermain", "ليلى حداد", "Hill Road School", "Headmistress Adaeze", "Sunflower Group")
NUMBER, PIN, CONSENT = "990417", "4821", "signed form of 3 March"
MARKS = ("present", "absent", "unmarked", "arrival", "closing", "excused")
"""The values of MarkState and EventKind as they are stored."""


class Day:
    """One school's day, each step a program of its own."""

    def __init__(self, root: Path, portrait: Path) -> None:
        self.data_dir = DataDir(root / "data")
        self.passphrase = root / "passphrase"
        self.pin = root / "pin"
        self.portrait = portrait
        root.mkdir()
        self.passphrase.write_text(PASSPHRASE + "\n", "utf-8")
        self.pin.write_text(PIN + "\n")

    def do(self, *arguments: object, signed: bool = True) -> Outcome:
        """Run a command and give what it said."""
        options = ("--passphrase-file", self.passphrase) if signed else ()
        return kiosk_process(*arguments, "--data-dir", self.data_dir.root, *options)

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


def _found(folder: Path) -> set[str]:
    texts = {text: set(_forms(text)) for text in (*NAMES, *MARKS, NUMBER, CONSENT, PASSPHRASE)}
    texts |= {part: set(_forms(part)) for name in NAMES for part in name.split()}
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return {text for text, forms in texts.items() if any(form in one for form in forms for one in contents)}


def test_no_name_and_no_mark_in_any_file(day: Day, tmp_path: Path) -> None:
    assert _found(day.data_dir.root) == set()
    control = tmp_path / "data"
    shutil.copytree(day.data_dir.root, control)
    (control / "sheet.csv").write_text(f"{NAMES[0]},present", "utf-16-le")
    (control / "more.txt").write_text(f"{NAMES[1]} {NUMBER}", "utf-8")
    assert _found(control) >= {NAMES[0], "present", NAMES[1], NUMBER}


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
