"""What somebody who is signed in may do: Zone R, each act one transaction with its audit row.

The methods are the synchronous twins of `kiosk.runtime.api.DeskApi`. Each asks the table of
`kiosk.domain.permissions` first. What is not of a teacher's own classes is to them as if it were not there.
"""

from collections.abc import Sequence
from datetime import date, time

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.faces import ProtectedEmbedding
from kiosk.domain.ids import ClassId, LessonId, PersonId, SessionId, new_id, short
from kiosk.domain.marks import MarkState
from kiosk.domain.people import (
    AuditRow,
    Consent,
    Correction,
    Greeting,
    Person,
    PersonSummary,
    Roster,
    SchoolClass,
)
from kiosk.domain.permissions import Act
from kiosk.domain.privacy import ConsentGiven, Relation
from kiosk.domain.registers import HistoryLine, Missing, PersonDay, SessionCounts, WideRow
from kiosk.domain.sessions import Session
from kiosk.domain.timetable import Lesson
from kiosk.errors import Code, KioskError
from kiosk.storage import audit, history, mirror, rows, session_plan, texts
from kiosk.storage.consents import Consents
from kiosk.storage.corrections import Corrections
from kiosk.storage.desk import Desk
from kiosk.storage.overview import Overview
from kiosk.storage.people import People
from kiosk.storage.registers import Registers
from kiosk.storage.sqlcipher import ConstraintError, Value
from kiosk.storage.terms import Term, busier_term


