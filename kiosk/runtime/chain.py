"""Futures one after the other: the answer of one thread's job starts the next thread's."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")


def chain(first: "Future[T]", following: Callable[[T], "Future[U]"]) -> "Future[U]":
    """Give a future of what comes of `following(answer)` once `first` has its answer.

    An error or a cancellation of either is the result's. `following` runs on the thread that finished
    `first`, so it must only submit. Cancelling the result before `first` is done cancels `first`.
    """
    result: Future[U] = Future()

    def on_first(done: "Future[T]") -> None:
        if result.cancelled():
            return
        try:
            second = following(done.result())
        except CancelledError:
            result.cancel()
        except BaseException as error:  # noqa: BLE001 - whoever waits for the result gets it
            _fail(result, error)
        else:
            second.add_done_callback(lambda over: _copy(over, result))
            result.add_done_callback(lambda over: over.cancelled() and second.cancel())

    result.add_done_callback(lambda over: over.cancelled() and first.cancel())
    first.add_done_callback(on_first)
    return result


def _copy(done: "Future[U]", result: "Future[U]") -> None:
    if done.cancelled():
        result.cancel()
        return
    error = done.exception()
    if error is not None:
        _fail(result, error)
    elif result.set_running_or_notify_cancel():
        result.set_result(done.result())


def _fail(result: "Future[U]", error: BaseException) -> None:
    if result.set_running_or_notify_cancel():
        result.set_exception(error)
