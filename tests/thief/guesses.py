"""What guessing costs: passphrases at slots.json, and with the device key numbers and PINs."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kiosk.storage.codes import _PIN, _TAG
from kiosk.storage.keys import MIB, KdfParameters, keyed, stretch
from tests.thief.haul import Cost

_TAGS_TRIED = 20_000
_WORDS_BITS = 77
"""Six words of a list of 7,776."""


@dataclass(frozen=True, slots=True)
class PinRow:
    """A row of Zone K's pins; its repr shows nothing."""

    tag: bytes
    kdf: KdfParameters
    verifier: bytes

    def __repr__(self) -> str:
        return "PinRow(...)"


def passphrase_cost(kdf: KdfParameters, clock: Callable[[], float] = time.perf_counter) -> Cost:
    """Try one passphrase at a slot's own parameters."""
    start = clock()
    stretch(b"a guess at a passphrase", kdf)
    took = clock() - start
    years = took * 2 ** (_WORDS_BITS - 1) / (365.25 * 86400)
    return Cost(
        "a passphrase, at slots.json",
        took,
        f"{took:.2f} s and {kdf.memory_bytes // MIB} MiB a try; six words from the list, "
        f"on a million such machines: {years / 1e6:.0e} years on average",
    )


def pin_cost(row: PinRow, pepper: bytes, clock: Callable[[], float] = time.perf_counter) -> Cost:
    """Try one PIN of one person."""
    start = clock()
    is_pin(row, pepper, "0000")
    took = clock() - start
    return Cost(
        "the PIN of one person",
        took,
        f"{took:.3f} s a try on one thread: at most {_span(took * 10**4)} for four digits, "
        f"{_span(took * 10**6)} for six",
    )


def number_cost(pepper: bytes, clock: Callable[[], float] = time.perf_counter) -> Cost:
    """Try school numbers at the tags of those who have a PIN."""
    start = clock()
    for number in range(_TAGS_TRIED):
        tag_of(str(number), pepper)
    took = (clock() - start) / _TAGS_TRIED
    return Cost(
        "the school number of everybody who has a PIN",
        took,
        f"{took * 1e6:.1f} us a try: {_span(took * 10**6)} for all numbers of six digits",
    )


def tag_of(number: str, pepper: bytes) -> bytes:
    """Compute what stands for a number in Zone K."""
    return keyed(pepper, _TAG, number.encode())


def find_number(row: PinRow, pepper: bytes, candidates: Iterable[str]) -> str | None:
    """Find whose number a row has."""
    return next((number for number in candidates if tag_of(number, pepper) == row.tag), None)


def is_pin(row: PinRow, pepper: bytes, digits: str) -> bool:
    """Say whether the PIN is right."""
    return stretch(keyed(pepper, _PIN, row.tag + digits.encode()), row.kdf) == row.verifier


def find_pin(row: PinRow, pepper: bytes, candidates: Iterable[str]) -> str | None:
    """Find a person's PIN."""
    return next((digits for digits in candidates if is_pin(row, pepper, digits)), None)


def _span(seconds: float) -> str:
    for size, unit in ((86400.0, "days"), (3600.0, "hours"), (60.0, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"
