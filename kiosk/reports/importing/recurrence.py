"""Weekly rules of iCalendar (RFC 5545, section 3.3.10) to runs of days at the same hour."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from kiosk.domain.timetable import LONGEST

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN: Final = frozenset({"FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST"})


class EventProblem(ValueError):  # noqa: N818 - a problem with a file, told to the person
    """What is wrong with an event, as a code of the table of sentences, and at which property."""

    def __init__(self, reason: str, column: str) -> None:
        """Take both."""
        super().__init__(reason)
        self.column = column


@dataclass(frozen=True, slots=True)
class Rule:
    """A weekly rule.

    Attributes:
        interval: 1 or 2 weeks.
        days: Monday is 0; () for the day of the start.
        until: The last moment or the last day, or None.
        count: How many meetings, or None.
        week_start: The day with which weeks begin, by which every other week is counted.
    """

    interval: int
    days: tuple[int, ...]
    until: date | datetime | None
    count: int | None
    week_start: int


@dataclass(frozen=True, slots=True)
class Run:
    """Meetings on one weekday at one hour of the school's clock, each week or every other one.

    Attributes:
        starts: The first of them, in the school's zone.
        first: Its day.
        last: The last one's day; None where the rule has no end.
    """

    starts: datetime
    first: date
    last: date | None


def read(rule: Mapping[str, Any]) -> Rule:
    """Read a rule. Raises EventProblem for one that is not weekly, or says more than a timetable can."""
    parts = {str(name).upper(): values for name, values in rule.items()}
    interval = int(_one(parts, "INTERVAL", 1))
    days = [str(day).upper() for day in parts.get("BYDAY", ())]
    is_weekly = str(_one(parts, "FREQ", "")).upper() == "WEEKLY"
    week_start = str(_one(parts, "WKST", "MO")).upper()
    count = _one(parts, "COUNT", None)
    if not is_weekly or not set(parts) <= _KNOWN or interval not in {1, 2}:
        raise EventProblem("event-rule", "RRULE")
    if not {*days, week_start} <= set(_DAYS) or (count is not None and int(count) < 1):
        raise EventProblem("event-rule", "RRULE")
    return Rule(
        interval,
        tuple(sorted({_DAYS.index(day) for day in days})),
        _one(parts, "UNTIL", None),
        None if count is None else int(count),
        _DAYS.index(week_start),
    )


def runs(rule: Rule, starts: datetime, zone: ZoneInfo, horizon: date | None) -> list[Run]:
    """Give a rule's meetings as runs.

    Args:
        rule: The rule.
        starts: The first meeting, in the event's own zone.
        zone: The school's.
        horizon: The last day that is looked at where the rule has no end; None when the event is in the
            school's zone, so that a run needs no end either.

    Raises:
        EventProblem: "far-date" for a rule that goes on for more than three years.
    """
    is_endless = rule.until is None and rule.count is None
    last_day = starts.date() + LONGEST
    if is_endless and horizon is None:
        seen = {m.weekday(): m for m in reversed(list(_first_weeks(rule, starts)))}
        return [Run(local, local.date(), None) for local in (m.astimezone(zone) for m in seen.values())]
    found: dict[tuple[int, str], list[datetime]] = {}
    for moment in _meetings(rule, starts):
        if horizon is not None and is_endless and moment.date() > horizon:
            break
        if moment.date() > last_day:
            raise EventProblem("far-date", "RRULE")
        local = moment.astimezone(zone)
        found.setdefault((local.weekday(), local.strftime("%H:%M")), []).append(local)
    step = timedelta(weeks=rule.interval)
    return [run for moments in found.values() for run in _parted(moments, step)]


def _first_weeks(rule: Rule, starts: datetime) -> Iterator[datetime]:
    """Give the first meeting on each day of the rule, and perhaps a second."""
    for moment in _meetings(rule, starts):
        if moment.date() - starts.date() > timedelta(weeks=2 * rule.interval):
            return
        yield moment


def _meetings(rule: Rule, starts: datetime) -> Iterator[datetime]:
    """Give the meetings in order, without an end where the rule has none."""
    days = rule.days or (starts.weekday(),)
    week = starts.date() - timedelta(days=(starts.weekday() - rule.week_start) % 7)
    ordered = sorted((day - rule.week_start) % 7 for day in days)
    given = 0
    while True:
        for ahead in ordered:
            day = week + timedelta(days=ahead)
            if day < starts.date():
                continue
            moment = datetime.combine(day, starts.timetz())
            if _is_over(rule, moment) or (rule.count is not None and given >= rule.count):
                return
            given += 1
            yield moment
        week += timedelta(weeks=rule.interval)


def _is_over(rule: Rule, moment: datetime) -> bool:
    until = rule.until
    if until is None:
        return False
    if isinstance(until, datetime):
        return moment > (until if until.tzinfo is not None else until.replace(tzinfo=moment.tzinfo))
    return moment.date() > until


def _parted(moments: list[datetime], step: timedelta) -> Iterator[Run]:
    """Part meetings where a week is left out, as another hour holds in between."""
    first = before = moments[0]
    for moment in moments[1:]:
        if moment.date() - before.date() != step:
            yield Run(first, first.date(), before.date())
            first = moment
        before = moment
    yield Run(first, first.date(), before.date())


def _one(parts: Mapping[str, Any], name: str, otherwise: Any) -> Any:
    """Give a part that has one value. Raises EventProblem for several."""
    values = parts.get(name)
    if values is None:
        return otherwise
    values = values if isinstance(values, list) else [values]
    if len(values) != 1:
        raise EventProblem("event-rule", "RRULE")
    return values[0]
