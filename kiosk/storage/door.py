"""What the door does by itself, with Zone K alone: nothing here can read a name or a past mark."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.drift import Drift
from kiosk.domain.faces import ProtectedEmbedding
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import ConsentId, DeviceId, EventId, PersonId, SessionId, new_id, short
from kiosk.domain.marks import EventKind, MarkEvent, MarkState, Method, NewMark, TodayMark
from kiosk.domain.people import GreetingLabel
from kiosk.domain.privacy import DEFAULT_DAYS, RetentionKind
from kiosk.domain.sessions import Session
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.storage import accepted, chores, outbox, refusals, rows, templates
from kiosk.storage.codes import Codes
from kiosk.storage.last_seen import LastSeen
from kiosk.storage.pairs import Pairs
from kiosk.storage.sqlcipher import Database
from kiosk.storage.templates import StoredCapture, StoredTemplate

TAKE_BACK_WITHIN: Final = timedelta(seconds=10)
TALLY_DAYS: Final = 1


@dataclass(frozen=True, slots=True)
class DoorSession:
    """A session as the door knows it.

    Attributes:
        session: Its times.
        label: The class's name.
        people: Who is on its list.
    """

    session: Session
    label: str
    people: frozenset[PersonId]


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
        """Give today's sessions and any other that takes marks now, by start."""
        found = self._kiosk.read(
            f"SELECT {rows.SESSION_COLUMNS} FROM sessions WHERE day = ? OR (ends_utc > ? AND starts_utc < ?)"
            " ORDER BY starts_utc, session",
            (now.local_date.isoformat(), now.utc_text, now.plus(timedelta(days=1)).utc_text),
        )
        today = [s for s in map(rows.session, found) if _is_of_day(s, now) or s.takes_marks(now)]
        labels = dict(self._kiosk.read("SELECT class, label FROM classes"))
        members = {class_id: self._members(class_id) for class_id in {s.class_id for s in today}}
        return [DoorSession(s, str(labels[s.class_id]), members[s.class_id]) for s in today]

    def next_start(self, now: Instant) -> Instant | None:
        """Give the moment from which the next session takes marks, or None when no later one is planned."""
        found = self._kiosk.read(
            f"SELECT {rows.SESSION_COLUMNS} FROM sessions WHERE closed_utc IS NULL AND starts_utc > ?"
            " ORDER BY starts_utc LIMIT 50",
            (now.utc_text,),
        )
        openings = [s.starts.plus(timedelta(minutes=-s.early_minutes)) for s in map(rows.session, found)]
        return min((moment for moment in openings if moment.utc > now.utc), default=None)

    def today(self, now: Instant) -> list[TodayMark]:
        """Give today's marks that were not taken back, after clearing those of days gone by."""
        self.clear_past(now)
        found = self._kiosk.read(
            "SELECT session, person, state, at_utc, at_zone, at_offset, event FROM today"
            " WHERE taken_back = 0 ORDER BY at_utc, event"
        )
        return [
            TodayMark(
                SessionId(r[0]),
                PersonId(r[1]),
                MarkState(r[2]),
                rows.instant(r[3], r[4], r[5]),
                EventId(r[6]),
            )
            for r in found
        ]

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
            method: FACE or CODE.
            source: What the frames came from, for a face.
            now: The moment.
            clock_stepped: The wall clock was stepped shortly before.

        Raises:
            KioskError: SOURCE_NOT_FOR_REAL for a face from no camera on real data, DATABASE_FULL when it
                could not be saved.
        """
        if (method is Method.FACE) != (source is not None):
            raise ValueError("a face has a source, and nothing else has")
        if method is Method.FACE and source is not SourceKind.CAMERA and not self._install.is_trial:
            raise KioskError(Code.SOURCE_NOT_FOR_REAL, detail=source)
        with self._kiosk.transaction():
            event = self._event(EventKind.ARRIVAL, new.session, new.person, new.state, method, now)
            event = replace(event, source=source, clock_stepped=clock_stepped)
            self._kiosk.write(
                "INSERT INTO today"
                " (event, session, person, state, method, day, at_utc, at_zone, at_offset)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    event.id,
                    event.session,
                    event.person,
                    event.state.value,
                    method.value,
                    now.local_date.isoformat(),
                    *rows.instant_values(now),
                ),
            )
            outbox.append(self._kiosk, self._install.zone_r_public, event)
        self._drop_old_keys()
        logs.event("marked", event=short(event.id), sequence=event.sequence, method=method)
        return event

    def take_back(self, event_id: EventId, now: Instant, *, within: timedelta = TAKE_BACK_WITHIN) -> bool:
        """Void a mark after "not me"; False when it is too late or was done already."""
        found = self._kiosk.read(
            "SELECT session, person, method, at_utc, at_zone, at_offset FROM today"
            " WHERE event = ? AND taken_back = 0",
            (event_id,),
        )
        if not found or now.utc - rows.instant(*found[0][3:]).utc > within:
            return False
        with self._kiosk.transaction():
            void = self._event(
                EventKind.VOID,
                SessionId(found[0][0]),
                PersonId(found[0][1]),
                MarkState.UNMARKED,
                Method(found[0][2]),
                now,
            )
            outbox.append(self._kiosk, self._install.zone_r_public, replace(void, voids=event_id))
            self._kiosk.write("UPDATE today SET taken_back = 1 WHERE event = ?", (event_id,))
        self._drop_old_keys()
        logs.event("taken-back", event=short(event_id))
        return True

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

    def clear_past(self, now: Instant) -> None:
        """Forget old tallies and the marks of days gone by, but for sessions that still run past midnight."""
        day = now.local_date
        past = (
            " FROM today WHERE day < ? AND session NOT IN (SELECT session FROM sessions WHERE ends_utc > ?)"
        )
        values = (day.isoformat(), now.utc_text)
        oldest = (day - timedelta(days=TALLY_DAYS)).isoformat()
        has_past = self._kiosk.read(f"SELECT 1{past} LIMIT 1", values)
        has_tally = self._kiosk.read("SELECT 1 FROM tally WHERE day < ? LIMIT 1", (oldest,))
        if not has_past and not has_tally:
            return
        with self._kiosk.transaction():
            self._kiosk.write(f"DELETE{past}", values)
            self._kiosk.write("DELETE FROM tally WHERE day < ?", (oldest,))
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

    def _members(self, class_id: str) -> frozenset[PersonId]:
        found = self._kiosk.read("SELECT person FROM memberships WHERE class = ?", (class_id,))
        return frozenset(PersonId(row[0]) for row in found)

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


def _is_of_day(session: Session, now: Instant) -> bool:
    return session.starts.local_date == now.local_date
