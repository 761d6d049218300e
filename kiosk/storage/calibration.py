"""How costly Argon2id is made on this machine: each try at a passphrase takes half a second to a second here.

Memory first, because it is what a guesser's machine has least of, then passes (RFC 9106, section 4). The
result is stored with each slot, so a slot opens on another machine too, slower or faster.
"""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from kiosk.storage.keys import (
    MEMORY_CEILING,
    MEMORY_FLOOR,
    MIB,
    PASSES_CEILING,
    STANDARD,
    KdfParameters,
    KdfPolicy,
    stretch,
)

LEAST_S: Final = 0.5
MOST_S: Final = 1.0
WANTED_S: Final = 0.75
SHARE_OF_MEMORY: Final = 8
"""No more than this part of the machine's memory: the camera works while somebody signs in."""
WHERE_UNKNOWN: Final = 256 * MIB
_START_PASSES: Final = 3
Timed = Callable[[int, int], float]
"""Gives the seconds that a derivation takes, from passes and bytes of memory. Raises MemoryError."""


def calibrated(timed: Timed | None = None, memory_bytes: int | None = None) -> KdfPolicy:
    """Find a policy whose derivation takes LEAST_S to MOST_S here; a slow machine keeps the floor.

    Args:
        timed: Measures; None derives a key and looks at the clock.
        memory_bytes: The machine's memory; None asks the system.
    """
    timed = timed or measure
    most = _most_memory(machine_memory() if memory_bytes is None else memory_bytes)
    memory, seconds = _memory(timed, most)
    passes = _START_PASSES
    if not LEAST_S <= seconds <= MOST_S:
        passes = min(PASSES_CEILING, max(1, round(_START_PASSES * WANTED_S / seconds)))
    return replace(STANDARD, passes=passes, memory_bytes=memory)


def measure(passes: int, memory_bytes: int) -> float:
    """Derive a key and give how many seconds it took this thread, whatever else the machine does.

    Raises:
        MemoryError: If the machine cannot give the memory.
    """
    parameters = KdfParameters.fresh(passes, memory_bytes)
    before = time.thread_time()
    stretch(b"a passphrase of some length", parameters)
    return time.thread_time() - before


def machine_memory() -> int:
    """Give the machine's memory in bytes; where it is not told, what makes WHERE_UNKNOWN the most."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return WHERE_UNKNOWN * SHARE_OF_MEMORY


def _most_memory(of_machine: int) -> int:
    return max(MEMORY_FLOOR, min(MEMORY_CEILING, of_machine // SHARE_OF_MEMORY))


def _memory(timed: Timed, most: int) -> tuple[int, float]:
    """Double the memory until a derivation takes long enough, or there is no more; give both."""
    memory = MEMORY_FLOOR
    seconds = timed(_START_PASSES, memory)
    while seconds < LEAST_S and memory * 2 <= most:
        try:
            longer = timed(_START_PASSES, memory * 2)
        except MemoryError:
            break
        if longer > MOST_S:  # the machine is short of memory, and began to swap
            break
        memory, seconds = memory * 2, longer
    return memory, seconds
