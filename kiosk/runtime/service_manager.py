"""What the service manager (systemd) is told: that the program is ready, alive, what it does, that it ends.

By the system's own libsystemd, which is there wherever systemd is: no module of ours opens a socket, and no
package is added for four short messages (docs/decisions/0021-watchdog.md). They go to a socket in the file
system, which a network namespace of its own does not hide. Not started by a service manager: nobody is told.
"""

import ctypes
import os
from typing import Final, Protocol

from kiosk import logs

SOCKET_VARIABLE: Final = "NOTIFY_SOCKET"
_LIBRARY: Final = "libsystemd" + ".so.0"  # put together: the packaged program must not bring a copy along
_MICROSECONDS: Final = 1_000_000


class ServiceManager(Protocol):
    """Whoever started the program and starts it again. Any thread may speak; nothing here waits."""

    @property
    def watchdog_s(self) -> float | None:
        """How often `alive` has to be said at least; None: nobody counts."""

    def ready(self) -> None:
        """Say that the program is up."""

    def alive(self) -> None:
        """Say that everything that must live does."""

    def status(self, words: str) -> None:
        """Say what it does, for whoever looks: fixed words, no name."""

    def stopping(self) -> None:
        """Say that it ends."""


class Nobody:
    """No service manager."""

    watchdog_s: float | None = None

    def ready(self) -> None:
        """Tell nobody."""

    def alive(self) -> None:
        """Tell nobody."""

    def status(self, words: str) -> None:
        """Tell nobody."""

    def stopping(self) -> None:
        """Tell nobody."""


class Systemd:
    """systemd, by sd_notify(3) and sd_watchdog_enabled(3)."""

    def __init__(self, library: ctypes.CDLL) -> None:
        """Take the loaded libsystemd."""
        self._notify = library.sd_notify
        self._notify.argtypes, self._notify.restype = [ctypes.c_int, ctypes.c_char_p], ctypes.c_int
        enabled = library.sd_watchdog_enabled
        enabled.argtypes, enabled.restype = [ctypes.c_int, ctypes.POINTER(ctypes.c_uint64)], ctypes.c_int
        microseconds = ctypes.c_uint64()
        # It looks at WATCHDOG_USEC, and at WATCHDOG_PID: a child that inherits both is not meant.
        is_meant = enabled(0, ctypes.byref(microseconds)) > 0
        self.watchdog_s: float | None = microseconds.value / _MICROSECONDS if is_meant else None

    def ready(self) -> None:
        """Say READY=1."""
        self._send("READY=1")

    def alive(self) -> None:
        """Say WATCHDOG=1."""
        self._send("WATCHDOG=1")

    def status(self, words: str) -> None:
        """Say STATUS=."""
        self._send(f"STATUS={words}")

    def stopping(self) -> None:
        """Say STOPPING=1."""
        self._send("STOPPING=1")

    def _send(self, state: str) -> None:
        # A negative answer is an errno; systemd then misses a sign of life, and does what it was told to do.
        self._notify(0, state.encode())


def service_manager() -> ServiceManager:
    """Give whoever started this program."""
    if not os.environ.get(SOCKET_VARIABLE):
        return Nobody()
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError:  # a unit of Type=notify then says that the start took too long
        logs.event("libsystemd-missing")
        return Nobody()
    return Systemd(library)
