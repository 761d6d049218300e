"""From guidance numbers to one hint at a time. Pure: no Qt, time is an argument.

Left and right are the person's own, as in a mirror: guidance is mirrored already, so "right" on the screen is
the right hand of whoever stands before it. They are never turned round for right-to-left languages.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.faces import Guidance, Verdict
from kiosk.error_texts import QT_TRANSLATE_NOOP

_TURN_DEGREES = 8.0
"""Smaller turns than this are not what keeps a face from being served; the larger angle is named."""


class Hint(StrEnum):
    """One thing a person can do."""

    CLOSER = "closer"
    BACK = "back"
    MOVE_LEFT = "move_left"
    MOVE_RIGHT = "move_right"
    MOVE_UP = "move_up"
    MOVE_DOWN = "move_down"
    TURN_LEFT = "turn_left"
    TURN_RIGHT = "turn_right"
    LIFT_CHIN = "lift_chin"
    LOWER_CHIN = "lower_chin"
    STRAIGHTEN = "straighten"
    LIGHT = "light"
    BACKLIT = "backlit"
    STILL = "still"
    UNCOVERED = "uncovered"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class HintLook:
    """A hint on the screen.

    Attributes:
        text: English source, context "kiosk".
        icon: Drawn beside the figure, "" for none; a physical direction, never mirrored.
        side: Where the icon stands: "left", "right", "top", "bottom" of the ring, or "".
    """

    text: str
    icon: str = ""
    side: str = ""


_N = QT_TRANSLATE_NOOP
HINTS: dict[Hint, HintLook] = {
    Hint.CLOSER: HintLook(_N("kiosk", "Come a little closer")),
    Hint.BACK: HintLook(_N("kiosk", "Step back a little")),
    Hint.MOVE_LEFT: HintLook(_N("kiosk", "Move to your left"), "ui-arrow-left", "left"),
    Hint.MOVE_RIGHT: HintLook(_N("kiosk", "Move to your right"), "ui-arrow-right", "right"),
    Hint.MOVE_UP: HintLook(_N("kiosk", "A little higher"), "ui-arrow-up", "top"),
    Hint.MOVE_DOWN: HintLook(_N("kiosk", "A little lower"), "ui-arrow-down", "bottom"),
    Hint.TURN_LEFT: HintLook(_N("kiosk", "Turn your head to your left"), "ui-arrow-left", "left"),
    Hint.TURN_RIGHT: HintLook(_N("kiosk", "Turn your head to your right"), "ui-arrow-right", "right"),
    Hint.LIFT_CHIN: HintLook(_N("kiosk", "Lift your chin a little"), "ui-arrow-up", "top"),
    Hint.LOWER_CHIN: HintLook(_N("kiosk", "Lower your chin a little"), "ui-arrow-down", "bottom"),
    Hint.STRAIGHTEN: HintLook(_N("kiosk", "Hold your head upright")),
    Hint.LIGHT: HintLook(_N("kiosk", "More light on your face, please"), "ui-light", "top"),
    Hint.BACKLIT: HintLook(_N("kiosk", "The light is behind you: turn a little"), "ui-backlight", "top"),
    Hint.STILL: HintLook(_N("kiosk", "Hold still for a moment")),
    Hint.UNCOVERED: HintLook(_N("kiosk", "Your whole face is needed, or use your code"), "ui-pad", "bottom"),
    Hint.CHECKING: HintLook(_N("kiosk", "Checking, hold still")),
}
"""Every hint's line; nobody is told to take anything off."""


def hint_for(guidance: Guidance) -> Hint | None:
    """Give the hint that helps most now, or None when nobody is served."""
    simple = {
        Verdict.TOO_FAR: Hint.CLOSER,
        Verdict.TOO_CLOSE: Hint.BACK,
        Verdict.DARK: Hint.LIGHT,
        Verdict.BACKLIT: Hint.BACKLIT,
        Verdict.BLURRED: Hint.STILL,
        Verdict.COVERED: Hint.UNCOVERED,
        Verdict.OK: Hint.CHECKING,
    }
    if guidance.verdict is Verdict.OFF_CENTRE:
        return _move(guidance)
    if guidance.verdict is Verdict.TURNED:
        return _turn(guidance)
    return simple.get(guidance.verdict)


def _move(guidance: Guidance) -> Hint:
    aside, down = guidance.x - 0.5, guidance.y - 0.5
    if abs(aside) >= abs(down):
        return Hint.MOVE_LEFT if aside > 0 else Hint.MOVE_RIGHT
    return Hint.MOVE_UP if down > 0 else Hint.MOVE_DOWN


def _turn(guidance: Guidance) -> Hint:
    yaw, pitch, roll = abs(guidance.yaw), abs(guidance.pitch), abs(guidance.roll)
    if max(yaw, pitch) < _TURN_DEGREES or roll > max(yaw, pitch):
        return Hint.STRAIGHTEN
    if yaw >= pitch:
        return Hint.TURN_LEFT if guidance.yaw > 0 else Hint.TURN_RIGHT
    return Hint.LOWER_CHIN if guidance.pitch > 0 else Hint.LIFT_CHIN


@dataclass(slots=True)
class HintPacer:
    """Keeps a hint on the screen for at least `least_s`, however the numbers jump."""

    least_s: float
    _shown: Hint | None = field(default=None, init=False)
    _since: float = field(default=0.0, init=False)

    def offer(self, hint: Hint | None, now_s: float) -> Hint | None:
        """Take what the newest frame asks for and give what to show.

        Nobody there (None) clears at once: it is not a hint, and the next person starts afresh.

        Args:
            hint: The newest.
            now_s: Monotonic seconds.
        """
        if hint is None:
            self._shown = None
        elif self._shown is None or (hint is not self._shown and now_s - self._since >= self.least_s):
            self._shown, self._since = hint, now_s
        return self._shown
