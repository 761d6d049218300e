"""PINs: their shape, and which are too easy."""

import itertools

from kiosk.domain.names import ascii_digits

SHORTEST = 4
LONGEST = 8


class PinProblem(ValueError):  # noqa: N818 - a problem with input, told to the person
    """What is wrong with a chosen PIN: "shape" (4 to 8 digits) or "easy"."""


def clean_pin(text: str) -> str:
    """Read a PIN with digits of any script.

    Raises:
        PinProblem: "shape" when it is not 4 to 8 digits.
    """
    digits = ascii_digits(text.strip())
    if not (digits.isascii() and digits.isdecimal() and SHORTEST <= len(digits) <= LONGEST):
        raise PinProblem("shape")
    return digits


def check_new_pin(text: str) -> str:
    """Read a newly chosen PIN and refuse the ones tried first: one digit repeated, or a run up or down.

    Raises:
        PinProblem: "shape" or "easy".
    """
    digits = clean_pin(text)
    steps = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(digits)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise PinProblem("easy")
    return digits
