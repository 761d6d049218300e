"""The program itself as `kiosk run` starts it, watched until somebody who stands there has their mark.

Runs in a process of its own: `main` prints at what moments what was reached, and ends. Of the program only
the camera is another: its process shows a portrait that stands still before the door.
"""

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

import kiosk.app
from kiosk import cli
from kiosk.cli.measurements_portrait import open_portrait
from kiosk.cli.memory_of import resident_bytes

if TYPE_CHECKING:
    from concurrent.futures import Future

    from kiosk.domain.evidence import Sighting
    from kiosk.domain.frames import Frame
    from kiosk.paths import DataDir
    from kiosk.runtime.api import DoorAnswer
    from kiosk.runtime.capture import CaptureProcess
    from kiosk.runtime.feeds import Feed
    from kiosk.runtime.services import Services
    from kiosk.vision.recogniser import Galleries, Observation, Recogniser
    from kiosk.vision.sources import SourceSpec

END_S = 120.0
_LOOK_MS = 20
_LAST = frozenset({"mark", "index"})


class Moments:
    """What was reached when, and what memory the process held then. Any thread."""

    def __init__(self) -> None:
        """Nothing was reached yet."""
        self.reached: dict[str, tuple[float, float]] = {}

    def note(self, name: str) -> None:
        """Note that something was reached, the first time only."""
        if name not in self.reached:
            self.reached[name] = (time.time(), resident_bytes() / 1e6)


MOMENTS = Moments()


class Painted(QObject):
    """Notes when the first window is on the screen and painted, and looks no further."""

    def __init__(self, app: QApplication) -> None:
        """Look at the events of all windows."""
        super().__init__(app)
        self._app = app
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each event, and let it through."""
        if event.type() == QEvent.Type.Expose and isinstance(watched, QWindow) and watched.isExposed():
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, lambda: MOMENTS.note("window"))
        return False


class WatchedProgram(kiosk.app.Program):
    """The program, which ends once everything was reached, or after two minutes."""

    def __init__(self, app: QApplication, data_dir: "DataDir", **options: Any) -> None:
        """Take what the program takes."""
        super().__init__(app, data_dir, **options)
        Painted(app)
        self._capture: CaptureProcess | None = None
        self._over_s = time.monotonic() + END_S
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_MS)

    def _look(self) -> None:
        if MOMENTS.reached.keys() >= _LAST or time.monotonic() > self._over_s:
            self._timer.stop()
            pid = None if self._capture is None else self._capture.pid
            if pid is not None:
                MOMENTS.reached["capture"] = (time.time(), resident_bytes(pid) / 1e6)
            self.quit()

    def _build(self) -> "Services":
        from kiosk.cli.measurements_school import measured_clock
        from kiosk.runtime import services as module

        MOMENTS.note("imported")

        class Watched(module.Services):
            """The services, whose recogniser and door are watched."""

            def _make_recogniser(self) -> Any:
                recogniser = WatchedRecogniser(super()._make_recogniser())
                MOMENTS.note("models")
                return recogniser

        services = Watched(
            self._data_dir, self._settings, clock=measured_clock(), feed_opener=self._open_feed
        )
        services.database.opened.add_done_callback(lambda _: MOMENTS.note("vault"))
        services.door.record = _watched(services, services.door.record)  # type: ignore[method-assign]
        return services

    def _attach(self, services: "Services") -> None:
        super()._attach(services)
        MOMENTS.note("services")

    def _open_feed(self, spec: "SourceSpec", is_trial: bool) -> "Feed":  # noqa: ARG002 - the same for each
        from kiosk.runtime.feeds import CameraFeed
        from kiosk.vision.cameras import CameraDevice

        return CameraFeed(
            "",
            is_trial=is_trial,
            find=lambda: [CameraDevice("portrait", "", is_virtual=False)],
            make=self._make_capture,
        )

    def _make_capture(self, device: str) -> "CaptureProcess":
        from kiosk.runtime.capture import CaptureProcess

        self._capture = CaptureProcess(device, opener=open_portrait)
        return self._capture


class WatchedRecogniser:
    """A recogniser that notes when it has its galleries, and when it has answered a picture with them."""

    def __init__(self, recogniser: "Recogniser") -> None:
        """Take the real one."""
        self._recogniser = recogniser

    def __getattr__(self, name: str) -> Any:
        """Be the real one in all else."""
        return getattr(self._recogniser, name)

    def use(self, galleries: "Galleries") -> None:
        """Swap the galleries."""
        self._recogniser.use(galleries)
        if galleries.roster.people:
            MOMENTS.note("gallery")
        if galleries.school.is_indexed:
            MOMENTS.note("index")

    def step(self, frame: "Frame", *, may_embed: bool) -> "Observation":
        """Take the next frame."""
        is_ready = "gallery" in MOMENTS.reached
        seen = self._recogniser.step(frame, may_embed=may_embed)
        if is_ready:
            MOMENTS.note("possible")
        return seen


def _watched(services: "Services", record: Any) -> Any:
    """Note when a sighting was answered by a saved mark, and take that back for the next start."""

    def note(answered: "Future[DoorAnswer]") -> None:
        from kiosk.runtime.api import Welcome

        answer = answered.result()
        if isinstance(answer, Welcome):
            services.door.take_back(answer.event).add_done_callback(lambda _: None)
            MOMENTS.note("mark")

    def recorded(sighting: "Sighting") -> "Future[DoorAnswer]":
        answered: Future[DoorAnswer] = record(sighting)
        answered.add_done_callback(note)
        return answered

    return recorded


def main(folder: str) -> None:
    """Run the program on a school and print the moments as JSON; it has to be a fresh process."""
    kiosk.app.Program = WatchedProgram  # type: ignore[misc]
    sys.argv = ["kiosk", "run", "--windowed", "--data-dir", folder]
    try:
        cli.main()
    except SystemExit as leaving:
        if leaving.code:
            raise
    sys.stdout.write(json.dumps(MOMENTS.reached) + "\n")
    sys.stdout.flush()
