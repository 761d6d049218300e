"""The capture process from the outside: started, watched, killed and started again; its newest picture.

An OpenCV read can block for ever, and a blocked thread cannot be killed, while a process can. The camera
thread calls `next_frame`; it never blocks longer than it was told to, whatever the camera does.
"""

import multiprocessing
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from kiosk import logs
from kiosk.domain.frames import Frame, SourceKind
from kiosk.runtime.api import CameraState
from kiosk.runtime.capture_child import LOOK_AGAIN_S, CameraOpener, Phase, capture_main, open_camera
from kiosk.runtime.condition import Condition, ConditionLimits, appearance
from kiosk.runtime.shared import CAPACITY, SharedPicture, SharedSlot

PROCESS_NAME = "rollcall-capture"
_NS = 1_000_000_000
_JOIN_S = 2.0
_NAP_S = 0.25


@dataclass(frozen=True, slots=True)
class CaptureLimits:
    """When the capture process is killed and started again."""

    condition: ConditionLimits = field(default_factory=ConditionLimits)
    hung_s: float = 10.0
    """Without new content for as long since the process started: killed and started again. With the second a
    start takes, a camera that answers again is back within 15 s."""
    blind_again_s: float = 60.0
    """A camera that gives only black or covered pictures is started again this often: it may be the driver,
    but usually the room is dark."""
    look_again_s: float = LOOK_AGAIN_S
    """A missing camera, or a process that ended by itself, is tried again this often."""
    capacity: int = CAPACITY
    """Bytes of the largest picture."""


@dataclass(slots=True)
class _Child:
    """One life of the capture process, with the memory that only it writes."""

    process: SpawnProcess
    slot: SharedSlot
    bell: Connection
    started_ns: int
    beats: int = 0
    beaten_ns: int = 0


