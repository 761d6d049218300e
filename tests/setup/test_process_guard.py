"""Who may look into the kiosk's memory: nobody but root, while it does its own work as before."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk import process_guard
from kiosk.errors import Code, KioskError
from kiosk.runtime.capture import CaptureProcess
from kiosk.runtime.capture_child import CameraReader

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
PATIENCE_S = 30.0
# As nobody where the tests run as root, who may look into everything.
CHILD = """
import ctypes, os, resource, sys
sys.path.insert(0, {root!r})
from kiosk import process_guard
if os.getuid() == 0:
    os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # changing the user closes it, too
if {guarded}:
    process_guard.close_to_others()
print("ready", process_guard.is_closed(), flush=True)
sys.stdin.readline()
"""
LOOK = """
import os, sys
if os.getuid() == 0:
    os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})
pid = sys.argv[1]
try:
    start = int(open(f"/proc/{{pid}}/maps").readline().split("-")[0], 16)
    with open(f"/proc/{{pid}}/mem", "rb", 0) as memory:
        memory.seek(start)
        print("read", len(memory.read(16)))
except OSError as error:
    print("refused", error.errno)
"""


@contextmanager
def _running(*, guarded: bool) -> Iterator[subprocess.Popen[str]]:
    code = CHILD.format(nobody=NOBODY, root=str(ROOT), guarded=guarded)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def _look(pid: int) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format(nobody=NOBODY), str(pid)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def _is_let_in() -> bool:
    """Say whether this machine lets a user look into their own processes at all (Yama may not)."""
    with _running(guarded=False) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready False\n"
        return _look(child.pid) == "read 16"


def test_another_program_of_the_same_user_cannot_read_it() -> None:
    with _running(guarded=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready True\n"
        assert _look(child.pid).startswith("refused")
    if not _is_let_in():
        pytest.skip("this machine refuses it anyway, so the guard cannot be seen here")


def test_the_program_begins_with_it() -> None:
    script = (
        "import sys; sys.argv = ['kiosk', '--version']\n"
        "from kiosk import process_guard\nfrom kiosk.cli import main\n"
        "try: main()\nexcept SystemExit: print(process_guard.is_closed())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "ROLLCALL_WITHOUT_FILTER": "1"},
    )
    assert done.stdout.split()[-1] == "True"


def test_this_process_was_not_closed_by_the_tests() -> None:
    """A test that called `main` here would keep debuggers and the memory count away from all that follow."""
    assert process_guard.is_closed() is False


def open_and_tell(device: str) -> CameraReader:
    """Stand in for a camera, in the capture process: say whether that process is closed, and be missing."""
    told = Path(device) / "told"
    told.with_suffix(".new").write_text(str(process_guard.is_closed()))
    told.with_suffix(".new").replace(told)
    raise KioskError(Code.CAMERA_NONE)


def test_the_capture_process_closes_itself(tmp_path: Path) -> None:
    """It is a program of its own, and an exec opens again what was closed."""
    capture = CaptureProcess(str(tmp_path), opener=open_and_tell)
    capture.start()
    try:
        until = time.monotonic() + PATIENCE_S
        while not (tmp_path / "told").exists():
            assert time.monotonic() < until
            capture.next_frame(0.05)
    finally:
        assert capture.close() == []
    assert (tmp_path / "told").read_text() == "True"


FREED = """
import ctypes
from kiosk import process_guard
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
wipes = {wipes} and process_guard.wipe_freed_memory()
places = [(size, libc.malloc(size)) for size in (104, 104, 520, 5000)]
for size, place in places:
    ctypes.memmove(place, b"s" * size, size)
libc.malloc(64)
for size, place in places:
    libc.free(place)
if wipes:
    process_guard.wipe_small_blocks()
print(wipes, sum(b"s" * 32 in ctypes.string_at(place, size) for size, place in places))
"""


@pytest.mark.parametrize("wipes", [True, False])
def test_what_is_freed_is_overwritten(wipes: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FREED.format(wipes=wipes)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    did_wipe, left = done.stdout.split()
    if wipes and did_wipe == "False":
        pytest.skip("no glibc here: SQLCipher wipes its own")
    assert (int(left) == 0) is wipes


HELD = """
import ctypes
from pathlib import Path
from kiosk import process_guard
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
def resident():
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) // 1000
places = [libc.malloc(30_000) for _ in range(2000)]
for place in places:
    ctypes.memset(place, 7, 30_000)
for number, place in enumerate(places):
    if number % 50 < 49:
        libc.free(place)
before = resident()
print(process_guard.give_back_memory(), before - resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
def test_what_was_freed_goes_back_to_the_system() -> None:
    """Between two pieces that are in use, freed ones stay the process's: 59 MB of 60 here."""
    done = subprocess.run([sys.executable, "-c", HELD], capture_output=True, text=True, check=True, cwd=ROOT)
    could, megabytes = done.stdout.split()
    if could == "False":
        pytest.skip("no glibc here")
    assert int(megabytes) > 40


LARGE = """
import ctypes, threading
from pathlib import Path
from kiosk import process_guard
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
process_guard.wipe_freed_memory()
could = {keeps} or process_guard.keep_no_large_blocks()
def resident():
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) // 1000
before = resident()
def work():
    for _ in range(2):
        libc.free(libc.malloc(31 << 20))
thread = threading.Thread(target=work)
thread.start()
thread.join()
process_guard.give_back_memory()
print(could, resident() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
@pytest.mark.parametrize("keeps", [True, False])
def test_a_large_block_of_a_thread_does_not_stay(keeps: bool) -> None:
    """Left alone, glibc keeps 31 MB at the end of that thread's heap, where trimming does not reach."""
    code = LARGE.format(keeps=keeps)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    could, megabytes = done.stdout.split()
    if could == "False":
        pytest.skip("no glibc here")
    assert (int(megabytes) > 20) is keeps
