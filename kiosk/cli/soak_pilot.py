"""Works the real windows from inside, step by step, as somebody with a hand on the mouse would.

A script is a generator that yields what it waits for and is sent whether that came true. A timer asks between
the windows' own events, so that the program runs as it does for a person.
"""

import time
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from kiosk import logs

POLL_MS = 50
PATIENCE_S = 20.0
W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Until:
    """What a script waits for.

    Attributes:
        what: In words, for the report of what never came.
        holds: Whether it has come.
        patience_s: How long it may take.
        is_due: It has to come; else it is only hoped for, and not reported.
    """

    what: str
    holds: Callable[[], object]
    patience_s: float = PATIENCE_S
    is_due: bool = True


Script = Generator[Until, bool, None]


def pause(seconds: float) -> Until:
    """Do nothing for a while."""
    return Until("a pause", lambda: False, seconds, is_due=False)


def press(button: QAbstractButton) -> bool:
    """Press a button, if somebody could; says whether it was pressed."""
    if not (button.isVisible() and button.isEnabled()):
        return False
    button.click()
    return True


def type_key(widget: QWidget, key: Qt.Key) -> None:
    """Press a key and let go of it."""
    text = chr(key.value).lower() if key.value < 0x80 else ""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key.value, Qt.KeyboardModifier.NoModifier, text))


def touch(window: QWidget) -> None:
    """Touch a window as its system tells of it: a key that types nothing."""
    handle = window.windowHandle()
    if handle is not None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_Shift.value, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(handle, event)


def write(field: QLineEdit, text: str) -> None:
    """Type into a line."""
    field.setFocus()
    field.clear()
    field.insert(text)


def seen(parent: QWidget, kind: type[W]) -> list[W]:
    """Give the visible widgets of a kind, in the order they were made."""
    return [widget for widget in parent.findChildren(kind) if widget.isVisible()]


def primary(parent: QWidget) -> QAbstractButton | None:
    """Give the button that goes on."""
    return next((b for b in seen(parent, QAbstractButton) if b.property("kind") == "primary"), None)


class Pilot(QObject):
    """Takes a script's steps until it ends; a step that fails is counted and the script begun anew.

    Attributes:
        missed: What was due and did not come, by its words.
    """

    def __init__(
        self,
        script: Callable[[], Script],
        ended: Callable[[], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare.

        Args:
            script: Makes the script.
            ended: Called when it is through.
            monotonic: The clock.
        """
        super().__init__()
        self._make, self._ended, self._monotonic = script, ended, monotonic
        self._steps: Script | None = None
        self._waiting: tuple[Until, float] | None = None
        self._is_turning = False
        self.missed: Counter[str] = Counter()
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        """Begin."""
        self._timer.start()

    def stop(self) -> None:
        """Take no step more."""
        self._timer.stop()
        steps, self._steps = self._steps, None
        if steps is not None and not self._is_turning:
            steps.close()

    def _turn(self) -> None:
        if self._is_turning:  # a step may run the event loop itself
            return
        self._is_turning = True
        try:
            self._take_turn()
        except StopIteration:
            self.stop()
            self._ended()
        except Exception as error:  # noqa: BLE001 - whatever an act met is a finding of the soak
            logs.bug("soak-act-failed", error)
            self._steps = self._waiting = None
        finally:
            self._is_turning = False

    def _take_turn(self) -> None:
        if self._steps is None:
            self._steps = self._make()
            self._waiting = (next(self._steps), self._monotonic())
            return
        assert self._waiting is not None
        until, since = self._waiting
        has_come = bool(until.holds())
        if not has_come and self._monotonic() - since < until.patience_s:
            return
        if not has_come and until.is_due:
            self.missed[until.what] += 1
        self._waiting = (self._steps.send(has_come), self._monotonic())
