"""`kiosk recover`, on a school made with a light key derivation."""

import re
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
    for name in ("add_administrator", "new_recovery_code"):
        monkeypatch.setattr(storage, name, partial(getattr(storage, name), policy=LIGHT))


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


def _flat(boxed: str) -> str:
    """Give a refusal of typer's without its box and its line ends."""
    return " ".join(boxed.replace("│", " ").split())


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
    assert "the rest needs the code" in _flat(said.err)


def test_a_new_code_is_shown_once_and_the_old_one_opens_nothing(cli: Cli, folder: Path, code: str) -> None:
    logged = DataDir(folder).log_dir
    said = cli("recover", "--new-code", "--data-dir", folder, "--passphrase-file", _file(folder, PASSPHRASE))
    assert (said.code, said.err) == (0, "")
    (new,) = re.findall(r"^ +((?:[0-9A-Z]{4}-){6}[0-9A-Z]{4})$", said.out, re.MULTILINE)
    assert "The old one opens nothing here any more." in said.out
    text = "".join(path.read_text() for path in logged.iterdir())
    assert "recovery-code-renewed" in text
    assert new not in text
    assert new.replace("-", "") not in text
    old = cli("recover", "--data-dir", folder, "--code-file", _file(folder, code))
    assert (old.code, old.err.splitlines()[0]) == (2, "That recovery code opens nothing here.")
    DataDir(folder).waits_file.unlink()
    assert cli("recover", "--data-dir", folder, "--code-file", _file(folder, new)).code == 0
    assert _opens(folder) == "Grace Admin"


def test_a_new_code_as_json(cli: Cli, folder: Path, code: str) -> None:
    arguments = ("recover", "--new-code", "--data-dir", folder, "--passphrase-file")
    said = cli(*arguments, _file(folder, PASSPHRASE), "--json")
    assert (said.code, said.err, list(said.json)) == (0, "", ["recovery_code"])
    new = said.json["recovery_code"]
    assert new != code
    assert cli("recover", "--data-dir", folder, "--code-file", _file(folder, new), "--json").code == 0


def test_a_new_code_needs_the_right_passphrase(cli: Cli, folder: Path, code: str) -> None:
    before = DataDir(folder).slots_file.read_bytes()
    wrong = _file(folder, NEW_PASSPHRASE)
    said = cli("recover", "--new-code", "--data-dir", folder, "--passphrase-file", wrong, "--json")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("That passphrase opens nothing here.")
    assert DataDir(folder).slots_file.read_bytes() == before


@pytest.mark.parametrize(
    "more", [["--code-file", "x"], ["--admin", "x"], ["--new-passphrase-file", "x"]], ids=lambda m: m[0]
)
def test_a_new_code_is_a_job_of_its_own(cli: Cli, folder: Path, code: str, more: list[str]) -> None:
    before = DataDir(folder).slots_file.read_bytes()
    said = cli("recover", "--new-code", "--data-dir", folder, *more)
    assert (said.code, said.out) == (2, "")
    assert "--new-code takes a passphrase and nothing else" in _flat(said.err)
    assert DataDir(folder).slots_file.read_bytes() == before


def test_a_new_code_without_a_terminal_needs_the_file(
    cli: Cli, folder: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    said = cli("recover", "--new-code", "--data-dir", folder)
    assert (said.code, said.out) == (2, "")
    assert "--passphrase-file" in said.err


def test_a_new_code_at_a_terminal_asks_for_the_passphrase_hidden(
    cli: Cli, folder: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, bool]] = []

    def prompt(text: str, *, hide_input: bool = False, **_: object) -> str:
        asked.append((text, hide_input))
        return PASSPHRASE

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.prompt", prompt)
    said = cli("recover", "--new-code", "--data-dir", folder)
    assert said.code == 0
    assert asked == [("Administrator's passphrase", True)]
    assert PASSPHRASE not in said.out + said.err


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
