"""People and lessons from files: what a plan changes, in one transaction or not at all."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from kiosk.domain.clock import Instant
from kiosk.domain.groups import SchoolMinutes
from kiosk.domain.importing import KnownSchool, RosterPlan, TimetablePlan
from kiosk.domain.permissions import Act
from kiosk.domain.timetable_plan import KnownTimetable
from kiosk.errors import Code, KioskError
from kiosk.storage import import_roster, import_week, mirror
from kiosk.storage.desk import Desk
from kiosk.storage.import_roster import IsStopped, Progress, never, untold


class Imports:
    """The synchronous twin of `kiosk.runtime.api_register.ImportApi`; files are read elsewhere."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk

    def today(self) -> Instant:
        """Give the moment, in the school's zone. Raises KioskError NOT_ALLOWED."""
        self._desk.require(Act.IMPORT)
        return self._desk.clock()

    def known_school(self) -> KnownSchool:
        """Give the people and groups that a roster is compared with. Raises KioskError NOT_ALLOWED."""
        self._desk.require(Act.IMPORT)
        return import_roster.known(self._desk)

    def apply_roster(
        self, plan: RosterPlan, on_progress: Progress = untold, is_stopped: IsStopped = never
    ) -> RosterPlan:
        """Do what a plan says.

        Raises:
            KioskError: NOT_ALLOWED, IMPORT_PROBLEMS, IMPORT_OUTDATED, IMPORT_STOPPED. Nothing is changed
        """
        self._desk.require(Act.IMPORT)
        _refuse_problems(plan)
        if import_roster.known(self._desk).basis != plan.basis:
            raise KioskError(Code.IMPORT_OUTDATED, where=plan.file)
        if not plan.changes and not plan.new_groups:
            return plan
        with self._desk.act("import-roster", detail=_roster_counts(plan)):
            import_roster.write(self._desk, plan, on_progress, is_stopped)
        for table in (mirror.CLASSES, mirror.PEOPLE, mirror.MEMBERSHIPS):
            mirror.copy(self._desk.records, self._desk.kiosk, table, self._desk.clock())
        if plan.count("leave"):
            self._desk.door.expire_leavers(self._desk.clock())
        return plan

    def known_timetable(self) -> KnownTimetable:
        """Give the week that a timetable is compared with. Raises KioskError NOT_ALLOWED."""
        self._desk.require(Act.IMPORT)
        return import_week.known(self._desk)

    def apply_timetable(
        self, plan: TimetablePlan, school: SchoolMinutes, is_stopped: IsStopped = never
    ) -> TimetablePlan:
        """Do what a plan says, and make the sessions to come.

        Args:
            plan: The plan.
            school: What holds for groups that say nothing themselves.
            is_stopped: Asked between parts.

        Raises:
            KioskError: NOT_ALLOWED, IMPORT_PROBLEMS, IMPORT_OUTDATED, IMPORT_STOPPED. Nothing is changed
        """
        self._desk.require(Act.IMPORT)
        _refuse_problems(plan)
        known = import_week.known(self._desk)
        if known.basis != plan.basis:
            raise KioskError(Code.IMPORT_OUTDATED, where=plan.file)
        self._desk.drain()  # a session that somebody came to early holds a mark already
        with self._desk.act("import-timetable", detail=_week_counts(plan)):
            import_week.write(self._desk, plan, known, school, is_stopped)
        for table in (mirror.CLASSES, mirror.SESSIONS):
            mirror.copy(self._desk.records, self._desk.kiosk, table, self._desk.clock())
        return plan

    def mapping(self, kind: str, titles: Sequence[str]) -> dict[str, str]:
        """Give what was remembered for a file with these titles, or {}. Raises KioskError NOT_ALLOWED."""
        self._desk.require(Act.IMPORT)
        found = self._desk.records.read(
            "SELECT mapping FROM import_mappings WHERE kind = ? AND titles = ?", (kind, _digest(titles))
        )
        places = json.loads(found[0][0]) if found else {}
        return {titles[int(place)]: str(field) for place, field in places.items()}

    def remember(self, kind: str, titles: Sequence[str], mapping: Mapping[str, str]) -> None:
        """Keep what each column of files with these titles is. Raises KioskError NOT_ALLOWED.

        By the column's place: a first row that holds no titles may hold somebody's name, and an erasure would
        not find it here.
        """
        self._desk.require(Act.IMPORT)
        places = {titles.index(title): field for title, field in mapping.items() if title in titles}
        with self._desk.act("import-columns", detail=f"columns={len(places)}"):
            self._desk.records.write(
                "INSERT INTO import_mappings (kind, titles, mapping) VALUES (?, ?, ?)"
                " ON CONFLICT (kind, titles) DO UPDATE SET mapping = excluded.mapping",
                (kind, _digest(titles), json.dumps(places)),
            )


def _refuse_problems(plan: RosterPlan | TimetablePlan) -> None:
    if plan.problems:
        raise KioskError(Code.IMPORT_PROBLEMS, where=plan.file, detail=len(plan.problems))


def _roster_counts(plan: RosterPlan) -> str:
    added, changed, left = (plan.count(kind) for kind in ("add", "change", "leave"))
    return f"added={added} changed={changed} left={left} groups={len(plan.new_groups)}"


def _week_counts(plan: TimetablePlan) -> str:
    groups, single = len(plan.new_groups), plan.one_off
    return f"added={plan.added} removed={plan.removed} single={single} off={plan.called_off} groups={groups}"


def _digest(titles: Sequence[str]) -> str:
    """Give what files with the same titles have in common."""
    return sha256(json.dumps(list(titles)).encode()).hexdigest()
