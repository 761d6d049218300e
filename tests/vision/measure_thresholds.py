"""Measures the thresholds of models/manifest.toml: `python -m tests.vision.measure_thresholds`.

Open set, on ../shared/data/faces. Each person with five pictures or more gets the template of their first
three (those that pass the gate); their other pictures are mated probes. Strangers are the people with one
picture and, to double their number, each enrolled person's probes with that person taken out of the gallery.

FPIR at a roster of N is the mean over all strangers of the chance that at least one of N people drawn from
the gallery without replacement is within the distance, which is exact (hypergeometric) and needs no drawing.
Rosters larger than the gallery are extrapolated on the line through the measured sizes, distance against
log N, as MatchLimits does between rows.
"""

from dataclasses import dataclass
from math import lgamma, log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import Embedding, Float32Array
from kiosk.vision.recogniser import Capture
from kiosk.vision.templates import agreeing, agreement_distance, mean_template
from tests.vision.portraits import capture, make_parts, pictures_of_people

SIZES = (1, 10, 30, 100)
EXTRAPOLATED = 300
RATES = (0.01, 0.003, 0.001)
ENROLLED_FROM = 3


@dataclass(frozen=True)
class Figures:
    """Distances of the benchmark.

    Attributes:
        mated: (P,) of each mated probe to its own template.
        second: (P,) of each mated probe to the nearest other template.
        strangers: Per stranger, the sorted distances to a gallery without them.
        pairs: Of two single pictures of one person.
        refused: Pictures that the gate refused.
    """

    mated: NDArray[np.float64]
    second: NDArray[np.float64]
    strangers: list[NDArray[np.float64]]
    pairs: NDArray[np.float64]
    refused: int


def measure() -> Figures:
    parts = make_parts()
    recogniser = parts.recogniser()
    refused = 0

    def embeddings(paths: list[Path]) -> list[Embedding]:
        nonlocal refused
        captures = [capture(recogniser, path) for path in paths]
        good = [c.embedding for c in captures if isinstance(c, Capture)]
        refused += len(captures) - len(good)
        return good

    templates: list[Float32Array] = []
    probes: list[tuple[int, Float32Array]] = []
    pairs: list[float] = []
    for paths in pictures_of_people(5).values():
        first = embeddings(paths[:ENROLLED_FROM])
        rest = embeddings(paths[ENROLLED_FROM:])
        everything = np.array([e.vector for e in first + rest])
        pairs += [float(np.linalg.norm(a - b)) for i, a in enumerate(everything) for b in everything[:i]]
        kept = agreeing(first, agreement_distance(parts.match_limits))
        if not kept:
            continue
        probes += [(len(templates), e.vector) for e in rest]
        templates.append(mean_template([first[place] for place in kept]).vector)
    gallery = np.array(templates, dtype=np.float64)
    alone = [e.vector for paths in pictures_of_people(1, 1).values() for e in embeddings(paths)]
    recogniser.close()
    to_all = np.array([np.linalg.norm(gallery - vector, axis=1) for _, vector in probes])
    own = np.array([owner for owner, _ in probes])
    others = [np.sort(np.delete(row, owner)) for row, owner in zip(to_all, own, strict=True)]
    strangers = [np.sort(np.linalg.norm(gallery - vector, axis=1)) for vector in alone] + others
    mated = to_all[np.arange(len(own)), own]
    second = np.array([row[0] for row in others])
    return Figures(mated, second, strangers, np.array(pairs), refused)


def chance_of_any(near: int, people: int, roster: int) -> float:
    """Chance that at least one of `near` people is among `roster` drawn from `people`."""
    if near == 0:
        return 0.0
    if people - near < roster:
        return 1.0
    far = people - near
    return 1.0 - float(
        np.exp(lgamma(far + 1) - lgamma(far - roster + 1) - lgamma(people + 1) + lgamma(people - roster + 1))
    )


def fpir(distance: float, roster: int, strangers: list[NDArray[np.float64]]) -> float:
    near = (int(np.searchsorted(row, distance, side="right")) for row in strangers)
    return float(
        np.mean([chance_of_any(n, len(row), roster) for n, row in zip(near, strangers, strict=True)])
    )


def threshold(rate: float, roster: int, strangers: list[NDArray[np.float64]]) -> float:
    """The greatest distance whose FPIR is not above `rate`, by bisection."""
    low, high = 0.0, 2.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if fpir(middle, roster, strangers) > rate else (middle, high)
    return low


def on_the_line(distances: list[float], roster: int) -> float:
    slope, offset = np.polyfit([log(n) for n in SIZES], distances, 1)
    return float(offset + slope * log(roster))


def main() -> None:
    figures = measure()
    print(f"{len(figures.mated)} mated probes, {len(figures.strangers)} strangers, {figures.refused} refused")
    for name, values in (("one person's pictures", figures.pairs), ("mated probes", figures.mated)):
        shown = ", ".join(f"{np.percentile(values, p):.3f} ({p} %)" for p in (50, 90, 95, 98, 99))
        print(f"{name}: {shown}")
    for rate in RATES:
        distances = [threshold(rate, size, figures.strangers) for size in SIZES]
        rows = [*zip(SIZES, distances, strict=True), (EXTRAPOLATED, on_the_line(distances, EXTRAPOLATED))]
        for size, distance in rows:
            missed = float((figures.mated > distance).mean())
            print(f"FPIR {rate:.1%} N {size:4} distance {distance:.3f} FNIR {missed:.1%}")
    for margin in (0.0, 0.01, 0.02, 0.03, 0.05):
        tied = float((figures.second - figures.mated < margin).mean())
        print(f"margin {margin:.2f}: {tied:.1%} of mated probes are ties in a gallery of everybody")


if __name__ == "__main__":
    main()
