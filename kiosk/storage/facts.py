"""What rates and rules are made from, read in small parts: each is a job of the database thread."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.code_sets import CodeSet
from kiosk.domain.facts import LineRow, ListFact, PersonFact, SessionFact, microseconds
from kiosk.domain.follow_up import ReportScope
from kiosk.domain.ids import ClassId, PersonId, SessionId, short
from kiosk.domain.permissions import Act
from kiosk.errors import Code, KioskError
from kiosk.storage import code_files, lines
from kiosk.storage.desk import Desk

LINES_A_PART: Final = 8000
"""About so many lines are read, or added up, at once: some 50 ms of the database thread."""
DAYS_A_PART: Final = 28
"""The sessions of so many days are read at once."""


@dataclass(frozen=True, slots=True)
class FactBase:
    """What a report is about, before any line is read.

    Attributes:
        first: The first day.
        last: The last day.
        groups: Names by id; a teacher's own.
        code_sets: The name of each group's set of codes.
        members: How many were ever on each list.
    """

    first: date
    last: date
    groups: dict[ClassId, str]
    code_sets: dict[ClassId, str]
    members: dict[ClassId, int]


class Facts:
    """Of one's own classes; used by Reports."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones."""
        self._desk = desk

    def settle(self, at_most: int = LINES_A_PART) -> bool:
        """Bring in the door's newest marks and add up some of what is stale; False when nothing is left."""
        self._desk.require(Act.SEE_REPORTS)
        self._desk.drain()
        return lines.settle(self._desk.records, at_most=at_most) >= at_most

    def base(self, scope: ReportScope) -> FactBase:
        """Look at what a report is to be about.

        Raises:
            KioskError: NOT_ALLOWED; SESSION_UNKNOWN, CLASS_UNKNOWN, PERSON_UNKNOWN, for what is not one's own
                too.
        """
        self._desk.require(Act.SEE_REPORTS)
        first, last = scope.first, scope.last
        if scope.person is not None:
            self._check_person(PersonId(scope.person))
        if scope.session is not None:
            first = last = self._day_of(SessionId(scope.session))
        found = self._desk.records.read("SELECT class, name, code_set FROM classes ORDER BY class")
        own = self._desk.own_classes()
        seen = [row for row in found if own is None or row[0] in own]
        if scope.class_id is not None:
            seen = [row for row in seen if row[0] == scope.class_id]
            if not seen:
                raise KioskError(Code.CLASS_UNKNOWN, where=short(scope.class_id))
        counts = self._desk.records.read("SELECT class, count(*) FROM memberships GROUP BY class")
        return FactBase(
            first,
            last,
            {ClassId(row[0]): str(row[1]) for row in seen},
            {ClassId(row[0]): str(row[2]) for row in seen},
            {ClassId(row[0]): int(row[1]) for row in counts},
        )

    def sessions(self, scope: ReportScope, first: date, last: date) -> list[SessionFact]:
        """Give the sessions that begin on these days and were not cancelled, by start."""
        self._desk.require(Act.SEE_REPORTS)
        own = self._desk.own_classes()
        where, values = (
            ["day BETWEEN ? AND ?", "cancelled_utc IS NULL"],
            [first.isoformat(), last.isoformat()],
        )
        for column, wanted in (("class", scope.class_id), ("session", scope.session)):
            if wanted is not None:
                where.append(f"{column} = ?")
                values.append(wanted)
        if scope.person is not None:
            where.append(
                "(class IN (SELECT class FROM memberships WHERE person = ?)"
                " OR session IN (SELECT session FROM lines WHERE person = ?))"
            )
            values += [scope.person, scope.person]
        now = microseconds(self._desk.clock().utc_text)
        found = self._desk.records.read(
            "SELECT session, class, day, starts_utc, starts_zone, starts_offset, ends_utc FROM sessions"
            f" WHERE {' AND '.join(where)} ORDER BY starts_utc, session",
            values,
        )
        return [_session(row, now) for row in found if own is None or row[1] in own]

    def lists(self, scope: ReportScope, groups: Sequence[ClassId]) -> list[ListFact]:
        """Give who was on the lists of groups when."""
        self._desk.require(Act.SEE_REPORTS)
        own = self._desk.own_classes()
        chosen = [one for one in groups if own is None or one in own]
        values = [json.dumps(chosen)]
        if scope.person is not None:
            values.append(scope.person)
        found = self._desk.records.read(
            "SELECT class, person, joined_utc, left_utc FROM memberships"
            " WHERE class IN (SELECT value FROM json_each(?))"
            + ("" if scope.person is None else " AND person = ?"),
            values,
        )
        return [
            ListFact(ClassId(c), PersonId(p), microseconds(j), None if left is None else microseconds(left))
            for c, p, j, left in found
        ]

    def people(self, scope: ReportScope) -> list[PersonFact]:
        """Give everybody who is counted: no visitors. A report names those only of whom it has a line."""
        self._desk.require(Act.SEE_REPORTS)
        values = [] if scope.person is None else [scope.person]
        found = self._desk.records.read(
            "SELECT person, number, name, is_erased FROM people WHERE kind = 'member'"
            + ("" if scope.person is None else " AND person = ?"),
            values,
        )
        return [
            PersonFact(PersonId(p), "" if gone else f"{number} {name}") for p, number, name, gone in found
        ]

    def lines(self, scope: ReportScope, sessions: Sequence[SessionId]) -> list[LineRow]:
        """Give the lines of sessions, each session by its place in the list."""
        self._desk.require(Act.SEE_REPORTS)
        own = self._desk.own_classes()
        where, values = "1 = 1", [json.dumps(list(sessions))]
        if own is not None:
            where += (
                " AND l.session IN (SELECT session FROM sessions"
                " WHERE class IN (SELECT value FROM json_each(?)))"
            )
            values.append(json.dumps(sorted(own)))
        if scope.person is not None:
            where += " AND l.person = ?"
            values.append(scope.person)
        # Numbers instead of ids, and one text instead of two: half a million of each are made.
        return self._desk.records.read(
            "SELECT j.key, l.person, l.state || ' ' || l.code, l.minutes_late FROM json_each(?) j"
            f" CROSS JOIN lines l ON l.session = j.value WHERE {where}",
            values,
        )

    def _check_person(self, person: PersonId) -> None:
        self._desk.require_person(Act.SEE_REPORTS, person)
        if not self._desk.records.read("SELECT 1 FROM people WHERE person = ?", (person,)):
            raise KioskError(Code.PERSON_UNKNOWN, where=short(person))

    def _day_of(self, session: SessionId) -> date:
        found = self._desk.records.read("SELECT class, day FROM sessions WHERE session = ?", (session,))
        if not found or not self._desk.sees(found[0][0]):
            raise KioskError(Code.SESSION_UNKNOWN)
        return date.fromisoformat(found[0][1])


