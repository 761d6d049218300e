"""An enrolment by camera: one good capture a pose, spread over time, that agree with each other.

A pose that somebody does not reach is let be after a while: any good look stands in for it.
"""

from collections.abc import Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field

from kiosk.domain.faces import FaceMeasures, Verdict
from kiosk.domain.matching import MatchLimits
from kiosk.domain.poses import Miss, Pose, PoseLimits, miss, poses
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import EnrolmentProgress
from kiosk.runtime.enrolment import OTHER_PERSON, SEVERAL_FACES
from kiosk.vision.recogniser import Capture
from kiosk.vision.templates import agreeing

_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class CollectingLimits:
    """How captures are collected."""

    needed: int = 5
    """Captures behind a template; five guided ones take under 20 s with the pause between them."""
    apart_s: float = 0.6
    """Between two of them: pictures of one moment share its blink, its blur and its shadow."""
    glasses_s: float = 4.0
    """Before the one with or without glasses: they have to be found, and put on or taken off."""
    patience_s: float = 6.0
    """With a face there that does not reach the pose: then it is let be. Not everybody can turn so."""
    longest_step_s: float = 0.5
    """Between two frames, as patience counts it: who looks away for a while does not use it up."""
    timeout_s: float = 60.0
    """Then it is given up: nobody is there, or the light is wrong."""
    poses: PoseLimits = field(default_factory=PoseLimits)


@dataclass(frozen=True, slots=True, eq=False)
class _Taken:
    pose: Pose
    capture: Capture


class Collecting:
    """One enrolment by camera. The camera thread feeds it; any thread may ask for its progress."""

    def __init__(self, limits: CollectingLimits, started_ns: int, *, has_glasses: bool = False) -> None:
        """Begin.

        Args:
            limits: How captures are collected.
            started_ns: Now, on the clock of the frames.
            has_glasses: They wear some at times: the last capture is with them on, or off.
        """
        self._limits = limits
        self._started_ns = started_ns
        self._poses = poses(has_glasses=has_glasses, count=limits.needed)
        self._taken: list[_Taken] = []
        self._let_be: set[Pose] = set()
        self._last_ns = 0
        self._looked_ns = started_ns
        self._tried_ns = 0
        self._asked_again = 0
        self._reason = Verdict.NONE.value
        self._progress = self._after(Verdict.NONE)
        self.future: Future[tuple[Capture, ...]] = Future()
        """The captures."""

    def progress(self) -> EnrolmentProgress:
        """Say how far it is."""
        return self._progress

    def is_due(self, now_ns: int) -> bool:
        """Say whether enough time has gone by since the last good capture."""
        if not self._taken:
            return True
        is_first_with = self._asked() is Pose.GLASSES
        pause_s = self._limits.glasses_s if is_first_with else self._limits.apart_s
        return (now_ns - self._last_ns) / _NS >= pause_s

    def wants(self, measures: FaceMeasures) -> bool:
        """Say whether a face that the gate lets in is what is asked for now."""
        return self._asked() in self._let_be or self._miss(measures) is None

    def take(self, captured: Capture | FaceMeasures | Verdict, now_ns: int, limits: MatchLimits) -> bool:
        """Take what a frame gave.

        A capture with another face beside it that could be the one meant is not used. Captures that do not
        agree with most of the others are dropped, and their place is filled again: the progress counts them.

        Args:
            captured: A capture that `wants` asked for, the measures of a face that it did not, or the gate's.
            now_ns: When the frame was taken.
            limits: The model's: within what captures agree.

        Returns:
            True when it is over: complete, out of time, or cancelled.
        """
        if self.future.cancelled():
            return True
        verdict, missed, has_others = Verdict.OK, None, False
        if isinstance(captured, Verdict):
            verdict, self._reason = captured, captured.value
        elif isinstance(captured, FaceMeasures):
            missed, self._reason = self._miss(captured), Verdict.TURNED.value
        elif captured.others:
            has_others, self._reason = True, SEVERAL_FACES
        else:
            self._add(captured, now_ns, limits)
        self._lose_patience(now_ns, is_trying=missed is not None or verdict is Verdict.TURNED)
        self._progress = self._after(verdict, missed, has_others=has_others)
        if self._asked() is None:
            self._finish()
            return True
        if (now_ns - self._started_ns) / _NS > self._limits.timeout_s:
            self.fail(KioskError(Code.NO_GOOD_FACE, where="camera", detail=self._reason))
            return True
        return False

    def fail(self, error: KioskError) -> None:
        """End with an error."""
        with suppress(InvalidStateError):  # cancelled in this very moment
            self.future.set_exception(error)

    def _finish(self) -> None:
        with suppress(InvalidStateError):
            self.future.set_result(tuple(taken.capture for taken in self._taken))

    def _asked(self) -> Pose | None:
        done = {taken.pose for taken in self._taken}
        return next((pose for pose in self._poses if pose not in done), None)

    def _miss(self, measures: FaceMeasures) -> Miss | None:
        asked = self._asked()
        if asked is None:
            return None
        front = next((t.capture.measures.pitch for t in self._taken if t.pose is Pose.FRONT), None)
        return miss(asked, measures, self._limits.poses, front)

    def _add(self, capture: Capture, now_ns: int, limits: MatchLimits) -> None:
        asked = self._asked()
        if asked is None:
            return
        self._taken.append(_Taken(asked, capture))
        self._last_ns, self._tried_ns = now_ns, 0
        if self._asked() is None:
            self._drop_those_that_disagree(limits)

    def _lose_patience(self, now_ns: int, *, is_trying: bool) -> None:
        """Let a pose be that was tried for long enough."""
        step = min(now_ns - self._looked_ns, round(self._limits.longest_step_s * _NS))
        self._looked_ns = now_ns
        asked = self._asked()
        if not is_trying or asked is None:
            return
        self._tried_ns += step
        if self._tried_ns >= self._limits.patience_s * _NS:
            self._let_be.add(asked)
            self._tried_ns = 0

    def _after(
        self, verdict: Verdict, missed: Miss | None = None, *, has_others: bool = False
    ) -> EnrolmentProgress:
        return EnrolmentProgress(
            captured=len(self._taken),
            needed=len(self._poses),
            verdict=verdict,
            asked_again=self._asked_again,
            poses=self._poses,
            done=tuple(taken.pose for taken in self._taken),
            asked=self._asked(),
            miss=missed,
            let_be=frozenset(self._let_be),
            has_others=has_others,
        )

    def _drop_those_that_disagree(self, limits: MatchLimits) -> None:
        kept = agreeing([taken.capture.embedding for taken in self._taken], limits.agreement)
        dropped = [taken.pose for place, taken in enumerate(self._taken) if place not in kept]
        if not dropped:
            return
        self._asked_again += len(dropped)
        self._reason = OTHER_PERSON
        self._let_be |= set(dropped)  # what was tried once need not be tried again
        self._poses = _without_glasses(self._poses, dropped)
        self._taken = [self._taken[place] for place in kept]


def _without_glasses(asked: Sequence[Pose], dropped: Sequence[Pose]) -> tuple[Pose, ...]:
    """Ask for a look like the others where the one with glasses was too far from them to help."""
    is_too_far = Pose.GLASSES in dropped
    return tuple(Pose.AGAIN if is_too_far and pose is Pose.GLASSES else pose for pose in asked)
