"""What the door does with somebody who was recognised, or not: one rule, one transaction, one answer.

Used on whatever thread owns the vault: by Services on the database thread, by `take` in its own loop.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.evidence import Refusal, Sighting, Unrecognised
from kiosk.domain.ids import EventId, PersonId, SessionId
from kiosk.domain.marks import AlreadyMarked, Method, NewMark, NotMarked, next_mark
from kiosk.domain.people import GreetingLabel
from kiosk.domain.sessions import Session
from kiosk.domain.tally import FIRST_TRY_S, Count
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import AlreadyIn, AskPin, DoorAnswer, DoorView, NotIn, OpenSession, Welcome
from kiosk.runtime.clock import Clock, StepWatch, elapsed_ns
from kiosk.runtime.tickets import Tickets
from kiosk.vision.gallery import GalleryRow

if TYPE_CHECKING:
    from kiosk.runtime.look_alikes import LookAlikes
    from kiosk.storage.door import DoorSession
    from kiosk.storage.vault import Vault

_NS = 1_000_000_000
NOBODYS_LABEL = GreetingLabel("", "")
_Essence = tuple[tuple[Session, frozenset[PersonId], bool], ...]
_REMEMBERED = 64
"""Marks that can still be taken back; ten seconds at one door are a handful."""
_COUNTS = {
    Unrecognised.UNKNOWN: Count.UNKNOWN,
    Unrecognised.NOT_ON_LIST: Count.NOT_ON_LIST,
    Unrecognised.AMBIGUOUS: Count.AMBIGUOUS,
    NotMarked.NOT_ON_LIST: Count.NOT_ON_LIST,
}


@dataclass(frozen=True, slots=True)
class ModelKey:
    """Which templates may be compared: those of one model under one rotation."""

    model_sha256: str
    key_id: str


@dataclass(frozen=True, slots=True, eq=False)
class Attendance:
    """What the camera thread needs to know of the open sessions.

    Attributes:
        sessions: Today's; each says for itself whether it takes marks at a moment.
        roster: Templates of the people on the lists of the sessions that take marks now.
        school: Templates of everybody with a live consent. Look-alikes are one person in both, since no face
            tells them apart; see LookAlikes.stand_ins.
        key: What the templates are of.
        enrolled: Whose templates they are.
    """

    sessions: tuple[Session, ...] = ()
    roster: tuple[GalleryRow, ...] = ()
    school: tuple[GalleryRow, ...] = ()
    key: ModelKey | None = None
    enrolled: frozenset[PersonId] = frozenset()

    def takes_marks(self, now: Instant) -> bool:
        """Say whether any session takes marks at `now`."""
        return any(session.takes_marks(now) for session in self.sessions)


@dataclass(frozen=True, slots=True)
class _Made:
    """A mark made here just now.

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
    """

    def __init__(
        self,
        vault: "Vault",
        clock: Clock,
        *,
        not_me_s: float,
        only: SessionId | None = None,
        watch: StepWatch | None = None,
        steady_ns: Callable[[], int] = elapsed_ns,
        look_alikes: "Callable[[], LookAlikes | None]" = lambda: None,
    ) -> None:
        """Take the vault.

        Args:
            vault: Open.
            clock: The time.
            not_me_s: How long a mark can be taken back at the door.
            only: Mark for this session only; None for all.
            watch: Says whether the wall clock was stepped.
            steady_ns: Measures `not_me_s` and the age of tickets.
            look_alikes: Gives who is asked for a PIN; None where no templates are compared.
        """
        self._vault = vault
        self._door = vault.door
        self._clock = clock
        self.not_me_s = not_me_s
        self._only = only
        self._watch = watch or StepWatch()
        self._steady_ns = steady_ns
        self._look_alikes = look_alikes
        self._tickets = Tickets(steady_ns)
        self._trouble_ns: int | None = None
        self._recent: deque[_Made] = deque(maxlen=_REMEMBERED)
        self._seen: _Essence | None = None

    def record(self, sighting: Sighting) -> DoorAnswer:
        """Mark the person seen, ask for the PIN of one who has look-alikes, or say why not.

        Raises:
            KioskError: SOURCE_NOT_FOR_REAL, DATABASE_FULL.
        """
        look_alikes = self._look_alikes()
        if look_alikes is None:
            return self._arrive(sighting.person, sighting, is_first_try=self._is_first_try())
        if not look_alikes.knows(sighting.person):
            # The consent ended since the camera was told. Whose face it was is not known either: the one who
            # is gone may have stood for a group.
            self._seen = None
            return self._refused(Unrecognised.UNKNOWN)
        group = look_alikes.group(sighting.person)
        if len(group) > 1:
            return self._ask(sighting, group)
        answer = self._arrive(sighting.person, sighting, is_first_try=self._is_first_try())
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
        if look_alikes is None or look_alikes.group(asked.sighting.person) != asked.group:
            self._tickets.use_up(ticket)
            raise KioskError(Code.CONFIRM_OVER)
        try:
            person = self._door.check_among(asked.group, pin, self._clock())
        except KioskError as error:
            if error.code is Code.CODE_WRONG:
                self._tickets.note_trouble(ticket)
            raise
        answer = self._arrive(person, asked.sighting, is_first_try=asked.is_first_try)
        self._tickets.use_up(ticket)
        if isinstance(answer, Welcome):
            self.count(Count.CONFIRMED)
        return answer

    def refuse(self, refusal: Refusal) -> DoorAnswer:
        """Count a refusal and word it."""
        return self._refused(refusal.reason)

    def sign_code(self, number: str, pin: str) -> DoorAnswer:
        """Mark by number and PIN.

        Raises:
            KioskError: CODE_WRONG, CODE_WAIT, PIN_SHAPE, DATABASE_FULL.
        """
        person = self._door.check_code(number, pin, self._clock())
        return self._arrive(person, None)

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

    def view(self, enrolled: Iterable[PersonId]) -> DoorView:
        """Say what is open now.

        Args:
            enrolled: Whoever has a template that can match.
        """
        now = self._clock()
        open_now = [found for found in self._sessions(now) if found.session.takes_marks(now)]
        listed = frozenset[PersonId]().union(*(found.people for found in open_now))
        return DoorView(
            is_trial=self._vault.is_trial,
            open_now=tuple(_as_open(found) for found in open_now),
            next_start=self._door.next_start(now),
            enrolled=len(listed & frozenset(enrolled)),
            is_clock_doubtful=self._door.last_seen.is_doubtful(now),
        )

    def attendance(self, key: ModelKey, look_alikes: "LookAlikes | None") -> Attendance:
        """Give what the camera thread needs: today's sessions and the templates they call for.

        Args:
            key: Of the templates.
            look_alikes: Who is one person to the camera; None while no model can be used.
        """
        now = self._clock()
        sessions = self._sessions(now)
        self._seen = self._essence(sessions, now)
        listed = frozenset[PersonId]().union(*(s.people for s in sessions if s.session.takes_marks(now)))
        stored = self._door.templates(key.model_sha256, key.key_id)
        stand_ins = {} if look_alikes is None else look_alikes.stand_ins()
        rows = [
            (row.person, GalleryRow(stand_ins.get(row.person, row.person), row.template)) for row in stored
        ]
        return Attendance(
            tuple(s.session for s in sessions),
            tuple(row for person, row in rows if person in listed),
            tuple(row for _, row in rows),
            key,
            frozenset(person for person, _ in rows),
        )

    def is_outdated(self) -> bool:
        """Say whether a session opened, ended or changed, or a list did, since `attendance` was asked."""
        now = self._clock()
        return self._seen != self._essence(self._sessions(now), now)

    @staticmethod
    def _essence(sessions: "list[DoorSession]", now: Instant) -> _Essence:
        return tuple((found.session, found.people, found.session.takes_marks(now)) for found in sessions)

    def _sessions(self, now: Instant) -> list["DoorSession"]:
        return [s for s in self._door.sessions(now) if self._only in (None, s.session.id)]

    def _ask(self, sighting: Sighting, group: frozenset[PersonId]) -> DoorAnswer:
        """Ask for a PIN, if there is a mark to make; without any PIN nothing could tell them apart."""
        now = self._clock()
        sessions, today = self._lists(now), self._door.today(now)
        decisions = {person: next_mark(person, sessions, today, now) for person in sorted(group)}
        if not any(isinstance(decision, NewMark) for decision in decisions.values()):
            return self._tell(decisions[sighting.person], decisions.values())
        if not self._door.have_pins(group):
            return self._refused(Unrecognised.AMBIGUOUS)
        self.count(Count.ASK_PIN)
        return AskPin(self._tickets.give(sighting, group, is_first_try=self._is_first_try()))

    def _tell(
        self,
        seen: NewMark | AlreadyMarked | NotMarked,
        all_of_them: "Iterable[NewMark | AlreadyMarked | NotMarked]",
    ) -> DoorAnswer:
        """Answer a group of whom nobody is to be marked, and greet nobody: it could be each one's face."""
        marked = [one for one in (seen, *all_of_them) if isinstance(one, AlreadyMarked)]
        if marked:
            self.count(Count.ALREADY)
            return AlreadyIn(NOBODYS_LABEL, marked[0].state, marked[0].at)
        assert isinstance(seen, NotMarked)
        return self._refused(seen)

    def _arrive(
        self, person: PersonId, sighting: Sighting | None, *, is_first_try: bool = False
    ) -> DoorAnswer:
        """Mark a person, who was seen, or else has given number and PIN."""
        now = self._clock()
        has_stepped = self._watch.has_stepped() or self._door.last_seen.is_doubtful(now)
        decision = next_mark(person, self._lists(now), self._door.today(now), now)
        match decision:
            case NewMark():
                return self._mark(decision, sighting, now, has_stepped=has_stepped, is_first_try=is_first_try)
            case AlreadyMarked():
                self.count(Count.ALREADY)
                return AlreadyIn(self._door.label(person), decision.state, decision.at)
            case NotMarked():
                return self._refused(decision)

    def _mark(
        self, new: NewMark, sighting: Sighting | None, now: Instant, *, has_stepped: bool, is_first_try: bool
    ) -> Welcome:
        method, source = (Method.CODE, None) if sighting is None else (Method.FACE, sighting.kind)
        event = self._door.mark(new, method=method, source=source, now=now, clock_stepped=has_stepped)
        # From here on the mark is on the disk (COMMIT has returned): whatever fails now must not hide that.
        self._recent.append(_Made(event.id, self._steady_ns(), now.local_date if is_first_try else None))
        self.count(Count.CODE_TICKS if sighting is None else Count.TICKS)
        if is_first_try:
            self.count(Count.FIRST_TRY)
        return Welcome(event.id, self._door.label(new.person), event.state, event.at, new.minutes_late)

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

    def _lists(self, now: Instant) -> list[tuple[Session, frozenset[PersonId]]]:
        return [(found.session, found.people) for found in self._sessions(now)]


def _as_open(found: "DoorSession") -> OpenSession:
    session = found.session
    return OpenSession(session.id, found.label, session.starts, session.ends, len(found.people))
