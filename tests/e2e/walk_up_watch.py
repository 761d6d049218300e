"""What is noted while people walk up: when each step reached the window."""

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from kiosk.domain.evidence import Sighting
from kiosk.ui.kiosk.window import KioskWindow
from tests.e2e.crowd import Queue


class Watch(QObject):
    """Notes when each step of a walk-up reached the window, and what it drew."""

    def __init__(self, kiosk: KioskWindow, queue: Queue) -> None:
        super().__init__()
        self._figure, self._queue = kiosk.stage.figure, queue
        self._sighting: Sighting | None = None
        self._heard = self._saved = 0.0
        self._is_painting = False
        self.steps_ms: list[tuple[float, float, float]] = []
        """Recognised, saved, painted, of each tick, from the third good frame."""
        self.drawn = 0
        self.guided_s = 0.0
        self._guided_since: float | None = None
        kiosk._outcomes._came.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        kiosk._outcomes.answered.connect(self._save)
        self._figure.installEventFilter(self)

    def _hear(self, outcome: object) -> None:
        if isinstance(outcome, Sighting):
            self._sighting, self._heard, self._saved = outcome, time.monotonic(), 0.0

    def _save(self, answer: object) -> None:
        if self._sighting is not None:
            self._saved = time.monotonic()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and watched is self._figure:
            self._note_frame()
            if (
                self._sighting is not None
                and self._saved
                and self._figure.draws_tick
                and not self._is_painting
            ):
                self._is_painting = True
                QTimer.singleShot(0, self, self._painted)  # after the whole window was painted and handed on
        return False

    def _note_frame(self) -> None:
        """Count what is drawn from the moment somebody comes to their tick."""
        now = time.monotonic()
        is_guided = self._queue.is_somebody_there and not self._figure.draws_tick
        if not is_guided:
            self._guided_since = None
            return
        if self._guided_since is not None:
            self.drawn += 1
            self.guided_s += now - self._guided_since
        self._guided_since = now

    def _painted(self) -> None:
        now, sighting = time.monotonic(), self._sighting
        self._is_painting, self._sighting = False, None
        if sighting is not None:
            taken = sighting.monotonic_ns / 1e9
            self.steps_ms.append(
                ((self._heard - taken) * 1000, (self._saved - taken) * 1000, (now - taken) * 1000)
            )
            self._queue.let_go()
