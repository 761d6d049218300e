"""Looks at people for the attacks: made up with the spread of a real model, or from pictures."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.evaluation.folders import Pictures, find_pictures
from kiosk.evaluation.looks import Cache, Extractor, look_at_all
from kiosk.paths import models_dir

Looks = list[NDArray[np.float64]]
"""Per person (looks, dimensions), unit rows."""
LEAST_LOOKS = 5
DIMENSIONS = 128


@dataclass(frozen=True, slots=True)
class Spread:
    """How a model's embeddings lie, measured on 150 people of the benchmark (1,010 pictures).

    Attributes:
        falls_over: Directions over which the variance falls to 1/e; half of the effective dimensions.
        shared: Square of the part all people share, in units of the variance between people.
        within: Variance of one person's looks in the same units.
    """

    falls_over: float
    shared: float
    within: float


DLIB = Spread(14.0, 6.9, 0.36)
"""The shipped model: two looks at one person are 0.29 apart (median), at two people 0.56."""
ARCFACE = Spread(38.0, 0.02, 0.39)
"""The MobileFaceNet of models/manifest.toml: 0.79 and 1.41."""


def made_up(people: int, looks: int, spread: Spread = DLIB, *, seed: int = 1) -> Looks:
    """Make people up whose embeddings lie like a model's."""
    random = np.random.default_rng(seed)
    scale = np.exp(-np.arange(DIMENSIONS) / (2 * spread.falls_over))
    size = float(np.linalg.norm(scale))
    shared = unit(random.standard_normal(DIMENSIONS)) * np.sqrt(spread.shared) * size
    middles = shared + scale * random.standard_normal((people, DIMENSIONS))
    within = np.sqrt(spread.within) * scale
    return [unit(middle + within * random.standard_normal((looks, DIMENSIONS))) for middle in middles]


def looks_of(images: Path, model: str = "", *, models: Path | None = None) -> Looks:
    """Embed the pictures of everybody who has five at least; nothing is kept.

    Args:
        images: DIR/PERSON/PERSON_0001.jpg.
        model: An embedding model by its name; "" for the default.
        models: The folder of manifest.toml, for a model that is not installed here.
    """
    found = find_pictures(images)
    chosen = [places for places in found.people.values() if len(places) >= LEAST_LOOKS]
    files = tuple(found.files[place] for places in chosen for place in places)
    extractor = Extractor(models or models_dir(), model)
    try:
        looks = look_at_all(extractor, Pictures(files, {}, {}), Cache(None), lambda _: None)
    finally:
        extractor.close()
    ends = np.cumsum([len(places) for places in chosen])[:-1]
    per_person = zip(np.split(looks.still, ends), np.split(looks.is_found, ends), strict=True)
    seen = [still[is_found] for still, is_found in per_person]
    return [one for one in seen if len(one) >= LEAST_LOOKS]


def unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give rows of length 1."""
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True))
