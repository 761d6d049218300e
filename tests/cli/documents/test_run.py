"""Every command in a document's block is run: here, in the document's order, or by a test named here."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.documents.commands import Command, documents, typed
from tests.cli.documents.stage import Stage

ROOT = Path(__file__).parents[3]
DOCUMENTS = documents(ROOT)

ELSEWHERE: Mapping[str, tuple[str, str]] = {
    "kiosk --self-check": ("tests/cli/test_self_check.py", '"--self-check"'),
    "kiosk bench": ("tests/cli/test_bench.py", '"bench"'),
    "kiosk bench --load": ("tests/cli/test_bench_load.py", '"--load"'),
    "kiosk bench --queue": ("tests/cli/test_bench_queue.py", '"--queue"'),
    "kiosk bench --peer": ("tests/cli/test_bench_peer.py", '"--peer"'),
    "kiosk bench --scale": ("tests/cli/test_bench_scale.py", '"--scale"'),
    "kiosk bench --start": ("tests/cli/test_bench_scale.py", '"--start"'),
    "kiosk demo": ("tests/cli/test_demo.py", '"demo"'),
    "kiosk doctor": ("tests/cli/test_doctor.py", '"doctor"'),
    "kiosk evaluate": ("tests/cli/test_evaluate.py", '"identification"'),
    "kiosk evaluate site": ("tests/cli/test_evaluate.py", '"site"'),
    "kiosk evaluate verification": ("tests/cli/test_evaluate.py", '"verification"'),
    "kiosk models": ("tests/cli/test_models_command.py", '"models"'),
    "kiosk run": ("tests/ui/test_app.py", "Program("),
    "kiosk sample-school": ("tests/cli/test_sample_school.py", '"sample-school"'),
    "kiosk soak": ("tests/cli/test_soak.py", '"soak"'),
    "kiosk take": ("tests/cli/test_take.py", '"take"'),
    "python3 run.py": ("tests/setup/test_start.py", "main("),
    "python3 run.py build --sizes": ("tests/setup/test_installer.py", '"--sizes"'),
    "python3 run.py demo": ("tests/cli/test_demo.py", '"demo"'),
    "python3 run.py test": (".ci/run", "run.py test"),
    "python3 run.py core": (".ci/run", "run.py core"),
    "python3 run.py build": ("tests/setup/test_installer_built.py", "slow"),
    "python3 run.py release": ("tests/setup/test_release.py", "release.make("),
    "python3 run.py setup": ("tests/setup/test_start.py", '"setup"'),
    "grep": ("tests/setup/test_release.py", "grep rollcall_"),
    "minisign -V": ("tests/setup/test_release.py", "minisign -V"),
    "minisign -G": ("tests/setup/test_release.py", '"-G"'),
    ".ci/run": (".ci/run", "run.py test"),
    ".venv/bin/lint-imports": (".ci/run", ".venv/bin/lint-imports"),
    ".venv/bin/python -m mypy": (".ci/run", ".venv/bin/mypy"),
    ".venv/bin/python -m ruff": (".ci/run", ".venv/bin/ruff"),
    ".venv/bin/python -m pytest": (".ci/run", "run.py test"),
}
"""Commands that take long, need pictures or never end by themselves; the test that runs each, its words."""

THE_MACHINES: Mapping[str, str] = {
    "apt": "installs on the reader's machine",
    "ln": "changes the reader's machine",
    "export": "a setting of the reader's shell",
    "reboot": "restarts the reader's machine",
    "systemctl": "changes the reader's machine",
    "useradd": "changes the reader's machine",
}
"""The operating system's programs that are not run here, and why. `install` is, into the test's folder."""


def _elsewhere(command: Command) -> tuple[str, str] | None:
    """Give the test that runs a command, by the longest beginning that is listed."""
    words = " ".join(command.words)
    found = [begins for begins in ELSEWHERE if f"{words} ".startswith(f"{begins} ")]
    return ELSEWHERE[max(found, key=len)] if found else None


def _run_here(document: str) -> list[Command]:
    return [one for one in typed(ROOT, document) if one.words[0] == "kiosk" and _elsewhere(one) is None]


@pytest.mark.once
@pytest.mark.parametrize("document", [document for document in DOCUMENTS if _run_here(document)])
def test_what_it_says_can_be_done(
    document: str, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    commands = _run_here(document)
    monkeypatch.setattr("kiosk.storage.device_key.usable_keyrings", list)
    monkeypatch.chdir(tmp_path)
    stage = Stage(cli, tmp_path)
    stage.lay_files(project)
    if not any(one.name == "kiosk init" for one in commands):
        stage.make_school(typed(ROOT, "README.md"))
    for command in commands:
        said = stage.run(command)
        assert said.code == 0, f"{document}:{command.line}: {command.written}\n{said.err[-600:]}"


def test_a_command_that_fails_is_noticed(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = Command("README.md", 1, ("kiosk", "roster", "--session", "none"), "kiosk roster --session none")
    stage = Stage(cli, tmp_path)
    stage.lay_files(ROOT)
    assert stage.run(wrong).code != 0


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_others_are_run_elsewhere_or_are_the_machines(document: str) -> None:
    for command in typed(ROOT, document):
        where = f"{document}:{command.line}: {command.written}"
        program = command.words[0]
        test = _elsewhere(command)
        if test is not None:
            file, words = test
            assert (ROOT / file).is_file(), f"{where}: there is no {file}"
            assert words in (ROOT / file).read_text("utf-8"), f"{where}: not run by {file}"
        elif program not in {"kiosk", "install"} and not _is_module(command):
            assert program in THE_MACHINES, f"{where}: a command that no test runs"


def _is_module(command: Command) -> bool:
    return command.words[:2] in ((".venv/bin/python", "-m"), ("python", "-m"))


MODULES = sorted(
    {
        one.words[2]
        for document in DOCUMENTS
        for one in typed(ROOT, document)
        if _is_module(one) and _elsewhere(one) is None
    }
)


@pytest.mark.qt
@pytest.mark.parametrize("module", MODULES)
def test_a_module_that_is_started_says_what_it_takes(module: str) -> None:
    """What they do is tested beside them; here, that the documents spell them right and that they start."""
    assert find_spec(module) is not None
    done = subprocess.run(
        [sys.executable, "-m", module, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-600:]
    assert "usage" in done.stdout.lower()


def test_files_are_where_they_are_installed_from(tmp_path: Path) -> None:
    """`install` lines are run as they stand, into a folder instead of the machine's root."""
    lines = [one for document in DOCUMENTS for one in typed(ROOT, document) if one.words[0] == "install"]
    assert lines
    for command in lines:
        target = tmp_path / command.words[-1].lstrip("/")
        folder = target if command.words[-1].endswith("/") else target.parent
        folder.mkdir(parents=True, exist_ok=True)
        moved = replace(command, words=(*command.words[:-1], str(target)))
        subprocess.run(moved.words, cwd=ROOT, check=True, capture_output=True)
