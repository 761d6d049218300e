"""How long a page at the door waits for whoever stands there: it warns, is extended by any touch, and ends.

WCAG 2.2.1: a warning, at least 20 seconds to react, and any key or touch is enough, as often as one likes.
"""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui import i18n

IDLE_S = 45.0
"""What most pages give without a touch."""
WARN_S = 20.0
"""So long before the end it is said."""
_TICK_MS = 250
_SAID_AT = (20, 10)
"""Seconds left at which a screen reader is told: each second would be noise."""


class Patience(QObject):
    """Counts down from the last touch. Waits for nobody until `begin`."""

    warned = Signal(str)
    """What to show: the seconds that are left; "" once somebody has touched something."""
    over = Signal()

    def __init__(
        self,
        monotonic: Callable[[], float],
        page: QWidget,
        whole_s: float = IDLE_S,
        words: Callable[[str], str] | None = None,
    ) -> None:
        """Wait for nobody yet.

        Args:
            monotonic: Seconds that never go back.
            page: Whose time it is; a screen reader is told in its name.
            whole_s: How long it waits after a touch, the warning included.
            words: Says what will happen in so many seconds; None says that the page closes.
        """
        super().__init__(page)
        self._now, self._page, self._whole_s = monotonic, page, whole_s
        self._words = words or self._closing
        self._until = 0.0
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def is_running(self) -> bool:
        """Whether it waits for somebody."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Wait from now on."""
        self._timer.start()
        self.touch()

    def end(self) -> None:
        """Wait for nobody any more."""
        self._timer.stop()
        self._take_back()

    def touch(self) -> None:
        """Somebody is there: begin anew."""
        self._until = self._now() + self._whole_s
        self._take_back()

    def tick(self) -> None:
        """Look at the clock: warn, then end."""
        if not self.is_running:
            return
        left = self._until - self._now()
        if left <= 0:
            self.end()
            self.over.emit()
        elif left <= WARN_S and ceil(left) != self._left:
            self._left = ceil(left)
            words = self._words(i18n.number(self._left))
            self.warned.emit(words)
            if self._left in _SAID_AT:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._page, words))

    def _take_back(self) -> None:
        if self._left:
            self._left = 0
            self.warned.emit("")

    def _closing(self, seconds: str) -> str:
        return self.tr("Closing in {seconds} s. Touch anything to stay.").format(seconds=seconds)
