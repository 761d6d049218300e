"""A school's own gallery, evaluated without any picture: from the single captures behind each mean template.

Each capture of an enrolled person plays two parts. Against the template of their other captures it is a look
of theirs (missed, or named as a classmate); against a class they are not in it is a stranger at that class's
door. Captures of one enrolment were taken within a minute, so misses are counted too low; people of one
school are more alike than strangers from anywhere, so strangers are counted rather too high. Both are said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.matching import MatchLimits
from kiosk.domain.strictness import STRANGERS, MissCurve
from kiosk.evaluation.identification import Rate, rate_of

CLOSEST_PAIRS = 10
MOST_STRANGERS = 5_000
"""Captures of other people a class is tried with; more change no figure by more than its interval."""
_BLOCK = 1_000
_SEED = 1


@dataclass(frozen=True, slots=True, eq=False)
class SiteGallery:
    """Templates and captures of one model and key.

    Attributes:
        templates: (people, dimensions) float64, unit vectors.
        captures: (captures, dimensions) float64, unit vectors.
        owners: (captures,) each one's place among the people.
    """

    templates: NDArray[np.float64]
    captures: NDArray[np.float64]
    owners: NDArray[np.int64]

    def __repr__(self) -> str:
        """Say how many, and nothing of the numbers."""
        return f"SiteGallery(people={len(self.templates)}, captures={len(self.captures)})"


@dataclass(frozen=True, slots=True)
class Near:
    """Two people and the distance of their templates.

    Attributes:
        first: Place among the people.
        second: Place among the people.
        distance: 0 to 2.
    """

    first: int
    second: int
    distance: float


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """What one class's door comes to.

    Attributes:
        people: Enrolled in it.
        threshold: For so many; None beyond the largest roster, where nobody is marked by face.
        strangers: Other people's captures that would get somebody's mark; None without other people.
        classmates: Its own people's captures that would get a classmate's mark; None without captures.
        missed: Its own people's captures that would not get their own mark; None without captures.
        counted: Wrong marks a term, lowest and highest, from these counts and their 95 % intervals: from
            nobody but classmates at the door to one in twenty a stranger. None where one of the two could
            not be counted.
        modelled: The same from the model's curve of false matches; None beyond the largest roster.
        is_extrapolated: No wrong mark was counted, or the threshold is nearer than any pair of the benchmark.
    """

    people: int
    threshold: float | None
    strangers: Rate | None
    classmates: Rate | None
    missed: Rate | None
    counted: tuple[float, float] | None
    modelled: tuple[float, float] | None
    is_extrapolated: bool


def closest_pairs(gallery: SiteGallery, count: int = CLOSEST_PAIRS) -> tuple[Near, ...]:
    """Give the pairs of different people whose templates are nearest, nearest first."""
    best: list[Near] = []
    for start in range(0, len(gallery.templates), _BLOCK):
        block = gallery.templates[start : start + _BLOCK]
        distances = _distances(block, gallery.templates)
        distances[np.arange(len(block))[:, None] + start >= np.arange(len(gallery.templates))] = np.inf
        nearest = np.argsort(distances, axis=None)[:count]
        for row, column in zip(*np.unravel_index(nearest, distances.shape), strict=True):
            if np.isfinite(distances[row, column]):
                best.append(Near(int(row) + start, int(column), float(distances[row, column])))
    return tuple(sorted(best, key=lambda pair: (pair.distance, pair.first, pair.second))[:count])


def class_figures(
    gallery: SiteGallery,
    members: Sequence[int],
    limits: MatchLimits,
    missed: MissCurve | None,
    transactions_a_term: int,
) -> ClassFigures:
    """Evaluate one class.

    Args:
        gallery: The school's.
        members: Places of its enrolled people.
        limits: The model's, with the school's target.
        missed: The model's mated looks, where they were measured.
        transactions_a_term: How often somebody steps up at this class's door in a term.
    """
    people = len(members)
    threshold = limits.greatest_distance(people)
    if threshold is None or people == 0:
        return ClassFigures(people, threshold, None, None, None, None, None, is_extrapolated=True)
    modelled = _modelled(limits, missed, people, threshold, transactions_a_term)
    strangers = _strangers(gallery, members, limits, threshold)
    classmates, own = _own(gallery, members, limits, threshold)
    counted = _counted(strangers, classmates, transactions_a_term)
    has_none = all(rate is None or rate.value == 0 for rate in (strangers, classmates))
    return ClassFigures(
        people,
        threshold,
        strangers,
        classmates,
        own,
        counted,
        modelled,
        is_extrapolated=has_none or limits.is_extrapolated(people),
    )


def _modelled(
    limits: MatchLimits, missed: MissCurve | None, people: int, threshold: float, transactions: int
) -> tuple[float, float]:
    repeat = 1.0 if missed is None else missed.missed(threshold)
    classmates = repeat * limits.fpir(people - 1, threshold)
    return transactions * classmates, transactions * (classmates + STRANGERS * limits.fpir(people, threshold))


def _counted(
    strangers: Rate | None, classmates: Rate | None, transactions: int
) -> tuple[float, float] | None:
    if strangers is None or classmates is None:
        return None
    return transactions * classmates.low, transactions * (classmates.high + STRANGERS * strangers.high)


def _strangers(
    gallery: SiteGallery, members: Sequence[int], limits: MatchLimits, threshold: float
) -> Rate | None:
    """Try other people's captures at this class's door."""
    others = np.flatnonzero(~np.isin(gallery.owners, np.asarray(members)))
    if not len(others):
        return None
    if len(others) > MOST_STRANGERS:
        others = np.random.default_rng(_SEED).choice(others, MOST_STRANGERS, replace=False)
    distances = _distances(gallery.captures[others], gallery.templates[list(members)])
    return _by_person(_is_named(distances, limits, threshold), gallery.owners[others])


def _own(
    gallery: SiteGallery, members: Sequence[int], limits: MatchLimits, threshold: float
) -> tuple[Rate | None, Rate | None]:
    """Try each capture of the class's own people against the template of their others."""
    wrong, missed, owners = [], [], []
    for place, person in enumerate(members):
        mine = np.flatnonzero(gallery.owners == person)
        if len(mine) < 2:
            continue
        captures = gallery.captures[mine]
        rest = captures.sum(axis=0) - captures
        rest /= np.linalg.norm(rest, axis=1, keepdims=True)
        distances = _distances(captures, gallery.templates[list(members)])
        distances[:, place] = np.linalg.norm(captures - rest, axis=1)
        is_own = distances.argmin(axis=1) == place
        is_named = _is_named(distances, limits, threshold)
        wrong += (is_named & ~is_own).tolist()
        missed += (~(is_named & is_own)).tolist()
        owners += [person] * len(mine)
    if not owners:
        return None, None
    of = np.array(owners)
    return _by_person(np.array(wrong), of), _by_person(np.array(missed), of)


