"""What is heard at the door, from the scenes that are shown: each thing that happened is heard once.

A tone says that something happened, and hints are spoken where a school wants them. Nothing here hands on a
name, or a reason why somebody was not marked.
"""

from kiosk.domain.ids import SessionId
from kiosk.runtime.api import DoorView
from kiosk.ui import i18n
from kiosk.ui.kiosk.flow import Scene
from kiosk.ui.kiosk.hints import Hint
from kiosk.ui.kiosk.states import LOOKS, Screen
from kiosk.ui.kiosk.words import hint_text, kiosk_text
from kiosk.ui.sound.cues import SoundApi

_WORKS = frozenset({Screen.IDLE, Screen.PRESS_TO_START, Screen.GUIDING, Screen.CHECKING, Screen.THANKS})
"""Screens that only a camera in order brings about."""
_COMING = frozenset({Screen.STARTING, Screen.CAMERA_STARTING})
"""What plays is a process of its own: while the models load, it would take half a second of
their time. Where no register is open the screen says so instead, and it begins then."""


class Voice:
    """Follows the scenes; `follow` may be called with the same one as often as one likes."""

    def __init__(self, sounds: SoundApi) -> None:
        """Begin in silence.

        Args:
            sounds: What plays and speaks.
        """
        self._sounds = sounds
        self._screen = Screen.STARTING
        self._heard = 0
        self._hint: Hint | None = None
        self._has_told_trouble = False
        self._sessions: frozenset[SessionId] | None = None

    def follow(self, scene: Scene) -> None:
        """Let what is new in a scene be heard."""
        if scene.screen not in _COMING:
            self._begin_session(scene.view)
        if scene.event > self._heard:
            self._heard = scene.event
            self._tell(scene.screen)
        elif scene.event == 0 and scene.screen is not self._screen:
            self._tell_standing(scene.screen)
        self._screen = scene.screen
        if scene.hint is not self._hint:
            self._hint = scene.hint
            if scene.hint is not None:
                self._say(hint_text(scene.hint))

    def _tell(self, screen: Screen) -> None:
        look = LOOKS[screen]
        self._sounds.play(look.cue)
        if look.is_spoken:
            self._say(kiosk_text(look.title))

    def _tell_standing(self, screen: Screen) -> None:
        """Tell of trouble once: a camera that comes and goes would be heard all night."""
        if screen in _WORKS:
            self._has_told_trouble = False
        elif LOOKS[screen].cue and not self._has_told_trouble:
            self._has_told_trouble = True
            self._tell(screen)

    def _say(self, text: str) -> None:
        self._sounds.say(text, i18n.current().code)

    def _begin_session(self, view: DoorView | None) -> None:
        if view is None:
            return
        sessions = frozenset(session.id for session in view.open_now)
        if sessions != self._sessions:
            self._sessions = sessions
            self._sounds.begin_session()
