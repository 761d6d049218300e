"""Changing somebody: their number, name and groups, and what the registers of the time between say."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from kiosk.storage import memberships
from kiosk.storage.sqlcipher import Value
from tests.fakes_storage import SmallSchool


def raises(code: Code) -> "pytest.RaisesExc[KioskError]":
    return pytest.RaisesExc(KioskError, check=lambda error: error.code is code)


def change(school: SmallSchool, *classes: ClassId, number: str = "S-1", name: str = "Ada Lovelace") -> None:
    school.vault.records.change_person(school.people[0].id, number, name, classes)


def on_list(school: SmallSchool, session: Session) -> bool:
    roster = school.vault.records.roster(session.id)
    return school.people[0].id in {row.person.id for row in roster.rows}


def lesson(school: SmallSchool, days: int) -> Session:
    starts = school.session.starts.plus(timedelta(days=days))
    return school.vault.records.open_session(school.school_class.id, starts, starts.plus(timedelta(hours=1)))


def at_door(school: SmallSchool, person: PersonId, class_id: ClassId) -> bool:
    found = school.vault._kiosk.read(
        "SELECT 1 FROM memberships WHERE person = ? AND class = ?", (person, class_id)
    )
    return bool(found)


def test_name_and_number_are_changed_everywhere(school: SmallSchool) -> None:
    records, own = school.vault.records, school.school_class.id
    made = records.change_person(school.people[0].id, " ١٢ ", "Ada  King", [own])
    assert (made.number, made.name) == ("12", "Ada King")
    assert records.person_by_number("12") == made
    assert school.vault.door.label(made.id).text == "A. K."
    last = records.audit_rows()[-1]
    assert (last.action, last.subjects, last.detail) == ("person-changed", (made.id, own), "classes=1")


@pytest.mark.parametrize(
    ("number", "name", "code"),
    [("S-2", "Ada", Code.PERSON_EXISTS), ("S-1", " ", Code.TEXT_BAD), ("", "Ada", Code.TEXT_BAD)],
)
def test_what_is_refused_changes_nothing(school: SmallSchool, number: str, name: str, code: Code) -> None:
    school.vault.records.set_pin(school.people[0].id, "57290318")
    other = school.vault.records.add_class("8a")
    before = (school.vault.records.people(), school.vault.records.audit_rows())
    with raises(code):
        change(school, other.id, number=number, name=name)
    assert (school.vault.records.people(), school.vault.records.audit_rows()) == before


def test_nobody_and_no_class_are_refused(school: SmallSchool) -> None:
    with raises(Code.PERSON_UNKNOWN):
        school.vault.records.change_person(PersonId(school.session.id), "1", "Ada", [])
    with raises(Code.CLASS_UNKNOWN):
        change(school, ClassId(school.session.id))


def test_a_pin_goes_with_its_number(school: SmallSchool) -> None:
    """It is stored under the number: with the old one it would go on working, for whoever has it next."""
    records, own = school.vault.records, school.school_class.id
    records.set_pin(school.people[0].id, "57290318")
    change(school, own, name="Ada King")
    assert school.vault.door.check_code("S-1", "57290318", school.clock()) == school.people[0].id
    change(school, own, number="S-99")
    for number in ("S-1", "S-99"):
        with raises(Code.CODE_WRONG):
            school.vault.door.check_code(number, "57290318", school.clock.forward(minutes=1))


def test_who_leaves_a_group_and_comes_back_was_away_meanwhile(school: SmallSchool) -> None:
    """Coming back made one row of two: the registers of the time between said "unmarked"."""
    records, own, other = school.vault.records, school.school_class.id, school.vault.records.add_class("8a")
    school.mark(0)
    between, afterwards = lesson(school, 1), lesson(school, 3)
    school.clock.forward(hours=4)
    change(school, other.id)
    assert at_door(school, school.people[0].id, other.id)
    assert not at_door(school, school.people[0].id, own)
    school.clock.forward(days=2)
    change(school, other.id, own)
    assert at_door(school, school.people[0].id, own)
    assert [on_list(school, one) for one in (school.session, between, afterwards)] == [True, False, True]
    days = records.person_days(school.people[0].id, date(2026, 11, 1), date(2026, 12, 31))
    assert [one.session for one in days] == [school.session.id, afterwards.id]


def test_who_comes_and_goes_within_a_lesson_is_on_its_list_once(school: SmallSchool) -> None:
    school.clock.forward(minutes=20)
    change(school)
    school.clock.forward(minutes=5)
    change(school, school.school_class.id)
    roster = school.vault.records.roster(school.session.id)
    assert len(roster.rows) == 3
    (counts,) = school.vault.records.overview(date(2026, 11, 23))
    assert sum(counts.counts) == 3


def test_the_same_moment_twice_is_no_trouble(school: SmallSchool) -> None:
    for classes in ((), (school.school_class.id,), (), (school.school_class.id,)):
        change(school, *classes)
    assert on_list(school, school.session)
    zone_r = school.vault._zone_r
    assert zone_r is not None
    with zone_r.database.transaction():
        memberships.join(
            zone_r.database, school.school_class.id, school.people[0].id, school.clock.forward(days=1)
        )
    rows = zone_r.database.read("SELECT 1 FROM memberships WHERE person = ?", (school.people[0].id,))
    assert len(rows) == 1


def test_who_had_left_and_is_given_a_group_is_here_again(school: SmallSchool) -> None:
    privacy, person = school.vault.office.privacy, school.people[0].id
    school.enrol(0)
    privacy.mark_left(person, school.clock().local_date)
    school.clock.forward(days=1)
    change(school)
    assert privacy.of_person(person).left is not None
    change(school, school.school_class.id)
    assert privacy.of_person(person).left is None
    school.clock.forward(days=200)
    school.vault.door.expire_leavers(school.clock())
    assert school.vault._kiosk.read("SELECT count(*) FROM templates") == [(1,)]


def test_a_number_is_not_changed_while_its_pin_stays(
    school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stop between the two files left the PIN under a number that somebody else may be given."""
    records, door, person = school.vault.records, school.vault._kiosk, school.people[0].id
    records.set_pin(person, "57290318")
    write = door.write

    def stopped(sql: str, values: Sequence[Value] = ()) -> int:
        if "pins" in sql:
            raise KioskError(Code.DATABASE_FULL)
        return write(sql, values)

    monkeypatch.setattr(door, "write", stopped)
    with raises(Code.DATABASE_FULL):
        change(school, school.school_class.id, number="S-99")
    assert records.person_by_number("S-1").id == person


