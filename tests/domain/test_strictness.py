from itertools import pairwise

import pytest

from kiosk.domain.matching import FalseMatchCurve, MatchLimits
from kiosk.domain.strictness import MissCurve, Strictness, expect, expectations

LIMITS = MatchLimits(FalseMatchCurve(-55.3, 206.5, -199.2, 0.31), 0.03, 300, 0.4, 0.27)
MISSED = MissCurve(((0.2, 0.8), (0.3, 0.1), (0.4, 0.0)))


@pytest.mark.parametrize(
    ("distance", "share"), [(0.1, 0.8), (0.2, 0.8), (0.25, 0.45), (0.3, 0.1), (0.35, 0.05), (0.9, 0.0)]
)
def test_missed_looks_are_linear_between_points(distance: float, share: float) -> None:
    assert MISSED.missed(distance) == pytest.approx(share)


def test_strictness_trades_wrong_marks_for_repeated_looks() -> None:
    found = expectations(LIMITS, MISSED, 30, 6000)
    assert [one.strictness for one in found] == [Strictness.STRICT, Strictness.NORMAL, Strictness.LENIENT]
    for strict, lenient in pairwise(found):
        assert strict.wrong_marks_a_term[1] < lenient.wrong_marks_a_term[1]
        assert (strict.repeat_looks or 0) > (lenient.repeat_looks or 1)
    assert [one.is_extrapolated for one in found] == [True, False, False]


def test_wrong_marks_are_of_classmates_who_were_missed_and_of_strangers() -> None:
    """By hand: 30 people, one stranger in a thousand, one look in twelve missed."""
    found = expect(Strictness.NORMAL, LIMITS, MISSED, 30, 6000)
    assert found is not None
    assert found.repeat_looks is not None
    few, many = found.wrong_marks_a_term
    assert few == pytest.approx(6000 * found.repeat_looks * 0.001 * 29 / 30, rel=0.01)
    assert many - few == pytest.approx(6000 * 0.05 * 0.001, rel=0.01)


def test_unmeasured_looks_are_taken_as_all_missed() -> None:
    found = expect(Strictness.NORMAL, LIMITS, None, 30, 6000)
    assert found is not None
    assert found.repeat_looks is None
    assert found.wrong_marks_a_term[0] == pytest.approx(6000 * 0.001 * 29 / 30, rel=0.01)


def test_nothing_is_promised_beyond_the_largest_roster() -> None:
    assert expectations(LIMITS, MISSED, 301, 6000) == ()


def test_nobody_enrolled_gets_no_wrong_mark() -> None:
    found = expect(Strictness.NORMAL, LIMITS, MISSED, 0, 6000)
    assert found is not None
    assert found.wrong_marks_a_term == (0.0, 0.0)
