"""When Python looks for what only refers to itself: not while the program loads, then each minute.

A dialog that was closed refers to its parts and they to it, so that counting references does not let it go;
Python's collector does. Left alone it looks through everything several times while the libraries load, and
later so seldom (when a quarter more has come) that closed dialogs of half an hour lie about, 100,000 pieces
of memory of them, and then stops the windows for 0.2 s. Source: Python's gc module, freeze().
"""

import gc
import sys
import time
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

    def __init__(self, loading: "Loading", parent: QObject) -> None:
        """Leave all as it is.

        Args:
            loading: Says when everything is there.
            parent: Qt's.
        """
        super().__init__(parent)
        self._modules = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        loading.made.connect(self._settle)
        loading.failed.connect(self._settle)

    def hold(self) -> None:
        """Look for nothing until all is loaded: hardly anything of it is let go again."""
        gc.disable()

    def stop(self) -> None:
        """Leave the collector as Python has it."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def _settle(self) -> None:
        """Look through what was loaded never again, and through what comes from now on each minute."""
        self._pass_over_loaded()
        gc.enable()
        self._timer.start(round(EVERY_S * 1000))

    @Slot()
    def _look(self) -> None:
        began_s = time.perf_counter()
        gc.collect()
        took_s = time.perf_counter() - began_s
        if len(sys.modules) >= self._modules + A_LIBRARY:
            self._pass_over_loaded()
        self._timer.start(round(1000 * next_look_s(took_s)))

    def _pass_over_loaded(self) -> None:
        """Leave out of every later look what is there now.

        A dialog that is open at that moment is left out too, and stays in memory once it is closed; libraries
        come late only so often.
        """
        self._modules = len(sys.modules)
        gc.freeze()


def next_look_s(took_s: float) -> float:
    """Give how many seconds the next look waits, after one that took so many."""
    return max(EVERY_S, took_s / MOST_OF_THE_TIME)
