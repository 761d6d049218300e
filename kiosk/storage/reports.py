"""What sheets and rates are made from, for any days, group or person.

A sheet is read in parts, a job of the database thread each, so that a year's sheet does not keep the door
waiting. What a part gives is made into lines by `kiosk.storage.sheet_rows`, on any thread.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.follow_up import ReportScope
from kiosk.domain.ids import ClassId, PersonId, SessionId, short
from kiosk.domain.people import ALL_CLASSES
from kiosk.domain.permissions import Act
from kiosk.errors import Code, KioskError
from kiosk.storage import lines, rows
from kiosk.storage.desk import Desk
from kiosk.storage.facts import Facts
from kiosk.storage.rows import Row
from kiosk.storage.sheet_rows import COLUMNS

ROWS_A_PART: Final = 2000
"""About so many lines are read at once: some 40 ms of the database thread."""
SESSIONS_A_PART: Final = 500

_OF_LIST: Final = (
    "FROM sessions s JOIN classes c ON c.class = s.class JOIN memberships m ON m.class = s.class"
    " AND m.joined_utc < s.ends_utc AND (m.left_utc IS NULL OR m.left_utc > s.starts_utc)"
    # Who left and came back while it ran is on the list once.
    " AND NOT EXISTS (SELECT 1 FROM memberships o WHERE o.class = m.class AND o.person = m.person"
    " AND o.joined_utc < m.joined_utc AND o.left_utc > s.starts_utc)"
    " JOIN people p ON p.person = m.person LEFT JOIN lines l ON l.session = s.session AND l.person = p.person"
)
_BESIDE_LIST: Final = (
    "FROM sessions s JOIN classes c ON c.class = s.class JOIN lines l ON l.session = s.session"
    " JOIN people p ON p.person = l.person"
)
_NOT_ON_LIST: Final = (
    " AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.class = s.class AND m.person = l.person"
    " AND m.joined_utc < s.ends_utc AND (m.left_utc IS NULL OR m.left_utc > s.starts_utc))"
)
_ORDER: Final = " ORDER BY starts_utc, class_name, session, name, number"


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What a sheet is made of, before its lines are read.

    Attributes:
        scope: What it is about.
        school: The school's name.
        title: As `DaySheet.title`.
        file_stem: As `DaySheet.file_stem`.
        day: The first day.
        last_day: The last day.
        parts: The sessions of each part, in order.
        rows: About how many lines that makes.
        acronyms: How the school writes codes, by set and code.
    """

    scope: ReportScope
    school: str
    title: str
    file_stem: str
    day: date
    last_day: date
    parts: tuple[tuple[SessionId, ...], ...]
    rows: int
    acronyms: dict[tuple[str, str], str]

    def __repr__(self) -> str:
        """Show nothing: it holds names."""
        return "SheetPlan(...)"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A part as it was read.

    Attributes:
        rows: By the columns of `sheet_rows.COLUMNS`.
        changed: When the newest event of its registers happened; empty where nothing happened yet.
    """

    rows: Sequence[Row]
    changed: tuple[Instant, ...]

    def __repr__(self) -> str:
        """Show nothing: it holds names."""
        return "SheetPart(...)"


class Reports:
    """The synchronous twin of `kiosk.runtime.api_register.ReportsApi`."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk
        self.facts = Facts(desk)

    # Sheets

    def plan_sheet(self, scope: ReportScope) -> SheetPlan:
        """Say what a sheet is made of, the door's newest marks brought in.

        A session that was called off is on no sheet.

        Raises:
            KioskError: NOT_ALLOWED; SESSION_UNKNOWN, CLASS_UNKNOWN, PERSON_UNKNOWN, for what is not one's own
                too; SESSION_CANCELLED.
        """
        self._check(scope)
        self._desk.drain()
        if scope.person is not None:
            lines.settle_person(self._desk.records, PersonId(scope.person))
        found = self._sessions(scope)
        days = [date.fromisoformat(day) for _, _, day in found]
        is_of_session = scope.session is not None
        title, stem = self._title(scope, found)
        members = dict(self._desk.records.read("SELECT class, count(*) FROM memberships GROUP BY class"))
        size = 1 if scope.person is not None else None
        sized = [(SessionId(s), size or int(members.get(c, 0)) + 1) for s, c, _ in found]
        return SheetPlan(
            scope,
            str(self._desk.records.read("SELECT name FROM school")[0][0]),
            title,
            stem,
            days[0] if is_of_session else scope.first,
            days[0] if is_of_session else scope.last,
            tuple(_parts(sized)),
            sum(size for _, size in sized),
            {
                (s, c): a
                for s, c, a in self._desk.records.read("SELECT code_set, code, acronym FROM acronyms")
            },
        )

    def read_part(self, plan: SheetPlan, number: int) -> SheetPart:
        """Read a part of a sheet; sessions that are not one's own any more give no line.

        Raises:
            KioskError: NOT_ALLOWED.
        """
        self._desk.require(Act.EXPORT)
        lines.settle(self._desk.records, plan.parts[number])
        own = self._desk.own_classes()
        ids = json.dumps(plan.parts[number])
        where = " WHERE s.session IN (SELECT value FROM json_each(?))"
        values: list[str] = [ids]
        if own is not None:
            where += " AND s.class IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(sorted(own)))
        if plan.scope.person is not None:
            where += " AND p.person = ?"
            values.append(plan.scope.person)
        found = self._desk.records.read(
            f"SELECT {COLUMNS} {_OF_LIST}{where} UNION ALL"
            f" SELECT {COLUMNS} {_BESIDE_LIST}{where}{_NOT_ON_LIST}{_ORDER}",
            (*values, *values),
        )
        changed = self._desk.records.read(
            "SELECT at_utc, at_zone, at_offset FROM marks WHERE session IN (SELECT value FROM json_each(?))"
            " ORDER BY at_utc DESC LIMIT 1",
            (ids,),
        )
        return SheetPart(found, tuple(rows.instant(*row) for row in changed))

    def note_export(self, scope: ReportScope, fmt: str, count: int) -> None:
        """Write the audit row of an export. Raises KioskError as `plan_sheet`."""
        self._check(scope)
        subjects = [one for one in (scope.session, scope.class_id, scope.person) if one is not None]
        days = f"day={scope.first}" if scope.first == scope.last else f"first={scope.first} last={scope.last}"
        with self._desk.act("export", subjects, f"{days} format={fmt} rows={count}"):
            pass

    # The second screen

    def shows_names_on_board(self) -> bool:
        """Say whether the second screen may show names."""
        self._desk.require(Act.SEE_REGISTERS)
        return bool(self._desk.records.read("SELECT shows_names_on_board FROM school")[0][0])

    def set_names_on_board(self, shows: bool) -> None:
        """Choose it. Raises KioskError NOT_ALLOWED."""
        self._desk.require(Act.EDIT_RULES)
        with self._desk.act("board-names-set", [], f"names={'yes' if shows else 'no'}"):
            self._desk.records.write("UPDATE school SET shows_names_on_board = ?", (int(shows),))

    # Inside

    def _check(self, scope: ReportScope) -> None:
        self._desk.require(Act.EXPORT)
        if scope.class_id is not None:
            self._desk.require_class(Act.EXPORT, scope.class_id)
            self._class_name(scope.class_id)
        if scope.person is not None:
            self._desk.require_person(Act.EXPORT, PersonId(scope.person))
        if scope.session is not None:
            self._check_session(scope.session)

    def _check_session(self, session: str) -> None:
        found = self._desk.records.read(
            "SELECT class, cancelled_utc FROM sessions WHERE session = ?", (session,)
        )
        if not found or not self._desk.sees(found[0][0]):
            raise KioskError(Code.SESSION_UNKNOWN)
        if found[0][1] is not None:
            raise KioskError(Code.SESSION_CANCELLED)

    def _sessions(self, scope: ReportScope) -> list[Row]:
        """Give (session, class, day) in the order of the sheet."""
        where, values = ["s.cancelled_utc IS NULL"], list[str]()
        if scope.session is not None:
            where.append("s.session = ?")
            values.append(scope.session)
        else:
            where.append("s.day BETWEEN ? AND ?")
            values += [scope.first.isoformat(), scope.last.isoformat()]
        if scope.class_id is not None:
            where.append("s.class = ?")
            values.append(scope.class_id)
        if scope.person is not None:
            where.append(
                "(s.class IN (SELECT class FROM memberships WHERE person = ?)"
                " OR s.session IN (SELECT session FROM lines WHERE person = ?))"
            )
            values += [scope.person, scope.person]
        own = self._desk.own_classes()
        found = self._desk.records.read(
            "SELECT s.session, s.class, s.day FROM sessions s JOIN classes c ON c.class = s.class"
            f" WHERE {' AND '.join(where)} ORDER BY s.starts_utc, c.name, s.session",
            values,
        )
        return [row for row in found if own is None or row[1] in own]

    def _title(self, scope: ReportScope, found: Sequence[Row]) -> tuple[str, str]:
        """Give the title, and what the file is named after where that is another."""
        if scope.person is not None:
            named = self._desk.records.read(
                "SELECT number, name FROM people WHERE person = ?", (scope.person,)
            )
            if not named:
                raise KioskError(Code.PERSON_UNKNOWN, where=short(scope.person))
            return f"{named[0][1]} ({named[0][0]})", str(named[0][0])
        if scope.session is not None:
            return self._class_name(ClassId(found[0][1])), ""
        if scope.class_id is not None:
            return self._class_name(scope.class_id), ""
        own = self._desk.own_classes()
        if own is None:
            return ALL_CLASSES, ""
        return ", ".join(sorted(self._class_name(one) for one in own)), ""

    def _acronyms(self) -> dict[tuple[str, str], str]:
        found = self._desk.records.read("SELECT code_set, code, acronym FROM acronyms")
        return {(code_set, code): acronym for code_set, code, acronym in found}

    def _class_name(self, class_id: ClassId) -> str:
        found = self._desk.records.read("SELECT name FROM classes WHERE class = ?", (class_id,))
        if not found:
            raise KioskError(Code.CLASS_UNKNOWN, where=short(class_id))
        return str(found[0][0])


def _parts(sized: Sequence[tuple[SessionId, int]]) -> Iterator[tuple[SessionId, ...]]:
    """Put sessions together until about ROWS_A_PART lines; at least one a part."""
    part: list[SessionId] = []
    rows = 0
    for session, size in sized:
        if part and (rows + size > ROWS_A_PART or len(part) == SESSIONS_A_PART):
            yield tuple(part)
            part, rows = [], 0
        part.append(session)
        rows += size
    if part:
        yield tuple(part)
