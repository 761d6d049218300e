"""What systemd hears, on a real socket of its kind, and with the filter that denies internet sockets."""

import ctypes.util
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.runtime.service_manager import Nobody, Systemd, service_manager

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or ctypes.util.find_library("systemd") is None, reason="no libsystemd here"
)

SPEAKS_BEHIND_THE_FILTER = """
from kiosk import netguard
from kiosk.runtime.service_manager import service_manager
print(netguard.deny_internet().value)
service_manager().ready()
"""


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A socket as systemd's."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as made:
        made.bind(str(tmp_path / "notify"))
        made.settimeout(20)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield made


def test_each_message_as_systemd_reads_it(manager: socket.socket) -> None:
    told = service_manager()
    told.ready()
    told.status("works")
    told.alive()
    told.stopping()
    assert [manager.recv(200) for _ in range(4)] == [
        b"READY=1",
        b"STATUS=works",
        b"WATCHDOG=1",
        b"STOPPING=1",
    ]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "30000000"}, 30.0),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "self"}, 30.0),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}, None),  # a child that inherits it is not meant
    ],
)
def test_how_often_it_wants_to_hear(
    manager: socket.socket, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: float | None
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, str(os.getpid()) if value == "self" else value)
    told = service_manager()
    assert isinstance(told, Systemd)
    assert told.watchdog_s == expected


def test_nobody_is_told_where_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    told = service_manager()
    assert isinstance(told, Nobody)
    told.ready()
    told.alive()
    told.status("works")
    told.stopping()


def test_the_filter_lets_it_through(manager: socket.socket) -> None:
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            SPEAKS_BEHIND_THE_FILTER,
        ],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.stdout.strip() in {"active", "switched-off", "not-available"}
    assert manager.recv(200) == b"READY=1"
