"""What the door does with somebody who was recognised, or not: one rule, one transaction, one answer.

Used on whatever thread owns the vault: by Services on the database thread, by `take` in its own loop.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kiosk import logs
from kiosk.domain.cards import BurstWatch
from kiosk.domain.clock import Instant
from kiosk.domain.evidence import Refusal, Sighting, Unrecognised
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import EventId, PersonId, SessionId
from kiosk.domain.marks import (
    AlreadyMarked,
    ChooseSession,
    EventKind,
    MarkEvent,
    Method,
    NewMark,
    NewPassage,
    NotMarked,
    arrival,
    next_mark,
)
from kiosk.domain.people import GreetingLabel
from kiosk.domain.registers import OwnState
from kiosk.domain.sessions import Session
from kiosk.domain.tally import FIRST_TRY_S, Count
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import (
    AlreadyIn,
    AskPin,
    AskSession,
    DoorAnswer,
    NotIn,
    Passed,
    Welcome,
)
from kiosk.runtime.attendance import ModelKey
from kiosk.runtime.clock import Clock, StepWatch, elapsed_ns
from kiosk.runtime.served import ServedSessions, as_open
from kiosk.runtime.tickets import Tickets, Way

if TYPE_CHECKING:
    from kiosk.runtime.look_alikes import LookAlikes
    from kiosk.storage.door_sessions import DoorSession
    from kiosk.storage.vault import Vault

_NS = 1_000_000_000
NOBODYS_LABEL = GreetingLabel("", "")
_REMEMBERED = 64
"""Marks that can still be taken back; ten seconds at one door are a handful."""
_Decision = NewMark | NewPassage | ChooseSession | AlreadyMarked | NotMarked
_TO_WRITE = (NewMark, NewPassage, ChooseSession)
_TICKS = {Method.FACE: Count.TICKS, Method.CODE: Count.CODE_TICKS, Method.CARD: Count.CARD_TICKS}
_COUNTS = {
    Unrecognised.UNKNOWN: Count.UNKNOWN,
    Unrecognised.NOT_ON_LIST: Count.NOT_ON_LIST,
    Unrecognised.AMBIGUOUS: Count.AMBIGUOUS,
    NotMarked.NOT_ON_LIST: Count.NOT_ON_LIST,
}


@dataclass(frozen=True, slots=True)
class _Made:
    """A mark or a passage made here just now.

    Attributes:
        event: Which.
        at_ns: When, by the clock that is never set.
        first_try_on: The day on which it was counted as a first try; None when it was not.
    """

    event: EventId
    at_ns: int
    first_try_on: date | None


class Doorkeeper:
    """Marks, answers and counts at the door. For the thread that owns the vault.

    Attributes:
        not_me_s: How long a mark can be taken back at the door.
        served: The sessions.
    """

    def __init__(
        self,
        vault: "Vault",
        clock: Clock,
        *,
        not_me_s: float,
        room: str = "",
        only: SessionId | None = None,
        watch: StepWatch | None = None,
        steady_ns: Callable[[], int] = elapsed_ns,
        look_alikes: "Callable[[], LookAlikes | None]" = lambda: None,
        on_greeted: Callable[[Sighting], None] = lambda _: None,
    ) -> None:
        """Take the vault.

        Args:
            vault: Open.
            clock: The time.
            not_me_s: How long a mark can be taken back at the door.
            room: Where this kiosk stands; "" serves all rooms.
            only: Mark for this session only; None for all.
            watch: Says whether the wall clock was stepped.
            steady_ns: Measures `not_me_s` and the age of tickets.
            look_alikes: Gives who is asked for a PIN; None where no templates are compared.
            on_greeted: Told of each face that has its answer, and would only get the same one again.
        """
        self._vault = vault
        self._door = vault.door
        self._clock = clock
        self.not_me_s = not_me_s
        self.served = ServedSessions(vault, clock, room=room, only=only)
        self._watch = watch or StepWatch()
        self._steady_ns = steady_ns
        self._look_alikes = look_alikes
        self._on_greeted = on_greeted
        self._tickets = Tickets(steady_ns)
        self._trouble_ns: int | None = None
        self._recent: deque[_Made] = deque(maxlen=_REMEMBERED)
        self._bursts = BurstWatch()
        self._burst: tuple[float, Instant] | None = None

    def record(self, sighting: Sighting) -> DoorAnswer:
        """Mark the person seen, ask for the PIN of one who has look-alikes, or say why not.

        Raises:
            KioskError: SOURCE_NOT_FOR_REAL, DATABASE_FULL.
        """
        way = Way(Method.FACE, sighting.kind, sighting, self._is_first_try())
        look_alikes = self._look_alikes()
        if look_alikes is None:
            return self._arrive(sighting.person, way)
        if not look_alikes.knows(sighting.person):
            # The consent ended since the camera was told. Whose face it was is not known either: the one who
            # is gone may have stood for a group.
            self.served.distrust()
            return self._refused(Unrecognised.UNKNOWN)
        group = look_alikes.group(sighting.person)
        if len(group) > 1:
            return self._ask(sighting.person, way, group)
        answer = self._arrive(sighting.person, way)
        if isinstance(answer, Welcome):
            self._note_accepted(sighting, look_alikes.key)
        return answer

    def confirm(self, ticket: int, pin: str) -> DoorAnswer:
        """Mark whoever of a group of look-alikes has this PIN, after AskPin. A wrong one leaves the ticket.

        Raises:
            KioskError: CONFIRM_OVER, also when these are the look-alikes no more (a consent ended, somebody
                was enrolled); CODE_WRONG, CODE_WAIT, PIN_SHAPE, DATABASE_FULL.
        """
        asked = self._tickets.look(ticket)
        look_alikes = self._look_alikes()
        seen = asked.way.sighting
        if asked.sessions or seen is None or look_alikes is None:
            raise KioskError(Code.CONFIRM_OVER)
        if look_alikes.group(seen.person) != asked.group:
            self._tickets.use_up(ticket)
            raise KioskError(Code.CONFIRM_OVER)
        try:
            person = self._door.check_among(asked.group, pin, self._clock())
        except KioskError as error:
            if error.code is Code.CODE_WRONG:
                self._tickets.note_trouble(ticket)
            raise
        answer = self._arrive(person, asked.way)
        self._tickets.use_up(ticket)
        if isinstance(answer, Welcome):
            self.count(Count.CONFIRMED)
        return answer

    def choose(self, ticket: int, session: SessionId) -> DoorAnswer:
        """Mark for one of the sessions of AskSession, if that is still what is to be done.

        Raises:
            KioskError: CONFIRM_OVER, also for a session that was not offered or takes no marks any more, and
                for a face whose consent ended meanwhile; DATABASE_FULL.
        """
        asked = self._tickets.look(ticket)
        if session not in asked.sessions:
            raise KioskError(Code.CONFIRM_OVER)
        self._tickets.use_up(ticket)
        (person,) = asked.group
        look_alikes = self._look_alikes()
        if asked.way.sighting is not None and look_alikes is not None and not look_alikes.knows(person):
            raise KioskError(Code.CONFIRM_OVER)
        return self._arrive(person, asked.way, session)

    def refuse(self, refusal: Refusal) -> DoorAnswer:
        """Count a refusal and word it."""
        return self._refused(refusal.reason)

    def sign_code(self, number: str, pin: str) -> DoorAnswer:
        """Mark by number and PIN.

        Raises:
            KioskError: CODE_WRONG, CODE_WAIT, PIN_SHAPE, DATABASE_FULL.
        """
        person = self._door.check_code(number, pin, self._clock())
        return self._arrive(person, Way(Method.CODE))

    def sign_card(self, code: str, source: SourceKind) -> DoorAnswer:
        """Mark by a card that the camera read.

        Raises:
            KioskError: SOURCE_NOT_FOR_REAL, CARD_UNKNOWN, DATABASE_FULL.
        """
        self._door.check_source(source)
        try:
            person = self._door.check_card(code, self._clock())
        except KioskError:
            self._trouble_ns = self._steady_ns()
            raise
        self._note_burst(person)
        return self._arrive(person, Way(Method.CARD, source))

    def withdraw_face(self, number: str, pin: str) -> tuple[PersonId, int]:
        """End somebody's consents by their number and PIN; says whose, and how many templates went.

        Raises:
            KioskError: CODE_WRONG, CODE_WAIT, PIN_SHAPE, DATABASE_FULL.
        """
        person = self._door.check_code(number, pin, self._clock())
        erased = self._door.withdraw(person, self._clock())
        self.forget(person)
        return person, erased

    def forget(self, person: PersonId) -> None:
        """Let go of sightings that wait for a PIN and could be this person's."""
        self._tickets.drop(person)

    def take_back(self, event: EventId) -> bool:
        """Void a mark made here just now; False when it is too late or was not made here."""
        made = next((one for one in self._recent if one.event == event), None)
        if made is None or self._steady_ns() - made.at_ns > self.not_me_s * _NS:
            return False
        now = self._clock()
        if not self._door.take_back(event, now, within=timedelta(seconds=self.not_me_s)):
            return False
        self._recent.remove(made)
        self._trouble_ns = self._steady_ns()
        self.count(Count.NOT_ME)
        if made.first_try_on == now.local_date:
            self.count(Count.FIRST_TRY, -1)
        return True

    def count(self, what: Count, by: int = 1) -> None:
        """Add to today's nameless tally; a disk that takes no figure more must not change an answer."""
        try:
            self._door.count(what, self._clock().local_date, by)
        except KioskError as error:
            logs.event("not-counted", code=error.code)

    def _ask(self, seen: PersonId, way: Way, group: frozenset[PersonId]) -> DoorAnswer:
        """Ask for a PIN, if there is anything to write; without any PIN nothing could tell them apart."""
        now = self._clock()
        sessions, today = _lists(self.served.sessions(now)), self._door.today(now)
        decisions = {person: next_mark(person, sessions, today, now) for person in sorted(group)}
        if not any(isinstance(decision, _TO_WRITE) for decision in decisions.values()):
            return self._greeted(self._tell(decisions[seen], decisions.values()), way)
        if not self._door.have_pins(group):
            return self._refused(Unrecognised.AMBIGUOUS)
        self.count(Count.ASK_PIN)
        return AskPin(self._tickets.give(way, group))

    def _tell(self, seen: _Decision, all_of_them: Iterable[_Decision]) -> DoorAnswer:
        """Answer a group of whom nobody is to be marked, and greet nobody: it could be each one's face."""
        marked = [one for one in (seen, *all_of_them) if isinstance(one, AlreadyMarked)]
        if marked:
            self.count(Count.ALREADY)
            return AlreadyIn(NOBODYS_LABEL, marked[0].state, marked[0].at)
        assert isinstance(seen, NotMarked)
        return self._refused(seen)

    def _arrive(self, person: PersonId, way: Way, chosen: SessionId | None = None) -> DoorAnswer:
        return self._greeted(self._written(person, way, chosen), way)

    def _greeted(self, answer: DoorAnswer, way: Way) -> DoorAnswer:
        if way.sighting is not None and isinstance(answer, Welcome | Passed | AlreadyIn):
            self._on_greeted(way.sighting)
        return answer

    def _written(self, person: PersonId, way: Way, chosen: SessionId | None) -> DoorAnswer:
        """Write down what follows from somebody's coming, who has chosen a session perhaps."""
        now = self._clock()
        has_stepped = self._watch.has_stepped() or self._door.last_seen.is_doubtful(now)
        sessions = self.served.sessions(now)
        decision = next_mark(person, _lists(sessions), self._door.today(now, person), now)
        if chosen is not None:
            decision = _as_chosen(decision, chosen, sessions, now)
        match decision:
            case NewMark():
                return self._mark(decision, way, now, has_stepped=has_stepped)
            case NewPassage():
                return self._pass(decision, way, now, has_stepped=has_stepped)
            case ChooseSession():
                choices = tuple(as_open(one) for one in sessions if one.session.id in decision.sessions)
                ticket = self._tickets.give(way, frozenset({person}), decision.sessions)
                return AskSession(ticket, choices)
            case AlreadyMarked():
                self.count(Count.ALREADY)
                label = self._door.label(person)
                return AlreadyIn(label, decision.state, decision.at, self._own_day(person, now))
            case NotMarked():
                return self._refused(decision)

    def _mark(self, new: NewMark, way: Way, now: Instant, *, has_stepped: bool) -> Welcome:
        event = self._door.mark(new, method=way.method, source=way.source, now=now, clock_stepped=has_stepped)
        # From here on the mark is on the disk (COMMIT has returned): whatever fails now must not hide that.
        self._remember(event, way, now)
        self.count(_TICKS[way.method])
        if way.is_first_try:
            self.count(Count.FIRST_TRY)
        label, today = self._door.label(new.person), self._own_day(new.person, now)
        return Welcome(event.id, label, event.state, event.at, new.minutes_late, today)

    def _pass(self, new: NewPassage, way: Way, now: Instant, *, has_stepped: bool) -> Passed:
        event = self._door.pass_by(
            new, method=way.method, source=way.source, now=now, clock_stepped=has_stepped
        )
        self._remember(event, Way(way.method), now)
        if way.method is Method.FACE:
            self.count(Count.PASSED)
        label, today = self._door.label(new.person), self._own_day(new.person, now)
        return Passed(event.id, label, new.kind is EventKind.DEPARTURE, event.at, today)

    def _remember(self, event: MarkEvent, way: Way, now: Instant) -> None:
        first_try_on = now.local_date if way.is_first_try else None
        self._recent.append(_Made(event.id, self._steady_ns(), first_try_on))

    def _own_day(self, person: PersonId, now: Instant) -> tuple[OwnState, ...]:
        """Give somebody's own day; it is shown beside a tick, and must not take one away."""
        try:
            return self._door.own_day(person, now)
        except KioskError as error:
            logs.event("own-day-not-read", code=error.code)
            return ()

    def _note_burst(self, person: PersonId) -> None:
        """Let the desk know of many cards at once; that it cannot be written down changes no answer."""
        burst = self._bursts.add(person, self._steady_ns() / _NS)
        if burst is None:
            return
        now = self._clock()
        if self._burst is None or self._burst[0] != burst.began_s:
            age = timedelta(seconds=self._steady_ns() / _NS - burst.began_s)
            self._burst = (burst.began_s, now.plus(-age))
        try:
            self._door.note_burst(self._burst[1], burst.cards)
        except KioskError as error:
            logs.event("card-burst-not-noted", code=error.code)

    def _note_accepted(self, sighting: Sighting, key: ModelKey) -> None:
        """Let the person's template be known to age; a disk that takes no figure more changes no answer.

        Not for look-alikes: the nearest template may have been the other one's.
        """
        try:
            self._door.fold_accepted(sighting.person, key.model_sha256, key.key_id, sighting.distance)
        except KioskError as error:
            logs.event("accepted-not-noted", code=error.code)

    def _refused(self, reason: NotMarked | Unrecognised) -> NotIn:
        self._trouble_ns = self._steady_ns()
        self.count(_COUNTS.get(reason, Count.OTHER))
        return NotIn(reason)

    def _is_first_try(self) -> bool:
        """Say whether nothing went wrong at the door just now; see FIRST_TRY_S."""
        return self._trouble_ns is None or self._steady_ns() - self._trouble_ns > FIRST_TRY_S * _NS


def _lists(sessions: "Iterable[DoorSession]") -> list[tuple[Session, frozenset[PersonId]]]:
    return [(found.session, found.people) for found in sessions]


def _as_chosen(
    decision: _Decision, chosen: SessionId, sessions: "Iterable[DoorSession]", now: Instant
) -> _Decision:
    """Turn a choice into a mark; something else that is to be done now stays as it is.

    Raises:
        KioskError: CONFIRM_OVER where another session would be marked than the one that was chosen.
    """
    if isinstance(decision, ChooseSession) and chosen in decision.sessions:
        (session,) = (found.session for found in sessions if found.session.id == chosen)
        return arrival(decision.person, session, now)
    if isinstance(decision, ChooseSession) or (isinstance(decision, NewMark) and decision.session != chosen):
        raise KioskError(Code.CONFIRM_OVER)
    return decision
