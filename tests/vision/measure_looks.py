"""Measures `looks` of the manifest: `python -m tests.vision.measure_looks [--model NAME] [--half even]`.

Each stranger of ../shared/data/faces (people with one picture) stands before the camera for a second: the
picture drifts, nods and flickers with a camera's noise, frame by frame through the program's own steps. Then
galleries are drawn, and the share of strangers who get a mark in the whole transaction (evidence over frames)
is compared with the share of single frames that name somebody, at thresholds wide enough that both are counts
and not luck. Their quotient is to how many independent looks the frames of one transaction come.
"""

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.evidence import Evidence, EvidenceLimits, Sighting
from kiosk.domain.faces import ProtectedEmbedding
from kiosk.domain.frames import SourceKind
from kiosk.domain.fusion import Looks as TrackLooks
from kiosk.domain.fusion import fuse
from kiosk.domain.ids import PersonId, TrackId
from kiosk.domain.matching import Match, MatchLimits, decide
from kiosk.evaluation.fitting import only
from kiosk.evaluation.folders import find_pictures
from kiosk.evaluation.half import Half
from kiosk.evaluation.identification import Distances, Population, draws_of
from kiosk.evaluation.looks import Cache, Extractor, cache_folder, look_at_all
from kiosk.vision.gallery import Gallery, GalleryRow
from kiosk.vision.models import read_limits
from kiosk.vision.pictures import read_picture
from tests.vision.portraits import ROOT, need_faces
from tests.vision.walk_up import moving

FRAMES = 15
GALLERIES = 20
RATES = (0.3, 0.1, 0.03, 0.01)
"""FPIRs of a single look that the thresholds are set for."""
NOISE = 5.0
"""Grey levels of a webcam's noise indoors."""


def transactions(extractor: Extractor, paths: list[Path]) -> list[NDArray[np.float64]]:
    """Per stranger, (frames, dimensions): the looks of one appearance, sizes in turn."""
    random, found = np.random.default_rng(5), []
    for path in paths:
        looks = []
        for number, image in enumerate(moving(read_picture(path), random)):
            noisy = np.clip(image + random.normal(0, NOISE, image.shape), 0, 255).astype(np.uint8)
            seen = extractor.look(noisy)
            if seen is not None:
                looks.append(seen[number % len(seen)])
        found.append(np.array(looks[:FRAMES]))
    return found


def protected(vector: NDArray[np.float64]) -> ProtectedEmbedding:
    return ProtectedEmbedding(vector.astype(np.float32), "m", "k")


def shares(
    strangers: list[NDArray[np.float64]], galleries: list[NDArray[np.float64]], limits: MatchLimits
) -> tuple[float, float]:
    """Give the share of single looks and of transactions that name somebody."""
    single, whole = [], []
    for templates in galleries:
        rows = [GalleryRow(PersonId(str(i)), protected(t)) for i, t in enumerate(templates)]
        gallery = Gallery.build(rows)
        for looks in strangers:
            evidence, track = Evidence(TrackId(1), SourceKind.FILE, EvidenceLimits()), TrackLooks()
            is_marked, alone = False, []
            for number, vector in enumerate(looks):
                look = protected(vector)
                alone.append(isinstance(decide(gallery.nearest(fuse((look,)), 2), len(rows), limits), Match))
                outcome = decide(gallery.nearest(track.add(look), 2), len(rows), limits)
                is_marked |= isinstance(evidence.add(outcome, number), Sighting)
            if alone:
                single.append(float(np.mean(alone)))
                whole.append(is_marked)
    return float(np.mean(single)), float(np.mean(whole))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="")
    parser.add_argument("--half", choices=[h.value for h in Half], default="even")
    parser.add_argument("--gallery-size", type=int, default=30)
    arguments = parser.parse_args()
    extractor = Extractor(ROOT / "models", arguments.model)
    pictures = find_pictures(need_faces())
    looks = look_at_all(extractor, pictures, Cache(cache_folder() / f"{extractor.key}.npz"), lambda _: None)
    population = Population.of(only(pictures, Half(arguments.half)))
    strangers = transactions(extractor, [pictures.files[place] for place in population.strangers])
    extractor.close()
    distances = Distances(looks, population, 1)
    size = arguments.gallery_size
    galleries = [distances.templates(draw) for draw in draws_of(population, size, GALLERIES, 1, 1)]
    limits = read_limits(extractor.entry, ROOT / "models" / "built")
    print(f"{len(strangers)} strangers, {GALLERIES} galleries of {size}")
    for rate in RATES:
        single, whole = shares(strangers, galleries, limits.with_target(rate))
        quotient = f"{whole / single:.2f}" if single else "-"
        print(f"target {rate:.1%}: single looks {single:.3%}, transactions {whole:.3%}, looks {quotient}")


if __name__ == "__main__":
    main()
