"""What is done once the events at hand are through, by whoever may be gone by then."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject, act: Callable[[], None]) -> QTimer:
    """Give a timer whose `start` calls a method of its owner in the next round of the event loop.

    For whoever is made and let go again: where the receiver of QTimer.singleShot is destroyed before that,
    Qt for Python keeps the method for ever, and with it all that its object refers to.

    Args:
        owner: The timer ends with it.
        act: What is done; several starts before it make one.
    """
    timer = QTimer(owner, singleShot=True, interval=0)
    timer.timeout.connect(act)
    return timer
