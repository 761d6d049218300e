"""Stories for the windows: a door, a camera and a set-up that answer when a test says so."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from kiosk.domain.cards import CardSighting
from kiosk.domain.clock import Instant
from kiosk.domain.evidence import Refusal, Sighting, Unrecognised
from kiosk.domain.faces import NOBODY, Guidance, Verdict
from kiosk.domain.frames import SourceKind
from kiosk.domain.hours import Rest
from kiosk.domain.ids import EventId, PersonId, SessionId, TrackId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Custody, GreetingLabel
from kiosk.domain.registers import BoardLine, OwnState
from kiosk.runtime.api import (
    AskSession,
    CameraHealth,
    CameraState,
    DoorAnswer,
    DoorView,
    EnrolmentProgress,
    NewSchool,
    OpenSession,
    Passed,
    SchoolMade,
    Welcome,
)

T = TypeVar("T")
ZONE = "Europe/Berlin"
MORNING = Instant.at(datetime(2026, 11, 23, 8, 2, tzinfo=UTC), ZONE)
LABEL = GreetingLabel("lighthouse", "A. L.")
SIX_WORDS = "anchor blanket copper dolphin ember foxglove"
RECOVERY_CODE = "7K2M-QX4T-9BVD-H3RA-W6PN-ZC5E-08JY"


def done(value: T) -> "Future[T]":
    """Give a future that is resolved already."""
    future: Future[T] = Future()
    future.set_result(value)
    return future


class HandClock:
    """Monotonic seconds that move only when the test moves them."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds


def open_view(*, is_trial: bool = False, enrolled: int = 22, sessions: int = 1) -> DoorView:
    """A lesson is under way."""
    session = OpenSession(
        SessionId("s1"),
        "Class 5b",
        MORNING.plus(timedelta(minutes=-2)),
        MORNING.plus(timedelta(minutes=43)),
        24,
    )
    return DoorView(is_trial, (session,) * sessions, None, enrolled)


def closed_view(next_start: Instant | None = None) -> DoorView:
    """Nothing takes marks now."""
    return DoorView(False, (), next_start, 0)


def resting_view(until: Instant | None = None) -> DoorView:
    """Out of hours."""
    return replace(closed_view(until), rest=Rest(until))


def welcome(state: MarkState = MarkState.PRESENT, minutes_late: int = 0, event: str = "e1") -> Welcome:
    """A mark that was committed."""
    return Welcome(EventId(event), LABEL, state, MORNING, minutes_late)


def passed(*, is_leaving: bool = True, event: str = "p1") -> Passed:
    """Leaving or coming back that was committed."""
    return Passed(EventId(event), LABEL, is_leaving, MORNING)


def own_day(count: int = 3) -> tuple[OwnState, ...]:
    """A day of so many lessons, of which the first is marked."""
    first = OwnState("Class 5b", MORNING.plus(timedelta(minutes=-2)), MarkState.PRESENT, MORNING)
    later = (
        OwnState(f"Group {n}", MORNING.plus(timedelta(hours=n)), MarkState.UNMARKED) for n in range(1, count)
    )
    return (first, *later)


def ask_session(count: int = 2, ticket: int = 7) -> AskSession:
    """So many lessons at once."""
    start = MORNING.plus(timedelta(minutes=-2))
    rooms = ("", "Hall", "Lab")
    return AskSession(
        ticket,
        tuple(
            OpenSession(
                SessionId(f"s{n}"), f"Group {n}", start, start.plus(timedelta(hours=1)), 20, rooms[n % 3]
            )
            for n in range(1, count + 1)
        ),
    )


def sighting(track: int = 1) -> Sighting:
    """Somebody on the list stood there long enough."""
    return Sighting(PersonId("p1"), TrackId(track), SourceKind.CAMERA, 1, 3, 0.4)


def refusal(reason: Unrecognised = Unrecognised.UNKNOWN) -> Refusal:
    """Somebody stood there long enough and was not recognised."""
    return Refusal(TrackId(1), SourceKind.CAMERA, 1, reason)


def face(verdict: Verdict = Verdict.OK, **changes: float) -> Guidance:
    """Somebody in front of the camera."""
    values: dict[str, float] = {
        "x": 0.5, "y": 0.5, "size": 0.3, "yaw": 0.0, "pitch": 0.0, "roll": 0.0, "light": 0.5, **changes,
    }  # fmt: skip
    waiting = int(values.pop("waiting", 0))
    return Guidance(**values, verdict=verdict, waiting=waiting)


