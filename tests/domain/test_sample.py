from collections import Counter
from datetime import date

import numpy as np
import pytest

from kiosk.domain import sample
from kiosk.domain.marks import MarkState
from kiosk.domain.names import clean_name, clean_number


def test_people_follow_from_the_seed() -> None:
    assert list(sample.people(30, 1)) == list(sample.people(30, 1))
    assert list(sample.people(30, 1)) != list(sample.people(30, 2))


def test_people_are_as_a_school_would_type_them() -> None:
    made = list(sample.people(500, 1))
    assert all(clean_name(one.name) == one.name and clean_number(one.number) == one.number for one in made)
    assert len({one.number for one in made}) == 500
    assert Counter(one.group for one in made).most_common(1)[0][1] == sample.PEOPLE_A_GROUP
    is_arabic = [all(letter >= "\u0600" or letter == " " for letter in one.name) for one in made]
    assert 150 < sum(is_arabic) < 350
    assert not any(one.name[0] >= "\u0600" for one, arabic in zip(made, is_arabic, strict=True) if not arabic)


@pytest.mark.parametrize(("count", "groups"), [(1, 1), (25, 1), (26, 2), (10_000, 400)])
def test_groups_are_as_many_as_the_people_need(count: int, groups: int) -> None:
    names = sample.group_names(count)
    assert len(set(names)) == len(names) == groups
    assert max(one.group for one in sample.people(count, 1)) == groups - 1


def test_school_days_are_those_of_work() -> None:
    days = sample.school_days(date(2026, 11, 26), 2)
    assert [day.isoformat() for day in days] == [
        "2026-11-13", "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-23",
        "2026-11-24", "2026-11-25", "2026-11-26",
    ]  # fmt: skip


def test_a_term_looks_like_one() -> None:
    term = sample.attendance(2_000, 65, 1)
    shares = np.bincount(term.states.ravel(), minlength=4) / term.states.size
    present, late, absent, excused = shares
    assert 0.85 < present < 0.96
    assert 0.01 < late < 0.08
    assert 0.01 < absent < 0.06
    assert 0.01 < excused < 0.08
    is_late = term.states == sample.STATES.index(MarkState.LATE)
    assert term.minutes[is_late].min() > 10
    assert term.minutes[~is_late].max() < 10
    away = term.states >= sample.STATES.index(MarkState.ABSENT)
    after_away = away[:, 1:][away[:, :-1]].mean()
    assert after_away > 4 * away.mean(), "absences come in runs"
