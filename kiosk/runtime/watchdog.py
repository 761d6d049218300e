"""Which thread has not shown signs of life for too long. Pure bookkeeping: whoever asks brings the time."""

import threading
import time
from collections.abc import Callable

LATE_S = 10.0
"""A thread that is silent for longer has hung: nothing a healthy one does takes this long in one piece."""


class Watchdog:
    """Heartbeats by name. Any thread may beat and ask."""

    def __init__(self, *, late_s: float = LATE_S, steady_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._late_ns = int(late_s * 1_000_000_000)
        self._steady_ns = steady_ns
        self._lock = threading.Lock()
        self._beats: dict[str, int] = {}

    def beat(self, name: str) -> None:
        """Say that `name` is alive now; the first beat puts it on the list."""
        now = self._steady_ns()
        with self._lock:
            self._beats[name] = now

    def forget(self, name: str) -> None:
        """Take a thread that ended, or one that waits by design, off the list."""
        with self._lock:
            self._beats.pop(name, None)

    def late(self) -> tuple[str, ...]:
        """Give the names that have been silent for too long, sorted."""
        now = self._steady_ns()
        with self._lock:
            return tuple(sorted(name for name, at in self._beats.items() if now - at > self._late_ns))

    def silent_s(self, name: str) -> float | None:
        """Say how long `name` has been silent; None when it is not on the list."""
        now = self._steady_ns()
        with self._lock:
            beaten = self._beats.get(name)
        return None if beaten is None else (now - beaten) / 1_000_000_000