class Records:
    """Zone R, open."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk
        self._registers = Registers(desk)
        self._corrections = Corrections(desk)
        self._overview = Overview(desk)
        self._people = People(desk)
        self.consents = Consents(desk)

    # The school and its classes

    def school(self) -> str:
        """Give the school's name."""
        self._desk.require(Act.SEE_REGISTERS)
        return str(self._read("SELECT name FROM school")[0][0])

    def classes(self) -> list[SchoolClass]:
        """Give all classes by name, of a teacher their own."""
        self._desk.require(Act.SEE_REGISTERS)
        own = self._desk.own_classes()
        found = self._read("SELECT class, name FROM classes ORDER BY name")
        return [SchoolClass(ClassId(one), name) for one, name in found if own is None or one in own]

    def add_class(self, name: str) -> SchoolClass:
        """Add a class. Raises KioskError NOT_ALLOWED, CLASS_EXISTS or TEXT_BAD."""
        self._desk.require(Act.EDIT_PEOPLE)
        cleaned = texts.clean("name", name)
        made = SchoolClass(ClassId(new_id()), cleaned)
        try:
            with self._desk.act("class-added", [made.id]):
                self._write(
                    "INSERT INTO classes (class, name, name_key) VALUES (?, ?, ?)",
                    (made.id, cleaned, cleaned.casefold()),
                )
        except ConstraintError:
            raise KioskError(Code.CLASS_EXISTS, where=cleaned) from None
        self._mirror(mirror.CLASSES, made.id)
        return made

    def greeting(self) -> Greeting:
        """Give what the door shows beside a tick."""
        self._desk.require(Act.EDIT_SETTINGS)
        return Greeting(self._read("SELECT greeting FROM school")[0][0])

    def set_greeting(self, greeting: Greeting) -> None:
        """Choose what the door shows beside a tick, and rewrite everybody's label."""
        self._desk.require(Act.EDIT_SETTINGS)
        with self._desk.act("greeting-set", detail=greeting.value):
            self._write("UPDATE school SET greeting = ?", (greeting.value,))
        self._mirror(mirror.PEOPLE)
        self._desk.kiosk.checkpoint()

    # People

    def people(self, class_id: ClassId | None = None, model_sha256: str = "") -> list[PersonSummary]:
        """Give everybody, or a class's members, by name, with how many templates of a model they have.

        A teacher is given the members of their own classes, and of their classes only those.
        """
        return self._people.summaries(class_id, model_sha256)

    def sees_person(self, person: PersonId) -> bool:
        """Say whether somebody is in a class of one's own; for an administrator, always."""
        self._desk.require(Act.SEE_REGISTERS)
        return self._desk.sees_person(person)

    def add_person(self, number: str, name: str, class_ids: Sequence[ClassId]) -> Person:
        """Add somebody. Raises KioskError NOT_ALLOWED, PERSON_EXISTS, TEXT_BAD or CLASS_UNKNOWN."""
        return self._people.add(number, name, class_ids)

    def change_person(self, person: PersonId, number: str, name: str, class_ids: Sequence[ClassId]) -> Person:
        """Change somebody; raises what `People.change` does."""
        return self._people.change(person, number, name, class_ids)

    def set_symbol(self, person: PersonId, symbol: str) -> Person:
        """Choose somebody's symbol; raises what `People.set_symbol` does."""
        return self._people.set_symbol(person, symbol)

    def add_visitor(self, session: SessionId, name: str, note: str = "") -> Person:
        """Add somebody who is not of the school to one register; raises what `People.add_visitor` does."""
        return self._people.add_visitor(session, name, note)

    def person_by_number(self, number: str) -> Person:
        """Find somebody. Raises KioskError PERSON_UNKNOWN or TEXT_BAD."""
        return self._people.by_number(number)

    def set_pin(self, person: PersonId, pin: str) -> None:
        """Set or change a PIN. Raises KioskError NOT_ALLOWED, PIN_SHAPE, PIN_EASY or PERSON_UNKNOWN."""
        self._people.set_pin(person, pin)

    # Consent and templates

    def record_consent(self, person: PersonId, text: str, given_by: str, live_until: date) -> Consent:
        """Record a consent that ends by itself at the end of `live_until`.

        Raises:
            KioskError: NOT_ALLOWED, TEXT_BAD, DAY_BAD when that day is over, PERSON_UNKNOWN, OBJECTED.
        """
        self._desk.require(Act.ENROL)
        return self.consents.record(person, ConsentGiven(text, given_by, Relation.UNKNOWN, live_until))

    def withdraw_consent(self, person: PersonId) -> int:
        """Withdraw all of a person's consents and erase their templates at once; says how many."""
        self._desk.require_person(Act.OBJECT, person)
        return self.consents.withdraw(person)

    def live_consent(self, person: PersonId) -> Consent | None:
        """Give the live consent that lasts longest, or None."""
        self._desk.require(Act.ENROL)
        return self.consents.live(person)

    def store_templates(
        self,
        person: PersonId,
        new: Sequence[ProtectedEmbedding],
        captures: Sequence[ProtectedEmbedding] = (),
        *,
        are_twins: bool = False,
    ) -> None:
        """Replace a person's templates of these rows' models.

        Args:
            person: Whose.
            new: The templates.
            captures: The single ones behind the first of them.
            are_twins: Somebody said that this person and another with the same face are two people.

        Raises:
            KioskError: NOT_ALLOWED, CONSENT_MISSING.
        """
        self._desk.require(Act.ENROL)
        consent = self.live_consent(person)
        if consent is None:
            raise KioskError(Code.CONSENT_MISSING)
        self._desk.door.add_templates(person, consent.id, new, captures)
        action = "enrolled-as-twins" if are_twins else "enrolled"
        with self._desk.act(action, [person, consent.id], f"templates={len(new)} captures={len(captures)}"):
            pass

    def refuse_duplicate(self, person: PersonId, like: Sequence[PersonId]) -> KioskError:
        """Note that a template was refused, and give the error with the school numbers of all of them.

        Args:
            person: Who was being enrolled.
            like: Who is enrolled with that face, the nearest first.

        Raises:
            KioskError: NOT_ALLOWED.
        """
        self._desk.require(Act.ENROL)
        with self._desk.act("duplicate-refused", [person, *like]):
            pass
        numbers = ", ".join(self._people.number_of(one) for one in (person, *like))
        return KioskError(Code.DUPLICATE_FACE, where=numbers)

    # Sessions

    def sessions(self, day: date) -> list[Session]:
        """Give the day's sessions of all one's classes, by start, and those that run into it from before."""
        return self._registers.sessions(day)

    def open_session(
        self,
        class_id: ClassId,
        starts: Instant,
        ends: Instant,
        *,
        early_minutes: int = 30,
        late_after_minutes: int = 10,
    ) -> Session:
        """Add a session.

        Raises:
            KioskError: SESSION_TIMES when it ends before it starts, SESSION_EXISTS, CLASS_UNKNOWN.
        """
        self._desk.require(Act.OPEN_SESSIONS)
        if ends.utc <= starts.utc or early_minutes < 0 or late_after_minutes < 0:
            raise KioskError(Code.SESSION_TIMES)
        if class_id not in {c.id for c in self.classes()}:
            raise KioskError(Code.CLASS_UNKNOWN, where=short(class_id))
        session = Session(
            SessionId(new_id()), class_id, starts, ends, early_minutes, late_after_minutes, closed=None
        )
        try:
            with self._desk.act("session-added", [session.id, class_id]):
                self._insert_session(session)
        except ConstraintError:
            raise KioskError(Code.SESSION_EXISTS) from None
        self._mirror(mirror.SESSIONS, session.id)
        return session

    def plan_lessons(
        self, class_id: ClassId, days: frozenset[int], starts: time, ends: time, first: date, last: date
    ) -> int:
        """Add a class's fixed lessons for a term to the timetable, and the sessions that are not there yet.

        Returns:
            How many sessions were added.
        """
        self._desk.require(Act.EDIT_PEOPLE)
        if class_id not in {c.id for c in self.classes()}:
            raise KioskError(Code.CLASS_UNKNOWN, where=short(class_id))
        if not days:
            return 0
        lessons = [
            Lesson(LessonId(new_id()), class_id, day, starts, ends, first, last) for day in sorted(days)
        ]
        found = session_plan.fixed(self._desk.records, self._desk.install.zone, lessons)
        with self._desk.act("lessons-planned", [class_id], f"sessions={len(found.sessions)}"):
            session_plan.write_fixed(self._desk.records, found)
        self._mirror(mirror.SESSIONS)
        return len(found.sessions)

    def close_session(self, session: SessionId) -> Session:
        """Close a register: the unmarked become what the group chose; raises what `Registers.close` does."""
        return self._registers.close(session)

    def reopen_session(self, session: SessionId) -> Session:
        """Open it again: what closing set is taken back, marks stay. Raises KioskError SESSION_UNKNOWN."""
        return self._registers.reopen(session)

    # Marks

    def roster(self, session: SessionId) -> Roster:
        """Give the register as it stands, the door's newest marks included. Raises SESSION_UNKNOWN."""
        return self._registers.roster(session)

    def correct(
        self,
        session: SessionId,
        people: Sequence[PersonId],
        state: MarkState,
        note: str = "",
        *,
        code: str = "",
        minutes: int | None = None,
    ) -> Correction:
        """Set a state for several people at once; raises what `Corrections.correct` does, and TEXT_BAD."""
        return self._corrections.correct(session, people, state, _note(note), code, minutes)

    def undo(self, correction: Correction) -> None:
        """Take a correction back. Doing it twice changes nothing. Raises KioskError SESSION_CLOSED."""
        self._corrections.undo(correction)

    def redo(self, correction: Correction) -> Correction:
        """Make a correction that was taken back once more. Raises KioskError SESSION_CLOSED."""
        return self._corrections.redo(correction)

    def history(self, session: SessionId, person: PersonId) -> list[HistoryLine]:
        """Give everything that happened to a line. Raises KioskError SESSION_UNKNOWN, PERSON_UNKNOWN."""
        return history.of(self._desk, session, person)

    def look_at(self, session: SessionId, people: Sequence[PersonId]) -> None:
        """Say that marks by code or card were looked at. Raises KioskError SESSION_UNKNOWN."""
        self._corrections.look_at(session, people)

    def overview(self, day: date) -> list[SessionCounts]:
        """Give every register of a day with its counts."""
        return self._overview.counts(day)

    def counts_of(self, sessions: Sequence[SessionId]) -> list[SessionCounts]:
        """Give some registers with their counts; those that are not one's own are left out."""
        return self._overview.counts_of(sessions)

    def wide_roster(self, day: date, sessions: Sequence[SessionId] = ()) -> list[WideRow]:
        """Give several registers as one list; see `Overview.wide_roster`."""
        return self._overview.wide_roster(day, sessions)

    def missing(self) -> list[Missing]:
        """Give whoever is expected now and unmarked."""
        return self._overview.missing()

    def person_days(self, person: PersonId, first: date, last: date) -> list[PersonDay]:
        """Give one person's sessions, oldest first. Raises KioskError PERSON_UNKNOWN."""
        return self._overview.person_days(person, first, last)

    def term(self) -> Term:
        """Give how much the busier of the last and the next 13 weeks is."""
        self._desk.require(Act.SEE_SYSTEM)
        return busier_term(self._desk.records, self._desk.clock())

    # Audit

    def audit_rows(self) -> list[AuditRow]:
        """Give the audit, oldest first."""
        self._desk.require(Act.SEE_AUDIT)
        return audit.all_rows(self._desk.records)

    def verify_audit(self) -> tuple[str, ...]:
        """Check the audit's chain and its head in Zone K; empty when sound."""
        self._desk.require(Act.SEE_AUDIT)
        problems = audit.verify(self._desk.records, self._desk.kiosk)
        logs.event("audit-verified", problems=len(problems))
        return problems

    def _insert_session(self, session: Session) -> None:
        self._write(
            f"INSERT INTO sessions ({rows.SESSION_COLUMNS}, day) VALUES ({rows.SESSION_HOLES}, ?)",
            (*rows.session_values(session), session.starts.local_date.isoformat()),
        )

    def _mirror(self, table: "mirror.Table", identifier: str | None = None) -> None:
        mirror.copy(self._desk.records, self._desk.kiosk, table, self._desk.clock(), identifier)

    def _read(self, sql: str, values: tuple[str, ...] = ()) -> list[rows.Row]:
        return self._desk.records.read(sql, values)

    def _write(self, sql: str, values: Sequence[Value]) -> int:
        return self._desk.records.write(sql, values)


def _note(text: str) -> str:
    return texts.clean("note", text) if text.strip() else ""
