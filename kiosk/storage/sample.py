"""Filling a trial with a school that does not exist, in one go; see kiosk.domain.sample.

The rows are those that years of use would leave, written past the acts that write them one by one. So it is
for trials alone, and for one in which nobody is yet.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.domain import sample
from kiosk.domain.clock import Instant
from kiosk.domain.faces import ProtectedEmbedding
from kiosk.domain.ids import ClassId, LessonId, PersonId, SessionId, new_id, uuid7
from kiosk.domain.names import symbol_for
from kiosk.domain.permissions import Act
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from kiosk.storage import lines, mirror, rows, sample_faces
from kiosk.storage.desk import Desk

STARTS: Final = time(8, 0)
LASTS: Final = timedelta(minutes=45)
ASSEMBLY_STARTS: Final = time(12, 0)
ASSEMBLY: Final = "Assembly"
WEEKS_TO_COME: Final = 2
# 1: day, 2: a digit a person, a place in sample.STATES, 3: three signs a person, minutes after the start,
# 4: device, 5: actor, 6: whether it is today, whose registers are open. Ids are UUIDv7 of their time.
_MARKS_OF_A_DAY: Final = f"""
INSERT INTO marks ({rows.MARK_COLUMNS})
SELECT printf('%s-%s-7%s-%s%s-%s', substr(ms, 1, 8), substr(ms, 9, 4), lower(substr(hex(randomblob(2)), 2)),
        substr('89ab', 1 + abs(random() % 4), 1), lower(substr(hex(randomblob(2)), 1, 3)),
        lower(hex(randomblob(6)))),
    kind, session, person, state, method, source, at_utc, starts_zone, starts_offset,
    ?4, 0, iif(kind = 'arrival', NULL, ?5), NULL, '', 0, '', NULL