class FakeDoor:
    """A door whose database answers only when the test resolves the future it handed out."""

    def __init__(self, view: DoorView | None = None) -> None:
        self.shown = view or open_view()
        self.recorded: list[tuple[Sighting, Future[DoorAnswer]]] = []
        self.refused: list[tuple[Refusal, Future[DoorAnswer]]] = []
        self.codes: list[tuple[str, str, Future[DoorAnswer]]] = []
        self.confirmed: list[tuple[int, str, Future[DoorAnswer]]] = []
        self.taken_back: list[tuple[EventId, Future[bool]]] = []
        self.withdrawn: list[tuple[str, str, Future[int]]] = []
        self.chosen: list[tuple[int, SessionId, Future[DoorAnswer]]] = []
        self.cards: list[tuple[str, SourceKind, Future[DoorAnswer]]] = []
        self.lines: tuple[BoardLine, ...] = ()

    def view(self) -> "Future[DoorView]":
        return done(self.shown)

    def record(self, sighting: Sighting) -> "Future[DoorAnswer]":
        future: Future[DoorAnswer] = Future()
        self.recorded.append((sighting, future))
        return future

    def refuse(self, refusal: Refusal) -> "Future[DoorAnswer]":
        future: Future[DoorAnswer] = Future()
        self.refused.append((refusal, future))
        return future

    def sign_code(self, number: str, pin: str) -> "Future[DoorAnswer]":
        future: Future[DoorAnswer] = Future()
        self.codes.append((number, pin, future))
        return future

    def confirm(self, ticket: int, pin: str) -> "Future[DoorAnswer]":
        future: Future[DoorAnswer] = Future()
        self.confirmed.append((ticket, pin, future))
        return future

    def take_back(self, event: EventId) -> "Future[bool]":
        future: Future[bool] = Future()
        self.taken_back.append((event, future))
        return future

    def withdraw_face(self, number: str, pin: str) -> "Future[int]":
        future: Future[int] = Future()
        self.withdrawn.append((number, pin, future))
        return future

    def choose(self, ticket: int, session: SessionId) -> "Future[DoorAnswer]":
        future: Future[DoorAnswer] = Future()
        self.chosen.append((ticket, session, future))
        return future

    def sign_card(self, code: str, source: SourceKind) -> "Future[DoorAnswer]":
        future: Future[DoorAnswer] = Future()
        self.cards.append((code, source, future))
        return future

    def board(self) -> "Future[Sequence[BoardLine]]":
        return done(self.lines)


class FakeCamera:
    """A camera in front of which stands whoever the test puts there."""

    def __init__(self, state: CameraState = CameraState.WORKING) -> None:
        self.state = CameraHealth(state, SourceKind.CAMERA)
        self.guidance = NOBODY
        self.progress: EnrolmentProgress | None = None
        self.pad_calls: list[bool] = []
        self.callback: Callable[[Sighting | Refusal | CardSighting], None] | None = None

    def latest_guidance(self) -> Guidance:
        return self.guidance

    def health(self) -> CameraHealth:
        return self.state

    def on_outcome(self, callback: Callable[[Sighting | Refusal | CardSighting], None]) -> None:
        self.callback = callback

    def set_pad_open(self, is_open: bool) -> None:
        self.pad_calls.append(is_open)

    def enrolment_progress(self) -> EnrolmentProgress | None:
        return self.progress

    def see(self, outcome: Sighting | Refusal | CardSighting) -> None:
        """Report what the camera thread would report."""
        assert self.callback is not None
        self.callback(outcome)


class FakeStart:
    """A kiosk that waits for somebody, whose database answers when the test resolves a future."""

    def __init__(self) -> None:
        self.tries: list[tuple[str, int | None, Future[None]]] = []

    def start_attended(self, passphrase: str, number: int | None = None) -> "Future[None]":
        future: Future[None] = Future()
        self.tries.append((passphrase, number, future))
        return future


class FakeSetup:
    """A set-up that keeps the plan and answers when the test says so."""

    def __init__(self) -> None:
        self.plans: list[NewSchool] = []
        self.futures: list[Future[SchoolMade]] = []
        self.keyring: Future[Custody] = done(Custody.FILE)
        self.weak: set[str] = set()

    def custody_here(self) -> "Future[Custody]":
        return self.keyring

    def suggest_passphrase(self) -> str:
        return SIX_WORDS

    def is_weak(self, passphrase: str) -> bool:
        return passphrase in self.weak

    def create(self, plan: NewSchool) -> "Future[SchoolMade]":
        future: Future[SchoolMade] = Future()
        self.plans.append(plan)
        self.futures.append(future)
        return future

    def answer(self, custody: Custody = Custody.FILE) -> None:
        """The school was made."""
        self.futures[-1].set_result(SchoolMade(RECOVERY_CODE, custody))
