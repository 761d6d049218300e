"""Which PINs are PINs, and which are tried first."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.pins import PinProblem, check_new_pin, clean_pin


@pytest.mark.parametrize(
    ("typed", "digits"), [("4711", "4711"), (" 4711 ", "4711"), ("٤٧١١", "4711"), ("12345678", "12345678")]
)
def test_digits_of_any_script(typed: str, digits: str) -> None:
    assert clean_pin(typed) == digits


@pytest.mark.parametrize("typed", ["", "123", "123456789", "12a4", "12 34", "²²²²", "-123"])
def test_other_shapes(typed: str) -> None:
    with pytest.raises(PinProblem, match="shape"):
        clean_pin(typed)


@pytest.mark.parametrize("typed", ["0000", "1234", "4321", "8901", "1098", "77777777", "٠٠٠٠"])
def test_easy_ones_are_not_taken(typed: str) -> None:
    with pytest.raises(PinProblem, match="easy"):
        check_new_pin(typed)


@given(st.text(alphabet="0123456789", min_size=4, max_size=8))
def test_a_new_pin_is_one_that_can_be_typed_again(digits: str) -> None:
    with contextlib.suppress(PinProblem):
        assert clean_pin(check_new_pin(digits)) == digits
