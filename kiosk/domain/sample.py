"""A school that does not exist, for trials and measurements: people, groups, and a term of attendance.

Everything follows from a seed, but for the random ids. Names are put together from lists of given and family
names in two scripts, and stand for nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.marks import MarkState

PEOPLE_A_GROUP: Final = 25
ASSEMBLY_PEOPLE: Final = 2_000
"""At most so many are on the list of the group that meets together."""
FIRST_NUMBER: Final = 10_001
WEEKDAYS: Final = 5
STATES: Final = (MarkState.PRESENT, MarkState.LATE, MarkState.ABSENT, MarkState.EXCUSED)
"""What the numbers of `attendance` stand for."""

_GIVEN: Final = (
    "Amina", "Bruno", "Chiara", "Daniel", "Elif", "Fatma", "Gustav", "Hanna", "Ilya", "Jonas", "Katya", "Leo",
    "Mira", "Nils", "Olga", "Paul", "Rosa", "Samuel", "Tara", "Uma", "Vera", "Wanda", "Yara", "Zoë",
    "آدم", "إيمان", "بسمة", "تامر", "جميلة", "حسن", "خالد", "دانة", "رنا", "زياد", "سلمى", "شادي",
    "طارق", "عائشة", "فارس", "كريم", "لبنى", "منى", "نور", "هالة", "يحيى", "يسرى",
)  # fmt: skip
_FAMILY: Final = (
    "Adeyemi", "Bergström", "Castellano", "Dvořák", "Eriksen", "Fontaine", "García", "Horvat", "Ivanova",
    "Jansen", "Kowalczyk", "Lindqvist", "Moreau", "Nguyen", "Okafor", "Papadakis", "Quispe", "Rossi",
    "Svensson", "Tanaka", "Urban", "Vogel", "Weiss", "Yılmaz", "Ziegler",
    "الأحمد", "البغدادي", "التونسي", "الجزائري", "الحداد", "الخطيب", "الدمشقي", "الراوي", "السعدي", "الشامي",
    "الطائي", "العلي", "الفاسي", "القاسم", "الكردي", "اللبناني", "المصري", "النجار", "الهاشمي", "اليوسف",
)  # fmt: skip
_ARABIC: Final = "\u0600"
_YEARS: Final = 12
# Of all days: about 5 in 100 absent and 4 in 100 late, as schools publish; one person in fifty is away often.
_ABSENT: Final = (1.2, 24.0)
_LATE: Final = (1.2, 28.0)
_OFTEN_AWAY: Final = 0.02
_AWAY_RATE: Final = 0.2
_STAYS_AWAY: Final = 0.45
"""How likely an absence goes on the next day."""
_WITH_LEAVE: Final = 0.6
_LONGEST_LATE: Final = 40
_USUAL_LATE: Final = 8.0
_LATE_AFTER: Final = 10


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody who does not exist.

    Attributes:
        number: Their school number.
        name: Put together.
        group: Which group, from 0.
    """

    number: str
    name: str
    group: int


@dataclass(frozen=True, slots=True, eq=False)
class Attendance:
    """What a term came to.

    Attributes:
        states: Shape (people, days), uint8: places in STATES.
        minutes: Shape (people, days), int16: whole minutes from the start to the arrival; before it negative.
    """

    states: NDArray[np.uint8]
    minutes: NDArray[np.int16]


def people(count: int, seed: int) -> Iterator[SamplePerson]:
    """Make people; given and family name are of one script."""
    rng = np.random.default_rng(seed)
    given = (tuple(n for n in _GIVEN if n < _ARABIC), tuple(n for n in _GIVEN if n >= _ARABIC))
    family = (tuple(n for n in _FAMILY if n < _ARABIC), tuple(n for n in _FAMILY if n >= _ARABIC))
    for place in range(count):
        script = int(rng.random() < 0.5)
        first = given[script][int(rng.integers(len(given[script])))]
        last = family[script][int(rng.integers(len(family[script])))]
        yield SamplePerson(str(FIRST_NUMBER + place), f"{first} {last}", place // PEOPLE_A_GROUP)


def group_names(count: int) -> tuple[str, ...]:
    """Name the groups of so many people: year and number, such as "7-03"."""
    groups = -(-count // PEOPLE_A_GROUP)
    return tuple(f"{place % _YEARS + 1}-{place // _YEARS + 1:02d}" for place in range(groups))


def school_days(last: date, weeks: int) -> tuple[date, ...]:
    """Give the days from Monday to Friday of so many weeks that end with `last`, it included."""
    span = (last - timedelta(days=ago) for ago in range(weeks * 7 - 1, -1, -1))
    return tuple(day for day in span if day.weekday() < WEEKDAYS)


def attendance(count: int, days: int, seed: int) -> Attendance:
    """Make a term: everybody has their own habits, and absences come in runs.

    Args:
        count: People.
        days: School days.
        seed: The same gives the same.
    """
    rng = np.random.default_rng(seed + 1)
    begins = rng.beta(*_ABSENT, size=count) * (1 - _STAYS_AWAY)
    begins = np.where(rng.random(count) < _OFTEN_AWAY, _AWAY_RATE, begins)
    lateness = rng.beta(*_LATE, size=count)
    states = np.zeros((count, days), np.uint8)
    was_away = np.zeros(count, bool)
    has_leave = np.zeros(count, bool)
    for day in range(days):
        is_away = rng.random(count) < np.where(was_away, _STAYS_AWAY, begins)
        has_leave = np.where(was_away, has_leave, rng.random(count) < _WITH_LEAVE)
        is_late = ~is_away & (rng.random(count) < lateness)
        states[is_late, day] = STATES.index(MarkState.LATE)
        states[is_away, day] = np.where(
            has_leave[is_away], STATES.index(MarkState.EXCUSED), STATES.index(MarkState.ABSENT)
        )
        was_away = is_away
    early = rng.integers(-15, _LATE_AFTER, size=states.shape)
    late = _LATE_AFTER + 1 + rng.exponential(_USUAL_LATE, size=states.shape)
    is_late_mark = states == STATES.index(MarkState.LATE)
    minutes = np.where(is_late_mark, np.minimum(late, _LONGEST_LATE), early).astype(np.int16)
    return Attendance(states, minutes)
