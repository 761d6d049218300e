"""A MediaPipe task that failed is never called again, not even by its own destructor."""

import gc
import subprocess
import sys
from dataclasses import dataclass, field

import pytest

from kiosk.vision.mediapipe_task import MediapipeTask

calls: list[str] = []


@dataclass
class BrokenTask:
    """Fails at a frame, as MediaPipe does: then close raises the same again, and so would the destructor."""

    fails: bool = True
    said: list[str] = field(default_factory=lambda: calls)

    def detect(self) -> str:
        self.said.append("detect")
        if self.fails:
            raise RuntimeError("num_boxes")
        return "found"

    def close(self) -> None:
        self.said.append("close")
        if self.fails:
            raise RuntimeError("num_boxes")

    def __del__(self) -> None:
        self.said.append("del")


@pytest.fixture(autouse=True)
def _nothing_said() -> None:
    calls.clear()


def test_after_a_failure_nothing_calls_into_it() -> None:
    task = MediapipeTask(BrokenTask)
    with pytest.raises(RuntimeError, match="num_boxes"):
        task.run(BrokenTask.detect)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="has failed"):
            task.run(BrokenTask.detect)
    task.close()
    task.close()
    del task
    gc.collect()
    assert calls == ["detect"]


def test_a_good_one_is_closed_once_and_freed() -> None:
    task = MediapipeTask(lambda: BrokenTask(fails=False))
    assert task.run(BrokenTask.detect) == "found"
    task.close()
    task.close()
    gc.collect()
    assert calls == ["detect", "close", "del"]
    with pytest.raises(RuntimeError, match="closed"):
        task.run(BrokenTask.detect)


def test_one_that_fails_at_its_close_is_left_alone(logged_bugs: list[str]) -> None:
    task = MediapipeTask(BrokenTask)
    task.close()
    task.close()
    gc.collect()
    assert calls == ["close"]
    assert len(logged_bugs) == 1


AT_THE_END = """
import os
from kiosk.vision.mediapipe_task import MediapipeTask
class Broken:
    def __del__(self): os.write(1, b"del")
def fail(task): raise RuntimeError
task = MediapipeTask(Broken)
try: task.run(fail)
except RuntimeError: os.write(1, b"failed")
"""


def test_its_destructor_does_not_run_when_the_program_ends_either() -> None:
    command = [sys.executable, "-c", AT_THE_END]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "failed"
