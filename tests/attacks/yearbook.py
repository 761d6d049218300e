"""The yearbook attack: who has photographs of the enrolled people finds the rotation, without any secret.

The attacker has the stored rows `y = R x` without names, and some photographs of each enrolled person, put
through the same model. Rotation keeps every distance, so the cloud of the rows and the cloud of the
photographs have one shape: what has to be found is which row is whose, and R follows. It is found by
Wasserstein-Procrustes (Grave, Joulin, Berthet 2018): a soft assignment and the best R for it in turn, the
assignment hardened step by step, begun from each row's sorted similarities to all others. Several beginnings
are tried; how well the rotated photographs fit tells the attacker which one is right.

`python -m tests.attacks.yearbook --images DIR [--model NAME] [--photographs 3] [--known 0]`
"""

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from kiosk.domain.faces import Embedding
from kiosk.domain.protection import Rotation
from kiosk.storage.keys import SecretBytes
from tests.attacks.people import ARCFACE, DLIB, Looks, looks_of, made_up, unit

Rows = NDArray[np.float64]
Places = NDArray[np.intp]
ENROLLED_WITH = 3
"""Looks behind a template at most; what is left are the attacker's photographs."""
BEGINNINGS = tuple((vague, hot) for hot in (0.4, 0.8, 0.2, 0.1) for vague in (1.0, 0.3, 0.1, 0.03))
"""How vague the first assignment is, and the temperature at which the annealing begins."""
_COLDEST = 0.01
_STEPS = 80
_BALANCING = 15
_SMALLEST = -300.0
"""Logarithm of the smallest share: what is less is lost in float64 when rows and columns are scaled."""
_AGREEING = 2
"""So many beginnings that end in the same answer are enough."""


@dataclass(frozen=True, slots=True, eq=False)
class Stolen:
    """One trial.

    Attributes:
        rows: (people, dimensions) as stored, in an order that tells nothing.
        photographs: (people, dimensions), the attacker's own, by person.
        truth: Per row, whose it is; for the judge only.
    """

    rows: Rows
    photographs: Rows
    truth: Places


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What the attacker comes to.

    Attributes:
        whose: Per row, the person.
        fit: Mean similarity of rows and rotated photographs, 1 for perfect.
    """

    whose: Places
    fit: float


def steal(looks: Looks, photographs: int, random: np.random.Generator) -> Stolen:
    """Enrol everybody under a fresh secret and leave the attacker other looks."""
    enrolled, own = [], []
    for one in looks:
        mixed = one[random.permutation(len(one))]
        count = min(ENROLLED_WITH, len(one) - photographs)
        enrolled.append(mixed[:count].mean(axis=0))
        own.append(mixed[count : count + photographs].mean(axis=0))
    templates = unit(np.array(enrolled))
    rotation = Rotation(SecretBytes.random().reveal(), templates.shape[1])
    rows = [rotation.protect(Embedding(row.astype(np.float32), "")).vector for row in templates]
    order = random.permutation(len(looks))
    return Stolen(np.array(rows, dtype=np.float64)[order], unit(np.array(own)), order)


def attack(rows: Rows, photographs: Rows, known: dict[int, int] | None = None) -> Answer:
    """Say whose each row is.

    Args:
        rows: Stored ones.
        photographs: The attacker's, of the same people.
        known: Row to person where the attacker knows it: has seen somebody enrol, or enrolled themselves.
    """
    if known:
        pairs = np.array(list(known.items()))
        rotation = _rotation(rows[pairs[:, 0]].T @ photographs[pairs[:, 1]])
        return _refine(rows, photographs, _assign(rows @ rotation @ photographs.T))
    shapes = [_profiles(one @ one.T) for one in (rows, photographs)]
    unlike = ((shapes[0][:, None] - shapes[1][None]) ** 2).sum(axis=2)
    best = Answer(np.arange(len(rows)), -1.0)
    agreeing = 0
    for vague, hot in BEGINNINGS:
        first = _balanced(-unlike / (vague * unlike.mean()), 100)
        found = _refine(rows, photographs, _anneal(rows, photographs, first, hot))
        agreeing = agreeing + 1 if np.array_equal(found.whose, best.whose) else agreeing
        if found.fit > best.fit:
            best, agreeing = found, 1
        if agreeing >= _AGREEING:
            break
    return best


def identified(stolen: Stolen, answer: Answer) -> float:
    """Give the share of rows whose owner was found."""
    return float((answer.whose == stolen.truth).mean())


def undone(stolen: Stolen, answer: Answer) -> float:
    """Give how like rows and photographs of one person are once the answer's R is undone: mean cosine."""
    rotation = _rotation(stolen.rows.T @ stolen.photographs[answer.whose])
    return float(((stolen.rows @ rotation) * stolen.photographs[stolen.truth]).sum(axis=1).mean())


