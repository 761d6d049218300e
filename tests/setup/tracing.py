"""A program under strace, as on somebody's machine: what it calls on the network, what files it leaves.

A guard on Python's socket module sees nothing of threads in C++, and a library that was caught keeps quiet
where CI is set: so the program gets no variable of CI's, an empty home, and time for late threads.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# io_uring can make sockets without the calls that %network stands for.
CALLS = "trace=%network,io_uring_setup"
NETWORK_CALL = re.compile(r"AF_INET6?\b|io_uring_setup\(")
# What a program needs to start; all others, CI, GITHUB_ACTIONS and ORT_* among them, are left out.
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
PRIVATE_FOLDERS = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Trace:
    """What was seen.

    Attributes:
        exit_code: The program's.
        output: Its stdout and stderr.
        network_calls: strace's lines that name an internet family, or make an io_uring.
        calls: How many lines strace wrote: 0 would mean that it saw nothing at all.
        new_files: What is in the private folders afterwards, such as `HOME/.cache/id`.
    """

    exit_code: int
    output: str
    network_calls: tuple[str, ...]
    calls: int
    new_files: tuple[str, ...]


class TracedProgram:
    """A program that has been started under strace."""

    def __init__(self, command: Sequence[str], folder: Path, extra: Mapping[str, str] | None = None) -> None:
        """Start it.

        Args:
            command: The program and its arguments.
            folder: An empty folder for its home, its temporary files and the trace.
            extra: Variables beyond the few that are kept.
        """
        strace = shutil.which("strace")
        if strace is None:
            message = "strace is missing; python3 run.py test installs it as root on Debian"
            raise FileNotFoundError(message)
        self._folder = folder
        environ = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        for name in PRIVATE_FOLDERS:
            (folder / name).mkdir(parents=True)
            environ[name] = str(folder / name)
        self._log = folder / "trace"
        self._output = folder / "output"
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                [strace, "-f", "-qq", "-e", CALLS, "-e", "signal=none", "-o", str(self._log), *command],
                env={**environ, **(extra or {})},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def finish(self, timeout_s: float) -> Trace:
        """Wait for its end.

        Raises:
            subprocess.TimeoutExpired: If it does not end; it is killed then.
        """
        try:
            exit_code = self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        return Trace(
            exit_code=exit_code,
            output=self._output.read_text(encoding="utf-8", errors="replace"),
            network_calls=tuple(line for line in lines if NETWORK_CALL.search(line)),
            calls=len(lines),
            new_files=tuple(sorted(self._new_files())),
        )

    def kill(self) -> None:
        """End it and all that it started."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, 9)
            self._process.wait()

    def _new_files(self) -> list[str]:
        return [
            str(path.relative_to(self._folder))
            for name in PRIVATE_FOLDERS
            for path in (self._folder / name).rglob("*")
            if not path.is_dir()
        ]
