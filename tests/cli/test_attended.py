"""A school that keeps no key on its computer, by its commands: somebody types a passphrase each time."""

from pathlib import Path

import pytest

from kiosk.cli import checks
from kiosk.domain.findings import Level
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from tests.cli.conftest import Cli


@pytest.fixture
def options(cli: Cli, tmp_path: Path, passphrase_file: Path) -> tuple[object, ...]:
    """Make one; gives how it is named."""
    names = ("--school", "Hill School", "--admin", "Ada", "--class", "3b")
    where = ("--data-dir", tmp_path / "data")
    said = cli("init", "--trial", "--attended", *names, *where, "--passphrase-file", passphrase_file)
    assert said.code == 0, said.err
    assert "Level 2" in said.out
    assert not DataDir(tmp_path / "data").device_key_file.exists()
    return where


def test_a_command_that_signs_in_starts_it_too(
    cli: Cli, options: tuple[object, ...], passphrase_file: Path
) -> None:
    said = cli("class", "list", *options, "--passphrase-file", passphrase_file, "--json")
    assert (said.code, [found["name"] for found in said.json]) == (0, ["3b"])


def test_a_wrong_passphrase_gets_one_sentence_and_then_a_wait(
    cli: Cli, options: tuple[object, ...], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("winter kettle orbit marble\n")
    said = [cli("class", "list", *options, "--passphrase-file", wrong) for _ in range(2)]
    assert [outcome.code for outcome in said] == [2, 2]
    assert said[0].err == str(_words(Code.PASSPHRASE_WRONG))
    assert "Wait" in said[1].err


def test_take_asks_for_a_passphrase_and_says_so_where_it_cannot(
    cli: Cli, options: tuple[object, ...], passphrase_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    said = cli("take", "--source", "nothing.mp4", *options)
    assert (said.code, said.err) == (2, _words(Code.ATTENDED_START))
    # With it the vault opens, and what is wrong next is said: the source.
    said = cli("take", "--source", "nothing.mp4", *options, "--passphrase-file", passphrase_file)
    assert said.code == 2
    assert "nothing.mp4" in said.err


def test_doctor_calls_it_level_2(options: tuple[object, ...], tmp_path: Path) -> None:
    found = checks.check_key(DataDir(tmp_path / "data"))
    assert found.level is Level.OK
    assert "level 2" in found.found


def _words(code: Code) -> str:
    error = KioskError(code)
    return f"{error.what}\n{error.action}\n"
