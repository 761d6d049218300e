"""DeskApi: each question becomes a job of the database thread; enrolment goes by the camera thread."""

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, PersonId, SessionId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import (
    Correction,
    Person,
    PersonSummary,
    Roster,
    SchoolClass,
    SignedIn,
)
from kiosk.domain.picture_folder import FolderPlan, FolderResult
from kiosk.domain.registers import HistoryLine, Missing, PersonDay, SessionCounts, WideRow
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import Enrolled, SystemView
from kiosk.runtime.api_register import Progress
from kiosk.runtime.chain import chain
from kiosk.runtime.enrol_folder import FolderEnrolment
from kiosk.runtime.enrolment import NewTemplate, Picture, as_pictures, look_at, template_of
from kiosk.runtime.system import summaries_with_look_alikes, system_view

if TYPE_CHECKING:
    from kiosk.runtime.services import Services
    from kiosk.storage.records import Records
    from kiosk.storage.unlock import Attempt, Opened
    from kiosk.storage.vault import Vault

T = TypeVar("T")


class DeskService:
    """Implements DeskApi."""

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._folder = FolderEnrolment(services)
        self._by_camera: Future[Enrolled] | None = None

    # Signing in

    def sign_in(self, passphrase: str, number: int | None = None) -> "Future[SignedIn]":
        """Open Zone R and drain the outbox. Raises PASSPHRASE_WRONG, PASSPHRASE_WAIT, OUTBOX_BROKEN."""
        self._folder.cancel()  # it is of whoever is signed in until now
        return self._services.derivation.submit(lambda: self._sign_in(passphrase, number))

    def _sign_in(self, passphrase: str, number: int | None) -> SignedIn:
        """Derive the keys here, between two jobs of the database thread, which answers the door meanwhile."""
        try:
            attempt = self._plan(passphrase, number)
            opened = attempt.derive()
            return self._services.submit(lambda vault: self._finish(vault, attempt, opened)).result()
        except CancelledError:  # the program ends
            raise KioskError(Code.SIGNED_OUT) from None

    def _plan(self, passphrase: str, number: int | None) -> "Attempt":
        """Look at the waits; where the kiosk waits for somebody to start it, that is the first thing."""

        def plan(vault: "Vault") -> "Attempt":
            return vault.plan_sign_in(passphrase, number)

        try:
            return self._services.submit(plan).result()
        except KioskError as error:
            if error.code is not Code.ATTENDED_START:
                raise
        self._services.start_attended(passphrase, number).result()
        return self._services.submit(plan).result()

    def _finish(self, vault: "Vault", attempt: "Attempt", opened: "Opened | None") -> SignedIn:
        self._services.storing.drop()
        signed_in = vault.finish_sign_in(attempt, opened)
        try:
            self._services.refresh(vault)  # what a crash left unmirrored was repaired just now
        except KioskError as error:  # a model that cannot be used: the camera's state says why
            logs.event("not-refreshed", code=error.code)
        self._services.note_change()
        return signed_in

    def sign_out(self) -> "Future[None]":
        """Close Zone R and wipe its key; whoever signs in next goes on with nobody's folder."""
        self._folder.cancel()

        def job(vault: "Vault") -> None:
            self._services.storing.drop()
            vault.sign_out()

        return self._services.submit(job)

    # What the door need not know

    def school(self) -> "Future[str]":
        """Give the school's name."""
        return self._read(lambda records: records.school())

    def classes(self) -> "Future[Sequence[SchoolClass]]":
        """Give all classes by name."""
        return self._read(lambda records: records.classes())

    def people(self, class_id: ClassId | None = None) -> "Future[Sequence[PersonSummary]]":
        """Give everybody, or a class's members."""

        def job(vault: "Vault") -> Sequence[PersonSummary]:
            found = vault.records.people(class_id, self._services.embedder().sha256)
            return summaries_with_look_alikes(found, self._services.known_look_alikes(vault), vault)

        return self._services.submit(job)

    def system(self) -> "Future[SystemView]":
        """Say how recognition is doing. Raises ADMIN_NEEDED for a teacher."""
        return self._services.submit(lambda vault: system_view(self._services, vault))

    def person_by_number(self, number: str) -> "Future[Person]":
        """Find somebody. Raises PERSON_UNKNOWN."""
        return self._read(lambda records: records.person_by_number(number))

    def set_pin(self, person: PersonId, pin: str) -> "Future[None]":
        """Set or change a PIN. Raises PIN_SHAPE, PIN_EASY."""
        return self._read(lambda records: records.set_pin(person, pin))

    def record_consent(self, person: PersonId, text: str, given_by: str, live_until: date) -> "Future[None]":
        """Record a consent. Raises TEXT_BAD, DAY_BAD."""

        def job(records: "Records") -> None:
            records.record_consent(person, text, given_by, live_until)

        return self._read(job)

    def sessions(self, day: date) -> "Future[Sequence[Session]]":
        """Give the day's sessions of all classes, by start, and those that run into it from before."""
        return self._read(lambda records: records.sessions(day))

    def roster(self, session: SessionId) -> "Future[Roster]":
        """Give the register as it stands."""
        return self._read(lambda records: records.roster(session))

    def history(self, session: SessionId, person: PersonId) -> "Future[Sequence[HistoryLine]]":
        """Give everything that happened to a line, oldest first."""
        return self._read(lambda records: records.history(session, person))

    def overview(self, day: date) -> "Future[Sequence[SessionCounts]]":
        """Give every register of the day with its counts, by start."""
        return self._read(lambda records: records.overview(day))

    def wide_roster(self, day: date, sessions: Sequence[SessionId] = ()) -> "Future[Sequence[WideRow]]":
        """Give several registers as one list, by class and name."""
        return self._read(lambda records: records.wide_roster(day, sessions))

    def missing(self) -> "Future[Sequence[Missing]]":
        """Give whoever is expected now and unmarked, by class and name."""
        return self._read(lambda records: records.missing())

    def person_days(self, person: PersonId, first: date, last: date) -> "Future[Sequence[PersonDay]]":
        """Give one person's sessions, oldest first. Raises PERSON_UNKNOWN."""
        return self._read(lambda records: records.person_days(person, first, last))

    # What changes the lists, sessions or templates the door uses

    def add_class(self, name: str) -> "Future[SchoolClass]":
        """Add a class. Raises CLASS_EXISTS, TEXT_BAD."""
        return self._write(lambda records: records.add_class(name))

    def add_person(self, number: str, name: str, class_ids: Sequence[ClassId]) -> "Future[Person]":
        """Add somebody. Raises PERSON_EXISTS, TEXT_BAD."""
        return self._write(lambda records: records.add_person(number, name, class_ids))

    def withdraw_consent(self, person: PersonId) -> "Future[int]":
        """Withdraw it and erase the person's templates at once; says how many."""

        def job(records: "Records") -> int:
            self._services.storing.drop(person)
            return records.withdraw_consent(person)

        return self._write(job)

    def open_session(self, class_id: ClassId, starts: Instant, ends: Instant) -> "Future[Session]":
        """Add a session with its group's options. Raises SESSION_TIMES, SESSION_EXISTS, CLASS_UNKNOWN."""
        return self._services.timetable.open_once(class_id, starts, ends)

    def plan_lessons(
        self, class_id: ClassId, days: frozenset[int], starts: time, ends: time, first: date, last: date
    ) -> "Future[int]":
        """Add a class's fixed lessons for a term; says how many sessions that makes."""
        return self._write(lambda records: records.plan_lessons(class_id, days, starts, ends, first, last))

    # What changes marks

    def close_session(self, session: SessionId) -> "Future[Session]":
        """Close a register: whoever is unmarked becomes absent."""
        return self._mark(lambda records: records.close_session(session))

    def reopen_session(self, session: SessionId) -> "Future[Session]":
        """Open it again: what closing set is taken back, marks stay."""
        return self._mark(lambda records: records.reopen_session(session))

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
        """Set a state for several people at once."""
        return self._mark(
            lambda records: records.correct(session, people, state, note, code=code, minutes=minutes)
        )

    def undo(self, correction: Correction) -> "Future[None]":
        """Take a correction back. Raises SESSION_CLOSED while the register is closed."""
        return self._mark(lambda records: records.undo(correction))

    def redo(self, correction: Correction) -> "Future[Correction]":
        """Make a correction that was taken back once more. Raises SESSION_CLOSED."""
        return self._mark(lambda records: records.redo(correction))

    def look_at(self, session: SessionId, people: Sequence[PersonId]) -> "Future[None]":
        """Say that the marks made by code or card were looked at: their sign goes."""
        return self._mark(lambda records: records.look_at(session, people))

    def add_visitor(self, session: SessionId, name: str, note: str = "") -> "Future[Person]":
        """Add somebody who is not of the school to one register, and mark them present."""
        return self._mark(lambda records: records.add_visitor(session, name, note))

    def change_person(
        self, person: PersonId, number: str, name: str, class_ids: Sequence[ClassId]
    ) -> "Future[Person]":
        """Change somebody; who leaves a group keeps their marks."""
        return self._mark(lambda records: records.change_person(person, number, name, class_ids))

    def set_symbol(self, person: PersonId, symbol: str) -> "Future[Person]":
        """Choose somebody's symbol. Raises PERSON_UNKNOWN, TEXT_BAD."""
        return self._write(lambda records: records.set_symbol(person, symbol))

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call `callback` on the database thread after each committed change to marks."""
        self._services.listen(callback)

    # Enrolment

    def enrol_pictures(self, person: PersonId, pictures: Sequence[Path]) -> "Future[Enrolled]":
        """Make a template from picture files, which are read and forgotten.

        One job a picture, so that the door goes on between two of them.

        Raises:
            KioskError: CONSENT_MISSING, NO_GOOD_FACE, DUPLICATE_FACE, by the future.
        """
        services = self._services

        def look_at_all(_: None) -> "Future[list[Picture]]":
            looked: Future[list[Picture]] = Future()
            looked.set_result([])
            for path in pictures:
                looked = chain(looked, lambda done, path=path: self._and_one(done, path))  # type: ignore[misc]
            return looked

        looked = chain(self._consented(person), look_at_all)
        made = chain(looked, lambda found: services.with_models(lambda models: template_of(models, found)))
        return chain(made, lambda new: self._store(person, new))

    def enrol_camera(self, person: PersonId, *, has_glasses: bool = False) -> "Future[Enrolled]":
        """Make a template from the camera, pose by pose; progress by CameraApi.

        Raises:
            KioskError: CONSENT_MISSING, CAMERA_NONE, DUPLICATE_FACE, by the future.
        """
        services = self._services
        captured = chain(self._consented(person), lambda _: services.camera.collect(has_glasses=has_glasses))
        made = chain(
            captured,
            lambda found: services.with_models(lambda models: template_of(models, as_pictures(found))),
        )
        self._by_camera = chain(made, lambda new: self._store(person, new))
        return self._by_camera

    def enrol_as_twins(self, person: PersonId) -> "Future[Enrolled]":
        """Store what DUPLICATE_FACE refused just now. Raises CONSENT_MISSING, CONFIRM_OVER."""

        def job(vault: "Vault") -> Enrolled:
            enrolled = self._services.storing.store_as_twins(vault, person)
            self._services.refresh(vault)
            return enrolled

        return self._services.submit(job)

    def look_at_folder(self, folder: Path, on_progress: Progress | None = None) -> "Future[FolderPlan]":
        """Say what enrolling a folder of pictures would do. Changes nothing."""
        return self._folder.look(folder, on_progress)

    def enrol_folder(
        self, folder: Path, plan: FolderPlan, on_progress: Progress | None = None
    ) -> "Future[tuple[FolderResult, ...]]":
        """Enrol whoever a plan accepts, one after the other."""
        return self._folder.enrol(folder, plan, on_progress)

    def cancel_folder(self) -> None:
        """Stop looking at a folder or enrolling it; whoever was enrolled by then stays so."""
        self._folder.cancel()

    def stop(self, timeout: float) -> list[str]:
        """End the folder's thread; gives its name when it did not end."""
        return self._folder.stop(timeout)

    def cancel_enrolment(self) -> None:
        """Stop a running enrolment by camera; its future is cancelled.

        After the last look too: who says no then is not stored all the same.
        """
        self._services.camera.cancel_collecting()
        if self._by_camera is not None:
            self._by_camera.cancel()

    def _consented(self, person: PersonId) -> "Future[None]":
        def job(records: "Records") -> None:
            if records.live_consent(person) is None:
                raise KioskError(Code.CONSENT_MISSING)

        return self._read(job)

    def _and_one(self, done: list[Picture], path: Path) -> "Future[list[Picture]]":
        return self._services.with_models(lambda models: [*done, look_at(models, path)])

    def _store(self, person: PersonId, new: NewTemplate) -> "Future[Enrolled]":
        def job(vault: "Vault") -> Enrolled:
            enrolled = self._services.storing.store(vault, person, new)
            self._services.refresh(vault)
            return enrolled

        return self._services.submit(job)

    def _read(self, job: "Callable[[Records], T]") -> "Future[T]":
        return self._services.submit(lambda vault: job(vault.records))

    def _write(self, job: "Callable[[Records], T]") -> "Future[T]":
        def write(vault: "Vault") -> T:
            answer = job(vault.records)
            self._services.refresh(vault)
            return answer

        return self._services.submit(write)

    def _mark(self, job: "Callable[[Records], T]") -> "Future[T]":
        def mark(vault: "Vault") -> T:
            answer = job(vault.records)
            self._services.refresh(vault)
            self._services.note_change()
            return answer

        return self._services.submit(mark)
