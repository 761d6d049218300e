"""When a register is open, and who is late."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, SessionId
from kiosk.domain.sessions import Session

EIGHT = Instant.at(datetime(2026, 11, 23, 7, 0, tzinfo=UTC), "Europe/Berlin")


def _session(early_minutes: int = 30, late_after_minutes: int = 10) -> Session:
    ends = EIGHT.plus(timedelta(hours=1))
    return Session(SessionId("s"), ClassId("c"), EIGHT, ends, early_minutes, late_after_minutes)


@pytest.mark.parametrize(
    ("seconds", "takes", "late", "minutes"),
    [
        (-30 * 60 - 1, False, False, 0),
        (-30 * 60, True, False, 0),
        (0, True, False, 0),
        (600, True, False, 0),
        (601, True, True, 10),
        (3599, True, True, 59),
        (3600, False, True, 60),
    ],
)
def test_the_edges_of_a_session(seconds: int, takes: bool, late: bool, minutes: int) -> None:
    session, now = _session(), EIGHT.plus(timedelta(seconds=seconds))
    assert (session.takes_marks(now), session.is_late(now), session.minutes_late(now)) == (
        takes,
        late,
        minutes,
    )


@pytest.mark.parametrize("changes", [{"early_minutes": -1}, {"late_after_minutes": -1}])
def test_negative_minutes_are_refused(changes: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="negative"):
        _session(**changes)


def test_it_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="ends after"):
        Session(SessionId("s"), ClassId("c"), EIGHT, EIGHT)
