"""Two people with one face, from the enrolment to the mark: refused, then twins, told apart by their PINs."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.evidence import Sighting, Unrecognised
from kiosk.domain.marks import MarkState, Method
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import AlreadyIn, AskPin, DoorAnswer, Enrolled, NotIn, Welcome
from kiosk.storage.vault import Vault
from tests.fakes_storage import PASSPHRASE
from tests.runtime.fakes_school import ASTRONAUT, WAIT_S, RunningSchool, running_school

pytestmark = pytest.mark.once

PINS = ("2580", "1379")
TABLES = ("templates", "captures", "close_pairs", "accepted", "uncompared")


@pytest.fixture
def school(tmp_path: Path, portraits: Path, models: Path) -> Iterator[RunningSchool]:
    with running_school(tmp_path / "data", portraits) as running:
        running.enrol(running.astronaut, ASTRONAUT)
        running.services.desk.record_consent(running.other.id, "form", "self", date(2027, 7, 31)).result(
            WAIT_S
        )
        yield running


def enrol_the_same_face(school: RunningSchool) -> Enrolled:
    picture = school.portraits / ASTRONAUT.file
    return school.services.desk.enrol_pictures(school.other.id, [picture]).result(WAIT_S)


def refused(school: RunningSchool) -> KioskError:
    with pytest.raises(KioskError) as caught:
        enrol_the_same_face(school)
    return caught.value


def enrol_twins(school: RunningSchool) -> Enrolled:
    assert refused(school).code is Code.DUPLICATE_FACE
    return school.services.desk.enrol_as_twins(school.other.id).result(WAIT_S)


def see(school: RunningSchool) -> DoorAnswer:
    """Let that face come to the door, whoever's it is."""
    (sighting,) = school.walk_up(ASTRONAUT)
    assert isinstance(sighting, Sighting)
    return school.services.door.record(sighting).result(WAIT_S)


def confirm(school: RunningSchool, answer: DoorAnswer, pin: str) -> DoorAnswer:
    assert isinstance(answer, AskPin)
    return school.services.door.confirm(answer.ticket, pin).result(WAIT_S)


def error_of(school: RunningSchool, answer: DoorAnswer, pin: str) -> Code:
    with pytest.raises(KioskError) as caught:
        confirm(school, answer, pin)
    return caught.value.code


def standings(school: RunningSchool) -> dict[str, tuple[MarkState, Method | None]]:
    (session,) = school.services.desk.sessions(school.clock().local_date).result(WAIT_S)
    rows = school.services.desk.roster(session.id).result(WAIT_S).rows
    return {row.person.number: (row.standing.state, row.standing.method) for row in rows}


def rows(school: RunningSchool, table: str) -> int:
    """Count a table's rows of Zone K."""
    return school.services.submit(
        lambda vault: int(vault._kiosk.read(f"SELECT count(*) FROM {table}")[0][0])
    ).result(WAIT_S)


def audited(school: RunningSchool) -> list[tuple[str, tuple[str, ...]]]:
    found = school.services.submit(lambda vault: vault.records.audit_rows()).result(WAIT_S)
    wanted = {"duplicate-refused", "enrolled-as-twins"}
    return [(row.action, row.subjects[:2]) for row in found if row.action in wanted]


def test_a_face_that_is_enrolled_already_is_refused_with_both_numbers(school: RunningSchool) -> None:
    error = refused(school)
    assert (error.code, error.where) == (Code.DUPLICATE_FACE, "S-2, S-1")
    assert [rows(school, table) for table in TABLES[:3]] == [1, 1, 0]
    assert audited(school) == [("duplicate-refused", (school.other.id, school.astronaut.id))]


def test_twins_are_stored_when_somebody_says_so_and_are_look_alikes(school: RunningSchool) -> None:
    desk = school.services.desk
    enrolled = enrol_twins(school)
    assert (enrolled.captures, enrolled.look_alikes) == (1, (school.astronaut.id,))
    assert [rows(school, table) for table in TABLES[:3]] == [2, 2, 1]
    assert [action for action, _ in audited(school)] == ["duplicate-refused", "enrolled-as-twins"]
    found = {line.person.number: line.look_alikes for line in desk.people().result(WAIT_S)}
    assert found == {"S-1": (school.other.id,), "S-2": (school.astronaut.id,)}
    with pytest.raises(KioskError) as caught:
        desk.enrol_as_twins(school.other.id).result(WAIT_S)
    assert caught.value.code is Code.CONFIRM_OVER


