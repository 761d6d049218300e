"""A slot that holds the newest value only. What nobody took in time is counted, never queued."""

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class LatestSlot(Generic[T]):
    """Newest wins. Any thread may put and take."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._value: T | None = None
        self._dropped = 0

    def put(self, value: T) -> None:
        """Leave a value, in place of one that nobody took."""
        with self._changed:
            if self._value is not None:
                self._dropped += 1
            self._value = value
            self._changed.notify()

    def take(self, timeout_s: float = 0.0) -> T | None:
        """Take the value out, waiting for one if there is none; None when none comes in time."""
        with self._changed:
            if self._value is None and timeout_s > 0:
                self._changed.wait_for(lambda: self._value is not None, timeout_s)
            value, self._value = self._value, None
            return value

    @property
    def dropped(self) -> int:
        """How many values were replaced before anybody took them."""
        with self._changed:
            return self._dropped
