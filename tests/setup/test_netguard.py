"""The seccomp filter, from inside a process that has it. Each subprocess tells what its sockets came to."""

import errno
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from kiosk import netguard
from kiosk.netguard import GuardState

needs_filter = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64",
    reason="The filter exists on Linux x86-64 only.",
)

# Tries families from the main thread, from a thread that ran before the filter, and from a child process.
PROBE = """
import ctypes, json, mmap, socket, subprocess, sys, threading

FAMILIES = {name: int(getattr(socket, name)) for name in ("AF_INET", "AF_INET6", "AF_PACKET", "AF_VSOCK")}
FAMILIES["AF_SMC"] = 43

def try_all():
    answers = {}
    for name, family in FAMILIES.items():
        answers[name] = try_one(family, socket.SOCK_STREAM if name != "AF_PACKET" else socket.SOCK_RAW)
    answers["AF_UNIX"] = try_unix()
    answers["uevent"] = try_one(socket.AF_NETLINK, socket.SOCK_RAW, 15)
    answers["route"] = try_one(socket.AF_NETLINK, socket.SOCK_RAW, 0)
    return answers

def try_one(family, kind, protocol=0):
    try:
        socket.socket(family, kind, protocol).close()
    except OSError as error:
        return error.errno
    return 0

def try_unix():
    try:
        one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with one, other, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM):
            one.sendall(b"hello")
            return 0 if other.recv(5) == b"hello" else -1
    except OSError as error:
        return error.errno

def raw(number, *words):
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(word) for word in words))
    return ctypes.get_errno() if handle < 0 else 0

def as_32_bit():
    # socket(AF_INET, SOCK_STREAM, 0) as a 32-bit program calls it: number 359 through int 0x80
    code = bytes.fromhex("53 b867010000 bb02000000 b901000000 31d2 cd80 5b c3")
    with mmap.mmap(-1, len(code), prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC) as page:
        page.write(code)
        hold = ctypes.c_char.from_buffer(page)
        answer = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(hold))()
        del hold
    return -answer if answer < 0 else 0

if sys.argv[1] == "child":
    print(json.dumps(try_all()))
    sys.exit()

go, answers = threading.Event(), {}
def earlier():
    go.wait()
    answers["thread"] = try_all()
thread = threading.Thread(target=earlier)
thread.start()

heavy = set(sys.modules)
from kiosk.netguard import deny_internet
if sys.argv[1] == "guarded":
    answers["state"] = [deny_internet(), deny_internet()]
answers["imported"] = sorted({name.partition(".")[0] for name in set(sys.modules) - heavy} - {"kiosk"})
go.set()
thread.join()
answers["main"] = try_all()
answers["io_uring"] = raw(425, 0, 0)
answers["32-bit"] = as_32_bit()
answers["x32"] = raw(0x40000000 + 41, socket.AF_INET, socket.SOCK_STREAM, 0)
child = subprocess.run([sys.executable, "-c", SOURCE, "child"], capture_output=True, check=True)
answers["child"] = json.loads(child.stdout)
print(json.dumps(answers))
"""


def run_probe(mode: str, **extra: str) -> dict[str, Any]:
    source = f"SOURCE = {PROBE!r}\nexec(SOURCE)"
    environment = {name: value for name, value in os.environ.items() if name != netguard.OFF_SWITCH} | extra
    done = subprocess.run(
        [sys.executable, "-c", source, mode], capture_output=True, check=True, env=environment, timeout=60
    )
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


@pytest.fixture(scope="module")
def guarded() -> Mapping[str, Any]:
    return run_probe("guarded")


@pytest.fixture(scope="module")
def unguarded() -> Mapping[str, Any]:
    return run_probe("unguarded")


WHERE = ("main", "thread", "child")


@needs_filter
@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_PACKET", "AF_VSOCK", "AF_SMC", "route"])
def test_network_sockets_are_denied(where: str, family: str, guarded: Mapping[str, Any]) -> None:
    """In the main thread, in a thread that was running before, and in a child process."""
    assert guarded[where][family] == errno.EACCES


@needs_filter
@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("family", ["AF_UNIX", "uevent"])
def test_local_sockets_go_on_working(where: str, family: str, guarded: Mapping[str, Any]) -> None:
    assert guarded[where][family] == 0


@needs_filter
def test_ways_around_are_closed(guarded: Mapping[str, Any]) -> None:
    """io_uring makes sockets without `socket`; the x32 numbers would pass a filter that compares 41 only."""
    assert guarded["io_uring"] == errno.EPERM
    assert guarded["x32"] == errno.ENOSYS
    assert guarded["32-bit"] == errno.ENOSYS


@needs_filter
@pytest.mark.parametrize("where", WHERE)
def test_positive_control(where: str, unguarded: Mapping[str, Any]) -> None:
    """Without the filter the same probe makes an internet socket: the tests above can be red."""
    assert unguarded[where]["AF_INET"] == 0
    assert unguarded["32-bit"] in {0, errno.ENOSYS}  # ENOSYS where the kernel has no 32-bit calls
    assert unguarded["io_uring"] != errno.EPERM or _io_uring_is_off()


def _io_uring_is_off() -> bool:
    try:
        with open("/proc/sys/kernel/io_uring_disabled", encoding="ascii") as file:  # noqa: PTH123
            return file.read().strip() != "0"
    except OSError:
        return False


@needs_filter
def test_second_call_changes_nothing(guarded: Mapping[str, Any]) -> None:
    assert guarded["state"] == [GuardState.ACTIVE, GuardState.ACTIVE]


def test_imports_nothing_heavy(unguarded: Mapping[str, Any]) -> None:
    """It runs before everything else, so it must be quick and a leaf."""
    assert set(unguarded["imported"]) <= {"platform"}


def test_switched_off_for_tracing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(netguard.OFF_SWITCH, "1")
    monkeypatch.setattr(netguard._Guard, "state", GuardState.NOT_ASKED)
    assert netguard.guard_state() is GuardState.NOT_ASKED
    assert netguard.deny_internet() is GuardState.SWITCHED_OFF
    assert netguard.guard_state() is GuardState.SWITCHED_OFF


@pytest.mark.parametrize(
    ("system", "machine"), [("win32", "AMD64"), ("darwin", "arm64"), ("linux", "aarch64")]
)
def test_says_that_it_is_not_available(system: str, machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(netguard.OFF_SWITCH, raising=False)
    monkeypatch.setattr(netguard._Guard, "state", GuardState.NOT_ASKED)
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    assert netguard.deny_internet() is GuardState.NOT_AVAILABLE
