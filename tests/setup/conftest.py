"""Starts the traced program of test_phone_home.py early: its half minute passes beside other tests."""

import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.setup.tracing import TracedProgram

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("traced_inference.py")
# onnxruntime 1.29.0 looked its collector up some 20 s after the session was made.
ALIVE_S = 35

PROGRAM = pytest.StashKey[TracedProgram]()
FOLDER = pytest.StashKey[Path]()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start it where its tests were chosen."""
    chosen = any("traced_program" in getattr(item, "fixturenames", ()) for item in session.items)
    if not chosen or session.config.option.collectonly or not _can_run():
        return
    folder = Path(tempfile.mkdtemp(prefix="rollcall-trace-"))
    session.config.stash[FOLDER] = folder
    command = [sys.executable, str(SCRIPT), str(ROOT), str(ALIVE_S)]
    session.config.stash[PROGRAM] = TracedProgram(command, folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End it where the run was cut off before its tests."""
    if PROGRAM in config.stash:
        config.stash[PROGRAM].kill()
        shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


@pytest.fixture(scope="module")
def traced_program(request: pytest.FixtureRequest, models: Path, portraits: Path) -> TracedProgram:
    """Give the program; fails where strace is missing, since the promise is not shown then."""
    program = request.config.stash.get(PROGRAM, None)
    if program is None:
        pytest.fail("strace is missing: as root on Debian, python3 run.py test installs it.", pytrace=False)
    return program


def _can_run() -> bool:
    return (
        sys.platform == "linux"
        and shutil.which("strace") is not None
        and (ROOT / "models" / "built").is_dir()
    )