def _rotation(product: Rows) -> Rows:
    """Orthogonal Procrustes (Schoenemann 1966): the R for which the rows are nearest to R photographs."""
    left, _, right = np.linalg.svd(product)
    return np.asarray(left @ right)


def _profiles(similarities: Rows) -> Rows:
    """Per row its similarities to all others, sorted: the same whatever the rotation and the order."""
    count = len(similarities)
    others = similarities[~np.eye(count, dtype=bool)].reshape(count, count - 1)
    return np.asarray(np.sort(others, axis=1))


def _anneal(rows: Rows, photographs: Rows, assignment: Rows, hot: float) -> Places:
    for temperature in np.geomspace(hot, _COLDEST, _STEPS):
        rotation = _rotation(rows.T @ assignment @ photographs)
        assignment = _balanced(rows @ rotation @ photographs.T / temperature, _BALANCING)
    return _assign(assignment)


def _balanced(logs: Rows, rounds: int) -> Rows:
    """Sinkhorn: the doubly stochastic matrix of a kernel given by its logarithms."""
    kernel = np.exp(np.maximum(logs - logs.max(axis=1, keepdims=True), _SMALLEST))
    row, column = np.ones(len(kernel)), np.ones(len(kernel))
    for _ in range(rounds):
        column = 1.0 / (kernel.T @ row)
        row = 1.0 / (kernel @ column)
    return np.asarray(row[:, None] * kernel * column[None])


def _refine(rows: Rows, photographs: Rows, whose: Places, rounds: int = 60) -> Answer:
    for _ in range(rounds):
        similar = rows @ _rotation(rows.T @ photographs[whose]) @ photographs.T
        better = _assign(similar)
        if np.array_equal(better, whose):
            break
        whose = better
    return Answer(whose, float(similar[np.arange(len(rows)), whose].mean()))


def _assign(similar: Rows) -> Places:
    """One row to one person, so that the sum is largest."""
    return np.asarray(linear_sum_assignment(-similar)[1], dtype=np.intp)


def main(arguments: list[str]) -> int:
    """Run on pictures, or on made-up people without them."""
    parser = argparse.ArgumentParser("tests.attacks.yearbook", description=__doc__)
    parser.add_argument("--images", type=Path, metavar="DIR", help="DIR/PERSON/PERSON_0001.jpg, five each")
    parser.add_argument("--model", default="", metavar="NAME", help="of the manifest; with --images")
    parser.add_argument("--models", type=Path, metavar="DIR", help="folder of manifest.toml")
    parser.add_argument("--photographs", type=int, default=3, metavar="K", help="a person, the attacker's")
    parser.add_argument("--known", type=int, default=0, metavar="M", help="rows whose owner is known")
    parser.add_argument("--runs", type=int, default=5, metavar="R")
    asked = parser.parse_args(arguments)
    if asked.images is not None:
        groups = {
            asked.model or "the shipped model": looks_of(asked.images, asked.model, models=asked.models)
        }
    else:
        groups = {
            "made up, like dlib": made_up(150, 6, DLIB),
            "made up, like ArcFace": made_up(150, 6, ARCFACE),
        }
    for name, looks in groups.items():
        print(f"{name}: {len(looks)} people, {asked.photographs} photographs each, {asked.known} rows known")
        for run in range(1, asked.runs + 1):
            random, begun = np.random.default_rng(run), time.monotonic()
            stolen = steal(looks, asked.photographs, random)
            chosen = random.choice(len(looks), asked.known, replace=False)
            answer = attack(
                stolen.rows, stolen.photographs, {int(row): int(stolen.truth[row]) for row in chosen}
            )
            took = time.monotonic() - begun
            share = identified(stolen, answer)
            print(f"  run {run}: {share:.1%} identified, fit {answer.fit:.3f}, {took:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
