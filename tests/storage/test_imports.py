"""Plans applied: one transaction, its audit row, the door follows; or nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.groups import SchoolMinutes
from kiosk.domain.ids import ClassId
from kiosk.domain.importing import (
    CalledOff,
    OneOff,
    Problem,
    RosterFile,
    RosterLine,
    RosterPlan,
    TimetableFile,
    TimetableItem,
    TimetableLine,
    TimetablePlan,
)
from kiosk.domain.people import Role
from kiosk.domain.privacy import RetentionKind
from kiosk.domain.roster_plan import plan_roster
from kiosk.domain.timetable_plan import plan_timetable
from kiosk.errors import Code, KioskError
from kiosk.storage.import_roster import CHUNK
from kiosk.storage.imports import Imports
from tests.fakes_storage import ZONE, SmallSchool
from tests.reports.importing.schools import digest
from tests.storage.test_roles import become

MINUTES = SchoolMinutes()


def imports(school: SmallSchool) -> Imports:
    return school.vault.office.imports


def line(number: str, name: str, *groups: str, language: str = "") -> RosterLine:
    return RosterLine(2, number, name, groups, language)


def planned(school: SmallSchool, *lines: RosterLine, is_whole: bool = False) -> RosterPlan:
    return plan_roster(RosterFile("x.csv", lines, ()), imports(school).known_school(), is_whole=is_whole)


def at_the_door(school: SmallSchool) -> dict[str, set[str]]:
    """Give the classes' labels with the greetings of who is on their lists, as Zone K has them."""
    found = school.vault._kiosk.read(
        "SELECT label, greeting FROM classes JOIN memberships USING (class) JOIN people USING (person)"
    )
    lists: dict[str, set[str]] = {}
    for label, greeting in found:
        lists.setdefault(label, set()).add(greeting)
    return lists


def last_audit(school: SmallSchool) -> tuple[str, tuple[str, ...], str]:
    row = school.vault.records.audit_rows()[-1]
    return row.action, row.subjects, row.detail


def test_people_come_change_and_leave(school: SmallSchool) -> None:
    school.enrol(1)
    plan = planned(
        school,
        line("S-1", "Ada King", "7b", "Choir", language="en"),
        line("S-3", "نورة القحطاني", "7b"),
        line("S-9", "Dan New", "choir"),
        is_whole=True,
    )
    imports(school).apply_roster(plan)
    assert last_audit(school) == ("import-roster", (), "added=1 changed=1 left=1 groups=1")
    known = {p.number: p for p in imports(school).known_school().people}
    assert {n: (p.name, p.groups, p.language, p.has_left) for n, p in known.items()} == {
        "S-1": ("Ada King", ("7b", "Choir"), "en", False),
        "S-2": ("Zebediah Quartermain", (), "", True),
        "S-3": ("نورة القحطاني", ("7b",), "", False),
        "S-9": ("Dan New", ("Choir",), "", False),
    }
    assert at_the_door(school) == {"7b": {"A. K.", "ن. ا."}, "Choir": {"A. K.", "D. N."}}
    assert school.vault.records.verify_audit() == ()


def test_a_leaver_keeps_their_marks_and_their_templates_for_as_long_as_the_rule_says(
    school: SmallSchool,
) -> None:
    school.enrol(1)
    school.mark(1)
    imports(school).apply_roster(planned(school, line("S-1", "Ada Lovelace", "7b"), is_whole=True))
    rows = school.vault.records.roster(school.session.id).rows
    assert "S-2" in {row.person.number for row in rows}
    goes = school.vault._kiosk.read(
        "SELECT erase_templates_utc IS NOT NULL FROM people WHERE person = ?", (school.people[1].id,)
    )
    assert goes == [(1,)]


def test_a_leavers_templates_go_at_once_where_the_school_chose_no_days(school: SmallSchool) -> None:
    school.vault.office.privacy.set_retention(RetentionKind.TEMPLATES, 0)
    school.enrol(1)
    imports(school).apply_roster(planned(school, line("S-1", "Ada Lovelace", "7b"), is_whole=True))
    assert school.vault._kiosk.read("SELECT count(*) FROM templates") == [(0,)]


