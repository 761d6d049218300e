"""`kiosk demo` on a virtual screen: the enrolled portrait is ticked, the other refused, the sheet written."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="The windows need PySide6.")
pytestmark = [
    pytest.mark.qt,
    pytest.mark.alone,
    pytest.mark.skipif(sys.platform != "linux", reason="Xvfb exists on Linux only."),
    pytest.mark.usefixtures("models", "portraits"),
]


def test_the_window_ticks_one_and_refuses_the_other(screen: str, tmp_path: Path) -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": screen}
    command = [sys.executable, "-m", "tests.e2e.windowed_demo", "--out", str(tmp_path)]
    said = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=200, check=False)
    assert said.returncode == 0, said.stderr[-3000:]
    steps = said.stdout.splitlines()
    assert steps[:-1] == ["starting", "guiding", "welcome", "not-recognised", "ended"]
    sheet = Path(steps[-1].removeprefix("sheet "))
    rows = list(csv.DictReader(sheet.read_text("utf-8-sig").splitlines()))
    assert [(row["Number"], row["Method"]) for row in rows if row["State"] == "Present"] == [("101", "Face")]
