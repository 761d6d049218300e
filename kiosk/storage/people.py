"""The people of the rolls: adding and changing them, and visitors of one session.

A teacher knows of the members of their own classes only.
"""

from collections.abc import Sequence

from kiosk.domain.ids import ClassId, PersonId, SessionId, new_id, short
from kiosk.domain.marks import EventKind, MarkState
from kiosk.domain.names import SYMBOLS, TextProblem, clean_number, symbol_for
from kiosk.domain.people import Person, PersonSummary
from kiosk.domain.permissions import Act
from kiosk.errors import Code, KioskError
from kiosk.storage import memberships, mirror, people_there, templates, texts
from kiosk.storage.corrections import Corrections
from kiosk.storage.desk import Desk
from kiosk.storage.marking import Marking
from kiosk.storage.sqlcipher import ConstraintError

VISITOR_NUMBERS = "V-"
"""How the numbers of visitors begin; they count up."""


class People:
    """People of Zone R and the lists they are on."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by Records."""
        self._desk = desk
        self._marking = Marking(desk)

    def summaries(self, class_id: ClassId | None = None, model_sha256: str = "") -> list[PersonSummary]:
        """Give everybody, or a class's members, by name, with how many templates of a model they have."""
        self._desk.require(Act.SEE_REGISTERS)
        sees_all = self._desk.sees_all_classes
        lists = self._lists()
        counted = templates.counts(self._desk.kiosk, model_sha256)
        with_pin = {row[0] for row in self._desk.kiosk.read("SELECT person FROM pins")}
        consenting = {
            row[0]
            for row in self._desk.records.read(
                "SELECT person FROM consents WHERE withdrawn_utc IS NULL AND live_until_utc > ?",
                (self._desk.clock().utc_text,),
            )
        }
        found = self._desk.records.read(
            "SELECT kind, person, number, name, symbol FROM people WHERE is_erased = 0 ORDER BY name, number"
        )
        return [
            PersonSummary(
                Person(person, *texts_of),
                lists.get(person, ()),
                *counted.get(person, (0, 0)),
                has_live_consent=person in consenting,
                has_pin=person in with_pin,
                is_visitor=kind == "visitor",
            )
            for kind, person, *texts_of in found
            if sees_all or person in lists
            if class_id is None or class_id in lists.get(person, ())
        ]

    def add(self, number: str, name: str, class_ids: Sequence[ClassId]) -> Person:
        """Add somebody. Raises KioskError NOT_ALLOWED, PERSON_EXISTS, TEXT_BAD or CLASS_UNKNOWN."""
        self._desk.require(Act.EDIT_PEOPLE)
        cleaned = clean(number)
        self._check_classes(class_ids)
        person = Person(PersonId(new_id()), cleaned, texts.clean("name", name), self._next_symbol())
        try:
            with self._desk.act("person-added", [person.id, *class_ids]):
                self._insert(person, "member")
                memberships.change(self._desk.records, person.id, class_ids, self._desk.clock())
        except ConstraintError:
            raise KioskError(Code.PERSON_EXISTS, where=cleaned) from None
        self._mirror(person.id)
        return person

    def change(self, person: PersonId, number: str, name: str, class_ids: Sequence[ClassId]) -> Person:
        """Change somebody's number, name and groups; the marks of a group that is left stay.

        Who had left the school and is given a group is here again, and a visitor is one no more. A PIN goes
        with its number: after another number it has to be set anew.

        Raises:
            KioskError: NOT_ALLOWED, PERSON_UNKNOWN, PERSON_EXISTS, TEXT_BAD, CLASS_UNKNOWN.
        """
        self._desk.require(Act.EDIT_PEOPLE)
        people_there.require(self._desk.records, person)
        cleaned, named = clean(number), texts.clean("name", name)
        self._check_classes(class_ids)
        before = self._one(person)
        try:
            with self._desk.act("person-changed", [person, *class_ids], f"classes={len(set(class_ids))}"):
                self._desk.records.write(
                    "UPDATE people SET number = ?, name = ? WHERE person = ?", (cleaned, named, person)
                )
                memberships.change(self._desk.records, person, class_ids, self._desk.clock())
                if class_ids:
                    self._desk.records.write(
                        "UPDATE people SET left_utc = NULL, left_zone = NULL, left_offset = NULL,"
                        " kind = 'member' WHERE person = ?",
                        (person,),
                    )
                if before.number != cleaned:
                    # Before Zone R says so: a stop between the two must not leave it to the number's next.
                    with self._desk.kiosk.transaction():
                        self._desk.kiosk.write("DELETE FROM pins WHERE person = ?", (person,))
        except ConstraintError:
            raise KioskError(Code.PERSON_EXISTS, where=cleaned) from None
        self._mirror(person)
        return self._one(person)

    def add_visitor(self, session_id: SessionId, name: str, note: str = "") -> Person:
        """Add somebody who is not of the school to one register, marked present.

        They are on the session's list for as long as it lasts, and the door does not know them.

        Raises:
            KioskError: NOT_ALLOWED, SESSION_UNKNOWN, SESSION_CANCELLED, TEXT_BAD; REASON_NEEDED for a closed
                register without a note.
        """
        self._desk.require(Act.MARK)
        why = texts.clean("note", note) if note.strip() else ""
        session = Corrections(self._desk).open_to_change(session_id, why)
        named = texts.clean("name", name)
        person = Person(PersonId(new_id()), self._next_visitor(), named, self._next_symbol())
        records = self._desk.records
        with self._desk.act("visitor-added", [person.id, session.id]):
            self._insert(person, "visitor")
            records.write(
                "INSERT INTO memberships (class, person, joined_utc, left_utc) VALUES (?, ?, ?, ?)",
                (session.class_id, person.id, session.starts.utc_text, session.ends.utc_text),
            )
            self._marking.add(
                EventKind.CORRECTION,
                session.id,
                person.id,
                MarkState.PRESENT,
                self._desk.clock(),
                note=why,
            )
        self._mirror(person.id)
        return person

    def by_number(self, number: str) -> Person:
        """Find somebody. Raises KioskError PERSON_UNKNOWN or TEXT_BAD."""
        self._desk.require(Act.SEE_REGISTERS)
        cleaned = clean(number)
        found = self._desk.records.read(
            "SELECT person, number, name, symbol FROM people WHERE number = ? AND is_erased = 0", (cleaned,)
        )
        if not found or not self._desk.sees_person(found[0][0]):
            raise KioskError(Code.PERSON_UNKNOWN, where=cleaned)
        return Person(PersonId(found[0][0]), *found[0][1:])

    def set_pin(self, person: PersonId, pin: str) -> None:
        """Set or change a PIN. Raises KioskError NOT_ALLOWED, PIN_SHAPE, PIN_EASY or PERSON_UNKNOWN."""
        self._desk.require(Act.EDIT_PEOPLE)
        number = self.number_of(person)
        self._desk.codes.set_pin(person, number, pin)
        with self._desk.act("pin-set", [person]):
            pass

    def set_symbol(self, person: PersonId, symbol: str) -> Person:
        """Choose somebody's symbol, which the door shows beside their tick.

        Raises:
            KioskError: NOT_ALLOWED, PERSON_UNKNOWN, TEXT_BAD for one that there is no drawing of.
        """
        self._desk.require(Act.EDIT_PEOPLE)
        people_there.require(self._desk.records, person)
        if symbol not in SYMBOLS:
            raise KioskError(Code.TEXT_BAD, where="symbol", detail="unknown")
        with self._desk.act("symbol-set", [person]):
            self._desk.records.write("UPDATE people SET symbol = ? WHERE person = ?", (symbol, person))
        self._mirror(person)
        return self._one(person)

    def number_of(self, person: PersonId) -> str:
        """Give the school's number of somebody who is there. Raises KioskError PERSON_UNKNOWN."""
        return self._one(person).number

    def _one(self, person: PersonId) -> Person:
        found = self._desk.records.read(
            "SELECT person, number, name, symbol FROM people WHERE person = ? AND is_erased = 0", (person,)
        )
        if not found:
            raise KioskError(Code.PERSON_UNKNOWN, where=short(person))
        return Person(PersonId(found[0][0]), *found[0][1:])

    def _insert(self, person: Person, kind: str) -> None:
        self._desk.records.write(
            "INSERT INTO people (person, number, name, symbol, kind) VALUES (?, ?, ?, ?, ?)",
            (person.id, person.number, person.name, person.symbol, kind),
        )

    def _check_classes(self, class_ids: Sequence[ClassId]) -> None:
        known = {row[0] for row in self._desk.records.read("SELECT class FROM classes")}
        if unknown := [one for one in class_ids if one not in known]:
            raise KioskError(Code.CLASS_UNKNOWN, where=short(unknown[0]))

    def _next_symbol(self) -> str:
        return symbol_for(int(self._desk.records.read("SELECT count(*) FROM people")[0][0]))

    def _next_visitor(self) -> str:
        found = self._desk.records.read(
            "SELECT substr(number, ?) FROM people WHERE number GLOB ?",
            (len(VISITOR_NUMBERS) + 1, f"{VISITOR_NUMBERS}[0-9]*"),
        )
        used = [int(row[0]) for row in found if row[0].isascii() and row[0].isdecimal()]
        return f"{VISITOR_NUMBERS}{max(used, default=0) + 1}"

    def _lists(self) -> dict[PersonId, tuple[ClassId, ...]]:
        own = self._desk.own_classes()
        lists: dict[PersonId, list[ClassId]] = {}
        for person, class_id in self._desk.records.read(
            "SELECT person, class FROM memberships JOIN classes USING (class) WHERE left_utc IS NULL"
            " ORDER BY name"
        ):
            if own is None or class_id in own:
                lists.setdefault(PersonId(person), []).append(ClassId(class_id))
        return {person: tuple(class_ids) for person, class_ids in lists.items()}

    def _mirror(self, person: PersonId) -> None:
        for table in (mirror.PEOPLE, mirror.MEMBERSHIPS):
            mirror.copy(self._desk.records, self._desk.kiosk, table, self._desk.clock(), person)


def clean(number: str) -> str:
    """Clean a roster number. Raises KioskError TEXT_BAD."""
    try:
        return clean_number(number)
    except TextProblem as problem:
        raise KioskError(Code.TEXT_BAD, where="number", detail=problem) from None
