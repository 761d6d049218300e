"""A template that has grown old, told from one that marks a different face each morning."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.drift import BASELINE_MARKS, LEAST_SINCE, Drift, folded, is_ageing

THRESHOLD = 0.33


def after(distances: list[float]) -> Drift:
    found = reduce(folded, distances, None)
    assert found is not None
    return found


def test_the_first_ten_are_the_baseline_and_it_stays() -> None:
    first = [0.20, 0.24] * 5
    drift = after(first)
    assert (drift.marks, round(drift.baseline, 9), drift.recent) == (10, 0.22, drift.baseline)
    later = after([*first, *[0.30] * 50])
    assert later.baseline == drift.baseline
    assert later.recent == pytest.approx(0.30, abs=1e-3)


@pytest.mark.parametrize(
    ("since", "far", "expected"),
    [
        (LEAST_SINCE, 0.22, False),
        (LEAST_SINCE, 0.29, True),  # nearer to the threshold than to 0.22
        (LEAST_SINCE, 0.26, False),
        (LEAST_SINCE - 1, 0.32, False),  # too few to say anything
        (200, 0.29, True),
    ],
)
def test_ageing_needs_marks_and_a_mean_that_has_moved(since: int, far: float, expected: bool) -> None:
    drift = after([0.22] * BASELINE_MARKS + [far] * since)
    assert is_ageing(drift, THRESHOLD) is expected


def test_one_third_more_is_ageing_however_wide_the_threshold_is() -> None:
    assert is_ageing(after([0.15] * 10 + [0.21] * 40), 1.0)
    assert not is_ageing(after([0.15] * 10 + [0.19] * 40), 1.0)


def test_one_bad_morning_says_nothing() -> None:
    assert not is_ageing(after([0.20] * 40 + [0.32]), THRESHOLD)


@given(st.lists(st.floats(0, 2), min_size=1, max_size=80))
def test_means_stay_between_the_smallest_and_the_largest(distances: list[float]) -> None:
    drift = after(distances)
    low, high = min(distances) - 1e-9, max(distances) + 1e-9
    assert drift.marks == len(distances)
    assert low <= drift.baseline <= high
    assert low <= drift.recent <= high
