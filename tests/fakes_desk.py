"""A desk without storage: DeskApi, CameraApi and DoorApi over lists, with the domain's own rules for marks.

Answers are ready at once unless `hold()` was called; then they wait for `release()`, as a slow disk's would.
Scenarios are functions whose docstring tells the story. They cannot ship: tests/ is not in the package.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

from kiosk.domain.clock import Instant
from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.faces import NOBODY, Guidance, Verdict
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import ClassId, DeviceId, EventId, PersonId, SessionId, SignerId
from kiosk.domain.marks import EventKind, MarkEvent, MarkState, Method, Standing, standing
from kiosk.domain.names import SYMBOLS
from kiosk.domain.people import (
    Correction,
    DaySheet,
    Person,
    PersonSummary,
    Role,
    Roster,
    RosterRow,
    SchoolClass,
    SheetRow,
    SignedIn,
)
from kiosk.domain.sessions import Session
from kiosk.domain.strictness import Expectation, Strictness
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import (
    CameraHealth,
    CameraState,
    DoorAnswer,
    DoorView,
    Enrolled,
    EnrolmentProgress,
    ModelInUse,
    SystemView,
)

T = TypeVar("T")
ZONE = "Europe/Berlin"
PASSPHRASE = "four quiet words here"
EIGHT = Instant.at(datetime(2026, 11, 23, 7, 0, tzinfo=UTC), ZONE)
"""08:00 on a Monday."""
QUARTER_PAST = EIGHT.plus(timedelta(minutes=14))
DEVICE = DeviceId("device")
NAMES = (
    "Ada Byron", "ليلى الحدّاد", "Zoë Ångström", "عمر الزين", "Björn Öztürk", "Chloé Martin",
    "نور الهدى عبد الرحمن",
    "Łukasz Żak", "Amara Okafor", "يوسف كريم", "Mei Tanaka", "Oğuz Şahin", "سارة منصور", "Ivan Petrov",
    "Íris Fonseca", "Élodie Dubois", "حسن العلي", "Priya Raman", "Tomás Núñez", "مريم صالح", "Jonas Weber",
    "Ngozi Eze", "خالد يعقوب", "Wren O’Neill",
)  # fmt: skip
"""Made-up people of a mixed class."""


class HandClock:
    """A wall clock and a monotonic one that stand still until moved."""

    def __init__(self, now: Instant = QUARTER_PAST) -> None:
        self.now = now
        self.seconds = 1000.0

    def __call__(self) -> Instant:
        """The wall clock."""
        return self.now

    def monotonic(self) -> float:
        """The monotonic clock, seconds."""
        return self.seconds

    def move(self, seconds: float) -> None:
        """Let time pass on both."""
        self.seconds += seconds
        self.now = self.now.plus(timedelta(seconds=seconds))


@dataclass(slots=True)
class _Enrolment:
    person: PersonId
    future: "Future[Enrolled]"


class FakeDesk:
    """A school in memory."""

    def __init__(self, clock: HandClock) -> None:
        self.clock = clock
        self.classes_: list[SchoolClass] = []
        self.people_: list[PersonSummary] = []
        self.sessions_: list[Session] = []
        self.events: list[MarkEvent] = []
        self.exports: list[tuple[date, SessionId | None, str, int]] = []
        self.calls: list[str] = []
        self.is_open = False
        self.wait_detail = ""
        self.look_alikes: tuple[PersonId, ...] = ()
        self.duplicate_of: tuple[str, ...] = ()
        """Numbers of whom the next face to be enrolled is one with."""
        self.twins_in_time = True
        self.role = Role.TEACHER
        self.wrong_tries = 0
        self.system_ = a_system()
        self.enrolment: _Enrolment | None = None
        self._held: list[tuple[Future[Any], Callable[[], Any]]] | None = None
        self._changed: Callable[[], None] = lambda: None

    # Holding answers back

    def hold(self) -> None:
        """Let every answer wait."""
        self._held = []

    def release(self) -> None:
        """Give the waiting answers."""
        held, self._held = self._held or [], None
        for future, job in held:
            _fill(future, job)

    def _answer(self, name: str, job: Callable[[], T], *, needs_key: bool = True) -> "Future[T]":
        self.calls.append(name)
        future: Future[T] = Future()

        def checked() -> T:
            if needs_key and not self.is_open:
                raise KioskError(Code.SIGNED_OUT)
            return job()

        if self._held is None:
            _fill(future, checked)
        else:
            self._held.append((future, checked))
        return future

    # DeskApi

    def sign_in(self, passphrase: str, number: int | None = None) -> "Future[SignedIn]":
        def job() -> SignedIn:
            if self.wait_detail:
                raise KioskError(Code.PASSPHRASE_WAIT, detail=self.wait_detail)
            if passphrase != PASSPHRASE:
                raise KioskError(Code.PASSPHRASE_WRONG)
            self.is_open = True
            return SignedIn(SignerId("ruiz"), "Ms Ruiz", self.role, 1, self.wrong_tries)

        return self._answer("sign_in", job, needs_key=False)

    def sign_out(self) -> "Future[None]":
        def job() -> None:
            self.is_open = False

        return self._answer("sign_out", job, needs_key=False)

    def school(self) -> "Future[str]":
        return self._answer("school", lambda: "Hill School")

    def classes(self) -> "Future[Sequence[SchoolClass]]":
        return self._answer("classes", lambda: sorted(self.classes_, key=lambda c: c.name))

    def add_class(self, name: str) -> "Future[SchoolClass]":
        def job() -> SchoolClass:
            if any(item.name == name for item in self.classes_):
                raise KioskError(Code.CLASS_EXISTS, where=name)
            made = SchoolClass(ClassId(f"class-{len(self.classes_)}"), name)
            self.classes_.append(made)
            return made

        return self._answer("add_class", job)

    def people(self, class_id: ClassId | None = None) -> "Future[Sequence[PersonSummary]]":
        return self._answer(
            "people", lambda: [p for p in self.people_ if class_id is None or class_id in p.classes]
        )

    def add_person(self, number: str, name: str, class_ids: Sequence[ClassId]) -> "Future[Person]":
        def job() -> Person:
            if any(item.person.number == number for item in self.people_):
                raise KioskError(Code.PERSON_EXISTS, where=number)
            count = len(self.people_)
            person = Person(PersonId(f"person-{count}"), number, name, SYMBOLS[count % len(SYMBOLS)])
            self.people_.append(PersonSummary(person, tuple(class_ids), 0, 0, False, False))
            return person

        return self._answer("add_person", job)

    def person_by_number(self, number: str) -> "Future[Person]":
        def job() -> Person:
            for summary in self.people_:
                if summary.person.number == number:
                    return summary.person
            raise KioskError(Code.PERSON_UNKNOWN, where=number)

        return self._answer("person_by_number", job)

    def set_pin(self, person: PersonId, pin: str) -> "Future[None]":
        def job() -> None:
            if len(pin) < 4:
                raise KioskError(Code.PIN_SHAPE)
            self._replace(person, has_pin=True)

        return self._answer("set_pin", job)

    def record_consent(self, person: PersonId, text: str, given_by: str, live_until: date) -> "Future[None]":
        return self._answer("record_consent", lambda: self._replace(person, has_live_consent=True))

    def withdraw_consent(self, person: PersonId) -> "Future[int]":
        def job() -> int:
            erased = self._summary(person).templates
            self._replace(person, has_live_consent=False, templates=0)
            return erased

        return self._answer("withdraw_consent", job)

    def enrol_pictures(self, person: PersonId, pictures: Sequence[Path]) -> "Future[Enrolled]":
        def job() -> Enrolled:
            if self.duplicate_of:
                raise self._duplicate()
            self._replace(person, templates=1)
            return Enrolled(person, len(pictures), (), self.look_alikes)

        return self._answer("enrol_pictures", job)

    def enrol_camera(self, person: PersonId) -> "Future[Enrolled]":
        self.calls.append("enrol_camera")
        future: Future[Enrolled] = Future()
        self.enrolment = _Enrolment(person, future)
        return future

    def finish_enrolment(self) -> None:
        """Let the running enrolment by camera succeed."""
        assert self.enrolment is not None
        self._replace(self.enrolment.person, templates=1)
        self.enrolment.future.set_result(Enrolled(self.enrolment.person, 5, (), self.look_alikes))

    def fail_enrolment(self) -> None:
        """Let the running enrolment by camera find a face that is enrolled already."""
        assert self.enrolment is not None
        self.enrolment.future.set_exception(self._duplicate())

    def _duplicate(self) -> KioskError:
        return KioskError(Code.DUPLICATE_FACE, where=", ".join(self.duplicate_of))

    def enrol_as_twins(self, person: PersonId) -> "Future[Enrolled]":
        def job() -> Enrolled:
            if not self.twins_in_time:
                raise KioskError(Code.CONFIRM_OVER)
            self._replace(person, templates=1)
            return Enrolled(person, 5, (), self.look_alikes)

        return self._answer("enrol_as_twins", job)

    def system(self) -> "Future[SystemView]":
        def job() -> SystemView:
            if self.role is not Role.ADMIN:
                raise KioskError(Code.ADMIN_NEEDED)
            return self.system_

        return self._answer("system", job)

    def cancel_enrolment(self) -> None:
        self.calls.append("cancel_enrolment")
        if self.enrolment is not None:
            self.enrolment.future.cancel()

    def sessions(self, day: date) -> "Future[Sequence[Session]]":
        return self._answer(
            "sessions",
            lambda: sorted((s for s in self.sessions_ if s.starts.local_date == day), key=lambda s: s.starts),
        )

    def open_session(self, class_id: ClassId, starts: Instant, ends: Instant) -> "Future[Session]":
        def job() -> Session:
            if ends.utc <= starts.utc:
                raise KioskError(Code.SESSION_TIMES)
            made = Session(SessionId(f"session-{len(self.sessions_)}"), class_id, starts, ends)
            self.sessions_.append(made)
            return made

        return self._answer("open_session", job)

    def plan_lessons(
        self, class_id: ClassId, days: frozenset[int], starts: time, ends: time, first: date, last: date
    ) -> "Future[int]":
        return self._answer("plan_lessons", lambda: 0)

    def close_session(self, session: SessionId) -> "Future[Session]":
        def job() -> Session:
            for row in self._roster(session).rows:
                if row.standing.state is MarkState.UNMARKED:
                    self.put(session, row.person.id, MarkState.ABSENT, EventKind.CLOSING, Method.CLOSING)
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
        self, session: SessionId, people: Sequence[PersonId], state: MarkState, note: str = ""
    ) -> "Future[Correction]":
        def job() -> Correction:
            made = [
                self.put(session, person, state, EventKind.CORRECTION, Method.TEACHER, note=note).id
                for person in people
            ]
            return Correction(tuple(made), state)

        return self._answer("correct", job)

    def undo(self, correction: Correction) -> "Future[None]":
        def job() -> None:
            self.events = [e for e in self.events if e.id not in correction.events]

        return self._answer("undo", job)

    def day_sheet(self, day: date, session: SessionId | None = None) -> "Future[DaySheet]":
        def job() -> DaySheet:
            chosen = [s for s in self.sessions_ if s.starts.local_date == day and session in {None, s.id}]
            rows = [row for s in chosen for row in self._sheet_rows(s)]
            title = "All classes" if session is None else self._class(chosen[0].class_id).name
            return DaySheet(
                "Hill School", day.isoformat(), title, self.clock.now, "Ms Ruiz", False, tuple(rows)
            )

        return self._answer("day_sheet", job)

    def note_export(self, day: date, session: SessionId | None, fmt: str, rows: int) -> "Future[None]":
        return self._answer("note_export", lambda: self.exports.append((day, session, fmt, rows)))

    def on_change(self, callback: Callable[[], None]) -> None:
        self._changed = callback

    # What happens at the door

    def walk_in(self, session: SessionId, person: PersonId, state: MarkState = MarkState.PRESENT) -> None:
        """Somebody was marked at the door: the desk is told as the database thread tells it."""
        self.put(session, person, state, EventKind.ARRIVAL, Method.FACE)
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

    def _standing(self, session: SessionId, person: PersonId) -> Standing:
        return standing(e for e in self.events if e.session == session and e.person == person)

    def _roster(self, session: SessionId) -> Roster:
        found = next(s for s in self.sessions_ if s.id == session)
        by_person: dict[PersonId, list[MarkEvent]] = {}
        for event in self.events:
            if event.session == session:
                by_person.setdefault(event.person, []).append(event)
        people = sorted(
            (p.person for p in self.people_ if found.class_id in p.classes), key=lambda person: person.name
        )
        rows = tuple(RosterRow(person, standing(by_person.get(person.id, []))) for person in people)
        return Roster(found, self._class(found.class_id), rows)

    def _sheet_rows(self, session: Session) -> list[SheetRow]:
        made = []
        for row in self._roster(session.id).rows:
            at = row.standing.at
            is_in = row.standing.state in {MarkState.PRESENT, MarkState.LATE}
            made.append(
                SheetRow(
                    self._class(session.class_id).name,
                    session.starts,
                    session.ends,
                    row.person.number,
                    row.person.name,
                    row.standing.state,
                    at if is_in else None,
                    session.minutes_late(at) if at is not None and is_in else 0,
                    row.standing.method,
                    row.standing.note,
                )
            )
        return made

    def _class(self, class_id: ClassId) -> SchoolClass:
        return next(item for item in self.classes_ if item.id == class_id)

    def _summary(self, person: PersonId) -> PersonSummary:
        return next(item for item in self.people_ if item.person.id == person)

    def _replace(self, person: PersonId, **changes: Any) -> None:
        self.people_ = [
            replace(item, **changes) if item.person.id == person else item for item in self.people_
        ]

    def _change(self, session: SessionId, closed: Instant | None) -> Session:
        self.sessions_ = [replace(s, closed=closed) if s.id == session else s for s in self.sessions_]
        return next(s for s in self.sessions_ if s.id == session)


class FakeCamera:
    """A camera whose enrolment is moved by hand."""

    def __init__(self) -> None:
        self.progress: EnrolmentProgress | None = None

    def latest_guidance(self) -> Guidance:
        return NOBODY

    def health(self) -> CameraHealth:
        return CameraHealth(CameraState.WORKING, SourceKind.CAMERA)

    def on_outcome(self, callback: Callable[[Sighting | Refusal], None]) -> None:
        pass

    def set_pad_open(self, is_open: bool) -> None:
        pass

    def enrolment_progress(self) -> EnrolmentProgress | None:
        return self.progress

    def show(self, captured: int, verdict: Verdict = Verdict.OK, asked_again: int = 0) -> None:
        """Stand at so many captures."""
        self.progress = EnrolmentProgress(captured, 5, verdict, asked_again)


class FakeDoor:
    """A door that only says whether this is a trial."""

    def __init__(self, *, is_trial: bool = False) -> None:
        self._view = DoorView(is_trial, (), None, 0)

    def view(self) -> "Future[DoorView]":
        return _done(self._view)

    def record(self, sighting: Sighting) -> "Future[DoorAnswer]":
        raise AssertionError("the desk marks nobody by face")

    def refuse(self, refusal: Refusal) -> "Future[DoorAnswer]":
        raise AssertionError("the desk refuses nobody by face")

    def sign_code(self, number: str, pin: str) -> "Future[DoorAnswer]":
        raise AssertionError("the desk has no pad")

    def confirm(self, ticket: int, pin: str) -> "Future[DoorAnswer]":
        raise AssertionError("the desk confirms nobody")

    def take_back(self, event: EventId) -> "Future[bool]":
        raise AssertionError("the desk has its own undo")

    def withdraw_face(self, number: str, pin: str) -> "Future[int]":
        raise AssertionError("the desk withdraws by the person's page")


def _fill(future: "Future[T]", job: Callable[[], T]) -> None:
    try:
        future.set_result(job())
    except Exception as error:  # noqa: BLE001 - a future carries whatever was raised
        future.set_exception(error)


def _done(value: T) -> "Future[T]":
    future: Future[T] = Future()
    future.set_result(value)
    return future


def a_system(*, roster_size: int = 24, looks_a_term: int = 1950) -> SystemView:
    """A measured model in a school of one class, where everything is as it should be; nobody is alike."""
    expectations = (
        Expectation(Strictness.STRICT, 0.0001, (0.02, 0.06), 0.093, True),
        Expectation(Strictness.NORMAL, 0.001, (0.11, 0.31), 0.058, False),
        Expectation(Strictness.LENIENT, 0.01, (1.2, 3.4), 0.021, False),
    )
    model = ModelInUse("dlib-resnet", "CC0-1.0", True, 150)
    return SystemView(
        model, roster_size, looks_a_term, expectations, Strictness.NORMAL, {}, {}, (), (), (), ()
    )


def a_system_with_work(desk: "FakeDesk") -> SystemView:
    """An administrator has something to do: look-alikes without a PIN, and faces to enrol again."""
    people = [item.person for item in desk.people_]
    today = {
        Count.TRIES: 41, Count.TICKS: 36, Count.FIRST_TRY: 34, Count.ALREADY: 5, Count.CODE_TICKS: 4,
        Count.ASK_PIN: 2, Count.CONFIRMED: 2, Count.UNKNOWN: 3, Count.NOT_ON_LIST: 1, Count.NOT_ME: 1,
        Count.CORRECTED: 1,
    }  # fmt: skip
    yesterday = {Count.TRIES: 118, Count.TICKS: 109, Count.FIRST_TRY: 104, Count.ALREADY: 9, Count.UNKNOWN: 6}
    return replace(
        a_system(),
        tally=today,
        tally_before=yesterday,
        look_alikes=((people[8], people[21]), (people[1], people[19])),
        without_pin=(people[21], people[19]),
        to_renew=(people[6],),
        ageing=(people[2], people[10], people[16]),
    )


def a_school(clock: HandClock, names: Sequence[str] = NAMES) -> FakeDesk:
    """A class of these people with a session from 08:00 to 09:00 and one in the afternoon; nobody is marked.

    Most have consent and a face, every fifth has none, every fourth has a PIN, one has an old template.
    """
    desk = FakeDesk(clock)
    main = SchoolClass(ClassId("class-0"), "Class 7b")
    desk.classes_ = [main, SchoolClass(ClassId("class-1"), "Choir")]
    for place, name in enumerate(names):
        person = Person(PersonId(f"person-{place}"), f"{1001 + place}", name, SYMBOLS[place % len(SYMBOLS)])
        has_consent = place % 5 != 4
        templates, old = (0, 1) if place == 6 else (int(has_consent), 0)
        desk.people_.append(PersonSummary(person, (main.id,), templates, old, has_consent, place % 4 == 0))
    hour = timedelta(hours=1)
    desk.sessions_ = [
        Session(SessionId("session-0"), main.id, EIGHT, EIGHT.plus(hour)),
        Session(SessionId("session-1"), main.id, EIGHT.plus(5 * hour), EIGHT.plus(6 * hour)),
    ]
    return desk


def monday_morning(clock: HandClock) -> FakeDesk:
    """A quarter past eight: most are in, two late, one excused by a call, one said "not me", five missing."""
    desk = a_school(clock)
    session = desk.sessions_[0].id
    for place in range(len(NAMES)):
        person = desk.people_[place].person.id
        if place in {4, 9, 15, 18, 21}:
            continue
        if place == 7:
            desk.put(
                session,
                person,
                MarkState.EXCUSED,
                EventKind.CORRECTION,
                Method.TEACHER,
                note="Dentist, back at ten",
            )
            continue
        is_late = place in {3, 12}
        at = EIGHT.plus(
            timedelta(minutes=11 + place / 6) if is_late else timedelta(seconds=-500 + 31 * place)
        )
        method = Method.CODE if place % 8 == 0 else Method.FACE
        desk.put(
            session,
            person,
            MarkState.LATE if is_late else MarkState.PRESENT,
            EventKind.ARRIVAL,
            method,
            at=at,
        )
    taken = desk.events[2]
    desk.events.append(
        replace(taken, id=EventId("void"), kind=EventKind.VOID, voids=taken.id, state=MarkState.UNMARKED)
    )
    desk.is_open = True
    return desk


def two_thousand(clock: HandClock) -> FakeDesk:
    """The whole school on one register, every third present."""
    desk = a_school(clock, [f"{NAMES[n % len(NAMES)]} {n}" for n in range(2000)])
    for place in range(0, 2000, 3):
        desk.put(
            desk.sessions_[0].id,
            desk.people_[place].person.id,
            MarkState.PRESENT,
            EventKind.ARRIVAL,
            Method.FACE,
        )
    return desk
