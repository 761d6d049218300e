"""Which screen is shown, from the facts: pure, no Qt, time is an argument.

What wins, in this order: an answer that still holds; nothing open; camera trouble; the person in front; idle.
A tick can only come from a Welcome, and a Welcome only from a mark that was committed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kiosk.domain.evidence import Unrecognised
from kiosk.domain.faces import NOBODY, Guidance, Verdict
from kiosk.domain.marks import MarkState, NotMarked
from kiosk.runtime.api import (
    AlreadyIn,
    AskPin,
    AskSession,
    CameraHealth,
    CameraState,
    DoorAnswer,
    DoorView,
    Passed,
    Welcome,
)
from kiosk.settings import Settings
from kiosk.ui.kiosk.hints import Hint, HintPacer, hint_for
from kiosk.ui.kiosk.states import LOOKS, WRITTEN, Screen
from kiosk.ui.theme import MOTION

_LEAST_ANSWER_S = 1.0
"""An answer stays this long even when the next person has stepped up."""

_ANSWER_S = 4.0
"""How long an answer stays whose line in the table does not say."""

_CAMERA: dict[CameraState, Screen] = {
    CameraState.STARTING: Screen.CAMERA_STARTING,
    CameraState.NONE: Screen.CAMERA_NONE,
    CameraState.SLOW: Screen.CAMERA_SLOW,
    CameraState.STALLED: Screen.CAMERA_STALLED,
    CameraState.REFUSED: Screen.CAMERA_REFUSED,
    CameraState.RESTING: Screen.CAMERA_STARTING,
    CameraState.ENDED: Screen.SOURCE_ENDED,
}
_BROKEN = frozenset({CameraState.NONE, CameraState.STALLED, CameraState.REFUSED})
_REASONS: dict[NotMarked | Unrecognised, Screen] = {
    NotMarked.NO_SESSION: Screen.NO_SESSION,
    NotMarked.NOT_ON_LIST: Screen.NOT_ON_LIST,
    Unrecognised.UNKNOWN: Screen.NOT_RECOGNISED,
    Unrecognised.NOT_ON_LIST: Screen.NOT_ON_LIST,
    Unrecognised.AMBIGUOUS: Screen.USE_CODE,
    Unrecognised.ROSTER_TOO_LARGE: Screen.USE_CODE,
    Unrecognised.NO_GALLERY: Screen.CODE_ONLY,
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What to draw.

    Attributes:
        screen: Which screen.
        hint: The hint to show while guiding or checking.
        answer: What a welcome, a goodbye or "already in" is about.
        guidance: What moves the figure.
        view: What is open.
        event: Counts the answers: two alike are two. 0 for screens that follow the facts.
        today: The day at the door, where it is known.
    """

    screen: Screen
    hint: Hint | None = None
    answer: Welcome | Passed | AlreadyIn | None = None
    guidance: Guidance = NOBODY
    view: DoorView | None = None
    event: int = 0
    today: date | None = None


def screen_for(answer: DoorAnswer) -> Screen:
    """Give the screen of an answer."""
    if isinstance(answer, Welcome):
        return Screen.WELCOME_LATE if answer.state is MarkState.LATE else Screen.WELCOME
    if isinstance(answer, Passed):
        return Screen.GOODBYE if answer.is_leaving else Screen.WELCOME_BACK
    if isinstance(answer, AlreadyIn):
        return Screen.ALREADY_IN
    if isinstance(answer, AskPin):
        return Screen.ASK_PIN
    if isinstance(answer, AskSession):
        return Screen.CHOOSE
    return _REASONS[answer.reason]


