from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from kiosk.evaluation.fitting import SMALLEST_MARGIN, fit, fit_curve, only
from kiosk.evaluation.folders import find_pictures
from kiosk.evaluation.half import Half
from kiosk.evaluation.identification import Population
from kiosk.evaluation.looks import Looks
from tests.evaluation.faces import folder, town, unit, without


def test_a_normal_tail_is_found_again() -> None:
    """Distances with a known share below each: the curve gives the shares back, also below what was seen."""
    random = np.random.default_rng(2)
    samples = [np.sort(random.normal(1.0, 0.1, 60_000)) for _ in range(20)]
    curve = fit_curve(samples, 1e-4)
    for distance, share in ((0.8, 0.02275), (0.7, 0.00135), (0.65, 0.000233)):
        assert curve.fmr(distance) == pytest.approx(share, rel=0.35)
        assert curve.fmr(distance) >= share * 0.95  # cautious: rather too high
    assert curve.fmr(curve.measured_from) == pytest.approx(1e-4)


def test_fitted_limits_are_in_order() -> None:
    looks, population = town(40, 8, 120, spread=0.8)
    found = fit(looks, population, largest_roster=200, looks_a_transaction=1.5, seed=1)
    limits = found.limits
    assert (limits.looks, limits.largest_roster) == (1.5, 200)
    thresholds = [limits.greatest_distance(size) or 0.0 for size in (1, 10, 100, 200)]
    assert all(a > b > 0 for a, b in pairwise(thresholds))
    assert limits.duplicate < limits.agreement
    assert limits.margin == SMALLEST_MARGIN  # one look in two hundred has the second person that near
    same, other = same_and_other_templates(looks, population)
    assert (
        np.quantile(same, 0.95) < limits.duplicate < other.min()
    )  # nearly all of one person's, nobody else's
    points = found.missed.points
    assert all(a[0] <= b[0] and a[1] > b[1] for a, b in pairwise(points))
    assert (found.people, found.strangers) == (40, 120)
    assert found.pairs == 40 * 120 + 40 * 5 * 39


def test_the_curve_is_cautious_about_who_happened_to_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 25 people much is chance. Drawn anew with replacement they show it, and the threshold is nearer."""

    def threshold() -> float:
        found = fit(looks, population, largest_roster=200, looks_a_transaction=1.0, seed=1)
        return found.limits.greatest_distance(30) or 0.0

    looks, population = town(25, 6, 40, spread=0.8)
    cautious = threshold()
    monkeypatch.setattr("kiosk.evaluation.fitting._drawn_anew", lambda everybody, _: everybody)
    assert 0 < cautious < 0.99 * threshold()


def same_and_other_templates(looks: Looks, population: Population) -> tuple[np.ndarray, np.ndarray]:
    """Two templates of three pictures for each, dealt once, as they come."""
    first, second = (
        unit(np.array([looks.still[list(places[part])].mean(axis=0) for places in population.people]))
        for part in (slice(0, 3), slice(3, 6))
    )
    apart = np.linalg.norm(first[:, None] - first[None], axis=2)
    return np.linalg.norm(first - second, axis=1), apart[np.triu_indices(len(first), 1)]


def test_the_fit_repeats_by_its_seed() -> None:
    looks, population = town(25, 5, 40)
    first, again = (
        fit(looks, population, largest_roster=10, looks_a_transaction=1.0, seed=3) for _ in range(2)
    )
    assert (first.limits, first.missed) == (again.limits, again.missed)


def test_too_few_people_are_refused() -> None:
    looks, population = town(19, 5, 40)
    with pytest.raises(ValueError, match="few people"):
        fit(looks, population, largest_roster=10, looks_a_transaction=1.0, seed=3)


def test_people_whose_faces_are_not_found_count_for_nothing() -> None:
    """A template needs three faces, and a probe a fourth; a stranger needs one."""
    looks, population = town(22, 4, 23)
    hidden = [population.people[0][2], population.people[1][0], *population.strangers[:3]]
    found = fit(without(looks, *hidden), population, largest_roster=10, looks_a_transaction=1.0, seed=1)
    assert (found.people, found.strangers, found.pairs) == (20, 20, 20 * 20 + 20 * 19)
    with pytest.raises(ValueError, match="few people"):
        fit(
            without(looks, *hidden, population.people[2][0]),
            population,
            largest_roster=10,
            looks_a_transaction=1.0,
            seed=1,
        )


def test_halves_share_nobody_and_leave_nobody_out(tmp_path: Path) -> None:
    pictures = find_pictures(folder(tmp_path, a=4, b=1, c=5, d=1, e=4, f=1))
    even, odd = only(pictures, Half.EVEN), only(pictures, Half.ODD)
    assert set(even.people) == {"a", "e", "b", "f"}
    assert set(odd.people) == {"c", "d"}
    assert only(pictures, Half.ALL) is pictures
