"""The window's sign of life; what the service manager is told while the program starts, works and ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from kiosk import logs
from kiosk.runtime.heartbeats import GuiPulse, parts_of
from kiosk.runtime.own_network import is_expected, network_of
from kiosk.runtime.service_manager import service_manager
from kiosk.runtime.supervision import Supervision
from kiosk.ui.bridge import Trouble

if TYPE_CHECKING:
    from kiosk.runtime.services import Services
    from kiosk.ui.loading import Loading

BEAT_MS = 1000


class Pulse(QObject):
    """A timer of the event loop. Its first beat says that the program is up: a window is there and answers.

    Not the first mark that is possible: where somebody has to start the kiosk, or no camera is plugged in,
    that can take until Monday, and the program is as it should be.
    """

    def __init__(self, supervision: Supervision, loading: "Loading", parent: QObject) -> None:
        super().__init__(parent)
        self._supervision, self._loading = supervision, loading
        self._gui = GuiPulse()
        self._is_up = False
        loading.made.connect(self._made)
        loading.failed.connect(self._failed)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)
        QTimer.singleShot(0, self, self._beat)

    @Slot()
    def leave(self) -> None:
        """Beat no more: the event loop has ended."""
        self._timer.stop()
        self._supervision.stopping()

    @Slot()
    def _beat(self) -> None:
        self._gui.beat()
        if not self._is_up:
            self._is_up = True
            self._supervision.say("the window is up")
            self._supervision.supervisor.take(self._gui)
            self._supervision.ready()

    @Slot(object)
    def _made(self, services: "Services") -> None:
        self._supervision.say("waits for somebody to start it" if self._loading.waits_for_start else "works")
        for part in parts_of(services):
            self._supervision.supervisor.take(part)
        if is_expected() and (network := network_of()) is not None:
            logs.event("network-namespace", is_own=network.is_own)

    @Slot(object)
    def _failed(self, trouble: Trouble) -> None:
        self._supervision.say("not started: " + (trouble.code.value if trouble.code else "a bug"))


@contextmanager
def supervised(
    app: QApplication, loading: "Loading", *, is_on: bool, supervision: Supervision | None = None
) -> Iterator[None]:
    """Watch the program while it runs, and end it where it hangs, so that whoever started it starts it again.

    Args:
        app: Whose event loop.
        loading: Says when there are services.
        is_on: Not in a window and not for a demonstration, which nobody would start again.
        supervision: None for the usual one.
    """
    if not is_on:
        yield
        return
    watching = supervision or Supervision(service_manager())
    pulse = Pulse(watching, loading, app)
    app.aboutToQuit.connect(pulse.leave)
    watching.start()
    try:
        yield
    finally:
        watching.stop()
        pulse.deleteLater()
