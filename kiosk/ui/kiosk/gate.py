"""Whether the door looks at anybody: always, or only for whoever has pressed "Start". Pure, no Qt."""

from collections.abc import Callable

from kiosk.settings import Settings

_NOBODY_S = 8.0
"""The door waits for a press again when nobody was in front of it for this long."""


class Gate:
    """Open where the school does not want a press; else for one sign-in after each press."""

    def __init__(self, settings: Settings, monotonic: Callable[[], float]) -> None:
        """Begin shut, or open for good.

        Args:
            settings: Say whether a press is wanted.
            monotonic: Seconds that never go back.
        """
        self._is_wanted = settings.press_to_start
        self._now = monotonic
        self._is_pressed = False
        self._seen = 0.0

    @property
    def is_shut(self) -> bool:
        """Whether nobody is looked at now."""
        return self._is_wanted and not self._is_pressed

    def use_settings(self, settings: Settings) -> None:
        """Take whether a press is wanted."""
        self._is_wanted = settings.press_to_start

    def press(self) -> None:
        """Somebody wants to be looked at."""
        self._is_pressed, self._seen = True, self._now()

    def answered(self) -> None:
        """Somebody was told what came of it: whoever is next presses again."""
        self._is_pressed = False

    def watch(self, *, is_somebody_there: bool) -> None:
        """Shut when whoever pressed has left without an answer.

        Args:
            is_somebody_there: In front of the camera, or at one of the door's pages.
        """
        if is_somebody_there:
            self._seen = self._now()
        elif self._now() - self._seen >= _NOBODY_S:
            self._is_pressed = False
