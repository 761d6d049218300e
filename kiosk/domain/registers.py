"""Registers seen from above: many at once, one line's history, one person's days."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.clock import Instant
from kiosk.domain.ids import EventId, PersonId, SessionId
from kiosk.domain.marks import EventKind, MarkState, Method, Standing
from kiosk.domain.people import Person, SchoolClass
from kiosk.domain.sessions import Session


@dataclass(frozen=True, slots=True)
class SessionCounts:
    """One register of the office's view.

    Attributes:
        session: Which.
        school_class: Whose.
        counts: How many lines are in each state, by MarkState's order; the sum is the list.
        to_look_at: Marks by a code or a card that nobody has looked at.
        is_open_too_long: It ended more than LONG_OPEN_MINUTES ago and was not closed.
    """

    session: Session
    school_class: SchoolClass
    counts: tuple[int, ...]
    to_look_at: int = 0
    is_open_too_long: bool = False

    def count(self, state: MarkState) -> int:
        """Give how many lines are in a state."""
        return self.counts[list(MarkState).index(state)]


LONG_OPEN_MINUTES = 30


@dataclass(frozen=True, slots=True)
class WideRow:
    """A line of several registers shown as one list.

    Attributes:
        session: Which register.
        class_name: Whose.
        person: Who.
        standing: What the register says.
        needs_look: As of `kiosk.domain.people.RosterRow`.
    """

    session: SessionId
    class_name: str
    person: Person
    standing: Standing
    needs_look: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who is expected now and not marked.

    Attributes:
        person: Who.
        session: Which register.
        class_name: Whose.
        since: When it began.
    """

    person: Person
    session: SessionId
    class_name: str
    since: Instant


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event of a line, as the desk tells it.

    Attributes:
        event: Its id.
        kind: What happened.
        at: When.
        old: What the register said before.
        new: What it said afterwards.
        method: How.
        actor: The name of who did it; "" for the kiosk.
        note: Why.
        code: The code chosen.
        is_after_closing: The register was closed when it happened.
    """

    event: EventId
    kind: EventKind
    at: Instant
    old: MarkState
    new: MarkState
    method: Method
    actor: str
    note: str
    code: str = ""
    is_after_closing: bool = False


@dataclass(frozen=True, slots=True)
class PersonDay:
    """One session of one person, for the calendar on their page.

    Attributes:
        day: When it began.
        session: Which.
        class_name: Whose.
        starts: When.
        state: What its register says.
        minutes_late: 0 if not late.
        note: The teacher's note.
    """

    day: date
    session: SessionId
    class_name: str
    starts: Instant
    state: MarkState
    minutes_late: int
    note: str


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A line of the second screen: counts, and names only where the school shows them.

    Attributes:
        label: The group.
        starts: When its session began.
        expected: How many are on its list.
        here: How many are marked present or late.
        missing: Names of whoever is not, by name; empty where names are not shown or nobody is signed in.
    """

    label: str
    starts: Instant
    expected: int
    here: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnState:
    """What somebody who was recognised may see of their own day.

    Attributes:
        label: The group.
        starts: When its session begins.
        state: What the door has written.
        at: When; None when unmarked.
    """

    label: str
    starts: Instant
    state: MarkState
    at: Instant | None = None


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """A card that was just made: its code is on the paper and nowhere else.

    Attributes:
        person: Whose.
        code: What the QR code says.
    """

    person: PersonId
    name: str
    number: str
    code: str

    def __repr__(self) -> str:
        """Show nothing: it holds a name and a secret."""
        return "IssuedCard(...)"
