"""The machine's loudspeaker, through PortAudio. For a process of its own (kiosk.ui.sound.process).

On Linux PortAudio speaks to ALSA, and ALSA to PulseAudio or PipeWire over a unix socket where they run. What
this cannot do is a reason to be silent, never to fail: see docs/decisions/0019-sound.md.
"""

from collections.abc import Callable
from enum import StrEnum
from types import ModuleType
from typing import Any, Protocol

import numpy as np

from kiosk.ui.sound.tones import RATE_HZ, Samples, ramp

_CHUNK_S = 0.02
"""So soon a newer tone takes an older one's place, with what the device has in its buffer on top."""
_LEAD_S, _TAIL_S = 0.03, 0.05
"""Silence before and after: a device that sleeps swallows the beginning, some the end."""


class Reason(StrEnum):
    """Why nothing can be heard, for the log."""

    NO_LIBRARY = "no_library"
    """PortAudio is not on this machine."""
    NO_DEVICE = "no_device"
    """It finds nothing to play on."""
    DEVICE_FAILED = "device_failed"
    """The device was there and takes nothing: unplugged, or held by another program."""


class NoSound(Exception):  # noqa: N818 - a state of the machine, no error of the program
    """Nothing can be heard now; it may be otherwise later."""

    reason: Reason

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Loudspeaker(Protocol):
    """What the player needs. Every call may take its time."""

    def look(self, may_go_on: Callable[[], bool]) -> None:
        """See which devices there are now, or give up. Raises NoSound."""

    def play(self, samples: Samples, may_go_on: Callable[[], bool]) -> None:
        """Play (N,) float32 at RATE_HZ, to its end or softly broken off. Raises NoSound."""

    def close(self) -> None:
        """Let go of the machine's sound; `look` takes it again."""


class PortAudio:
    """The default output device."""

    def __init__(self) -> None:
        self._library: ModuleType | None = None
        self._is_open = False

    def look(self, may_go_on: Callable[[], bool]) -> None:  # noqa: ARG002 - it takes a moment
        """List the devices anew: PortAudio knows only those that were there when it was started.

        Raises:
            NoSound: NO_LIBRARY or NO_DEVICE.
        """
        self.close()
        library = self._loaded()
        try:
            if not self._is_open:
                library._initialize()  # noqa: SLF001 - documented as the way to list devices again
                self._is_open = True
            library.query_devices(kind="output")
        except library.PortAudioError:
            raise NoSound(Reason.NO_DEVICE) from None

    def play(self, samples: Samples, may_go_on: Callable[[], bool]) -> None:
        """Play, and wait until it has been heard.

        Raises:
            NoSound: DEVICE_FAILED.
        """
        library = self._loaded()
        padded = np.concatenate([_silence(_LEAD_S), samples, _silence(_TAIL_S)])
        try:
            with library.OutputStream(
                samplerate=RATE_HZ, channels=1, dtype="float32", latency="high"
            ) as stream:
                _write(stream, padded, may_go_on)
        except library.PortAudioError:
            raise NoSound(Reason.DEVICE_FAILED) from None

    def close(self) -> None:
        """Close PortAudio, and with it the connection to the sound server."""
        if self._library is not None and self._is_open:
            self._is_open = False
            self._library._terminate()  # noqa: SLF001 - as above

    def _loaded(self) -> ModuleType:
        """Import the library, which starts PortAudio. Raises NoSound NO_LIBRARY."""
        if self._library is None:
            try:
                import sounddevice
            except OSError:
                raise NoSound(Reason.NO_LIBRARY) from None
            self._library = sounddevice
            self._is_open = sounddevice._initialized > 0  # noqa: SLF001
        return self._library


def _write(stream: Any, samples: Samples, may_go_on: Callable[[], bool]) -> None:
    """Write piece by piece; the last piece of a tone that is broken off fades out."""
    size = round(RATE_HZ * _CHUNK_S)
    for start in range(0, len(samples), size):
        piece = samples[start : start + size]
        if not may_go_on():
            stream.write((piece * ramp(len(piece), _CHUNK_S)[::-1]).astype(np.float32)[:, None])
            return
        stream.write(np.ascontiguousarray(piece)[:, None])


def _silence(seconds: float) -> Samples:
    return np.zeros(round(RATE_HZ * seconds), dtype=np.float32)
