"""How strict the door is, as what a school may expect of it: wrong marks a term, and looks to be repeated.

A threshold says nothing to anybody. These are the two things that it trades for each other;
docs/recognition.md derives them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.matching import SHIPPED_FPIR, MatchLimits

STRANGERS = 0.05
"""Of those who step up, how many are on no open list at most: one in twenty. Visitors, the wrong door."""


class Strictness(StrEnum):
    """What the school chose."""

    STRICT = "strict"
    """Fewer wrong marks, more people who look twice or use their code."""
    NORMAL = "normal"
    LENIENT = "lenient"
    """Fewer people who look twice, more wrong marks: for a door that somebody watches."""


TARGETS: Mapping[Strictness, float] = MappingProxyType(
    {Strictness.STRICT: 0.0001, Strictness.NORMAL: SHIPPED_FPIR, Strictness.LENIENT: 0.01}
)
"""The share of strangers' transactions that may end in somebody's mark."""


@dataclass(frozen=True, slots=True)
class MissCurve:
    """How often an enrolled person's single look is farther from their template than a distance.

    Attributes:
        points: (distance, share) pairs, distances rising and shares falling.
    """

    points: tuple[tuple[float, float], ...]

    def missed(self, distance: float) -> float:
        """Give the share of looks that are farther, 0 to 1: linear between points, level outside of them."""
        first, last = self.points[0], self.points[-1]
        if distance <= first[0]:
            return first[1]
        for (near, many), (far, few) in zip(self.points, self.points[1:], strict=False):
            if distance <= far:
                return many + (few - many) * (distance - near) / (far - near)
        return last[1]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a strictness means here.

    Attributes:
        strictness: Which.
        target_fpir: The share of strangers' transactions that may end in somebody's mark.
        wrong_marks_a_term: From (nobody but classmates steps up) to (one in twenty is a stranger).
        repeat_looks: Share of single looks that do not suffice, 0 to 1; None where it was not measured.
        is_extrapolated: The threshold is nearer than any pair of the benchmark.
    """

    strictness: Strictness
    target_fpir: float
    wrong_marks_a_term: tuple[float, float]
    repeat_looks: float | None
    is_extrapolated: bool


def expect(
    strictness: Strictness,
    limits: MatchLimits,
    missed: MissCurve | None,
    roster_size: int,
    transactions_a_term: int,
) -> Expectation | None:
    """Say what a strictness comes to.

    A classmate gets somebody else's mark when their own template is missed and another one is near enough;
    a stranger, when any is.

    Args:
        strictness: Which.
        limits: The model's.
        missed: Its mated looks, where this project measured them.
        roster_size: People enrolled on the largest list that is open at once.
        transactions_a_term: How often somebody steps up in a term.

    Returns:
        None when the roster is larger than the model serves.
    """
    chosen = limits.with_target(TARGETS[strictness])
    distance = chosen.greatest_distance(roster_size)
    if distance is None:
        return None
    repeat = None if missed is None else missed.missed(distance)
    classmates = (1.0 if repeat is None else repeat) * chosen.fpir(max(roster_size - 1, 0), distance)
    strangers = STRANGERS * chosen.fpir(roster_size, distance)
    return Expectation(
        strictness,
        chosen.target_fpir,
        (transactions_a_term * classmates, transactions_a_term * (classmates + strangers)),
        repeat,
        chosen.is_extrapolated(roster_size),
    )


def expectations(
    limits: MatchLimits, missed: MissCurve | None, roster_size: int, transactions_a_term: int
) -> Sequence[Expectation]:
    """Give one expectation a strictness, the strictest first; none beyond the model's largest roster."""
    found = (expect(s, limits, missed, roster_size, transactions_a_term) for s in Strictness)
    return tuple(one for one in found if one is not None)
