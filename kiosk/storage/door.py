"""What the door does by itself, with Zone K alone: nothing here can read a name or a past mark."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.drift import Drift
from kiosk.domain.faces import ProtectedEmbedding
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import ConsentId, DeviceId, EventId, PersonId, SessionId, new_id, short
from kiosk.domain.marks import (
    EventKind,
    MarkEvent,
    MarkState,
    Method,
    NewMark,
    NewPassage,
    TodayMark,
)
from kiosk.domain.people import GreetingLabel
from kiosk.domain.privacy import DEFAULT_DAYS, RetentionKind
from kiosk.domain.registers import OwnState
from kiosk.domain.sessions import Session
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.storage import accepted, chores, door_sessions, outbox, refusals, templates, today
from kiosk.storage.codes import Codes
from kiosk.storage.door_sessions import DoorSession
from kiosk.storage.how_many import how_many
from kiosk.storage.last_seen import LastSeen
from kiosk.storage.pairs import Pairs
from kiosk.storage.sqlcipher import Database
from kiosk.storage.templates import StoredCapture, StoredTemplate

TAKE_BACK_WITHIN: Final = timedelta(seconds=10)
TALLY_DAYS: Final = 1
_BY_CAMERA: Final = frozenset({Method.FACE, Method.CARD})


@dataclass(frozen=True, slots=True)
class Install:
    """What Zone K says about this installation."""

    device: DeviceId
    is_trial: bool
    zone: str
    zone_r_public: bytes


class Door:
    """The kiosk's own acts.

    Attributes:
        pairs: Who is close to whom.
        last_seen: Whether the clock can be believed.
    """

    def __init__(self, kiosk: Database, install: Install, codes: Codes, clock: Callable[[], Instant]) -> None:
        """Take Zone K; used by the vault."""
        self._kiosk = kiosk
        self._install = install
        self._codes = codes
        self._clock = clock
        self.pairs = Pairs(kiosk, clock)
        self.last_seen = LastSeen(kiosk)

    def use(self, install: Install) -> None:
        """Take what Zone K says after it was repaired; used by the vault."""
        self._install = install

    def sessions(self, now: Instant) -> list[DoorSession]:
        """Give today's sessions and any other that the door serves now, by start; no cancelled ones."""
        return door_sessions.of_today(self._kiosk, now)

    def next_start(self, now: Instant, room: str = "") -> Instant | None:
        """Give the moment from which the next session takes marks, or None when no later one is planned.

        Args:
            now: The moment.
            room: Where this kiosk stands; "" for all rooms.
        """
        return door_sessions.next_start(self._kiosk, now, room)

    def sessions_around(self, now: Instant, room: str = "") -> tuple[Session, ...]:
        """Give the sessions of today, of yesterday and the next ones; empty where there never was any.

        Args:
            now: The moment.
            room: Where this kiosk stands; "" for all rooms.
        """
        return door_sessions.around(self._kiosk, now, room)

    def today(self, now: Instant, person: PersonId | None = None) -> list[TodayMark]:
        """Give today's marks that were not taken back, after clearing those of days gone by.

        Args:
            now: The moment.
            person: Whose; None for everybody's.
        """
        self.clear_past(now)
        return today.marks(self._kiosk, person)

    def own_day(self, person: PersonId, now: Instant) -> tuple[OwnState, ...]:
        """Give what somebody who was recognised may see of their own day, by start."""
        return door_sessions.own_day(self._kiosk, person, now)

    def label(self, person: PersonId) -> GreetingLabel:
        """Give what is shown beside the tick; empty for somebody who is not known here."""
        found = self._kiosk.read("SELECT symbol, greeting FROM people WHERE person = ?", (person,))
        return GreetingLabel(*found[0]) if found else GreetingLabel("", "")

    def mark(
        self,
        new: NewMark,
        *,
        method: Method,
        source: SourceKind | None,
        now: Instant,
        clock_stepped: bool = False,
    ) -> MarkEvent:
        """Write a mark. When this returns it is on the disk: only now the tick.

        Args:
            new: What `kiosk.domain.marks.next_mark` gave.
            method: FACE, CODE or CARD.
            source: What the frames came from, for a face and a card.
            now: The moment.
            clock_stepped: The wall clock was stepped shortly before.

        Raises:
            KioskError: SOURCE_NOT_FOR_REAL for a face or a card from no camera on real data, DATABASE_FULL
                when it could not be saved.
        """
        self._check_source(method, source)
        made = self._event(EventKind.ARRIVAL, new.session, new.person, new.state, method, now)
        event = self._write(replace(made, source=source, clock_stepped=clock_stepped))
        logs.event("marked", event=short(event.id), sequence=event.sequence, method=method)
        return event

    def pass_by(
        self,
        new: NewPassage,
        *,
        method: Method,
        source: SourceKind | None,
        now: Instant,
        clock_stepped: bool = False,
    ) -> MarkEvent:
        """Write that somebody leaves or comes back, as `mark` does."""
        self._check_source(method, source)
        made = self._event(new.kind, new.session, new.person, MarkState.UNMARKED, method, now)
        event = self._write(replace(made, source=source, clock_stepped=clock_stepped))
        logs.event("passed", event=short(event.id), sequence=event.sequence, method=method)
        return event

    def take_back(self, event_id: EventId, now: Instant, *, within: timedelta = TAKE_BACK_WITHIN) -> bool:
        """Void a mark or a passage after "not me"; False when it is too late or was done already."""
        found = today.find(self._kiosk, event_id)
        if found is None or now.utc - found[3].utc > within:
            return False
        session, person, method, _ = found
        with self._kiosk.transaction():
            void = self._event(EventKind.VOID, session, person, MarkState.UNMARKED, method, now)
            outbox.append(self._kiosk, self._install.zone_r_public, replace(void, voids=event_id))
            today.take_back(self._kiosk, event_id)
        self._drop_old_keys()
        logs.event("taken-back", event=short(event_id))
        return True

    def check_source(self, source: SourceKind) -> None:
        """Raise KioskError SOURCE_NOT_FOR_REAL for pictures that real data take no mark from."""
        if source is not SourceKind.CAMERA and not self._install.is_trial:
            raise KioskError(Code.SOURCE_NOT_FOR_REAL, detail=source)

    def check_card(self, code: str, now: Instant) -> PersonId:
        """Find whose card this is. Raises KioskError CARD_UNKNOWN."""
        return self._codes.cards.check(code, now)

    def note_burst(self, began: Instant, cards: int) -> None:
        """Write down that many cards were shown within a few seconds, for the desk."""
        with self._kiosk.transaction():
            today.note_burst(self._kiosk, began, cards)

    def check_code(self, number: str, pin: str, now: Instant) -> PersonId:
        """Find who has this number and PIN. Raises KioskError PIN_SHAPE, CODE_WRONG or CODE_WAIT."""
        return self._codes.check(number, pin, now)

    def check_among(self, people: Collection[PersonId], pin: str, now: Instant) -> PersonId:
        """Find the one of some people whose PIN this is. Raises PIN_SHAPE, CODE_WRONG or CODE_WAIT."""
        return self._codes.check_among(people, pin, now)

    def have_pins(self, people: Collection[PersonId]) -> frozenset[PersonId]:
        """Give those of some people who have a PIN."""
        return self._codes.have_pins(people)

    def templates(self, model_sha256: str, key_id: str) -> list[StoredTemplate]:
        """Give the templates of one model and rotation key with a live consent."""
        return templates.load(self._kiosk, model_sha256, key_id, self._clock())

    def captures(self, model_sha256: str, key_id: str) -> list[StoredCapture]:
        """Give the single captures behind those templates, with a live consent."""
        return templates.load_captures(self._kiosk, model_sha256, key_id, self._clock())

    def fold_accepted(self, person: PersonId, model_sha256: str, key_id: str, distance: float) -> None:
        """Take the distance of a face mark into the statistics of the person's template."""
        accepted.fold(self._kiosk, person, model_sha256, key_id, distance)

    def drifts(self, model_sha256: str, key_id: str) -> dict[PersonId, Drift]:
        """Give the statistics of all templates of a model and key that marked somebody."""
        return accepted.load(self._kiosk, model_sha256, key_id)

    def enrolments(self, model_sha256: str) -> tuple[int, int]:
        """Count the people with a template of a model, and those whose templates are all of other models."""
        found = templates.counts(self._kiosk, model_sha256).values()
        return sum(same > 0 for same, _ in found), sum(same == 0 for same, _ in found)

    def add_templates(
        self,
        person: PersonId,
        consent_id: ConsentId,
        new: Sequence[ProtectedEmbedding],
        captures: Sequence[ProtectedEmbedding] = (),
    ) -> None:
        """Replace a person's templates of these rows' models. Raises KioskError CONSENT_MISSING.

        Args:
            person: Whose.
            consent_id: The live consent they hang on.
            new: The templates.
            captures: The single ones behind the first of them.
        """
        templates.store(self._kiosk, person, consent_id, new, self._clock(), captures)
        logs.event("templates-stored", person=short(person), count=len(new))

    def expire_consents(self, now: Instant) -> int:
        """End consents whose time is over; the schema erases their templates. Says how many went.

        So do the templates of people who left long enough ago. While the clock cannot be believed nothing
        goes: it would not come back. Nobody is matched by an ended consent meanwhile.
        """
        self.last_seen.note(now)
        if self.last_seen.is_doubtful(now):
            return 0
        expired = end_consents(self._kiosk, "expired", "live_until_utc <= ?", now.utc_text, now)
        return expired + self.expire_leavers(now)

    def expire_leavers(self, now: Instant) -> int:
        """Erase the templates of people who left so long ago as the school's rule says; says how many.

        Not while the clock cannot be believed, as in `expire_consents`.
        """
        if self.last_seen.is_doubtful(now):
            return 0
        due = " FROM templates WHERE person IN (SELECT person FROM people WHERE erase_templates_utc <= ?)"
        if not self._kiosk.read(f"SELECT 1{due} LIMIT 1", (now.utc_text,)):
            return 0
        with self._kiosk.transaction():
            erased = self._kiosk.write(f"DELETE{due}", (now.utc_text,))
            chores.add(self._kiosk, chores.TEMPLATES_EXPIRED, erased, now)
        self._kiosk.checkpoint()
        logs.event("leavers-expired", templates=erased)
        return erased

    def withdraw(self, person: PersonId, now: Instant) -> int:
        """Hear somebody's own no at the door, signed in or not; says how many templates went.

        All their consents end. Zone R takes it over as their objection, at the next sign-in at the latest.
        """
        erased = refusals.enter(self._kiosk, person, now)
        logs.event("refused-at-door", templates=erased)
        return erased

    def log_days(self) -> int | None:
        """Give for how many days log lines are kept; None keeps them."""
        found = self._kiosk.read("SELECT days FROM retention WHERE kind = 'logs'")
        return found[0][0] if found else DEFAULT_DAYS[RetentionKind.LOGS]

    def how_many(self) -> Mapping[str, int]:
        """Count people, templates, classes, registers and waiting marks."""
        return how_many(self._kiosk)

    def clear_past(self, now: Instant) -> None:
        """Forget old tallies and the marks of days gone by, but for sessions that still run past midnight."""
        has_past = today.clear(self._kiosk, now)
        oldest = (now.local_date - timedelta(days=TALLY_DAYS)).isoformat()
        if self._kiosk.read("SELECT 1 FROM tally WHERE day < ? LIMIT 1", (oldest,)):
            with self._kiosk.transaction():
                self._kiosk.write("DELETE FROM tally WHERE day < ?", (oldest,))
            has_past = True
        if has_past:
            self._kiosk.checkpoint()

    def count(self, what: Count, day: date, by: int = 1) -> None:
        """Add to the nameless tally; what is taken off again leaves 0 at least."""
        with self._kiosk.transaction():
            self._kiosk.write(
                "INSERT INTO tally (day, count, value) VALUES (?, ?, max(0, ?))"
                " ON CONFLICT (day, count) DO UPDATE SET value = max(0, value + ?)",
                (day.isoformat(), what.value, by, by),
            )

    def tally(self, day: date) -> dict[Count, int]:
        """Give a day's tally, zeros included."""
        found = dict(self._kiosk.read("SELECT count, value FROM tally WHERE day = ?", (day.isoformat(),)))
        return {what: int(found.get(what.value, 0)) for what in Count}

    def tallies(self) -> tuple[dict[Count, int], dict[Count, int]]:
        """Give today's tally and yesterday's."""
        today = self._clock().local_date
        return self.tally(today), self.tally(today - timedelta(days=1))

    def _check_source(self, method: Method, source: SourceKind | None) -> None:
        if (method in _BY_CAMERA) != (source is not None):
            raise ValueError("a face and a card have a source, and nothing else has")
        if source is not None:
            self.check_source(source)

    def _write(self, event: MarkEvent) -> MarkEvent:
        """Keep an event for today and seal it for Zone R; its number is taken within the transaction."""
        with self._kiosk.transaction():
            event = replace(event, sequence=outbox.next_sequence(self._kiosk))
            today.add(self._kiosk, event)
            outbox.append(self._kiosk, self._install.zone_r_public, event)
        self._drop_old_keys()
        return event

    def _event(
        self,
        kind: EventKind,
        session: SessionId,
        person: PersonId,
        state: MarkState,
        method: Method,
        now: Instant,
    ) -> MarkEvent:
        sequence = outbox.next_sequence(self._kiosk)
        return MarkEvent(
            EventId(new_id()), kind, session, person, state, method, None, now, self._install.device, sequence
        )

    def _drop_old_keys(self) -> None:
        # The log still holds the page with the MAC key just replaced. The mark itself is safe by now, so a
        # failure here must not take the tick away.
        try:
            self._kiosk.checkpoint()
        except KioskError as error:
            logs.event("checkpoint-failed", code=error.code)


def end_consents(kiosk: Database, reason: str, where: str, value: str, now: Instant) -> int:
    """End live consents that fit a condition of our own; says how many templates went with them."""
    live = f"ended IS NULL AND {where}"
    if not kiosk.read(f"SELECT 1 FROM consents WHERE {live} LIMIT 1", (value,)):
        return 0
    with kiosk.transaction():
        before = int(kiosk.read("SELECT count(*) FROM templates")[0][0])
        kiosk.write(
            f"UPDATE consents SET ended = ?, ended_utc = ? WHERE {live}", (reason, now.utc_text, value)
        )
        erased = before - int(kiosk.read("SELECT count(*) FROM templates")[0][0])
        if reason == "expired" and erased:
            chores.add(kiosk, chores.TEMPLATES_EXPIRED, erased, now)
    kiosk.checkpoint()
    logs.event("consents-ended", templates=erased)
    return erased
