from itertools import combinations

import numpy as np
import pytest

from kiosk.domain.matching import FalseMatchCurve, MatchLimits
from kiosk.domain.strictness import MissCurve
from kiosk.evaluation.site import (
    SiteGallery,
    class_figures,
    classes_in,
    closest_pairs,
    shares_of,
    sum_of,
)
from tests.evaluation.faces import town
from tests.limits import limits_through

LIMITS = limits_through((2, 0.8), (30, 0.6), margin=0.02, largest_roster=30)
MISSED = MissCurve(((0.1, 0.9), (0.9, 0.0)))


def gallery(people: int, *, spread: float = 0.25, captures: int = 4) -> SiteGallery:
    looks, population = town(people, captures, 1, spread=spread)
    still = looks.still[: people * captures]
    templates = still.reshape(people, captures, -1).mean(axis=1)
    templates /= np.linalg.norm(templates, axis=1, keepdims=True)
    assert len(population.people) == people
    return SiteGallery(templates, still, np.repeat(np.arange(people), captures))


def test_the_closest_pairs_are_the_closest_of_all() -> None:
    """Also across the blocks in which they are looked for."""
    found = gallery(40)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kiosk.evaluation.site._BLOCK", 7)
        pairs = closest_pairs(found, 5)
    every = sorted(
        (float(np.linalg.norm(found.templates[i] - found.templates[j])), i, j)
        for i, j in combinations(range(40), 2)
    )
    assert [(pair.first, pair.second) for pair in pairs] == [(i, j) for _, i, j in every[:5]]
    np.testing.assert_allclose([pair.distance for pair in pairs], [d for d, _, _ in every[:5]], atol=1e-6)


def test_people_far_apart_get_no_wrong_mark_and_that_is_called_extrapolated() -> None:
    figures = class_figures(gallery(20), range(8), LIMITS, MISSED, 1000)
    assert (figures.people, figures.threshold) == (8, LIMITS.greatest_distance(8))
    for rate in (figures.strangers, figures.classmates, figures.missed):
        assert rate is not None
        assert rate.value == 0.0
    assert figures.is_extrapolated
    assert figures.counted is not None
    assert figures.counted[0] == 0.0
    assert figures.strangers is not None
    assert figures.classmates is not None
    expected = 1000 * (figures.classmates.high + 0.05 * figures.strangers.high)
    assert figures.counted[1] == pytest.approx(expected)
    assert figures.threshold is not None
    classmates = 1000 * MISSED.missed(figures.threshold) * LIMITS.fpir(7, figures.threshold)
    strangers = 1000 * 0.05 * LIMITS.fpir(8, figures.threshold)
    assert figures.modelled == pytest.approx((classmates, classmates + strangers))


def test_a_careless_threshold_shows_as_wrong_marks() -> None:
    careless = MatchLimits(FalseMatchCurve(-12.0, 0.1, 0.0, 0.1), 0.0, 30, 0.4, 0.2)
    figures = class_figures(gallery(20), range(8), careless, MISSED, 1000)
    assert figures.strangers is not None
    assert figures.strangers.value == 1.0
    assert figures.counted is not None
    assert figures.counted[1] > 40
    assert not figures.is_extrapolated


def test_a_look_is_never_compared_with_itself() -> None:
    """Against a template that it is part of, everybody's own look would be near; alone it is not."""
    figures = class_figures(gallery(10, spread=2.5, captures=2), range(10), LIMITS, MISSED, 100)
    assert figures.missed is not None
    assert figures.missed.value > 0.9


def test_a_twin_in_the_class_counts_as_a_classmates_mark() -> None:
    found = gallery(10)
    captures = found.captures.copy()
    captures[4:8] = captures[0:4]  # the second person has the first one's face
    templates = found.templates.copy()
    templates[1] = templates[0]
    loose = limits_through((2, 0.8), (30, 0.6), margin=0.0, largest_roster=30)
    figures = class_figures(SiteGallery(templates, captures, found.owners), range(10), loose, MISSED, 100)
    assert figures.classmates is not None
    assert figures.classmates.value > 0.1
    tied = limits_through((2, 0.8), (30, 0.6), margin=0.3, largest_roster=30)
    asked = class_figures(SiteGallery(templates, captures, found.owners), range(10), tied, MISSED, 100)
    assert asked.classmates is not None
    assert asked.classmates.value == 0.0  # two as near as each other are a tie, and a tie is nobody


def test_nothing_is_counted_without_captures_and_nobody_is_marked_beyond_the_roster() -> None:
    found = gallery(40)
    bare = SiteGallery(found.templates, found.captures[:0], found.owners[:0])
    figures = class_figures(bare, range(10), LIMITS, MISSED, 100)
    assert (figures.strangers, figures.classmates, figures.missed, figures.counted) == (None,) * 4
    assert figures.modelled is not None
    beyond = class_figures(found, range(40), LIMITS, MISSED, 100)
    assert (beyond.threshold, beyond.counted, beyond.modelled) == (None, None, None)
    assert sum_of([figures, beyond], "modelled") == figures.modelled
    assert sum_of([beyond], "counted") is None


def test_half_of_the_wrong_marks_is_no_count_of_them() -> None:
    """One capture each: classmates' marks cannot be counted, and strangers' alone would read "at most"."""
    single = class_figures(gallery(20, captures=1), range(8), LIMITS, MISSED, 1000)
    assert (single.classmates, single.counted) == (None, None)
    assert single.strangers is not None
    alone = class_figures(gallery(8), range(8), LIMITS, MISSED, 1000)
    assert (alone.strangers, alone.counted) == (None, None)
    assert alone.classmates is not None
    assert single.is_extrapolated
    assert alone.is_extrapolated


def test_a_sum_says_of_how_many_classes_it_is() -> None:
    found = gallery(40)
    full, beyond = (class_figures(found, range(n), LIMITS, MISSED, 100) for n in (10, 40))
    bare = class_figures(
        SiteGallery(found.templates, found.captures[:0], found.owners[:0]), range(10), LIMITS, MISSED, 100
    )
    sum_figures = [full, beyond, bare]
    assert classes_in(sum_figures, "counted") == 2
    assert classes_in(sum_figures, "modelled") == 3
    assert sum_of(sum_figures, "counted") == full.counted


def test_transactions_are_shared_by_size() -> None:
    assert shares_of({"a": 10, "b": 30}, 400) == {"a": 100, "b": 300}
    assert shares_of({"a": 0}, 400) == {"a": 0}
