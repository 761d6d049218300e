"""Rates for windows: a term's report that was made up, and nothing behind it."""

from datetime import date, timedelta
from random import Random

from kiosk.reports.rates import Rate, Report
from tests.fakes_desk import FakeDesk

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_HOURS = ("08:00", "09:45", "11:30", "13:30")


def a_report(
    desk: FakeDesk, first: date = date(2026, 9, 7), last: date = date(2026, 11, 27), *, people: int = 0
) -> Report:
    """A term of a school whose Mondays and last hours are worse than the rest; the same at every call.

    Args:
        desk: Whose people and classes.
        first: The first day.
        last: The last one.
        people: So many lines by person, their names repeated with other numbers; 0 for the desk's own.
    """
    random = Random(5)
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    days = [day for day in days if day.weekday() < len(_WEEKDAYS)]
    mondays = sorted({day - timedelta(days=day.weekday()) for day in days})
    own = [one.person for one in desk.people_]
    labels = [
        (f"{one.id}-{at}" if at >= len(own) else str(one.id), f"{1000 + at} {one.name}")
        for at, one in ((at, own[at % len(own)]) for at in range(people or len(own)))
    ]
    by_person = [_rate(random, key, label, 60) for key, label in labels]
    return Report(
        first,
        last,
        _rate(random, "all", "", 60 * len(labels)),
        tuple(sorted(by_person, key=lambda rate: (rate.percent, rate.label))),
        tuple(_rate(random, str(one.id), one.name, 600) for one in desk.classes_),
        tuple(_rate(random, str(at), name, 300, at == 0) for at, name in enumerate(_WEEKDAYS)),
        tuple(_rate(random, hour, hour, 400, hour == _HOURS[-1]) for hour in _HOURS),
        tuple(_rate(random, day.isoformat(), f"{day:%G-W%V}", 120) for day in mondays),
        tuple(_rate(random, day.isoformat(), day.isoformat(), 24, day.weekday() == 0) for day in days),
        unmarked=17,
    )


def _rate(random: Random, key: str, label: str, expected: int, is_worse: bool = False) -> Rate:
    """One line that adds up: attended, absent and excused are all that was expected."""
    missed = round(expected * random.uniform(0.02, 0.12) * (2 if is_worse else 1))
    excused = missed // 3
    late = round((expected - missed) * random.uniform(0.0, 0.1))
    attended = expected - missed
    return Rate(key, label, expected, attended, late, late * 9, missed - excused, excused)
