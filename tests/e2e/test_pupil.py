"""Whatever a bored pupil does, the door stays a door: full screen, locked, working, no name to read."""

import os
import re
import subprocess
import sys

import pytest

pytest.importorskip("PySide6", reason="The windows need PySide6.")
pytestmark = [
    pytest.mark.qt,
    pytest.mark.skipif(sys.platform != "linux", reason="How much memory is used is read as Linux says it."),
    pytest.mark.usefixtures("models"),
]

FEWEST_ACTS_A_MINUTE = 300
BESIDES_S = 180
"""For start, walking away, signing in and the end, on a machine that does something else, too."""


def _visit(minutes: float, seed: int) -> str:
    command = [sys.executable, "-m", "tests.e2e.pupil", "--minutes", str(minutes), "--seed", str(seed)]
    limit = minutes * 60 + BESIDES_S
    done = subprocess.run(command, env=os.environ, capture_output=True, text=True, timeout=limit, check=False)
    assert done.returncode == 0, f"seed {seed}: {done.stdout[-2000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def _number(pattern: str, said: str) -> float:
    found = re.search(pattern, said)
    assert found is not None, said
    return float(found[1])


@pytest.mark.parametrize(
    ("minutes", "seed", "most_growth_mb"),
    [
        pytest.param(1.0, 6, 150.0, id="a minute"),
        pytest.param(10.0, 7, 60.0, id="ten minutes", marks=[pytest.mark.slow, pytest.mark.timeout(900)]),
    ],
)
def test_the_door_stays_locked_and_working(minutes: float, seed: int, most_growth_mb: float) -> None:
    """Leaves the desk locked, no name, no bug, no memory; then somebody is marked by code."""
    said = _visit(minutes, seed)
    assert _number(r"acts (\d+)", said) > FEWEST_ACTS_A_MINUTE * minutes
    assert _number(r"memory grew by (-?[\d.]+)", said) < most_growth_mb
    for place in ("desk", "CodePad", "Stage"):
        assert place in said, f"the pupil never saw: {place}"
