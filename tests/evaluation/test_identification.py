import numpy as np
import pytest

from kiosk.domain.matching import FalseMatchCurve, MatchLimits
from kiosk.evaluation.identification import (
    ENROLLED_PICTURES,
    MOST_PROBES,
    SEEDS,
    Distances,
    Population,
    Rate,
    draws_of,
    identify,
    rate_of,
    upper_bound_of_zero,
)
from tests.evaluation.faces import town, without
from tests.limits import limits_through

WIDE = limits_through((2, 0.8), (30, 0.6), margin=0.0, largest_roster=30)
LOOSE = limits_through((2, 1.2), (30, 1.0), margin=0.0, largest_roster=30)
"""For people who look different on every picture."""


def test_people_far_apart_are_recognised_and_strangers_are_not() -> None:
    looks, population = town(25, 6, 40)
    found = identify(looks, population, 20, WIDE, draws=4, seed=1)
    assert found.rank1 == 1.0
    assert found.fnir_at[0.01].mean == found.fnir_at[0.01].highest == 0.0
    assert found.shipped is not None
    assert (found.shipped.fpir.value, found.shipped.fnir.value, found.shipped.misidentified.value) == (
        0,
        0,
        0,
    )
    assert found.shipped.fpir.high == pytest.approx(upper_bound_of_zero(40))
    assert found.shipped.misidentified.high == pytest.approx(upper_bound_of_zero(25))
    assert found.fnir_at[0.01].zero_below == pytest.approx(upper_bound_of_zero(25))
    assert found.shipped.threshold == pytest.approx(WIDE.greatest_distance(20))


def test_a_threshold_that_lets_everybody_in_is_found_out() -> None:
    """The check can fail: with a threshold of a hemisphere every stranger is marked as somebody."""
    looks, population = town(25, 6, 40)
    careless = MatchLimits(FalseMatchCurve(-12.0, 0.1, 0.0, 0.1), 0.0, 30, 0.4, 0.2)
    found = identify(looks, population, 20, careless, draws=2, seed=1)
    assert found.shipped is not None
    assert found.shipped.fpir.value == 1.0
    assert found.shipped.fnir.value == 0.0


def test_at_the_shipped_threshold_the_program_decides_as_the_distances_say() -> None:
    """The quick way, all distances at once, and the program's own gallery are one."""
    looks, population = town(25, 6, 300, spread=1.2, seed=4)
    found = identify(looks, population, 20, LOOSE, draws=5, seed=9)
    threshold = LOOSE.greatest_distance(20)
    assert threshold is not None
    assert found.shipped is not None
    marked, missed = [], []
    distances = Distances(looks, population, 1)
    for draw in draws_of(population, 20, 5, 1, 9):
        templates = distances.templates(draw)
        marked.append((distances.strangers(templates).min(axis=1) <= threshold).mean())
        mated = distances.mated(draw, templates)
        owners = np.array([owner for owner, _ in draw.probes])
        is_right = (mated.argmin(axis=1) == owners) & (mated.min(axis=1) <= threshold)
        missed += (~is_right).tolist()
    assert 0 < found.shipped.fpir.value < 1
    assert 0 < found.shipped.fnir.value < 1
    assert found.fnir_at[0.01].zero_below is None
    assert found.shipped.fpir.value == pytest.approx(float(np.mean(marked)), abs=1e-9)
    assert found.shipped.fnir.value == pytest.approx(float(np.mean(missed)), abs=1e-9)


