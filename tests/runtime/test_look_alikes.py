"""The door's rule for people who are too much like each other, on a real vault with plain vectors."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.drift import Drift
from kiosk.domain.evidence import Refusal, Sighting, Unrecognised
from kiosk.domain.faces import ProtectedEmbedding
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import PersonId, TrackId
from kiosk.domain.marks import Method, NotMarked
from kiosk.domain.people import GreetingLabel
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import AlreadyIn, AskPin, AskSession, DoorAnswer, NotIn, Welcome
from kiosk.runtime.attendance import ModelKey
from kiosk.runtime.doorkeeper import NOBODYS_LABEL, Doorkeeper
from kiosk.runtime.look_alikes import LookAlikes
from tests.fakes_storage import KEY_ID, MODEL, SmallSchool, small_school
from tests.limits import limits_through

pytestmark = pytest.mark.once

S = 1_000_000_000
KEY = ModelKey(MODEL, KEY_ID)
LIMITS = limits_through((2, 0.40), (100, 0.30), margin=0.05, duplicate=0.20)
PINS = ("2580", "1379", "8642")


class Steady:
    """A clock that is moved by hand, in nanoseconds."""

    ns = 0

    def __call__(self) -> int:
        return self.ns


class Door:
    """A school of three, two of them with one face, and its doorkeeper."""

    def __init__(self, school: SmallSchool) -> None:
        self.school = school
        self.steady = Steady()
        self.look_alikes = LookAlikes(school.vault.door, KEY, LIMITS)
        self.greeted: list[PersonId] = []
        self.keeper = Doorkeeper(
            school.vault,
            school.clock,
            not_me_s=10.0,
            steady_ns=self.steady,
            look_alikes=lambda: self.look_alikes,
            on_greeted=lambda sighting: self.greeted.append(sighting.person),
        )
        self.first, self.second, self.third = (person.id for person in school.people)

    def enrol(self, person: PersonId, distance: float, axis: int = 1) -> None:
        vector = np.zeros(128)
        vector[0] = 1 - distance**2 / 2
        vector[axis] = np.sqrt(1 - vector[0] ** 2)
        row = ProtectedEmbedding(vector.astype(np.float32), MODEL, KEY_ID)
        records = self.school.vault.records
        if records.live_consent(person) is None:
            records.record_consent(person, "form", "parent", date(2027, 7, 31))
        records.store_templates(person, [row])

    def compare(self) -> None:
        assert not self.look_alikes.compare_some()

    def pins(self, *people: PersonId) -> None:
        for person, pin in zip(people, PINS, strict=False):
            self.school.vault.records.set_pin(person, pin)

    def see(self, person: PersonId, distance: float = 0.2) -> DoorAnswer:
        return self.keeper.record(Sighting(person, TrackId(1), SourceKind.CAMERA, 0, 3, distance))

    def ask(self, person: PersonId) -> int:
        answer = self.see(person)
        assert isinstance(answer, AskPin)
        return answer.ticket

    def error(self, ticket: int, pin: str) -> Code:
        with pytest.raises(KioskError) as caught:
            self.keeper.confirm(ticket, pin)
        return caught.value.code

    def pass_by(self, seconds: float) -> None:
        self.steady.ns += int(seconds * S)
        self.school.clock.forward(seconds=seconds)

    def count(self, what: Count) -> int:
        return self.school.vault.door.tally(self.school.clock().local_date)[what]

    def marked(self) -> set[PersonId]:
        return {mark.person for mark in self.school.vault.door.today(self.school.clock())}


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    school = small_school(tmp_path / "data")
    made = Door(school)
    made.enrol(made.first, 0.0)
    made.enrol(made.second, 0.1)
    made.enrol(made.third, 1.2)
    made.compare()
    yield made
    school.vault.close()


def test_who_is_like_nobody_is_marked_at_once(door: Door) -> None:
    door.pins(door.first)
    assert isinstance(door.see(door.third), Welcome)
    assert door.count(Count.ASK_PIN) == 0


def test_the_camera_is_told_of_a_face_once_it_has_its_answer(door: Door) -> None:
    """Not while a PIN is waited for: who cancels and looks again is recognised again."""
    door.pins(door.first, door.second)
    ticket = door.ask(door.first)
    assert door.error(ticket, "0000") is Code.CODE_WRONG
    assert door.greeted == []
    door.pass_by(5)
    assert isinstance(door.keeper.confirm(ticket, PINS[1]), Welcome)
    assert door.greeted == [door.first], "the face that was seen, whoever of the group it was"
    assert isinstance(door.see(door.third), Welcome)
    assert isinstance(door.see(door.third), AlreadyIn)
    assert door.greeted == [door.first, door.third, door.third]
    door.keeper.confirm(door.ask(door.second), PINS[0])
    assert isinstance(door.see(door.first), AlreadyIn)
    assert door.greeted[3:] == [door.second, door.first], "nobody of the group is left to be asked"


def test_a_face_that_gets_no_mark_and_a_code_tell_the_camera_nothing(door: Door) -> None:
    door.pins(door.third)
    number = next(one.number for one in door.school.people if one.id == door.third)
    assert isinstance(door.keeper.sign_code(number, PINS[0]), Welcome)
    refusal = Refusal(TrackId(1), SourceKind.CAMERA, 0, Unrecognised.UNKNOWN)
    assert isinstance(door.keeper.refuse(refusal), NotIn)
    assert door.greeted == []


def test_twins_of_different_classes_are_asked_too(door: Door) -> None:
    elsewhere = door.school.vault.records.add_class("8a")
    away = door.school.vault.records.add_person("S-9", "From Eight A", [elsewhere.id]).id
    door.enrol(away, 1.21)
    door.compare()
    door.pins(away, door.third)
    ticket = door.ask(door.third)
    assert door.keeper.confirm(ticket, PINS[0]) == NotIn(NotMarked.NOT_ON_LIST)
    assert door.marked() == set()


def test_nobodys_sessions_and_day_are_shown_to_a_face_that_could_be_anothers(door: Door) -> None:
    """Where one of them goes and has been is nothing that the other one's face should bring up."""
    school = door.school
    records, starts = school.vault.records, school.session.starts
    choir = records.add_class("Choir")
    person = school.people[0]
    records.change_person(person.id, person.number, person.name, [school.school_class.id, choir.id])
    records.open_session(choir.id, starts, school.session.ends)
    door.pins(door.first, door.second)
    ticket = door.ask(door.first)  # and not which session
    asked = door.keeper.confirm(ticket, PINS[0])
    assert isinstance(asked, AskSession)
    door.keeper.choose(asked.ticket, school.session.id)
    door.keeper.confirm(door.ask(door.first), PINS[1])
    assert door.marked() == {door.first, door.second}
    for seen in (door.first, door.second):
        again = door.see(seen)
        assert isinstance(again, AlreadyIn)
        assert (again.today, again.label) == ((), NOBODYS_LABEL)


