from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.ids import PersonId
from kiosk.domain.matching import Candidate, FalseMatchCurve, Match, NoMatch, decide
from tests.limits import limits_through

CURVE = FalseMatchCurve(-55.3, 206.5, -199.2, 0.31)
LIMITS = limits_through((10, 0.40), (100, 0.30), largest_roster=300)


@pytest.mark.parametrize(
    ("people", "distance"), [(10, 0.40), (100, 0.30), (300, 0.252), (301, None), (10_000, None)]
)
def test_the_threshold_is_the_distance_at_which_the_target_is_reached(
    people: int, distance: float | None
) -> None:
    found = LIMITS.greatest_distance(people)
    assert found == (distance if distance is None else pytest.approx(distance, abs=0.001))
    if found is not None:
        assert LIMITS.fpir(people, found) == pytest.approx(LIMITS.target_fpir, rel=1e-6)


def test_a_second_look_lets_in_as_many_as_twice_the_people() -> None:
    twice = replace(LIMITS, looks=2.0)
    assert twice.fpir(30, 0.3) == pytest.approx(LIMITS.fpir(60, 0.3))
    assert twice.greatest_distance(30) == pytest.approx(LIMITS.greatest_distance(60))


def test_more_people_more_looks_and_a_stricter_target_bring_the_threshold_nearer() -> None:
    values = [LIMITS.greatest_distance(people) or 0.0 for people in range(1, 301)]
    assert all(a > b for a, b in pairwise(values))
    assert LIMITS.greatest_distance(0) == LIMITS.greatest_distance(1) == LIMITS.widest
    assert LIMITS.with_target(0.01).widest == LIMITS.widest  # no school chooses what one appearance is
    stricter = LIMITS.with_target(0.0001)
    assert (stricter.greatest_distance(30) or 1.0) < (LIMITS.greatest_distance(30) or 0.0)
    assert stricter.greatest_distance(10) == pytest.approx(LIMITS.greatest_distance(100), abs=0.001)


@given(st.floats(0.05, 0.5))
def test_rate_and_distance_undo_each_other(distance: float) -> None:
    assert CURVE.distance(CURVE.fmr(distance)) == pytest.approx(distance, abs=1e-9)


@given(st.floats(0, 2), st.floats(0, 2))
def test_the_rate_never_falls_as_the_distance_grows(one: float, other: float) -> None:
    near, far = sorted((one, other))
    assert 0.0 <= CURVE.fmr(near) <= CURVE.fmr(far) <= 1.0


@given(st.floats(1e-12, 1.0))
def test_every_rate_has_a_distance(fmr: float) -> None:
    assert 0.0 <= CURVE.distance(fmr) <= 2.0


@pytest.mark.parametrize(("slope", "curvature"), [(0.0, -1.0), (-2.0, 0.0), (3.0, 0.1)])
def test_a_curve_that_does_not_rise_is_refused(slope: float, curvature: float) -> None:
    with pytest.raises(ValueError, match="rises"):
        FalseMatchCurve(-5.0, slope, curvature, 0.3)


def test_it_says_where_no_pair_of_the_benchmark_is_behind_the_threshold() -> None:
    assert not LIMITS.is_extrapolated(100)
    assert LIMITS.is_extrapolated(101)


def near(*pairs: tuple[str, float]) -> list[Candidate]:
    return [Candidate(PersonId(person), distance) for person, distance in pairs]


@pytest.mark.parametrize(
    ("candidates", "people", "answer"),
    [
        ([], 0, NoMatch.EMPTY),
        (near(("a", 0.39)), 10, Match(PersonId("a"), 0.39)),
        (near(("a", 0.41)), 10, NoMatch.FAR),
        (near(("a", 0.39)), 100, NoMatch.FAR),  # the same face, a longer list
        (near(("a", 0.10)), 301, NoMatch.ROSTER_TOO_LARGE),
        (near(("a", 0.30), ("b", 0.36)), 10, Match(PersonId("a"), 0.30)),
        (near(("a", 0.30), ("b", 0.34)), 10, NoMatch.TIE),
        (near(("a", 0.30), ("a", 0.31), ("b", 0.36)), 10, Match(PersonId("a"), 0.30)),
        (near(("a", 0.30), ("b", 0.30)), 10, NoMatch.TIE),
        (near(("a", 0.41), ("b", 0.42)), 10, NoMatch.FAR),
    ],
)
def test_the_nearest_is_taken_if_near_enough_and_clearly_nearer(
    candidates: list[Candidate], people: int, answer: Match | NoMatch
) -> None:
    for order in permutations(candidates):
        assert decide(order, people, LIMITS) == answer
