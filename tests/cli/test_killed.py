"""Issue 2, done when 4: `kiosk take` is killed with -9 again and again; what it had printed is stored.

One enrolled face walks up again and again in a video, and the class has as many registers open as marks are
wanted, so that each walk-up is a mark through the whole program: source, recognition, COMMIT, line. After
each kill the next run goes on where the last one ended, on the files as it left them.
"""

import json
import os
import random
import selectors
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.paths import DataDir
from tests.cli.schools import enrol_one, make_school, marks_at_the_door, open_sessions, stored
from tests.cli.videos import walk_ups, write_video

pytestmark = pytest.mark.once

MOST_WAIT_S = 0.4
"""A walk-up takes about so long: the kill comes anywhere between two marks, also inside a transaction."""


class Take:
    """A running `kiosk take --json` and the marks that it has acknowledged."""

    def __init__(self, data_dir: DataDir, source: Path) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "kiosk",
                "take",
                "--source",
                source,
                "--data-dir",
                data_dir.root,
                "--json",
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
        )
        assert self.process.stdout is not None
        self.output = self.process.stdout
        self.acknowledged: list[str] = []
        self.has_ended = False

    def read_marks(self, count: int) -> None:
        """Read until so many marks are acknowledged, or the program ends."""
        while len(self.acknowledged) < count and self._read_line():
            pass

    def kill(self, after_s: float) -> None:
        """Kill it some time after the last line, with whatever it is doing; read what it had still said."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.output, selectors.EVENT_READ)
            selector.select(after_s)
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        while self._read_line():
            pass
        self.output.close()

    def _read_line(self) -> bool:
        line = self.output.readline()
        if not line.endswith(b"\n"):
            return False  # the end, or a line that was cut: not an acknowledgement
        said = json.loads(line)
        if said["kind"] == "mark":
            self.acknowledged.append(said["event"])
        self.has_ended |= said["kind"] == "end"
        return True


def _school(tmp_path: Path, portraits: Path, marks: int) -> DataDir:
    data_dir = make_school(tmp_path / "data")
    enrol_one(data_dir, [portraits / "astronaut.png"])
    open_sessions(data_dir, marks)
    return data_dir


def _kill_through(tmp_path: Path, portraits: Path, *, marks: int, kills: int) -> None:
    data_dir = _school(tmp_path, portraits, marks)
    step = marks // (kills + 2)
    video = tmp_path / "walk-ups.mp4"
    write_video(video, walk_ups(portraits, 3 * step))
    chance = random.Random(20261122)
    acknowledged: list[str] = []
    for number in range(1, kills + 1):
        # A quick machine makes more marks before each kill: the next one comes that much sooner, so that the
        # kills stay spread and registers are left for the last one.
        wanted = max(1, number * step - len(acknowledged))
        run = Take(data_dir, video)
        run.read_marks(wanted)
        run.kill(chance.uniform(0, MOST_WAIT_S))
        assert not run.has_ended
        assert len(run.acknowledged) >= wanted
        acknowledged += run.acknowledged
        assert set(acknowledged) <= marks_at_the_door(data_dir)
    while len(acknowledged) < marks:
        run = Take(data_dir, video)
        run.read_marks(marks)
        run.kill(0)
        if not run.acknowledged:
            break  # what is missing was stored and killed before its line was printed
        acknowledged += run.acknowledged

    found = stored(data_dir)
    assert found.problems == ()
    assert len(set(acknowledged)) == len(acknowledged)
    assert set(acknowledged) <= set(found.marks)
    assert len(found.marks) == len(set(found.marks)) == marks
    assert marks - kills <= len(acknowledged) <= marks


@pytest.mark.fault
def test_killed_three_times(tmp_path: Path, portraits: Path, models: Path) -> None:
    _kill_through(tmp_path, portraits, marks=16, kills=3)


@pytest.mark.slow
@pytest.mark.fault
@pytest.mark.timeout(1500)
def test_killed_twenty_times_between_the_first_and_last_of_210_marks(
    tmp_path: Path, portraits: Path, models: Path
) -> None:
    _kill_through(tmp_path, portraits, marks=210, kills=20)