def test_wrong_pin_keeps_the_ticket_and_the_right_one_uses_it_up(door: Door) -> None:
    door.pins(door.first, door.second)
    ticket = door.ask(door.first)
    assert door.error(ticket, "12") is Code.PIN_SHAPE
    assert door.error(ticket, "86420") is Code.CODE_WRONG
    assert door.error(ticket, PINS[1]) is Code.CODE_WAIT
    door.pass_by(1)
    welcome = door.keeper.confirm(ticket, PINS[1])
    assert isinstance(welcome, Welcome)
    assert door.marked() == {door.second}
    assert door.error(ticket, PINS[1]) is Code.CONFIRM_OVER
    (row,) = door.school.vault._kiosk.read("SELECT method FROM today")
    assert row == (Method.FACE.value,)
    assert [door.count(one) for one in (Count.ASK_PIN, Count.CONFIRMED, Count.TICKS)] == [1, 1, 1]
    assert door.count(Count.FIRST_TRY) == 0  # a wrong PIN came first
    assert door.keeper.take_back(welcome.event)


@pytest.mark.parametrize(("seconds", "is_over"), [(59, False), (61, True)])
def test_a_ticket_lasts_a_minute(door: Door, seconds: float, is_over: bool) -> None:
    door.pins(door.first)
    ticket = door.ask(door.first)
    door.pass_by(seconds)
    if is_over:
        assert door.error(ticket, PINS[0]) is Code.CONFIRM_OVER
        assert door.marked() == set()
    else:
        assert isinstance(door.keeper.confirm(ticket, PINS[0]), Welcome)
    assert door.error(10**6, PINS[0]) is Code.CONFIRM_OVER


def test_two_who_share_a_pin_use_their_numbers(door: Door) -> None:
    for person in (door.first, door.second):
        door.school.vault.records.set_pin(person, PINS[0])
    assert door.error(door.ask(door.first), PINS[0]) is Code.CODE_WRONG
    door.pass_by(2)
    assert isinstance(door.keeper.sign_code("S-1", PINS[0]), Welcome)
    assert door.marked() == {door.first}


