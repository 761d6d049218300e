"""File work of the desk, off the GUI thread: one thread of its own, as long as the desk is open."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class DeskWorker:
    """Runs jobs one after another. The thread starts with the first job and ends with `stop`."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None

    def submit(self, job: Callable[[], T]) -> "Future[T]":
        """Run a job; hear of it through kiosk.ui.bridge.call."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kiosk-desk-files")
        return self._pool.submit(job)

    def stop(self) -> None:
        """End the thread after the job that runs; drop the others. A later `submit` starts a new one."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)
