"""The shell around the commands: help, version, errors as sentences, exit codes, and a quick start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import kiosk
from kiosk.cli import app as app_module
from kiosk.cli import common
from kiosk.errors import TABLE, Code, KioskError
from tests.cli.conftest import Cli, kiosk_process

HEAVY = (
    "cv2",
    "mediapipe",
    "onnxruntime",
    "sklearn",
    "pandas",
    "PySide6",
    "sqlcipher3",
    "nacl",
    "keyring",
    "numpy",
)


def test_help_lists_every_command(cli: Cli) -> None:
    said = cli("--help")
    assert said.code == 0
    commands = (
        "run",
        "demo",
        "init",
        "class",
        "person",
        "pin",
        "enrol",
        "session",
        "take",
        "roster",
        "export",
    )
    for command in (*commands, "recover", "models", "doctor", "bench", "tally"):
        assert f" {command} " in said.out
    assert cli().out.split() == said.out.split()


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (
            KioskError(Code.NO_GOOD_FACE, where="2 pictures", detail="other_person"),
            "No face from 2 pictures is good enough: the pictures are not of one person.",
        ),
        (
            KioskError(Code.NO_GOOD_FACE, where="a.png", detail="blurred, too_far"),
            "No face from a.png is good enough: blurred, the face is too far away.",
        ),
        (
            KioskError(Code.SOURCE_NOT_FOR_REAL, detail="synthetic"),
            "This is a real data directory: it takes marks from cameras only, not from a made-up walk-up.",
        ),
        (KioskError(Code.CLASS_UNKNOWN, where="name"), "There is no class called name."),
        (
            KioskError(Code.TEXT_BAD, where="given_by", detail="empty"),
            "Who agreed: this text cannot be used (nothing is written).",
        ),
    ],
)
def test_codes_are_said_in_words(capsys: pytest.CaptureFixture[str], error: KioskError, line: str) -> None:
    """A sentence once ended in "other_person", which is for logs."""
    common.complain(error)
    assert capsys.readouterr().err.splitlines()[0] == line


@pytest.mark.parametrize(
    "command",
    ["run", "demo", "init", "class add", "class list", "person add", "person list", "pin set", "enrol",
     "session open", "session close", "session list", "take", "roster", "export",
     "recover", "models list", "models build", "models install", "models use", "doctor", "bench", "tally"],
)  # fmt: skip
def test_every_command_takes_a_data_directory(cli: Cli, command: str) -> None:
    said = cli(*command.split(), "--help")
    assert said.code == 0
    assert "--data-dir" in said.out


def test_version(cli: Cli) -> None:
    said = cli("--version")
    assert (said.code, said.out) == (0, f"rollcall kiosk {kiosk.__version__}\n")


def test_help_imports_nothing_heavy() -> None:
    """The libraries would cost seconds."""
    code = (
        "import sys; from kiosk.cli.app import run; run(['--help']); "
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(kiosk.__file__).parents[1],
    )
    assert done.stderr.strip() == "[]"


def test_unknown_command_is_refused(cli: Cli) -> None:
    said = cli("bogus")
    assert said.code == 2
    assert "bogus" in said.err
    assert said.out == ""


def test_known_error_is_two_sentences_on_stderr(cli: Cli, tmp_path: Path) -> None:
    said = cli("roster", "--data-dir", tmp_path)
    assert said.code == 2
    assert said.out == ""
    assert said.err == (
        f"There is no attendance data in {tmp_path} yet.\n"
        "Start the kiosk once and follow the wizard, or run: kiosk init.\n"
    )


def test_data_dir_before_the_command(cli: Cli, tmp_path: Path) -> None:
    assert str(tmp_path) in cli("--data-dir", tmp_path, "roster").err


def test_a_bug_is_a_sentence_and_a_log_line(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, logged_bugs: list[str], tmp_path: Path
) -> None:
    """Neither the traceback nor the text of the exception, which may hold a name, is shown."""

    def broken(_: Path | None) -> None:
        raise RuntimeError("Ada Lovelace")

    monkeypatch.setattr("kiosk.cli.desk.existing_data_dir", broken)
    said = cli("roster", "--data-dir", tmp_path)
    assert said.code == 70
    assert "went wrong inside the program" in said.err
    assert "Ada" not in said.err + said.out + "".join(logged_bugs)
    assert "Traceback" not in said.err
    assert logged_bugs[0].startswith("command-failed type=RuntimeError at=test_shell.py:")


def test_interrupt_has_its_code(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kiosk.cli.desk.existing_data_dir", interrupted)
    assert cli("roster").code == 130


def test_main_shuts_the_network_before_anything_else(tmp_path: Path) -> None:
    environment = {**os.environ, "ROLLCALL_WITHOUT_FILTER": ""}
    found = kiosk_process("doctor", "--json", "--data-dir", tmp_path, env=environment).json
    network = next(line for line in found if line["check"] == "network")
    if sys.platform == "linux":
        assert network["level"] == "OK"
    assert network["found"]


class TestPassphrase:
    """Read from a file's first line or a hidden prompt, never an argument, never the environment."""

    def test_first_line(self, tmp_path: Path) -> None:
        file = tmp_path / "p"
        file.write_bytes(b"\xef\xbb\xbf  spaces count \r\nsecond\n")
        assert common.read_passphrase(file) == "  spaces count "

    @pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"])
    def test_unreadable_file(self, tmp_path: Path, content: bytes | None) -> None:
        file = tmp_path / "p"
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(KioskError) as caught:
            common.read_passphrase(file)
        assert caught.value.code is Code.FILE_UNREADABLE

    def test_no_file_and_no_terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
        with pytest.raises(KioskError) as caught:
            common.read_passphrase(None)
        assert caught.value.code is Code.PASSPHRASE_NEEDED

    def test_hidden_prompt(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: dict[str, object] = {}

        def prompt(text: str, **options: object) -> str:
            asked.update(options, text=text)
            return "typed"

        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("typer.prompt", prompt)
        assert common.read_passphrase(None, confirm=True) == "typed"
        assert asked == {"text": "Passphrase", "hide_input": True, "confirmation_prompt": True, "err": True}


def test_every_code_has_both_sentences() -> None:
    for code in Code:
        assert TABLE[code].what
        assert TABLE[code].action


def test_exit_codes_are_the_documented_ones() -> None:
    for code in (app_module.EXIT_OK, app_module.EXIT_FAILED, app_module.EXIT_REFUSED, app_module.EXIT_BUG):
        assert str(code) in app_module.EPILOG
        assert str(code) in (kiosk.cli.__doc__ or "")


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_crash_writes_no_memory_to_the_disk() -> None:
    """Keys, names and the last picture are in a core file; with a limit of 1 none is written or piped."""
    script = (
        "import resource, sys; sys.argv = ['kiosk', '--version']; from kiosk.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*resource.getrlimit(resource.RLIMIT_CORE))"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "ROLLCALL_WITHOUT_FILTER": "1"},
    )
    assert said.stdout.split("\n")[1] in {"1 1", "0 0"}