def codes_of(name: str) -> CodeSet | None:
    """Give a set of codes; None for one of another version of the program: its lines go by their state."""
    try:
        return code_files.load(name)
    except KioskError:
        return None


def spans(first: date, last: date, days: int = DAYS_A_PART) -> list[tuple[date, date]]:
    """Cut a time into parts of so many days; none when it ends before it begins."""
    parts = []
    while first <= last:
        end = min(last, first + timedelta(days=days - 1))
        parts.append((first, end))
        first = end + timedelta(days=1)
    return parts


def portions(sessions: Sequence[SessionFact], members: dict[ClassId, int]) -> list[list[SessionId]]:
    """Put sessions together until they may hold LINES_A_PART lines; at least one a part."""
    parts: list[list[SessionId]] = []
    size = LINES_A_PART
    for session in sessions:
        more = members.get(session.class_id, 0) + 1
        if not parts or size + more > LINES_A_PART:
            parts.append([])
            size = 0
        parts[-1].append(session.id)
        size += more
    return parts


def _session(row: Sequence[object], now: int) -> SessionFact:
    session, class_id, day, utc, zone, offset, ends_utc = row
    starts = Instant.parse(str(utc), str(zone), int(str(offset)))
    ends = microseconds(str(ends_utc))
    return SessionFact(
        SessionId(str(session)),
        ClassId(str(class_id)),
        date.fromisoformat(str(day)),
        f"{starts.local:%H:%M}",
        microseconds(str(utc)),
        ends,
        ends <= now,
    )
