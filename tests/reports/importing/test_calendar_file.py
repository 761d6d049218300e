"""iCalendar: weekly rules as lessons, dates left out, single events, other zones."""

from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.importing import CalledOff, OneOff, Problem, TimetableItem, TimetableLine
from kiosk.errors import Code, KioskError
from kiosk.reports.importing import calendar_file
from tests.reports.importing.files import TODAY, ZONE, calendar, event, week_of

MAPPING = {"SUMMARY": "group", "LOCATION": "room"}
ROW = 4
"""The line at which the first event begins."""


def items(*events: str, zone: str = ZONE, today: date = TODAY, before: str = "") -> tuple[TimetableItem, ...]:
    data = calendar(*events, before=before).encode()
    found = calendar_file.calendar_items(data, "x.ics", MAPPING, zone, today)
    assert found.problems == ()
    return found.items


def lesson(weekday: int, first: date, last: date | None, every: int = 1) -> TimetableLine:
    return TimetableLine(ROW, "7b", weekday, time(8), time(9), first, last, every)


def test_a_file_is_read_with_its_guessed_columns(tmp_path: Path) -> None:
    found = week_of(tmp_path / "w.ics", calendar(event("LOCATION:12", "RRULE:FREQ=WEEKLY")).encode())
    assert found.items == (TimetableLine(ROW, "7b", 0, time(8), time(9), date(2026, 11, 23), None, 1, "12"),)


@pytest.mark.parametrize(
    ("rule", "lessons"),
    [
        ("FREQ=WEEKLY", [lesson(0, date(2026, 11, 23), None)]),
        ("FREQ=WEEKLY;COUNT=3", [lesson(0, date(2026, 11, 23), date(2026, 12, 7))]),
        ("FREQ=WEEKLY;UNTIL=20261207T070000Z", [lesson(0, date(2026, 11, 23), date(2026, 12, 7))]),
        ("FREQ=WEEKLY;UNTIL=20261207T065959Z", [lesson(0, date(2026, 11, 23), date(2026, 11, 30))]),
        ("FREQ=WEEKLY;UNTIL=20261207", [lesson(0, date(2026, 11, 23), date(2026, 12, 7))]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", [lesson(0, date(2026, 11, 23), date(2026, 12, 21), 2)]),
        (
            "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3",
            [
                lesson(0, date(2026, 11, 23), date(2026, 11, 30)),
                lesson(2, date(2026, 11, 25), date(2026, 11, 25)),
            ],
        ),
        ("FREQ=WEEKLY;BYDAY=WE", [lesson(2, date(2026, 11, 25), None)]),
        # Weeks from Monday: the Sunday after belongs to the first week; weeks from Sunday: to the next one.
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;COUNT=2", [lesson(6, date(2026, 11, 29), date(2026, 12, 13), 2)]),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU;COUNT=2",
            [lesson(6, date(2026, 12, 6), date(2026, 12, 20), 2)],
        ),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU", [lesson(6, date(2026, 12, 6), None, 2)]),
    ],
)
def test_weekly_rules(rule: str, lessons: list[TimetableLine]) -> None:
    assert list(items(event(f"RRULE:{rule}"))) == lessons


def test_a_night_shift_ends_on_the_next_day() -> None:
    found = items(event("RRULE:FREQ=WEEKLY", start="20261123T220000", end="20261124T060000"))
    assert found == (TimetableLine(ROW, "7b", 0, time(22), time(6), date(2026, 11, 23)),)


def test_another_zones_lesson_is_parted_where_only_one_of_the_two_changes_its_clocks() -> None:
    """09:00 in New York is 15:00 in Berlin, and 14:00 for the weeks between the two changes of March."""
    found = items(
        event(
            "RRULE:FREQ=WEEKLY;UNTIL=20270412T235959Z",
            zone="America/New_York",
            start="20270301T090000",
            end="20270301T100000",
        )
    )
    assert found == (
        TimetableLine(ROW, "7b", 0, time(15), time(16), date(2027, 3, 1), date(2027, 3, 8)),
        TimetableLine(ROW, "7b", 0, time(15), time(16), date(2027, 3, 29), date(2027, 4, 12)),
        TimetableLine(ROW, "7b", 0, time(14), time(15), date(2027, 3, 15), date(2027, 3, 22)),
    )


