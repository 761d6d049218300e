"""Drives the real windows from inside: a script of steps, each of which waits for what it needs to see.

The script is a generator that yields conditions. A timer asks the condition between the window's own events,
so the program runs as it does for a person, and a condition that does not come true in time ends the run.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from kiosk.app import Program
from kiosk.paths import DataDir

POLL_MS = 25
PATIENCE_S = 60.0

W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Until:
    """A condition and what it waits for, in words for the one who reads a failure."""

    what: str
    holds: Callable[[], object]


Script = Iterator[Until]


class StuckError(AssertionError):
    """A condition did not come true in time."""


def press(button: QAbstractButton) -> None:
    """Press a button as a mouse does; it has to be visible and enabled."""
    assert button.isVisible(), f"the button is not visible: {button.text()}"
    assert button.isEnabled(), f"the button is not enabled: {button.text()}"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(12, 12))


def write(field: QLineEdit, text: str) -> None:
    """Type a text into a line."""
    field.setFocus()
    field.clear()
    if text.isascii() and text.isprintable():
        QTest.keyClicks(field, text)
    else:
        field.insert(text)


def seen(parent: QWidget, kind: type[W]) -> list[W]:
    """Give the visible widgets of a kind, in the order they were made."""
    return [widget for widget in parent.findChildren(kind) if widget.isVisible()]


def primary(parent: QWidget) -> QAbstractButton:
    """Give the one button that goes on."""
    found = [b for b in seen(parent, QAbstractButton) if b.property("kind") == "primary"]
    assert len(found) == 1, f"{len(found)} buttons go on"
    return found[0]


def grab(window: QWidget, out: Path) -> None:
    """Save what a window shows."""
    image: QImage = window.grab().toImage()
    assert image.save(str(out)), out


def fly(
    program: Program,
    app: QApplication,
    script: Callable[[Program], Script],
    on_failure: Callable[[], None] = lambda: None,
) -> None:
    """Run a program until the script is through.

    Raises:
        StuckError: When a condition did not hold within 60 s; the message says which.
        Exception: Whatever the script raised.
    """
    failures: list[BaseException] = []
    steps = script(program)
    waiting: list[tuple[Until, float]] = []
    is_turning: list[bool] = []

    def turn() -> None:
        if is_turning:  # a step may run the event loop itself, as QTest does on a window
            return
        is_turning.append(True)
        try:
            take_turn()
        finally:
            is_turning.clear()

    def take_turn() -> None:
        try:
            if waiting:
                until, since = waiting[0]
                if not until.holds():
                    if time.monotonic() - since > PATIENCE_S:
                        raise StuckError(f"waiting for: {until.what}")  # noqa: TRY301 - ends the script like any other failure
                    return
                waiting.clear()
            waiting.append((next(steps), time.monotonic()))
        except StopIteration:
            timer.stop()
            program.quit()
        except BaseException as error:  # noqa: BLE001 - carried out of Qt's event loop and raised there
            failures.append(error)
            on_failure()
            timer.stop()
            program.quit()

    timer = QTimer()
    timer.setInterval(POLL_MS)
    timer.timeout.connect(turn)
    program.start()
    timer.start()
    try:
        app.exec()
    finally:
        timer.stop()
        left = program.stop()
    if failures:
        raise failures[0]
    assert not left, f"did not end: {left}"


def make_program(app: QApplication, data_dir: Path, *, source: str | None) -> Program:
    """Make a program in a window on a data directory."""
    return Program(app, DataDir(data_dir), source=source, windowed=True, demo=None)
