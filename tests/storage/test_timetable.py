"""Groups, lessons, terms and holidays as they are kept, and the sessions that are made of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.groups import Group, GroupKind, GroupOptions, SchoolMinutes
from kiosk.domain.ids import ClassId, LessonId, SessionId, new_id
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Role
from kiosk.domain.sessions import Session
from kiosk.domain.timetable import Lesson, Span, TimetableChange
from kiosk.errors import Code, KioskError
from kiosk.storage import session_plan
from kiosk.storage.sqlcipher import Database
from kiosk.storage.timetable import Timetable
from tests.fakes_storage import SmallSchool
from tests.storage.test_roles import become

MONDAY = date(2026, 11, 23)
ALL = GroupOptions(
    room="Hall",
    early_minutes=45,
    late_after_minutes=5,
    closes_after_minutes=20,
    has_departures=True,
    cooldown_minutes=7,
    is_open=True,
    closing=MarkState.NOT_REQUIRED,
    code_set="dfe-england-2024",
)


@pytest.fixture
def timetable(school: SmallSchool) -> Timetable:
    return school.vault.office.timetable


def _lesson(
    group: ClassId, weekday: int = 1, starts: str = "10:00", ends: str = "11:00", **more: Any
) -> Lesson:
    hours = time.fromisoformat(starts), time.fromisoformat(ends)
    return Lesson(LessonId(""), group, weekday, *hours, MONDAY, MONDAY + timedelta(days=20), **more)


def _code(act: Callable[[], object]) -> KioskError | None:
    try:
        act()
    except KioskError as error:
        return error
    return None


def _zone_r(school: SmallSchool) -> Database:
    assert school.vault._zone_r is not None
    return school.vault._zone_r.database


def _sessions(school: SmallSchool, day: int) -> list[Session]:
    return school.vault.records.sessions(date(2026, 11, 1) + timedelta(days=day - 1))


def _in_zone_k(school: SmallSchool) -> set[str]:
    return {row[0] for row in school.vault._kiosk.read("SELECT session FROM sessions")}


class TestGroups:
    def test_are_kept_with_all_their_options(self, school: SmallSchool, timetable: Timetable) -> None:
        made = timetable.add_group("  Night\tshift ", GroupKind.SHIFT, ALL)
        assert (made.name, made.kind, made.options, made.members) == ("Night shift", GroupKind.SHIFT, ALL, 0)
        before = timetable.groups()
        assert before == [Group(school.school_class.id, "7b", members=3), made]
        changed = timetable.change_group(made.id, "Early shift", GroupKind.TEAM, GroupOptions())
        assert changed == Group(made.id, "Early shift", GroupKind.TEAM)
        assert timetable.groups() == [before[0], changed]
        label = "SELECT label FROM classes WHERE class = ?"
        assert school.vault._kiosk.read(label, (made.id,)) == [("Early shift",)]

    def test_who_left_is_not_counted(self, school: SmallSchool, timetable: Timetable) -> None:
        with _zone_r(school).transaction():
            _zone_r(school).write(
                "UPDATE memberships SET left_utc = joined_utc WHERE person = ?", (school.people[0].id,)
            )
        assert [group.members for group in timetable.groups()] == [2]

    @pytest.mark.parametrize(
        ("name", "options", "code", "where"),
        [
            ("7B", GroupOptions(), Code.CLASS_EXISTS, "7B"),
            (" ", GroupOptions(), Code.TEXT_BAD, "name"),
            ("8a", GroupOptions(room="\u202elab"), Code.TEXT_BAD, "room"),
            ("8a", GroupOptions(early_minutes=-1), Code.MINUTES_BAD, "early"),
            ("8a", GroupOptions(late_after_minutes=1441), Code.MINUTES_BAD, "late"),
            ("8a", GroupOptions(closes_after_minutes=-1), Code.MINUTES_BAD, "closes"),
            ("8a", GroupOptions(cooldown_minutes=-1), Code.MINUTES_BAD, "cooldown"),
            ("8a", GroupOptions(code_set="none"), Code.CODE_UNKNOWN, "none"),
        ],
    )
    def test_bad_ones_change_nothing(
        self, timetable: Timetable, name: str, options: GroupOptions, code: Code, where: str
    ) -> None:
        other = timetable.add_group("9c", GroupKind.CLASS, GroupOptions(room="12"))
        before = timetable.groups()
        for act in (
            lambda: timetable.add_group(name, GroupKind.CLASS, options),
            lambda: timetable.change_group(other.id, name, GroupKind.TEAM, options),
        ):
            error = _code(act)
            assert error is not None
            assert (error.code, error.where) == (code, where)
        assert timetable.groups() == before

    def test_a_group_may_keep_its_name_and_an_unknown_one_is_none(self, timetable: Timetable) -> None:
        (group,) = timetable.groups()
        assert timetable.change_group(group.id, "7B", GroupKind.CLASS, GroupOptions()).name == "7B"
        error = _code(lambda: timetable.change_group(ClassId(new_id()), "x", GroupKind.CLASS, GroupOptions()))
        assert error is not None
        assert error.code is Code.CLASS_UNKNOWN

    def test_closing_marks_nobody_present(self) -> None:
        with pytest.raises(ValueError, match="present"):
            GroupOptions(closing=MarkState.PRESENT)


class TestTermsAndHolidays:
    def test_are_replaced_whole_and_keep_their_ids(self, timetable: Timetable) -> None:
        autumn = Span("", "Autumn", date(2026, 9, 1), date(2026, 12, 18))
        spring = Span("not one of ours", "Spring", date(2027, 1, 4), date(2027, 4, 1))
        timetable.set_terms([spring, autumn])
        first, second = timetable.terms()
        assert (first.name, second.name, len({first.id, second.id, spring.id})) == ("Autumn", "Spring", 3)
        timetable.set_terms([replace(first, name="Michaelmas")])
        assert timetable.terms() == [replace(first, name="Michaelmas")]
        assert timetable.holidays() == []
        timetable.set_holidays([autumn, autumn])  # holidays may overlap
        assert len({span.id for span in timetable.holidays()}) == 2
        assert len(timetable.terms()) == 1

    @pytest.mark.parametrize(
        ("spans", "code"),
        [
            ([Span("", "A", date(2026, 9, 2), date(2026, 9, 1))], Code.SPAN_BAD),
            ([Span("", "A", date(2026, 9, 2), date(2126, 9, 1))], Code.SPAN_BAD),
            ([Span("", " ", date(2026, 9, 1), date(2026, 9, 1))], Code.TEXT_BAD),
        ],
    )
    def test_bad_days_change_nothing(self, timetable: Timetable, spans: list[Span], code: Code) -> None:
        good = Span("", "Good", date(2026, 9, 1), date(2026, 9, 1))
        timetable.set_terms([good])
        timetable.set_holidays([good])
        before = (timetable.terms(), timetable.holidays())
        for act in (timetable.set_terms, timetable.set_holidays):
            error = _code(lambda act=act: act(spans))  # type: ignore[misc]
            assert error is not None
            assert error.code is code
        assert (timetable.terms(), timetable.holidays()) == before

    def test_terms_do_not_overlap(self, timetable: Timetable) -> None:
        one = Span("", "One", date(2026, 9, 1), date(2026, 10, 1))
        two = Span("", "Two", date(2026, 10, 1), date(2026, 12, 1))
        error = _code(lambda: timetable.set_terms([two, one]))
        assert error is not None
        assert (error.code, error.where, timetable.terms()) == (Code.SPAN_BAD, "Two", [])


class TestLessons:
    def test_are_kept_in_the_weeks_order(self, school: SmallSchool, timetable: Timetable) -> None:
        group, other = school.school_class.id, timetable.add_group("8a", GroupKind.CLASS, GroupOptions()).id
        friday = timetable.add_lesson(_lesson(group, 4, "22:00", "06:00", every_weeks=2, room=" Lab  2 "))
        monday = timetable.add_lesson(
            replace(_lesson(group, 0), starts=time(10, 0, 59), ends=time(11, 0, 0, 5))
        )
        others = timetable.add_lesson(_lesson(other, 0, "08:00", "09:00"))
        assert (friday.room, monday.starts, monday.ends) == ("Lab 2", time(10), time(11))
        assert timetable.lessons() == [others, monday, friday]
        assert timetable.lessons(group) == [monday, friday]
        moved = timetable.change_lesson(replace(monday, weekday=6))
        assert timetable.lessons(group) == [friday, moved]
        timetable.remove_lesson(friday.id)
        assert timetable.lessons(group) == [moved]

    def test_bad_ones_change_nothing(self, school: SmallSchool, timetable: Timetable) -> None:
        group = school.school_class.id
        there = timetable.add_lesson(_lesson(group))
        other = timetable.add_lesson(_lesson(group, 3))
        unknown = LessonId(new_id())
        for act, code in (
            (lambda: timetable.add_lesson(_lesson(ClassId(new_id()))), Code.CLASS_UNKNOWN),
            (lambda: timetable.add_lesson(_lesson(group)), Code.SESSION_EXISTS),
            (lambda: timetable.add_lesson(_lesson(group, room="\u202ex")), Code.TEXT_BAD),
            (lambda: timetable.add_lesson(replace(_lesson(group, 4), last=date(2026, 1, 1))), Code.SPAN_BAD),
            (lambda: timetable.change_lesson(replace(other, weekday=1)), Code.SESSION_EXISTS),
            (lambda: timetable.change_lesson(replace(other, id=unknown)), Code.LESSON_UNKNOWN),
            (lambda: timetable.remove_lesson(unknown), Code.LESSON_UNKNOWN),
        ):
            error = _code(act)
            assert error is not None
            assert error.code is code
        assert timetable.lessons() == [there, other]

    def test_a_lesson_may_be_written_again_as_it_is(self, school: SmallSchool, timetable: Timetable) -> None:
        there = timetable.add_lesson(_lesson(school.school_class.id))
        assert timetable.change_lesson(there) == there


class TestApply:
    def test_makes_sessions_with_the_groups_options_and_the_schools_minutes(
        self, school: SmallSchool, timetable: Timetable
    ) -> None:
        plain = timetable.add_group("8a", GroupKind.CLASS, GroupOptions())
        full = timetable.add_group("9c", GroupKind.EVENT, ALL)
        timetable.add_lesson(_lesson(plain.id))
        timetable.add_lesson(_lesson(full.id, room="Lab 2"))
        minutes = SchoolMinutes(early=12, late_after=3)
        assert timetable.preview(minutes) == TimetableChange(6, 0, 0, 0)
        assert len(_sessions(school, 24)) == 0
        assert timetable.apply(minutes) == TimetableChange(6, 0, 0, 0)
        by_group = {session.class_id: session for session in _sessions(school, 24)}
        start = Instant.at(school.session.starts.utc + timedelta(days=1, hours=2), school.clock.zone)
        times = (start, start.plus(timedelta(hours=1)))
        one, two = by_group[plain.id], by_group[full.id]
        assert one == Session(one.id, plain.id, *times, early_minutes=12, late_after_minutes=3)
        assert two == Session(
            two.id, full.id, *times, early_minutes=45, late_after_minutes=5, room="Lab 2",
            closes_after_minutes=20, has_departures=True, cooldown_minutes=7, is_open=True,
        )  # fmt: skip
        assert {one.id, two.id} < _in_zone_k(school)
        assert timetable.apply(minutes) == TimetableChange(0, 0, 0, 0)

    def test_twice_writes_nothing(self, school: SmallSchool, timetable: Timetable) -> None:
        timetable.add_lesson(_lesson(school.school_class.id))
        timetable.apply()
        before = (_zone_r(school).changes, school.vault._kiosk.changes)
        assert timetable.apply() == timetable.preview() == TimetableChange(0, 0, 0, 0)
        assert (_zone_r(school).changes, school.vault._kiosk.changes) == before

    def test_what_was_opened_by_hand_and_what_has_begun_stay(
        self, school: SmallSchool, timetable: Timetable
    ) -> None:
        """The small school's own session is today's at eight, made by hand; it is ten to eight."""
        group = school.school_class.id
        lesson = timetable.add_lesson(_lesson(group, 0, "08:00", "09:00"))
        assert timetable.apply().added == 2  # today's hours have a session already
        assert [session.id for session in _sessions(school, 23)] == [school.session.id]
        school.clock.forward(days=7, minutes=11)
        timetable.remove_lesson(lesson.id)
        assert timetable.apply() == TimetableChange(0, 1, 0, 0)
        assert [len(_sessions(school, day)) for day in (23, 30, 37)] == [1, 1, 0]

    def test_other_hours_move_what_is_to_come_and_holds_no_mark(
        self, school: SmallSchool, timetable: Timetable
    ) -> None:
        group = school.school_class.id
        lesson = timetable.add_lesson(_lesson(group, 0))
        timetable.apply()
        (_, today), (next_week,), (last,) = (_sessions(school, day) for day in (23, 30, 37))
        school.vault.records.correct(today.id, [school.people[0].id], MarkState.EXCUSED)
        timetable.change_lesson(replace(lesson, starts=time(10, 30), ends=time(11, 30)))
        assert timetable.preview() == TimetableChange(2, 2, 1, 0)
        assert timetable.apply() == TimetableChange(2, 2, 1, 0)
        assert _sessions(school, 23) == [school.session, today]
        for day, before in ((30, next_week), (37, last)):
            (moved,) = _sessions(school, day)
            assert (moved.starts.minutes_since(before.starts), moved.id != before.id) == (30, True)
        assert {next_week.id, last.id}.isdisjoint(_in_zone_k(school))
        assert timetable.apply() == TimetableChange(0, 0, 1, 0)

    def test_a_mark_at_the_door_counts_at_once(self, school: SmallSchool, timetable: Timetable) -> None:
        """Somebody came early; the door's mark is still sealed when the lesson is taken away."""
        group = school.school_class.id
        lesson = timetable.add_lesson(_lesson(group, 0, "09:10", "10:00"))
        timetable.apply()
        school.clock.forward(hours=1, minutes=12)
        event = school.mark(0)
        assert event.session != school.session.id
        timetable.remove_lesson(lesson.id)
        assert timetable.apply() == TimetableChange(0, 2, 1, 0)
        assert event.session in {session.id for session in _sessions(school, 23)}

    def test_options_and_rooms_follow_where_nothing_is_marked(
        self, school: SmallSchool, timetable: Timetable
    ) -> None:
        group = school.school_class.id
        lesson = timetable.add_lesson(_lesson(group))
        timetable.apply()
        (first,), (second,), (third,) = (_sessions(school, day) for day in (24, 31, 38))
        school.vault.records.correct(first.id, [school.people[0].id], MarkState.EXCUSED)
        timetable.cancel(second.id)
        cancelled = _sessions(school, 31)
        timetable.change_group(group, "7b", GroupKind.CLASS, GroupOptions(room="12", late_after_minutes=1))
        assert timetable.apply() == TimetableChange(0, 0, 0, 0, changed=1)
        assert (_sessions(school, 24), _sessions(school, 31)) == ([first], cancelled)
        assert _sessions(school, 38) == [replace(third, room="12", late_after_minutes=1)]
        room = "SELECT room FROM sessions WHERE session = ?"
        assert school.vault._kiosk.read(room, (third.id,)) == [("12",)]
        timetable.change_lesson(replace(lesson, room="Lab"))
        timetable.apply()
        assert _sessions(school, 38)[0].room == "Lab"

    def test_what_was_cancelled_stays_so(self, school: SmallSchool, timetable: Timetable) -> None:
        lesson = timetable.add_lesson(_lesson(school.school_class.id))
        timetable.apply()
        (session,) = _sessions(school, 24)
        timetable.cancel(session.id)
        assert timetable.apply() == TimetableChange(0, 0, 0, 0)
        timetable.change_lesson(replace(lesson, starts=time(10, 15)))
        assert timetable.apply() == TimetableChange(2, 2, 1, 0)
        (found,) = _sessions(school, 24)
        assert (found.id, found.cancelled) == (session.id, school.clock())

    def test_holidays_and_terms_take_sessions_away(self, school: SmallSchool, timetable: Timetable) -> None:
        timetable.add_lesson(_lesson(school.school_class.id))
        timetable.apply()
        timetable.set_holidays([Span("", "Feast", date(2026, 12, 1), date(2026, 12, 1))])
        assert timetable.apply() == TimetableChange(0, 1, 0, 1)
        timetable.set_terms([Span("", "Term", date(2026, 9, 1), date(2026, 12, 4))])
        assert timetable.apply() == TimetableChange(0, 1, 0, 2)
        assert [len(_sessions(school, day)) for day in (24, 31, 38)] == [1, 0, 0]

    def test_a_failure_in_the_middle_changes_nothing(
        self, school: SmallSchool, timetable: Timetable, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lesson = timetable.add_lesson(_lesson(school.school_class.id))
        timetable.apply()
        timetable.change_lesson(replace(lesson, starts=time(9)))
        before = _zone_r(school).read("SELECT * FROM sessions ORDER BY session")
        written: list[object] = []

        def second_fails(*_: object) -> None:
            written.append(_)
            if len(written) == 2:
                raise RuntimeError

        monkeypatch.setattr(session_plan, "insert", second_fails)
        with pytest.raises(RuntimeError):
            timetable.apply()
        assert _zone_r(school).read("SELECT * FROM sessions ORDER BY session") == before


class TestSessions:
    def test_a_one_off_has_its_groups_options(self, school: SmallSchool, timetable: Timetable) -> None:
        group = timetable.add_group("Fair", GroupKind.EVENT, replace(ALL, late_after_minutes=None))
        starts = school.session.starts.plus(timedelta(hours=3))
        ends = starts.plus(timedelta(hours=2))
        made = timetable.open_once(group.id, starts, ends, school=SchoolMinutes(late_after=4))
        assert made == Session(
            made.id, group.id, starts, ends, early_minutes=45, late_after_minutes=4, room="Hall",
            closes_after_minutes=20, has_departures=True, cooldown_minutes=7, is_open=True,
        )  # fmt: skip
        assert made in _sessions(school, 23)
        assert made.id in _in_zone_k(school)
        for act, code in (
            (lambda: timetable.open_once(group.id, starts, ends), Code.SESSION_EXISTS),
            (lambda: timetable.open_once(group.id, ends, starts), Code.SESSION_TIMES),
            (lambda: timetable.open_once(ClassId(new_id()), starts, ends), Code.CLASS_UNKNOWN),
            (lambda: timetable.open_once(group.id, starts, ends, "\u202e"), Code.TEXT_BAD),
        ):
            error = _code(act)
            assert error is not None
            assert error.code is code
        beside = timetable.open_once(group.id, starts.plus(timedelta(minutes=1)), ends, "Gate")
        assert beside.room == "Gate"

    def test_cancelling_keeps_marks_and_stops_the_door(
        self, school: SmallSchool, timetable: Timetable
    ) -> None:
        event = school.mark(0)
        session = timetable.cancel(school.session.id)
        assert session.cancelled == school.clock()
        assert timetable.cancel(session.id) == session  # again is harmless
        assert not session.takes_marks(school.clock())
        assert school.vault.door.sessions(school.clock()) == []
        found = _zone_r(school).read("SELECT event FROM marks WHERE session = ?", (session.id,))
        assert found == [(event.id,)]
        assert timetable.restore(session.id) == school.session == timetable.restore(session.id)
        assert [one.session for one in school.vault.door.sessions(school.clock())] == [school.session]

    def test_an_unknown_session_is_none(self, timetable: Timetable) -> None:
        for act in (timetable.cancel, timetable.restore):
            error = _code(lambda act=act: act(SessionId(new_id())))  # type: ignore[misc]
            assert error is not None
            assert error.code is Code.SESSION_UNKNOWN


class TestATeacher:
    def test_sees_own_groups_and_lessons_and_changes_nothing(self, school: SmallSchool) -> None:
        timetable = school.vault.office.timetable
        other = timetable.add_group("8a", GroupKind.CLASS, GroupOptions())
        own = timetable.add_lesson(_lesson(school.school_class.id))
        timetable.add_lesson(_lesson(other.id))
        become(school, Role.TEACHER, school.school_class.id)
        timetable = school.vault.office.timetable
        assert [group.name for group in timetable.groups()] == ["7b"]
        assert timetable.lessons() == [own]
        assert timetable.lessons(other.id) == []
        assert len(timetable.code_sets()) == 4
        starts = school.session.starts.plus(timedelta(hours=3))
        assert timetable.open_once(own.class_id, starts, starts.plus(timedelta(hours=1))).class_id
        error = _code(lambda: timetable.open_once(other.id, starts, starts.plus(timedelta(hours=1))))
        assert error is not None
        assert error.code is Code.CLASS_UNKNOWN
        before = _zone_r(school).changes
        for act in (
            lambda: timetable.add_group("9c", GroupKind.CLASS, GroupOptions()),
            lambda: timetable.change_group(own.class_id, "7b", GroupKind.TEAM, GroupOptions()),
            lambda: timetable.set_terms([]),
            lambda: timetable.set_holidays([]),
            lambda: timetable.add_lesson(own),
            lambda: timetable.change_lesson(own),
            lambda: timetable.remove_lesson(own.id),
            timetable.preview,
            timetable.apply,
            lambda: timetable.cancel(school.session.id),
            lambda: timetable.restore(school.session.id),
            lambda: timetable.set_acronym("plain", "P", "X"),
        ):
            error = _code(act)
            assert error is not None
            assert error.code is Code.NOT_ALLOWED
        assert _zone_r(school).changes == before


def test_every_act_is_in_the_audit_by_ids_alone(school: SmallSchool, timetable: Timetable) -> None:
    group = timetable.add_group("Robotics club", GroupKind.EVENT, GroupOptions(room="Secret lab"))
    timetable.change_group(group.id, "Robotics team", GroupKind.TEAM, GroupOptions())
    timetable.set_terms([Span("", "Michaelmas", date(2026, 9, 1), date(2026, 12, 18))])
    timetable.set_holidays([])
    lesson = timetable.add_lesson(_lesson(group.id))
    timetable.change_lesson(replace(lesson, ends=time(12)))
    timetable.apply()
    timetable.remove_lesson(lesson.id)
    (session,) = _sessions(school, 24)
    timetable.cancel(session.id)
    timetable.restore(session.id)
    timetable.set_acronym("plain", "P", "IN")
    rows = school.vault.records.audit_rows()[-11:]
    assert [row.action for row in rows] == [
        "class-added", "group-changed", "terms-set", "holidays-set", "lesson-added", "lesson-changed",
        "timetable-applied", "lesson-removed", "session-cancelled", "session-restored", "acronym-set",
    ]  # fmt: skip
    said = " ".join(f"{row.subjects} {row.detail}" for row in rows)
    for name in ("Robotics", "Secret", "Michaelmas"):
        assert name not in said
    assert school.vault.records.verify_audit() == ()


@pytest.mark.once
def test_a_term_of_a_large_school_is_made_in_one_go(school: SmallSchool, timetable: Timetable) -> None:
    """40 groups for 13 weeks of 5 days; 400 groups take ten times as long, some four seconds of work."""
    last = MONDAY + timedelta(days=90)
    for number in range(40):
        group = timetable.add_group(f"G{number}", GroupKind.CLASS, GroupOptions())
        timetable.add_lesson(replace(_lesson(group.id, number % 5), last=last))
    assert timetable.apply().added == 40 * 13
    assert len(_in_zone_k(school)) == 40 * 13 + 1
