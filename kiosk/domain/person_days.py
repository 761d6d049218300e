"""One person's sessions added up, and the days that count as their term."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.domain.marks import MarkState
from kiosk.domain.registers import PersonDay
from kiosk.domain.timetable import Span

_ATTENDED = frozenset({MarkState.PRESENT, MarkState.LATE, MarkState.LEFT_EARLY})
_COUNTED = _ATTENDED | {MarkState.ABSENT, MarkState.EXCUSED}
_WITHOUT_TERM = timedelta(weeks=13)
"""Looked back so far where the school has written down no terms."""


@dataclass(frozen=True, slots=True)
class DaySum:
    """What a person's sessions come to, by their states.

    Attributes:
        expected: Sessions that count: all but unmarked and not required.
        attended: Present, late, or left early.
        late: How many of them late.
        late_minutes: Together.
        absent: Without leave.
        excused: With leave.
    """

    expected: int
    attended: int
    late: int
    late_minutes: int
    absent: int
    excused: int

    @property
    def percent(self) -> float | None:
        """Attended of expected, 0 to 100; None where nothing was expected."""
        return 100.0 * self.attended / self.expected if self.expected else None


def add_up(days: Iterable[PersonDay]) -> DaySum:
    """Add up a person's sessions."""
    days = tuple(days)
    states = [each.state for each in days]
    return DaySum(
        expected=sum(state in _COUNTED for state in states),
        attended=sum(state in _ATTENDED for state in states),
        late=states.count(MarkState.LATE),
        late_minutes=sum(each.minutes_late for each in days if each.state is MarkState.LATE),
        absent=states.count(MarkState.ABSENT),
        excused=states.count(MarkState.EXCUSED),
    )


def term_of(terms: Sequence[Span], today: date) -> Span:
    """Give the term that `today` is in, else the last one that began, else the 13 weeks up to today."""
    begun = [term for term in terms if term.first <= today]
    if begun:
        return max(begun, key=lambda term: term.first)
    return Span("", "", today - _WITHOUT_TERM, today)