FROM (
    SELECT *, printf('%012x', 1000 * strftime('%s', at_utc)) AS ms,
        iif(what <= '1', 'arrival', iif(what = '2', 'closing', 'correction')) AS kind,
        iif(what <= '1', 'face', iif(what = '2', 'closing', 'teacher')) AS method,
        iif(what <= '1', 'synthetic', NULL) AS source,
        CASE what WHEN '0' THEN 'present' WHEN '1' THEN 'late' WHEN '2' THEN 'absent' ELSE 'excused'
        END AS state
    FROM (
        SELECT *, CASE what WHEN '2' THEN ends_utc ELSE strftime('%Y-%m-%dT%H:%M:%S', starts_utc,
            iif(what = '3', 20, CAST(CAST(substr(?3, 3 * place + 1, 3) AS TEXT) AS INTEGER)) || ' minutes',
            (place % 60) || ' seconds') || '.000000+00:00' END AS at_utc
        FROM (
            SELECT p.place, p.person, s.*, CAST(substr(?2, p.place + 1, 1) AS TEXT) AS what
            FROM temp.sample_people p JOIN sessions s ON s.class = p.class AND s.day = ?1
        )
        WHERE what <= '1' OR NOT ?6
    )
)
"""
_RANDOM_BYTES: Final = 10


@dataclass(frozen=True, slots=True)
class SampleMade:
    """What was made."""

    people: int
    groups: int
    sessions: int
    marks: int


class Sample:
    """Makes a sample school of a trial's Zone R."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk

    def fill(
        self, count: int, weeks: int, seed: int, on_progress: Callable[[int, int], None] | None = None
    ) -> SampleMade:
        """Make people, groups, a timetable and a term of marks up to yesterday; today's registers are open.

        Args:
            count: People.
            weeks: How long the term has been running, today's week included.
            seed: The same gives the same school, but for ids.
            on_progress: Called with (days done, of how many).

        Raises:
            KioskError: NOT_ALLOWED; SAMPLE_NOT_EMPTY where this is no trial, or somebody is in it already.
        """
        desk = self._desk
        desk.require(Act.EDIT_PEOPLE)
        desk.require(Act.EDIT_TIMETABLE)
        if not desk.install.is_trial or desk.records.read("SELECT 1 FROM people LIMIT 1"):
            raise KioskError(Code.SAMPLE_NOT_EMPTY)
        today = desk.clock().local_date
        days = sample.school_days(today, weeks)
        with desk.act("sample-filled", detail=f"people={count} weeks={weeks}"):
            classes = self._add_groups(count)
            people = self._add_people(count, seed, classes, days[0])
            to_come = sample.school_days(today + timedelta(weeks=WEEKS_TO_COME), WEEKS_TO_COME)
            sessions = self._add_sessions(classes[:-1], (*days, *(d for d in to_come if d > today)))
            sessions += self._add_sessions(classes[-1:], (today,), at=ASSEMBLY_STARTS, has_lessons=False)
            made = self._add_marks(people, classes, days, seed, on_progress)
        lines.settle(desk.records)
        for table in (mirror.CLASSES, mirror.PEOPLE, mirror.MEMBERSHIPS, mirror.SESSIONS):
            mirror.copy(desk.records, desk.kiosk, table, desk.clock())
        return SampleMade(count, len(classes), len(sessions), made)

    def enrol(self, faces: Sequence[ProtectedEmbedding]) -> int:
        """Give everybody an invented face, as `sample_faces.enrol_everybody` says."""
        return sample_faces.enrol_everybody(self._desk, faces)

    def _add_groups(self, count: int) -> list[ClassId]:
        made = []
        for name in (*sample.group_names(count), ASSEMBLY):
            group = ClassId(new_id())
            self._desk.records.write(
                "INSERT INTO classes (class, name, name_key, kind) VALUES (?, ?, ?, ?)",
                (group, name, name.casefold(), "event" if name == ASSEMBLY else "class"),
            )
            made.append(group)
        return made

    def _add_people(self, count: int, seed: int, classes: Sequence[ClassId], first: date) -> list[PersonId]:
        records, joined = self._desk.records, self._instant(first, time(0, 0)).utc_text
        made = []
        for place, one in enumerate(sample.people(count, seed)):
            person = PersonId(new_id())
            records.write(
                "INSERT INTO people (person, number, name, symbol) VALUES (?, ?, ?, ?)",
                (person, one.number, one.name, symbol_for(place)),
            )
            for group in (classes[one.group], *(classes[-1:] if place < sample.ASSEMBLY_PEOPLE else ())):
                records.write(
                    "INSERT INTO memberships (class, person, joined_utc) VALUES (?, ?, ?)",
                    (group, person, joined),
                )
            made.append(person)
        return made

    def _add_sessions(
        self, classes: Sequence[ClassId], days: Sequence[date], *, at: time = STARTS, has_lessons: bool = True
    ) -> list[Session]:
        """Add one session a group and day, a past one closed at its end."""
        records, now, made = self._desk.records, self._desk.clock(), []
        lessons = {
            (group, day): LessonId(new_id())
            for group in classes
            for day in (range(sample.WEEKDAYS) if has_lessons else ())
        }
        for (group, weekday), lesson in lessons.items():
            records.write(
                "INSERT INTO lessons (lesson, class, weekday, starts, ends, first, last)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (lesson, group, weekday, f"{at:%H:%M}", f"{_end(at):%H:%M}", *_iso(days[0], days[-1])),
            )
        for day in days:
            starts = self._instant(day, at)
            ends = starts.plus(LASTS)
            closed = ends if day < now.local_date else None
            for group in classes:
                session = Session(SessionId(_id_at(starts)), group, starts, ends, closed=closed)
                of_week = lessons.get((group, day.weekday()))
                records.write(
                    f"INSERT INTO sessions ({rows.SESSION_COLUMNS}, day, lesson)"
                    f" VALUES ({rows.SESSION_HOLES}, ?, ?)",
                    (*rows.session_values(session), day.isoformat(), of_week),
                )
                made.append(session)
        return made

    def _add_marks(
        self,
        people: Sequence[PersonId],
        classes: Sequence[ClassId],
        days: Sequence[date],
        seed: int,
        on_progress: Callable[[int, int], None] | None,
    ) -> int:
        """Add one event a person and day; nobody is absent from today's open registers yet.

        The rows are made inside SQLite, a day at a time: bound one by one they take ten times as long, since
        SQLCipher locks and wipes each value's memory.
        """
        records = self._desk.records
        term = sample.attendance(len(people), len(days), seed)
        records.write("CREATE TEMP TABLE sample_people (place INTEGER PRIMARY KEY, person TEXT, class TEXT)")
        for place, person in enumerate(people):
            records.write(
                "INSERT INTO sample_people VALUES (?, ?, ?)",
                (place, person, classes[place // sample.PEOPLE_A_GROUP]),
            )
        written = 0
        for place, day in enumerate(days):
            states = "".join(map(str, term.states[:, place].tolist())).encode()
            minutes = b"".join(b"%+03d" % late for late in term.minutes[:, place].tolist())
            is_today = int(day == self._desk.clock().local_date)
            device, actor = self._desk.install.device, self._desk.signed_in.signer
            written += records.write(
                _MARKS_OF_A_DAY, (day.isoformat(), states, minutes, device, actor, is_today)
            )
            if on_progress is not None:
                on_progress(place + 1, len(days))
        records.write("DROP TABLE sample_people")
        return written

    def _instant(self, day: date, at: time) -> Instant:
        zone = self._desk.install.zone
        return Instant.at(datetime.combine(day, at, tzinfo=ZoneInfo(zone)), zone)


def _id_at(moment: Instant) -> str:
    """Make an id that sorts among those of its time."""
    return uuid7(int(moment.utc.timestamp() * 1000), secrets.token_bytes(_RANDOM_BYTES))


def _end(at: time) -> time:
    return (datetime.combine(date(2026, 1, 1), at) + LASTS).time()


def _iso(*days: date) -> tuple[str, ...]:
    return tuple(day.isoformat() for day in days)
