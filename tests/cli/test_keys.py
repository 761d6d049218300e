"""`kiosk keys`, on a school made with a light key derivation."""

from pathlib import Path

import pytest

from kiosk.domain.people import Custody
from kiosk.paths import DataDir
from kiosk.storage import slots
from tests.cli.conftest import Cli
from tests.fakes_storage import PASSPHRASE, SchoolClock, create, reopen

THEIRS = "copper violin hedge marble"


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.storage.device_key.usable_keyrings", list)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a school with one class."""
    folder = tmp_path / "data"
    with create(folder, SchoolClock()).vault as vault:
        vault.sign_in(PASSPHRASE)
        vault.records.add_class("7b")
    return folder


def _file(folder: Path, text: str, name: str = "own") -> Path:
    file = folder.parent / f"{name}.txt"
    file.write_text(f"{text}\n", "utf-8")
    return file


class Keys:
    """The commands of one folder, with an administrator's passphrase."""

    def __init__(self, cli: Cli, folder: Path) -> None:
        self._cli, self._folder = cli, folder
        self.theirs = _file(folder, THEIRS, "theirs")

    def __call__(self, *arguments: object, own: str = PASSPHRASE) -> "tuple[int, str, str]":
        file = _file(self._folder, own)
        said = self._cli("keys", *arguments, "--data-dir", self._folder, "--passphrase-file", file)
        return said.code, said.out, said.err

    def add(self, *more: object) -> None:
        code, out, err = self("add", "--name", "Omar", "--new-passphrase-file", self.theirs, *more)
        assert (code, err) == (0, "")
        assert "Their sign-in number is 2." in out


@pytest.fixture
def keys(cli: Cli, folder: Path) -> Keys:
    return Keys(cli, folder)


def test_a_teacher_is_added_shown_and_sees_one_class(keys: Keys, folder: Path) -> None:
    keys.add("--class", "7B")
    code, out, _ = keys("list")
    assert code == 0
    assert [word for word in ("Grace Admin", "Omar", "teacher", "7b") if word not in out] == []
    assert "keys do not separate teachers" in out
    with reopen(folder, SchoolClock()) as vault:
        vault.sign_in(THEIRS, 2)
        assert [one.name for one in vault.records.classes()] == ["7b"]
    code, out, err = keys("list", own=THEIRS)
    assert (code, out) == (2, "")
    assert err.startswith("Only an administrator may do that.")


SIGNING_IN = [
    ("keys", "list"), ("keys", "classes", "--signer", 2), ("audit", "verify"), ("person", "list"),
    ("basis", "list"), ("session", "list"), ("backup",), ("recover",),
]  # fmt: skip


@pytest.mark.parametrize("command", SIGNING_IN, ids=lambda words: " ".join(map(str, words)))
def test_ones_own_number_says_which_slot_is_tried(
    keys: Keys, cli: Cli, folder: Path, command: tuple[object, ...]
) -> None:
    keys.add()
    file = _file(folder, PASSPHRASE)
    common = ("--data-dir", folder, "--passphrase-file", file)
    said = cli(*command, *common, "--number", 2)
    assert (said.code, said.err.partition(".")[0]) == (2, "That passphrase opens nothing here")
    said = cli(*command, *common, "--number", 1)
    assert (said.code, said.err) == (0, "")


def test_six_words_are_given_once(keys: Keys, folder: Path) -> None:
    code, out, _ = keys("add", "--name", "Omar", "--suggest")
    assert code == 0
    phrase = next(line.strip() for line in out.splitlines() if line.startswith("    "))
    with reopen(folder, SchoolClock()) as vault:
        assert vault.sign_in(phrase, 2).name == "Omar"


def test_role_classes_and_removing(keys: Keys, folder: Path) -> None:
    keys.add()
    assert "Omar teaches 7b." in keys("classes", "--signer", 2, "--class", "7b")[1]
    assert "Omar teaches no class." in keys("classes", "--signer", 2)[1]
    assert "Omar is an administrator now." in keys("role", "--signer", 2, "--role", "admin")[1]
    code, out, _ = keys("remove", "--signer", 2)
    assert code == 0
    assert "kiosk keys rotate" in out
    assert len(slots.read(DataDir(folder).slots_file).people) == 2
    assert "removed" in keys("list")[1]
    code, _, err = keys("remove", "--signer", 2)
    assert (code, err.splitlines()[0]) == (2, "Nobody who may sign in has the number 2.")
    code, _, err = keys("remove", "--signer", 1)
    assert (code, err.splitlines()[0]) == (2, "This is the only administrator, so this was not done.")


def test_ones_own_passphrase(keys: Keys, folder: Path) -> None:
    code, out, _ = keys("passphrase", "--new-passphrase-file", keys.theirs)
    assert (code, out.splitlines()[0][:28]) == (0, "Your passphrase was changed;")
    with reopen(folder, SchoolClock()) as vault:
        assert vault.sign_in(THEIRS).number == 1


def test_rotating(keys: Keys, folder: Path) -> None:
    before = slots.read(DataDir(folder).slots_file)
    code, out, _ = keys("rotate")
    assert (code, out.splitlines()[0]) == (
        0,
        "The records have a new key. All passphrases and the recovery code go on working.",
    )
    after = slots.read(DataDir(folder).slots_file)
    old, new = (slots.open_secret_slot(s.install, s.people[0], PASSPHRASE.encode()) for s in (before, after))
    assert old is not None
    assert new is not None
    assert old.zone_r.reveal() != new.zone_r.reveal()
    with reopen(folder, SchoolClock()) as vault:
        assert vault.sign_in(PASSPHRASE).name == "Grace Admin"


def test_custody_is_said_and_changed(cli: Cli, keys: Keys, folder: Path) -> None:
    said = cli("keys", "custody", "--data-dir", folder, "--json")
    assert said.json["custody"] == "file"
    code, out, _ = keys("custody", "--to", "attended")
    assert (code, out[:7]) == (0, "Level 2")
    assert not DataDir(folder).device_key_file.exists()
    assert cli("keys", "custody", "--data-dir", folder).out.startswith("Level 2")
    assert keys("custody", "--to", "device")[0] == 0
    with reopen(folder, SchoolClock()) as vault:
        assert vault.custody is Custody.FILE


def test_two_ways_of_one_thing_are_refused(keys: Keys) -> None:
    code, _, err = keys("add", "--name", "Omar", "--suggest", "--new-passphrase-file", keys.theirs)
    assert code == 2
    assert "two ways" in err
