"""A school that files are imported into, as the service does it, on one thread; and what it holds."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from kiosk.domain.groups import SchoolMinutes
from kiosk.domain.importing import RosterPlan, TimetablePlan
from kiosk.domain.roster_plan import plan_roster
from kiosk.domain.timetable_plan import plan_timetable
from kiosk.reports.importing import columns, reading
from kiosk.storage.sqlcipher import Database
from kiosk.storage.vault import Vault


def import_file(
    vault: Vault, file: Path, kind: str, mapping: Mapping[str, str] | None = None, *, is_whole: bool = False
) -> RosterPlan | TimetablePlan:
    """Open, plan and apply; raises what any of them raises."""
    imports = vault.office.imports
    found = reading.look(file, kind, imports.today().local_date)
    chosen = found.mapping if mapping is None else mapping
    if kind == columns.ROSTER:
        school = imports.known_school()
        read = reading.read_roster(file, chosen, school.today, school.groups)
        return imports.apply_roster(plan_roster(read, school, is_whole=is_whole))
    week = imports.known_timetable()
    lessons = reading.read_timetable(file, chosen, week.zone, week.today)
    return imports.apply_timetable(plan_timetable(lessons, week), SchoolMinutes())


def digest(vault: Vault) -> str:
    """Give what both databases hold, every row of every table."""
    assert vault._zone_r is not None
    return sha256(repr([_rows(vault._zone_r.database), _rows(vault._kiosk)]).encode()).hexdigest()


def _rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    tables = [row[0] for row in database.read("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {table: database.read(f"SELECT * FROM {table}") for table in tables}
