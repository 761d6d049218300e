"""Turns of pytest's workers: what measures runs alone, and what takes longest comes first.

`.ci/run` has two workers on two cores. A test marked `alone` compares times or counts what a thread did in a
second; beside another test it would measure that one too. A worker takes a whole file at a time: a long one
left for the end would have the other worker wait. Cannot ship.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST_FIRST = (
    "tests/e2e/test_scripted_day.py",
    "tests/vision/test_transactions.py",
    "tests/cli/test_demo.py",
    "tests/runtime/test_take.py",
    "tests/e2e/test_demo_window.py",
    "tests/cli/test_take.py",
    "tests/runtime/test_services.py",
    "tests/runtime/test_capture.py",
    "tests/cli/test_sample_school.py",
    "tests/ui/test_desk_person_privacy.py",
    "tests/runtime/test_twins.py",
    "tests/cli/test_at_rest.py",
    "tests/runtime/test_idling.py",
    "tests/cli/test_bench.py",
    "tests/setup/test_phone_home.py",
    "tests/cli/test_models_command.py",
    "tests/ui/test_desk_import.py",
    "tests/cli/test_report.py",
    "tests/attacks/test_thief.py",
    "tests/vision/test_models_run.py",
    "tests/vision/test_gallery.py",
    "tests/vision/test_who_is_embedded.py",
)
"""Files of more than 20 s each, as `--durations` of the whole suite said."""


def place(nodeid: str) -> int:
    """Say where a test's file comes: one of the longest in its place, all others after them."""
    file = nodeid.partition("::")[0]
    return LONGEST_FIRST.index(file) if file in LONGEST_FIRST else len(LONGEST_FIRST)


@contextmanager
def turn(folder: Path, *, is_alone: bool) -> Iterator[None]:
    """Wait for one's turn and hold it for this block.

    Whoever wants to be alone closes the gate first, so that the other workers end their test and then wait:
    a lock that readers share would never be free while they overlap.

    Args:
        folder: The same for all workers of this run.
        is_alone: Nothing else runs meanwhile.
    """
    gate, room = _open(folder / "gate.lock"), _open(folder / "room.lock")
    try:
        fcntl.flock(gate, fcntl.LOCK_EX)
        fcntl.flock(room, fcntl.LOCK_EX if is_alone else fcntl.LOCK_SH)
        fcntl.flock(gate, fcntl.LOCK_UN)
        yield
    finally:
        os.close(room)
        os.close(gate)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
