"""Marks: the events of a register, the kiosk's one rule for making them, and how they add up.

A person's standing in a session is derived from all its events by a rule that does not depend on the order
in which they arrived: a teacher's correction beats the machine, the latest correction beats earlier ones,
and among arrivals that were not taken back the earliest wins. A correction to "unmarked" takes away what was
there at that moment, so that somebody who was marked by mistake is marked when they really come.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.domain.clock import Instant
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import DeviceId, EventId, PersonId, SessionId, SignerId
from kiosk.domain.sessions import Session


class MarkState(StrEnum):
    """What a register says of a person."""

    UNMARKED = "unmarked"
    """Nothing known yet; a state of its own, never shown as absent."""
    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"
    """A teacher's act, single or by closing the register."""
    EXCUSED = "excused"
    """Absent with leave; a teacher's act."""
    LEFT_EARLY = "left-early"
    """Came and went before the end; a teacher's act."""
    NOT_REQUIRED = "not-required"
    """Need not come to this session; counts in no rate."""


class Method(StrEnum):
    """How a mark came about."""

    FACE = "face"
    CODE = "code"
    """Roster number and PIN at the kiosk."""
    CARD = "card"
    """A QR card before the kiosk's camera."""
    TEACHER = "teacher"
    CLOSING = "closing"
    """Set when the register was closed."""


class EventKind(StrEnum):
    """What happened to a register."""

    ARRIVAL = "arrival"
    """The kiosk marked somebody present or late."""
    VOID = "void"
    """An arrival was taken back at the kiosk ("not me"), or by a teacher's undo; names the event it voids."""
    CORRECTION = "correction"
    """A teacher set a state."""
    CLOSING = "closing"
    """The register was closed with nobody's mark for this person."""
    DEPARTURE = "departure"
    """Left, where the group writes that down. Changes no state."""
    RETURN = "return"
    """Came back after leaving. Changes no state."""


AT_THE_DOOR = frozenset({EventKind.ARRIVAL, EventKind.DEPARTURE, EventKind.RETURN})
"""What the kiosk writes of somebody who comes by."""


@dataclass(frozen=True, slots=True)
class MarkEvent:
    """One thing that happened to one person's line in one register. Never changed; deleted only by erasure.

    Attributes:
        id: UUIDv7.
        kind: What happened.
        session: Which register.
        person: Whose line.
        state: The state set; UNMARKED for a VOID, and for a correction that takes a mark away.
        method: How.
        source: What the frames came from for a face; None otherwise.
        at: When.
        device: Where the event was made.
        sequence: Counts up by one on that device; 0 for events made in Zone R.
        actor: Who was signed in, for a teacher's acts.
        voids: The event taken back, for a VOID.
        note: The teacher's reason, "" if none given.
        clock_stepped: The wall clock had been stepped by more than 2 s shortly before.
        code: The code of the group's set that a teacher chose, such as "I"; "" for the state's own.
        minutes: Minutes late as a teacher gave them; None to count from the arrival.
    """

    id: EventId
    kind: EventKind
    session: SessionId
    person: PersonId
    state: MarkState
    method: Method
    source: SourceKind | None
    at: Instant
    device: DeviceId
    sequence: int
    actor: SignerId | None = None
    voids: EventId | None = None
    note: str = ""
    clock_stepped: bool = False
    code: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a register says of a person now.

    Attributes:
        state: The state.
        at: When the event behind it happened; None when unmarked.
        method: How; None when unmarked.
        event: The event behind it; None when unmarked.
        note: The note that goes with it.
        is_flagged: A kiosk mark, or leaving, was taken back here ("not me"), or the clock had been stepped:
            worth a look.
        arrived: When the door first marked them, whatever a teacher has said since; None when it did not.
        left: When they left, if they have not come back; None where that is not written down.
        code: The code that goes with the state; "" for the state's own.
        minutes: Minutes late as a teacher gave them; None to count from `arrived`.
    """

    state: MarkState
    at: Instant | None = None
    method: Method | None = None
    event: EventId | None = None
    note: str = ""
    is_flagged: bool = False
    arrived: Instant | None = None
    left: Instant | None = None
    code: str = ""
    minutes: int | None = None


UNMARKED = Standing(MarkState.UNMARKED)


def standing(events: Iterable[MarkEvent]) -> Standing:
    """Add up one person's events in one session. Any order, repeats allowed: the answer is the same."""
    unique = {event.id: event for event in events}
    voided = {event.voids for event in unique.values() if event.kind is EventKind.VOID}
    live = [e for e in unique.values() if e.kind is not EventKind.VOID and e.id not in voided]
    is_flagged = any((e.kind in AT_THE_DOOR and e.id in voided) or e.clock_stepped for e in unique.values())
    corrections = [e for e in live if e.kind is EventKind.CORRECTION]
    arrivals = [e for e in live if e.kind is EventKind.ARRIVAL]
    closings = [e for e in live if e.kind is EventKind.CLOSING]
    passages = [e for e in live if e.kind in {EventKind.DEPARTURE, EventKind.RETURN}]
    latest = max(corrections, key=_moment, default=None)
    if latest is not None and latest.state is MarkState.UNMARKED:
        # Taking a mark away clears what was there then; whoever arrives afterwards is marked.
        arrivals = [e for e in arrivals if e.at.utc > latest.at.utc]
        closings = [e for e in closings if e.at.utc > latest.at.utc]
        passages = [e for e in passages if e.at.utc > latest.at.utc]
        corrections = [] if arrivals or closings else corrections
    first = min(arrivals, key=_moment, default=None)
    arrived = None if first is None else first.at
    last = max(passages, key=_moment, default=None)
    left = last.at if last is not None and last.kind is EventKind.DEPARTURE else None
    if corrections:
        chosen = max(corrections, key=_moment)
    elif first is not None:
        chosen = first
    elif closings:
        chosen = max(closings, key=_moment)
    else:
        return Standing(MarkState.UNMARKED, is_flagged=is_flagged, left=left)
    if chosen.state is MarkState.UNMARKED:
        return Standing(MarkState.UNMARKED, note=chosen.note, is_flagged=is_flagged, left=left)
    return Standing(
        chosen.state,
        chosen.at,
        chosen.method,
        chosen.id,
        chosen.note,
        is_flagged,
        arrived,
        left,
        chosen.code,
        chosen.minutes,
    )


