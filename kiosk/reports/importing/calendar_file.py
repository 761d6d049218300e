"""An iCalendar file (RFC 5545) to items of a timetable: the icalendar library reads it, nothing is looked up.

Weekly rules become lessons, dates left out become meetings called off, single events one-off sessions. Times
of other zones become the school's; where the two change their clocks on different days, a lesson is parted
into several. What is over by today is left out. Rows are the lines of the file at which events begin.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from kiosk.domain.importing import (
    CalledOff,
    OneOff,
    TimetableField,
    TimetableFile,
    TimetableItem,
    TimetableLine,
)
from kiosk.domain.timetable import FIRST_YEAR, LAST_YEAR
from kiosk.reports.importing import cells, recurrence
from kiosk.reports.importing.columns import chosen_properties
from kiosk.reports.importing.decoding import decode
from kiosk.reports.importing.limits import NO_WATCH, ROWS, Watch, refused, too_large
from kiosk.reports.importing.recurrence import EventProblem
from kiosk.reports.importing.roster_lines import Problems
from kiosk.reports.importing.table import Table, make_table

NAME: Final = "X-WR-CALNAME"
_PROPERTIES: Final = ("SUMMARY", "LOCATION", "CATEGORIES", NAME)
"""What can say a group or a room."""
_TIMES: Final = ("DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RECURRENCE-ID", "RDATE", "EXRULE")
_BEGIN: Final = re.compile(r"BEGIN:VEVENT\s*", re.IGNORECASE)
_ZONE_RULE: Final = re.compile(
    r"RRULE[^:]*:FREQ=YEARLY(;(BYMONTH|BYDAY|BYMONTHDAY|UNTIL|INTERVAL|WKST)=[^;]*)*\s*", re.IGNORECASE
)
_DAY: Final = timedelta(days=1)
_YEAR: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the library gives it, and where."""

    row: int
    said: Any
    calendar: str

    def text(self, name: str) -> str:
        """Give a property's text, "" for none."""
        if name == NAME:
            return self.calendar
        value = self.said.get(name)
        if value is None:
            return ""
        parts = getattr(value, "cats", None)
        return ", ".join(map(str, parts)) if parts is not None else " ".join(str(value).split())


def calendar_table(data: bytes, where: str) -> Table:
    """Give the events as a table of what can say a group or a room.

    Raises:
        KioskError: IMPORT_FORMAT, IMPORT_TOO_LARGE, IMPORT_EMPTY.
    """
    events = _events(data, where)
    there = [name for name in _PROPERTIES if any(event.text(name) for event in events)]
    rows = ((event.row, [event.text(name) for name in there]) for event in events)
    return make_table(where, [(0, there), *rows], fmt="ics")


def calendar_items(
    data: bytes,
    where: str,
    mapping: Mapping[str, str],
    zone: str,
    today: date,
    watch: Watch = NO_WATCH,
) -> TimetableFile:
    """Read the lessons and one-off sessions of a calendar.

    Args:
        data: The file's bytes.
        where: Its name, for errors.
        mapping: Property -> GROUP or ROOM, values of TimetableField.
        zone: The school's.
        today: There.
        watch: Told how far it is.

    Raises:
        KioskError: IMPORT_FORMAT, IMPORT_TOO_LARGE, IMPORT_EMPTY, IMPORT_COLUMNS, IMPORT_STOPPED.
    """
    events = _events(data, where)
    properties = chosen_properties(mapping, _PROPERTIES, where)
    reader = _Reader(properties, ZoneInfo(zone), today, {e.text("UID"): e for e in events if _is_master(e)})
    for done, event in enumerate(events):
        watch.step(done, len(events))
        reader.take(event)
    watch.look(len(events), len(events))
    return TimetableFile(where, tuple(reader.items), reader.problems.all())


def _is_master(event: Event) -> bool:
    return event.said.get("RECURRENCE-ID") is None


