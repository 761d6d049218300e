"""Holds one MediaPipe task so that it can do no harm after it has failed.

A task whose graph failed raises the same error again on close, and its destructor, which closes once more,
can block for good. So after a failure nothing calls into it again: it is kept alive for ever, once a process.
"""

import ctypes
from collections.abc import Callable
from typing import Any, TypeVar

from kiosk import logs

T = TypeVar("T")


class MediapipeTask:
    """A task, for example a FaceDetector. For one thread; `close` when done."""

    def __init__(self, make: Callable[[], Any]) -> None:
        """Make it.

        Args:
            make: Creates the task.
        """
        self._task: Any = make()

    def run(self, job: Callable[[Any], T]) -> T:
        """Call into the task.

        Raises:
            RuntimeError: If it is closed or has failed before; whatever the job raises, the first time.
        """
        if self._task is None:
            raise RuntimeError("the MediaPipe task is closed or has failed")
        try:
            return job(self._task)
        except BaseException:
            self._abandon()
            raise

    def close(self) -> None:
        """Free it, unless it has failed; again does nothing."""
        task, self._task = self._task, None
        if task is None:
            return
        try:
            task.close()
        except Exception as error:  # noqa: BLE001 - whoever closes has others to close, and can do nothing about it
            _keep_for_ever(task)
            logs.bug("mediapipe-close-failed", error)

    def _abandon(self) -> None:
        _keep_for_ever(self._task)
        self._task = None


def _keep_for_ever(task: object) -> None:
    """Add a reference that nobody gives back: a list in a module would be emptied when the program ends."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(task))
