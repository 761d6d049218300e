"""Who is asked for a PIN: twins anywhere, classmates within threshold and margin of a shared list."""

import pytest

from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.look_alikes import ClosePair, Reach, are_look_alikes, groups, look_alikes, reach
from tests.limits import limits_through

LIMITS = limits_through((2, 0.40), (100, 0.30), margin=0.05, duplicate=0.20)
A, B, C, D = (PersonId(name) for name in "abcd")


@pytest.mark.parametrize(
    ("distance", "shared", "expected"),
    [
        (0.19, [], True),
        (0.20, [], False),
        (0.44, [2], True),
        (0.46, [2], False),
        (0.34, [100], True),
        (0.36, [100], False),
        (0.36, [100, 2], True),  # in the small class the threshold is wider
        (0.34, [5000], True),  # longer than the model serves: as its longest
        (0.44, [1], True),  # two who are being enrolled into an empty class
        (0.10, [100], True),
    ],
)
def test_the_rule(distance: float, shared: list[int], expected: bool) -> None:
    assert are_look_alikes(distance, shared, LIMITS) is expected


def test_reach_holds_every_pair_that_can_ever_count() -> None:
    found = reach(LIMITS)
    assert (found.anybody, round(found.classmates, 6)) == (0.20, 0.45)
    for size in (1, 2, 3, 30, 100, 1000):
        assert not are_look_alikes(found.classmates, [size], LIMITS)
    assert not are_look_alikes(found.anybody, [], LIMITS)
    assert found.covers(reach(LIMITS.with_target(0.0001)))
    assert not found.covers(reach(LIMITS.with_target(0.01)))
    assert not found.covers(Reach(0.21, 0.1))
    wide = limits_through((2, 0.40), (100, 0.30), duplicate=0.6)
    assert reach(wide) == Reach(0.6, 0.6)
    assert reach(limits_through((2, 1.0), (100, 0.9), margin=1.5)) == Reach(0.20, 2.0)  # as the schema has it


def test_pairs_are_judged_by_the_lists_as_they_are() -> None:
    close, far, twins = ClosePair.of(B, A, 0.34), ClosePair.of(C, D, 0.42), ClosePair.of(A, D, 0.1)
    assert (close.first, close.second) == (A, B)
    big, small = ClassId("big"), ClassId("small")
    enrolled = {big: 100, small: 2}
    pairs = (close, far, twins)
    assert look_alikes(pairs, {}, enrolled, LIMITS) == (twins,)
    everybody = dict.fromkeys((A, B, C, D), frozenset({big}))
    assert look_alikes(pairs, everybody, enrolled, LIMITS) == (close, twins)
    moved = everybody | {C: frozenset({big, small}), D: frozenset({big, small})}
    assert look_alikes(pairs, moved, enrolled, LIMITS) == pairs


def test_pairs_that_share_somebody_are_one_group() -> None:
    pairs = [ClosePair.of(A, B, 0.1), ClosePair.of(C, D, 0.1)]
    assert groups(pairs) == {A: {A, B}, B: {A, B}, C: {C, D}, D: {C, D}}
    linked = groups([*pairs, ClosePair.of(B, C, 0.1)])
    assert set(linked) == {A, B, C, D}
    assert set(linked.values()) == {frozenset({A, B, C, D})}
    assert groups([]) == {}
