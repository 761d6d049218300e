"""Which part of the program hangs, and what comes of it: started again alone first, else the program ends.

`Supervisor` decides, and brings no clock of its own; `Supervision` is the thread that asks it and tells the
service manager. Whatever holds Python's own lock, so that not even this thread runs, is ended by the standard
library's timer, which needs no lock. Who starts the program again: docs/decisions/0021-watchdog.md.
"""

import faulthandler
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol, TextIO

from kiosk import logs
from kiosk.runtime.service_manager import ServiceManager

THREAD_NAME: Final = "rollcall-supervision"
EXIT_HUNG: Final = 75
"""The program ended itself, since a part of it hung (EX_TEMPFAIL of sysexits.h: start it again)."""
INTERVAL_S: Final = 1.0
HELD_UP_S: Final = 5.0
"""A pause between two looks that is longer is the machine's: it slept, or wrote memory to the disk."""
LAST_RESORT_S: Final = 60.0
"""Without a sound look for as long, the timer ends the program: longer than any part may be silent before
the supervision itself acts, and than a machine that is short of memory stands still."""
STOP_S: Final = 180.0
"""The program's own end may take as long: each of its parts has 10 s (`kiosk.runtime.services`)."""
_PROGRESS_S: Final = 0.01
"""Processor time that counts as work: one tick of the kernel's usual clock."""
_NS: Final = 1_000_000_000


class PartName(StrEnum):
    """What shows signs of life."""

    GUI = "gui"
    CAMERA = "camera"
    CAPTURE = "capture"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on a silent part hangs."""

    quiet_s: float
    """Silent for longer, and without using the processor meanwhile: it waits for what never comes."""
    stuck_s: float
    """Silent for longer, whatever it does: it turns in circles."""


class Part(Protocol):
    """What is watched. The supervision's thread asks; nothing here may wait."""

    name: PartName
    limits: Limits

    def silent_s(self) -> float | None:
        """Say how long a sign of life has been due; None while none is."""

    def processor_s(self) -> float | None:
        """Say how much processor time it has used; None where that cannot be known."""

    def start_again(self) -> bool:
        """Start it anew, alone; False where that cannot be."""

    def restarts(self) -> int:
        """Say how often it was started anew, by whomever."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look came to."""

    hung: tuple[PartName, ...] = ()
    """What hangs and cannot be started again alone."""
    restarted: tuple[PartName, ...] = ()
    """What hung and was started again."""
    restarts: tuple[tuple[PartName, int], ...] = ()
    """How often each was started again since the program began, those that were."""

    @property
    def is_sound(self) -> bool:
        """Whether everything that must live does."""
        return not self.hung


@dataclass(slots=True)
class _Watched:
    part: Part
    worked_s: float | None = None
    worked_ns: int = 0


class Supervisor:
    """Looks at the parts. `take` from any thread, `look` from one."""

    def __init__(
        self, *, held_up_s: float = HELD_UP_S, steady_ns: Callable[[], int] = time.monotonic_ns
    ) -> None:
        """Watch nothing yet.

        Args:
            held_up_s: A longer pause between two looks is nobody's fault, and everybody's time begins anew.
            steady_ns: The monotonic clock.
        """
        self._held_up_ns = int(held_up_s * _NS)
        self._steady_ns = steady_ns
        self._lock = threading.Lock()
        self._parts: dict[PartName, _Watched] = {}
        self._looked_ns: int | None = None
        self._since_ns = steady_ns()

    def take(self, part: Part) -> None:
        """Watch a part from now on."""
        with self._lock:
            self._parts[part.name] = _Watched(part)

    def look(self) -> Verdict:
        """Look at each part once; what hangs is started again where it can be."""
        now = self._steady_ns()
        if self._looked_ns is not None and now - self._looked_ns > self._held_up_ns:
            self._since_ns = now
        self._looked_ns = now
        with self._lock:
            watched = list(self._parts.values())
        hung: list[PartName] = []
        restarted: list[PartName] = []
        for one in watched:
            if not self._hangs(one, now):
                continue
            logs.event("part-hangs", level=logging.ERROR, part=one.part.name)
            (restarted if one.part.start_again() else hung).append(one.part.name)
            one.worked_s, one.worked_ns = None, now
        counts = tuple((one.part.name, times) for one in watched if (times := one.part.restarts()))
        return Verdict(tuple(hung), tuple(restarted), counts)

    def _hangs(self, one: _Watched, now: int) -> bool:
        limits, silent_s = one.part.limits, one.part.silent_s()
        used_s = one.part.processor_s()
        has_worked = used_s is None or one.worked_s is None or used_s - one.worked_s >= _PROGRESS_S
        if has_worked or used_s is None:
            one.worked_s, one.worked_ns = used_s, now
        if silent_s is None:
            one.worked_ns = now
            return False
        silent_s = min(silent_s, (now - self._since_ns) / _NS)
        still_s = min(silent_s, (now - max(one.worked_ns, self._since_ns)) / _NS)
        return silent_s > limits.stuck_s or still_s > limits.quiet_s


