"""Known lines of MediaPipe do not reach the error output; everything else does, from everywhere."""

import os
import subprocess
import sys
import threading

import pytest

from kiosk.vision.quiet import without_known_lines
from tests.vision.portraits import ROOT, models

KNOWN = (
    b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n"
    b"WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n"
    b"W0000 00:00:1795346542.615302     925 inference_feedback_manager.cc:114] Feedback manager requires a "
    b"model with a single signature inference. Disabling support for feedback tensors.\n"
)


def test_known_lines_go_and_others_stay_in_order(capfd: pytest.CaptureFixture[str]) -> None:
    with without_known_lines():
        os.write(2, b"before\n" + KNOWN + b"W0000 00:00:1.5 9 other.cc:1] something new\n")
        os.write(2, b"half a ")
        os.write(2, b"line, and no end")
    os.write(2, b"\nafter\n")
    expected = "before\nW0000 00:00:1.5 9 other.cc:1] something new\nhalf a line, and no end\nafter\n"
    assert capfd.readouterr().err == expected


def test_only_inside_the_block(capfd: pytest.CaptureFixture[str]) -> None:
    with without_known_lines():
        pass
    os.write(2, KNOWN)
    assert capfd.readouterr().err == KNOWN.decode()


def test_the_output_comes_back_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="invalid literal"), without_known_lines():  # noqa: PT012 - both are the story
        os.write(2, b"said\n")
        int("no number")
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "said\nafter\n"


def test_more_than_a_pipe_holds_comes_through(capfd: pytest.CaptureFixture[str]) -> None:
    text = b"x" * 99 + b"\n"
    with without_known_lines():
        for _ in range(5000):
            os.write(2, text)
    assert capfd.readouterr().err == text.decode() * 5000


def test_what_other_threads_and_processes_write_is_kept(capfd: pytest.CaptureFixture[str]) -> None:
    """A process that lives on holds the pipe: the block ends all the same, and its words still come."""
    with without_known_lines():
        child = subprocess.Popen(
            [sys.executable, "-c", "import sys; sys.stdin.read(); sys.stderr.write('late\\n')"],
            stdin=subprocess.PIPE,
        )
        thread = threading.Thread(target=os.write, args=(2, b"from a thread\n"))
        thread.start()
        thread.join()
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(20) == 0
    for other in threading.enumerate():
        if other.name == "quiet-stderr":
            other.join(10)
    assert capfd.readouterr().err == "from a thread\nlate\n"


LOAD = """
import sys
from pathlib import Path
import numpy as np
from kiosk.domain.frames import Frame, SourceKind
from kiosk.vision.recogniser import build_recogniser
recogniser = build_recogniser(Path(sys.argv[1]), bytes(32))
for index in range(10):
    frame = Frame(index, index * 66_000_000, SourceKind.SYNTHETIC, np.zeros((480, 640, 3), np.uint8))
    recogniser.step(frame, may_embed=True)
recogniser.close()
print("done", file=sys.stderr)
"""


def test_loading_and_running_the_models_says_nothing() -> None:
    models()
    command = [sys.executable, "-c", LOAD, str(ROOT / "models")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == "done\n"
    assert done.stdout == ""
