"""Slow work off the GUI thread, on a daemon thread: a drive that hangs keeps no program from ending."""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from kiosk.runtime.tasks import Task

T = TypeVar("T")


class Worker:
    """Runs jobs one after another. The thread starts with the first job; for the GUI thread to call.

    Not a ThreadPoolExecutor: Python waits for the threads of those at its end, for as long as it takes.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._tasks: queue.SimpleQueue[Task[None, Any] | None] | None = None
        self._threads: list[threading.Thread] = []

    def submit(self, job: Callable[[], T]) -> "Future[T]":
        """Run a job; hear of it through kiosk.ui.bridge.call."""
        task: Task[None, T] = Task(lambda _: job(), f"{self.name}-failed")
        if self._tasks is None:
            self._tasks = self._start()
        self._tasks.put(task)
        return task.future

    def stop(self, *, is_dropping: bool = False) -> None:
        """Let the thread end after its jobs, without waiting. A later `submit` starts a new one.

        Args:
            is_dropping: Only the job that runs is finished; the others are cancelled.
        """
        tasks, self._tasks = self._tasks, None
        if tasks is None:
            return
        if is_dropping:
            _cancel_all(tasks)
        tasks.put(None)

    def join(self, timeout_s: float) -> bool:
        """Wait for what `stop` let go.

        Returns:
            False when a thread did not end within `timeout_s` seconds, all of them together.
        """
        ends = time.monotonic() + timeout_s
        for thread in self._threads:
            thread.join(max(0.0, ends - time.monotonic()))
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        return not self._threads

    def _start(self) -> "queue.SimpleQueue[Task[None, Any] | None]":
        tasks: queue.SimpleQueue[Task[None, Any] | None] = queue.SimpleQueue()
        thread = threading.Thread(target=_serve, args=(tasks,), name=self.name, daemon=True)
        self._threads = [*(old for old in self._threads if old.is_alive()), thread]
        thread.start()
        return tasks


def _serve(tasks: "queue.SimpleQueue[Task[None, Any] | None]") -> None:
    while (task := tasks.get()) is not None:
        task.run(None)


def _cancel_all(tasks: "queue.SimpleQueue[Task[None, Any] | None]") -> None:
    while True:
        try:
            task = tasks.get_nowait()
        except queue.Empty:
            return
        if task is not None:
            task.future.cancel()
