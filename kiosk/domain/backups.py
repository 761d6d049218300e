"""Backups as values, and the rule that says which are kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.domain.clock import Instant

DAILY: Final = 7
WEEKLY: Final = 4
MONTHLY: Final = 3
"""How many backups of Zone R are kept: the newest of each of so many days, weeks and months."""
TEMPLATE_DAYS: Final = 30
"""Zone K, and with it every template, leaves a backup after so many days at most."""
SpanOf = Callable[[date], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class BackupEntry:
    """A backup file in the backup folder.

    Attributes:
        name: The file's name.
        made: When.
        size: Bytes.
        has_templates: Zone K is in it still.
        is_verified: It was opened again and checked; None while that has not been done yet.
        problem: A reason code when the check failed, else "".
    """

    name: str
    made: Instant
    size: int
    has_templates: bool
    is_verified: bool | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BackupProgress:
    """How far a backup, a check or a restore is; `done` of `total` bytes."""

    step: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class DrillReport:
    """What the monthly restore drill found.

    Attributes:
        at: When it was done.
        name: Of the backup that was restored for the drill.
        problem: A reason code, "" when everything could be restored.
        people: Rows that were found.
        marks: The same.
    """

    at: Instant
    name: str
    problem: str
    people: int
    marks: int


@dataclass(frozen=True, slots=True)
class BackupView:
    """What the desk shows.

    Attributes:
        folder: Where backups go.
        entries: Newest first.
        is_overdue: The newest is more than two days old, or there is none.
        drill: The last drill, or None.
    """

    folder: str
    entries: tuple[BackupEntry, ...]
    is_overdue: bool
    drill: DrillReport | None


@dataclass(frozen=True, slots=True)
class RestoreSummary:
    """What a backup holds, shown before anything is changed.

    Attributes:
        made: When it was made.
        school: The organisation's name.
        people: On the rolls.
        marks: Mark events.
        templates: Protected templates that would come back; erased people's are not among them.
        erased: How many people in it were erased since, and will not come back.
        newest_mark: When the newest mark in it was made, or None.
        is_older: The data there are now have newer marks than the backup.
        lost_marks: How many of those there are; None where the data there are now could not be opened.
        has_faces: Zone K is in it; without, everybody has to be enrolled again and PINs are set anew.
        is_audit_sound: Its audit fits together and to the head that Zone K knows.
    """

    made: Instant
    school: str
    people: int
    marks: int
    templates: int
    erased: int
    newest_mark: Instant | None
    is_older: bool
    lost_marks: int | None = None
    has_faces: bool = True
    is_audit_sound: bool = True


def last_due(now: Instant, at: time) -> Instant:
    """Give the last moment at which a nightly backup should have been made.

    Args:
        now: The moment, in the school's zone.
        at: The time of day it is made at. Where the clocks skip it, the moment they skip to.
    """
    zone = ZoneInfo(now.zone)
    today = now.utc.astimezone(zone).date()
    for day in (today, today - timedelta(days=1)):
        due = Instant.at(datetime.combine(day, at, zone), now.zone)
        if due <= now:
            return due
    return Instant.at(datetime.combine(today - timedelta(days=2), at, zone), now.zone)


def to_keep(days: Sequence[date], today: date) -> frozenset[date]:
    """Say which days' backups are kept: 7 daily, 4 weekly and 3 monthly ones, each the newest of its span.

    Args:
        days: On which there is a backup.
        today: The day it is.
    """
    past = sorted({day for day in days if day <= today}, reverse=True)
    kept = {day for day in past if today - day < timedelta(days=DAILY)}
    kept |= set(_newest_of(past, lambda d: d.isocalendar()[:2], WEEKLY))
    kept |= set(_newest_of(past, lambda d: (d.year, d.month), MONTHLY))
    return frozenset(kept | {day for day in days if day > today})


def _newest_of(past: Sequence[date], span: SpanOf, count: int) -> list[date]:
    newest: dict[tuple[int, ...], date] = {}
    for day in past:  # newest first
        newest.setdefault(span(day), day)
    return list(newest.values())[:count]