def test_who_is_on_a_list_again_has_not_left(school: SmallSchool) -> None:
    imports(school).apply_roster(planned(school, line("S-1", "Ada Lovelace", "7b"), is_whole=True))
    school.clock.forward(hours=1)
    imports(school).apply_roster(planned(school, line("S-2", "Zebediah Quartermain", "7b")))
    known = {p.number: p for p in imports(school).known_school().people}
    assert (known["S-2"].groups, known["S-2"].has_left) == (("7b",), False)
    assert school.vault._kiosk.read(
        "SELECT erase_templates_utc FROM people WHERE person = ?", (school.people[1].id,)
    ) == [(None,)]


def test_the_same_file_again_changes_nothing(school: SmallSchool) -> None:
    lines = (line("S-1", "Ada Lovelace", "7b", "Choir"), line("S-9", "Dan", "Choir"))
    imports(school).apply_roster(planned(school, *lines))
    before = digest(school.vault)
    again = planned(school, *lines)
    assert (again.changes, again.unchanged) == ((), 2)
    imports(school).apply_roster(again)
    assert digest(school.vault) == before


def week(school: SmallSchool, *items: TimetableItem) -> TimetablePlan:
    return plan_timetable(TimetableFile("x.csv", items, ()), imports(school).known_timetable())


TUESDAY = TimetableLine(2, "7b", 1, time(10), time(11), date(2026, 11, 1), date(2026, 12, 18), room="12")
FAIR = OneOff(3, "Fair", date(2026, 12, 5), time(9), time(17), "Hall")
OFF = CalledOff(2, "7b", date(2026, 12, 1), time(10), time(11))


def sessions(school: SmallSchool, group: str) -> list[tuple[str, str, bool]]:
    """Give day, room and whether it is called off, of a group's sessions that an import made."""
    ids = {c.name: c.id for c in school.vault.records.classes()}
    days = [date(2026, 11, 23) + timedelta(days=number) for number in range(40)]
    found = [session for day in days for session in school.vault.records.sessions(day)]
    return [
        (s.starts.local_date.isoformat(), s.room, s.cancelled is not None)
        for s in found
        if s.class_id == ids[group] and s.id != school.session.id
    ]


def test_a_week_becomes_sessions(school: SmallSchool) -> None:
    plan = week(school, TUESDAY, FAIR, OFF)
    imports(school).apply_timetable(plan, MINUTES)
    assert last_audit(school) == ("import-timetable", (), "added=1 removed=0 single=1 off=1 groups=1")
    assert sessions(school, "7b") == [
        ("2026-11-24", "12", False),
        ("2026-12-01", "12", True),
        ("2026-12-08", "12", False),
        ("2026-12-15", "12", False),
    ]
    assert sessions(school, "Fair") == [("2026-12-05", "Hall", False)]
    door = school.vault._kiosk.read("SELECT count(*), sum(cancelled_utc IS NOT NULL) FROM sessions")
    assert door == [(6, 1)]


def test_the_same_week_again_changes_nothing(school: SmallSchool) -> None:
    imports(school).apply_timetable(week(school, TUESDAY, FAIR, OFF), MINUTES)
    before = sessions(school, "7b"), sessions(school, "Fair"), school.vault.office.timetable.lessons()
    again = week(school, TUESDAY, FAIR, OFF)
    assert (again.added, again.removed, again.one_off) == (0, 0, 0)
    imports(school).apply_timetable(again, MINUTES)
    assert (
        sessions(school, "7b"),
        sessions(school, "Fair"),
        school.vault.office.timetable.lessons(),
    ) == before


def test_another_hour_moves_the_sessions_to_come(school: SmallSchool) -> None:
    imports(school).apply_timetable(week(school, TUESDAY), MINUTES)
    imports(school).apply_timetable(week(school, replace(TUESDAY, weekday=2)), MINUTES)
    days = [day for day, *_ in sessions(school, "7b")]
    assert days == ["2026-11-25", "2026-12-02", "2026-12-09", "2026-12-16"]
    assert len(school.vault.office.timetable.lessons()) == 1


def test_a_session_by_hand_at_the_same_time_stays_the_only_one(school: SmallSchool) -> None:
    group = ClassId(school.school_class.id)
    start = Instant.at(school.session.starts.utc + timedelta(days=4), ZONE)
    school.vault.office.timetable.open_once(group, start, start.plus(timedelta(hours=1)))
    same = OneOff(2, "7b", start.local_date, start.local.time(), time(start.local.hour + 1))
    plan = week(school, same)
    assert plan.one_off == 0
    imports(school).apply_timetable(plan, MINUTES)
    assert len(sessions(school, "7b")) == 1


Apply = Callable[[SmallSchool], object]