def minutes_late(session: Session, now: Standing) -> int:
    """Give how late a line says that somebody was; 0 for any state but LATE.

    A teacher who sets "late" without minutes says nothing about them; only an arrival does then.
    """
    if now.state is not MarkState.LATE:
        return 0
    if now.minutes is not None:
        return now.minutes
    return 0 if now.arrived is None else session.minutes_late(now.arrived)


def _moment(event: MarkEvent) -> tuple[datetime, str]:
    return event.at.utc, event.id


@dataclass(frozen=True, slots=True)
class NewMark:
    """The kiosk may write this.

    Attributes:
        session: Which register.
        person: Whose line.
        state: PRESENT or LATE.
        minutes_late: 0 when present.
    """

    session: SessionId
    person: PersonId
    state: MarkState
    minutes_late: int


@dataclass(frozen=True, slots=True)
class AlreadyMarked:
    """The person's line holds a mark already; a second look changes nothing.

    Attributes:
        session: Which register.
        person: Whose line.
        state: What it says.
        at: Since when.
    """

    session: SessionId
    person: PersonId
    state: MarkState
    at: Instant


@dataclass(frozen=True, slots=True)
class NewPassage:
    """The kiosk may write that somebody who is marked leaves or comes back.

    Attributes:
        session: Which register.
        person: Whose line.
        kind: DEPARTURE or RETURN.
    """

    session: SessionId
    person: PersonId
    kind: EventKind


@dataclass(frozen=True, slots=True)
class ChooseSession:
    """The person is on the lists of several sessions that run at once: they say which one they go to.

    Attributes:
        person: Who.
        sessions: Which, by start and id; two at least.
    """

    person: PersonId
    sessions: tuple[SessionId, ...]


class NotMarked(StrEnum):
    """Why the kiosk marks nobody."""

    NO_SESSION = "no_session"
    """No register is open now."""
    NOT_ON_LIST = "not_on_list"
    """Registers are open, and the person is on none of them."""


@dataclass(frozen=True, slots=True)
class TodayMark:
    """A mark as Zone K keeps it for today.

    Attributes:
        left: When they left, if they have not come back.
        last: The newest of mark, leaving and coming back; None for `at`.
    """

    session: SessionId
    person: PersonId
    state: MarkState
    at: Instant
    event: EventId
    left: Instant | None = None
    last: Instant | None = None


LEAVING_MINUTES = 60
"""So long after a session's end somebody who stayed longer can still be written down as leaving."""


