"""What the desk's fakes share: a clock turned by hand, and answers that are ready at once or held back.

Cannot ship: tests/ is not in the package.
"""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from kiosk.domain.clock import Instant
from kiosk.domain.ids import DeviceId
from kiosk.errors import Code, KioskError

T = TypeVar("T")
ZONE = "Europe/Berlin"
PASSPHRASE = "four quiet words here"
EIGHT = Instant.at(datetime(2026, 11, 23, 7, 0, tzinfo=UTC), ZONE)
"""08:00 on a Monday."""
QUARTER_PAST = EIGHT.plus(timedelta(minutes=14))
DEVICE = DeviceId("device")
NAMES = (
    "Ada Byron", "ليلى الحدّاد", "Zoë Ångström", "عمر الزين", "Björn Öztürk", "Chloé Martin",
    "نور الهدى عبد الرحمن",
    "Łukasz Żak", "Amara Okafor", "يوسف كريم", "Mei Tanaka", "Oğuz Şahin", "سارة منصور", "Ivan Petrov",
    "Íris Fonseca", "Élodie Dubois", "حسن العلي", "Priya Raman", "Tomás Núñez", "مريم صالح", "Jonas Weber",
    "Ngozi Eze", "خالد يعقوب", "Wren O’Neill",
)  # fmt: skip
"""Made-up people of a mixed class."""


class HandClock:
    """A wall clock and a monotonic one that stand still until moved."""

    def __init__(self, now: Instant = QUARTER_PAST) -> None:
        self.now = now
        self.seconds = 1000.0

    def __call__(self) -> Instant:
        """The wall clock."""
        return self.now

    def monotonic(self) -> float:
        """The monotonic clock, seconds."""
        return self.seconds

    def move(self, seconds: float) -> None:
        """Let time pass on both."""
        self.seconds += seconds
        self.now = self.now.plus(timedelta(seconds=seconds))


class Answers:
    """Gives futures that are ready at once, unless `hold()` was called; then they wait for `release()`."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.is_open = False
        self._held: list[tuple[Future[Any], Callable[[], Any]]] | None = None

    def hold(self) -> None:
        """Let every answer wait."""
        self._held = []

    def release(self) -> None:
        """Give the waiting answers."""
        held, self._held = self._held or [], None
        for future, job in held:
            _fill(future, job)

    def _answer(self, name: str, job: Callable[[], T], *, needs_key: bool = True) -> "Future[T]":
        self.calls.append(name)
        future: Future[T] = Future()

        def checked() -> T:
            if needs_key and not self.is_open:
                raise KioskError(Code.SIGNED_OUT)
            return job()

        if self._held is None:
            _fill(future, checked)
        else:
            self._held.append((future, checked))
        return future


def _fill(future: "Future[T]", job: Callable[[], T]) -> None:
    try:
        future.set_result(job())
    except Exception as error:  # noqa: BLE001 - a future carries whatever was raised
        future.set_exception(error)


def done(value: T) -> "Future[T]":
    future: Future[T] = Future()
    future.set_result(value)
    return future
