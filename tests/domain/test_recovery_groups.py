"""The two groups that are asked for: any two, in order; and what counts as typed right."""

from random import Random

import pytest

from kiosk.domain.recovery_groups import GROUPS, groups_asked, groups_of, is_group_right

CODE = "01AB-2222-3333-4444-5555-6666-WXYZ"


def test_every_pair_of_groups_is_asked_for_at_times() -> None:
    chance = Random(7)
    asked = {groups_asked(chance) for _ in range(600)}
    assert asked == {(first, second) for first in range(GROUPS) for second in range(first + 1, GROUPS)}


def test_a_code_has_as_many_groups_as_can_be_asked_for() -> None:
    assert len(groups_of(CODE)) == GROUPS


@pytest.mark.parametrize(
    ("place", "typed", "is_right"),
    [
        (0, "01AB", True),
        (0, " olab ", True),
        (0, "OiA-B", True),
        (6, "wxyz", True),
        (0, "2222", False),
        (6, "WXY", False),
        (6, "WXYZZ", False),
        (1, "", False),
    ],
)
def test_a_group_is_read_as_people_type_it(place: int, typed: str, is_right: bool) -> None:
    assert is_group_right(CODE, place, typed) is is_right