def takes_passages(session: Session, now: Instant) -> bool:
    """Say whether the door writes leaving and coming back for a session at `now`.

    It does so from the first early minute, also when the door takes no more arrivals, until an hour after the
    end: whoever tidies up or works on is not left without a time of leaving.
    """
    if not session.has_departures or session.closed is not None or session.cancelled is not None:
        return False
    first = session.starts.utc - timedelta(minutes=session.early_minutes)
    return first <= now.utc < session.ends.utc + timedelta(minutes=LEAVING_MINUTES)


def arrival(person: PersonId, session: Session, now: Instant) -> NewMark:
    """Give the mark of somebody who comes to a session now."""
    state = MarkState.LATE if session.is_late(now) else MarkState.PRESENT
    return NewMark(session.id, person, state, session.minutes_late(now))


def next_mark(
    person: PersonId,
    sessions: Iterable[tuple[Session, frozenset[PersonId]]],
    today: Iterable[TodayMark],
    now: Instant,
) -> NewMark | NewPassage | ChooseSession | AlreadyMarked | NotMarked:
    """Say what the kiosk does for a person who was recognised, gave number and PIN, or showed a card.

    Of several open sessions that list the person, one that has started goes before one that has not, and
    then the nearest start (among equals the smaller id) is meant: the lesson one is late for, not the next
    one's early door, unless it is already marked. Where others of them run at the same time, the person says
    which one; a session with a list of its own goes before one that is open to everybody. Who is marked in a
    session that still runs is there, and is not marked in another at the same time by a second look.

    Where a group writes down leaving, a look at least the cool-down after the newest mark or passage is
    leaving, and the one after it coming back. Once the session is over, arriving at another goes before that.

    Args:
        person: Who.
        sessions: Sessions with the people they may mark: their list, or everybody where they are open to all.
        today: The marks of Zone K that were not taken back.
        now: The moment of arrival.
    """
    all_of_them = list(sessions)
    marked = {mark.session: mark for mark in today if mark.person == person}
    known = [s for s, people in all_of_them if s.id in marked or person in people]
    known.sort(key=lambda s: (s.starts.utc > now.utc, abs(s.starts.utc - now.utc), s.id))
    passing = [s for s in known if s.id in marked and takes_passages(s, now)]
    still_on = [s for s in passing if now.utc < s.ends.utc]
    if still_on:
        return _passage(still_on[0], marked[still_on[0].id], now)
    there = [s for s in known if s.id in marked and _runs(s, now)]
    named = frozenset(s.id for s in known if not s.is_open)
    free = [
        s
        for s in known
        if s.id not in marked and s.takes_marks(now) and not any(s.overlaps(other) for other in there)
    ]
    if free:
        return _arrive(person, free, named, now)
    if passing:
        return _passage(passing[0], marked[passing[0].id], now)
    if there:
        mark = marked[there[0].id]
        return AlreadyMarked(mark.session, person, mark.state, mark.at)
    is_any_open = any(s.takes_marks(now) for s, _ in all_of_them)
    return NotMarked.NOT_ON_LIST if is_any_open else NotMarked.NO_SESSION


def _arrive(
    person: PersonId, free: list[Session], named: frozenset[SessionId], now: Instant
) -> NewMark | ChooseSession:
    first = free[0]
    if first.id not in named:
        first = next((s for s in free if s.id in named and s.overlaps(first)), first)
    at_once = [
        s for s in free if s is first or (s.overlaps(first) and (s.id in named) == (first.id in named))
    ]
    if len(at_once) == 1:
        return arrival(person, first, now)
    at_once.sort(key=lambda s: (s.starts.utc, s.id))
    return ChooseSession(person, tuple(s.id for s in at_once))


def _runs(session: Session, now: Instant) -> bool:
    """Say whether somebody marked in a session is to be taken for being there."""
    if session.closed is not None or session.cancelled is not None:
        return False
    first = session.starts.utc - timedelta(minutes=session.early_minutes)
    return first <= now.utc < session.ends.utc


def _passage(session: Session, mark: TodayMark, now: Instant) -> NewPassage | AlreadyMarked:
    last = mark.last or mark.at
    if now.utc - last.utc < timedelta(minutes=session.cooldown_minutes):
        return AlreadyMarked(session.id, mark.person, mark.state, mark.at)
    kind = EventKind.DEPARTURE if mark.left is None else EventKind.RETURN
    return NewPassage(session.id, mark.person, kind)
