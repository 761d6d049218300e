"""Groups, lessons, terms and holidays as rows of Zone R, and back. Asks nobody's permission."""

from collections.abc import Sequence
from datetime import date, time
from typing import Final

from kiosk.domain.groups import Group, GroupKind, GroupOptions
from kiosk.domain.ids import ClassId, LessonId, new_id
from kiosk.domain.marks import MarkState
from kiosk.domain.timetable import Lesson, Span
from kiosk.storage.rows import Row
from kiosk.storage.sqlcipher import Database, Value

_OPTION_COLUMNS: Final = (
    "room", "early_minutes", "late_after_minutes", "closes_after_minutes", "has_departures",
    "cooldown_minutes", "is_open", "closing", "code_set",
)  # fmt: skip
_GROUP_COLUMNS: Final = ("class", "name", "name_key", "kind", *_OPTION_COLUMNS)
_LESSON_COLUMNS: Final = "lesson, class, weekday, starts, ends, first, last, every_weeks, room"
_TIME: Final = "%H:%M"


def read_groups(records: Database) -> list[Group]:
    """Give all groups by name, each with how many are on its list now."""
    found = records.read(
        f"SELECT class, name, kind, {', '.join(_OPTION_COLUMNS)}, (SELECT count(*) FROM memberships"
        " WHERE memberships.class = classes.class AND left_utc IS NULL) FROM classes ORDER BY name, class"
    )
    return [
        Group(ClassId(row[0]), str(row[1]), GroupKind(row[2]), _options(row[3:-1]), row[-1]) for row in found
    ]


def read_group(records: Database, class_id: ClassId) -> Group | None:
    """Give one, or None."""
    return next((group for group in read_groups(records) if group.id == class_id), None)


def insert_group(records: Database, group: Group) -> None:
    """Write a new one. Raises ConstraintError when its name is taken."""
    holes = ", ".join("?" * len(_GROUP_COLUMNS))
    records.write(
        f"INSERT INTO classes ({', '.join(_GROUP_COLUMNS)}) VALUES ({holes})", (group.id, *_values(group))
    )


def update_group(records: Database, group: Group) -> None:
    """Write one anew. Raises ConstraintError when its name is taken."""
    changes = ", ".join(f"{column} = ?" for column in _GROUP_COLUMNS[1:])
    records.write(f"UPDATE classes SET {changes} WHERE class = ?", (*_values(group), group.id))


def read_spans(records: Database, table: str) -> list[Span]:
    """Give the rows of "terms" or "holidays", by first day."""
    found = records.read(f"SELECT {table[:-1]}, name, first, last FROM {table} ORDER BY first, last, name")
    return [
        Span(str(one), str(name), date.fromisoformat(first), date.fromisoformat(last))
        for one, name, first, last in found
    ]


def replace_spans(records: Database, table: str, spans: Sequence[Span]) -> None:
    """Write the rows of "terms" or "holidays" anew; one that was there keeps its id."""
    known = {row[0] for row in records.read(f"SELECT {table[:-1]} FROM {table}")}
    records.write(f"DELETE FROM {table}")
    for span in spans:
        one = span.id if span.id in known else new_id()
        known.discard(one)
        records.write(
            f"INSERT INTO {table} ({table[:-1]}, name, first, last) VALUES (?, ?, ?, ?)",
            (one, span.name, span.first.isoformat(), span.last.isoformat()),
        )


def read_lessons(records: Database) -> list[Lesson]:
    """Give all lessons by weekday, then start."""
    found = records.read(
        f"SELECT {_LESSON_COLUMNS} FROM lessons ORDER BY weekday, starts, ends, first, lesson"
    )
    return [
        Lesson(
            LessonId(row[0]),
            ClassId(row[1]),
            row[2],
            time.fromisoformat(row[3]),
            time.fromisoformat(row[4]),
            date.fromisoformat(row[5]),
            date.fromisoformat(row[6]),
            row[7],
            str(row[8]),
        )
        for row in found
    ]


def write_lesson(records: Database, lesson: Lesson) -> None:
    """Write a lesson, in the place of one with its id."""
    records.write(
        f"INSERT OR REPLACE INTO lessons ({_LESSON_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            lesson.id,
            lesson.class_id,
            lesson.weekday,
            lesson.starts.strftime(_TIME),
            lesson.ends.strftime(_TIME),
            lesson.first.isoformat(),
            lesson.last.isoformat(),
            lesson.every_weeks,
            lesson.room,
        ),
    )


def _values(group: Group) -> tuple[Value, ...]:
    options = group.options
    return (
        group.name,
        group.name.casefold(),
        group.kind.value,
        options.room,
        options.early_minutes,
        options.late_after_minutes,
        options.closes_after_minutes,
        int(options.has_departures),
        options.cooldown_minutes,
        int(options.is_open),
        options.closing.value,
        options.code_set,
    )


def _options(row: Row) -> GroupOptions:
    return GroupOptions(
        str(row[0]),
        row[1],
        row[2],
        row[3],
        bool(row[4]),
        row[5],
        bool(row[6]),
        MarkState(row[7]),
        str(row[8]),
    )