def test_a_teacher_is_not_told_of_a_look_alike_in_anothers_class(school: RunningSchool) -> None:
    """They share a list that the teacher does not teach: the other one's id came with the pupil's line."""
    enrol_twins(school)

    def teach(vault: Vault) -> None:
        zone_r = vault._zone_r
        assert zone_r is not None
        records, who = zone_r.database, zone_r.signed_in
        own = vault.records.add_class("8a")
        with records.transaction():
            records.write(
                "INSERT INTO memberships (class, person, joined_utc) VALUES (?, ?, ?)",
                (own.id, school.other.id, school.clock().utc_text),
            )
            records.write("INSERT INTO teaches (signer, class) VALUES (?, ?)", (who.signer, own.id))
            records.write("UPDATE signers SET role = 'teacher'")
        vault.sign_out()

    desk = school.services.desk
    school.services.submit(teach).result(WAIT_S)
    desk.sign_in(PASSPHRASE).result(WAIT_S)
    (line,) = desk.people().result(WAIT_S)
    assert (line.person.number, line.look_alikes) == ("S-2", ())


@pytest.mark.parametrize("event", ["another", "sign-out", "late", "withdrawn"])
def test_a_refused_template_is_for_one_person_and_not_for_long(school: RunningSchool, event: str) -> None:
    desk, expected, person = school.services.desk, Code.CONFIRM_OVER, school.other
    refused(school)
    if event == "another":
        person = school.astronaut
    elif event == "sign-out":
        desk.sign_out().result(WAIT_S)
        assert school.services.storing._refused is None
        desk.sign_in("lantern gravel otter plum").result(WAIT_S)
    elif event == "late":
        school.services.storing._steady_ns = lambda: 10**18
    else:
        desk.withdraw_consent(person.id).result(WAIT_S)
        assert school.services.storing._refused is None
        expected = Code.CONSENT_MISSING
    with pytest.raises(KioskError) as caught:
        desk.enrol_as_twins(person.id).result(WAIT_S)
    assert caught.value.code is expected
    assert rows(school, "templates") == 1


def test_twins_without_any_pin_are_marked_by_no_face(school: RunningSchool) -> None:
    """Two equal templates tie with each other; without a group they once ended as a refusal for ever."""
    enrol_twins(school)
    school.open_session()
    assert see(school) == NotIn(Unrecognised.AMBIGUOUS)
    assert {state for state, _ in standings(school).values()} == {MarkState.UNMARKED}


def test_the_pin_decides_which_of_the_two_it_is(school: RunningSchool) -> None:
    enrol_twins(school)
    for person, pin in zip((school.astronaut, school.other), PINS, strict=True):
        school.services.desk.set_pin(person.id, pin).result(WAIT_S)
    school.open_session()
    assert school.services.door.view().result(WAIT_S).enrolled == 2

    asked = see(school)
    assert {state for state, _ in standings(school).values()} == {MarkState.UNMARKED}
    assert isinstance(confirm(school, asked, PINS[1]), Welcome)
    assert standings(school) == {
        "S-1": (MarkState.UNMARKED, None),
        "S-2": (MarkState.PRESENT, Method.FACE),
    }
    assert error_of(school, asked, PINS[1]) is Code.CONFIRM_OVER
    # The other one is still to come, so whoever of the two is seen is asked again.
    assert isinstance(confirm(school, see(school), PINS[1]), AlreadyIn)
    assert isinstance(confirm(school, see(school), PINS[0]), Welcome)
    # Both are in: nobody is asked for anything.
    assert isinstance(see(school), AlreadyIn)
    day = school.clock().local_date
    tally = school.services.submit(lambda vault: vault.door.tally(day)).result(WAIT_S)
    counted = {what: tally[what] for what in (Count.ASK_PIN, Count.CONFIRMED, Count.TICKS, Count.FIRST_TRY)}
    assert counted == {Count.ASK_PIN: 3, Count.CONFIRMED: 2, Count.TICKS: 2, Count.FIRST_TRY: 2}


def test_a_wrong_pin_marks_nobody(school: RunningSchool) -> None:
    enrol_twins(school)
    school.services.desk.set_pin(school.other.id, PINS[1]).result(WAIT_S)
    school.open_session()
    assert error_of(school, see(school), "86420") is Code.CODE_WRONG
    assert {state for state, _ in standings(school).values()} == {MarkState.UNMARKED}


def test_consent_that_ends_takes_everything_of_the_face_along(school: RunningSchool) -> None:
    school.open_session()
    assert isinstance(see(school), Welcome)
    enrol_twins(school)
    assert [rows(school, table) for table in TABLES] == [2, 2, 1, 1, 0]
    school.services.desk.withdraw_consent(school.astronaut.id).result(WAIT_S)
    assert [rows(school, table) for table in TABLES] == [1, 1, 0, 0, 0]
    assert isinstance(see(school), Welcome)  # the other one now, whom nobody is like any more
