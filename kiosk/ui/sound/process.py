"""The process that owns the machine's sound, from the outside and from the inside.

PortAudio ends its whole process by an assertion where ALSA's list of devices is empty, or changes while it is
read, and a driver may hang: neither may take the door along. What crosses is a letter and samples, an answer
and nothing else; the process holds no key, no name and no picture.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

import numpy as np

from kiosk.ui.sound.loudspeaker import Loudspeaker, NoSound, PortAudio, Reason
from kiosk.ui.sound.tones import Samples

PROCESS_NAME = "rollcall-sound"
START_S = 20.0
"""A busy machine takes seconds to start a process; then PortAudio asks every device."""
ANSWER_S = 3.0
"""A tone is a quarter of a second: who has not played it by then hangs."""
_ASK_S = 0.02
_JOIN_S = 1.0
_LOOK, _PLAY, _HUSH, _PLAYED = b"L", b"P", b"H", b"ok"


class SoundProcess:
    """A loudspeaker in a process of its own. For one thread, which waits for it."""

    def __init__(self, main: Callable[[Connection], None] | None = None) -> None:
        """Start nothing yet.

        Args:
            main: Runs in the process; a module-level function. None plays through PortAudio.
        """
        self._main = main or sound_main
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    @property
    def pid(self) -> int | None:
        """The process's id, None while there is none."""
        return self._process.pid if self._process else None

    def look(self, may_go_on: Callable[[], bool]) -> None:
        """See which devices there are now; starts the process where there is none.

        Args:
            may_go_on: False gives up at once.

        Raises:
            NoSound: With what the process says; DEVICE_FAILED when it ends or hangs over it.
        """
        if self._process is None or not self._process.is_alive():
            self.close()
            self._launch()
        self._ask(_LOOK, START_S, may_go_on)

    def play(self, samples: Samples, may_go_on: Callable[[], bool]) -> None:
        """Play, to the end or until told otherwise. Raises NoSound DEVICE_FAILED."""
        self._ask(_PLAY + samples.tobytes(), ANSWER_S, may_go_on)

    def close(self) -> None:
        """End the process: it ends when nobody can ask it any more, and is killed when it does not."""
        line, self._line = self._line, None
        process, self._process = self._process, None
        if line is not None:
            line.close()
        if process is None:
            return
        process.join(_JOIN_S)
        if process.is_alive():
            process.kill()
            process.join(_JOIN_S)
        if not process.is_alive():
            process.close()

    def _launch(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=self._main, args=(theirs,), name=PROCESS_NAME, daemon=True)
        try:
            process.start()
        except OSError:  # no memory, or too many processes
            ours.close()
            raise NoSound(Reason.DEVICE_FAILED) from None
        finally:
            theirs.close()
        self._process, self._line = process, ours

    def _ask(self, question: bytes, patience_s: float, may_go_on: Callable[[], bool]) -> None:
        """Ask, and wait for the answer. None in time, or a process that ended, is a device that failed."""
        if self._line is None:
            raise NoSound(Reason.DEVICE_FAILED)
        try:
            answer = _exchange(self._line, question, patience_s, may_go_on)
        except (EOFError, OSError):
            answer = None
        if answer is None:
            self.close()
            raise NoSound(Reason.DEVICE_FAILED)
        if answer != _PLAYED:
            raise NoSound(Reason(answer.decode()))


def _exchange(
    line: Connection, question: bytes, patience_s: float, may_go_on: Callable[[], bool]
) -> bytes | None:
    """Send a question and give the answer, None when it does not come. Raises EOFError, OSError."""
    line.send_bytes(question)
    is_hushed = False
    for _ in range(round(patience_s / _ASK_S)):
        if line.poll(_ASK_S):
            return line.recv_bytes()
        if is_hushed or may_go_on():
            continue
        if question == _LOOK:
            break
        line.send_bytes(_HUSH)
        is_hushed = True
    return None


# In the process


def sound_main(line: Connection) -> None:
    """Play through PortAudio until nobody asks any more. The target of `SoundProcess`."""
    _keep_quiet()
    serve(line, PortAudio())


def serve(line: Connection, loudspeaker: Loudspeaker) -> None:
    """Answer question after question.

    Args:
        line: To whom asks.
        loudspeaker: What is asked of.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer, which then ends us
    threading.Thread(target=_end_with_parent, name="rollcall-parent-watch", daemon=True).start()
    with suppress(EOFError, OSError):  # the other end is closed: the day is over
        while True:
            question = line.recv_bytes()
            if question != _HUSH:  # one for a tone that was over already
                line.send_bytes(_answer(question, line, loudspeaker))


def _answer(question: bytes, line: Connection, loudspeaker: Loudspeaker) -> bytes:
    try:
        if question == _LOOK:
            loudspeaker.look(lambda: True)
        else:
            samples = np.frombuffer(question[len(_PLAY) :], dtype=np.float32)
            loudspeaker.play(samples, lambda: not line.poll())
    except NoSound as silence:
        return silence.reason.value.encode()
    return _PLAYED


def _keep_quiet() -> None:
    """Send away what ALSA, JACK and PortAudio write to the terminal about every device that they try."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _end_with_parent() -> None:
    """End at once when the program is gone, however that happened and whatever the device does."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
