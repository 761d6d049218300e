"""What can be heard at the door, as names: the screens' table says which, the player knows how.

A tone tells that something happened and never to whom, nor why: whoever stands by hears it too.
"""

from enum import StrEnum
from typing import Protocol

from kiosk.settings import Settings


class Cue(StrEnum):
    """A tone of the program's own."""

    NONE = ""
    """Nothing is heard."""
    WELCOME = "welcome"
    """Two short rising tones: saved."""
    ALREADY = "already"
    """One of them, softer: saved before."""
    GOODBYE = "goodbye"
    """The two of the welcome, falling."""
    ASK = "ask"
    """One even tone: something is to be done, a PIN or a choice. Sounds as friendly as the welcome."""
    TROUBLE = "trouble"
    """Two low even tones: the kiosk itself is in trouble, nobody in front of it."""


class SoundApi(Protocol):
    """What the windows may ask. All of it returns at once; GUI thread."""

    @property
    def volume(self) -> int:
        """Percent now; 0 is silent."""

    @property
    def is_able(self) -> bool:
        """Whether this machine can play at all, as far as is known now."""

    @property
    def can_speak(self) -> bool:
        """Whether there is a program on this machine that speaks."""

    def play(self, cue: Cue) -> None:
        """Play a tone; the one that is playing gives way."""

    def say(self, text: str, language: str) -> None:
        """Speak a hint where the school wants it; "en", "ar". Never a name, never a reason."""

    def turn_to(self, volume: int) -> None:
        """Be as loud as somebody at the door wants, until the next session begins."""

    def begin_session(self) -> None:
        """Go back to the school's volume."""

    def use_settings(self, settings: Settings) -> None:
        """Take other settings."""

    def stop(self) -> None:
        """Be silent for good; again is harmless."""


class Silence:
    """A machine that cannot play, and most tests: remembers what would have been heard."""

    def __init__(self) -> None:
        self.played: list[Cue] = []
        self.said: list[str] = []
        self._volume = self._of_the_school = Settings().sound_volume

    @property
    def volume(self) -> int:
        """Percent now."""
        return self._volume

    @property
    def is_able(self) -> bool:
        """It is not."""
        return False

    @property
    def can_speak(self) -> bool:
        """Nobody speaks."""
        return False

    def play(self, cue: Cue) -> None:
        """Remember it."""
        if cue is not Cue.NONE:
            self.played = [*self.played[-99:], cue]

    def say(self, text: str, language: str) -> None:  # noqa: ARG002 - a protocol's
        """Remember it."""
        self.said = [*self.said[-99:], text]

    def turn_to(self, volume: int) -> None:
        """Take the volume."""
        self._volume = volume

    def begin_session(self) -> None:
        """Go back to the school's."""
        self._volume = self._of_the_school

    def use_settings(self, settings: Settings) -> None:
        """Take the school's volume, where it is another."""
        if settings.sound_volume != self._of_the_school:
            self._volume = self._of_the_school = settings.sound_volume

    def stop(self) -> None:
        """Nothing is heard."""
