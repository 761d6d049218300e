"""Asks the door every five seconds what is open."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kiosk.runtime.api import DoorApi, DoorView
from kiosk.ui import bridge
from kiosk.ui.bridge import Trouble

_EVERY_S = 5.0


class ViewPoll(QObject):
    """Holds what the door said last."""

    changed = Signal(object)
    """A DoorView that differs from the one before."""

    def __init__(self, monotonic: Callable[[], float], parent: QObject) -> None:
        """Wait for a door.

        Args:
            monotonic: Seconds that never go back.
            parent: Qt's.
        """
        super().__init__(parent)
        self._now = monotonic
        self._door: DoorApi | None = None
        self._asked = -_EVERY_S
        self._is_pending = False
        self.view: DoorView | None = None

    def attach(self, door: DoorApi | None) -> None:
        """Ask this door from now on, at once; None asks nobody and forgets what was open."""
        self._door = door
        if door is None:
            self.view = None
        self.ask()

    def tick(self) -> None:
        """Ask again when it is time."""
        if self._now() - self._asked >= _EVERY_S:
            self.ask()

    def ask(self) -> None:
        """Ask now, unless an answer is on its way."""
        if self._door is None or self._is_pending:
            return
        self._is_pending, self._asked = True, self._now()
        bridge.call(self._door.view(), self, self._take, self._miss)

    def _take(self, view: DoorView) -> None:
        self._is_pending = False
        if self._door is not None and view != self.view:
            self.view = view
            self.changed.emit(view)

    def _miss(self, trouble: Trouble) -> None:  # noqa: ARG002 - the next one is asked in five seconds
        self._is_pending = False
