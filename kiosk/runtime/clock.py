"""The machine's clock as Instants, the machine's zone, and whether somebody moved the wall clock."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.domain.clock import Instant

Clock = Callable[[], Instant]

STEP_LIMIT_S = 2.0
"""A step of the wall clock beyond this flags the marks around it."""
STEP_HOLD_S = 600.0
"""How long after a step marks are flagged: long enough for the queue that stood at the door."""
_NS = 1_000_000_000
_ZONE_FOLDER = "zoneinfo/"


def system_clock(zone: str) -> Clock:
    """Give a function that says the moment it is, in `zone`.

    Args:
        zone: IANA zone name.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: If this machine does not know the zone.
    """
    ZoneInfo(zone)

    def now() -> Instant:
        return Instant.at(datetime.now(UTC), zone)

    return now


class SchoolClock:
    """The system's clock in a zone that is known only once the school's data are open."""

    def __init__(self, zone: str) -> None:
        """Begin with `zone`, usually the machine's."""
        self.zone = zone

    def __call__(self) -> Instant:
        """Give the moment it is."""
        return Instant.at(datetime.now(UTC), self.zone)


def machine_zone(
    tz_variable: str | None = None,
    localtime: Path = Path("/etc/localtime"),
    timezone_file: Path = Path("/etc/timezone"),
    offset_s: int | None = None,
) -> str:
    """Give the IANA zone this machine is set to.

    Asked in this order: the TZ variable, where /etc/localtime points, /etc/timezone. Where none of them names
    a zone (Windows, or a copied /etc/localtime) the answer is the fixed zone of today's offset, such as
    "Etc/GMT-1" (east of Greenwich is minus there), so that local times and days are right at least until
    summer time changes.

    Args:
        tz_variable: TZ; None reads the environment.
        localtime: The link.
        timezone_file: The file with a name.
        offset_s: Seconds east of UTC for the last resort; None asks the C library.
    """
    named = os.environ.get("TZ", "") if tz_variable is None else tz_variable
    candidates = [_after_folder(named.removeprefix(":")), _link_target(localtime), _first_line(timezone_file)]
    for candidate in candidates:
        if candidate and _is_zone(candidate):
            return candidate
    east = time.localtime().tm_gmtoff if offset_s is None else offset_s
    hours = round(east / 3600)
    fixed = f"Etc/GMT{-hours:+d}"
    return fixed if hours and _is_zone(fixed) else "UTC"


def _after_folder(text: str) -> str:
    return text.rpartition(_ZONE_FOLDER)[2]


def _link_target(link: Path) -> str:
    if not link.is_symlink():
        return ""
    target = str(link.resolve())
    return _after_folder(target) if _ZONE_FOLDER in target else ""


def _first_line(path: Path) -> str:
    try:
        return next(iter(path.read_text("utf-8").split()), "")
    except (OSError, ValueError):
        return ""


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return False
    return True


def elapsed_ns() -> int:
    """Give nanoseconds that never step and, on Linux, go on while the machine sleeps."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    return time.monotonic_ns()


class StepWatch:
    """Notices that the wall clock was stepped, by the clock that cannot be.

    Asked often (each mark, and each tick of the database thread), so that a slow correction by NTP, at most
    0.5 ms a second, never adds up to a step.
    """

    def __init__(
        self,
        wall_ns: Callable[[], int] = time.time_ns,
        steady_ns: Callable[[], int] = elapsed_ns,
        *,
        limit_s: float = STEP_LIMIT_S,
        hold_s: float = STEP_HOLD_S,
    ) -> None:
        """Take the first bearing now."""
        self._wall_ns = wall_ns
        self._steady_ns = steady_ns
        self._limit_ns = int(limit_s * _NS)
        self._hold_ns = int(hold_s * _NS)
        self._offset_ns = wall_ns() - steady_ns()
        self._stepped_at_ns: int | None = None

    def has_stepped(self) -> bool:
        """Say whether the wall clock was stepped by more than the limit now or shortly before."""
        steady = self._steady_ns()
        offset = self._wall_ns() - steady
        if abs(offset - self._offset_ns) > self._limit_ns:
            self._stepped_at_ns = steady
        self._offset_ns = offset
        return self._stepped_at_ns is not None and steady - self._stepped_at_ns <= self._hold_ns