def _events(data: bytes, where: str) -> list[Event]:
    from icalendar import Calendar

    text, _ = decode(data, where)
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    if any(_is_endless(line) for line in _of_zones(lines)):
        raise refused(where, "calendar-zone")
    if text.upper().count("BEGIN:") > ROWS:
        raise too_large(where, "large-rows")
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        found = [
            (event, " ".join(str(c.get(NAME, "")).split())) for c in calendars for event in c.walk("VEVENT")
        ]
    except (ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError, OSError):
        # What the library raises for damage is not one kind of error: the zone "Europe" is a folder to it.
        raise refused(where, "calendar-damaged") from None
    rows = [number for number, line in enumerate(text.splitlines(), start=1) if _BEGIN.fullmatch(line)]
    if len(rows) != len(found):
        raise refused(where, "calendar-damaged")
    return [Event(row, said, calendar) for row, (said, calendar) in zip(rows, found, strict=True)]


def _of_zones(lines: list[str]) -> Iterator[str]:
    is_inside = False
    for line in lines:
        word = line.strip().upper()
        if word == "BEGIN:VTIMEZONE":
            is_inside = True
        elif word == "END:VTIMEZONE":
            is_inside = False
        elif is_inside:
            yield line


def _is_endless(line: str) -> bool:
    """Say whether a zone's rule could keep the library busy for hours: clocks change once or twice a year."""
    return line.upper().startswith(("RRULE", "EXRULE")) and _ZONE_RULE.fullmatch(line) is None


