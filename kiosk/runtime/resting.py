"""Whether the kiosk rests now: asked by the door's screen, and by the camera's feed, which lets go of it.

The database thread looks once a tick. The sessions are read anew twice a minute and whenever something about
them changed; what they come to is worked out each time, by the clock as it is then. So a clock that was set,
a change of summer time or a computer that slept is seen within a second.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.hours import Hours, Rest, hours, rest_at
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.storage.vault import Vault

READ_AGAIN = timedelta(seconds=30)
_LINGERS_NS = 60_000_000_000
"""The camera stays on for so long after an enrolment: the next person's may follow."""


@dataclass(frozen=True, slots=True)
class _Known:
    at: Instant
    hours: tuple[Hours, ...]
    may_rest: bool


class Resting:
    """Holds what was found last. `look` and `distrust` are the database thread's; any thread may ask."""

    def __init__(
        self, is_enrolling: Callable[[], bool], monotonic_ns: Callable[[], int] = time.monotonic_ns
    ) -> None:
        """Begin awake.

        Args:
            is_enrolling: Whether somebody is being enrolled by camera, which wakes it.
            monotonic_ns: Measures how long it stays on afterwards.
        """
        self._is_enrolling, self._monotonic_ns = is_enrolling, monotonic_ns
        self._known: _Known | None = None
        self._rest: Rest | None = None
        self._wanted_ns: int | None = None

    @property
    def rest(self) -> Rest | None:
        """The rest that the kiosk is in; None while it is awake."""
        return self._rest

    def camera_rests(self) -> bool:
        """Say whether the camera has to be closed. The camera thread asks, several times a second."""
        if self._rest is None:
            return False
        now = self._monotonic_ns()
        if self._is_enrolling():
            self._wanted_ns = now
        return self._wanted_ns is None or now - self._wanted_ns > _LINGERS_NS

    def distrust(self) -> None:
        """Sessions may be others now: read them again at the next look."""
        self._known = None

    def look(self, vault: "Vault", settings: Settings, now: Instant) -> None:
        """Find out whether it rests.

        Args:
            vault: Open.
            settings: Whether and when the school wants it, and where this kiosk stands.
            now: The moment.
        """
        known = self._known
        if known is None or abs(now.utc - known.at.utc) > READ_AGAIN:
            known = self._known = _read(vault, settings, now)
        before, self._rest = self._rest, rest_at(known.hours, now) if known.may_rest else None
        if (before is None) != (self._rest is None):
            logs.event("woke-up" if self._rest is None else "rests")


def _read(vault: "Vault", settings: Settings, now: Instant) -> _Known:
    """A school that never had a session has no hours; and by a clock in doubt nothing is out of hours."""
    sessions = vault.door.sessions_around(now, settings.room)
    may_rest = settings.rests_out_of_hours and bool(sessions) and not vault.door.last_seen.is_doubtful(now)
    return _Known(now, hours(sessions, settings.wakes_before_minutes), may_rest)
