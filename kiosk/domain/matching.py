"""From the nearest people to one match or a reason why not. Open-set: "nobody" is an ordinary answer.

How the limits are derived is in docs/recognition.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import exp, log, sqrt

from kiosk.domain.ids import PersonId

SHIPPED_FPIR = 0.001
"""One stranger in a thousand who step up may get somebody's mark, unless the school chose otherwise."""


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
class FalseMatchCurve:
    """How often two different people are within a distance: ln FMR(d) = constant + slope d + curvature d^2.

    A parabola in the logarithm is the tail of a normal distribution, and fits the measured tails from 10 %
    down to the last pairs that the benchmark has (docs/recognition.md).

    Attributes:
        constant: At distance 0.
        slope: Above 0.
        curvature: 0 or below, so that the rate falls faster and faster towards small distances.
        measured_from: The distance at the rate of a single pair of the benchmark; below it is extrapolated.
    """

    constant: float
    slope: float
    curvature: float
    measured_from: float

    def __post_init__(self) -> None:
        """Refuse a curve that does not rise.

        Raises:
            ValueError: When the rate would not rise with the distance.
        """
        if self.slope <= 0 or self.curvature > 0:
            raise ValueError("a false match curve rises, ever more slowly")

    def fmr(self, distance: float) -> float:
        """Give the share of pairs of different people within a distance, 0 to 1."""
        top = 2.0 if self.curvature == 0 else min(2.0, -self.slope / (2 * self.curvature))
        d = min(max(distance, 0.0), top)
        return exp(min(0.0, self.constant + self.slope * d + self.curvature * d * d))

    def distance(self, fmr: float) -> float:
        """Give the distance within which a share of pairs of different people are; 0 where 0 has more.

        Args:
            fmr: Above 0, at most 1.
        """
        rest = self.constant - log(fmr)
        if self.curvature == 0:
            return min(2.0, max(0.0, -rest / self.slope))
        inside = self.slope**2 - 4 * self.curvature * rest
        if inside <= 0:
            return min(2.0, -self.slope / (2 * self.curvature))
        return min(2.0, max(0.0, (sqrt(inside) - self.slope) / (2 * self.curvature)))


@dataclass(frozen=True, slots=True)
class MatchLimits:
    """Limits of the decision for one model, from its entry in the manifest.

    Attributes:
        curve: False matches of one look with one template.
        margin: How much farther the second person must be than the first; less means a tie, and a tie means
            nobody.
        largest_roster: Beyond it this model's figures do not reach, and it matches nobody.
        agreement: Within which two single pictures pass as one person's at enrolment.
        duplicate: Within which two templates are one face under two names.
        looks: To how many independent looks all frames of one transaction come; measured, 1 or more.
        target_fpir: The share of strangers' transactions that may end in somebody's mark.
    """

    curve: FalseMatchCurve
    margin: float
    largest_roster: int
    agreement: float
    duplicate: float
    looks: float = 1.0
    target_fpir: float = SHIPPED_FPIR

    def with_target(self, target_fpir: float) -> "MatchLimits":
        """Give the same limits for another share of strangers."""
        return replace(self, target_fpir=target_fpir)

    def greatest_distance(self, roster_size: int) -> float | None:
        """Give the threshold for a gallery of `roster_size` people, or None beyond the largest served.

        FPIR = 1 - (1 - FMR)^(N looks), solved for FMR.
        """
        if roster_size > self.largest_roster:
            return None
        comparisons = max(roster_size, 1) * self.looks
        return self.curve.distance(1.0 - (1.0 - self.target_fpir) ** (1.0 / comparisons))

    @property
    def widest(self) -> float:
        """The threshold for a gallery of one as shipped: farther apart, two looks are two people's.

        Not the school's own target: how lenient its door is does not decide whether a face was swapped.
        """
        return self.curve.distance(1.0 - (1.0 - SHIPPED_FPIR) ** (1.0 / self.looks))

    def fpir(self, roster_size: int, distance: float) -> float:
        """Give the expected share of strangers' transactions within `distance` of somebody on a roster."""
        return float(1.0 - (1.0 - self.curve.fmr(distance)) ** (roster_size * self.looks))

    def is_extrapolated(self, roster_size: int) -> bool:
        """Say whether the threshold for that size is nearer than any pair of the benchmark."""
        distance = self.greatest_distance(roster_size)
        return distance is None or distance < self.curve.measured_from


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
