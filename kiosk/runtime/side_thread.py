"""A thread beside the database thread, which answers the door meanwhile: slow jobs, one at a time."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from kiosk.runtime.tasks import Task

T = TypeVar("T")


class SideThread:
    """Runs jobs in order. It is started by the first one. A job may wait for the database thread."""

    def __init__(self, name: str, bug_code: str) -> None:
        """Prepare; starts nothing.

        Args:
            name: The thread's.
            bug_code: The event under which a job's unexpected exception is logged.
        """
        self._bug_code = bug_code
        self._tasks: queue.SimpleQueue[Task[None, Any] | None] = queue.SimpleQueue()
        self._accepting = threading.Lock()
        self._is_stopping = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def name(self) -> str:
        """The thread's name."""
        return self._thread.name

    def submit(self, job: Callable[[], T]) -> "Future[T]":
        """Queue a job; its answer, or what it raised, comes by the future, cancelled after `stop`."""
        task: Task[None, T] = Task(lambda _: job(), self._bug_code)
        with self._accepting:
            if self._is_stopping:
                task.future.cancel()
                return task.future
            self._tasks.put(task)
            if self._thread.ident is None:
                self._thread.start()
        return task.future

    def stop(self, timeout: float) -> bool:
        """Run what is queued and end the thread; False when it did not end within `timeout` seconds."""
        with self._accepting:
            if not self._is_stopping:
                self._is_stopping = True
                self._tasks.put(None)
            if self._thread.ident is None:
                return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            task.run(None)