def _is_named(distances: NDArray[np.float64], limits: MatchLimits, threshold: float) -> NDArray[np.bool_]:
    """Say of each row whether `kiosk.domain.matching.decide` would name somebody."""
    two = np.partition(distances, 1, axis=1)[:, :2] if distances.shape[1] > 1 else distances
    is_near = two[:, 0] <= threshold
    if distances.shape[1] == 1:
        return np.asarray(is_near)
    return np.asarray(is_near & (two[:, 1] - two[:, 0] >= limits.margin))


def _by_person(happened: NDArray[np.bool_], owners: NDArray[np.int64]) -> Rate:
    _, places = np.unique(owners, return_inverse=True)
    tried = np.bincount(places).astype(np.float64)
    counts = np.bincount(places, weights=happened.astype(np.float64)).astype(np.float64)
    return rate_of(counts, tried, _SEED)


def _distances(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.sqrt(np.maximum(2.0 - 2.0 * (one @ other.T), 0.0)))


def sum_of(figures: Sequence[ClassFigures], of: str) -> tuple[float, float] | None:
    """Add the classes' wrong marks a term up; None where no class has any figure.

    Args:
        figures: Of all classes.
        of: "counted" or "modelled".
    """
    found: list[tuple[float, float]] = [
        pair for one in figures if (pair := one.counted if of == "counted" else one.modelled) is not None
    ]
    return (sum(low for low, _ in found), sum(high for _, high in found)) if found else None


def classes_in(figures: Sequence[ClassFigures], of: str) -> int:
    """Say of how many classes `sum_of` knows: where nobody is marked by face there is nothing to add.

    Args:
        figures: Of all classes.
        of: "counted" or "modelled".
    """
    return sum(
        one.threshold is None or (one.counted if of == "counted" else one.modelled) is not None
        for one in figures
    )


def shares_of(sizes: Mapping[str, int], transactions: int) -> dict[str, int]:
    """Share the school's transactions a term among its classes by their size."""
    whole = sum(sizes.values())
    return {name: round(transactions * size / whole) if whole else 0 for name, size in sizes.items()}
