"""`kiosk recover`, on a school made with a light key derivation."""

from functools import partial
from pathlib import Path

import pytest

from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import recover as storage
from kiosk.storage import recovery
from tests.cli.conftest import Cli
from tests.fakes_storage import LIGHT, PASSPHRASE, SchoolClock, create, reopen

NEW_PASSPHRASE = "copper violin hedge marble"


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    """No keyring is asked, and the new slot costs little."""
    monkeypatch.setattr("kiosk.storage.device_key.usable_keyrings", list)
    monkeypatch.setattr(storage, "add_administrator", partial(storage.add_administrator, policy=LIGHT))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def code(folder: Path) -> str:
    """Make a school that has lost its device key; give its recovery code."""
    made = create(folder, SchoolClock())
    made.vault.close()
    DataDir(folder).device_key_file.unlink()
    return made.recovery_code


def _file(folder: Path, text: str) -> Path:
    file = folder.parent / "secret.txt"
    file.write_text(f"{text}\n", "utf-8")
    return file


def _opens(folder: Path, passphrase: str = PASSPHRASE) -> str:
    """Open and sign in; give the name."""
    with reopen(folder, SchoolClock()) as vault:
        return vault.sign_in(passphrase).name


def test_the_refusal_names_the_command_and_the_command_helps(
    cli: Cli, folder: Path, code: str, passphrase_file: Path
) -> None:
    refused = cli("roster", "--data-dir", folder, "--passphrase-file", _file(folder, PASSPHRASE))
    assert refused.code == 2
    assert refused.err.rstrip().endswith("with a passphrase or the recovery code: kiosk recover.")
    said = cli("recover", "--data-dir", folder, "--passphrase-file", _file(folder, PASSPHRASE))
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("This device has its key again")
    assert "Level 0" in said.out
    assert _opens(folder) == "Grace Admin"


def test_by_the_code_and_again_changes_nothing(cli: Cli, folder: Path, code: str) -> None:
    typed = _file(folder, code.lower().replace("-", ""))
    said = cli("recover", "--data-dir", folder, "--code-file", typed, "--json")
    assert (said.code, said.json["is_new"], said.json["custody"]) == (0, True, "file")
    key = DataDir(folder).device_key_file.read_bytes()
    assert cli("recover", "--data-dir", folder, "--code-file", typed, "--json").json["is_new"] is False
    assert "nothing was changed" in cli("recover", "--data-dir", folder, "--code-file", typed).out
    assert DataDir(folder).device_key_file.read_bytes() == key
    assert _opens(folder) == "Grace Admin"


def test_a_wrong_code_is_a_sentence_and_a_slip_another(cli: Cli, folder: Path, code: str) -> None:
    slip = code[:-1] + ("1" if code[-1] == "0" else "0")
    said = cli("recover", "--data-dir", folder, "--code-file", _file(folder, slip))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("That is no recovery code")
    other = recovery.to_text(bytes(16))
    said = cli("recover", "--data-dir", folder, "--code-file", _file(folder, other))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("That recovery code opens nothing here.")
    said = cli("recover", "--data-dir", folder, "--code-file", _file(folder, code))
    assert said.err == "There were wrong recovery codes just now.\nWait 1 seconds, then try again.\n"
    with pytest.raises(KioskError) as caught:
        reopen(folder, SchoolClock())
    assert caught.value.code is Code.DEVICE_KEY_MISSING


def test_a_wrong_passphrase(cli: Cli, folder: Path, code: str) -> None:
    said = cli("recover", "--data-dir", folder, "--passphrase-file", _file(folder, NEW_PASSPHRASE))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("That passphrase opens nothing here.")


def test_a_new_administrator(cli: Cli, folder: Path, code: str, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text(NEW_PASSPHRASE, "utf-8")
    typed = _file(folder, code)
    arguments = ("recover", "--data-dir", folder, "--code-file", typed, "--new-passphrase-file", new)
    asked = cli(*arguments)
    assert (asked.code, asked.err.splitlines()[0]) == (
        2,
        "--admin is not given, and there is no terminal to ask at.",
    )
    said = cli(*arguments, "--admin", "Alan Admin")
    assert (said.code, said.err) == (0, "")
    assert "can sign in" in said.out
    assert cli("recover", "--data-dir", folder, "--passphrase-file", new).code == 0
    assert _opens(folder, NEW_PASSPHRASE) == "Alan Admin"
    assert _opens(folder) == "Grace Admin"


def test_a_weak_one_is_refused(cli: Cli, folder: Path, code: str, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("short", "utf-8")
    before = DataDir(folder).slots_file.read_bytes()
    said = cli(
        "recover", "--data-dir", folder, "--code-file", _file(folder, code),
        "--new-passphrase-file", new, "--admin", "Alan", "--json",
    )  # fmt: skip
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("That passphrase is too easy to guess.")
    assert DataDir(folder).slots_file.read_bytes() == before


@pytest.mark.parametrize(
    "more", [["--code-file", "x"], ["--admin", "x"], ["--new-passphrase-file", "x"]], ids=lambda m: m[0]
)
def test_a_passphrase_and_a_code_do_not_go_together(cli: Cli, folder: Path, more: list[str]) -> None:
    said = cli("recover", "--data-dir", folder, "--passphrase-file", "y", *more)
    assert (said.code, said.out) == (2, "")
    assert "only gives the device key back" in said.err


def test_without_a_file_and_a_terminal_it_says_what_to_give(
    cli: Cli, folder: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    said = cli("recover", "--data-dir", folder)
    assert said.code == 2
    assert said.err.startswith("--passphrase-file or --code-file is not given")


def test_at_a_terminal_it_asks_and_does_not_show(
    cli: Cli, folder: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {
        "Recovery code": code,
        "Administrator's passphrase": PASSPHRASE,
        "New passphrase, 12 characters or more": NEW_PASSPHRASE,
    }
    hidden: list[str] = []

    def prompt(text: str, *, hide_input: bool = False, **_: object) -> str:
        if hide_input:
            hidden.append(text)
        return answers[text]

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.prompt", prompt)
    said = [
        cli("recover", "--data-dir", folder, "--admin", "Alan Admin"),
        cli("recover", "--data-dir", folder, "--by-passphrase"),
    ]
    assert [one.code for one in said] == [0, 0]
    assert set(hidden) == set(answers)
    text = "".join(one.out + one.err for one in said)
    text += "".join(path.read_text() for path in DataDir(folder).log_dir.iterdir())
    assert "device-key-given-back custody=file" in text
    for secret in (code, code.replace("-", ""), PASSPHRASE, NEW_PASSPHRASE, "Alan"):
        assert secret not in text
    assert _opens(folder, NEW_PASSPHRASE) == "Alan Admin"


def test_where_no_school_is(cli: Cli, tmp_path: Path) -> None:
    said = cli("recover", "--data-dir", tmp_path, "--code-file", tmp_path / "none")
    assert (said.code, said.err.split(".")[0]) == (2, f"There is no attendance data in {tmp_path} yet")