class Flow:
    """Holds the answer on show and the hint's pace; everything else is asked for each time."""

    def __init__(self, settings: Settings, monotonic: Callable[[], float]) -> None:
        """Start with nothing shown.

        Args:
            settings: How long a welcome stays.
            monotonic: Seconds that never go back.
        """
        self._settings = settings
        self._now = monotonic
        self._pacer = HintPacer(MOTION.hint_s)
        self._screen: Screen | None = None
        self._answer: Welcome | Passed | AlreadyIn | None = None
        self._since = 0.0
        self._event = 0
        self._has_left = True

    def use_settings(self, settings: Settings) -> None:
        """Take other times."""
        self._settings = settings

    def show(self, answer: DoorAnswer) -> Screen:
        """Put an answer on show; the one before gives way at once."""
        screen = screen_for(answer)
        self.show_screen(screen)
        self._answer = answer if isinstance(answer, Welcome | Passed | AlreadyIn) else None
        return screen

    def show_screen(self, screen: Screen) -> None:
        """Put an answer without a person on show: taken back, not saved."""
        self._screen, self._answer, self._since, self._has_left = screen, None, self._now(), False
        self._event += 1

    def scene(
        self,
        health: CameraHealth,
        guidance: Guidance,
        view: DoorView | None,
        today: date | None = None,
        *,
        is_dark: bool = False,
    ) -> Scene:
        """Say what to draw now.

        Args:
            health: The camera's.
            guidance: Of whoever is in front.
            view: What is open; None before the first answer.
            today: The day at the door; None takes what comes next for something of today.
            is_dark: Out of hours the screen rests too.
        """
        is_there = guidance.verdict is not Verdict.NONE
        if not is_there:
            self._has_left = True
        if self._screen is not None and self._holds(is_there, guidance):
            return Scene(self._screen, None, self._answer, guidance, view, self._event, today)
        hint = self._pacer.offer(hint_for(guidance), self._now())
        screen = _standing(health, view, today, is_dark=is_dark) or self._meeting(hint)
        is_met = screen in {Screen.GUIDING, Screen.CHECKING, Screen.THANKS}
        met = guidance if is_met else NOBODY
        return Scene(screen, hint if is_met else None, None, met, view, today=today)

    def _meeting(self, hint: Hint | None) -> Screen:
        if hint is None:
            return Screen.IDLE
        if hint is not Hint.CHECKING:
            return Screen.GUIDING
        is_still_there = self._screen is not None and not self._has_left
        return Screen.THANKS if is_still_there else Screen.CHECKING

    def _holds(self, is_there: bool, guidance: Guidance) -> bool:
        """Say whether the answer still stands, and forget it when the person has gone."""
        screen = self._screen
        if screen is None:
            return False
        age = self._now() - self._since
        has_thanks = screen in WRITTEN or screen is Screen.ALREADY_IN
        is_next_person_here = self._has_left and is_there and age >= _LEAST_ANSWER_S
        is_over = age >= self._hold_s(screen)
        if is_next_person_here or (is_over and (self._has_left or guidance.verdict is not Verdict.OK)):
            self._screen = None
            return False
        # Past its time with the person still there: a welcome turns to thanks, advice stays to be read.
        return not (is_over and has_thanks)

    def _hold_s(self, screen: Screen) -> float:
        if screen in WRITTEN:
            return self._settings.welcome_seconds
        return LOOKS[screen].hold_s or _ANSWER_S


def _standing(
    health: CameraHealth, view: DoorView | None, today: date | None, *, is_dark: bool
) -> Screen | None:
    """Give the screen that the facts ask for whoever is there, if they do."""
    if view is None:
        return Screen.STARTING
    # A camera that cannot work is said out of hours too, while there is time to mend it.
    if health.state in _BROKEN:
        return _CAMERA[health.state]
    if view.rest is not None and is_dark:
        return Screen.RESTING
    if not view.open_now:
        return Screen.NO_SESSION if _is_more_today(view, today) else Screen.OUT_OF_HOURS
    if health.state in _CAMERA:
        return _CAMERA[health.state]
    return Screen.CODE_ONLY if view.enrolled == 0 else None


def _is_more_today(view: DoorView, today: date | None) -> bool:
    starts = view.next_start
    return starts is not None and today in {None, starts.local_date}
