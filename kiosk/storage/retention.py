"""How long a kind is kept, what is due, and taking it away: shown before it acts, and told after.

Templates of people who left, ended consents and log lines go by themselves, signed in or not (see
`kiosk.storage.door`). Marks and audit rows need Zone R and go here.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.permissions import Act
from kiosk.domain.privacy import (
    DEFAULT_DAYS,
    RetentionDue,
    RetentionKind,
    RetentionRule,
    days_allowed,
)
from kiosk.errors import Code, KioskError
from kiosk.storage import audit, mirror, rows
from kiosk.storage.desk import Desk
from kiosk.storage.sqlcipher import Database

CHORE: Final = "retention"
SHOWN: Final = "retention-shown"
SHOWN_FOR: Final = timedelta(days=1)
"""How long what is due has been on the desk before the program acts by itself for the first time."""
_GRACE: Final = timedelta(days=1)


def rules(records: Database) -> list[RetentionRule]:
    """Give the rules, one a kind."""
    chosen = dict(records.read("SELECT kind, days FROM retention"))
    return [RetentionRule(kind, chosen.get(kind.value, DEFAULT_DAYS[kind])) for kind in RetentionKind]


def choose(desk: Desk, kind: RetentionKind, days: int | None) -> None:
    """Change a rule; what is due by it is shown again before anything goes by itself.

    Raises:
        KioskError: NOT_ALLOWED; RETENTION_DAYS.
    """
    desk.require(Act.EDIT_BASIS)
    fewest, most = days_allowed(kind)
    is_kept = days is None and kind is not RetentionKind.TEMPLATES
    if not is_kept and (days is None or not fewest <= days <= most):
        raise KioskError(Code.RETENTION_DAYS, where=kind.value, detail=f"{fewest}-{most}")
    with desk.act("retention-set", detail=f"kind={kind.value} days={days}"):
        desk.records.write(
            "INSERT INTO retention (kind, days) VALUES (?, ?)"
            " ON CONFLICT (kind) DO UPDATE SET days = excluded.days",
            (kind.value, days),
        )
        desk.records.write("DELETE FROM chores WHERE chore = ?", (SHOWN,))
    mirror.copy(desk.records, desk.kiosk, mirror.RETENTION, desk.clock())
    mirror.copy(desk.records, desk.kiosk, mirror.PEOPLE, desk.clock())
    desk.door.expire_leavers(desk.clock())


def due(records: Database, kiosk: Database, log_dir: Path, now: Instant) -> list[RetentionDue]:
    """Say what running it now would take away; kinds of which nothing is due are left out."""
    found = []
    for rule in rules(records):
        if rule.days is None:
            continue
        before = now.plus(timedelta(days=-rule.days))
        count = _count(records, kiosk, log_dir, rule.kind, before, now)
        if count:
            # What templates wait for is written at them, not at their age.
            late = (before.plus(-_GRACE), now.plus(-_GRACE))
            is_overdue = bool(_count(records, kiosk, log_dir, rule.kind, *late))
            found.append(RetentionDue(rule.kind, count, before, is_overdue))
    return found


def show(desk: Desk, log_dir: Path) -> list[RetentionDue]:
    """Give what is due and note that it was shown."""
    found = due(desk.records, desk.kiosk, log_dir, desk.clock())
    if _of_zone_r(found) and _last(desk.records, SHOWN) is None:
        with desk.act(SHOWN):
            _note(desk, SHOWN, found)
    return found


def run(desk: Desk, log_dir: Path) -> list[RetentionDue]:
    """Take away what is due; says what went. Raises KioskError NOT_ALLOWED."""
    desk.require(Act.EDIT_BASIS)
    now = desk.clock()
    found = due(desk.records, desk.kiosk, log_dir, now)
    if not found:
        return []
    before = {one.kind: one.before for one in found}
    figures = " ".join(f"{one.kind.value}={one.count}" for one in found)
    with desk.act("retention-run", detail=figures):
        if RetentionKind.MARKS in before:
            _drop_marks(desk.records, before[RetentionKind.MARKS])
        if RetentionKind.AUDIT in before:
            audit.trim(desk.records, before[RetentionKind.AUDIT])
        _note(desk, CHORE, found)
    if RetentionKind.MARKS in before:
        for table in (mirror.SESSIONS, mirror.PEOPLE):
            mirror.copy(desk.records, desk.kiosk, table, now)
    desk.door.expire_leavers(now)
    if RetentionKind.LOGS in before:
        logs.trim(log_dir, before[RetentionKind.LOGS].utc)
    desk.records.checkpoint()
    desk.kiosk.checkpoint()
    return found


def run_by_itself(desk: Desk, log_dir: Path) -> list[RetentionDue]:
    """Run it if what is due has been shown for a day; what was never shown waits."""
    shown = _last(desk.records, SHOWN)
    if shown is None or desk.clock().utc - shown < SHOWN_FOR:
        return []
    if not _of_zone_r(due(desk.records, desk.kiosk, log_dir, desk.clock())):
        return []
    return run(desk, log_dir)


def _of_zone_r(found: Iterable[RetentionDue]) -> bool:
    return any(one.kind in {RetentionKind.MARKS, RetentionKind.AUDIT} for one in found)


def _count(
    records: Database, kiosk: Database, log_dir: Path, kind: RetentionKind, before: Instant, now: Instant
) -> int:
    match kind:
        case RetentionKind.TEMPLATES:
            sql = "SELECT count(*) FROM templates JOIN people USING (person) WHERE erase_templates_utc <= ?"
            found = kiosk.read(sql, (now.utc_text,))
        case RetentionKind.MARKS:
            sql = "SELECT count(*) FROM marks JOIN sessions USING (session) WHERE ends_utc < ?"
            found = records.read(sql, (before.utc_text,))
        case RetentionKind.AUDIT:
            found = records.read("SELECT count(*) FROM audit WHERE at_utc < ?", (before.utc_text,))
        case RetentionKind.LOGS:
            return logs.count_before(log_dir, before.utc)
    return int(found[0][0])


def _drop_marks(records: Database, before: Instant) -> None:
    """Take registers away whole: an empty one would say that nobody had been marked."""
    old = "SELECT session FROM sessions WHERE ends_utc < ?"
    records.write(f"INSERT INTO expiring (session) {old}", (before.utc_text,))
    records.write("DELETE FROM marks WHERE session IN (SELECT session FROM expiring)")
    records.write("DELETE FROM sessions WHERE session IN (SELECT session FROM expiring)")
    records.write("DELETE FROM stale_lines WHERE session IN (SELECT session FROM expiring)")
    records.write("DELETE FROM expiring")
    # What rules found in them; the notes about it go along.
    records.write("DELETE FROM follow_ups WHERE since < ?", (before.local_date.isoformat(),))
    # Lines that an erasure left only for the marks' sake have nothing to stand for any more.
    gone = "SELECT person FROM people WHERE is_erased = 1 AND person NOT IN (SELECT person FROM marks)"
    records.write(f"DELETE FROM people WHERE person IN ({gone})")
    # Nor has a visitor's name, unless they were put on a list since, or their consent was recorded.
    was_here = (
        "SELECT person FROM people WHERE kind = 'visitor' AND person NOT IN (SELECT person FROM marks)"
        " AND person NOT IN (SELECT person FROM consents)"
        " AND person NOT IN (SELECT person FROM memberships WHERE left_utc IS NULL)"
    )
    records.write(f"DELETE FROM people WHERE person IN ({was_here})")


def _note(desk: Desk, chore: str, found: Iterable[RetentionDue]) -> None:
    figures = json.dumps({one.kind.value: one.count for one in found})
    desk.records.write(
        "INSERT INTO chores (chore, last_utc, last_zone, last_offset, outcome, figures)"
        " VALUES (?, ?, ?, ?, 'done', ?) ON CONFLICT (chore) DO UPDATE SET last_utc = excluded.last_utc,"
        " last_zone = excluded.last_zone, last_offset = excluded.last_offset, figures = excluded.figures",
        (chore, *rows.instant_values(desk.clock()), figures),
    )


def _last(records: Database, chore: str) -> datetime | None:
    found = records.read("SELECT last_utc FROM chores WHERE chore = ?", (chore,))
    return datetime.fromisoformat(found[0][0]) if found else None
