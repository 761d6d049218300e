"""What the door is told: frozen values of `kiosk.runtime.api`, which gives them on."""

from dataclasses import dataclass

from kiosk.domain.clock import Instant
from kiosk.domain.evidence import Unrecognised
from kiosk.domain.hours import Rest
from kiosk.domain.ids import EventId, SessionId
from kiosk.domain.marks import MarkState, NotMarked
from kiosk.domain.people import (
    GreetingLabel,
)
from kiosk.domain.registers import (
    OwnState,
)


@dataclass(frozen=True, slots=True)
class Welcome:
    """A mark that has been committed: only now the tick."""

    event: EventId
    label: GreetingLabel
    state: MarkState
    at: Instant
    minutes_late: int
    today: tuple[OwnState, ...] = ()
    """The person's own day, this mark included."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Leaving or coming back that has been committed, where a group writes it down.

    Attributes:
        event: Can be taken back as a mark can.
        label: Whose.
        is_leaving: Else coming back.
        at: When.
        today: The person's own day.
    """

    event: EventId
    label: GreetingLabel
    is_leaving: bool
    at: Instant
    today: tuple[OwnState, ...] = ()


@dataclass(frozen=True, slots=True)
class AlreadyIn:
    """Recognised, and marked before."""

    label: GreetingLabel
    state: MarkState
    at: Instant
    today: tuple[OwnState, ...] = ()
    """The person's own day."""


@dataclass(frozen=True, slots=True)
class NotIn:
    """No mark, for a reason that is no error."""

    reason: NotMarked | Unrecognised


@dataclass(frozen=True, slots=True)
class AskPin:
    """Recognised, and too much like somebody else of the school: their PIN says who it is.

    Attributes:
        ticket: What `DoorApi.confirm` is asked with; good for a minute and for one mark.
    """

    ticket: int


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session as the door knows it."""

    id: SessionId
    label: str
    starts: Instant
    ends: Instant
    people: int
    room: str = ""


@dataclass(frozen=True, slots=True)
class AskSession:
    """Known, and on the lists of several sessions that run at once: they say which one they go to.

    Attributes:
        ticket: What `DoorApi.choose` is asked with; good for a minute and for one mark.
        choices: By start; two at least.
    """

    ticket: int
    choices: tuple[OpenSession, ...]


DoorAnswer = Welcome | Passed | AlreadyIn | NotIn | AskPin | AskSession


@dataclass(frozen=True, slots=True)
class DoorView:
    """What the idle screen says.

    Attributes:
        is_trial: Shown on every screen.
        open_now: Sessions that take marks, or that somebody can still leave.
        next_start: When the next one will, or None.
        enrolled: How many people on the lists of `open_now` have a template.
        is_clock_doubtful: The computer's clock stands before what has happened already, or long after it.
        rest: Out of hours; None while the kiosk is awake.
    """

    is_trial: bool
    open_now: tuple[OpenSession, ...]
    next_start: Instant | None
    enrolled: int
    is_clock_doubtful: bool = False
    rest: Rest | None = None