def test_without_any_pin_nobody_is_marked(door: Door) -> None:
    assert door.see(door.first) == NotIn(Unrecognised.AMBIGUOUS)
    assert (door.marked(), door.count(Count.AMBIGUOUS), door.count(Count.ASK_PIN)) == (set(), 1, 0)


def test_one_of_the_two_without_a_pin_cannot_be_taken_for_the_other(door: Door) -> None:
    door.pins(door.second)
    ticket = door.ask(door.first)
    assert isinstance(door.keeper.confirm(ticket, PINS[0]), Welcome)
    assert door.marked() == {door.second}
    assert isinstance(door.see(door.first), AskPin)


def test_nobody_is_asked_once_all_of_them_are_in(door: Door) -> None:
    door.pins(door.first, door.second)
    for pin in PINS[:2]:
        assert isinstance(door.keeper.confirm(door.ask(door.first), pin), Welcome)
    assert isinstance(door.see(door.first), AlreadyIn)
    door.school.clock.forward(hours=5)
    assert door.see(door.first) == NotIn(NotMarked.NO_SESSION)


def test_one_who_is_in_and_one_who_is_not_expected_are_told_so(door: Door) -> None:
    """The camera knows a group by one id, here by that of the one who is on no list."""
    elsewhere = door.school.vault.records.add_class("8a")
    away = door.school.vault.records.add_person("S-9", "From Eight A", [elsewhere.id]).id
    door.enrol(away, 1.21)
    door.compare()
    door.pins(door.third)
    assert isinstance(door.keeper.confirm(door.ask(door.third), PINS[0]), Welcome)
    assert isinstance(door.see(away), AlreadyIn)


def test_whose_face_it_was_is_not_said_of_a_group_that_is_in(door: Door) -> None:
    """The camera knows twins by one id; what the other one chose to be greeted with is not theirs to see."""
    door.pins(door.first, door.second)
    for pin in PINS[:2]:
        door.keeper.confirm(door.ask(door.first), pin)
    answer = door.see(door.first)
    assert isinstance(answer, AlreadyIn)
    assert answer.label == GreetingLabel("", "")


@pytest.mark.parametrize("whose", ["first", "second"])
def test_a_ticket_ends_with_the_consent_of_anybody_it_is_about(door: Door, whose: str) -> None:
    door.pins(door.first, door.second)
    ticket = door.ask(door.first)
    door.school.vault.records.withdraw_consent(getattr(door, whose))
    for pin in PINS[:2]:
        assert door.error(ticket, pin) is Code.CONFIRM_OVER
    assert door.marked() == set()


def test_a_ticket_ends_when_somebody_else_with_that_face_is_enrolled(door: Door) -> None:
    door.pins(door.first)
    ticket = door.ask(door.first)
    door.enrol(door.third, 0.05)
    assert door.error(ticket, PINS[0]) is Code.CONFIRM_OVER


def test_nobody_is_marked_by_a_face_whose_consent_is_over(door: Door) -> None:
    """The camera learns of it later: it says the one of the two who is gone when the other comes."""
    keeper, records, clock = door.keeper, door.school.vault.records, door.school.clock
    night = clock().plus(timedelta(hours=11))
    late = records.open_session(door.school.school_class.id, night, night.plus(timedelta(hours=10)))
    keeper.served._only = late.id
    stand_in = min(door.first, door.second)
    records.withdraw_consent(stand_in)
    records.record_consent(stand_in, "form", "parent", clock().local_date)
    door.enrol(stand_in, 0.05)
    door.compare()
    clock.forward(hours=14)
    keeper.served.attendance(KEY, door.look_alikes)
    assert isinstance(door.see(stand_in), NotIn)  # neither has a PIN
    before = clock().local_date
    clock.forward(hours=3)
    assert clock().local_date > before
    assert not keeper.served.is_outdated()
    assert door.see(stand_in) == NotIn(Unrecognised.UNKNOWN)
    assert door.marked() == set()
    assert keeper.served.is_outdated()  # so that the camera forgets that face at once


def test_who_was_not_compared_yet_is_compared_as_they_come(door: Door) -> None:
    """An upgrade or a new reach takes a while; a twin must not slip through meanwhile."""
    door.enrol(door.third, 0.05)
    assert not door.look_alikes.is_complete()
    assert door.look_alikes.group(door.third) == {door.first, door.second, door.third}
    assert door.see(door.third) == NotIn(Unrecognised.AMBIGUOUS)


