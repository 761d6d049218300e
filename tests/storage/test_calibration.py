"""Argon2id's cost: memory first, then passes, within half a second and one, never below the floor."""

import pytest

from kiosk.storage import calibration
from kiosk.storage.calibration import LEAST_S, MOST_S, Timed
from kiosk.storage.keys import MEMORY_CEILING, MEMORY_FLOOR, MIB, PASSES_CEILING

GIB = 1024 * MIB


def machine(gib_a_second: float, *, swaps_above: int = MEMORY_CEILING, has: int = 64 * GIB) -> Timed:
    """A machine that fills memory at a rate, far slower beyond some amount, and refuses more than it has."""

    def timed(passes: int, memory: int) -> float:
        if memory > has:
            raise MemoryError
        seconds = passes * memory / GIB / gib_a_second
        return seconds * (20 if memory > swaps_above else 1)

    return timed


@pytest.mark.parametrize(
    ("timed", "memory", "wanted"),
    [
        (machine(1.5), 16 * GIB, (3, 256 * MIB)),  # the 2-core machine of STANDARD: 0.5 s
        (machine(1.49), 16 * GIB, (3, 256 * MIB)),
        (machine(1.51), 16 * GIB, (3, 512 * MIB)),
        (machine(6.0), 16 * GIB, (3, GIB)),
        (machine(24.0), 64 * GIB, (18, GIB)),  # all the memory there may be: then passes
        (machine(6.0), 2 * GIB, (18, 256 * MIB)),  # little memory
        (machine(0.1), 16 * GIB, (1, 64 * MIB)),  # slow: the floor stays, and fewer passes
        (machine(0.01), 256 * MIB, (1, 64 * MIB)),
        (machine(3.0, swaps_above=256 * MIB), 16 * GIB, (9, 256 * MIB)),
        (machine(3.0, has=128 * MIB), 16 * GIB, (18, 128 * MIB)),
        (machine(10_000.0), 64 * GIB, (PASSES_CEILING, GIB)),
    ],
)
def test_memory_first_and_then_passes(timed: Timed, memory: int, wanted: tuple[int, int]) -> None:
    policy = calibration.calibrated(timed, memory)
    assert (policy.passes, policy.memory_bytes) == wanted


@pytest.mark.parametrize("rate", [0.2, 0.5, 1.0, 2.0, 3.3, 7.0, 15.0, 40.0])
def test_a_try_takes_half_a_second_to_one(rate: float) -> None:
    timed = machine(rate)
    policy = calibration.calibrated(timed, 64 * GIB)
    assert LEAST_S <= timed(policy.passes, policy.memory_bytes) <= MOST_S
    assert policy.memory_bytes >= MEMORY_FLOOR


def test_the_machine_says_what_memory_it_has() -> None:
    assert calibration.machine_memory() > 128 * MIB


def test_a_measurement_is_of_a_derivation() -> None:
    assert calibration.measure(1, 8192) > 0
