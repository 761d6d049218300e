"""From several embeddings of one person to the one template that is stored: their mean, outliers left out.

The mean of three pictures missed half as many people as the best of the three (open set, N = 30, dlib), and
makes the index three times smaller.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import Embedding


@dataclass(frozen=True, slots=True)
class Template:
    """A template and what it was made from.

    Attributes:
        embedding: Of unit length.
        kept: Which of the embeddings are behind it, by their place.
    """

    embedding: Embedding
    kept: tuple[int, ...]


def mean_template(embeddings: Sequence[Embedding]) -> Embedding:
    """Average embeddings of one person.

    Args:
        embeddings: At least one, all of one model.

    Returns:
        Their mean, of unit length.

    Raises:
        ValueError: If there is none, they are of different models, or they cancel out.
    """
    if not embeddings or len({embedding.model_sha256 for embedding in embeddings}) != 1:
        raise ValueError("a template needs embeddings of one model")
    mean = np.mean([embedding.vector.astype(np.float64) for embedding in embeddings], axis=0)
    length = float(np.linalg.norm(mean))
    if length < 1e-6:
        raise ValueError("these embeddings have no mean direction")
    return Embedding((mean / length).astype(np.float32), embeddings[0].model_sha256)


def build_template(embeddings: Sequence[Embedding], greatest_distance: float) -> Template | None:
    """Average those embeddings that agree with each other.

    Args:
        embeddings: Of pictures meant to show one person, all of one model.
        greatest_distance: Within which two of them agree; see MatchLimits.agreement.

    Returns:
        The template, or None when no more than half of them agree: then nobody can say whose it is.

    Raises:
        ValueError: If there is none, or they are of different models.
    """
    kept = agreeing(embeddings, greatest_distance)
    if 2 * len(kept) <= len(embeddings):
        return None
    return Template(mean_template([embeddings[place] for place in kept]), kept)


def agreeing(embeddings: Sequence[Embedding], greatest_distance: float) -> tuple[int, ...]:
    """Give the places of the embeddings that lie near the one that has most others near it.

    Among equals the one with the smaller sum of distances counts, then the earlier.
    """
    if not embeddings:
        return ()
    distances = _pairwise(np.array([embedding.vector for embedding in embeddings], dtype=np.float64))
    near = distances <= greatest_distance
    order = sorted(
        range(len(embeddings)), key=lambda i: (-int(near[i].sum()), float(distances[i][near[i]].sum()), i)
    )
    return tuple(int(place) for place in np.flatnonzero(near[order[0]]))


def _pairwise(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    differences = vectors[:, None, :] - vectors[None, :, :]
    return np.asarray(np.sqrt((differences**2).sum(axis=2)), dtype=np.float64)