def _roster(school: SmallSchool, **more: object) -> RosterPlan:
    return replace(planned(school, line("S-9", "Dan", "Choir")), **more)  # type: ignore[arg-type]


def _week(school: SmallSchool, **more: object) -> TimetablePlan:
    return replace(week(school, TUESDAY, FAIR), **more)  # type: ignore[arg-type]


BAD = {"problems": (Problem(2, "", "empty"),)}
OLD = {"basis": "of another day"}


@pytest.mark.parametrize(
    ("apply", "code"),
    [
        (lambda s: imports(s).apply_roster(_roster(s, **BAD)), Code.IMPORT_PROBLEMS),
        (lambda s: imports(s).apply_roster(_roster(s, **OLD)), Code.IMPORT_OUTDATED),
        (lambda s: imports(s).apply_roster(_roster(s), is_stopped=lambda: True), Code.IMPORT_STOPPED),
        (lambda s: imports(s).apply_timetable(_week(s, **BAD), MINUTES), Code.IMPORT_PROBLEMS),
        (lambda s: imports(s).apply_timetable(_week(s, **OLD), MINUTES), Code.IMPORT_OUTDATED),
        (lambda s: imports(s).apply_timetable(_week(s), MINUTES, lambda: True), Code.IMPORT_STOPPED),
    ],
)
def test_refused_plans_change_nothing(school: SmallSchool, apply: Apply, code: Code) -> None:
    before = digest(school.vault)
    with pytest.raises(KioskError) as raised:
        apply(school)
    assert raised.value.code is code
    assert digest(school.vault) == before


def test_a_plan_is_outdated_by_anything_it_was_compared_with(school: SmallSchool) -> None:
    plan, lessons = planned(school, line("S-9", "Dan", "Choir")), week(school, TUESDAY)
    school.vault.records.add_class("8a")
    for apply in (
        lambda: imports(school).apply_roster(plan),
        lambda: imports(school).apply_timetable(lessons, MINUTES),
    ):
        with pytest.raises(KioskError) as raised:
            apply()
        assert raised.value.code is Code.IMPORT_OUTDATED


def test_stopping_half_way_takes_back_what_was_written(school: SmallSchool) -> None:
    count = 2 * CHUNK + 1
    plan = planned(school, *(line(f"N-{number}", f"Person {number}", "Big") for number in range(count)))
    told: list[tuple[int, int]] = []
    before = digest(school.vault)
    with pytest.raises(KioskError) as raised:
        imports(school).apply_roster(plan, lambda *at: told.append(at), lambda: len(told) == 2)
    assert (raised.value.code, told) == (Code.IMPORT_STOPPED, [(0, count), (CHUNK, count)])
    assert digest(school.vault) == before
    imports(school).apply_roster(plan, lambda *at: told.append(at))
    assert told[-1] == (count, count)
    assert len(imports(school).known_school().people) == count + 3


def test_a_mapping_is_remembered_by_the_titles(school: SmallSchool) -> None:
    mapping = {"Nummer": "number", "Wer": "name"}
    imports(school).remember("roster", ("Nummer", "Wer"), mapping)
    assert imports(school).mapping("roster", ("Nummer", "Wer")) == mapping
    assert imports(school).mapping("roster", ("Wer", "Nummer")) == {}
    assert imports(school).mapping("timetable", ("Nummer", "Wer")) == {}
    stored = school.vault.records._desk.records.read("SELECT titles, mapping FROM import_mappings")
    assert "Nummer" not in str(stored)
    imports(school).remember("roster", ("Nummer", "Wer"), {"Wer": "number"})
    assert imports(school).mapping("roster", ("Nummer", "Wer")) == {"Wer": "number"}


def test_a_teacher_imports_nothing(school: SmallSchool) -> None:
    become(school, Role.TEACHER, school.school_class.id)
    with pytest.raises(KioskError) as raised:
        imports(school).known_school()
    assert raised.value.code is Code.NOT_ALLOWED


def test_nothing_of_the_file_is_in_the_audit(school: SmallSchool) -> None:
    imports(school).apply_roster(planned(school, line("S-9", "Dan Secret", "Quiet")))
    imports(school).remember("roster", ("Secret Title",), {"Secret Title": "name"})
    told = str([(row.subjects, row.detail) for row in school.vault.records.audit_rows()])
    assert not [word for word in ("Dan", "Secret", "Quiet", "S-9") if word in told]
