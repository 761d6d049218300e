"""Made-up embeddings of made-up people, and folders of empty picture files that carry their names."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.evaluation.identification import Population
from kiosk.evaluation.looks import Looks

DIMENSIONS = 24


def unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True))


def town(
    people: int, pictures: int, strangers: int, *, spread: float = 0.25, sizes: int = 2, seed: int = 1
) -> tuple[Looks, Population]:
    """People whose pictures lie around a point of their own, and strangers with one picture each."""
    random = np.random.default_rng(seed)
    middles = unit(random.standard_normal((people, DIMENSIONS)))
    width = spread / np.sqrt(DIMENSIONS)
    rows = [m + width * random.standard_normal((pictures, DIMENSIONS)) for m in middles]
    rows.append(random.standard_normal((strangers, DIMENSIONS)))
    still = np.concatenate([unit(row) for row in rows])
    noise = 0.02 * random.standard_normal((len(still), sizes, DIMENSIONS))
    looks = Looks(unit(still[:, None, :] + noise), np.ones(len(still), dtype=bool), {})
    places = [tuple(range(i * pictures, (i + 1) * pictures)) for i in range(people)]
    first = people * pictures
    return looks, Population(tuple(places), tuple(range(first, first + strangers)))


def without(looks: Looks, *places: int) -> Looks:
    """The same, but no face was found on some pictures."""
    sizes, is_found = looks.sizes.copy(), looks.is_found.copy()
    sizes[list(places)] = np.nan
    is_found[list(places)] = False
    return Looks(sizes, is_found, {})


def folder(root: Path, **people: int) -> Path:
    """Empty files: names are all that listing pictures needs."""
    for name, count in people.items():
        (root / name).mkdir(parents=True)
        for number in range(1, count + 1):
            (root / name / f"{name}_{number:04d}.jpg").touch()
    return root
