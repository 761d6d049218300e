"""At the door: two sessions at once, leaving, cards and their bursts, rooms, and the second screen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import PersonId, SessionId
from kiosk.domain.marks import MarkState, Method, NotMarked
from kiosk.domain.people import Role
from kiosk.domain.registers import BoardLine
from kiosk.domain.sessions import Session
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import AlreadyIn, AskSession, DoorAnswer, NotIn, Passed, Welcome
from kiosk.runtime.board import board
from kiosk.runtime.doorkeeper import Doorkeeper
from kiosk.runtime.look_alikes import LookAlikes
from kiosk.runtime.tickets import TICKET_S
from kiosk.storage.sqlcipher import Database
from tests.fakes_storage import PASSPHRASE, SmallSchool, small_school
from tests.runtime.test_doorkeeper import Hands, keeper, sighting
from tests.storage.test_door_passages import change
from tests.storage.test_roles import become

CAMERA = SourceKind.CAMERA


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    made = small_school(tmp_path / "data")
    yield made
    made.vault.close()


@pytest.fixture
def hands() -> Hands:
    return Hands()


def at_once(school: SmallSchool) -> Session:
    """A choir at the same time as the lesson, for the first two of the class."""
    records = school.vault.records
    choir = records.add_class("Choir")
    for person in school.people[:2]:
        _join(school, person.id, choir.id)
    return records.open_session(choir.id, school.session.starts, school.session.ends)


def _join(school: SmallSchool, person: PersonId, class_id: str) -> None:
    zone_r, kiosk = school.vault._zone_r, school.vault._kiosk
    assert zone_r is not None
    joined = school.clock().plus(timedelta(days=-1)).utc_text
    with zone_r.database.transaction(), kiosk.transaction():
        zone_r.database.write(
            "INSERT INTO memberships (class, person, joined_utc) VALUES (?, ?, ?)", (class_id, person, joined)
        )
        kiosk.write("INSERT INTO memberships (class, person) VALUES (?, ?)", (class_id, person))


def card(school: SmallSchool, index: int) -> str:
    (made,) = school.vault.office.cards.issue([school.people[index].id])
    return made.code


def code_of(act: object) -> Code:
    with pytest.raises(KioskError) as caught:
        act()  # type: ignore[operator]
    return caught.value.code


def marked(school: SmallSchool, session: SessionId) -> set[PersonId]:
    return {mark.person for mark in school.vault.door.today(school.clock()) if mark.session == session}


def asked(answer: DoorAnswer) -> AskSession:
    assert isinstance(answer, AskSession), answer
    return answer


class TestTwoAtOnce:
    def test_the_person_says_where_they_go(self, school: SmallSchool, hands: Hands) -> None:
        choir = at_once(school)
        door = keeper(school, hands)
        question = asked(door.record(sighting(school, 0)))
        assert {(one.id, one.label) for one in question.choices} == {
            (school.session.id, "7b"), (choir.id, "Choir")
        }  # fmt: skip
        assert marked(school, choir.id) == set()
        answer = door.choose(question.ticket, choir.id)
        assert isinstance(answer, Welcome)
        assert marked(school, choir.id) == {school.people[0].id}
        assert marked(school, school.session.id) == set()
        assert isinstance(door.record(sighting(school, 0)), AlreadyIn)
        assert marked(school, school.session.id) == set()

    def test_who_is_on_one_list_is_not_asked(self, school: SmallSchool, hands: Hands) -> None:
        at_once(school)
        assert isinstance(keeper(school, hands).record(sighting(school, 2)), Welcome)

    def test_a_card_and_a_code_are_asked_too_and_keep_how_they_came(
        self, school: SmallSchool, hands: Hands
    ) -> None:
        choir = at_once(school)
        school.vault.records.set_pin(school.people[1].id, "4821")
        door = keeper(school, hands)
        by_card = asked(door.sign_card(card(school, 0), CAMERA))
        by_code = asked(door.sign_code("S-2", "4821"))
        door.choose(by_code.ticket, choir.id)
        door.choose(by_card.ticket, choir.id)
        rows = school.vault.records.roster(choir.id).rows
        assert [row.standing.method for row in rows] == [Method.CARD, Method.CODE]

    def test_a_ticket_is_good_once_for_a_minute_and_for_what_was_offered(
        self, school: SmallSchool, hands: Hands
    ) -> None:
        choir = at_once(school)
        door = keeper(school, hands)
        ticket = asked(door.record(sighting(school, 0))).ticket
        assert code_of(lambda: door.choose(ticket, SessionId("other"))) is Code.CONFIRM_OVER
        assert code_of(lambda: door.confirm(ticket, "4821")) is Code.CONFIRM_OVER
        assert isinstance(door.choose(ticket, school.session.id), Welcome)  # a slip uses nothing up
        door.take_back(school.vault.door.today(school.clock())[0].event)
        ticket = asked(door.record(sighting(school, 0))).ticket
        hands.go(TICKET_S + 1)
        assert code_of(lambda: door.choose(ticket, choir.id)) is Code.CONFIRM_OVER
        again = asked(door.record(sighting(school, 0))).ticket
        assert isinstance(door.choose(again, choir.id), Welcome)
        assert code_of(lambda: door.choose(again, choir.id)) is Code.CONFIRM_OVER

    def test_a_choice_is_not_answered_by_a_pin(self, school: SmallSchool, hands: Hands) -> None:
        at_once(school)
        school.vault.records.set_pin(school.people[0].id, "4821")

        class Alone:
            """Nobody is like anybody else."""

            def knows(self, _: PersonId) -> bool:
                return True

            def group(self, person: PersonId) -> frozenset[PersonId]:
                return frozenset({person})

        alone = cast(LookAlikes, Alone())
        door = Doorkeeper(
            school.vault, school.clock, not_me_s=10, steady_ns=lambda: hands.steady, look_alikes=lambda: alone
        )
        ticket = asked(door.record(sighting(school, 0))).ticket
        assert code_of(lambda: door.confirm(ticket, "4821")) is Code.CONFIRM_OVER

    def test_a_session_that_closed_meanwhile_is_not_marked_nor_another_for_it(
        self, school: SmallSchool, hands: Hands
    ) -> None:
        choir = at_once(school)
        door = keeper(school, hands)
        ticket = asked(door.record(sighting(school, 0))).ticket
        school.vault.records.close_session(choir.id)
        assert code_of(lambda: door.choose(ticket, choir.id)) is Code.CONFIRM_OVER
        assert marked(school, school.session.id) == set()

    def test_whoever_was_marked_meanwhile_is_told_so(self, school: SmallSchool, hands: Hands) -> None:
        choir = at_once(school)
        door = keeper(school, hands)
        first, second = (asked(door.record(sighting(school, 0))).ticket for _ in range(2))
        door.choose(first, choir.id)
        assert isinstance(door.choose(second, school.session.id), AlreadyIn)

    def test_a_no_at_the_door_takes_the_question_with_it(self, school: SmallSchool, hands: Hands) -> None:
        choir = at_once(school)
        door = keeper(school, hands)
        ticket = asked(door.record(sighting(school, 0))).ticket
        door.forget(school.people[0].id)
        assert code_of(lambda: door.choose(ticket, choir.id)) is Code.CONFIRM_OVER


class TestLeaving:
    def test_goodbye_and_welcome_back(self, school: SmallSchool, hands: Hands) -> None:
        change(school, school.session.id, has_departures=1)
        door = keeper(school, hands)
        assert isinstance(door.record(sighting(school, 0)), Welcome)
        assert isinstance(door.record(sighting(school, 0)), AlreadyIn)
        school.clock.forward(minutes=20)
        gone = door.record(sighting(school, 0))
        assert isinstance(gone, Passed)
        assert (gone.is_leaving, gone.at) == (True, school.clock())
        assert [one.state for one in gone.today] == [MarkState.PRESENT]
        school.clock.forward(minutes=20)
        back = door.sign_card(card(school, 0), CAMERA)
        assert isinstance(back, Passed)
        assert not back.is_leaving
        tally = school.vault.door.tally(school.clock().local_date)
        assert (tally[Count.PASSED], tally[Count.TICKS], tally[Count.CARD_TICKS]) == (1, 1, 0)

    def test_not_me_takes_leaving_back(self, school: SmallSchool, hands: Hands) -> None:
        change(school, school.session.id, has_departures=1)
        door = keeper(school, hands)
        door.record(sighting(school, 0))
        school.clock.forward(minutes=20)
        gone = door.record(sighting(school, 0))
        assert isinstance(gone, Passed)
        assert door.take_back(gone.event)
        assert not door.take_back(gone.event)
        tally = school.vault.door.tally(school.clock().local_date)
        assert (tally[Count.NOT_ME], tally[Count.FIRST_TRY]) == (1, 1)

    def test_the_door_goes_on_while_somebody_can_leave(self, school: SmallSchool, hands: Hands) -> None:
        change(school, school.session.id, has_departures=1)
        door = keeper(school, hands)
        door.record(sighting(school, 0))
        school.clock.forward(hours=1, minutes=30)
        assert [one.id for one in door.served.view([]).open_now] == [school.session.id]
        assert isinstance(door.record(sighting(school, 0)), Passed)
        school.clock.forward(minutes=40)
        assert door.served.view([]).open_now == ()


class TestCards:
    def test_a_card_marks_and_shows_ones_day(self, school: SmallSchool, hands: Hands) -> None:
        door = keeper(school, hands)
        answer = door.sign_card(card(school, 0), CAMERA)
        assert isinstance(answer, Welcome)
        assert [(one.label, one.state) for one in answer.today] == [("7b", MarkState.PRESENT)]
        again = door.sign_card(card(school, 0), CAMERA)
        assert isinstance(again, AlreadyIn)
        assert again.today == answer.today
        assert school.vault.door.tally(school.clock().local_date)[Count.CARD_TICKS] == 1

    def test_an_unknown_one_marks_nobody_and_is_no_first_try_after(
        self, school: SmallSchool, hands: Hands
    ) -> None:
        old = card(school, 0)
        card(school, 0)
        door = keeper(school, hands)
        assert code_of(lambda: door.sign_card(old, CAMERA)) is Code.CARD_UNKNOWN
        door.record(sighting(school, 0))
        assert school.vault.door.tally(school.clock().local_date)[Count.FIRST_TRY] == 0

    def test_real_data_take_no_card_from_a_film(self, school: SmallSchool, hands: Hands) -> None:
        code = card(school, 0)
        door = school.vault.door
        door.use(replace(door._install, is_trial=False))
        for shown in (code, "RC1:" + "A" * 26):  # nor does it say which cards there are
            refused = code_of(lambda shown=shown: keeper(school, hands).sign_card(shown, SourceKind.FILE))
            assert refused is Code.SOURCE_NOT_FOR_REAL
        assert door.today(school.clock()) == []

    def test_many_within_seconds_are_one_note_with_the_moment_of_the_first(
        self, school: SmallSchool, hands: Hands
    ) -> None:
        records = school.vault.records
        people = [records.add_person(f"X-{n}", f"Pupil {n}", [school.school_class.id]) for n in range(7)]
        codes = [one.code for one in school.vault.office.cards.issue([one.id for one in people])]
        door, began = keeper(school, hands), school.clock()
        for code in codes:
            assert isinstance(door.sign_card(code, CAMERA), Welcome)
            hands.go(1)
            school.clock.forward(seconds=1)
        found = school.vault._kiosk.read("SELECT at_utc, cards FROM card_bursts")
        assert found == [(began.utc_text, 7)]

    def test_a_queue_of_people_is_no_burst(self, school: SmallSchool, hands: Hands) -> None:
        door = keeper(school, hands)
        for index in range(3):
            door.sign_card(card(school, index), CAMERA)
            hands.go(3)
        assert school.vault._kiosk.read("SELECT 1 FROM card_bursts") == []


def test_a_kiosk_in_a_room_serves_that_room_and_sessions_without_one(
    school: SmallSchool, hands: Hands
) -> None:
    change(school, school.session.id, room="Lab")
    choir = at_once(school)

    def ids(room: str) -> set[SessionId]:
        door = Doorkeeper(school.vault, school.clock, not_me_s=10, room=room, steady_ns=lambda: hands.steady)
        return {one.id for one in door.served.view([]).open_now}

    assert ids("") == ids("Lab") == {school.session.id, choir.id}
    assert ids("Hall") == {choir.id}
    hall = Doorkeeper(school.vault, school.clock, not_me_s=10, room="Hall", steady_ns=lambda: hands.steady)
    assert hall.record(sighting(school, 2)) == NotIn(NotMarked.NOT_ON_LIST)


class TestBoard:
    def lines(self, school: SmallSchool, hands: Hands) -> tuple[BoardLine, ...]:
        return board(school.vault, keeper(school, hands).served, school.clock())

    def show_names(self, school: SmallSchool) -> None:
        zone_r = school.vault._zone_r
        assert zone_r is not None
        with zone_r.database.transaction():
            zone_r.database.write("UPDATE school SET shows_names_on_board = 1")

    def test_counts_without_a_name_while_nobody_is_signed_in(self, school: SmallSchool, hands: Hands) -> None:
        self.show_names(school)
        school.vault.sign_out()
        school.mark(0)
        assert self.lines(school, hands) == (BoardLine("7b", school.session.starts, 3, 1),)

    def test_names_only_where_the_school_shows_them(self, school: SmallSchool, hands: Hands) -> None:
        school.mark(0)
        assert [line.missing for line in self.lines(school, hands)] == [()]
        self.show_names(school)
        assert [line.missing for line in self.lines(school, hands)] == [
            ("Zebediah Quartermain", "نورة القحطاني")
        ]

    def test_a_teachers_word_counts(self, school: SmallSchool, hands: Hands) -> None:
        self.show_names(school)
        records = school.vault.records
        records.correct(school.session.id, [school.people[1].id], MarkState.PRESENT)
        records.correct(school.session.id, [school.people[2].id], MarkState.EXCUSED)
        (line,) = self.lines(school, hands)
        assert (line.expected, line.here, line.missing) == (3, 1, ("Ada Lovelace",))

    def test_another_teachers_class_is_counted_and_not_named(self, school: SmallSchool, hands: Hands) -> None:
        self.show_names(school)
        become(school, Role.TEACHER)
        assert [(line.expected, line.missing) for line in self.lines(school, hands)] == [(3, ())]

    @pytest.mark.parametrize("is_signed_in", [True, False])
    def test_many_sessions_are_asked_for_at_once(
        self, school: SmallSchool, hands: Hands, monkeypatch: pytest.MonkeyPatch, *, is_signed_in: bool
    ) -> None:
        """One by one they held the door up for more than a second in a school of 400 classes."""
        self.show_names(school)
        if not is_signed_in:
            school.vault.sign_out()
        asked: list[str] = []
        read = Database.read

        def counted(database: Database, sql: str, *values: Any) -> Any:
            asked.append(sql)
            return read(database, sql, *values)

        def reads() -> int:
            asked.clear()
            self.lines(school, hands)
            return len(asked)

        monkeypatch.setattr(Database, "read", counted)
        one = reads()
        if not is_signed_in:
            school.vault.sign_in(PASSPHRASE)
        at_once(school)
        if not is_signed_in:
            school.vault.sign_out()
        assert len(self.lines(school, hands)) == 2
        # Of a second class, the door's own list; of marks and registers nothing more.
        assert reads() <= one + 1 + is_signed_in

    def test_what_is_over_is_off_the_board(self, school: SmallSchool, hands: Hands) -> None:
        school.clock.forward(hours=2)
        assert self.lines(school, hands) == ()
