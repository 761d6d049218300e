"""The real program tells systemd that it lives, until its event loop hangs; then it ends itself."""

import ctypes.util
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.runtime.clock import system_clock
from kiosk.runtime.supervision import EXIT_HUNG
from tests.runtime.fakes_school import make_school

pytestmark = [pytest.mark.qt, pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")]
ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 60.0


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    if ctypes.util.find_library("systemd") is None:
        pytest.skip("no libsystemd here")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as made:
        made.bind(str(tmp_path / "notify"))
        made.settimeout(WAIT_S)
        yield made


@contextmanager
def program(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Start it on a trial that was just made."""
    school = make_school(tmp_path / "data", system_clock("UTC"))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "NOTIFY_SOCKET": str(tmp_path / "notify"),
        "WATCHDOG_USEC": "1500000",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.hung_program", str(school.root)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def heard_until(manager: socket.socket, last: bytes) -> list[bytes]:
    heard: list[bytes] = []
    while not heard or heard[-1] != last:
        heard.append(manager.recv(400))
    return heard


@pytest.mark.usefixtures("models")
def test_signs_of_life_end_when_the_event_loop_hangs(tmp_path: Path, manager: socket.socket) -> None:
    with program(tmp_path) as running:
        before = heard_until(manager, b"READY=1")
        assert set(before) <= {b"READY=1", b"WATCHDOG=1", b"STATUS=the window is up"}
        heard_until(manager, b"STATUS=works")
        assert heard_until(manager, b"WATCHDOG=1")
        running.send_signal(signal.SIGUSR1)
        heard_until(manager, b"STATUS=works; gui hangs: the program is started again")
        _, said = running.communicate(timeout=WAIT_S)
    assert running.returncode == EXIT_HUNG
    assert "hung_program.py" in said  # where each thread was
    manager.settimeout(0.0)
    with pytest.raises(BlockingIOError):  # and not a sign of life after that
        manager.recv(400)


@pytest.mark.slow
@pytest.mark.usefixtures("models")
def test_an_end_that_was_asked_for_is_announced_and_clean(tmp_path: Path, manager: socket.socket) -> None:
    with program(tmp_path) as running:
        heard_until(manager, b"STATUS=works")
        running.terminate()
        heard_until(manager, b"STOPPING=1")
        _, said = running.communicate(timeout=WAIT_S)
    assert running.returncode == 0
    assert "Traceback" not in said
