"""Linking the stored rows of two installations: whose row there is nearest to a person's row here?

Every stored row of both is what an attacker has; no photograph and no secret. With pictures:
`python -m tests.attacks.linking --images DIR`.
"""

import argparse
import sys
from dataclasses import dataclass
from math import comb
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.attacks.people import Looks, looks_of, made_up

Rows = NDArray[np.float32]
CHANCE = 1e-6
"""Below this probability so many hits are no chance: 9 of 150. Secrets are drawn anew at each run, so a test
with a likelier bound would fail by itself now and then."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What nearest-neighbour linking came to.

    Attributes:
        people: Rows on either side, of the same people.
        hits: Of how many the nearest row of the other side is their own.
        chance: Probability of so many hits or more by guessing.
    """

    people: int
    hits: int
    chance: float


def link(one: Rows, other: Rows) -> Linked:
    """Link each row of one installation to the nearest of the other.

    Args:
        one: (people, dimensions), unit rows.
        other: The same people in the same order.
    """
    nearest = (one @ other.T).argmax(axis=1)
    hits = int((nearest == np.arange(len(one))).sum())
    return Linked(len(one), hits, at_least(hits, len(one), 1 / len(one)))


def at_least(hits: int, tries: int, rate: float) -> float:
    """Give the exact binomial probability of `hits` or more."""
    return sum(comb(tries, n) * rate**n * (1 - rate) ** (tries - n) for n in range(hits, tries + 1))


def split(looks: Looks) -> tuple[Rows, Rows]:
    """Give two templates a person, of different looks: (people, dimensions) each, unit rows."""
    halves = [np.array([one[part::2].mean(axis=0) for one in looks]) for part in (0, 1)]
    first, second = (half / np.linalg.norm(half, axis=1, keepdims=True) for half in halves)
    return first.astype(np.float32), second.astype(np.float32)


def main(arguments: list[str]) -> int:
    """Run on pictures, or on made-up people without them."""
    from kiosk.domain.faces import Embedding
    from kiosk.domain.protection import Rotation
    from kiosk.storage.keys import SecretBytes

    parser = argparse.ArgumentParser("tests.attacks.linking", description=__doc__)
    parser.add_argument("--images", type=Path, metavar="DIR", help="DIR/PERSON/PERSON_0001.jpg")
    parser.add_argument("--model", default="", metavar="NAME")
    asked = parser.parse_args(arguments)
    looks = made_up(150, 6) if asked.images is None else looks_of(asked.images, asked.model)
    first, second = split(looks)
    same, other = (Rotation(SecretBytes.random().reveal(), first.shape[1]) for _ in range(2))

    def stored(rows: Rows, rotation: Rotation) -> Rows:
        return np.array([rotation.protect(Embedding(row, "")).vector for row in rows])

    pairs = {
        "unprotected": (first, second),
        "one installation": (stored(first, same), stored(second, same)),
        "two installations": (stored(first, same), stored(second, other)),
    }
    for name, (one, two) in pairs.items():
        found = link(one, two)
        print(f"{name}: {found.hits} of {found.people} linked (chance {found.chance:.2g})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
