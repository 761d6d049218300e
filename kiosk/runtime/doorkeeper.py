"""What the door does with somebody who was recognised, or not: one rule, one transaction, one answer.

Used on whatever thread owns the vault: by Services on the database thread, by `take` in its own loop.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.evidence import Refusal, Sighting, Unrecognised
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import EventId, PersonId, SessionId
from kiosk.domain.marks import AlreadyMarked, Method, NewMark, NotMarked, next_mark
from kiosk.domain.sessions import Session
from kiosk.domain.tally import Count
from kiosk.errors import KioskError
from kiosk.runtime.api import AlreadyIn, DoorAnswer, DoorView, NotIn, OpenSession, Welcome
from kiosk.runtime.clock import Clock, StepWatch, elapsed_ns
from kiosk.vision.gallery import GalleryRow

if TYPE_CHECKING:
    from kiosk.storage.door import DoorSession
    from kiosk.storage.vault import Vault

_NS = 1_000_000_000
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
        school: Templates of everybody with a live consent.
        key: What the templates are of.
    """

    sessions: tuple[Session, ...] = ()
    roster: tuple[GalleryRow, ...] = ()
    school: tuple[GalleryRow, ...] = ()
    key: ModelKey | None = None

    def takes_marks(self, now: Instant) -> bool:
        """Say whether any session takes marks at `now`."""
        return any(session.takes_marks(now) for session in self.sessions)


class Doorkeeper:
    """Marks, answers and counts at the door. For the thread that owns the vault."""

    def __init__(
        self,
        vault: "Vault",
        clock: Clock,
        *,
        not_me_s: float,
        only: SessionId | None = None,
        watch: StepWatch | None = None,
        steady_ns: Callable[[], int] = elapsed_ns,
    ) -> None:
        """Take the vault.

        Args:
            vault: Open.
            clock: The time.
            not_me_s: How long a mark can be taken back at the door.
            only: Mark for this session only; None for all.
            watch: Says whether the wall clock was stepped.
            steady_ns: Measures `not_me_s`.
        """
        self._vault = vault
        self._door = vault.door
        self._clock = clock
        self._not_me = timedelta(seconds=not_me_s)
        self._only = only
        self._watch = watch or StepWatch()
        self._steady_ns = steady_ns
        self._recent: deque[tuple[EventId, int]] = deque(maxlen=_REMEMBERED)
        self._seen: _Essence | None = None

    def record(self, sighting: Sighting) -> DoorAnswer:
        """Mark the person seen, or say why not.

        Raises:
            KioskError: SOURCE_NOT_FOR_REAL, DATABASE_FULL.
        """
        return self._arrive(sighting.person, Method.FACE, sighting.kind)

    def refuse(self, refusal: Refusal) -> DoorAnswer:
        """Count a refusal and word it."""
        self.count(_COUNTS.get(refusal.reason, Count.OTHER))
        return NotIn(refusal.reason)

    def sign_code(self, number: str, pin: str) -> DoorAnswer:
        """Mark by number and PIN.

        Raises:
            KioskError: CODE_WRONG, CODE_WAIT, PIN_SHAPE, DATABASE_FULL.
        """
        person = self._door.check_code(number, pin, self._clock())
        return self._arrive(person, Method.CODE, None)

    def take_back(self, event: EventId) -> bool:
        """Void a mark made here just now; False when it is too late or was not made here."""
        made_ns = dict(self._recent).get(event)
        if made_ns is None or self._steady_ns() - made_ns > self._not_me.total_seconds() * _NS:
            return False
        if not self._door.take_back(event, self._clock(), within=self._not_me):
            return False
        self._recent = deque((pair for pair in self._recent if pair[0] != event), _REMEMBERED)
        self.count(Count.NOT_ME)
        return True

    def count(self, what: Count) -> None:
        """Add one to today's nameless tally; a disk that takes no figure more must not change an answer."""
        try:
            self._door.count(what, self._clock().local_date)
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
        )

    def attendance(self, key: ModelKey) -> Attendance:
        """Give what the camera thread needs: today's sessions and the templates they call for."""
        now = self._clock()
        sessions = self._sessions(now)
        self._seen = self._essence(sessions, now)
        listed = frozenset[PersonId]().union(*(s.people for s in sessions if s.session.takes_marks(now)))
        stored = self._door.templates(key.model_sha256, key.key_id)
        school = tuple(GalleryRow(row.person, row.template) for row in stored)
        roster = tuple(row for row in school if row.person in listed)
        return Attendance(tuple(s.session for s in sessions), roster, school, key)

    def is_outdated(self) -> bool:
        """Say whether a session opened, ended or changed, or a list did, since `attendance` was asked."""
        now = self._clock()
        return self._seen != self._essence(self._sessions(now), now)

    @staticmethod
    def _essence(sessions: "list[DoorSession]", now: Instant) -> _Essence:
        return tuple((found.session, found.people, found.session.takes_marks(now)) for found in sessions)

    def _sessions(self, now: Instant) -> list["DoorSession"]:
        return [s for s in self._door.sessions(now) if self._only in (None, s.session.id)]

    def _arrive(self, person: PersonId, method: Method, source: SourceKind | None) -> DoorAnswer:
        now = self._clock()
        has_stepped = self._watch.has_stepped()
        sessions = [(found.session, found.people) for found in self._sessions(now)]
        decision = next_mark(person, sessions, self._door.today(now), now)
        match decision:
            case NewMark():
                return self._mark(decision, method, source, now, has_stepped=has_stepped)
            case AlreadyMarked():
                self.count(Count.ALREADY)
                return AlreadyIn(self._door.label(person), decision.state, decision.at)
            case NotMarked():
                self.count(_COUNTS.get(decision, Count.OTHER))
                return NotIn(decision)

    def _mark(
        self, new: NewMark, method: Method, source: SourceKind | None, now: Instant, *, has_stepped: bool
    ) -> Welcome:
        event = self._door.mark(new, method=method, source=source, now=now, clock_stepped=has_stepped)
        # From here on the mark is on the disk (COMMIT has returned): whatever fails now must not hide that.
        self._recent.append((event.id, self._steady_ns()))
        self.count(Count.TICKS if method is Method.FACE else Count.CODE_TICKS)
        return Welcome(event.id, self._door.label(new.person), event.state, event.at, new.minutes_late)


def _as_open(found: "DoorSession") -> OpenSession:
    session = found.session
    return OpenSession(session.id, found.label, session.starts, session.ends, len(found.people))
