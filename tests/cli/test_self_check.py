"""`kiosk --self-check`: each step's line, the exit code, and that a broken step does not end it."""

import os
from pathlib import Path

import pytest

from kiosk.cli import by_double_click, doctor, self_check
from kiosk.cli.processes import run_python
from kiosk.domain.findings import Finding, Level
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from tests.cli.conftest import Cli, kiosk_process

pytestmark = pytest.mark.qt


@pytest.mark.once
@pytest.mark.usefixtures("models", "portraits")
@pytest.mark.parametrize("name", ["files", "models", "index", "late libraries", "camera process"])
def test_each_step_that_needs_no_trial(name: str, tmp_path: Path) -> None:
    """Those that do need it are the demo's (test_demo.py); all of them together are a long test."""
    assert self_check.STEPS[name](DataDir(tmp_path / "school"))


@pytest.mark.slow
@pytest.mark.usefixtures("models", "portraits")
def test_everything_works_here_and_nothing_is_left(tmp_path: Path) -> None:
    """As the built program is tried: an empty home, no screen. The doctor may warn."""
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    for folder in (home, temporary):
        folder.mkdir()
    environ = {"HOME": str(home), "TMPDIR": str(temporary), "PATH": os.environ["PATH"]}
    said = kiosk_process("--self-check", "--json", env=environ, timeout_s=280)
    levels = {finding["check"]: finding["level"] for finding in said.json}
    assert [check for check, level in levels.items() if level == "fail"] == []
    assert {check for check in levels if not check.startswith("doctor: ")} == set(self_check.STEPS)
    assert len(levels) > len(self_check.STEPS) + 8
    assert said.code == 0, said.err
    assert [*home.rglob("*"), *temporary.rglob("*")] == []


def broken(_: DataDir) -> str:
    raise ZeroDivisionError


def refused(_: DataDir) -> str:
    raise KioskError(Code.MODEL_MISSING, where="face.onnx")


def wrong(_: DataDir) -> str:
    raise self_check.UnexpectedError("0 marked instead of 1")


def fine(_: DataDir) -> str:
    return "as it should be"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> dict[str, self_check.Step]:
    """Steps that cost nothing, and a doctor who warns."""
    steps: dict[str, self_check.Step] = {"first": fine}
    monkeypatch.setattr(self_check, "STEPS", steps)
    warning = Finding("screen", Level.WARN, "none here", "Use another.")
    monkeypatch.setattr(doctor, "examine", lambda data_dir: [warning])
    return steps


def test_a_warning_is_no_failure(cli: Cli, quick: dict[str, self_check.Step]) -> None:
    said = cli("--self-check")
    assert (said.code, said.err) == (0, "")
    first, second = said.out.splitlines()
    assert first.startswith("OK    first              as it should be, 0.0 s")
    assert second == "warn  doctor: screen     none here -> Use another."


@pytest.mark.parametrize(
    ("step", "found"),
    [
        (broken, "it broke (ZeroDivisionError)"),
        (refused, "face.onnx is missing"),
        (wrong, "0 marked instead of 1"),
    ],
)
def test_a_step_that_fails_is_named_and_the_others_still_run(
    step: self_check.Step,
    found: str,
    cli: Cli,
    quick: dict[str, self_check.Step],
    logged_bugs: list[str],
) -> None:
    quick |= {"second": step, "third": fine}
    said = cli("self-check", "--json")
    levels = {finding["check"]: finding["level"] for finding in said.json}
    assert levels == {"first": "OK", "second": "fail", "third": "OK", "doctor: screen": "warn"}
    assert found.lower() in said.json[1]["found"].lower()
    assert said.json[1]["action"]
    assert said.code == 1
    assert len(logged_bugs) == (step is broken)


def test_a_doctor_who_finds_a_fault_fails_it(
    cli: Cli, quick: dict[str, self_check.Step], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Finding("network", Level.FAIL, "the filter is not on")
    monkeypatch.setattr(doctor, "examine", lambda data_dir: [fault])
    assert cli("--self-check").code == 1


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["--self-check"], ["self-check"]),
        (["--self-check", "--json"], ["self-check", "--json"]),
        (["self-check"], ["self-check"]),
        (["doctor", "--self-check"], ["doctor", "--self-check"]),
        ([], []),
    ],
)
def test_both_spellings(given: list[str], meant: list[str]) -> None:
    assert self_check.spelled(given) == meant


def test_what_needs_a_python_says_so_in_the_built_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """There, sys.executable is the kiosk itself, which knows no -c."""
    monkeypatch.setattr("sys.frozen", True, raising=False)
    with pytest.raises(KioskError) as caught:
        run_python("print(1)", timeout_s=1)
    assert caught.value.code is Code.NEEDS_PYTHON


@pytest.mark.parametrize(
    ("is_built", "system", "expected"),
    [
        (True, "win32", ["run"]),
        (True, "darwin", ["run"]),
        (True, "linux", []),
        (False, "win32", []),
    ],
)
def test_the_built_program_without_arguments(
    is_built: bool, system: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.frozen", is_built, raising=False)
    monkeypatch.setattr("sys.platform", system)
    assert by_double_click() == expected
