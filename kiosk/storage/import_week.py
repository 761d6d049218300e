"""The week as an import compares it, and a timetable's plan written. Asks nobody's permission."""

import json
from dataclasses import astuple, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from kiosk.domain.clock import Instant
from kiosk.domain.groups import Group, SchoolMinutes
from kiosk.domain.ids import ClassId, LessonId, SessionId, new_id
from kiosk.domain.importing import CalledOff, OneOff, TimetablePlan
from kiosk.domain.timetable_plan import KnownTimetable, Meeting, week_change
from kiosk.errors import Code, KioskError
from kiosk.storage import group_rows, rows, session_plan
from kiosk.storage.desk import Desk
from kiosk.storage.import_roster import IsStopped


def known(desk: Desk) -> KnownTimetable:
    """Read the week."""
    groups = {group.id: group.name for group in group_rows.read_groups(desk.records)}
    lessons = tuple(group_rows.read_lessons(desk.records))
    terms = tuple(group_rows.read_spans(desk.records, "terms"))
    today, zone = desk.clock().local_date, desk.install.zone
    one_off = _one_off(desk, groups, today)
    told = [
        sorted(groups.items()),
        [[str(value) for value in astuple(lesson)] for lesson in lessons],
        [[term.id, term.first.isoformat(), term.last.isoformat()] for term in terms],
        sorted([group, *map(str, rest)] for group, *rest in one_off),
        today.isoformat(),
    ]
    basis = sha256(json.dumps(told).encode()).hexdigest()
    return KnownTimetable(groups, lessons, terms, one_off, today, zone, basis)


def write(
    desk: Desk, plan: TimetablePlan, week: KnownTimetable, school: SchoolMinutes, is_stopped: IsStopped
) -> None:
    """Write what a plan says, inside a transaction.

    Raises:
        KioskError: IMPORT_STOPPED.
    """
    ids = {name: class_id for class_id, name in week.groups.items()}
    for name in plan.new_groups:
        ids[name] = ClassId(new_id())
        group_rows.insert_group(desk.records, Group(ids[name], name))
    _write_lessons(desk, plan, week, ids)
    _look(is_stopped)
    groups = {group.name: group for group in group_rows.read_groups(desk.records)}
    for item in plan.content:
        if isinstance(item, OneOff):
            _open_once(desk, item, groups[item.group], school)
    found = session_plan.plan(desk.records, week.zone, desk.clock(), school)
    _look(is_stopped)
    session_plan.carry_out(desk.records, found)
    for item in plan.content:
        if isinstance(item, CalledOff):
            _call_off(desk, item, ids[item.group])
    _look(is_stopped)


def _look(is_stopped: IsStopped) -> None:
    if is_stopped():
        raise KioskError(Code.IMPORT_STOPPED)


def _write_lessons(desk: Desk, plan: TimetablePlan, week: KnownTimetable, ids: dict[str, ClassId]) -> None:
    change = week_change(plan.content, week)
    for lesson in change.remove:
        desk.records.write("DELETE FROM lessons WHERE lesson = ?", (lesson.id,))
    for lesson, group in zip(change.add, change.group_of, strict=True):
        new = replace(lesson, id=LessonId(new_id()), class_id=ids[group])
        group_rows.write_lesson(desk.records, new)


def _open_once(desk: Desk, item: OneOff, group: Group, school: SchoolMinutes) -> None:
    """Add a session, unless its group has one at the same time."""
    starts, ends = _moments(item, desk.install.zone)
    if ends.utc <= starts.utc or _session_at(desk, group.id, starts, ends):
        return
    session = group.options.session(SessionId(new_id()), group.id, (starts, ends), school, item.room)
    session_plan.insert(desk.records, session)


def _call_off(desk: Desk, item: CalledOff, class_id: ClassId) -> None:
    starts, ends = _moments(item, desk.install.zone)
    if starts.utc <= desk.clock().utc:
        return
    for session in _session_at(desk, class_id, starts, ends):
        desk.records.write(
            "UPDATE sessions SET cancelled_utc = ?, cancelled_zone = ?, cancelled_offset = ?"
            " WHERE session = ? AND cancelled_utc IS NULL",
            (*rows.instant_values(desk.clock()), session),
        )


def _session_at(desk: Desk, class_id: ClassId, starts: Instant, ends: Instant) -> list[str]:
    found = desk.records.read(
        "SELECT session FROM sessions WHERE class = ? AND starts_utc = ? AND ends_utc = ?",
        (class_id, starts.utc_text, ends.utc_text),
    )
    return [str(row[0]) for row in found]


def _moments(item: OneOff | CalledOff, zone: str) -> tuple[Instant, Instant]:
    """Give when a meeting begins and ends."""
    end_day = item.day if item.ends > item.starts else item.day + timedelta(days=1)
    return _instant(item.day, item.starts, zone), _instant(end_day, item.ends, zone)


def _instant(day: date, at: time, zone: str) -> Instant:
    return Instant.at(datetime.combine(day, at, tzinfo=ZoneInfo(zone)), zone)


def _one_off(desk: Desk, groups: dict[ClassId, str], today: date) -> frozenset[Meeting]:
    """Give the sessions from today on that no lesson gives."""
    found = desk.records.read(
        f"SELECT {rows.SESSION_COLUMNS} FROM sessions WHERE lesson IS NULL AND day >= ?",
        (today.isoformat(),),
    )
    sessions = [rows.session(row) for row in found]
    return frozenset(
        (
            groups[session.class_id].casefold(),
            session.starts.local_date,
            session.starts.local.time(),
            session.ends.local.time(),
        )
        for session in sessions
    )
