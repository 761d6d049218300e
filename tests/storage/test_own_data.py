"""A person's own data: everything of theirs, and not a word of anybody else's."""

import json
from datetime import date, timedelta

import pytest

from kiosk.domain.frames import SourceKind
from kiosk.domain.look_alikes import Reach
from kiosk.domain.marks import EventKind, MarkState, Method, NewPassage
from kiosk.domain.people import Person
from kiosk.domain.privacy import BasisKind, ConsentGiven, PersonCard, PersonData, Purpose, Relation
from kiosk.reports.own_data import own_data_json
from tests.fakes_storage import KEY_ID, MODEL, SmallSchool, template

UNTIL = date(2027, 7, 31)
THEIRS = {
    "number": "NUMBER-90210", "name": "Bartholomew Otherperson", "class": "Sunflower group",
    "form": "form of the other", "giver": "aunt of the other", "note": "note on the other",
}  # fmt: skip


@pytest.fixture
def other(school: SmallSchool) -> Person:
    """Somebody in the same register with everything, and a face close to the first one's."""
    records, privacy = school.vault.records, school.vault.office.privacy
    own_class = records.add_class(THEIRS["class"])
    person = records.add_person(THEIRS["number"], THEIRS["name"], [school.school_class.id, own_class.id])
    records.set_pin(person.id, "80351724")
    given = ConsentGiven(THEIRS["form"], THEIRS["giver"], Relation.GUARDIAN, UNTIL)
    privacy.record_consent(person.id, given)
    records.store_templates(person.id, [template(7)])
    records.refuse_duplicate(school.people[0].id, [person.id])
    school.people = (*school.people, person)
    school.mark(3)
    records.correct(school.session.id, [person.id, school.people[0].id], MarkState.EXCUSED)
    now = school.clock()
    session = records.open_session(own_class.id, now, now.plus(timedelta(hours=1)))
    for one in (school.session, session):
        records.correct(one.id, [person.id], MarkState.EXCUSED, THEIRS["note"])
    return person


def own_data(school: SmallSchool) -> PersonData:
    """Of the first person, who has something of every kind."""
    records, privacy, person = school.vault.records, school.vault.office.privacy, school.people[0]
    records.set_pin(person.id, "57290318")
    privacy.set_basis(Purpose.ATTENDANCE, BasisKind.LEGAL_OBLIGATION, "School Act")
    privacy.record_consent(person.id, ConsentGiven("form 12", "mother", Relation.GUARDIAN, UNTIL))
    records.store_templates(person.id, [template(0)], [template(n) for n in range(3)])
    school.vault.door.pairs.compare_some(MODEL, KEY_ID, Reach(2.0, 2.0))
    school.mark(0, method=Method.CODE)
    records.correct(school.session.id, [person.id], MarkState.LATE, "dentist")
    return privacy.own_data(person.id)


def test_it_is_everything_of_theirs(school: SmallSchool) -> None:
    data, person = own_data(school), school.people[0]
    assert (data.school, data.number, data.name) == ("Hilltop School", person.number, person.name)
    assert (data.symbol, data.classes, data.has_pin) == (person.symbol, ("7b",), True)
    assert [(one.purpose, one.reference) for one in data.bases] == [
        (Purpose.FACE, ""), (Purpose.ATTENDANCE, "School Act"),
    ]  # fmt: skip
    assert [one.given.text for one in data.privacy.consents] == ["form 12"]
    assert ([model for model, _ in data.templates], data.captures) == ([MODEL], 3)
    (mark,) = data.marks
    assert (mark.class_name, mark.state, mark.note, mark.method) == ("7b", "late", "dentist", "teacher")
    actions = [action for _, action in data.audit]
    assert {"person-added", "pin-set", "consent-recorded", "enrolled", "mark-corrected"} <= set(actions)
    assert actions[-1] == "own-data"  # that it was taken is part of it


def test_not_a_word_or_id_of_anybody_else_is_in_it(school: SmallSchool, other: Person) -> None:
    data = own_data(school)
    ids = {
        row[0]
        for table, column in (
            ("people", "person"), ("signers", "signer"), ("marks", "event"), ("consents", "consent"),
            ("classes", "class"), ("sessions", "session"),
        )
        for row in school.vault.office.records._desk.records.read(f"SELECT {column} FROM {table}")
    }  # fmt: skip
    ids -= {school.people[0].id, *(one.id for one in data.privacy.consents)}
    others = {*THEIRS.values(), *(p.name for p in school.people[1:]), *(p.number for p in school.people[1:])}
    texts = {"repr": repr(data), "json": own_data_json(data).decode()}
    for kind, text in texts.items():
        found = {word for word in {*others, *ids, "Grace Admin"} if word in text}
        assert found == set(), kind


