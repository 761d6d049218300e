"""The measured walk-up works: made-up people are all marked while a teacher corrects, and figures come out.

How large the figures are is not asked here: this machine may be doing something else.
"""

import json
import os
import subprocess
import sys

import pytest

pytest.importorskip("PySide6", reason="The windows need PySide6.")
pytestmark = [
    pytest.mark.qt,
    pytest.mark.skipif(sys.platform != "linux", reason="Xvfb exists on Linux only."),
    pytest.mark.usefixtures("models", "portraits"),
]

PEOPLE = 3


def test_everybody_is_marked_and_measured() -> None:
    environ = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    command = [sys.executable, "-m", "tests.e2e.walk_up", "--people", str(PEOPLE), "--json"]
    said = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=200, check=False)
    assert said.returncode == 0, said.stderr[-3000:]
    figures = json.loads(said.stdout)
    assert (figures["people"], figures["marked"]) == (PEOPLE, PEOPLE)
    assert figures["corrections"] > 0
    assert 0 < figures["recognised_ms"] < figures["tick_median_ms"] <= figures["tick_p95_ms"]
    assert figures["frames_per_s"] > 0
    assert figures["longest_block_ms"] > 0
    assert figures["people_a_minute"] > 0
