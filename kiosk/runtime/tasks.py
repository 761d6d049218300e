"""A job for another thread, and the future of its answer."""

from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kiosk import logs
from kiosk.errors import KioskError

G = TypeVar("G")
T = TypeVar("T")


@dataclass(slots=True)
class Task(Generic[G, T]):
    """A job that is given something its thread owns.

    Attributes:
        job: What to do.
        bug_code: The event under which an unexpected exception is logged.
        future: Its answer.
    """

    job: Callable[[G], T]
    bug_code: str
    future: "Future[T]" = field(default_factory=Future)

    def run(self, given: G) -> None:
        """Run the job, unless its future was cancelled meanwhile. Nothing is raised here."""
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            answer = self.job(given)
        except KioskError as error:
            self.abandon(error)
        except BaseException as error:  # noqa: BLE001 - the edge of the thread: whoever waits gets it
            logs.bug(self.bug_code, error)
            self.abandon(error)
        else:
            with suppress(InvalidStateError):  # it was abandoned: see there
                self.future.set_result(answer)

    def fail(self, error: BaseException) -> None:
        """Answer with an error without running."""
        if self.future.set_running_or_notify_cancel():
            self.future.set_exception(error)

    def abandon(self, error: BaseException) -> None:
        """Answer for a job that hangs; what it comes to after all is dropped. Any thread."""
        with suppress(InvalidStateError):  # it ended in this very moment
            self.future.set_exception(error)
