"""Has hints spoken by the system's own program: one at a time, ended when the next one comes.

Whoever calls decides what may be said (kiosk.ui.sound.sayable); nothing is checked here.
"""

import subprocess
import sys
from collections.abc import Callable

from kiosk import logs
from kiosk.ui.sound.voices import Program, Spoken, find_program
from kiosk.ui.worker import Worker

WORKER = "kiosk-speech"
END_S = 2.0
"""How long the end waits: a program that was killed is gone at once."""


class Speaker:
    """Everything public returns at once; GUI thread. A program is started on a worker: that takes time."""

    def __init__(self, find: Callable[[], Program | None] = find_program) -> None:
        """Look for the program.

        Args:
            find: Names it.
        """
        self._find = find
        self._program = find()
        self._worker = Worker(WORKER)
        self._speaking: subprocess.Popen[bytes] | None = None
        self._has_told = False

    @property
    def is_able(self) -> bool:
        """Whether there is a program that speaks."""
        return self._program is not None

    def look_again(self) -> None:
        """Look for the program again: somebody may have installed one."""
        self._program = self._find()

    def say(self, text: str, language: str, volume: int) -> None:
        """Speak, in place of what is being spoken.

        Args:
            text: What.
            language: Such as "ar".
            volume: Percent.
        """
        program = self._program
        if program is not None:
            self._worker.submit(lambda: self._start(program.speak(text, language, volume)))

    def hush(self) -> None:
        """End what is being spoken."""
        if self._program is not None:
            self._worker.submit(self._end)

    def stop(self) -> None:
        """Be silent for good, and leave no program behind; again is harmless."""
        self.hush()
        self._program = None
        self._worker.stop()
        self._worker.join(END_S)

    # On the worker

    def _start(self, spoken: Spoken) -> None:
        self._end()
        try:
            self._speaking = subprocess.Popen(  # noqa: S603 - a fixed command, no shell
                spoken.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                creationflags=_no_window(),
            )
        except OSError:
            self._tell_once()
            return
        _hand_over(self._speaking, spoken.stdin)

    def _end(self) -> None:
        """Kill what speaks, and wait for it: a killed process is gone in no time."""
        if self._speaking is not None:
            self._speaking.kill()
            self._speaking.wait()
            self._speaking = None

    def _tell_once(self) -> None:
        if not self._has_told:
            self._has_told = True
            logs.event("speech-not-available")


def _hand_over(program: "subprocess.Popen[bytes]", text: bytes) -> None:
    """Give a program its text; a hint is far shorter than what a pipe holds, so nobody waits."""
    assert program.stdin is not None
    try:
        with program.stdin as pipe:
            pipe.write(text)
    except OSError:
        return  # it has ended already, or reads nothing


def _no_window() -> int:
    """Give the flag that keeps Windows from opening a console over the kiosk."""
    return int(getattr(subprocess, "CREATE_NO_WINDOW", 0)) if sys.platform == "win32" else 0
