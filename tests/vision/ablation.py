"""What was tried to get more out of one model: `python -m tests.vision.ablation [--model NAME]`.

Prints the tables of docs/recognition.md. On ../shared/data/faces, every picture, no quality gate; thresholds
are quantiles of the same people's strangers, so the rows compare with each other and promise nothing.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import Landmarks
from kiosk.domain.matching import MatchLimits
from kiosk.evaluation.folders import Pair, Pictures, find_pictures, read_pairs
from kiosk.evaluation.identification import Draw, Population, draws_of
from kiosk.evaluation.looks import nearest_to_middle
from kiosk.evaluation.verification import threshold_at, verify
from kiosk.vision.align import AlignmentTemplate, align, template_points, zoomed
from kiosk.vision.detector import FaceDetector
from kiosk.vision.embedder import Embedder
from kiosk.vision.full_range import FullRange
from kiosk.vision.measure import measure
from kiosk.vision.mesh import FaceMesh
from kiosk.vision.models import load_manifest, read_limits, read_model
from kiosk.vision.opencv import cv2
from kiosk.vision.pictures import read_picture
from tests.vision.portraits import ROOT, need_faces

Vectors = NDArray[np.float64]
SIZES, DRAWS, SEEDS = (30, 100), 50, 5
STABLE_POINTS = 120
ZOOMS = (1.0, 0.93, 1.07)
NEVER = 9.0


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One picture's face."""

    image: NDArray[np.uint8]
    landmarks: Landmarks
    quality: float


def look_at(pictures: Pictures) -> list[Seen]:
    manifest, built = load_manifest(ROOT / "models" / "manifest.toml"), ROOT / "models" / "built"
    short, full, mesh_file = (
        read_model(manifest.default(role), built) for role in ("detector-short", "detector-full", "mesh")
    )
    detector, mesh = FaceDetector(short, FullRange(full)), FaceMesh(mesh_file)
    found = []
    for path in pictures.files:
        image = read_picture(path)
        face = nearest_to_middle(detector.detect_still(image), image.shape[1], image.shape[0])
        landmarks = mesh.landmarks(image, face)
        measures = measure(image, face, landmarks)
        # Turned and blurred pictures count less; the two numbers that the gate is strictest with.
        weight = np.clip(measures.sharpness / 8.0, 0.5, 1.5) / (1.0 + (measures.yaw / 20.0) ** 2)
        found.append(Seen(image, landmarks, float(weight)))
    detector.close()
    return found


def many_points(template: AlignmentTemplate, seen: Sequence[Seen]) -> AlignmentTemplate:
    """The same template by the mesh points that move least, where they lie on the average chip."""
    from kiosk.vision.align import similarity

    on_chip = []
    for one in seen:
        to_chip = similarity(template_points(one.landmarks, template), template.targets)
        flat = one.landmarks.points[:, :2].astype(np.float64)
        on_chip.append(flat @ to_chip[:, :2].T + to_chip[:, 2])
    placed = np.array(on_chip)
    stable = np.sort(np.argsort(placed.var(axis=0).sum(axis=1))[:STABLE_POINTS])
    points = tuple((int(point),) for point in stable)
    return AlignmentTemplate(template.name, template.side, points, placed.mean(axis=0)[stable])


def equalised(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    lab = cv2.cvtColor(image, cv2.COLOR_RGB2LAB)
    lab[:, :, 0] = cv2.createCLAHE(clipLimit=1.5, tileGridSize=(4, 4)).apply(lab[:, :, 0])
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), dtype=np.uint8)


def back_lit(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The face at a third of its light with a camera's noise, as before a window."""
    noise = np.random.default_rng(int(image[0, 0, 0])).normal(0, 4, image.shape)
    return np.clip(image.astype(np.float64) * 0.3 + noise, 0, 255).astype(np.uint8)


def unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True))