def test_another_zones_lesson_may_be_on_another_day() -> None:
    found = items(
        event(
            "RRULE:FREQ=WEEKLY;COUNT=2",
            zone="Pacific/Auckland",
            start="20261124T080000",
            end="20261124T090000",
        )
    )
    assert found == (TimetableLine(ROW, "7b", 0, time(20), time(21), date(2026, 11, 23), date(2026, 11, 30)),)


def test_an_endless_rule_of_another_zone_is_read_for_a_year() -> None:
    found = items(
        event("RRULE:FREQ=WEEKLY", zone="Asia/Riyadh", start="20261123T100000", end="20261123T110000")
    )
    lessons = [item for item in found if isinstance(item, TimetableLine)]
    assert [(one.starts, one.first.month if one.first else 0) for one in lessons] == [
        (time(8), 11),
        (time(8), 11),
        (time(9), 3),
    ]
    assert max(one.last for one in lessons if one.last is not None) == date(2027, 11, 22)


def test_outlooks_names_and_zones_of_the_files_own_are_understood() -> None:
    own = "\n".join(
        (
            "BEGIN:VTIMEZONE",
            "TZID:Hilltop",
            "BEGIN:STANDARD",
            "DTSTART:16010101T000000",
            "TZOFFSETFROM:+0300",
            "TZOFFSETTO:+0300",
            "END:STANDARD",
            "END:VTIMEZONE\n",
        )
    )
    riyadh = {"start": "20261124T100000", "end": "20261124T110000"}
    found = items(
        event(zone="W. Europe Standard Time"), event(zone="Hilltop", **riyadh), event(**riyadh), before=own
    )
    times = [(item.day.day, item.starts) for item in found if isinstance(item, OneOff)]
    assert times == [(23, time(8)), (24, time(8)), (24, time(10))]


def test_single_events_and_what_is_over() -> None:
    yesterday = event(start="20261122T080000", end="20261122T090000")
    ended = event("RRULE:FREQ=WEEKLY;UNTIL=20261101", start="20260901T080000", end="20260901T090000")
    found = items(event("LOCATION:Hall", group="Fair"), yesterday, ended, event("STATUS:CANCELLED"))
    assert found == (OneOff(ROW, "Fair", date(2026, 11, 23), time(8), time(9), "Hall"),)


def test_times_without_a_zone_are_the_schools() -> None:
    told = "SUMMARY:7b\nDTSTART:20261123T080000\nDURATION:PT45M"
    assert items(told) == (OneOff(ROW, "7b", date(2026, 11, 23), time(8), time(8, 45)),)


def test_dates_left_out_are_called_off() -> None:
    found = items(
        event(
            "RRULE:FREQ=WEEKLY",
            f"EXDATE;TZID={ZONE}:20261130T080000,20261207T080000",
            "EXDATE;VALUE=DATE:20261214",
            f"EXDATE;TZID={ZONE}:20261116T080000",
        )
    )
    assert [item.day.isoformat() for item in found if isinstance(item, CalledOff)] == [
        "2026-11-30",
        "2026-12-07",
        "2026-12-14",
    ]
    assert CalledOff(ROW, "7b", date(2026, 11, 30), time(8), time(9)) in found


def series(*moved: str) -> str:
    """Give a calendar with a series and meetings of it that differ."""
    text = calendar(event("RRULE:FREQ=WEEKLY"), *moved)
    return text.replace("UID:1\r\n", "UID:0\r\n")


@pytest.mark.parametrize(
    ("moved", "wanted"),
    [
        (
            event(
                f"RECURRENCE-ID;TZID={ZONE}:20261130T080000", start="20261201T100000", end="20261201T110000"
            ),
            [
                CalledOff(11, "7b", date(2026, 11, 30), time(8), time(9)),
                OneOff(11, "7b", date(2026, 12, 1), time(10), time(11)),
            ],
        ),
        (
            event(f"RECURRENCE-ID;TZID={ZONE}:20261130T080000", "STATUS:CANCELLED"),
            [CalledOff(11, "7b", date(2026, 11, 30), time(8), time(9))],
        ),
        (
            event(
                f"RECURRENCE-ID;TZID={ZONE}:20261130T080000", start="20261130T080000", end="20261130T090000"
            ),
            [],
        ),
    ],
)
def test_a_meeting_of_a_series_that_differs(moved: str, wanted: list[TimetableItem]) -> None:
    found = calendar_file.calendar_items(series(moved).encode(), "x.ics", MAPPING, ZONE, TODAY)
    assert (found.problems, list(found.items[1:])) == ((), wanted)