class _Reader:
    def __init__(
        self, properties: Mapping[str, str], zone: ZoneInfo, today: date, masters: Mapping[str, Event]
    ) -> None:
        self._properties = properties
        self._zone = zone
        self._today = today
        self._masters = masters
        self.items: list[TimetableItem] = []
        self.problems = Problems()

    def take(self, event: Event) -> None:
        """Read one event."""
        broken = [name for name, _ in _errors(event.said) if name in _TIMES]
        if broken:
            self.problems.add(event.row, broken[0], "event-unreadable")
            return
        before = len(self.problems.found) + self.problems.more
        group = self._named(event, TimetableField.GROUP)
        room = self._named(event, TimetableField.ROOM) if TimetableField.ROOM in self._properties else ""
        if len(self.problems.found) + self.problems.more > before:
            return
        try:
            self.items += self._items(event, group, room)
        except EventProblem as problem:
            self.problems.add(event.row, problem.column, str(problem))

    def _named(self, event: Event, field: TimetableField) -> str:
        name = self._properties[field]
        text = event.text(name)
        if field is TimetableField.ROOM and not text:
            return ""
        return self.problems.read(event.row, name, text, cells.name_of, "")

    def _items(self, event: Event, group: str, room: str) -> list[TimetableItem]:
        is_cancelled = event.text("STATUS").upper() == "CANCELLED"
        if not _is_master(event):
            return self._moved(event, group, room, is_cancelled=is_cancelled)
        if is_cancelled:
            return []
        starts, length = self._times(event)
        if event.said.get("RDATE") is not None or event.said.get("EXRULE") is not None:
            raise EventProblem("event-rule", "RDATE" if event.said.get("RDATE") is not None else "EXRULE")
        rule = event.said.get("RRULE")
        if rule is None:
            return self._once(event.row, group, room, starts, length)
        if isinstance(rule, list):
            raise EventProblem("event-rule", "RRULE")
        lines = self._lines(event.row, group, room, starts, length, rule)
        left_out = [
            self._called_off(event.row, group, moment, length) for moment in self._left_out(event, starts)
        ]
        return [*lines, *(one for one in left_out if one.day >= self._today)]

    def _lines(
        self, row: int, group: str, room: str, starts: datetime, length: timedelta, rule: Any
    ) -> list[TimetableLine]:
        read = recurrence.read(rule)
        is_same_zone = _key(starts.tzinfo) == self._zone.key
        horizon = None if is_same_zone else max(self._today, starts.date()) + _YEAR
        lines = []
        for run in recurrence.runs(read, starts, self._zone, horizon):
            ends = (run.starts + length).astimezone(self._zone)
            if run.last is not None and run.last < self._today:
                continue
            lines.append(
                TimetableLine(
                    row,
                    group,
                    run.first.weekday(),
                    _clock(run.starts),
                    _clock(ends),
                    run.first,
                    run.last,
                    read.interval,
                    room,
                )
            )
        return lines

    def _once(
        self, row: int, group: str, room: str, starts: datetime, length: timedelta
    ) -> list[TimetableItem]:
        local = starts.astimezone(self._zone)
        ends = (starts + length).astimezone(self._zone)
        if local.date() < self._today:
            return []
        return [OneOff(row, group, local.date(), _clock(local), _clock(ends), room)]

    def _moved(self, event: Event, group: str, room: str, *, is_cancelled: bool) -> list[TimetableItem]:
        """Read a meeting of a series that differs from the others."""
        master = self._masters.get(event.text("UID"))
        said = event.said.get("RECURRENCE-ID")
        if master is None or "RANGE" in said.params or _errors(master.said):
            raise EventProblem("event-moved", "RECURRENCE-ID")
        usual, length = self._times(master)
        moment = self._aware(said.dt, usual, "RECURRENCE-ID")
        before = self._called_off(event.row, self._named(master, TimetableField.GROUP), moment, length)
        after: list[TimetableItem] = (
            [] if is_cancelled else self._once(event.row, group, room, *self._times(event))
        )
        same = after and (after[0].group, after[0].starts, after[0].ends) == (
            before.group,
            before.starts,
            before.ends,
        )
        if same and isinstance(after[0], OneOff) and after[0].day == before.day:
            return []
        return [*([before] if before.day >= self._today else []), *after]

    def _times(self, event: Event) -> tuple[datetime, timedelta]:
        """Give when an event begins, in its own zone, and how long it is. Raises EventProblem."""
        said = event.said.get("DTSTART")
        if said is None or isinstance(said, list):
            raise EventProblem("event-no-start", "DTSTART")
        starts = self._zoned(said, "DTSTART")
        end, duration = event.said.get("DTEND"), event.said.get("DURATION")
        if isinstance(end, list) or isinstance(duration, list) or (end is None and duration is None):
            raise EventProblem("event-no-end", "DTEND")
        length = self._zoned(end, "DTEND") - starts if end is not None else duration.dt
        if not isinstance(length, timedelta) or length <= timedelta(0):
            raise EventProblem("event-no-end", "DTEND")
        if length > _DAY:
            raise EventProblem("event-too-long", "DTEND")
        return starts, length

    def _zoned(self, said: Any, column: str) -> datetime:
        moment = said.dt
        if not isinstance(moment, datetime):
            raise EventProblem("event-all-day", column)
        if moment.tzinfo is None and "TZID" in said.params:
            raise EventProblem("event-zone", column)
        return self._sound(moment if moment.tzinfo is not None else moment.replace(tzinfo=self._zone), column)

    def _sound(self, moment: datetime, column: str) -> datetime:
        """Refuse years beyond those that a timetable may have: arithmetic ends at the year 9999."""
        if not FIRST_YEAR <= moment.year < LAST_YEAR:
            raise EventProblem("far-date", column)
        return moment

    def _left_out(self, event: Event, starts: datetime) -> Iterator[datetime]:
        found = event.said.get("EXDATE")
        for listed in found if isinstance(found, list) else [found] if found is not None else []:
            for one in listed.dts:
                yield self._aware(one.dt, starts, "EXDATE")

    def _aware(self, moment: object, usual: datetime, column: str) -> datetime:
        """Give a meeting's moment; one without a time, or without a zone, has its series' own."""
        if not isinstance(moment, datetime):
            if not isinstance(moment, date):
                raise EventProblem("event-unreadable", column)
            moment = datetime.combine(moment, usual.timetz())
        return self._sound(
            moment if moment.tzinfo is not None else moment.replace(tzinfo=usual.tzinfo), column
        )

    def _called_off(self, row: int, group: str, moment: datetime, length: timedelta) -> CalledOff:
        local, ends = moment.astimezone(self._zone), (moment + length).astimezone(self._zone)
        return CalledOff(row, group, local.date(), _clock(local), _clock(ends))


def _clock(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0, fold=0)


def _errors(said: Any) -> Sequence[tuple[str, str]]:
    return tuple(said.errors)


def _key(zone: tzinfo | None) -> str:
    return str(getattr(zone, "key", ""))
