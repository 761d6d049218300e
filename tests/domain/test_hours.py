"""When the kiosk rests, over days, zones, summer time and clocks that were set."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.clock import Instant
from kiosk.domain.hours import Rest, hours, rest_at
from kiosk.domain.ids import ClassId, SessionId
from kiosk.domain.sessions import Session

BERLIN, AUCKLAND, LORD_HOWE, RIYADH = (
    "Europe/Berlin",
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "Asia/Riyadh",
)


def _at(text: str, zone: str = BERLIN) -> Instant:
    return Instant.at(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)), zone)


def _session(starts: str, ends: str, zone: str = BERLIN, **more: object) -> Session:
    return Session(SessionId(starts), ClassId("c"), _at(starts, zone), _at(ends, zone), **more)  # type: ignore[arg-type]


def _local(rest: Rest | None) -> str | None:
    """Say "awake" as None, a rest by the wall clock of its end."""
    if rest is None:
        return None
    return "for good" if rest.until is None else rest.until.local.strftime("%a %H:%M")


MONDAY = (
    _session("2026-11-23 09:00", "2026-11-23 09:45"),
    _session("2026-11-23 08:00", "2026-11-23 08:45", early_minutes=20),
    _session("2026-11-23 14:00", "2026-11-23 15:00"),
)
TUESDAY = (_session("2026-11-24 10:00", "2026-11-24 11:00"),)
NIGHT = (_session("2026-11-23 22:00", "2026-11-24 06:00"),)


@pytest.mark.parametrize(
    ("sessions", "now", "rests"),
    [
        (MONDAY, "2026-11-22 12:00:00", "Mon 07:25"),
        (MONDAY, "2026-11-23 00:00:00", "Mon 07:25"),
        (MONDAY, "2026-11-23 07:24:59", "Mon 07:25"),
        (MONDAY, "2026-11-23 07:25:00", None),
        (MONDAY, "2026-11-23 12:00:00", None),
        (MONDAY, "2026-11-23 15:14:59", None),
        (MONDAY, "2026-11-23 15:15:00", "for good"),
        (MONDAY + TUESDAY, "2026-11-23 15:15:00", "Tue 09:15"),
        (MONDAY[::-1] + TUESDAY, "2026-11-23 23:59:59", "Tue 09:15"),
        (NIGHT, "2026-11-24 02:00:00", None),
        (NIGHT, "2026-11-24 06:15:00", "for good"),
        (NIGHT + TUESDAY, "2026-11-24 06:15:00", "Tue 09:15"),
        (NIGHT + MONDAY, "2026-11-23 18:00:00", None),
        ((), "2026-11-23 12:00:00", "for good"),
    ],
)
def test_it_rests_before_the_first_and_after_the_last_session_of_a_day(
    sessions: tuple[Session, ...], now: str, rests: str | None
) -> None:
    assert _local(rest_at(hours(sessions, 15), _at(now))) == rests


@pytest.mark.parametrize(
    ("more", "awake_until"),
    [
        ({}, "15:15"),
        ({"closed": _at("2026-11-23 14:20")}, "14:35"),
        ({"closed": _at("2026-11-23 18:00")}, "15:15"),
        ({"has_departures": True}, "16:15"),
        ({"has_departures": True, "closed": _at("2026-11-23 14:20")}, "14:35"),
        ({"closes_after_minutes": 5}, "15:15"),
    ],
)
def test_it_stays_awake_as_long_as_the_door_may_have_to_write(
    more: dict[str, object], awake_until: str
) -> None:
    (found,) = hours((_session("2026-11-23 14:00", "2026-11-23 15:00", BERLIN, **more),), 15)
    assert found.ends.local.strftime("%H:%M") == awake_until


def test_a_day_that_was_called_off_is_a_day_without_sessions() -> None:
    off = _session("2026-11-23 08:00", "2026-11-23 08:45", cancelled=_at("2026-11-22 20:00"))
    assert _local(rest_at(hours((off, *TUESDAY), 15), _at("2026-11-23 08:00"))) == "Tue 09:15"


@pytest.mark.parametrize("before", [0, 15, 240])
def test_it_wakes_as_long_before_as_the_school_says(before: int) -> None:
    (found,) = hours(TUESDAY, before)
    assert found.begins == TUESDAY[0].starts.plus(timedelta(minutes=-30 - before))


@pytest.mark.parametrize(
    ("zone", "night", "starts", "wakes_at"),
    [
        (BERLIN, "2026-03-28 22:00", "2026-03-29 03:30", "01:45"),
        (BERLIN, "2026-10-24 22:00", "2026-10-25 08:00", "07:15"),
        (AUCKLAND, "2026-09-26 22:00", "2026-09-27 08:00", "07:15"),
        (LORD_HOWE, "2026-10-03 22:00", "2026-10-04 08:00", "07:15"),
        (RIYADH, "2026-10-24 22:00", "2026-10-25 08:00", "07:15"),
    ],
)
def test_a_night_of_summer_time_moves_nothing(zone: str, night: str, starts: str, wakes_at: str) -> None:
    """The wake is 45 minutes of real time before the first session, whatever the wall clock does."""
    session = _session(starts, starts[:11] + "12:00", zone)
    rest = rest_at(hours((session,), 15), _at(night, zone))
    assert rest is not None
    assert rest.until is not None
    assert session.starts.utc - rest.until.utc == timedelta(minutes=45)
    assert rest.until.local.strftime("%H:%M") == wakes_at


def test_a_clock_that_was_set_leaves_nothing_behind() -> None:
    """Each moment is answered by itself: forward over the day, back into it, and back before it."""
    awake = hours(MONDAY + TUESDAY, 15)
    steps = ("2026-11-23 12:00", "2027-01-01 00:00", "2026-11-23 12:00", "2026-11-20 12:00")
    assert [_local(rest_at(awake, _at(now))) for now in steps] == [None, "for good", None, "Mon 07:25"]


@given(
    starts=st.lists(st.integers(0, 7 * 24 * 60), min_size=1, max_size=6),
    minutes=st.integers(1, 600),
    ask=st.integers(-300, 8 * 24 * 60),
    before=st.integers(0, 240),
)
def test_it_never_rests_while_a_register_takes_marks(
    starts: list[int], minutes: int, ask: int, before: int
) -> None:
    week = _at("2026-10-19 00:00")
    sessions = [
        Session(
            SessionId(f"{start}"),
            ClassId("c"),
            week.plus(timedelta(minutes=start)),
            week.plus(timedelta(minutes=start + minutes)),
        )
        for start in starts
    ]
    now = week.plus(timedelta(minutes=ask))
    rest = rest_at(hours(sessions, before), now)
    if any(session.takes_marks(now) for session in sessions):
        assert rest is None
    if rest is not None and rest.until is not None:
        assert rest.until.utc > now.utc
        assert rest_at(hours(sessions, before), rest.until) is None