def embedded(
    embedder: Embedder,
    template: AlignmentTemplate,
    seen: Sequence[Seen],
    change: Callable[[NDArray[np.uint8]], NDArray[np.uint8]] = lambda image: image,
) -> Vectors:
    rows = [embedder.embed(align(change(one.image), one.landmarks, template)).vector for one in seen]
    return np.array(rows, dtype=np.float64)


Templates = Callable[[Vectors, Draw], list[Vectors]]


def mean(still: Vectors, draw: Draw) -> list[Vectors]:
    return [unit(still[list(p)].mean(axis=0))[None] for p in draw.enrolled]


def best_of_three(still: Vectors, draw: Draw) -> list[Vectors]:
    return [still[list(p)] for p in draw.enrolled]


def weighted(quality: Vectors) -> Templates:
    return lambda still, draw: [
        unit((still[list(p)] * quality[list(p), None]).sum(axis=0))[None] for p in draw.enrolled
    ]


def without_outliers(limits: MatchLimits) -> Templates:
    def one(rows: Vectors) -> Vectors:
        near = np.linalg.norm(rows[:, None] - rows[None], axis=2) <= limits.agreement
        kept = rows[near[near.sum(axis=1).argmax()]]
        return unit(kept.mean(axis=0))[None]

    return lambda still, draw: [one(still[list(p)]) for p in draw.enrolled]


@dataclass(frozen=True, slots=True, eq=False)
class Recipe:
    """What is enrolled and what is probed with."""

    still: Vectors
    probe: Vectors
    templates: Templates = mean
    fusing: str = ""


def probes_of(recipe: Recipe, pictures: Sequence[tuple[int, ...]]) -> tuple[Vectors, Vectors]:
    """(probes, dimensions) and their spread."""
    means = np.array([recipe.probe[list(p)].mean(axis=0) for p in pictures])
    if recipe.fusing == "unit":
        return unit(means), np.zeros(len(means))
    return means, np.maximum(0.0, 1.0 - (means**2).sum(axis=1))


def distances(recipe: Recipe, draw: Draw, pictures: Sequence[tuple[int, ...]]) -> Vectors:
    means, spread = probes_of(recipe, pictures)
    columns = []
    for rows in recipe.templates(recipe.still, draw):
        squares = 1.0 + (means**2).sum(axis=1)[:, None] - 2.0 * means @ rows.T + spread[:, None]
        columns.append(np.sqrt(np.maximum(squares, 0.0)).min(axis=1))
    return np.array(columns).T


def scores(
    recipe: Recipe, population: Population, size: int, frames: int, seed: int, *, are_strangers_people: bool
) -> tuple[Vectors, Vectors]:
    """Strangers' smallest distances, sorted, and mated ones (NEVER where another person is nearer)."""
    strangers, mated = [], []
    for draw in draws_of(population, size, DRAWS, frames, seed):
        if are_strangers_people:
            left = set(range(len(population.people))) - set(draw.people.tolist())
            alone = [population.people[place][:frames] for place in sorted(left)]
        else:
            alone = [(place,) for place in population.strangers]
        strangers.append(distances(recipe, draw, alone).min(axis=1))
        own = distances(recipe, draw, [pictures for _, pictures in draw.probes])
        owners = np.array([owner for owner, _ in draw.probes])
        is_own = own.argmin(axis=1) == owners
        mated.append(np.where(is_own, own[np.arange(len(owners)), owners], NEVER))
    return np.sort(np.concatenate(strangers)), np.concatenate(mated)


def fnirs(recipe: Recipe, population: Population) -> list[str]:
    cells = []
    for size in SIZES:
        found = []
        for seed in range(SEEDS):
            strangers, mated = scores(recipe, population, size, 1, seed, are_strangers_people=False)
            found.append([(mated > threshold_at(strangers, rate)).mean() for rate in (0.01, 0.001)])
        at_1, at_0_1 = np.mean(found, axis=0) * 100
        cells.append(f"{at_1:.1f} / {at_0_1:.1f}")
    return cells


