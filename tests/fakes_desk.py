"""A desk without storage: DeskApi, CameraApi and DoorApi over lists, with the domain's own rules for marks.

Answers are ready at once unless `hold()` was called; then they wait for `release()`, as a slow disk's would.
Scenarios are functions whose docstring tells the story. They cannot ship: tests/ is not in the package.
"""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path

from kiosk.domain.ids import ClassId, EventId, PersonId, SessionId, SignerId
from kiosk.domain.marks import EventKind, MarkState, Method
from kiosk.domain.names import SYMBOLS
from kiosk.domain.people import (
    Person,
    PersonSummary,
    Role,
    SchoolClass,
    SignedIn,
)
from kiosk.domain.picture_folder import FolderPlan, FolderResult
from kiosk.domain.sessions import Session
from kiosk.domain.strictness import Expectation, Strictness
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import (
    Enrolled,
    ModelInUse,
    SystemView,
)
from kiosk.runtime.api_register import Progress
from tests.fakes_answers import EIGHT, NAMES, PASSPHRASE, ZONE, HandClock
from tests.fakes_marks import FakeRegisters

__all__ = [
    "EIGHT", "NAMES", "PASSPHRASE", "ZONE", "FakeDesk", "HandClock", "a_school", "a_system",
    "a_system_with_work", "monday_morning",
]  # fmt: skip


@dataclass(slots=True)
class _Enrolment:
    person: PersonId
    future: "Future[Enrolled]"


class FakeDesk(FakeRegisters):
    """A school in memory."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock)
        self.wait_detail = ""
        self.look_alikes: tuple[PersonId, ...] = ()
        self.duplicate_of: tuple[str, ...] = ()
        """Numbers of whom the next face to be enrolled is one with."""
        self.twins_in_time = True
        self.folder_plan = FolderPlan((), ())
        self.folder_results: tuple[FolderResult, ...] = ()
        self.role = Role.TEACHER
        self.wrong_tries = 0
        self.system_ = a_system()
        self.enrolment: _Enrolment | None = None

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

    def set_symbol(self, person: PersonId, symbol: str) -> "Future[Person]":
        def job() -> Person:
            made = replace(self._summary(person).person, symbol=symbol)
            self._replace(person, person=made)
            return made

        return self._answer("set_symbol", job)

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

    def enrol_camera(self, person: PersonId, *, has_glasses: bool = False) -> "Future[Enrolled]":
        self.calls.append("enrol_camera with glasses" if has_glasses else "enrol_camera")
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

    def look_at_folder(self, folder: Path, on_progress: Progress | None = None) -> "Future[FolderPlan]":
        def job() -> FolderPlan:
            if on_progress is not None:
                on_progress(3, 12)
            return self.folder_plan

        return self._answer(f"look_at_folder {folder.name}", job)

    def enrol_folder(
        self, folder: Path, plan: FolderPlan, on_progress: Progress | None = None
    ) -> "Future[tuple[FolderResult, ...]]":
        return self._answer(f"enrol_folder {len(plan.accepted)}", lambda: self.folder_results)

    def cancel_folder(self) -> None:
        self.calls.append("cancel_folder")

    def cancel_enrolment(self) -> None:
        self.calls.append("cancel_enrolment")
        if self.enrolment is not None:
            self.enrolment.future.cancel()

    def plan_lessons(
        self, class_id: ClassId, days: frozenset[int], starts: time, ends: time, first: date, last: date
    ) -> "Future[int]":
        return self._answer("plan_lessons", lambda: 0)


def a_system(*, roster_size: int = 24, looks_a_term: int = 1950) -> SystemView:
    """A measured model in a school of one class, where everything is as it should be; nobody is alike."""
    expectations = (
        Expectation(Strictness.STRICT, 0.0001, (0.02, 0.06), 0.093, True),
        Expectation(Strictness.NORMAL, 0.001, (0.11, 0.31), 0.058, False),
        Expectation(Strictness.LENIENT, 0.01, (1.2, 3.4), 0.021, False),
    )
    model = ModelInUse("dlib-resnet", "CC0-1.0", True, 150)
    return SystemView(
        model, roster_size, 65, looks_a_term, expectations, Strictness.NORMAL, {}, {}, (), (), (), ()
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
