"""The real door in a process of its own, measured: window, services, database and camera, capture process.

Only who stands before the camera is made up (kiosk.cli.measurements_people). The window is on Qt's offscreen
display: everything is drawn, and handed to no screen.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from kiosk.app import Program
from kiosk.cli.measurements_people import Signs
from kiosk.cli.soak_pilot import Pilot, Script, Until
from kiosk.domain.evidence import Sighting
from kiosk.paths import DataDir
from kiosk.runtime.door import DoorService
from kiosk.ui.kiosk.states import Screen
from kiosk.ui.kiosk.window import KioskWindow
from kiosk.ui.process import bugs_reported, no_display_noise

if TYPE_CHECKING:
    from kiosk.domain.frames import Frame
    from kiosk.runtime.api import CameraHealth, DoorAnswer
    from kiosk.runtime.capture import CaptureProcess
    from kiosk.runtime.capture_child import CameraOpener
    from kiosk.runtime.feeds import CameraFeed, Feed
    from kiosk.runtime.services import Services
    from kiosk.vision.sources import SourceSpec

BEAT_MS = 5
"""The GUI thread's pulse: what it misses is how long the thread did not come round."""
CORES = 2
WINDOW_PX = (1280, 720)
STARTS_S = 60.0
_SETTLED_S = 2.0
"""Loading is over once the pulse has been regular for this long."""
_REGULAR_MS = 40.0


class Pulse(QObject):
    """Notes for how long the GUI thread did not come round, and for how much of it it worked itself.

    Attributes:
        gaps_ms: Each time.
        work_ms: Of each, what the thread ran on a processor.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self.work_ms: list[float] = []
        self._last, self._worked = time.monotonic(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin anew."""
        self.gaps_ms, self.work_ms = [], []
        self._last, self._worked = time.monotonic(), time.thread_time()
        self._timer.start(BEAT_MS)

    def stop(self) -> None:
        """Note no more."""
        self._timer.stop()

    def is_regular(self, most_ms: float = _REGULAR_MS) -> bool:
        """Say whether no gap was longer for a while."""
        beats = round(_SETTLED_S * 1000 / BEAT_MS / 2)
        return len(self.gaps_ms) > beats and max(self.gaps_ms[-beats:]) < most_ms

    def _beat(self) -> None:
        now, worked = time.monotonic(), time.thread_time()
        self.gaps_ms.append((now - self._last) * 1000 - BEAT_MS)
        self.work_ms.append((worked - self._worked) * 1000)
        self._last, self._worked = now, worked


@dataclass(slots=True)
class Asked:
    """What the door was asked, and when it was answered: seconds of the clock that all processes share.

    Attributes:
        since_s: The third good frame was taken, or the last key was pressed.
        heard_s: The window asked the door.
        saved_s: The answer was there, after COMMIT; 0 before.
        pad_s: The pad that asks for the PIN was painted; 0 where there is none.
        painted_s: The tick was painted; 0 where there is none.
    """

    since_s: float
    heard_s: float
    saved_s: float = 0.0
    pad_s: float = 0.0
    painted_s: float = 0.0


class Answers(QObject):
    """Notes what the door was asked and when the answer was on the window. For the GUI thread.

    Attributes:
        asked: All of it.
    """

    def __init__(self, on_tick: Callable[[], None]) -> None:
        """Prepare.

        Args:
            on_tick: Called when a tick was painted.
        """
        super().__init__()
        self.asked: list[Asked] = []
        self.pad_painted_s = 0.0
        self._on_tick = on_tick
        self._kiosk: KioskWindow | None = None
        self._waiting: Asked | None = None
        self._event = 0
        self._is_after_paint = False

    @property
    def ticks(self) -> list[Asked]:
        """What was answered by a tick."""
        return [one for one in self.asked if one.painted_s]

    def watch(self, kiosk: KioskWindow) -> None:
        """Watch this window's figure and pad."""
        self._kiosk = kiosk
        for part in (kiosk.stage.figure, kiosk.pad):
            part.installEventFilter(self)

    def ask(self, since_s: float, answer: "Future[DoorAnswer]") -> "Future[DoorAnswer]":
        """Note that the door was asked."""
        one = Asked(since_s, time.monotonic())
        self.asked.append(one)
        self._waiting = one

        def saved(_: object) -> None:
            one.saved_s = time.monotonic()

        answer.add_done_callback(saved)
        return answer

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See what is painted."""
        kiosk = self._kiosk
        if kiosk is None or event.type() is not QEvent.Type.Paint or self._is_after_paint:
            return False
        if watched is kiosk.pad:
            self._after_paint(self._pad_was_painted)
        elif (
            self._waiting is not None
            and kiosk.stage.figure.draws_tick
            and kiosk.stage.scene.event != self._event
        ):
            self._after_paint(self._tick_was_painted)
        return False

    def _after_paint(self, then: Callable[[], None]) -> None:
        """Wait until the whole window was painted and handed on."""
        self._is_after_paint = True
        QTimer.singleShot(0, self, then)

    def _pad_was_painted(self) -> None:
        self._is_after_paint = False
        self.pad_painted_s = time.monotonic()
        if self._waiting is not None and not self._waiting.pad_s:
            self._waiting.pad_s = self.pad_painted_s

    def _tick_was_painted(self) -> None:
        self._is_after_paint = False
        if self._waiting is not None and self._kiosk is not None:
            self._waiting.painted_s, self._waiting = time.monotonic(), None
            self._event = self._kiosk.stage.scene.event
            self._on_tick()


class MeasuredDoor(DoorService):
    """The door's side that the window asks, which tells `Answers` so."""

    def __init__(self, services: "Services", answers: Answers) -> None:
        super().__init__(services)
        self._answers = answers

    def record(self, sighting: Sighting) -> "Future[DoorAnswer]":
        """Mark by face."""
        return self._answers.ask(sighting.monotonic_ns / 1e9, super().record(sighting))

    def confirm(self, ticket: int, pin: str) -> "Future[DoorAnswer]":
        """Mark by face and PIN."""
        return self._answers.ask(time.monotonic(), super().confirm(ticket, pin))

    def sign_code(self, number: str, pin: str) -> "Future[DoorAnswer]":
        """Mark by number and PIN."""
        return self._answers.ask(time.monotonic(), super().sign_code(number, pin))


