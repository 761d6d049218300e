"""The registers of a desk without storage, with the domain's own rules for marks. Cannot ship."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from kiosk.domain.clock import Instant
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import ClassId, EventId, PersonId, SessionId
from kiosk.domain.marks import EventKind, MarkEvent, MarkState, Method, Standing, minutes_late, standing
from kiosk.domain.names import SYMBOLS
from kiosk.domain.people import Correction, Person, PersonSummary, Roster, RosterRow, SchoolClass
from kiosk.domain.registers import (
    LONG_OPEN_MINUTES,
    HistoryLine,
    Missing,
    PersonDay,
    SessionCounts,
    WideRow,
)
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from tests.fakes_answers import DEVICE, Answers, HandClock


class FakeRegisters(Answers):
    """Sessions, marks and who is on which list."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__()
        self.clock = clock
        self.classes_: list[SchoolClass] = []
        self.people_: list[PersonSummary] = []
        self.sessions_: list[Session] = []
        self.events: list[MarkEvent] = []
        self.closing: dict[ClassId, MarkState] = {}
        """What closing makes of whoever is unmarked, where it is not ABSENT."""
        self.looked: set[tuple[SessionId, PersonId]] = set()
        self._undone: dict[EventId, MarkEvent] = {}
        self._changed: Callable[[], None] = lambda: None

    # DeskApi

    def sessions(self, day: date) -> "Future[Sequence[Session]]":
        return self._answer("sessions", lambda: self._day(day))

    def open_session(self, class_id: ClassId, starts: Instant, ends: Instant) -> "Future[Session]":
        def job() -> Session:
            if ends.utc <= starts.utc:
                raise KioskError(Code.SESSION_TIMES)
            made = Session(SessionId(f"session-{len(self.sessions_)}"), class_id, starts, ends)
            self.sessions_.append(made)
            return made

        return self._answer("open_session", job)

    def close_session(self, session: SessionId) -> "Future[Session]":
        def job() -> Session:
            becomes = self.closing.get(self._session(session).class_id, MarkState.ABSENT)
            for row in self._roster(session).rows:
                if row.standing.state is MarkState.UNMARKED and becomes is not MarkState.UNMARKED:
                    self.put(session, row.person.id, becomes, EventKind.CLOSING, Method.CLOSING)
            return self._change(session, self.clock.now)

        return self._answer("close_session", job)

    def reopen_session(self, session: SessionId) -> "Future[Session]":
        def job() -> Session:
            self.events = [e for e in self.events if e.session != session or e.kind is not EventKind.CLOSING]
            return self._change(session, None)

        return self._answer("reopen_session", job)

    def roster(self, session: SessionId) -> "Future[Roster]":
        return self._answer("roster", lambda: self._roster(session))

    def correct(
        self,
        session: SessionId,
        people: Sequence[PersonId],
        state: MarkState,
        note: str = "",
        *,
        code: str = "",
        minutes: int | None = None,
    ) -> "Future[Correction]":
        def job() -> Correction:
            if self._session(session).closed is not None and not note.strip():
                raise KioskError(Code.REASON_NEEDED)
            made = []
            for person in people:
                put = self.put(session, person, state, EventKind.CORRECTION, Method.TEACHER, note=note)
                self.events[-1] = replace(put, code=code, minutes=minutes)
                made.append(put.id)
            return Correction(tuple(made), state)

        return self._answer("correct", job)

    def undo(self, correction: Correction) -> "Future[None]":
        def job() -> None:
            taken = [e for e in self.events if e.id in correction.events]
            if any(self._session(e.session).closed is not None for e in taken):
                raise KioskError(Code.SESSION_CLOSED)
            self._undone.update({e.id: e for e in taken})
            self.events = [e for e in self.events if e.id not in correction.events]

        return self._answer("undo", job)

    def redo(self, correction: Correction) -> "Future[Correction]":
        def job() -> Correction:
            taken = [self._undone[event] for event in correction.events]
            made = [
                replace(e, id=EventId(f"again-{e.id}"), at=self.clock.now, sequence=len(self.events))
                for e in taken
            ]
            self.events += made
            return Correction(tuple(e.id for e in made), correction.state)

        return self._answer("redo", job)

    def history(self, session: SessionId, person: PersonId) -> "Future[Sequence[HistoryLine]]":
        return self._answer("history", lambda: self._history(session, person))

    def look_at(self, session: SessionId, people: Sequence[PersonId]) -> "Future[None]":
        return self._answer("look_at", lambda: self.looked.update((session, person) for person in people))

    def overview(self, day: date) -> "Future[Sequence[SessionCounts]]":
        return self._answer("overview", lambda: [self._counts(s) for s in self._day(day)])

    def wide_roster(self, day: date, sessions: Sequence[SessionId] = ()) -> "Future[Sequence[WideRow]]":
        def job() -> list[WideRow]:
            chosen = [s for s in self._day(day) if s.cancelled is None and (not sessions or s.id in sessions)]
            rows = [
                WideRow(s.id, self._class(s.class_id).name, row.person, row.standing, row.needs_look)
                for s in (chosen if sessions else self._running(chosen) or chosen)
                for row in self._roster(s.id).rows
            ]
            return sorted(rows, key=lambda row: (row.class_name, row.person.name))

        return self._answer("wide_roster", job)

    def missing(self) -> "Future[Sequence[Missing]]":
        def job() -> list[Missing]:
            found = [
                Missing(row.person, s.id, self._class(s.class_id).name, s.starts)
                for s in self._running(self._day(self.clock.now.local_date))
                for row in self._roster(s.id).rows
                if row.standing.state is MarkState.UNMARKED
            ]
            return sorted(found, key=lambda each: (each.class_name, each.person.name))

        return self._answer("missing", job)

    def person_days(self, person: PersonId, first: date, last: date) -> "Future[Sequence[PersonDay]]":
        return self._answer("person_days", lambda: self._person_days(person, first, last))

    def change_person(
        self, person: PersonId, number: str, name: str, class_ids: Sequence[ClassId]
    ) -> "Future[Person]":
        def job() -> Person:
            if any(p.person.number == number and p.person.id != person for p in self.people_):
                raise KioskError(Code.PERSON_EXISTS, where=number)
            changed = replace(self._summary(person).person, number=number, name=name)
            self._replace(person, person=changed, classes=tuple(class_ids))
            return changed

        return self._answer("change_person", job)

    def add_visitor(self, session: SessionId, name: str, note: str = "") -> "Future[Person]":
        def job() -> Person:
            count = len(self.people_)
            number = f"V-{1 + sum(p.person.number.startswith('V-') for p in self.people_)}"
            person = Person(PersonId(f"person-{count}"), number, name, SYMBOLS[count % len(SYMBOLS)])
            group = self._session(session).class_id
            self.people_.append(PersonSummary(person, (group,), 0, 0, False, False))
            self.put(session, person.id, MarkState.PRESENT, EventKind.CORRECTION, Method.TEACHER, note=note)
            return person

        return self._answer("add_visitor", job)

    def on_change(self, callback: Callable[[], None]) -> None:
        self._changed = callback

    # What happens at the door

    def walk_in(
        self,
        session: SessionId,
        person: PersonId,
        state: MarkState = MarkState.PRESENT,
        method: Method = Method.FACE,
    ) -> None:
        """Somebody was marked at the door: the desk is told as the database thread tells it."""
        self.put(session, person, state, EventKind.ARRIVAL, method)
        self._changed()

    def put(
        self,
        session: SessionId,
        person: PersonId,
        state: MarkState,
        kind: EventKind,
        method: Method,
        *,
        at: Instant | None = None,
        note: str = "",
    ) -> MarkEvent:
        """Add an event."""
        made = MarkEvent(
            EventId(f"event-{len(self.events):05}"),
            kind,
            session,
            person,
            state,
            method,
            SourceKind.CAMERA if method is Method.FACE else None,
            at or self.clock.now,
            DEVICE,
            len(self.events),
            note=note,
        )
        self.events.append(made)
        return made

    # Adding up

    def _standing(self, session: SessionId, person: PersonId) -> Standing:
        return standing(e for e in self.events if e.session == session and e.person == person)

    def _roster(self, session: SessionId) -> Roster:
        found = self._session(session)
        by_person: dict[PersonId, list[MarkEvent]] = {}
        for event in self.events:
            if event.session == session:
                by_person.setdefault(event.person, []).append(event)
        people = sorted(
            (p.person for p in self.people_ if found.class_id in p.classes), key=lambda person: person.name
        )
        rows = tuple(self._row(session, person, by_person.get(person.id, [])) for person in people)
        return Roster(found, self._class(found.class_id), rows)

    def _row(self, session: SessionId, person: Person, events: Sequence[MarkEvent]) -> RosterRow:
        now = standing(events)
        is_other = now.method in {Method.CODE, Method.CARD}
        return RosterRow(person, now, is_other and (session, person.id) not in self.looked)

    def _counts(self, session: Session) -> SessionCounts:
        rows = self._roster(session.id).rows
        counts = tuple(sum(row.standing.state is state for row in rows) for state in MarkState)
        late = session.ends.plus(timedelta(minutes=LONG_OPEN_MINUTES)).utc < self.clock.now.utc
        is_over = session.closed is None and session.cancelled is None and late
        looks = sum(row.needs_look for row in rows)
        return SessionCounts(session, self._class(session.class_id), counts, looks, is_over)

    def _history(self, session: SessionId, person: PersonId) -> list[HistoryLine]:
        events = [e for e in self.events if e.session == session and e.person == person]
        closed = self._session(session).closed
        lines = []
        for place, event in enumerate(events):
            old, new = standing(events[:place]), standing(events[: place + 1])
            is_hers = event.method in {Method.TEACHER, Method.CLOSING}
            lines.append(
                HistoryLine(
                    event.id,
                    event.kind,
                    event.at,
                    old.state,
                    new.state,
                    event.method,
                    "Ms Ruiz" if is_hers else "",
                    event.note,
                    event.code,
                    closed is not None and event.at.utc >= closed.utc and event.kind is not EventKind.CLOSING,
                )
            )
        return lines

    def _person_days(self, person: PersonId, first: date, last: date) -> list[PersonDay]:
        classes = self._summary(person).classes
        found = []
        for session in sorted(self.sessions_, key=lambda s: s.starts.utc):
            day = session.starts.local_date
            if session.class_id not in classes or session.cancelled is not None or not first <= day <= last:
                continue
            now = self._standing(session.id, person)
            name, late = self._class(session.class_id).name, minutes_late(session, now)
            found.append(PersonDay(day, session.id, name, session.starts, now.state, late, now.note))
        return found

    def _day(self, day: date) -> list[Session]:
        return sorted((s for s in self.sessions_ if s.starts.local_date == day), key=lambda s: s.starts.utc)

    def _running(self, sessions: Sequence[Session]) -> list[Session]:
        now = self.clock.now.utc
        return [s for s in sessions if s.closed is None and s.starts.utc <= now < s.ends.utc]

    def _session(self, session: SessionId) -> Session:
        return next(s for s in self.sessions_ if s.id == session)

    def _class(self, class_id: ClassId) -> SchoolClass:
        return next(item for item in self.classes_ if item.id == class_id)

    def _summary(self, person: PersonId) -> PersonSummary:
        return next(item for item in self.people_ if item.person.id == person)

    def _replace(self, whose: PersonId, /, **changes: Any) -> None:
        self.people_ = [
            replace(item, **changes) if item.person.id == whose else item for item in self.people_
        ]

    def _change(self, session: SessionId, closed: Instant | None) -> Session:
        self.sessions_ = [replace(s, closed=closed) if s.id == session else s for s in self.sessions_]
        return self._session(session)
