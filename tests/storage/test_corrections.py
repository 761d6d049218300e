"""A teacher's word on a line: with a code, minutes and a reason; taken back, done again, looked at, told."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kiosk.domain.frames import SourceKind
from kiosk.domain.groups import GroupKind, GroupOptions
from kiosk.domain.ids import EventId, new_id
from kiosk.domain.marks import EventKind, MarkEvent, MarkState, Method, NewPassage
from kiosk.domain.people import Correction, RosterRow
from kiosk.errors import Code, KioskError
from tests.fakes_storage import PASSPHRASE, SmallSchool
from tests.storage.whole_sheet import sheet_rows

P, A, L, E, U = (
    MarkState.PRESENT,
    MarkState.ABSENT,
    MarkState.LATE,
    MarkState.EXCUSED,
    MarkState.UNMARKED,
)


def row(school: SmallSchool, index: int) -> RosterRow:
    roster = school.vault.records.roster(school.session.id)
    return next(one for one in roster.rows if one.person == school.people[index])


def states(school: SmallSchool) -> list[MarkState]:
    return [row(school, index).standing.state for index in range(len(school.people))]


def raises(code: Code) -> "pytest.RaisesExc[KioskError]":
    return pytest.RaisesExc(KioskError, check=lambda error: error.code is code)


def options(school: SmallSchool, chosen: GroupOptions) -> None:
    school.vault.office.timetable.change_group(school.school_class.id, "7b", GroupKind.CLASS, chosen)


def leave(school: SmallSchool, index: int, method: Method) -> MarkEvent:
    school.clock.forward(minutes=10)
    gone = NewPassage(school.session.id, school.people[index].id, EventKind.DEPARTURE)
    source = SourceKind.CAMERA if method is Method.CARD else None
    return school.vault.door.pass_by(gone, method=method, source=source, now=school.clock())


def audit(school: SmallSchool) -> list[tuple[str, str]]:
    return [(one.action, one.detail) for one in school.vault.records.audit_rows()]


class TestCodes:
    def test_a_code_of_the_groups_set_is_kept_with_its_state(self, school: SmallSchool) -> None:
        options(school, GroupOptions(code_set="dfe-england-2024"))
        records, ill = school.vault.records, [school.people[0].id]
        records.correct(school.session.id, ill, E, code="I")
        assert (row(school, 0).standing.state, row(school, 0).standing.code) == (E, "I")
        school.clock.forward(seconds=1)
        records.correct(school.session.id, ill, P)
        assert row(school, 0).standing.code == ""

    @pytest.mark.parametrize(
        ("story", "state", "code"),
        [
            ("of another set", E, "I"),
            ("of another state", A, "E"),
            ("of nothing", U, "P"),
            ("no code", E, "e"),
        ],
    )
    def test_any_other_changes_nothing(
        self, school: SmallSchool, story: str, state: MarkState, code: str
    ) -> None:
        before = audit(school)
        with raises(Code.CODE_UNKNOWN):
            school.vault.records.correct(school.session.id, [school.people[0].id], state, code=code)
        assert (states(school)[0], audit(school)) == (U, before), story

    def test_minutes_are_a_teachers_only_for_late(self, school: SmallSchool) -> None:
        records, one = school.vault.records, [school.people[0].id]
        records.correct(school.session.id, one, L, minutes=7)
        rows = sheet_rows(school.vault, school.clock().local_date)
        assert next(r.minutes_late for r in rows if r.number == "S-1") == 7
        school.clock.forward(seconds=1)
        records.correct(school.session.id, one, E, minutes=7)
        assert row(school, 0).standing.minutes is None
        for wrong in (-1, 1441):
            with raises(Code.MINUTES_BAD):
                records.correct(school.session.id, one, L, minutes=wrong)


class TestClosing:
    @pytest.mark.parametrize("becomes", [A, E, MarkState.NOT_REQUIRED, U])
    def test_the_group_says_what_the_unmarked_become(self, school: SmallSchool, becomes: MarkState) -> None:
        options(school, GroupOptions(closing=becomes))
        school.mark(0)
        school.clock.forward(minutes=1)
        records = school.vault.records
        records.close_session(school.session.id)
        assert states(school) == [P, becomes, becomes]
        assert audit(school)[-1] == ("session-closed", f"{becomes.value}=2")
        of_closing = records.history(school.session.id, school.people[1].id)
        assert len(of_closing) == (0 if becomes is U else 1)
        school.clock.forward(minutes=1)
        records.reopen_session(school.session.id)
        assert states(school) == [P, U, U]

    def test_each_reopening_takes_back_what_the_last_closing_set(self, school: SmallSchool) -> None:
        for _ in range(2):
            school.vault.records.close_session(school.session.id)
            school.clock.forward(minutes=1)
            school.vault.records.reopen_session(school.session.id)
            school.clock.forward(minutes=1)
            assert states(school) == [U, U, U]
            assert audit(school)[-1] == ("session-reopened", "taken_back=3")

    def test_a_cancelled_session_takes_nothing(self, school: SmallSchool) -> None:
        records, session, one = school.vault.records, school.session.id, [school.people[0].id]
        done = records.correct(session, one, E)
        taken_back = records.correct(session, [school.people[1].id], E)
        records.undo(taken_back)
        school.vault.office.timetable.cancel(session)
        acts: list[Callable[[], object]] = [
            lambda: records.correct(session, one, P),
            lambda: records.close_session(session),
            lambda: records.undo(done),
            lambda: records.redo(taken_back),
            lambda: records.add_visitor(session, "Somebody Else"),
        ]
        before = audit(school)
        for act in acts:
            with raises(Code.SESSION_CANCELLED):
                act()
        assert audit(school) == before
        school.vault.office.timetable.restore(session)
        assert states(school) == [E, U, U]


class TestUndoAndRedo:
    def test_what_was_taken_back_is_made_once_more_as_it_was(self, school: SmallSchool) -> None:
        records, session = school.vault.records, school.session.id
        people = [p.id for p in school.people[:2]]
        done = records.correct(session, people, L, "bus", code="L", minutes=4)
        school.clock.forward(seconds=1)
        records.undo(done)
        school.clock.forward(seconds=1)
        again = records.redo(done)
        assert (again.state, len(again.events)) == (L, 2)
        for index in range(2):
            now = row(school, index).standing
            assert (now.state, now.note, now.code, now.minutes, now.at) == (L, "bus", "L", 4, school.clock())
        school.clock.forward(seconds=1)
        records.undo(again)
        assert states(school) == [U, U, U]
        assert audit(school)[-3:] == [
            ("mark-undone", "events=2"), ("mark-redone", "events=2"), ("mark-undone", "events=2"),
        ]  # fmt: skip

    def test_what_was_not_taken_back_is_not_doubled(self, school: SmallSchool) -> None:
        records, session = school.vault.records, school.session.id
        done = records.correct(session, [school.people[0].id], E)
        before = audit(school)
        assert records.redo(done) == Correction((), E)
        records.undo(Correction((EventId(new_id()),), E))
        assert records.redo(Correction((EventId(new_id()),), E)).events == ()
        assert audit(school) == before

    def test_the_door_forgets_and_remembers_with_it(self, school: SmallSchool) -> None:
        school.mark(0)
        school.clock.forward(seconds=1)
        records, door = school.vault.records, school.vault.door
        taken = records.correct(school.session.id, [school.people[0].id], U)
        assert door.today(school.clock()) == []
        school.clock.forward(seconds=1)
        records.undo(taken)
        assert len(door.today(school.clock())) == 1
        school.clock.forward(seconds=1)
        records.redo(taken)
        assert door.today(school.clock()) == []

    def test_a_correction_of_nobody_tells_the_door_nothing(self, school: SmallSchool) -> None:
        """Found by the register's model: a mark that was taken away came back at the door once closed."""
        records, door, session = school.vault.records, school.vault.door, school.session.id
        school.mark(0)
        school.clock.forward(seconds=1)
        records.correct(session, [school.people[0].id], U)
        school.clock.forward(seconds=1)
        records.close_session(session)
        records.correct(session, [], U, "nobody")
        assert door.today(school.clock()) == []