def test_a_visitor_who_is_given_a_group_is_one_no_more(school: SmallSchool) -> None:
    """They could be marked, and had no card, no rate and no place on any list of the rules."""
    records, cards = school.vault.records, school.vault.office.cards
    visitor = records.add_visitor(school.session.id, "Vera Visitor")
    records.change_person(visitor.id, visitor.number, visitor.name, [])
    assert [one.is_visitor for one in records.people() if one.person.id == visitor.id] == [True]
    records.change_person(visitor.id, visitor.number, visitor.name, [school.school_class.id])
    assert [one.is_visitor for one in records.people() if one.person.id == visitor.id] == [False]
    assert visitor.id in {person for person, _ in cards.states()}


def test_leaving_twice_on_a_day_is_taken_back_as_once(school: SmallSchool) -> None:
    privacy, person, own = school.vault.office.privacy, school.people[0].id, school.school_class.id
    today = school.clock().local_date
    privacy.mark_left(person, today)
    school.clock.forward(minutes=5)
    change(school, own)
    privacy.mark_left(person, today)
    privacy.mark_left(person, None)
    assert privacy.of_person(person).left is None
    assert at_door(school, person, own)


def test_a_symbol_that_was_chosen_is_what_the_door_shows(school: SmallSchool) -> None:
    records, one = school.vault.records, school.people[0].id
    made = records.set_symbol(one, "kite")
    assert made.symbol == records.person_by_number("S-1").symbol == "kite"
    assert school.vault.door.label(one).symbol == "kite"
    last = records.audit_rows()[-1]
    assert (last.action, last.subjects, last.detail) == ("symbol-set", (one,), "")


def test_a_symbol_without_a_drawing_is_refused_and_nothing_changes(school: SmallSchool) -> None:
    records, one = school.vault.records, school.people[0]
    before = records.audit_rows()
    with raises(Code.TEXT_BAD):
        records.set_symbol(one.id, "skull")
    with raises(Code.PERSON_UNKNOWN):
        records.set_symbol(PersonId("nobody"), "kite")
    assert records.person_by_number(one.number).symbol == one.symbol
    assert records.audit_rows() == before
