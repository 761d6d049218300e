"""`kiosk soak` as a process of its own: what it leaves, what it says, and Ctrl+C."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

pytest.importorskip("PySide6")
pytestmark = pytest.mark.qt
_PATIENCE_S = 120.0


def _has_marks(samples: Path) -> bool:
    lines = samples.read_text("utf-8").splitlines() if samples.exists() else []
    return bool(lines) and json.loads(lines[-1])["marks"] > 0


@pytest.mark.once
@pytest.mark.skipif(sys.platform == "win32", reason="a process is asked by SIGINT")
def test_a_soak_that_is_interrupted_says_what_ran(tmp_path: Path, models: Path, portraits: Path) -> None:
    """The real program: windows, threads, capture process, and the faults that come by the seed."""
    temp, samples = tmp_path / "tmp", tmp_path / "samples.jsonl"
    temp.mkdir()
    command = [sys.executable, "-m", "kiosk", "soak", "--hours", "1", "--seed", "3", "--json"]
    until = time.monotonic() + _PATIENCE_S
    with subprocess.Popen(
        [*command, "--samples", str(samples), "--plot", str(tmp_path / "soak.png")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TMPDIR": str(temp), "QT_QPA_PLATFORM": "offscreen"},
    ) as running:
        try:
            while running.poll() is None and not _has_marks(samples) and time.monotonic() < until:
                time.sleep(0.2)
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=_PATIENCE_S)
        finally:
            running.kill()
    assert running.returncode == 0, err
    report = json.loads(out)
    assert report["problems"] == []
    assert report["marks"]["ticked"] == report["marks"]["held"] > 0
    assert report["marks"]["lines"] >= 24
    assert report["done"]["sign-ins"] >= 1
    assert report["done"]["registers opened"] >= 1
    assert report["frames"] > 0
    assert (tmp_path / "soak.png").read_bytes().startswith(b"\x89PNG")
    assert list(temp.iterdir()) == []  # the school is gone with everything in it


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--plot", "soak.svg"), "soak.svg"),
        (("--samples", "no-such-folder/samples.jsonl"), "samples.jsonl"),
    ],
)
def test_a_file_that_cannot_be_is_refused_before_anything_runs(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = cli("soak", *options)
    assert outcome.code == 2
    assert said in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_it_says_what_it_needs(cli: Cli) -> None:
    assert "neither a camera nor a screen" in " ".join(cli("soak", "--help").out.split())
