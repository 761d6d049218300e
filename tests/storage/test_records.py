"""What a teacher does: registers, corrections, consent, the day's sheet, the audit."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.marks import MarkState, Method
from kiosk.domain.people import RosterRow
from kiosk.domain.tally import Count
from kiosk.domain.timetable import TimetableChange
from kiosk.errors import Code, KioskError
from kiosk.storage.records import Records
from tests.fakes_storage import PASSPHRASE, ZONE, SmallSchool
from tests.storage.whole_sheet import day_scope, plan_of, sheet_rows

P, A, L, U = MarkState.PRESENT, MarkState.ABSENT, MarkState.LATE, MarkState.UNMARKED


def _row(school: SmallSchool, index: int) -> RosterRow:
    roster = school.vault.records.roster(school.session.id)
    return next(row for row in roster.rows if row.person == school.people[index])


def _states(school: SmallSchool) -> list[MarkState]:
    return [_row(school, index).standing.state for index in range(len(school.people))]


def _raises(code: Code) -> "pytest.RaisesExc[KioskError]":
    return pytest.RaisesExc(KioskError, check=lambda error: error.code is code)


class TestPeopleAndClasses:
    def test_names_and_numbers_are_cleaned_and_unique(self, school: SmallSchool) -> None:
        records = school.vault.records
        assert records.add_class("  8 a ").name == "8 a"
        with _raises(Code.CLASS_EXISTS):
            records.add_class("8 A")
        with _raises(Code.TEXT_BAD):
            records.add_class("  ")
        person = records.add_person(" ١٢ ", "Omar  Haddad", [])
        assert (person.number, person.name) == ("12", "Omar Haddad")
        with _raises(Code.PERSON_EXISTS):
            records.add_person("12", "Somebody Else", [])
        with _raises(Code.TEXT_BAD):
            records.add_person("13", "a\u202eb", [])
        assert records.person_by_number("١٢") == person
        with _raises(Code.PERSON_UNKNOWN):
            records.person_by_number("404")

    def test_an_unknown_class_makes_nobody(self, school: SmallSchool) -> None:
        with _raises(Code.CLASS_UNKNOWN):
            school.vault.records.add_person("9", "Omar", [school.session.id])  # type: ignore[list-item]
        with _raises(Code.PERSON_UNKNOWN):
            school.vault.records.person_by_number("9")

    def test_the_people_tab_lists_a_class_by_name(self, school: SmallSchool) -> None:
        records = school.vault.records
        records.add_person("9", "Zoe Apart", [])
        school.enrol(1)
        records.set_pin(school.people[0].id, "4711")
        listed = records.people(school.school_class.id, "ab" * 32)
        assert [p.person.name for p in listed] == sorted(p.name for p in school.people)
        by_id = {p.person.id: p for p in listed}
        assert [by_id[p.id].has_pin for p in school.people] == [True, False, False]
        assert [by_id[p.id].templates for p in school.people] == [0, 1, 0]
        assert len(records.people()) == 4


class TestRegister:
    def test_late_is_late_and_early_is_not_yet(self, school: SmallSchool) -> None:
        school.mark(0)
        school.clock.forward(minutes=25)
        school.mark(1)
        assert _states(school) == [P, L, U]

    def test_a_correction_beats_the_kiosk_and_undo_gives_it_back(self, school: SmallSchool) -> None:
        school.mark(0)
        school.clock.forward(minutes=1)
        done = school.vault.records.correct(
            school.session.id, [p.id for p in school.people[:2]], A, "doctor's note"
        )
        assert _states(school) == [A, A, U]
        assert _row(school, 0).standing.note == "doctor's note"
        assert school.vault.door.tally(school.clock().local_date)[Count.CORRECTED] == 1
        last = school.vault.records.audit_rows()[-1]
        assert (last.action, last.detail) == ("mark-corrected", "present>absent unmarked>absent")
        assert "doctor" not in last.detail
        school.vault.records.undo(done)
        school.vault.records.undo(done)
        assert _states(school) == [P, U, U]
        assert [r.action for r in school.vault.records.audit_rows()].count("mark-undone") == 1

    def test_a_mark_taken_away_by_the_teacher_can_be_made_again(self, school: SmallSchool) -> None:
        """The kiosk once said "already marked" to somebody whose mistaken mark the teacher had taken away."""
        first = school.mark(0)
        school.clock.forward(minutes=1)
        done = school.vault.records.correct(school.session.id, [school.people[0].id], U)
        assert _states(school)[0] is U
        assert school.vault.door.today(school.clock()) == []
        school.vault.records.undo(done)
        assert [m.event for m in school.vault.door.today(school.clock())] == [first.id]
        school.vault.records.correct(school.session.id, [school.people[0].id], U)
        school.clock.forward(minutes=1)
        second = school.mark(0)
        assert _row(school, 0).standing.event == second.id
        assert _row(school, 0).standing.at == school.clock()

    def test_closing_makes_the_unmarked_absent_and_stops_the_door(self, school: SmallSchool) -> None:
        school.mark(0)
        closed = school.vault.records.close_session(school.session.id)
        assert closed.closed == school.clock()
        assert _states(school) == [P, A, A]
        assert _row(school, 1).standing.method is Method.CLOSING
        (here,) = school.vault.door.sessions(school.clock())
        assert not here.session.takes_marks(school.clock())
        with _raises(Code.SESSION_CLOSED):
            school.vault.records.close_session(school.session.id)

    def test_reopening_takes_back_what_closing_set_and_nothing_else(self, school: SmallSchool) -> None:
        school.mark(0)
        records = school.vault.records
        records.close_session(school.session.id)
        school.clock.forward(minutes=1)
        records.correct(school.session.id, [school.people[1].id], MarkState.EXCUSED, "called")
        assert records.reopen_session(school.session.id).closed is None
        assert _states(school) == [P, MarkState.EXCUSED, U]
        assert records.reopen_session(school.session.id).closed is None
        school.mark(2)
        records.close_session(school.session.id)
        assert _states(school) == [P, MarkState.EXCUSED, P]

    def test_a_correction_after_closing_keeps_the_old_value_and_needs_a_reason(
        self, school: SmallSchool
    ) -> None:
        records = school.vault.records
        records.close_session(school.session.id)
        with _raises(Code.REASON_NEEDED):
            records.correct(school.session.id, [school.people[0].id], P, "  ")
        records.correct(school.session.id, [school.people[0].id], P, "was in the library")
        assert records.audit_rows()[-1].detail == "absent>present"

    def test_nothing_is_taken_back_or_done_again_while_the_register_is_closed(
        self, school: SmallSchool
    ) -> None:
        """Closing makes the unmarked absent; who was excused until an undo was left without a mark."""
        records, session = school.vault.records, school.session.id
        excused = records.correct(session, [school.people[0].id], MarkState.EXCUSED)
        late = records.correct(session, [school.people[1].id], L)
        records.undo(late)
        records.close_session(session)
        for act in (lambda: records.undo(excused), lambda: records.redo(late)):
            with _raises(Code.SESSION_CLOSED):
                act()
        assert _states(school) == [MarkState.EXCUSED, A, A]
        records.reopen_session(session)
        records.undo(excused)
        records.redo(late)
        assert _states(school) == [U, L, U]

    def test_who_joins_after_a_lesson_is_not_on_its_register(self, school: SmallSchool) -> None:
        """Somebody added in spring once stood as unmarked in every register since autumn."""
        during = school.vault.records.add_person("S-8", "Early Bird", [school.school_class.id])
        school.clock.forward(hours=2)
        afterwards = school.vault.records.add_person("S-9", "Late Joiner", [school.school_class.id])
        listed = {row.person.id for row in school.vault.records.roster(school.session.id).rows}
        assert during.id in listed
        assert afterwards.id not in listed

    def test_strangers_and_unknown_sessions_are_refused(self, school: SmallSchool) -> None:
        records = school.vault.records
        apart = records.add_person("9", "Zoe Apart", [])
        with _raises(Code.PERSON_UNKNOWN):
            records.correct(school.session.id, [apart.id], P)
        for act in (records.roster, records.close_session, records.reopen_session):
            with _raises(Code.SESSION_UNKNOWN):
                act(apart.id)  # type: ignore[arg-type]

    def test_a_mark_at_the_door_shows_at_once(self, school: SmallSchool) -> None:
        school.vault.records.roster(school.session.id)
        school.mark(2, method=Method.CODE)
        assert _row(school, 2).standing.method is Method.CODE


class TestSessions:
    def test_times_that_make_no_session(self, school: SmallSchool) -> None:
        now = school.clock()
        records = school.vault.records
        with _raises(Code.SESSION_TIMES):
            records.open_session(school.school_class.id, now, now)
        with _raises(Code.SESSION_EXISTS):
            records.open_session(school.school_class.id, school.session.starts, school.session.ends)
        with _raises(Code.CLASS_UNKNOWN):
            records.open_session(school.session.id, now, now.plus(timedelta(hours=1)))  # type: ignore[arg-type]

    def test_a_shift_is_listed_on_both_its_days_and_is_on_the_sheet_of_one(self, school: SmallSchool) -> None:
        """After midnight the desk once showed no register while the door went on marking for it."""
        records, monday = school.vault.records, date(2026, 11, 23)
        late = Instant.at(datetime(2026, 11, 23, 22, 30, tzinfo=UTC), "Europe/Berlin")
        shift = records.open_session(school.school_class.id, late, late.plus(timedelta(hours=2)))
        until_midnight = records.open_session(school.school_class.id, late, late.plus(timedelta(minutes=30)))
        assert [s.id for s in records.sessions(monday)] == [school.session.id, shift.id, until_midnight.id]
        assert [s.id for s in records.sessions(monday + timedelta(days=1))] == [shift.id]
        assert len(sheet_rows(school.vault, monday)) == 9
        assert sheet_rows(school.vault, monday + timedelta(days=1)) == ()

    def test_of_those_that_begin_at_once_the_groups_are_in_the_order_of_their_names(
        self, school: SmallSchool
    ) -> None:
        records, start = school.vault.records, school.session.ends
        groups = [records.add_class(name) for name in ("Zeta", "Alpha", "Mid", "Beta")]
        for group in groups:
            records.open_session(group.id, start, start.plus(timedelta(hours=1)))
        names = {group.id: group.name for group in groups}
        listed = [one.class_id for one in records.sessions(start.local_date)]
        assert [names[one] for one in listed[1:]] == ["Alpha", "Beta", "Mid", "Zeta"]

    def test_a_term_is_planned_once(self, school: SmallSchool) -> None:
        def plan(records: Records) -> int:
            days = frozenset({0, 2})
            return records.plan_lessons(
                school.school_class.id, days, time(8), time(9), date(2026, 11, 23), date(2026, 12, 6)
            )

        assert plan(school.vault.records) == 3  # Monday the 23rd is there already
        assert plan(school.vault.records) == 0
        # They are lines of the timetable, which finds nothing to do.
        assert [one.weekday for one in school.vault.office.timetable.lessons()] == [0, 2]
        assert school.vault.office.timetable.apply() == TimetableChange(0, 0, 0, 0)
        assert [s.starts.local.hour for s in school.vault.records.sessions(date(2026, 12, 2))] == [8]
        school.vault.sign_out()
        school.clock.forward(days=9)
        assert len(school.vault.door.sessions(school.clock())) == 1

    def test_a_day_of_long_ago_stays_out_of_zone_k(self, school: SmallSchool) -> None:
        start = school.clock().plus(timedelta(days=-10))
        made = school.vault.records.open_session(
            school.school_class.id, start, start.plus(timedelta(hours=1))
        )
        assert made in school.vault.records.sessions(start.local_date)
        assert school.vault._kiosk.read("SELECT 1 FROM sessions WHERE session = ?", (made.id,)) == []


class TestDaySheet:
    def test_it_says_what_the_registers_say(self, school: SmallSchool) -> None:
        school.mark(0)
        school.clock.forward(minutes=25)
        school.mark(1)
        school.clock.forward(hours=2)
        records = school.vault.records
        records.close_session(school.session.id)
        monday = date(2026, 11, 23)
        plan, rows = plan_of(school.vault, monday), sheet_rows(school.vault, monday)
        assert (plan.school, plan.day, plan.title) == ("Hilltop School", monday, "All classes")
        lines = {r.number: (r.class_name, r.state, r.minutes_late, r.method, r.marked) for r in rows}
        start = school.session.starts
        early, late = start.plus(timedelta(minutes=-10)), start.plus(timedelta(minutes=15))
        assert lines == {
            "S-1": ("7b", P, 0, Method.FACE, early),
            "S-2": ("7b", L, 15, Method.FACE, late),
            "S-3": ("7b", A, 0, Method.CLOSING, None),
        }
        school.vault.office.reports.note_export(day_scope(monday), "csv", len(rows))
        assert records.audit_rows()[-1].detail == "day=2026-11-23 format=csv rows=3"

    def test_one_session_and_an_empty_day(self, school: SmallSchool) -> None:
        vault, monday, session = school.vault, date(2026, 11, 23), school.session.id
        assert (plan_of(vault, monday, session).title, len(sheet_rows(vault, monday, session))) == ("7b", 3)
        assert sheet_rows(vault, date(2026, 1, 1)) == ()
        with _raises(Code.SESSION_UNKNOWN):
            plan_of(vault, monday, school.people[0].id)  # type: ignore[arg-type]

    def test_late_set_long_afterwards_says_no_minutes(self, school: SmallSchool) -> None:
        school.clock.forward(hours=5)
        school.vault.records.correct(school.session.id, [school.people[0].id], L)
        rows = sheet_rows(school.vault, date(2026, 11, 23))
        assert next(r.minutes_late for r in rows if r.number == "S-1") == 0


class TestConsent:
    def test_it_is_kept_as_given(self, school: SmallSchool) -> None:
        person = school.people[0].id
        made = school.vault.records.record_consent(person, " form 7 ", "parent", date(2027, 7, 31))
        assert (made.text, made.given_by) == ("form 7", "parent")
        assert made.live_until == Instant.parse("2027-07-31T22:00:00+00:00", ZONE, 120)
        assert school.vault.records.live_consent(person) == made

    @pytest.mark.parametrize(
        ("text", "by", "until", "code"),
        [
            ("", "parent", date(2027, 1, 1), Code.TEXT_BAD),
            ("x" * 5000, "parent", date(2027, 1, 1), Code.TEXT_BAD),
            ("form", " ", date(2027, 1, 1), Code.TEXT_BAD),
            ("form", "parent", date(2026, 11, 22), Code.DAY_BAD),
        ],
    )
    def test_what_is_refused(self, school: SmallSchool, text: str, by: str, until: date, code: Code) -> None:
        with _raises(code):
            school.vault.records.record_consent(school.people[0].id, text, by, until)
        assert school.vault._kiosk.read("SELECT * FROM consents") == []

    def test_a_withdrawal_cut_off_half_way_is_finished_at_the_next_sign_in(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Zone K is first: whatever happens then, the templates are gone."""

        class Killed(BaseException):
            pass

        def killed(*_: object, **__: object) -> None:
            raise Killed

        school.enrol(0)
        person = school.people[0].id
        monkeypatch.setattr("kiosk.storage.audit.append", killed)
        with pytest.raises(Killed):
            school.vault.records.withdraw_consent(person)
        monkeypatch.undo()
        assert school.vault._kiosk.read("SELECT count(*) FROM templates") == [(0,)]
        assert school.vault.records.live_consent(person) is not None
        school.reopen().sign_in(PASSPHRASE)
        assert school.vault.records.live_consent(person) is None


