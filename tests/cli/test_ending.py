"""The program ends with its code and its words, whether or not a thread of it has ended."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.once
LEAVE = """
import atexit, sys, threading
from kiosk.cli.ending import leave
atexit.register(lambda: print("put away by Python"))
if sys.argv[1]:
    threading.Thread(target=threading.Event().wait, name=sys.argv[1], daemon=True).start()
print("done")
{before}
leave(int(sys.argv[2]))
"""


@pytest.mark.parametrize("code", [0, 1])
@pytest.mark.parametrize(
    ("thread", "said"),
    [
        ("", "done\nput away by Python\n"),
        ("a-library", "done\nput away by Python\n"),
        ("rollcall-camera", "done\n"),
        ("kiosk-sound", "done\n"),
    ],
)
def test_a_thread_that_runs_on_is_not_broken_off(thread: str, said: str, code: int) -> None:
    assert _ended(thread, code) == (code, said, "")


def test_where_there_is_no_stream_it_ends_all_the_same() -> None:
    assert _ended("rollcall-camera", 1, before="sys.stdout.flush(); sys.stdout = None") == (1, "done\n", "")


def _ended(thread: str, code: int, before: str = "") -> tuple[int, str, str]:
    command = [sys.executable, "-c", LEAVE.format(before=before), thread, str(code)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr
