from itertools import pairwise, permutations

import pytest

from kiosk.domain.ids import PersonId
from kiosk.domain.matching import Candidate, Match, MatchLimits, NoMatch, decide

LIMITS = MatchLimits(((10, 0.40), (100, 0.30), (300, 0.28)), margin=0.05, largest_roster=300)


@pytest.mark.parametrize(
    ("people", "distance"),
    [(0, 0.40), (1, 0.40), (10, 0.40), (100, 0.30), (300, 0.28), (301, None), (10_000, None)],
)
def test_the_threshold_at_its_rows_and_beyond(people: int, distance: float | None) -> None:
    assert LIMITS.greatest_distance(people) == (distance if distance is None else pytest.approx(distance))


def test_between_rows_it_is_linear_in_the_logarithm() -> None:
    assert LIMITS.greatest_distance(32) == pytest.approx(0.35, abs=0.001)  # 32 is half-way from 10 to 100
    values = [LIMITS.greatest_distance(people) or 0.0 for people in range(1, 301)]
    assert all(a >= b for a, b in pairwise(values))


def near(*pairs: tuple[str, float]) -> list[Candidate]:
    return [Candidate(PersonId(person), distance) for person, distance in pairs]


@pytest.mark.parametrize(
    ("candidates", "people", "answer"),
    [
        ([], 0, NoMatch.EMPTY),
        (near(("a", 0.39)), 1, Match(PersonId("a"), 0.39)),
        (near(("a", 0.41)), 1, NoMatch.FAR),
        (near(("a", 0.39)), 100, NoMatch.FAR),  # the same face, a longer list
        (near(("a", 0.10)), 301, NoMatch.ROSTER_TOO_LARGE),
        (near(("a", 0.30), ("b", 0.36)), 2, Match(PersonId("a"), 0.30)),
        (near(("a", 0.30), ("b", 0.34)), 2, NoMatch.TIE),
        (near(("a", 0.30), ("a", 0.31), ("b", 0.36)), 2, Match(PersonId("a"), 0.30)),
        (near(("a", 0.30), ("b", 0.30)), 2, NoMatch.TIE),
        (near(("a", 0.41), ("b", 0.42)), 2, NoMatch.FAR),
    ],
)
def test_the_nearest_is_taken_if_near_enough_and_clearly_nearer(
    candidates: list[Candidate], people: int, answer: Match | NoMatch
) -> None:
    for order in permutations(candidates):
        assert decide(order, people, LIMITS) == answer
