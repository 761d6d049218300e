"""Carries "something changed" from the database thread to a window."""

import threading

import shiboken6
from PySide6.QtCore import QObject, Signal


class ChangeBell(QObject):
    """At most one ring waits at any time."""

    rang = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_waiting = threading.Event()

    def ring(self) -> None:
        """Ring; any thread, as often as it likes, even after the window is gone."""
        if not self._is_waiting.is_set() and shiboken6.isValid(self):
            self._is_waiting.set()
            self.rang.emit()

    def heard(self) -> None:
        """Let the next ring through."""
        self._is_waiting.clear()
