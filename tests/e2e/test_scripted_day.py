"""The promises P2 and P3 over a whole day through the real windows: no network, and no picture left anywhere.

Both days run as programs of their own on a virtual screen, in private home and temporary folders.
"""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from tests.e2e.canary import Canary
from tests.setup.tracing import PRIVATE_FOLDERS, TracedProgram

pytest.importorskip("PySide6", reason="The windows need PySide6.")
pytestmark = [
    pytest.mark.qt,
    pytest.mark.skipif(sys.platform != "linux", reason="Xvfb, strace and /dev/shm exist on Linux only."),
    pytest.mark.timeout(600),
]

PATIENCE_S = 420
LINGER_S = 30
SHARED_MEMORY = Path("/dev/shm")
ALLOWED = ("XDG_CACHE_HOME/fontconfig/", "XDG_CACHE_HOME/mesa_shader_cache")
"""Caches of the system's font and graphics libraries: they hold font names and compiled shaders."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The folders of a day.

    Attributes:
        video: What walks up.
        photos: What somebody is enrolled from.
    """

    video: Path
    photos: Path

    def command(self, folder: Path, *more: str, day: str = "scripted_day") -> list[str]:
        """Give a day's command line on an own data directory below `folder`."""
        for name in ("out", "grabs"):
            (folder / name).mkdir(parents=True)
        return [
            sys.executable, "-m", f"tests.e2e.{day}", str(folder / "data"),
            "--source", str(self.video), "--photos", str(self.photos),
            "--out", str(folder / "out"), "--grabs", str(folder / "grabs"), *more,
        ]  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, portraits: Path) -> Stage:
    from tests.e2e.pictures import write_photos, write_walk_up

    folder = tmp_path_factory.mktemp("stage")
    made = Stage(folder / "walk-up.avi", folder / "photos")
    made.photos.mkdir()
    write_walk_up(portraits, made.video)
    write_photos(portraits, made.photos)
    return made


def test_no_picture_is_left(stage: Stage, screen: str, models: Path, tmp_path: Path) -> None:
    """Killed at the end of its day: no file, shared memory, sheet, log or window holds a face."""
    from tests.e2e.pictures import canaries

    canary = canaries(models, stage.video, stage.photos)
    assert list(canary.in_files([stage.photos])), "the search finds nothing at all"
    private = tmp_path / "private"
    environ = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": screen}
    for name in PRIVATE_FOLDERS:
        (private / name).mkdir(parents=True)
        environ[name] = str(private / name)
    day = tmp_path / "day"
    _run_until_killed(stage.command(day, "--wait-to-be-killed"), environ)
    assert (day / "data" / "records.db").exists()
    found = list(canary.in_files([day / "data", day / "out", private, SHARED_MEMORY]))
    assert found == []
    grabs = sorted((day / "grabs").iterdir())
    assert {"kiosk-welcome.png", "desk-people.png", "desk-register.png"} <= {path.name for path in grabs}
    assert [path.name for path in grabs if _shows(canary, path)] == []


def test_two_people_with_one_face_are_told_apart_by_their_pins(
    stage: Stage, models: Path, tmp_path: Path
) -> None:
    """The look-alikes' day through the real windows, which leaves as little of a face behind."""
    from tests.e2e.pictures import canaries

    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    for name in PRIVATE_FOLDERS:
        (tmp_path / "private" / name).mkdir(parents=True)
        environ[name] = str(tmp_path / "private" / name)
    day = tmp_path / "day"
    command = stage.command(day, day="look_alikes_day")
    done = subprocess.run(
        command, env=environ, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.split()[-2:] == ["day", "done"]
    canary = canaries(models, stage.video, stage.photos)
    assert list(canary.in_files([day / "data", day / "out", tmp_path / "private", SHARED_MEMORY])) == []
    grabs = sorted((day / "grabs").iterdir())
    assert {"kiosk-confirm-pin.png", "desk-duplicates.png", "desk-system.png"} <= {g.name for g in grabs}
    assert [path.name for path in grabs if _shows(canary, path)] == []


def test_no_network_and_no_stray_file(stage: Stage, screen: str, tmp_path: Path) -> None:
    """The day without the filter, under strace, as on somebody's machine, half a minute longer than needed.

    That the trace sees what there is to see is the positive control of tests/setup/test_phone_home.py.
    """
    command = stage.command(tmp_path / "day", "--linger", str(LINGER_S))
    extra = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": screen, "ROLLCALL_WITHOUT_FILTER": "1"}
    extra["ALSA_CONFIG_PATH"] = os.environ["ALSA_CONFIG_PATH"]  # the tones are played, and heard by nobody
    program = TracedProgram(command, tmp_path / "traced", extra)
    try:
        trace = program.finish(PATIENCE_S)
    finally:
        program.kill()
    assert trace.exit_code == 0, trace.output[-3000:]
    assert "day done" in trace.output
    assert trace.calls > 0
    assert trace.network_calls == ()
    assert [name for name in trace.new_files if not name.startswith(ALLOWED)] == []


def _run_until_killed(command: list[str], environ: dict[str, str]) -> None:
    """Run a day to its last line, then kill the process and all it started, at once."""
    with subprocess.Popen(
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as program:
        assert program.stdout is not None
        lines = []
        try:
            for line in program.stdout:
                lines.append(line)
                if line.strip() == "day done":
                    break
        finally:
            os.killpg(program.pid, signal.SIGKILL)
    assert lines[-1].strip() == "day done", "".join(lines[-30:])


def _shows(canary: Canary, path: Path) -> bool:
    from kiosk.vision.opencv import cv2

    bgr = cv2.imread(str(path))
    assert bgr is not None
    return canary.is_on_window(np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), dtype=np.uint8))
