"""Turns of pytest's workers: what measures runs alone, everything else beside anything else.

`.ci/run` has two workers on two cores. A test marked `alone` compares times or counts what a thread did in a
second; beside another test it would measure that one too. Cannot ship.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
