"""The edge of the process: whether there is a screen, signals that end it, exceptions that nobody caught."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler

from kiosk import logs

_SIGNAL_POLL_MS = 200
_NO_RAISE = "This plugin does not support raise()"


def has_screen() -> bool:
    """Say whether a window can be opened; Qt itself would end the process."""
    if sys.platform != "linux":
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


@contextmanager
def signals_caught(leave: Callable[[], None]) -> Iterator[None]:
    """End cleanly on SIGTERM and SIGINT: `leave` is called on the main thread, which runs Qt's loop.

    Python runs its handlers only between two of its own steps, so a timer gives it some.
    """

    def handle(_number: int, _frame: FrameType | None) -> None:
        leave()

    names = [signal.SIGINT, signal.SIGTERM]
    old = {name: signal.signal(name, handle) for name in names}
    heartbeat = QTimer()
    heartbeat.timeout.connect(_beat)
    heartbeat.start(_SIGNAL_POLL_MS)
    try:
        yield
    finally:
        heartbeat.stop()
        for name, handler in old.items():
            signal.signal(name, handler)


def _beat() -> None:
    """Let Python look at its signals."""


@contextmanager
def no_display_noise() -> Iterator[None]:
    """Print what Qt says but for a line that its offscreen display has for each window brought forward."""

    def tell(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if text != _NO_RAISE:
            sys.stderr.write(f"{text}\n")

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


@contextmanager
def bugs_reported() -> Iterator[None]:
    """Log an exception that nobody caught by its type and place; its text could hold a name."""
    old, old_thread = sys.excepthook, threading.excepthook

    def report(_kind: type[BaseException], error: BaseException, _trace: object) -> None:
        logs.bug("uncaught", error)

    def report_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            logs.bug("uncaught-in-thread", args.exc_value)

    sys.excepthook, threading.excepthook = report, report_thread
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = old, old_thread