class TestLooking:
    def test_a_mark_by_code_or_card_has_a_sign_until_somebody_looked(self, school: SmallSchool) -> None:
        school.mark(0, method=Method.CODE)
        school.mark(1, method=Method.CARD)
        school.mark(2)
        assert [row(school, index).needs_look for index in range(3)] == [True, True, False]
        session, people = school.session.id, [p.id for p in school.people]
        school.vault.records.look_at(session, people[:1])
        assert [row(school, index).needs_look for index in range(3)] == [False, True, False]
        assert audit(school)[-1] == ("looked-at", "events=1")
        school.vault.records.look_at(session, people)
        rows = school.vault.records.audit_rows()
        assert [row(school, index).needs_look for index in range(3)] == [False] * 3
        school.vault.records.look_at(session, people)
        assert school.vault.records.audit_rows() == rows

    def test_leaving_by_a_card_has_one_too_whoever_came_by_their_face(self, school: SmallSchool) -> None:
        """A photograph of somebody's card can send them home as well as bring them in."""
        school.mark(0)
        leave(school, 0, Method.CARD)
        assert row(school, 0).needs_look
        school.vault.records.look_at(school.session.id, [school.people[0].id])
        assert not row(school, 0).needs_look
        made = leave(school, 0, Method.CODE)
        assert row(school, 0).needs_look
        assert school.vault.door.take_back(made.id, school.clock())
        assert not row(school, 0).needs_look

    def test_what_was_taken_back_needs_no_look(self, school: SmallSchool) -> None:
        made = school.mark(0, method=Method.CODE)
        school.vault.door.take_back(made.id, school.clock())
        assert not row(school, 0).needs_look


