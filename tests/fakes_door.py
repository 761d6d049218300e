"""A camera and a door for the desk's window. Cannot ship: tests/ is not in the package."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future

from kiosk.domain.cards import CardSighting
from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.faces import NOBODY, Guidance, Verdict
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import EventId, SessionId
from kiosk.domain.poses import Miss, Pose, poses
from kiosk.domain.registers import BoardLine
from kiosk.runtime.api import CameraHealth, CameraState, DoorAnswer, DoorView, EnrolmentProgress
from tests.fakes_answers import done


class FakeCamera:
    """A camera whose enrolment is moved by hand."""

    def __init__(self) -> None:
        self.progress: EnrolmentProgress | None = None

    def latest_guidance(self) -> Guidance:
        return NOBODY

    def health(self) -> CameraHealth:
        return CameraHealth(CameraState.WORKING, SourceKind.CAMERA)

    def on_outcome(self, callback: Callable[[Sighting | Refusal | CardSighting], None]) -> None:
        pass

    def set_pad_open(self, is_open: bool) -> None:
        pass

    def enrolment_progress(self) -> EnrolmentProgress | None:
        return self.progress

    def show(
        self,
        captured: int,
        verdict: Verdict = Verdict.OK,
        asked_again: int = 0,
        *,
        miss: Miss | None = None,
        let_be: Iterable[Pose] = (),
        has_others: bool = False,
    ) -> None:
        """Stand at so many captures."""
        every = poses(has_glasses=False)
        asked = every[captured] if captured < len(every) else None
        self.progress = EnrolmentProgress(
            captured,
            5,
            verdict,
            asked_again,
            every,
            every[:captured],
            asked,
            miss,
            frozenset(let_be),
            has_others,
        )


class FakeDoor:
    """A door that only says whether this is a trial."""

    def __init__(self, *, is_trial: bool = False) -> None:
        self._view = DoorView(is_trial, (), None, 0)
        self.lines: tuple[BoardLine, ...] = ()
        """What the second screen gets."""

    def view(self) -> "Future[DoorView]":
        return done(self._view)

    def record(self, sighting: Sighting) -> "Future[DoorAnswer]":
        raise AssertionError("the desk marks nobody by face")

    def refuse(self, refusal: Refusal) -> "Future[DoorAnswer]":
        raise AssertionError("the desk refuses nobody by face")

    def sign_code(self, number: str, pin: str) -> "Future[DoorAnswer]":
        raise AssertionError("the desk has no pad")

    def confirm(self, ticket: int, pin: str) -> "Future[DoorAnswer]":
        raise AssertionError("the desk confirms nobody")

    def take_back(self, event: EventId) -> "Future[bool]":
        raise AssertionError("the desk has its own undo")

    def choose(self, ticket: int, session: SessionId) -> "Future[DoorAnswer]":
        raise AssertionError("the desk chooses for nobody")

    def sign_card(self, code: str, source: SourceKind) -> "Future[DoorAnswer]":
        raise AssertionError("the desk reads no card")

    def board(self) -> "Future[Sequence[BoardLine]]":
        return done(self.lines)

    def withdraw_face(self, number: str, pin: str) -> "Future[int]":
        raise AssertionError("the desk withdraws by the person's page")
