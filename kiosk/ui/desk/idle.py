"""Notices that nobody uses the desk any more. The kiosk's own window does not count."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

WARNING_S = 20.0
_CHECK_MS = 1000
_USES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Counts the seconds since the last key or touch, by a monotonic clock that tests turn by hand.

    Install it as an event filter on the window's QWindow: what the window system delivers passes there, once.
    """

    warned = Signal(int)
    """Whole seconds left; 0 when somebody is back."""
    ran_out = Signal()

    def __init__(
        self, limit_s: float, monotonic: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._limit_s = limit_s
        self._monotonic = monotonic
        self._last = monotonic()
        self._has_warned = False
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self.check)

    def start(self) -> None:
        """Begin to count from now."""
        self.touch()
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
        self._back()

    def set_limit(self, limit_s: float) -> None:
        """Take another limit; what has passed already counts."""
        self._limit_s = limit_s

    def touch(self) -> None:
        """Note that somebody is here."""
        self._last = self._monotonic()
        self._back()

    def check(self) -> None:
        """Warn or end, by the clock."""
        if not self._timer.isActive():
            return
        left = self._limit_s - (self._monotonic() - self._last)
        if left <= 0:
            self.stop()
            self.ran_out.emit()
        elif left <= WARNING_S:
            self._has_warned = True
            self.warned.emit(max(1, round(left)))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See uses go by; keeps none of them."""
        if event.type() in _USES:
            self.touch()
        return False

    def _back(self) -> None:
        if self._has_warned:
            self._has_warned = False
            self.warned.emit(0)