class MeasuredFeed:
    """A camera's feed that notes how old each frame is when it is taken.

    Attributes:
        taken: Number of each frame, when it was taken, and how old it was: seconds.
    """

    is_live = True

    def __init__(self, feed: "CameraFeed") -> None:
        self._feed = feed
        self.kind = feed.kind
        self.taken: list[tuple[int, float, float]] = []

    def next_frame(self, timeout_s: float) -> "Frame | None":
        """Give the newest frame."""
        frame = self._feed.next_frame(timeout_s)
        if frame is not None:
            now_ns = time.monotonic_ns()
            self.taken.append((frame.seq, now_ns / 1e9, (now_ns - frame.monotonic_ns) / 1e9))
        return frame

    def health(self) -> "CameraHealth":
        """Say how the camera is."""
        return self._feed.health()

    def close(self) -> list[str]:
        """End the capture process."""
        return self._feed.close()


class MeasuredProgram(Program):
    """The program as it is, with a camera that sees made-up people.

    Attributes:
        answers: What the door was asked.
        feed: What the camera thread looks at, once it does.
    """

    def __init__(
        self, app: QApplication, data_dir: DataDir, *, opener: "CameraOpener", device: str, signs: Signs
    ) -> None:
        """Prepare.

        Args:
            app: Qt's.
            data_dir: A school that was made for it.
            opener: Opens the camera, in the capture process.
            device: What it is opened with.
            signs: Whoever saw their tick is let go by them.
        """
        super().__init__(app, data_dir, source="synthetic", windowed=True, demo=None)
        self._opener, self._device = opener, device
        self.answers = Answers(signs.let_go)
        self.feed: MeasuredFeed | None = None
        self._capture: CaptureProcess | None = None

    @property
    def capture_pid(self) -> int | None:
        """The capture process, while there is one."""
        return None if self._capture is None else self._capture.pid

    @property
    def frames_dropped(self) -> int:
        """Frames that a newer one replaced before the camera thread came to them."""
        return 0 if self._capture is None else self._capture.dropped

    def _build(self) -> "Services":
        from kiosk.runtime.services import Services

        services = Services(self._data_dir, self._settings, feed_opener=self._open_feed)
        services.door = MeasuredDoor(services, self.answers)
        return services

    def _open_feed(self, spec: "SourceSpec", is_trial: bool) -> "Feed":  # noqa: ARG002 - the same whatever is named
        from kiosk.runtime.feeds import CameraFeed
        from kiosk.vision.cameras import CameraDevice

        device = CameraDevice(self._device, "", is_virtual=False)
        feed = CameraFeed("", is_trial=is_trial, find=lambda: [device], make=self._make_capture)
        self.feed = MeasuredFeed(feed)
        return self.feed

    def _make_capture(self, device: str) -> "CaptureProcess":
        from kiosk.runtime.capture import CaptureProcess

        self._capture = CaptureProcess(device, opener=self._opener)
        return self._capture


def until_it_waits(program: MeasuredProgram, pulse: Pulse) -> Iterator[Until]:
    """Wait until the door waits for somebody and loading is over."""
    yield Until("the window", lambda: program.kiosk is not None and program.kiosk.isVisible(), STARTS_S)
    kiosk = kiosk_of(program)
    kiosk.resize(*WINDOW_PX)
    program.answers.watch(kiosk)
    yield Until("the door waits for somebody", lambda: kiosk.stage.scene.screen is Screen.IDLE, STARTS_S)
    pulse.start()
    yield Until("loading is over", pulse.is_regular, STARTS_S / 2, is_due=False)


def kiosk_of(program: Program) -> KioskWindow:
    """Give the door's window, which is there."""
    assert program.kiosk is not None
    return program.kiosk


def run(make: Callable[[QApplication], MeasuredProgram], script: Callable[[MeasuredProgram], Script]) -> None:
    """Run a program until its script is through.

    Raises:
        SystemExit: Something that was due did not come; says what.
    """
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    program = make(app)
    begun = iter((script(program),))
    # A script that is asked for a second time has failed; what failed is in the log.
    pilot = Pilot(lambda: next(begun, _nothing()), program.quit)
    with no_display_noise(), bugs_reported():
        program.start()
        pilot.start()
        try:
            app.exec()
        finally:
            pilot.stop()
            left = program.stop()
    if pilot.missed or left:
        sys.exit(f"did not come: {sorted(pilot.missed)}; did not end: {left}")


def _nothing() -> Script:
    yield from ()