class TestHistory:
    def test_it_tells_old_and_new_who_and_why_and_whether_it_was_closed(self, school: SmallSchool) -> None:
        records, session, person = school.vault.records, school.session.id, school.people[0].id
        assert records.history(session, person) == []
        school.mark(0)
        for act in (
            lambda: records.correct(session, [person], L, "bus", code="L"),
            lambda: records.close_session(session),
            lambda: records.correct(session, [person], E, "dentist"),
            lambda: records.reopen_session(session),
            lambda: records.correct(session, [person], P),
        ):
            school.clock.forward(minutes=1)
            act()
        told = [
            (one.kind, one.old, one.new, one.method, one.actor, one.note, one.code, one.is_after_closing)
            for one in records.history(session, person)
        ]
        teacher = (Method.TEACHER, "Grace Admin")
        assert told == [
            (EventKind.ARRIVAL, U, P, Method.FACE, "", "", "", False),
            (EventKind.CORRECTION, P, L, *teacher, "bus", "L", False),
            (EventKind.CORRECTION, L, E, *teacher, "dentist", "", True),
            (EventKind.CORRECTION, E, P, *teacher, "", "", False),
        ]

    def test_what_closing_set_and_what_took_it_back_are_told(self, school: SmallSchool) -> None:
        records, session, person = school.vault.records, school.session.id, school.people[0].id
        records.close_session(session)
        school.clock.forward(minutes=1)
        records.reopen_session(session)
        told = [
            (one.kind, one.old, one.new, one.is_after_closing) for one in records.history(session, person)
        ]
        assert told == [(EventKind.CLOSING, U, A, False), (EventKind.VOID, A, U, False)]

    def test_a_trimmed_audit_does_not_forget_that_it_is_closed(self, school: SmallSchool) -> None:
        records, session, person = school.vault.records, school.session.id, school.people[0].id
        records.close_session(session)
        school.clock.forward(minutes=1)
        records.correct(session, [person], E, "dentist")
        zone_r = school.vault._zone_r
        assert zone_r is not None
        with zone_r.database.transaction():
            newest = zone_r.database.read("SELECT max(sequence) FROM audit")[0][0]
            zone_r.database.write("INSERT INTO audit_start VALUES (1, ?, zeroblob(32))", (newest,))
            zone_r.database.write("DELETE FROM audit")
        assert [one.is_after_closing for one in records.history(session, person)] == [False, True]

    def test_nobody_elses_line_is_told(self, school: SmallSchool) -> None:
        apart = school.vault.records.add_person("9", "Zoe Apart", [])
        with raises(Code.PERSON_UNKNOWN):
            school.vault.records.history(school.session.id, apart.id)
        with raises(Code.SESSION_UNKNOWN):
            school.vault.records.history(apart.id, apart.id)  # type: ignore[arg-type]


class TestVisitors:
    def test_a_visitor_is_on_one_register_and_present(self, school: SmallSchool) -> None:
        records = school.vault.records
        after = records.open_session(
            school.school_class.id, school.session.ends, school.session.ends.plus(timedelta(hours=1))
        )
        records.add_person("V-7", "Not A Visitor", [])
        visitor = records.add_visitor(school.session.id, "  Vera  Visitor ", "trial lesson")
        assert (visitor.number, visitor.name) == ("V-8", "Vera Visitor")
        here = {r.person.id: r.standing for r in records.roster(school.session.id).rows}
        assert (here[visitor.id].state, here[visitor.id].note) == (P, "trial lesson")
        assert visitor.id not in {r.person.id for r in records.roster(after.id).rows}
        listed = {one.person.id: one for one in records.people()}
        assert [listed[one].is_visitor for one in (visitor.id, school.people[0].id)] == [True, False]
        assert visitor.id not in {one.person.id for one in records.people(school.school_class.id)}
        last = records.audit_rows()[-1]
        assert (last.action, last.subjects) == ("visitor-added", (visitor.id, school.session.id))
        assert all(visitor.id not in one.people for one in school.vault.door.sessions(school.clock()))

    def test_a_closed_register_asks_why(self, school: SmallSchool) -> None:
        records = school.vault.records
        records.close_session(school.session.id)
        count = len(records.people())
        with raises(Code.REASON_NEEDED):
            records.add_visitor(school.session.id, "Vera Visitor")
        with raises(Code.TEXT_BAD):
            records.add_visitor(school.session.id, " ", "came late")
        assert len(records.people()) == count
        records.add_visitor(school.session.id, "Vera Visitor", "came late")
        assert len(records.people()) == count + 1


def test_reopening_tells_the_door_what_had_been_taken_away(school: SmallSchool) -> None:
    """A sign-in while the register was closed gave the door the mark back, and reopening left it there."""
    school.mark(0)
    school.clock.forward(seconds=1)
    school.vault.records.correct(school.session.id, [school.people[0].id], U)
    school.clock.forward(seconds=1)
    school.vault.records.close_session(school.session.id)
    school.vault.sign_out()
    school.vault.sign_in(PASSPHRASE)
    school.clock.forward(seconds=1)
    school.vault.records.reopen_session(school.session.id)
    assert (states(school)[0], school.vault.door.today(school.clock())) == (U, [])
    school.mark(0)
    assert states(school)[0] is P
