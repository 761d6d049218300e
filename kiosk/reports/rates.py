"""Rates of attendance: by person, group, weekday and session, with late minutes, trend and heat map."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Rate:
    """One line of a table of rates.

    Attributes:
        key: An id, or a weekday's number.
        label: What is shown; the school's number goes before a person's name.
        expected: Lines that count: all but unmarked, not required and those of cancelled sessions.
        attended: Present, late, left early, and codes that count as attending.
        late: How many of them were late.
        late_minutes: Their minutes together.
        absent: Without leave.
        excused: With leave.
    """

    key: str
    label: str
    expected: int
    attended: int
    late: int
    late_minutes: int
    absent: int
    excused: int

    @property
    def percent(self) -> float:
        """Attended of expected, 0 to 100; 100 where nothing was expected."""
        return 100.0 * self.attended / self.expected if self.expected else 100.0


@dataclass(frozen=True, slots=True)
class Report:
    """What the report shows, each as a table that a chart is drawn from.

    Attributes:
        first: The first day.
        last: The last day.
        total: All lines together.
        people: One a person, the lowest rate first.
        groups: One a group, by name.
        weekdays: One a weekday that has any, Monday first.
        sessions: One a time of day, such as "08:00", by time.
        trend: One a week, keyed by its Monday in ISO form.
        days: One a day, keyed by the day in ISO form: the heat map.
        unmarked: Lines of past sessions that nobody marked or closed.
    """

    first: date
    last: date
    total: Rate
    people: tuple[Rate, ...]
    groups: tuple[Rate, ...]
    weekdays: tuple[Rate, ...]
    sessions: tuple[Rate, ...]
    trend: tuple[Rate, ...]
    days: tuple[Rate, ...]
    unmarked: int = 0
