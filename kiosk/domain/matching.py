"""From the nearest people to one match or a reason why not. Open-set: "nobody" is an ordinary answer."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

from kiosk.domain.ids import PersonId


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the gallery and how far the probe is from their nearest template.

    Attributes:
        person: Who.
        distance: Euclidean between unit vectors, 0 to 2; cosine = 1 - distance**2 / 2.
    """

    person: PersonId
    distance: float


@dataclass(frozen=True, slots=True)
class MatchLimits:
    """Limits of the decision for one model, from its entry in the manifest.

    Attributes:
        by_roster_size: (people, greatest distance) pairs, people rising and distances not rising: the
            distance at which a stranger is taken for somebody with the stated probability, at that size.
        margin: How much farther the second person must be than the first; less means a tie, and a tie means
            nobody.
        largest_roster: Beyond it this model's figures were not measured, and it matches nobody.
    """

    by_roster_size: tuple[tuple[int, float], ...]
    margin: float
    largest_roster: int

    def greatest_distance(self, roster_size: int) -> float | None:
        """Give the threshold for a gallery of `roster_size` people, or None beyond the largest served.

        Between two sizes of the table the threshold is linear in the logarithm of the size, because
        FPIR ~ N * FMR and log FMR is close to linear in the distance there. Below the first: the first.
        """
        if roster_size > self.largest_roster:
            return None
        table = self.by_roster_size
        if roster_size <= table[0][0]:
            return table[0][1]
        for (low_n, low_d), (high_n, high_d) in itertools.pairwise(table):
            if roster_size <= high_n:
                share = (log(roster_size) - log(low_n)) / (log(high_n) - log(low_n))
                return low_d + share * (high_d - low_d)
        return table[-1][1]


class NoMatch(StrEnum):
    """Why a probe is nobody's."""

    EMPTY = "empty"
    """The gallery holds nobody."""
    FAR = "far"
    """The nearest person is past the threshold."""
    TIE = "tie"
    """Two people are nearly as near: look-alikes, or a probe between them."""
    ROSTER_TOO_LARGE = "roster_too_large"
    """More people than the model serves."""
    ELSEWHERE = "elsewhere"
    """Nobody on the list, but somebody of the whole school: said to the person, never marked."""


@dataclass(frozen=True, slots=True)
class Match:
    """One frame's claim that the face is this person.

    Attributes:
        person: Who.
        distance: To their nearest template.
    """

    person: PersonId
    distance: float


def decide(candidates: Sequence[Candidate], roster_size: int, limits: MatchLimits) -> Match | NoMatch:
    """Take the nearest person if near enough and clearly nearer than anybody else.

    Args:
        candidates: The nearest rows of the gallery, any order; one person may occur several times.
        roster_size: How many people the gallery holds.
        limits: The model's limits.
    """
    threshold = limits.greatest_distance(roster_size)
    if threshold is None:
        return NoMatch.ROSTER_TOO_LARGE
    nearest: dict[PersonId, float] = {}
    for candidate in candidates:
        nearest[candidate.person] = min(candidate.distance, nearest.get(candidate.person, candidate.distance))
    if not nearest:
        return NoMatch.EMPTY
    ranked = sorted(nearest.items(), key=lambda pair: (pair[1], pair[0]))
    person, distance = ranked[0]
    if distance > threshold:
        return NoMatch.FAR
    if len(ranked) > 1 and ranked[1][1] - distance < limits.margin:
        return NoMatch.TIE
    return Match(person, distance)
