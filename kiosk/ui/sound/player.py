"""Plays tones on a thread of its own: nobody waits for a loudspeaker, and a newer tone ends an older one."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from kiosk import logs
from kiosk.ui.sound.cues import Cue
from kiosk.ui.sound.loudspeaker import Loudspeaker, NoSound
from kiosk.ui.sound.process import SoundProcess
from kiosk.ui.sound.tones import Samples, tone

THREAD = "kiosk-sound"
JOIN_S = 4.0
"""How long the end waits for a device that has stopped taking anything."""
LATE_S = 1.0
"""A tone that had to wait this long for the loudspeaker is about something that is over."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    cue: Cue
    gain: float
    at_s: float


class Player:
    """Owns the loudspeaker. Everything public returns at once and is for one thread, but for `stop`."""

    def __init__(self, loudspeaker: Loudspeaker | None = None) -> None:
        """Take the loudspeaker; the thread begins with `start`.

        Args:
            loudspeaker: What to play on; None is the machine's.
        """
        self._loudspeaker = loudspeaker or SoundProcess()
        self._tones: dict[Cue, Samples] = {}
        self._news = threading.Condition()
        self._wanted: _Wanted | None = None
        self._must_look = True
        self._is_stopped = False
        self._thread: threading.Thread | None = None
        self.is_able = False
        """Whether the machine could play when it was last looked at or played on."""
        self._has_told = False

    def start(self) -> None:
        """Begin to look for something to play on; again is harmless."""
        if self._thread is None and not self._is_stopped:
            self._thread = threading.Thread(target=self._run, name=THREAD, daemon=True)
            self._thread.start()

    def play(self, cue: Cue, gain: float) -> None:
        """Play a tone at a gain of 0 to 1, in place of the one that is playing."""
        with self._news:
            self._wanted = _Wanted(cue, gain, time.monotonic())
            self._news.notify()

    def look_again(self) -> None:
        """Look whether a machine that could not play can now; nothing where it can."""
        with self._news:
            self._must_look = self._must_look or not self.is_able
            self._news.notify()

    def stop(self) -> None:
        """End the thread and let go of the loudspeaker; again is harmless."""
        with self._news:
            self._is_stopped = True
            self._news.notify()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(JOIN_S)
            if thread.is_alive():
                logs.event(f"did-not-end-{THREAD}", level=logging.ERROR)

    # On the thread

    def _run(self) -> None:
        self._tones = {cue: tone(cue) for cue in Cue}
        while self._wait():
            self._guarded(self._step)
        self._guarded(self._loudspeaker.close)

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001 - a thread's edge: the door goes on, in silence
            self.is_able = False
            logs.bug("sound-failed", error)

    def _wait(self) -> bool:
        """Wait for something to do; False at the end."""
        with self._news:
            self._news.wait_for(lambda: self._is_stopped or self._must_look or self._wanted is not None)
            return not self._is_stopped

    def _step(self) -> None:
        with self._news:
            must_look, self._must_look = self._must_look, False
            wanted, self._wanted = self._wanted, None
        try:
            if must_look:
                self._loudspeaker.look(lambda: not self._is_stopped)
                self._became_able()
            if wanted is not None and self.is_able and time.monotonic() - wanted.at_s < LATE_S:
                self._loudspeaker.play(self._tones[wanted.cue] * wanted.gain, self._may_go_on)
        except NoSound as silence:
            self.is_able = False
            self._tell_once(silence)

    def _may_go_on(self) -> bool:
        return self._wanted is None and not self._is_stopped

    def _became_able(self) -> None:
        if not self.is_able and self._has_told:
            logs.event("sound-available")
        self.is_able, self._has_told = True, False

    def _tell_once(self, silence: NoSound) -> None:
        if not self._has_told:
            self._has_told = True
            logs.event("sound-not-available", level=logging.WARNING, reason=silence.reason)
