"""An enrolment by camera: a few good captures, spread over time, that agree with each other."""

from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass

from kiosk.domain.faces import Verdict
from kiosk.domain.matching import MatchLimits
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
    timeout_s: float = 60.0
    """Then it is given up: nobody is there, or the light is wrong."""


class Collecting:
    """One enrolment by camera. The camera thread feeds it; any thread may ask for its progress."""

    def __init__(self, limits: CollectingLimits, started_ns: int) -> None:
        self._limits = limits
        self._started_ns = started_ns
        self._last_ns = 0
        self._captures: list[Capture] = []
        self._asked_again = 0
        self._reason = Verdict.NONE.value
        self._progress = EnrolmentProgress(0, limits.needed, Verdict.NONE)
        self.future: Future[tuple[Capture, ...]] = Future()
        """The captures."""

    def progress(self) -> EnrolmentProgress:
        """Say how far it is."""
        return self._progress

    def is_due(self, now_ns: int) -> bool:
        """Say whether enough time has gone by since the last good capture."""
        return not self._captures or (now_ns - self._last_ns) / _NS >= self._limits.apart_s

    def take(self, captured: Capture | Verdict, now_ns: int, limits: MatchLimits) -> bool:
        """Take what a frame gave.

        A capture with another face beside it that could be the one meant is not used. Captures that do not
        agree with most of the others are dropped, and their place is filled again: the progress counts them.

        Returns:
            True when it is over: complete, out of time, or cancelled.
        """
        if self.future.cancelled():
            return True
        if isinstance(captured, Verdict):
            self._reason = captured.value
        elif captured.others:
            self._reason = SEVERAL_FACES
        else:
            self._captures.append(captured)
            self._last_ns = now_ns
            self._drop_those_that_disagree(limits)
        verdict = captured if isinstance(captured, Verdict) else Verdict.OK
        self._progress = EnrolmentProgress(
            len(self._captures), self._limits.needed, verdict, self._asked_again
        )
        if len(self._captures) >= self._limits.needed:
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
            self.future.set_result(tuple(self._captures))

    def _drop_those_that_disagree(self, limits: MatchLimits) -> None:
        if len(self._captures) < self._limits.needed:
            return
        kept = agreeing([c.embedding for c in self._captures], limits.agreement)
        dropped = len(self._captures) - len(kept)
        if dropped:
            self._asked_again += dropped
            self._reason = OTHER_PERSON
        self._captures = [self._captures[place] for place in kept]
