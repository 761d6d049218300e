"""How far a long piece of work is, and a way to stop it from another thread."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Protocol, TypeVar

from kiosk.errors import Code, KioskError

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")
EVERY = 500
"""So many rows go by between two looks."""


class _Rows(Sized, Iterable[T_co], Protocol[T_co]):
    """Something with a length to go through."""


class Watch:
    """Told by the work how far it is; stopped by whoever waits for it."""

    def __init__(self, on_progress: Callable[[int, int], None] | None = None) -> None:
        """Prepare.

        Args:
            on_progress: Called with (done, of how many) on the thread that works.
        """
        self._on_progress = on_progress
        self._stop = threading.Event()

    def stop(self) -> None:
        """Let the work end with EXPORT_STOPPED. Any thread."""
        self._stop.set()

    def step(self, done: int, of: int) -> None:
        """Say how far the work is. Raises KioskError EXPORT_STOPPED once `stop` was called."""
        if self._stop.is_set():
            raise KioskError(Code.EXPORT_STOPPED)
        if self._on_progress is not None:
            self._on_progress(done, of)

    def quiet(self) -> "Watch":
        """Give one that is stopped with this and tells nobody: for a part of the work."""
        made = Watch()
        made._stop = self._stop
        return made

    def each(self, rows: _Rows[T]) -> Iterator[T]:
        """Go through rows, with a step now and then and one at the end. Raises as `step`."""
        of = len(rows)
        for place, row in enumerate(rows):
            if place % EVERY == 0:
                self.step(place, of)
            yield row
        self.step(of, of)
