"""Commands in this process (quick) and as a process of their own (true)."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli.app import run
from tests.fakes_storage import LIGHT

PASSPHRASE = "winter kettle orbit maple"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Stdout, which has to be one JSON document."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Stdout, which has to be JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Cli = Callable[..., Outcome]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a command in this process."""

    def call(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return call


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a school at once. A command in a process of its own measures the machine, as a user's does."""
    monkeypatch.setattr("kiosk.storage.calibration.calibrated", lambda: LIGHT)


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    """Give a file with the passphrase on its first line."""
    file = tmp_path / "passphrase.txt"
    file.write_text(f"{PASSPHRASE}\nanother line\n", "utf-8")
    file.chmod(0o600)
    return file


def kiosk_process(*arguments: object, timeout_s: float = 120.0, **more: Any) -> Outcome:
    """Run a command as a process of its own, as a user does."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *(str(argument) for argument in arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=timeout_s,
        check=False,
        cwd=Path(__file__).parents[2],
        **more,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