class CaptureProcess:
    """The newest frame of one camera, whatever happens to the process that reads it.

    All methods but `state` and `kill` are the owning thread's.
    """

    def __init__(
        self,
        device: str,
        *,
        opener: CameraOpener = open_camera,
        limits: CaptureLimits | None = None,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Prepare; `start` starts the process.

        Args:
            device: A camera's path or index.
            opener: Opens it in the process; a module-level function.
            limits: When to start again.
            monotonic_ns: The clock that all processes of this machine share.
        """
        self._device = device
        self._opener = opener
        self._limits = limits or CaptureLimits()
        self._monotonic_ns = monotonic_ns
        self._condition = Condition(monotonic_ns(), self._limits.condition)
        self._child: _Child | None = None
        self._ended_ns = 0
        self._first_seq = 0
        self._seen = 0
        self._is_missing = False
        self.is_taken = False
        """The camera is there and does not open; `state` says NONE then as well."""
        self._left_running: list[SpawnProcess] = []
        self.dropped = 0
        """Pictures that a newer one replaced before anybody looked."""
        self.restarts = 0
        """How often the process was started again."""

    @property
    def pid(self) -> int | None:
        """The process's id, None while there is none."""
        return self._child.process.pid if self._child else None

    @property
    def seen(self) -> int:
        """Number of the last picture given; rises over restarts."""
        return self._first_seq + self._seen

    def start(self) -> None:
        """Start the process."""
        self._condition = Condition(self._monotonic_ns(), self._limits.condition)
        self._launch()

    def next_frame(self, timeout_s: float) -> Frame | None:
        """Give a picture that was not given before, the newest; None when none comes in time."""
        until_ns = self._monotonic_ns() + int(timeout_s * _NS)
        while True:
            picture = self._newest()  # before its process is judged: its owner may have been busy for long
            self._keep_alive()
            if picture is None:
                picture = self._newest()
            if picture is not None:
                return picture
            left_s = (until_ns - self._monotonic_ns()) / _NS
            if left_s <= 0:
                return None
            self._listen(min(left_s, _NAP_S))

    def state(self) -> CameraState:
        """Say how the camera is. Any thread may ask."""
        if self._is_missing:
            return CameraState.NONE
        return self._condition.state(self._monotonic_ns())

    def close(self) -> list[str]:
        """End the process: asked first, killed when it does not listen.

        Returns:
            What would not end, by name.
        """
        child, self._child = self._child, None
        if child is not None:
            child.slot.ask_to_stop()
            child.process.join(_JOIN_S)
            self._end(child)
        still = [process for process in self._left_running if process.is_alive()]
        return [f"{PROCESS_NAME}-{process.pid}" for process in still]

    def kill(self) -> None:
        """End the process at once, since its owner hangs and another one wants the camera. Any thread."""
        child = self._child
        if child is not None:
            with suppress(ValueError):  # closed in this very moment
                child.process.kill()

    # The process's life

    def _launch(self) -> None:
        context = multiprocessing.get_context("spawn")
        bell, far_end = context.Pipe(duplex=False)
        slot = SharedSlot(self._limits.capacity)
        process = context.Process(
            target=capture_main,
            args=(slot, far_end, self._opener, self._device, self._limits.look_again_s),
            name=PROCESS_NAME,
            daemon=True,
        )
        process.start()
        far_end.close()
        self._first_seq += self._seen
        self._seen = 0
        now = self._monotonic_ns()
        self._child = _Child(process, slot, bell, started_ns=now, beaten_ns=now)

    def _keep_alive(self) -> None:
        now = self._monotonic_ns()
        child = self._child
        if child is None:
            if (now - self._ended_ns) / _NS >= self._limits.look_again_s:
                self.restarts += 1
                self._launch()
            return
        if not child.process.is_alive():
            logs.event("capture-process-ended", exit_code=child.process.exitcode)
            self._end(child)
            self._child, self._ended_ns = None, now
            return
        self._note_presence(child, now)
        reason = self._reason_to_restart(child, now)
        if reason:
            logs.event("capture-process-restarted", blind=self._condition.is_blind(now))
            self._end(child)
            self.restarts += 1
            self._launch()

    def _note_presence(self, child: _Child, now: int) -> None:
        phase = child.slot.phase
        if phase != Phase.OPENING:  # each new try passes it, and says nothing yet
            self.is_taken = phase == Phase.TAKEN
        is_missing = phase in {Phase.NO_CAMERA, Phase.TAKEN}
        if self._is_missing and phase == Phase.READING:
            # Plugged in again: its first picture has its own time to come.
            self._condition = Condition(now, self._limits.condition)
            child.started_ns = now
            self._is_missing = False
        elif is_missing and not self._is_missing:
            self._is_missing = True

    def _reason_to_restart(self, child: _Child, now: int) -> bool:
        if child.slot.heartbeats != child.beats:
            child.beats, child.beaten_ns = child.slot.heartbeats, now
        if self._is_missing:  # no picture is due, but looking for a camera may hang as well
            return (now - child.beaten_ns) / _NS > self._limits.hung_s + self._limits.look_again_s
        life_s = (now - child.started_ns) / _NS
        age_s = self._condition.age_s(now)
        is_hung = min(life_s, age_s) > self._limits.hung_s
        is_blind = self._condition.is_blind(now) and life_s > self._limits.blind_again_s
        return is_hung or is_blind

    def _end(self, child: _Child) -> None:
        process = child.process
        if process.is_alive():
            process.kill()
            process.join(_JOIN_S)
        child.bell.close()
        child.slot.close()
        if process.is_alive():  # inside a driver that does not even let it die
            logs.event("capture-process-not-ending")
            self._left_running.append(process)
        else:
            process.close()

    # Its pictures

    def _newest(self) -> Frame | None:
        child = self._child
        if child is None or child.slot.newest <= self._seen:
            return None
        picture = child.slot.read()
        if picture is None or picture.seq <= self._seen:
            return None
        self.dropped += picture.seq - self._seen - 1
        self._seen = picture.seq
        child.slot.notice(picture.seq)
        return self._taken_in(picture)

    def _taken_in(self, picture: SharedPicture) -> Frame:
        self._condition.saw(picture.crc, appearance(picture.image), self._monotonic_ns())
        seq = self._first_seq + picture.seq
        return Frame(seq, picture.monotonic_ns, SourceKind.CAMERA, picture.image)

    def _listen(self, timeout_s: float) -> None:
        """Wait for the bell, or for the process's end."""
        child = self._child
        if child is None:
            time.sleep(min(timeout_s, _NAP_S))
            return
        if child.bell in wait([child.bell, child.process.sentinel], timeout_s):
            try:
                child.bell.recv_bytes()
            except (EOFError, OSError):  # the process ended; the next round sees it
                child.process.join(min(timeout_s, _NAP_S))
