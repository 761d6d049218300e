"""From a Future to the GUI thread: the windows never wait, and hear of an answer by the event loop.

`call` is the only way a window uses a Future. The answer is delivered on the GUI thread even when the future
is done already, and is dropped when the widget that asked is gone.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, Slot

from kiosk import logs
from kiosk.errors import Code, KioskError
from kiosk.ui import i18n

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a window says when something failed, in the language in use.

    Attributes:
        code: The row of the errors table; None for a bug.
        what: What happened.
        action: What to do.
        detail: The error's own detail, such as seconds to wait.
    """

    code: Code | None
    what: str
    action: str
    detail: str = ""

    @property
    def text(self) -> str:
        """Both sentences."""
        return f"{self.what} {self.action}"

    @property
    def wait_s(self) -> float:
        """How long to wait, where `detail` says so: 1 to 60 seconds."""
        try:
            return min(60.0, max(1.0, float(self.detail)))
        except ValueError:
            return 1.0

    @property
    def reference(self) -> str:
        """What to tell whoever helps: short, and the same in every language."""
        return "bug" if self.code is None else self.code.value


def trouble(error: BaseException) -> Trouble:
    """Word an error. Anything but a KioskError is a bug: logged without its text, worded in general."""
    if isinstance(error, KioskError):
        what, action = i18n.error_words(error)
        return Trouble(error.code, what, action, error.detail)
    logs.bug("ui-call-failed", error)
    return Trouble(
        None,
        QCoreApplication.translate("bridge", "Something went wrong inside the program."),
        QCoreApplication.translate("bridge", "Try again; if it happens twice, tell your administrator."),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Delivery:
    future: "Future[Any]"
    owner: QObject
    on_done: Callable[[Any], None]
    on_error: Callable[[Trouble], None]


class _Courier(QObject):
    """Lives on the GUI thread; others only emit its signal."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _deliver(self, delivery: _Delivery) -> None:
        if not shiboken6.isValid(delivery.owner):
            return
        try:
            result = delivery.future.result(timeout=0)
        except CancelledError:
            return
        except Exception as error:  # noqa: BLE001 - the edge of a thread: every failure becomes words
            delivery.on_error(trouble(error))
            return
        delivery.on_done(result)


class _Post:
    courier: _Courier | None = None


def call(
    future: "Future[T]",
    owner: QObject,
    on_done: Callable[[T], None],
    on_error: Callable[[Trouble], None],
) -> None:
    """Hear of a Future's result on the GUI thread. Returns at once; call it on the GUI thread.

    Args:
        future: Whose result.
        owner: Once it is destroyed nothing is called any more.
        on_done: Called with the result.
        on_error: Called with words. Nothing is called when the future was cancelled.
    """
    if _Post.courier is None or not shiboken6.isValid(_Post.courier):
        _Post.courier = _Courier()
    courier = _Post.courier
    if QThread.currentThread() is not courier.thread():
        raise RuntimeError("bridge.call belongs on the GUI thread")
    delivery = _Delivery(future, owner, on_done, on_error)
    future.add_done_callback(lambda _: courier.arrived.emit(delivery))
