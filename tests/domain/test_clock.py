"""Moments keep the wall clock they were read from."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.clock import Instant

_moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone
_zones = st.sampled_from(["Europe/Berlin", "Asia/Riyadh", "Asia/Kathmandu", "America/St_Johns", "UTC"])


@given(_moments, _zones)
def test_it_reads_back_what_it_wrote(moment: datetime, zone: str) -> None:
    made = Instant.at(moment, zone)
    assert Instant.parse(made.utc_text, made.zone, made.offset_minutes) == made


@given(_moments, _moments)
def test_its_text_sorts_as_its_time(first: datetime, second: datetime) -> None:
    a, b = Instant.at(first, "UTC"), Instant.at(second, "UTC")
    assert (a.utc_text < b.utc_text) == (first < second)


@pytest.mark.parametrize(
    ("utc", "zone", "local"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/Berlin", "2026-10-25T02:30:00+02:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Berlin", "2026-10-25T02:30:00+01:00"),
        (datetime(2026, 11, 22, 22, 0, tzinfo=UTC), "Asia/Riyadh", "2026-11-23T01:00:00+03:00"),
        (datetime(2026, 11, 22, 22, 0, tzinfo=UTC), "Asia/Kathmandu", "2026-11-23T03:45:00+05:45"),
    ],
)
def test_local_time_over_summer_time_and_odd_offsets(utc: datetime, zone: str, local: str) -> None:
    made = Instant.at(utc, zone)
    assert made.local.isoformat() == local
    assert made.local_date.isoformat() == local[:10]


def test_naive_or_foreign_times_are_refused() -> None:
    with pytest.raises(ValueError, match="UTC"):
        Instant(datetime(2026, 1, 1), "UTC", 0)  # noqa: DTZ001 - what is refused
    with pytest.raises(ValueError, match="aware"):
        Instant.at(datetime(2026, 1, 1), "UTC")  # noqa: DTZ001 - what is refused


def test_a_day_later_over_the_change_has_the_new_offset() -> None:
    before = Instant.at(datetime(2026, 10, 24, 10, tzinfo=UTC), "Europe/Berlin")
    after = before.plus(timedelta(days=1))
    assert (before.offset_minutes, after.offset_minutes) == (120, 60)
    assert after.minutes_since(before) == 24 * 60