def test_the_threshold_is_the_strangers_quantile_of_each_seed() -> None:
    """Counted another way: sort all strangers of a seed's draws, and let no more than one in a hundred in."""
    looks, population = town(25, 10, 150, spread=1.2, seed=4)
    found = identify(looks, population, 20, None, draws=2, seed=9)
    distances, expected = Distances(looks, population, 1), []
    for seed in range(9, 9 + SEEDS):
        strangers, recognised = [], []
        for draw in draws_of(population, 20, 2, 1, seed):
            templates = distances.templates(draw)
            strangers += distances.strangers(templates).min(axis=1).tolist()
            for (owner, _), row in zip(draw.probes, distances.mated(draw, templates), strict=True):
                recognised.append(row[owner] if row.argmin() == owner else np.inf)
            assert len(draw.probes) == 20 * MOST_PROBES  # of seven pictures that are left
        let_in = sorted(strangers)[len(strangers) // 100 - 1]
        expected.append(sum(distance > let_in for distance in recognised) / len(recognised))
    figure = found.fnir_at[0.01]
    assert 0 < figure.lowest < figure.highest < 1
    assert figure.mean == pytest.approx(np.mean(expected))
    assert (figure.lowest, figure.highest) == pytest.approx((min(expected), max(expected)))
    assert (found.fpir_curve[0], found.fpir_curve[-1]) == (pytest.approx(1 / 300), 1.0)
    assert np.all(np.diff(found.fnir_curve) <= 0)


def test_faces_that_were_not_found_are_missed_and_mark_nobody() -> None:
    looks, population = town(20, 6, 30)
    blind = without(looks, *population.people[0], population.strangers[0])
    found = identify(blind, population, 20, WIDE, draws=3, seed=1)
    assert found.shipped is not None
    assert found.shipped.fnir.value == pytest.approx(1 / 20)
    assert found.shipped.fpir.value == 0.0
    assert found.fnir_at[0.01].mean == pytest.approx(1 / 20)


def test_more_pictures_miss_fewer_and_fifteen_looks_at_one_stranger_are_little_more_than_one() -> None:
    looks, population = town(25, 8, 400, spread=1.2, seed=3)
    one = identify(looks, population, 20, LOOSE, draws=3, seed=1, frames=1).shipped
    three = identify(looks, population, 20, LOOSE, draws=3, seed=1, frames=3).shipped
    assert one is not None
    assert three is not None
    assert three.fnir.value < one.fnir.value
    assert three.fpir.value < 1.2 * one.fpir.value


def test_a_model_without_limits_has_no_shipped_figures_and_beyond_its_roster_nobody_is_marked() -> None:
    looks, population = town(12, 5, 10)
    assert identify(looks, population, 10, None, draws=1, seed=1).shipped is None
    small = limits_through((2, 0.8), (5, 0.7), largest_roster=5)
    shipped = identify(looks, population, 10, small, draws=1, seed=1).shipped
    assert shipped is not None
    assert (shipped.threshold, shipped.fpir.value, shipped.fnir.value) == (None, 0.0, 1.0)


def test_draws_repeat_by_their_seed_and_never_probe_with_what_was_enrolled() -> None:
    _, population = town(12, 7, 3)
    for draw, again in zip(draws_of(population, 10, 5, 2, 7), draws_of(population, 10, 5, 2, 7), strict=True):
        assert (draw.enrolled, draw.probes) == (again.enrolled, again.probes)
        assert len(set(draw.people.tolist())) == 10
        for owner, pictures in draw.probes:
            own = set(population.people[int(draw.people[owner])])
            assert len(pictures) == 2
            assert set(pictures) <= own
            assert not set(pictures) & set(draw.enrolled[owner])
        assert all(len(places) == ENROLLED_PICTURES for places in draw.enrolled)
    other = next(draws_of(population, 10, 1, 2, 8))
    assert other.enrolled != next(draws_of(population, 10, 1, 2, 7)).enrolled


def test_draws_in_which_nobody_has_pictures_left_still_have_strangers() -> None:
    """Two frames a probe, and one person of six with so many: half of all draws have no mated probe."""
    looks, everybody = town(6, 5, 10)
    people = (everybody.people[0], *(places[:4] for places in everybody.people[1:]))
    few = Population(people, everybody.strangers)
    assert {len(draw.probes) for draw in draws_of(few, 3, 20, 2, 1)} == {0, 1}
    found = identify(looks, few, 3, WIDE, draws=20, seed=1, frames=2)
    assert (found.rank1, found.fnir_at[0.01].mean) == (1.0, 0.0)
    assert found.shipped is not None
    assert (found.shipped.fnir.people, found.shipped.fpir.people) == (1, 10)


@pytest.mark.parametrize(("size", "frames", "strangers"), [(13, 1, 3), (10, 5, 3), (10, 1, 0)])
def test_too_few_people_are_refused(size: int, frames: int, strangers: int) -> None:
    looks, population = town(12, 7, strangers)
    with pytest.raises(ValueError, match=r"few people|nobody has"):
        identify(looks, population, size, WIDE, draws=1, seed=1, frames=frames)


def test_an_interval_is_over_people_not_over_their_tries() -> None:
    """One of ten strangers is marked in every draw: ten people know little, however often each tried."""
    happened, tried = np.zeros(10), np.full(10, 1000.0)
    happened[3] = 1000.0
    rate = rate_of(happened, tried, 1)
    assert rate.value == pytest.approx(0.1)
    assert rate.low == 0.0
    assert rate.high > 0.25


def test_beside_a_zero_stands_what_so_many_people_hide() -> None:
    assert rate_of(np.zeros(500), np.ones(500), 1) == Rate(0.0, 0.0, upper_bound_of_zero(500), 500)
    assert upper_bound_of_zero(500) == pytest.approx(0.00597, abs=1e-5)  # the rule of three: 3 / 500
