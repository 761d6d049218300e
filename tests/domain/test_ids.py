"""Identifiers: the layout of RFC 9562 and what a log may show."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.ids import new_id, short, uuid7


@given(st.integers(0, (1 << 48) - 1), st.binary(min_size=10, max_size=10))
def test_layout(unix_ms: int, random: bytes) -> None:
    made = UUID(uuid7(unix_ms, random))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == unix_ms


@given(st.integers(0, (1 << 48) - 2), st.binary(min_size=10, max_size=10))
def test_sorts_by_time(unix_ms: int, random: bytes) -> None:
    assert uuid7(unix_ms, b"\xff" * 10) < uuid7(unix_ms + 1, random)


@pytest.mark.parametrize(("unix_ms", "random"), [(-1, bytes(10)), (1 << 48, bytes(10)), (0, bytes(9))])
def test_refuses_what_does_not_fit(unix_ms: int, random: bytes) -> None:
    with pytest.raises(ValueError, match=r"48 bits|random bytes"):
        uuid7(unix_ms, random)


def test_the_short_form_is_random_and_not_time() -> None:
    made = new_id()
    assert short(made) == made[-8:]
    assert len({short(new_id()) for _ in range(1000)}) == 1000
