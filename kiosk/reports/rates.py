"""Rates of attendance: by person, group, weekday and session, with late minutes, trend and heat map.

What each figure means is said in docs/reports.md, for whoever has to answer for it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from kiosk.domain.facts import COUNTED, Facts
from kiosk.domain.marks import MarkState

if TYPE_CHECKING:
    import pandas as pd

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SUMS: Final = ("expected", "attended", "late", "late_minutes", "absent", "excused")
_NEVER: Final = 1 << 62
"""Later than every moment, in microseconds."""


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


def rates(facts: Facts) -> Report:
    """Count.

    Every counted line is attended, absent or excused, and exactly one of them: a line whose code says that it
    does not count as attending, whatever its state, is an absence without leave unless its state is excused.

    Args:
        facts: Of any days; half a million lines take about a second.
    """
    lines = _counted(facts)
    by_session = lines.groupby("session")[list(_SUMS)].sum()
    sessions = _sessions(facts).join(by_session, how="inner")
    names = {str(one): name for one, name in facts.groups.items()}
    return Report(
        facts.first,
        facts.last,
        _rate("all", "", sessions[list(_SUMS)].sum()),
        _people(facts, lines),
        tuple(sorted(_by(sessions, "group", lambda key: names.get(key, "")), key=_by_label)),
        _by(sessions, "weekday", lambda key: WEEKDAYS[int(key)]),
        _by(sessions, "time", str),
        _by(sessions, "week", lambda key: f"{date.fromisoformat(key):%G-W%V}"),
        _by(sessions, "day", str),
        _unmarked(facts),
    )


def _counted(facts: Facts) -> "pd.DataFrame":
    """Give a row of zeros and ones for each line that counts."""
    import pandas as pd

    numbers = {state: number for number, state in enumerate(COUNTED)}
    states, attends = facts.line_states, facts.line_attends == 1
    is_late = attends & (states == numbers[MarkState.LATE])
    is_excused = ~attends & (states == numbers[MarkState.EXCUSED])
    frame = pd.DataFrame(
        {
            "session": facts.line_sessions,
            "person": facts.line_people,
            "expected": 1,
            "attended": attends.astype("int64"),
            "late": is_late.astype("int64"),
            "late_minutes": facts.line_minutes * is_late,
            "absent": (~attends & ~is_excused).astype("int64"),
            "excused": is_excused.astype("int64"),
        }
    )
    return frame[states >= 0]


def _sessions(facts: Facts) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(
        {
            "group": [str(one.class_id) for one in facts.sessions],
            "weekday": [str(one.day.weekday()) for one in facts.sessions],
            "time": [one.time for one in facts.sessions],
            "week": [(one.day - timedelta(days=one.day.weekday())).isoformat() for one in facts.sessions],
            "day": [one.day.isoformat() for one in facts.sessions],
        }
    )


def _people(facts: Facts, lines: "pd.DataFrame") -> tuple[Rate, ...]:
    sums = lines.groupby("person")[list(_SUMS)].sum()
    made = (
        Rate(str(facts.people[place].id), facts.people[place].label, *values)
        for place, *values in sums.itertuples()
        if facts.people[place].label
    )
    return tuple(sorted(made, key=lambda rate: (rate.percent, rate.label, rate.key)))


def _by(sessions: "pd.DataFrame", column: str, label: Callable[[str], str]) -> tuple[Rate, ...]:
    sums = sessions.groupby(column)[list(_SUMS)].sum().sort_index()
    return tuple(Rate(key, label(key), *values) for key, *values in sums.itertuples())


def _rate(key: str, label: str, sums: Iterable[int]) -> Rate:
    return Rate(key, label, *(int(value) for value in sums))


def _by_label(rate: Rate) -> tuple[str, str]:
    return rate.label, rate.key


def _unmarked(facts: Facts) -> int:
    """Count who was on the list of a session that is over, and has no line there that says anything."""
    import numpy as np
    import pandas as pd

    groups = {group: place for place, group in enumerate(facts.groups)}
    past = pd.DataFrame(
        [(at, groups[s.class_id], s.starts, s.ends) for at, s in enumerate(facts.sessions) if s.is_past],
        columns=["session", "group", "starts", "ends"],
        dtype="int64",
    )
    places = {person.id: place for place, person in enumerate(facts.people)}
    lists = pd.DataFrame(
        [
            (groups[one.class_id], places[one.person], one.joined, _NEVER if one.left is None else one.left)
            for one in facts.lists
            if one.person in places
        ],
        columns=["group", "person", "joined", "left"],
        dtype="int64",
    )
    pairs = past.merge(lists, on="group")
    pairs = pairs[(pairs["joined"] < pairs["ends"]) & (pairs["left"] > pairs["starts"])]
    many = len(facts.people) or 1
    expected = (pairs["session"] * many + pairs["person"]).drop_duplicates()
    said = facts.line_sessions * many + facts.line_people
    return int((~np.isin(expected.to_numpy(), said)).sum())
