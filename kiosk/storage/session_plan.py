"""The sessions to come as the timetable has them: compared, and made so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.domain.clock import Instant
from kiosk.domain.groups import Group, SchoolMinutes
from kiosk.domain.ids import ClassId, LessonId, SessionId, new_id
from kiosk.domain.sessions import Session
from kiosk.domain.timetable import Difference, Lesson, Meeting, Planned, TimetableChange, compare, meetings
from kiosk.storage import group_rows, rows
from kiosk.storage.rows import Row
from kiosk.storage.sqlcipher import Database

_COLUMNS: Final = f"{rows.SESSION_COLUMNS}, lesson"
_DAY: Final = timedelta(days=1)
_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What applying the timetable will do.

    Attributes:
        difference: Meetings to add, sessions to remove.
        new: The sessions to be, with the lesson that gives each.
        changed: Sessions to come that get other values, likewise.
        in_holidays: Meetings that do not take place.
    """

    difference: Difference
    new: tuple[tuple[Session, LessonId], ...]
    changed: tuple[tuple[Session, LessonId], ...]
    in_holidays: int

    @property
    def counts(self) -> TimetableChange:
        """In figures."""
        return TimetableChange(
            len(self.new),
            len(self.difference.remove),
            len(self.difference.keep),
            self.in_holidays,
            len(self.changed),
        )


@dataclass(frozen=True, slots=True)
class FixedLessons:
    """A group's lessons and sessions that are entered together, as when a school is set up.

    Attributes:
        lessons: New lines of the timetable.
        sessions: New sessions, each with the lesson that gives it.
    """

    lessons: tuple[Lesson, ...]
    sessions: tuple[tuple[Session, LessonId | None], ...]


def plan(records: Database, zone: str, now: Instant, school: SchoolMinutes) -> SessionPlan:
    """Compare the timetable with the sessions that are there; changes nothing.

    Args:
        records: Zone R, with the door's newest marks in it.
        zone: The school's.
        now: What began by then is left alone.
        school: What holds for groups that say nothing themselves.
    """
    groups = {group.id: group for group in group_rows.read_groups(records)}
    found = meetings(
        group_rows.read_lessons(records),
        group_rows.read_spans(records, "terms"),
        group_rows.read_spans(records, "holidays"),
        zone,
        now,
    )
    there = _sessions_from(records, now)
    difference = compare(found.given, [_planned(row) for row in there], now)
    stored = {row[0]: (rows.session(row[:-2]), row[-2]) for row in there}
    new = tuple(
        (_session(meeting, groups, school, SessionId(new_id())), meeting.lesson.id)
        for meeting in difference.add
    )
    same = (
        (_session(meeting, groups, school, session.id), meeting.lesson.id)
        for session, meeting in difference.same
    )
    changed = tuple(one for one in same if one != stored[one[0].id])
    return SessionPlan(difference, new, changed, found.in_holidays)


def carry_out(records: Database, what: SessionPlan) -> None:
    """Do it, inside a transaction."""
    for gone in what.difference.remove:
        records.write("DELETE FROM sessions WHERE session = ?", (gone.id,))
    for session, lesson in what.changed:
        _update(records, session, lesson)
    for session, lesson in what.new:
        insert(records, session, lesson)


def fixed(records: Database, zone: str, lessons: Sequence[Lesson]) -> FixedLessons:
    """Work out the sessions of a group's new lessons from their first day on, begun or not; changes nothing.

    A lesson that doubles one of the timetable is not written again; what it adds counts as made by hand.
    """
    in_timetable = group_rows.read_lessons(records)
    new = [one for one in lessons if not any(one.doubles(other) for other in in_timetable)]
    groups = {group.id: group for group in group_rows.read_groups(records)}
    school_zone = ZoneInfo(zone)
    first = min(one.first for one in lessons)
    before = Instant.at(datetime.combine(first, time.min, tzinfo=school_zone), zone).plus(-_MOMENT)
    terms, holidays = (group_rows.read_spans(records, table) for table in ("terms", "holidays"))
    there = {
        tuple(row)
        for row in records.read(
            "SELECT class, starts_utc, ends_utc FROM sessions WHERE day >= ?", (first.isoformat(),)
        )
    }
    sessions = tuple(
        (
            _session(meeting, groups, SchoolMinutes(), SessionId(new_id())),
            meeting.lesson.id if meeting.lesson in new else None,
        )
        for meeting in meetings(lessons, terms, holidays, zone, before).given
        if (meeting.lesson.class_id, meeting.starts.utc_text, meeting.ends.utc_text) not in there
    )
    return FixedLessons(tuple(new), sessions)


def write_fixed(records: Database, what: FixedLessons) -> None:
    """Write them, inside a transaction."""
    for lesson in what.lessons:
        group_rows.write_lesson(records, lesson)
    for session, lesson_id in what.sessions:
        insert(records, session, lesson_id)


def insert(records: Database, session: Session, lesson: LessonId | None = None) -> None:
    """Write a session. Raises ConstraintError when its group has one with the same times."""
    records.write(
        f"INSERT INTO sessions ({_COLUMNS}, day) VALUES ({rows.SESSION_HOLES}, ?, ?)",
        (*rows.session_values(session), lesson, session.starts.local_date.isoformat()),
    )


def _update(records: Database, session: Session, lesson: LessonId) -> None:
    changes = ", ".join(f"{column} = ?" for column in _COLUMNS.split(", ")[1:])
    records.write(
        f"UPDATE sessions SET {changes} WHERE session = ?",
        (*rows.session_values(session)[1:], lesson, session.id),
    )


def _sessions_from(records: Database, now: Instant) -> list[Row]:
    """Give SESSION_COLUMNS, lesson and whether there are marks, of the sessions from yesterday on."""
    return records.read(
        f"SELECT {_COLUMNS}, EXISTS (SELECT 1 FROM marks WHERE marks.session = sessions.session)"
        " FROM sessions WHERE day >= ?",
        ((now.local_date - _DAY).isoformat(),),
    )


def _planned(row: Row) -> Planned:
    session, (lesson, has_marks) = rows.session(row[:-2]), row[-2:]
    return Planned(
        session.id,
        session.class_id,
        None if lesson is None else LessonId(lesson),
        session.starts.local_date,
        session.starts,
        session.ends,
        bool(has_marks) or session.closed is not None or session.cancelled is not None,
    )


def _session(
    meeting: Meeting, groups: Mapping[ClassId, Group], school: SchoolMinutes, session: SessionId
) -> Session:
    lesson, times = meeting.lesson, (meeting.starts, meeting.ends)
    return groups[lesson.class_id].options.session(session, lesson.class_id, times, school, lesson.room)