@pytest.mark.parametrize(
    ("said", "column", "reason"),
    [
        (event("RRULE:FREQ=DAILY"), "RRULE", "event-rule"),
        (event("RRULE:FREQ=MONTHLY;BYDAY=1MO"), "RRULE", "event-rule"),
        (event("RRULE:FREQ=WEEKLY;INTERVAL=3"), "RRULE", "event-rule"),
        (event("RRULE:FREQ=WEEKLY;BYDAY=1MO"), "RRULE", "event-rule"),
        (event("RRULE:FREQ=WEEKLY;BYMONTH=9"), "RRULE", "event-rule"),
        (event("RRULE:FREQ=WEEKLY;COUNT=0"), "RRULE", "event-rule"),
        (event("RRULE:FREQ=WEEKLY", "RRULE:FREQ=WEEKLY"), "RRULE", "event-rule"),
        (event("RRULE:FREQ=WEEKLY;COUNT=1000"), "RRULE", "far-date"),
        (event("RRULE:FREQ=WEEKLY;BYDAY=XX"), "RRULE", "event-unreadable"),
        (event(f"RDATE;TZID={ZONE}:20261130T080000"), "RDATE", "event-rule"),
        ("SUMMARY:7b\nDTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261124", "DTSTART", "event-all-day"),
        ("SUMMARY:7b\nDTSTART:20261123T080000", "DTEND", "event-no-end"),
        ("SUMMARY:7b\nDTEND:20261123T080000", "DTSTART", "event-no-start"),
        ("SUMMARY:7b\nDTSTART:tomorrow\nDTEND:20261123T090000", "DTSTART", "event-unreadable"),
        (event(end="20261123T070000"), "DTEND", "event-no-end"),
        (event(end="20261125T070000"), "DTEND", "event-too-long"),
        (event(start="99991231T230000", end="99991231T235900"), "DTSTART", "far-date"),
        (event(zone="Nowhere/Else"), "DTSTART", "event-zone"),
        (event("RECURRENCE-ID:20261130T070000Z"), "RECURRENCE-ID", "event-moved"),
        (event(group=""), "SUMMARY", "empty"),
    ],
)
def test_problems_name_the_line_and_the_property(said: str, column: str, reason: str) -> None:
    data = calendar(said).encode()
    found = calendar_file.calendar_items(data, "x.ics", MAPPING, ZONE, TODAY)
    assert found.problems == (Problem(ROW, column, reason),)
    assert found.items == ()


def test_a_zone_whose_clocks_change_each_second_is_refused() -> None:
    """Working out its offset would take hours."""
    own = "\n".join(
        (
            "BEGIN:VTIMEZONE", "TZID:Trap", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0300",
            "TZOFFSETTO:+0200", "RRULE:FREQ=SEC", " ONDLY", "END:STANDARD", "END:VTIMEZONE\n",
        )
    )  # fmt: skip
    with pytest.raises(KioskError) as raised:
        items(event(zone="Trap"), before=own)
    assert (raised.value.code, raised.value.detail) == (Code.IMPORT_FORMAT, "calendar-zone")


def test_the_schools_zone_decides() -> None:
    assert ZoneInfo("Asia/Riyadh").key == "Asia/Riyadh"
    found = items(event(), zone="Asia/Riyadh")
    assert [(item.starts, item.ends) for item in found] == [(time(10), time(11))]


def test_a_part_of_the_world_is_no_zone() -> None:
    """Found by chance: the zone "Europe" is a folder of the zones' files, and opening it was not expected."""
    data = calendar(event("DTSTART;TZID=Europe:20261123T080000")).encode()
    with pytest.raises(KioskError) as raised:
        calendar_file.calendar_items(data, "x.ics", MAPPING, ZONE, TODAY)
    assert (raised.value.code, raised.value.detail) == (Code.IMPORT_FORMAT, "calendar-damaged")
