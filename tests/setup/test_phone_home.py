"""mediapipe from 0.10.35 on and onnxruntime from 1.29.0 on report to their makers; ours do not.

The traced program takes half a minute, most of it asleep: conftest.py starts it when the tests have been
collected, and here it is looked at.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.setup.tracing import Trace, TracedProgram

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="strace exists on Linux only."),
    pytest.mark.once,
]

PATIENCE_S = 180

# Another process, and a call that Python's socket module does not see, as a library in C++ would make it.
TALKATIVE = """
import ctypes, os, pathlib, struct, subprocess, sys, threading
code = '''
import ctypes, struct
libc = ctypes.CDLL(None)
handle = libc.socket(2, 1, 0)
libc.connect(handle, struct.pack("<H", 2) + struct.pack(">H", 9) + bytes([127, 0, 0, 1]) + bytes(8), 16)
'''
thread = threading.Thread(target=subprocess.run, args=([sys.executable, "-c", code],))
thread.start()
thread.join()
libc = ctypes.CDLL(None)
libc.socket(10, 2, 0)
folder = pathlib.Path(os.environ["HOME"], ".cache", "Maker")
folder.mkdir(parents=True)
(folder / "deviceid").write_text("1")
"""


@pytest.fixture(scope="module")
def trace(traced_program: TracedProgram) -> Trace:
    """Inferences and half a minute, as a person's machine sees them."""
    return traced_program.finish(PATIENCE_S)


@pytest.fixture(scope="module")
def answers(trace: Trace) -> Any:
    assert trace.exit_code == 0, trace.output
    return json.loads(trace.output.splitlines()[-1])


def test_it_was_a_real_run(answers: Any) -> None:
    """A face was found, both ONNX models ran, and nothing told the libraries that this is a test."""
    assert answers["faces"] == 1
    assert answers["inferences"] >= 2
    told = [
        name for name in answers["variables"] if name in {"CI", "GITHUB_ACTIONS"} or name.startswith("ORT_")
    ]
    assert told == []


def test_no_internet_call(trace: Trace) -> None:
    assert trace.network_calls == ()


def test_no_stray_file(trace: Trace) -> None:
    assert trace.new_files == ()


def test_positive_control(tmp_path: Path) -> None:
    """A connection to this very machine by a child's C library, and a device id in HOME, are both seen."""
    trace = TracedProgram([sys.executable, "-c", TALKATIVE], tmp_path / "control").finish(PATIENCE_S)
    assert trace.exit_code == 0, trace.output
    seen = "\n".join(trace.network_calls)
    assert "socket(AF_INET, SOCK_STREAM" in seen
    assert 'connect(3, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}' in seen
    assert "socket(AF_INET6, SOCK_DGRAM" in seen
    assert trace.new_files == ("HOME/.cache/Maker/deviceid",)


def test_program_that_does_not_end_is_killed(tmp_path: Path) -> None:
    program = TracedProgram(
        [sys.executable, "-c", "import threading; threading.Event().wait()"], tmp_path / "it"
    )
    with pytest.raises(subprocess.TimeoutExpired):
        program.finish(0.5)
    assert program._process.returncode is not None
