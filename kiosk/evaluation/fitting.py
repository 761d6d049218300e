"""From pictures to the limits of a decision: the curve of false matches and the distances beside it.

Every number here goes into models/manifest.toml; docs/recognition.md says what each decides. People are drawn
several times, because who lends which three pictures to a template is chance; the people themselves are few,
so fit on some and test on others (`Half`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.matching import FalseMatchCurve, MatchLimits
from kiosk.domain.strictness import MissCurve
from kiosk.evaluation.folders import Pictures
from kiosk.evaluation.half import Half
from kiosk.evaluation.identification import ENROLLED_PICTURES, MOST_PROBES, Population
from kiosk.evaluation.looks import Looks
from kiosk.evaluation.verification import threshold_at

FEWEST_PEOPLE = 20
"""With four pictures, and as many with one: fewer say nothing about a rate of 0.1 %."""
ROUNDS = 20
"""Times that the pictures are dealt anew into templates and probes."""
RESAMPLES = 200
CAUTION = 0.1
"""The people are drawn anew so often, with replacement, and of the distances at a rate all but this share are
farther than the one that the curve goes through: other people's rates are then higher once in ten times."""
TAIL_FROM, TAIL_TO = 1e-4, 0.1
"""The part of the curve that is fitted: below are too few pairs, above it is no tail any more."""
TAIL_POINTS = 80
OWN_PAIRS_AGREE = 0.98
"""Of one person's pairs of single pictures: what an enrolment lets pass; the others are asked again."""
SAME_TEMPLATE, OTHER_TEMPLATE = 0.99, 1e-4
"""The duplicate's distance lies half-way between these quantiles of one person's two templates and of two
people's."""
OWN_TIES = 0.005
"""The greatest share of mated looks that the margin may turn into ties."""
SMALLEST_MARGIN, LARGEST_MARGIN = 0.01, 0.1
MISSED_SHARES = (0.9, 0.75, 0.5, 0.35, 0.25, 0.15, 0.1, 0.07, 0.05, 0.035, 0.02, 0.01, 0.005)


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Limits and what they were fitted on.

    Attributes:
        limits: With `looks` and `largest_roster` as they were given.
        missed: Mated single looks farther than a distance.
        people: With templates: those with four faces found.
        strangers: People with one picture, their face found.
        pairs: Different pairs of a template and somebody else's picture, in one round.
    """

    limits: MatchLimits
    missed: MissCurve
    people: int
    strangers: int
    pairs: int


def only(pictures: Pictures, half: Half) -> Pictures:
    """Keep every second person, those with several pictures and those with one counted apart."""
    if half is Half.ALL:
        return pictures
    several = [name for name, places in pictures.people.items() if len(places) > 1]
    single = [name for name, places in pictures.people.items() if len(places) == 1]
    start = 0 if half is Half.EVEN else 1
    kept = {*several[start::2], *single[start::2]}
    return Pictures(
        pictures.files,
        {name: places for name, places in pictures.people.items() if name in kept},
        pictures.numbers,
    )


def fit(
    looks: Looks, population: Population, *, largest_roster: int, looks_a_transaction: float, seed: int
) -> Fit:
    """Fit the limits of one model.

    Args:
        looks: Of all pictures.
        population: Whose are used; at least 20 people with four faces found and 20 strangers with one.
        largest_roster: What the model is to serve.
        looks_a_transaction: To how many independent looks the frames of a transaction come.
        seed: Of the dealing.

    Raises:
        ValueError: When there are too few people.
    """
    population = _with_faces(looks, population)
    if min(len(population.people), len(population.strangers)) < FEWEST_PEOPLE:
        raise ValueError("too few people")
    random = np.random.default_rng(seed)
    rounds = [_deal(looks, population, random) for _ in range(ROUNDS)]
    mated = np.sort(np.concatenate([one.mated for one in rounds]))
    gaps = np.sort(np.concatenate([one.gaps for one in rounds]))
    # Where nobody has six pictures, a picture stands in for the second template: farther away, so cautious.
    same = np.concatenate([one.same_templates for one in rounds])
    same = same if len(same) else mated
    different = np.sort(np.concatenate([one.other_templates for one in rounds]))
    pairs = len(rounds[0].others)
    again = [_deal(looks, _drawn_anew(population, random), random).others for _ in range(RESAMPLES)]
    limits = MatchLimits(
        curve=fit_curve(again, 1.0 / pairs),
        margin=float(np.clip(np.quantile(gaps, OWN_TIES), SMALLEST_MARGIN, LARGEST_MARGIN)),
        largest_roster=largest_roster,
        agreement=float(np.quantile(_own_pairs(looks, population), OWN_PAIRS_AGREE)),
        duplicate=float((np.quantile(same, SAME_TEMPLATE) + threshold_at(different, OTHER_TEMPLATE)) / 2),
        looks=looks_a_transaction,
    )
    missed = MissCurve(tuple((round(float(np.quantile(mated, 1 - s)), 3), s) for s in MISSED_SHARES))
    return Fit(limits, missed, len(population.people), len(population.strangers), pairs)


def fit_curve(resamples: Sequence[NDArray[np.float64]], smallest_rate: float) -> FalseMatchCurve:
    """Fit ln FMR = constant + slope d + curvature d^2 to the cautious tail, by least squares.

    Quantiles evenly spaced in the logarithm of the rate, so that the tail counts as much as the shoulder.

    Args:
        resamples: Distances of pairs of different people, once for each time that the people were drawn.
        smallest_rate: A rate that has one independent pair behind it: where measuring ends.

    Raises:
        ValueError: When the fitted curve does not rise, ever more slowly.
    """
    fewest = min(len(distances) for distances in resamples)
    rates = np.geomspace(max(TAIL_FROM, 5 / fewest), TAIL_TO, TAIL_POINTS)
    tails = np.array([np.quantile(distances, rates) for distances in resamples])
    curvature, slope, constant = np.polyfit(np.quantile(tails, CAUTION, axis=0), np.log(rates), 2)
    whole = FalseMatchCurve(float(constant), float(slope), float(curvature), measured_from=0.0)
    return replace(whole, measured_from=whole.distance(smallest_rate))


def _with_faces(looks: Looks, population: Population) -> Population:
    """Leave out whose faces were not found: a template needs three, and a probe another one."""
    return Population(
        tuple(
            places for places in population.people if looks.is_found[list(places)].sum() > ENROLLED_PICTURES
        ),
        tuple(place for place in population.strangers if looks.is_found[place]),
    )


def _drawn_anew(population: Population, random: np.random.Generator) -> Population:
    """Draw as many people and strangers as there are, with replacement."""
    people, strangers = population.people, population.strangers
    return Population(
        tuple(people[i] for i in random.integers(0, len(people), len(people))),
        tuple(strangers[i] for i in random.integers(0, len(strangers), len(strangers))),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Round:
    """Distances of one dealing."""

    others: NDArray[np.float64]
    mated: NDArray[np.float64]
    gaps: NDArray[np.float64]
    same_templates: NDArray[np.float64]
    other_templates: NDArray[np.float64]


def _deal(looks: Looks, population: Population, random: np.random.Generator) -> _Round:
    """Deal the pictures of people with enough faces into templates and probes."""
    still, frame = looks.still, looks.frame(0)
    enrolled, rest, owners = [], [], []
    for places in population.people:
        order = [p for p in random.permutation(places).tolist() if looks.is_found[p]]
        enrolled.append(order[:ENROLLED_PICTURES])
        rest.append(order[ENROLLED_PICTURES:][:MOST_PROBES])
        owners.append(places[0])
    templates = np.array([_unit(still[taken].mean(axis=0)) for taken in enrolled])
    second = [_unit(still[p].mean(axis=0)) if len(p) >= ENROLLED_PICTURES else None for p in rest]
    same = [float(np.linalg.norm(t - s)) for t, s in zip(templates, second, strict=True) if s is not None]
    others = [_distances(frame[list(population.strangers)], templates).ravel()]
    is_other = np.array(owners)[:, None] != np.array(owners)  # who was drawn twice is no stranger to himself
    mated, gaps = [], []
    for owner, taken in enumerate(rest):
        to_all = _distances(frame[taken], templates)
        own, rows = to_all[:, owner], to_all[:, is_other[owner]]
        others.append(rows.ravel())
        mated.append(own)
        gaps.append(rows.min(axis=1) - own)
    between = _distances(templates, templates)[np.triu(is_other, 1)]
    return _Round(
        np.concatenate(others), np.concatenate(mated), np.concatenate(gaps), np.array(same), between
    )


def _own_pairs(looks: Looks, population: Population) -> NDArray[np.float64]:
    still = looks.still
    pairs = []
    for places in population.people:
        found = [place for place in places if looks.is_found[place]]
        pairs.append(_distances(still[found], still[found])[np.triu_indices(len(found), 1)])
    return np.concatenate(pairs)


def _distances(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.sqrt(np.maximum(2.0 - 2.0 * (one @ other.T), 0.0)))


def _unit(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(vector / np.linalg.norm(vector))
