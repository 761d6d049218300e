"""When Python looks for what only refers to itself: not until the services are there, then each minute.

A dialog that was closed refers to its parts and they to it, so that counting references does not let it go;
Python's collector does. Left alone it looks through everything several times while the libraries load, and
later so seldom (when a quarter more has come) that closed dialogs of half an hour lie about, 100,000 pieces
of memory of them, and then stops the windows for 0.2 s. Source: Python's gc module, freeze().
"""

import gc
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from kiosk.ui.loading import Loading

EVERY_S = 60.0
MOST_OF_THE_TIME = 0.001
"""What looking may take of the windows' time: after a look of 0.1 s the next one waits for 100 s."""
A_LIBRARY = 50
"""As many modules more are a library that came late, such as the one that writes sheets."""


class Garbage(QObject):
    """Rules the collector from the first window to the end. On the GUI thread, whose objects it finds."""

    def __init__(self, loading: "Loading", is_quiet: Callable[[], bool], parent: QObject) -> None:
        """Leave all as it is.

        Args:
            loading: Says when the services are there, or could not be started.
            is_quiet: Says whether nobody is signed in and no wizard is open. Only what is there then may be
                passed over for good: names on a desk that is closed later would stay in memory.
            parent: Qt's.
        """
        super().__init__(parent)
        self._is_quiet = is_quiet
        self._was_quiet = True
        self._is_over = self._is_settled = self._has_failed = False
        self._modules = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        loading.made.connect(self._settle)
        loading.failed.connect(self._leave)

    def hold(self) -> None:
        """Look for nothing until the services are there: hardly anything of what loads is let go again.

        Not for longer than a minute: they may wait for a keyring or a drive.
        """
        gc.disable()
        self._wait(EVERY_S)

    @Slot()
    def note_desk(self) -> None:
        """Somebody signs in: what is there until the look after next may be of them."""
        self._was_quiet = False

    def stop(self) -> None:
        """Leave the collector as Python has it, for good."""
        self._is_over = True
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def _leave(self) -> None:
        """Leave the collector as Python has it until the services are there."""
        self._has_failed = True
        self._timer.stop()
        gc.enable()

    @Slot()
    def _settle(self) -> None:
        """Look through what was loaded never again, and through what comes from now on each minute."""
        if self._is_over:
            return
        self._is_settled = True
        self._was_quiet = self._is_quiet()
        if self._has_failed:
            gc.collect()  # what a start that failed has left would be passed over too
        if self._was_quiet:
            self._pass_over_loaded()
        gc.enable()
        self._wait(EVERY_S)

    @Slot()
    def _look(self) -> None:
        gc.enable()
        began_s = time.perf_counter()
        gc.collect()
        took_s = time.perf_counter() - began_s
        was_quiet, self._was_quiet = self._was_quiet, self._is_quiet()
        has_more = len(sys.modules) >= self._modules + A_LIBRARY
        if self._is_settled and was_quiet and self._was_quiet and has_more:
            self._pass_over_loaded()
        self._wait(next_look_s(took_s))

    def _wait(self, seconds: float) -> None:
        self._timer.start(round(1000 * seconds))

    def _pass_over_loaded(self) -> None:
        """Leave out of every later look what is there now."""
        self._modules = len(sys.modules)
        gc.freeze()


def next_look_s(took_s: float) -> float:
    """Give how many seconds the next look waits, after one that took so many."""
    return max(EVERY_S, took_s / MOST_OF_THE_TIME)