def test_the_json_holds_all_of_it_under_keys_that_do_not_change(school: SmallSchool) -> None:
    document = json.loads(own_data_json(own_data(school)))
    assert list(document) == [
        "format", "kind", "school", "taken", "number", "name", "symbol", "classes", "bases", "consents",
        "objections", "left", "templates_go", "templates", "captures", "has_pin", "card", "marks",
        "follow_ups", "audit",
    ]  # fmt: skip
    assert document["kind"] == "own-data"
    assert document["consents"][0]["relation"] == "guardian"
    assert document["marks"][0]["note"] == "dentist"
    assert document["objections"] == []


def test_what_was_replaced_or_taken_back_is_held_too_and_so_it_is_given(school: SmallSchool) -> None:
    """An earlier note, a mark that was corrected and a no that was lifted were left out once."""
    own_data(school)
    records, privacy, person = school.vault.records, school.vault.office.privacy, school.people[0].id
    records.correct(school.session.id, [person], MarkState.EXCUSED, "dentist after all")
    privacy.object(person, Relation.SELF)
    privacy.object(person, Relation.GUARDIAN)
    privacy.lift_objection(person, Relation.SELF)
    data = privacy.own_data(person)
    (mark,) = data.marks
    assert [(one.kind, one.state, one.note) for one in mark.events] == [
        ("arrival", "present", ""), ("correction", "late", "dentist"),
        ("correction", "excused", "dentist after all"),
    ]  # fmt: skip
    assert [(one.by, one.lifted is None) for one in data.objections] == [
        (Relation.SELF, False), (Relation.GUARDIAN, True),
    ]  # fmt: skip
    document = json.loads(own_data_json(data))
    assert [one["note"] for one in document["marks"][0]["events"]] == ["", "dentist", "dentist after all"]
    assert [one["lifted"] is None for one in document["objections"]] == [False, True]


def test_what_waited_at_the_door_is_in_it(school: SmallSchool) -> None:
    school.mark(0)
    data = school.vault.office.privacy.own_data(school.people[0].id)
    assert [mark.state for mark in data.marks] == ["present"]


def test_it_tells_a_vector_to_nobody(school: SmallSchool) -> None:
    text = own_data_json(own_data(school)).decode()
    assert all(str(number)[:8] not in text for number in template(0).vector.tolist())


def test_codes_and_leaving_are_in_it(school: SmallSchool) -> None:
    person = school.people[0].id
    school.mark(0)
    now = school.clock.forward(minutes=5)
    left = NewPassage(school.session.id, person, EventKind.DEPARTURE)
    school.vault.door.pass_by(left, method=Method.FACE, source=SourceKind.CAMERA, now=now)
    school.clock.forward(seconds=1)
    school.vault.records.correct(school.session.id, [person], MarkState.EXCUSED, code="E")
    data = school.vault.office.privacy.own_data(person)
    (mark,) = data.marks
    assert (mark.code, mark.left) == ("E", now)
    assert [(one.kind, one.code) for one in mark.events] == [
        ("arrival", ""), ("departure", ""), ("correction", "E"),
    ]  # fmt: skip
    written = json.loads(own_data_json(data))["marks"][0]
    assert (written["code"], written["left"]["utc"]) == ("E", now.utc_text)
    assert [one["code"] for one in written["events"]] == ["", "", "E"]


def test_a_card_is_in_it_with_when_it_was_made_and_stopped_and_never_its_code(school: SmallSchool) -> None:
    office, person = school.vault.office, school.people[0].id
    assert office.privacy.own_data(person).card is None
    made = school.clock()
    (issued, _) = office.cards.issue([person, school.people[1].id])
    assert office.privacy.own_data(person).card == PersonCard(made)
    stopped = school.clock.forward(minutes=5)
    office.cards.revoke(person)
    data = office.privacy.own_data(person)
    assert data.card == PersonCard(made, stopped)
    assert office.privacy.own_data(school.people[1].id).card == PersonCard(made)
    written = own_data_json(data).decode()
    assert json.loads(written)["card"]["revoked"]["utc"] == stopped.utc_text
    assert issued.code not in written + repr(data)


def test_who_has_no_card_has_the_key_all_the_same(school: SmallSchool) -> None:
    assert json.loads(own_data_json(own_data(school)))["card"] is None