def test_to_the_camera_a_group_is_one_person(door: Door) -> None:
    attendance = door.keeper.served.attendance(KEY, door.look_alikes)
    stand_in = min(door.first, door.second)
    assert [row.person for row in attendance.roster] == [stand_in, stand_in, door.third]
    assert [row.person for row in attendance.school] == [stand_in, stand_in, door.third]
    assert attendance.enrolled == {door.first, door.second, door.third}
    alone = door.keeper.served.attendance(KEY, None)
    assert {row.person for row in alone.roster} == attendance.enrolled


def test_classmates_are_judged_as_strictly_as_the_school_chose(door: Door) -> None:
    door.enrol(door.third, 0.5, axis=2)
    door.compare()
    assert door.look_alikes.group(door.third) == {door.third}
    lenient = LookAlikes(door.school.vault.door, KEY, LIMITS.with_target(0.05))
    assert not lenient.is_complete()
    assert not lenient.compare_some()
    assert lenient.group(door.third) == {door.first, door.second, door.third}


class TestFirstTry:
    def test_after_a_refusal_only_a_while_later(self, door: Door) -> None:
        assert isinstance(door.see(door.third), Welcome)
        assert door.count(Count.FIRST_TRY) == 1
        door.keeper.refuse(Refusal(TrackId(2), SourceKind.CAMERA, 0, Unrecognised.UNKNOWN))
        door.school.vault.records.withdraw_consent(door.second)
        door.pass_by(14)
        welcome = door.see(door.first)
        assert isinstance(welcome, Welcome)
        assert door.count(Count.FIRST_TRY) == 1
        door.pass_by(2)
        assert door.keeper.take_back(welcome.event)  # not counted, so nothing is taken off
        assert door.count(Count.FIRST_TRY) == 1
        door.pass_by(16)
        assert isinstance(door.see(door.first), Welcome)
        assert door.count(Count.FIRST_TRY) == 2

    def test_a_mark_taken_back_was_none(self, door: Door) -> None:
        welcome = door.see(door.third)
        assert isinstance(welcome, Welcome)
        assert door.keeper.take_back(welcome.event)
        assert [door.count(one) for one in (Count.FIRST_TRY, Count.TICKS, Count.NOT_ME)] == [0, 1, 1]
        assert isinstance(door.see(door.third), Welcome)
        assert door.count(Count.FIRST_TRY) == 0


class TestAccepted:
    def drifts(self, door: Door) -> dict[PersonId, Drift]:
        return door.school.vault.door.drifts(MODEL, KEY_ID)

    def test_the_distance_of_a_mark_is_folded_in_and_of_nothing_else(self, door: Door) -> None:
        door.see(door.third, 0.25)
        door.see(door.third, 0.29)  # already in
        assert self.drifts(door) == {door.third: Drift(1, 0.25, 0.25)}
        door.pins(door.first)
        door.keeper.confirm(door.ask(door.first), PINS[0])  # the nearest template may be the twin's
        door.keeper.sign_code("S-1", PINS[0])
        assert set(self.drifts(door)) == {door.third}

    def test_templates_never_change_by_it(self, door: Door) -> None:
        before = door.school.vault._kiosk.read("SELECT * FROM templates ORDER BY template")
        for day in range(3):
            door.school.clock.forward(days=1)
            start = door.school.clock()
            end = start.plus(timedelta(hours=1))
            door.school.vault.records.open_session(door.school.school_class.id, start, end)
            assert isinstance(door.see(door.third, 0.2 + day / 100), Welcome)
        assert door.school.vault._kiosk.read("SELECT * FROM templates ORDER BY template") == before
        assert self.drifts(door)[door.third].marks == 3

    def test_a_figure_that_cannot_be_written_hides_no_mark(
        self, door: Door, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise KioskError(Code.DATABASE_FULL)

        monkeypatch.setattr(door.school.vault.door, "fold_accepted", full)
        assert isinstance(door.see(door.third), Welcome)
        assert door.marked() == {door.third}


def test_a_person_of_no_template_is_folded_nowhere(door: Door) -> None:
    door.school.vault.records.withdraw_consent(door.third)
    door.school.vault.door.fold_accepted(door.third, MODEL, KEY_ID, 0.2)
    assert door.school.vault.door.drifts(MODEL, KEY_ID) == {}
