"""What the door lets people hear: the player of tones and the speaker of hints behind one face."""

from kiosk import logs
from kiosk.settings import Settings
from kiosk.ui.sound.cues import Cue
from kiosk.ui.sound.player import Player
from kiosk.ui.sound.sayable import may_be_said
from kiosk.ui.sound.speaker import Speaker
from kiosk.ui.sound.tones import gain


class Sounds:
    """A SoundApi that is heard. Looks for a loudspeaker when a session begins or something is to be heard."""

    def __init__(self, player: Player | None = None, speaker: Speaker | None = None) -> None:
        """Take the parts.

        Args:
            player: Of tones; None is the machine's.
            speaker: Of hints; None is the machine's.
        """
        self._player, self._speaker = player or Player(), speaker or Speaker()
        self._volume = self._of_the_school = Settings().sound_volume
        self._speaks = False

    @property
    def volume(self) -> int:
        """Percent now."""
        return self._volume

    @property
    def is_able(self) -> bool:
        """Whether there is something to play on, as far as is known: at the very first it is not."""
        return self._player.is_able

    @property
    def can_speak(self) -> bool:
        """Whether there is a program that speaks."""
        return self._speaker.is_able

    def play(self, cue: Cue) -> None:
        """Play a tone in place of the one that is playing; nothing at volume 0."""
        if cue is not Cue.NONE and self._volume > 0:
            self._player.start()
            self._player.play(cue, gain(self._volume))

    def say(self, text: str, language: str) -> None:
        """Speak a hint where the school wants it. Whatever is no hint is not spoken."""
        if not self._speaks or self._volume == 0:
            return
        if not may_be_said(text):
            logs.event("not-said")
            return
        self._speaker.say(text, language, self._volume)

    def turn_to(self, volume: int) -> None:
        """Be as loud as somebody wants until the next session begins."""
        self._volume = min(100, max(0, volume))
        if self._volume == 0:
            self._speaker.hush()

    def begin_session(self) -> None:
        """Go back to the school's volume, and look again for a loudspeaker that was not there."""
        self._volume = self._of_the_school
        self._player.start()
        self._player.look_again()

    def use_settings(self, settings: Settings) -> None:
        """Take other settings; what was turned at the door stays unless the school's volume is another."""
        if settings.sound_volume != self._of_the_school:
            self._volume = self._of_the_school = settings.sound_volume
        if settings.speaks != self._speaks:
            self._speaks = settings.speaks
            self._follow_speech()

    def stop(self) -> None:
        """Be silent for good, without a thread or a program left; again is harmless."""
        self._speaker.stop()
        self._player.stop()

    def _follow_speech(self) -> None:
        if self._speaks:
            self._speaker.look_again()
        else:
            self._speaker.hush()