class TestTwoFilesInStep:
    def test_what_a_crash_kept_from_zone_k_comes_at_the_next_sign_in(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("kiosk.storage.mirror.copy", lambda *_, **__: 0)
        monkeypatch.setattr("kiosk.storage.audit.copy_head", lambda *_, **__: None)
        records = school.vault.records
        other = records.add_class("8a")
        person = records.add_person("9", "Omar Haddad", [other.id])
        records.record_consent(person.id, "form", "self", date(2027, 1, 1))
        start = school.session.starts.plus(timedelta(hours=1))
        records.open_session(other.id, start, start.plus(timedelta(hours=1)))
        monkeypatch.undo()
        vault = school.reopen()
        assert len(vault.door.sessions(school.clock())) == 1
        vault.sign_in(PASSPHRASE)
        second = vault.door.sessions(school.clock())[1]
        assert (second.label, second.people) == ("8a", frozenset({person.id}))
        assert vault.door.label(person.id).text == "O. H."
        assert len(vault._kiosk.read("SELECT 1 FROM consents")) == 1
        assert vault.records.verify_audit() == ()


class TestAudit:
    def test_every_act_is_a_row_of_ids_without_a_name(self, school: SmallSchool) -> None:
        school.enrol(0)
        records = school.vault.records
        records.set_pin(school.people[0].id, "4711")
        records.correct(school.session.id, [school.people[0].id], P, "late bus")
        records.close_session(school.session.id)
        rows = records.audit_rows()
        assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
        assert {"created", "signed-in", "person-added", "enrolled", "pin-set", "session-closed"} <= {
            row.action for row in rows
        }
        text = repr(rows)
        for word in ("Ada", "Lovelace", "late bus", "Grace", "Hilltop", "parent", "form"):
            assert word not in text
        assert records.verify_audit() == ()

    def _force(self, school: SmallSchool, sql: str) -> None:
        assert school.vault._zone_r is not None
        records = school.vault._zone_r.database
        with records.transaction():
            records.write("DROP TRIGGER audit_does_not_change")
            records.write("DROP TRIGGER audit_is_append_only")
            records.write(sql)

    @pytest.mark.parametrize(
        ("sql", "problem"),
        [
            ("UPDATE audit SET detail = 'x' WHERE sequence = 2", "altered"),
            ("UPDATE audit SET actor = NULL WHERE sequence = 2", "altered"),
            ("DELETE FROM audit WHERE sequence = 2", "missing"),
            ("DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)", "shortened"),
        ],
    )
    def test_a_changed_audit_is_noticed(self, school: SmallSchool, sql: str, problem: str) -> None:
        self._force(school, sql)
        assert problem in school.vault.records.verify_audit()