@dataclass(slots=True)
class LastResort:
    """The standard library's timer, which ends the program without Python's lock when nobody sets it again.

    It writes where each thread is (files, functions and lines; no values) and ends with code 1.
    """

    limit_s: float = LAST_RESORT_S
    stop_s: float = STOP_S
    _file: TextIO | None = field(default=None, init=False)

    def set(self) -> None:
        """Begin the time anew."""
        faulthandler.dump_traceback_later(self.limit_s, exit=True, file=self._where())

    def set_for_the_end(self) -> None:
        """Give the program its time to end."""
        faulthandler.dump_traceback_later(self.stop_s, exit=True, file=self._where())

    def put_away(self) -> None:
        """End nothing any more."""
        faulthandler.cancel_dump_traceback_later()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _where(self) -> TextIO:
        if can_write(sys.stderr):
            return sys.stderr
        if self._file is None:
            self._file = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - it outlives this call
        return self._file


def can_write(stream: TextIO | None) -> bool:
    """Say whether a traceback can be written there: it needs a file of the system's."""
    try:
        return stream is not None and stream.fileno() >= 0
    except (OSError, ValueError):
        return False


def end_program(verdict: Verdict) -> None:  # noqa: ARG001 - the log has it; this can be nothing but the end
    """End at once: what hangs cannot be asked to. Every tick that was shown is on the disk (promise P1)."""
    if can_write(sys.stderr):
        faulthandler.dump_traceback(file=sys.stderr)
    os._exit(EXIT_HUNG)


class Supervision:
    """The thread that looks, and what the service manager is told. Made and stopped by the GUI thread."""

    def __init__(
        self,
        manager: ServiceManager,
        *,
        supervisor: Supervisor | None = None,
        last_resort: LastResort | None = None,
        end: Callable[[Verdict], None] = end_program,
        interval_s: float = INTERVAL_S,
    ) -> None:
        """Prepare; starts nothing.

        Args:
            manager: Who is told.
            supervisor: Looks at the parts.
            last_resort: Ends the program when this thread cannot.
            end: Ends it when a part hangs that cannot be started again.
            interval_s: How often it looks; more often where the service manager wants to hear more often.
        """
        self.supervisor = supervisor or Supervisor()
        self._manager = manager
        self._last_resort = last_resort or LastResort()
        self._end = end
        asked_s = manager.watchdog_s
        self._interval_s = interval_s if asked_s is None else min(interval_s, asked_s / 3)
        self._words = ""
        self._said = ""
        self._is_over = False
        self._ends = threading.Event()
        self._is_ending = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=THREAD_NAME, daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._last_resort.set()
        self._thread.start()

    def ready(self) -> None:
        """Say that the window is up and its loop turns."""
        self._manager.ready()

    def say(self, words: str) -> None:
        """Say what the program does: a few fixed words, no name."""
        self._words = words

    def stopping(self) -> None:
        """Say that the program ends: its parts are waited for by whoever ends them, each for its time."""
        self._ends.set()
        self._manager.stopping()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join()
        self._last_resort.put_away()

    def _run(self) -> None:
        while not self._stop.wait(self._interval_s):
            self.look()

    def look(self) -> None:
        """Look once, and tell; the thread does it."""
        if self._ends.is_set():
            self._look_at_the_end()
            return
        verdict = self.supervisor.look()
        self._tell(verdict)
        if verdict.is_sound and not self._is_over:
            self._last_resort.set()
            self._manager.alive()
            return
        self._is_over = True  # never again a sign of life, should the end not come
        self._end(verdict)

    def _look_at_the_end(self) -> None:
        if not self._is_ending:
            self._is_ending = True
            self._last_resort.set_for_the_end()
        self._manager.alive()

    def _tell(self, verdict: Verdict) -> None:
        words = [self._words] if self._words else []
        words += [f"{name} started again: {times}" for name, times in verdict.restarts]
        words += [f"{name} hangs: the program is started again" for name in verdict.hung]
        said = "; ".join(words)
        if said and said != self._said:
            self._said = said
            self._manager.status(said)
