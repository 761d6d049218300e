"""Killing with -9: a victim is started, heard for a while and killed at some moment of its next act."""

import os
import random
import selectors
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Death:
    """How one victim ended.

    Attributes:
        said: Its acknowledgements, whole lines only.
        has_finished: It had done everything before the kill came.
    """

    said: tuple[str, ...]
    has_finished: bool


def kill_one(kind: str, folder: Path, turn: int, *, after: int, within_s: float) -> Death:
    """Start a victim and kill it.

    Args:
        kind: Of tests.faults.victims.KINDS.
        folder: Its data directory.
        turn: Which life this is.
        after: How many acknowledgements to wait for.
        within_s: The kill comes so much later, whatever the victim does then.
    """
    command = [sys.executable, "-m", "tests.faults.victims", kind, str(folder), str(turn)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as child:
        assert child.stdout is not None
        lines: list[str] = []
        while len(lines) <= after and (line := child.stdout.readline()):  # the first line is "ready"
            lines.append(line.decode().strip())
        with selectors.DefaultSelector() as nothing:
            nothing.select(within_s)
        os.kill(child.pid, signal.SIGKILL)
        rest = child.stdout.read().decode()
    # A line that was cut is no acknowledgement.
    lines += rest.split("\n")[:-1]
    assert lines[:1] == ["ready"], f"the {kind} program did not start"
    said = lines[1:]
    has_finished = said[-1:] == ["done"]
    return Death(tuple(said[:-1] if has_finished else said), has_finished)


@dataclass(frozen=True, slots=True)
class Plan:
    """When the victims of one kind are killed.

    Attributes:
        most_acts: Before the kill, at least 0 and at most as many acknowledgements are waited for.
        most_wait_s: And then at most as long; about what one act takes.
    """

    most_acts: int
    most_wait_s: float

    def kill(self, kind: str, folder: Path, turn: int, chance: random.Random) -> Death:
        """Kill one victim at a moment that chance gives."""
        after, within_s = chance.randint(0, self.most_acts), chance.uniform(0, self.most_wait_s)
        return kill_one(kind, folder, turn, after=after, within_s=within_s)
