"""The recovery code as its groups: which two are asked for, and whether what was typed is one of them.

Asking for two shows that the code was written down. It knows nothing of what the code opens, and keeps none.
"""

from random import Random
from typing import Final

GROUPS: Final = 7
ASKED: Final = 2
# Letters that the code's alphabet leaves out because they look like digits are read as those digits.
_LOOK_ALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def groups_asked(chance: Random) -> tuple[int, int]:
    """Pick the groups that have to be typed back.

    Args:
        chance: `random.SystemRandom()`, but in tests: whoever could foresee them would write down only two.

    Returns:
        Two places, counted from 0, in rising order.
    """
    first, second = sorted(chance.sample(range(GROUPS), ASKED))
    return first, second


def groups_of(code: str) -> tuple[str, ...]:
    """Split a code as it is shown, "0123-4567-...", into its groups."""
    return tuple(code.split("-"))


def is_group_right(code: str, place: int, typed: str) -> bool:
    """Say whether what was typed is the group at a place: any case, O for 0, I and L for 1.

    Args:
        code: As it is shown.
        place: Counted from 0.
        typed: As somebody read it off their paper.
    """
    return typed.strip().upper().translate(_LOOK_ALIKES) == groups_of(code)[place]
