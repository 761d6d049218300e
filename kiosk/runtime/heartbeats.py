"""The parts whose signs of life are watched: window, camera thread, capture process, database thread.

Each limit says why it is what it is; what happens past it is the supervision's (`kiosk.runtime.supervision`).
"""

import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.runtime.supervision import Limits, PartName

if TYPE_CHECKING:  # the camera thread brings OpenCV with it, and this is imported before the first window
    from kiosk.runtime.camera import CameraThread
    from kiosk.runtime.database import DatabaseThread
    from kiosk.runtime.services import Services
    from kiosk.runtime.supervision import Part
    from kiosk.storage.vault import Vault

GUI_LIMITS: Final = Limits(quiet_s=30.0, stuck_s=30.0)
"""Nothing blocks the window's thread by design; an import from a cold disk takes some seconds."""
CAMERA_LIMITS: Final = Limits(quiet_s=20.0, stuck_s=120.0)
"""A round takes a tenth of a second. The door says after 10 s already that the camera stands still. To build
the galleries of 100,000 people takes longer, and uses the processor."""
DATABASE_LIMITS: Final = Limits(quiet_s=30.0, stuck_s=300.0)
"""An act for the whole school holds the thread for seconds, a term's report of a large one for longer, and
both use the processor or the disk all the time. A write that a dying disk does not answer uses neither."""
PROBE_S: Final = 5.0
"""How often the database thread is asked."""
_NS: Final = 1_000_000_000
_TASKS: Final = Path("/proc/self/task")


def thread_seconds(native_id: int | None) -> float | None:
    """Give the processor time of one thread of this process; None where the system does not say.

    By its number and a file, not by its clock (pthread_getcpuclockid), whose use is undefined once the thread
    has ended. Such a thread uses nothing: 0. Source: proc(5), /proc/[pid]/task/[tid]/schedstat.
    """
    if native_id is None or sys.platform != "linux":
        return None
    try:
        text = (_TASKS / str(native_id) / "schedstat").read_text("ascii")
    except FileNotFoundError:
        # The file is missing for every thread where the kernel was built without CONFIG_SCHED_INFO.
        return None if (_TASKS / str(native_id)).exists() else 0.0
    except OSError:
        return None
    return int(text.split()[0]) / _NS


class GuiPulse:
    """The window's event loop: a timer of it beats."""

    name = PartName.GUI
    limits = GUI_LIMITS

    def __init__(self, steady_ns: Callable[[], int] = time.monotonic_ns) -> None:
        """Begin with the first beat."""
        self._steady_ns = steady_ns
        self._beaten_ns: int | None = None

    def beat(self) -> None:
        """Say that the loop turns. GUI thread."""
        self._beaten_ns = self._steady_ns()

    def silent_s(self) -> float | None:
        """Give the time since the last beat; None before the first."""
        beaten = self._beaten_ns
        return None if beaten is None else (self._steady_ns() - beaten) / _NS

    def processor_s(self) -> float | None:
        """Not asked: a window that works hangs as well, for whoever stands before it."""
        return None

    def start_again(self) -> bool:
        """Give no: the window is the program."""
        return False

    def restarts(self) -> int:
        """Give none."""
        return 0


class CameraPart:
    """The camera thread. It looks after the capture process itself, whose restarts are the next part's."""

    name = PartName.CAMERA
    limits = CAMERA_LIMITS

    def __init__(self, camera: "CameraThread") -> None:
        """Take the thread."""
        self._camera = camera

    def silent_s(self) -> float | None:
        """Give the time since its last round; None while it waits for the vault or loads models."""
        return self._camera.silent_s()

    def processor_s(self) -> float | None:
        """Give what the thread has used."""
        return thread_seconds(self._camera.native_id)

    def start_again(self) -> bool:
        """Give up the thread, and begin another."""
        return self._camera.start_again()

    def restarts(self) -> int:
        """Count them."""
        return self._camera.restarts


class CapturePart:
    """The capture process: the camera thread judges its heartbeat, kills it and starts it again."""

    name = PartName.CAPTURE
    limits = CAMERA_LIMITS

    def __init__(self, camera: "CameraThread") -> None:
        """Take its owner."""
        self._camera = camera

    def silent_s(self) -> float | None:
        """Give None: its owner judges it (`kiosk.runtime.capture.CaptureLimits`), and is judged above."""
        return None

    def processor_s(self) -> float | None:
        """Give None."""
        return None

    def start_again(self) -> bool:
        """Give no: its owner does."""
        return False

    def restarts(self) -> int:
        """Count them."""
        return self._camera.capture_restarts


class DatabasePart:
    """The database thread: a job that only answers goes through its queue, one at a time.

    Before the vault is open no answer is due: a keyring may ask a person for a password. While the kiosk
    waits for somebody to start it, jobs are refused, which is an answer.
    """

    name = PartName.DATABASE
    limits = DATABASE_LIMITS

    def __init__(self, database: "DatabaseThread", steady_ns: Callable[[], int] = time.monotonic_ns) -> None:
        """Take the thread."""
        self._database = database
        self._steady_ns = steady_ns
        self._probe: Future[None] | None = None
        self._asked_ns = 0
        self._has_answered = False

    def silent_s(self) -> float | None:
        """Give the age of the question that is not answered yet; None before the first answer."""
        now = self._steady_ns()
        if self._probe is not None and not self._probe.done():
            return (now - self._asked_ns) / _NS if self._has_answered else None
        self._has_answered |= self._probe is not None
        if self._probe is None or (now - self._asked_ns) / _NS >= PROBE_S:
            self._probe, self._asked_ns = self._database.submit(_read_something), now
        return 0.0 if self._has_answered else None

    def processor_s(self) -> float | None:
        """Give what the thread has used."""
        return thread_seconds(self._database.native_id)

    def start_again(self) -> bool:
        """Give no: it holds the keys and the open files, which nobody can take from a thread that hangs."""
        return False

    def restarts(self) -> int:
        """Give none."""
        return 0


def parts_of(services: "Services") -> "tuple[Part, ...]":
    """Give the parts of the running program that are not its window."""
    return CameraPart(services.camera), CapturePart(services.camera), DatabasePart(services.database)


def _read_something(vault: "Vault") -> None:
    """Read a row, or none. What it raises is an answer too."""
    vault.last_chore("")
