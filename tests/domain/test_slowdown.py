"""Waits double from one second to thirty and no further."""

import pytest

from kiosk.domain.slowdown import LONGEST_WAIT_S, wait_s


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(-1, 0), (0, 0), (1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 30), (7, 30), (10**9, 30)],
)
def test_waits(failures: int, seconds: float) -> None:
    assert wait_s(failures) == seconds


def test_nobody_is_locked_out() -> None:
    assert max(wait_s(n) for n in range(100)) == LONGEST_WAIT_S == 30
