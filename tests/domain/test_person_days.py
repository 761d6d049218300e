"""One person's sessions added up, and which days are their term."""

from datetime import UTC, date, datetime

import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.ids import SessionId
from kiosk.domain.marks import MarkState
from kiosk.domain.person_days import DaySum, add_up, term_of
from kiosk.domain.registers import PersonDay
from kiosk.domain.timetable import Span

DAY = date(2026, 11, 23)
AT = Instant.at(datetime(2026, 11, 23, 7, 0, tzinfo=UTC), "Europe/Berlin")


def day(state: MarkState, late: int = 0) -> PersonDay:
    return PersonDay(DAY, SessionId("s"), "7b", AT, state, late, "")


def test_each_state_counts_where_it_belongs() -> None:
    found = add_up([day(state, 7 if state is MarkState.LATE else 0) for state in MarkState])
    assert found == DaySum(expected=5, attended=3, late=1, late_minutes=7, absent=1, excused=1)
    assert found.percent == pytest.approx(60.0)


def test_nothing_expected_is_no_rate() -> None:
    assert add_up([day(MarkState.UNMARKED), day(MarkState.NOT_REQUIRED)]).percent is None


AUTUMN = Span("a", "Autumn", date(2026, 9, 1), date(2026, 12, 18))
SPRING = Span("b", "Spring", date(2027, 1, 7), date(2027, 4, 1))


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 9, 1), AUTUMN.first),
        (date(2026, 12, 24), AUTUMN.first),
        (date(2027, 1, 7), SPRING.first),
        (date(2027, 8, 1), SPRING.first),
        (date(2026, 8, 31), date(2026, 6, 1)),
    ],
)
def test_the_term_is_the_one_that_began_last(today: date, first: date) -> None:
    assert term_of([SPRING, AUTUMN], today).first == first
