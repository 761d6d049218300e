"""The sessions to come as the timetable has them: compared, and made so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.groups import Group, SchoolMinutes
from kiosk.domain.ids import ClassId, LessonId, SessionId, new_id
from kiosk.domain.sessions import Session
from kiosk.domain.timetable import Difference, Meeting, Planned, TimetableChange, compare, meetings
from kiosk.storage import group_rows, rows
from kiosk.storage.rows import Row
from kiosk.storage.sqlcipher import Database

_COLUMNS: Final = f"{rows.SESSION_COLUMNS}, lesson"
_DAY: Final = timedelta(days=1)


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
