"""A no, which beats every consent: it ends them, erases the templates at once, and holds until it is lifted.

A person's own no is lifted by themselves and by nobody else.
"""

from typing import Final

from kiosk.domain.ids import PersonId, new_id
from kiosk.domain.permissions import Act
from kiosk.domain.privacy import Objection, Relation
from kiosk.errors import Code, KioskError
from kiosk.storage import mirror, people_there, refusals, rows
from kiosk.storage.consents import end_in_kiosk, withdraw_rows
from kiosk.storage.desk import Desk
from kiosk.storage.sqlcipher import Database

_MAY_OBJECT: Final = (Relation.SELF, Relation.GUARDIAN, Relation.REPRESENTATIVE)
"""The order in which one of several is shown: a person's own first."""


def standing(records: Database, person: PersonId) -> list[Objection]:
    """Give somebody's objections that hold, their own first."""
    held = [one for one in every(records, person) if one.lifted is None]
    return sorted(held, key=lambda one: _MAY_OBJECT.index(one.by))


def every(records: Database, person: PersonId) -> list[Objection]:
    """Give all that somebody ever raised, oldest first, those taken back included."""
    found = records.read(
        "SELECT relation, raised_utc, raised_zone, raised_offset, lifted_utc, lifted_zone, lifted_offset"
        " FROM objections WHERE person = ? ORDER BY raised_utc, objection",
        (person,),
    )
    return [
        Objection(Relation(row[0]), rows.instant(*row[1:4]), rows.maybe_instant(*row[4:7])) for row in found
    ]


def enter(desk: Desk, person: PersonId, by: Relation) -> int:
    """Record a no; says how many templates went.

    Zone K goes first: if the program ends between the two, the templates are gone and the consents withdrawn.

    Raises:
        KioskError: NOT_ALLOWED, PERSON_UNKNOWN; TEXT_BAD for a relation that cannot object.
    """
    desk.require_person(Act.OBJECT, person)
    people_there.require(desk.records, person)
    _check(by)
    erased = end_in_kiosk(desk, person)
    with desk.act("objected", [person], f"by={by.value} templates={erased}"):
        withdraw_rows(desk, person)
        if by not in {one.by for one in standing(desk.records, person)}:
            desk.records.write(
                "INSERT INTO objections (objection, person, relation, raised_utc, raised_zone,"
                " raised_offset) VALUES (?, ?, ?, ?, ?, ?)",
                (new_id(), person, by.value, *rows.instant_values(desk.clock())),
            )
    mirror.copy(desk.records, desk.kiosk, mirror.PEOPLE, desk.clock(), person)
    desk.kiosk.checkpoint()
    return erased


def lift(desk: Desk, person: PersonId, by: Relation) -> None:
    """Take a no back. A new consent is needed afterwards; another's no goes on.

    Raises:
        KioskError: NOT_ALLOWED, PERSON_UNKNOWN, TEXT_BAD; OBJECTED when others said no, and not they.
    """
    desk.require(Act.ENROL)
    people_there.require(desk.records, person)
    _check(by)
    refusals.take_over_pending(desk.records, desk.kiosk, desk.clock())
    held = standing(desk.records, person)
    if not held:
        return
    if by not in {one.by for one in held}:
        raise KioskError(Code.OBJECTED)
    with desk.act("objection-lifted", [person], f"by={by.value}"):
        desk.records.write(
            "UPDATE objections SET lifted_utc = ?, lifted_zone = ?, lifted_offset = ?"
            " WHERE person = ? AND relation = ? AND lifted_utc IS NULL",
            (*rows.instant_values(desk.clock()), person, by.value),
        )
    mirror.copy(desk.records, desk.kiosk, mirror.PEOPLE, desk.clock(), person)


def _check(by: Relation) -> None:
    if by not in _MAY_OBJECT:
        raise KioskError(Code.TEXT_BAD, where="relation", detail="unknown")
