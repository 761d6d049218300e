"""The demo's two sides: the plan that a demonstration follows, and the door of a school that starts one."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from kiosk.paths import DataDir
from kiosk.runtime.api import CameraState
from kiosk.ui import bridge
from kiosk.ui.worker import Worker

if TYPE_CHECKING:
    from kiosk.runtime.services import Services

_POLL_MS = 500
_END_MS = 3000


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """A demonstration: a throw-away school that is made behind the window, and what is shown to it.

    Attributes:
        prepare: Makes the school in the data directory; runs on the loader thread.
        source: What the camera thread looks at.
        finish: Runs on the loader thread once the source has ended, for example to write the day's sheet.
        closes_after_s: The program ends by itself this long after `finish`; None leaves it open.
        has_desk: Whether the desk can be opened. Not where the door of a school offers the demo: everybody
            knows its passphrase, and a desk reads and writes files with this account's rights.
    """

    prepare: Callable[[DataDir], None]
    source: str = "synthetic"
    finish: "Callable[[Services], None] | None" = None
    closes_after_s: float | None = None
    has_desk: bool = True


class DemoWatch(QObject):
    """Waits for the end of what the demo shows, and finishes it."""

    over = Signal()
    """The program may end."""
    failed = Signal(object)
    """A Trouble: it could not be finished."""

    def __init__(self, plan: DemoPlan, loader: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._plan, self._loader = plan, loader
        self._services: Services | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._look)

    def watch(self, services: "Services") -> None:
        """Begin to look."""
        self._services = services
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        if self._services is None or self._services.camera.health().state is not CameraState.ENDED:
            return
        self._timer.stop()
        if self._plan.finish is None:
            self._finished(None)
            return
        finishing = self._loader.submit(partial(self._plan.finish, self._services))
        bridge.call(finishing, self, self._finished, self.failed.emit)

    def _finished(self, _: object) -> None:
        if self._plan.closes_after_s is not None:
            QTimer.singleShot(round(self._plan.closes_after_s * 1000), self, self.over.emit)


class DemoProcess(QObject):
    """The demo as a program of its own: its school is another one, and the one at the door stays as it is."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process = QProcess(self)

    @staticmethod
    def command() -> list[str]:
        """Give the arguments for this Python, or for the program as it was bundled."""
        module = [] if hasattr(sys, "_MEIPASS") else ["-m", "kiosk"]
        return [*module, "demo", "--without-desk"]

    @Slot()
    def start(self) -> None:
        """Open it, unless it is open."""
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._process.start(sys.executable, self.command())

    def stop(self) -> None:
        """End it with this program."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.terminate()
            self._process.waitForFinished(_END_MS)
