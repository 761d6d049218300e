"""Many registers at once: the office's counts, one wide list, who is missing, one person's days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.marks import MarkState, Method
from kiosk.domain.people import Role, SchoolClass
from kiosk.domain.registers import SessionCounts
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from tests.fakes_storage import ZONE, SmallSchool
from tests.storage.test_roles import become
from tests.storage.whole_sheet import sheet_rows

MONDAY = date(2026, 11, 23)
P, A, L, E, U = (
    MarkState.PRESENT,
    MarkState.ABSENT,
    MarkState.LATE,
    MarkState.EXCUSED,
    MarkState.UNMARKED,
)


def raises(code: Code) -> "pytest.RaisesExc[KioskError]":
    return pytest.RaisesExc(KioskError, check=lambda error: error.code is code)


class TwoClasses:
    """The small school with a second class at the same time, in which its first pupil is too."""

    def __init__(self, school: SmallSchool) -> None:
        records = school.vault.records
        self.school = school
        self.other: SchoolClass = records.add_class("5a")
        first = school.people[0]
        records.change_person(first.id, first.number, first.name, [school.school_class.id, self.other.id])
        self.pupil = records.add_person("S-8", "Yara Other", [self.other.id])
        self.session: Session = records.open_session(
            self.other.id, school.session.starts, school.session.ends
        )

    def overview(self, day: date = MONDAY) -> list[SessionCounts]:
        return self.school.vault.records.overview(day)


@pytest.fixture
def two(school: SmallSchool) -> TwoClasses:
    return TwoClasses(school)


def said(one: SessionCounts) -> dict[MarkState, int]:
    return {state: one.count(state) for state in MarkState if one.count(state)}


class TestOverview:
    def test_each_register_has_its_counts_by_start_and_class(self, two: TwoClasses) -> None:
        school, records = two.school, two.school.vault.records
        school.mark(1, method=Method.CODE)
        records.correct(two.session.id, [two.pupil.id], E)
        found = two.overview()
        assert [one.school_class.name for one in found] == ["5a", "7b"]
        assert [said(one) for one in found] == [{U: 1, E: 1}, {U: 2, P: 1}]
        assert [one.to_look_at for one in found] == [0, 1]
        for one in found:
            roster = records.roster(one.session.id)
            states = [row.standing.state for row in roster.rows]
            assert one.counts == tuple(states.count(state) for state in MarkState)
        records.look_at(school.session.id, [school.people[1].id])
        assert [one.to_look_at for one in two.overview()] == [0, 0]

    def test_a_register_is_open_too_long_half_an_hour_after_its_end(self, two: TwoClasses) -> None:
        school = two.school
        school.clock.forward(minutes=100)
        assert [one.is_open_too_long for one in two.overview()] == [False, False]
        school.vault.records.close_session(two.session.id)
        school.clock.forward(seconds=1)
        assert [one.is_open_too_long for one in two.overview()] == [False, True]

    def test_a_mark_that_was_taken_back_is_counted_as_unmarked(self, two: TwoClasses) -> None:
        made = two.school.mark(1)
        two.school.vault.door.take_back(made.id, two.school.clock())
        assert [said(one) for one in two.overview()] == [{U: 2}, {U: 3}]

    def test_a_shift_of_yesterday_is_there_while_it_runs_and_a_cancelled_session_never(
        self, two: TwoClasses
    ) -> None:
        records = two.school.vault.records
        late = Instant.at(datetime(2026, 11, 22, 21, 0, tzinfo=UTC), ZONE)
        shift = records.open_session(two.other.id, late, late.plus(timedelta(hours=3)))
        until_midnight = records.open_session(two.other.id, late, late.plus(timedelta(hours=2)))
        of_day = [one.session.id for one in two.overview()]
        assert of_day == [shift.id, two.session.id, two.school.session.id]
        assert {one.id for one in records.sessions(MONDAY)} == set(of_day)
        assert until_midnight.id not in of_day
        two.school.vault.office.timetable.cancel(two.session.id)
        assert {one.school_class.name for one in two.overview()} == {"5a", "7b"}
        assert two.session.id not in {one.session.id for one in two.overview()}
        rows = sheet_rows(two.school.vault, MONDAY)
        assert {row.class_name for row in rows} == {"7b"}

    def test_a_teachers_is_of_own_classes(self, two: TwoClasses) -> None:
        become(two.school, Role.TEACHER, two.other.id)
        records = two.school.vault.records
        assert [one.school_class.name for one in records.overview(MONDAY)] == ["5a"]
        two.school.clock.forward(minutes=20)
        assert {one.class_name for one in records.missing()} == {"5a"}
        assert {row.class_name for row in records.wide_roster(MONDAY)} == {"5a"}
        with raises(Code.SESSION_UNKNOWN):
            records.wide_roster(MONDAY, [two.school.session.id])
        with raises(Code.PERSON_UNKNOWN):
            records.person_days(two.school.people[1].id, MONDAY, MONDAY)
        days = records.person_days(two.school.people[0].id, MONDAY, MONDAY)
        assert [one.class_name for one in days] == ["5a"]


class TestWideRoster:
    def test_those_running_now_else_all_of_the_day(self, two: TwoClasses) -> None:
        school, records = two.school, two.school.vault.records
        starts = school.session.ends.plus(timedelta(hours=1))
        afternoon = records.open_session(two.other.id, starts, starts.plus(timedelta(hours=1)))

        def shown(day: date = MONDAY) -> list[tuple[str, str]]:
            return [(row.class_name, row.person.number) for row in records.wide_roster(day)]

        morning = [("5a", "S-1"), ("5a", "S-8"), ("7b", "S-1"), ("7b", "S-2"), ("7b", "S-3")]
        assert sorted(shown()) == sorted([*morning, *morning[:2]])
        school.clock.forward(minutes=20)
        assert shown() == morning
        school.clock.forward(hours=2)
        assert shown() == morning[:2]
        assert shown(MONDAY + timedelta(days=1)) == []
        chosen = records.wide_roster(MONDAY, [afternoon.id, school.session.id, afternoon.id])
        assert [row.session for row in chosen] == [afternoon.id] * 2 + [school.session.id] * 3

    def test_it_says_what_the_registers_say(self, two: TwoClasses) -> None:
        two.school.mark(1, method=Method.CARD)
        rows = [row for row in two.school.vault.records.wide_roster(MONDAY) if row.standing.state is P]
        assert [(row.person, row.needs_look) for row in rows] == [(two.school.people[1], True)]


class TestMissing:
    def test_whoever_is_expected_now_and_unmarked(self, two: TwoClasses) -> None:
        school, records = two.school, two.school.vault.records
        assert records.missing() == []
        school.clock.forward(minutes=10)
        school.mark(1)
        records.correct(two.session.id, [two.pupil.id], A)
        missing = records.missing()
        assert [(one.class_name, one.person.number) for one in missing] == [
            ("5a", "S-1"), ("7b", "S-1"), ("7b", "S-3"),
        ]  # fmt: skip
        assert {one.since for one in missing} == {school.session.starts}
        # In two at once: who is in the other one is there.
        records.correct(two.session.id, [school.people[0].id], L)
        assert [one.person.number for one in records.missing()] == ["S-3"]
        # Whose mark a teacher took away is missing again.
        records.correct(school.session.id, [school.people[1].id], U)
        assert [one.person.number for one in records.missing()] == ["S-2", "S-3"]
        school.clock.forward(hours=1)
        assert records.missing() == []


class TestPersonDays:
    def test_all_sessions_of_somebody_oldest_first(self, two: TwoClasses) -> None:
        school, records = two.school, two.school.vault.records
        person = school.people[0].id
        made = []
        for day in (-3, 1, 2):
            starts = school.session.starts.plus(timedelta(days=day))
            made.append(records.open_session(two.other.id, starts, starts.plus(timedelta(hours=1))))
        records.correct(school.session.id, [person], L, "bus", minutes=6)
        school.vault.office.timetable.cancel(made[1].id)
        days = records.person_days(person, date(2026, 11, 1), date(2026, 11, 30))
        of_monday = [
            (one.class_name, one.state, one.minutes_late, one.note) for one in days if one.day == MONDAY
        ]
        assert sorted(of_monday) == [("5a", U, 0, ""), ("7b", L, 6, "bus")]
        # The lesson of three days before is no day of theirs: they were not in the class then.
        assert [one.session for one in days if one.day != MONDAY] == [made[2].id]
        assert records.person_days(person, MONDAY, MONDAY) == [one for one in days if one.day == MONDAY]

    def test_nobody_is_told_of(self, two: TwoClasses) -> None:
        with raises(Code.PERSON_UNKNOWN):
            two.school.vault.records.person_days(two.session.id, MONDAY, MONDAY)  # type: ignore[arg-type]