def print_row(name: str, recipe: Recipe, population: Population, pairs: Sequence[Pair], looks: str) -> None:
    found = verify(pairs, recipe.still, np.ones(len(recipe.still), dtype=bool))
    cells = [f"{found.accuracy * 100:.2f}", *fnirs(recipe, population), looks]
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def print_fusing(plain: Recipe, population: Population) -> None:
    print("\n| several looks | N | looks | its own threshold: FNIR | at one look's threshold: FPIR | FNIR |")
    print("|---|---|---|---|---|---|")
    for size in SIZES:
        alone, _ = scores(plain, population, size, 1, 0, are_strangers_people=True)
        threshold = threshold_at(alone, 0.001)
        for frames in (1, 2, 3, 5):
            for fusing, words in (("unit", "mean, made unit again"), ("", "mean of the squared distances")):
                if frames == 1 and fusing:
                    continue
                recipe = replace(plain, fusing=fusing)
                strangers, mated = scores(recipe, population, size, frames, 0, are_strangers_people=True)
                own = (mated > threshold_at(strangers, 0.001)).mean()
                fpir, fnir = (strangers <= threshold).mean(), (mated > threshold).mean()
                name = "one look" if frames == 1 else words
                print(f"| {name} | {size} | {frames} | {own:.1%} | {fpir:.2%} | {fnir:.1%} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="")
    name = parser.parse_args().model
    pictures = find_pictures(need_faces())
    pairs = read_pairs(need_faces().parent / "pairs.txt", pictures)
    population, seen = Population.of(pictures), look_at(pictures)
    manifest, built = load_manifest(ROOT / "models" / "manifest.toml"), ROOT / "models" / "built"
    file = read_model(manifest.embedder(name), built)
    limits = read_limits(file.entry, built)
    embedder = Embedder(file)
    bare = Embedder(replace(file, entry=replace(file.entry, with_mirror=False)))
    usual = embedder.template
    many = many_points(usual, seen)
    quality = np.array([one.quality for one in seen])

    alone, one = embedded(bare, usual, seen), embedded(embedder, usual, seen)
    by_many = embedded(embedder, many, seen)
    sized = [one, *(embedded(embedder, zoomed(usual, zoom), seen) for zoom in ZOOMS[1:])]
    three = unit(np.mean(sized, axis=0))
    equal = embedded(embedder, usual, seen, equalised)

    heads = " | ".join(f"N = {size}: FNIR at FPIR 1 / 0.1 %" for size in SIZES)
    print(f"\n{file.entry.name}\n\n| recipe | pairs, % | {heads} | runs a look |\n|---|---|---|---|---|")
    rows: list[tuple[str, Recipe, str]] = [
        ("5 points, the image alone", Recipe(alone, alone), "1"),
        ("5 points, image + mirror: the plain recipe", Recipe(one, one), "2"),
        (f"{STABLE_POINTS} points that move least", Recipe(by_many, by_many), "2"),
        ("both alignments", Recipe(unit(one + by_many), unit(one + by_many)), "4"),
        ("three sizes everywhere", Recipe(three, three), "6"),
        ("**three sizes at enrolment, one a look**", Recipe(three, one), "2"),
        ("the same, outliers dropped", Recipe(three, one, without_outliers(limits)), "2"),
        ("the same, weighted by quality", Recipe(three, one, weighted(quality)), "2"),
        ("best of three templates", Recipe(three, one, best_of_three), "2"),
        ("contrast equalised", Recipe(equal, equal), "2"),
    ]
    for words, recipe, runs in rows:
        print_row(words, recipe, population, pairs, runs)
    dark, dark_equal = (
        embedded(embedder, usual, seen, change)
        for change in (back_lit, lambda image: equalised(back_lit(image)))
    )
    print_row("probes at a third of the light", Recipe(three, dark), population, pairs, "2")
    print_row("the same, contrast equalised", Recipe(three, dark_equal), population, pairs, "2")
    print_fusing(Recipe(three, one), population)


if __name__ == "__main__":
    main()
