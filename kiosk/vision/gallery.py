"""The gallery: whom a probe may be. Protected templates only, built whole, swapped whole, searched exactly.

scikit-learn's BallTree is the index. Importing it takes seconds, so until something has imported it
(`load_index`, off the window's thread) a matrix product answers instead: both only propose rows, and the same
exact distances rank them, so the answers are the same to the last bit.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import Probe, ProtectedEmbedding
from kiosk.domain.ids import PersonId
from kiosk.domain.matching import Candidate
from kiosk.errors import Code, KioskError

_INDEX_MODULE = "sklearn.neighbors"
_DISTANCE_SLACK = 1e-7
"""Both ways of proposing rows are exact to about 2e-8 in float64; this lets no tie slip through."""


@dataclass(frozen=True, slots=True, eq=False)
class GalleryRow:
    """One template of one person.

    Attributes:
        person: Whose.
        template: Under this installation's rotation.
    """

    person: PersonId
    template: ProtectedEmbedding


class Gallery:
    """Rows of one model and one key. Never changed: a new roster is a new gallery."""

    __slots__ = ("_index", "_matrix", "_most_rows", "_owners", "_squares", "key_id", "model_sha256", "people")

    def __init__(self, rows: Sequence[GalleryRow]) -> None:
        """Build it. Prefer `Gallery.build`, which says what it refuses."""
        templates = [row.template for row in rows]
        self._owners: tuple[PersonId, ...] = tuple(row.person for row in rows)
        self._matrix = np.array([t.vector for t in templates], dtype=np.float64)
        self._squares = (self._matrix**2).sum(axis=-1) if rows else np.zeros(0)
        counts = Counter(self._owners)
        self._most_rows = max(counts.values(), default=0)
        self.people = len(counts)
        self.model_sha256 = templates[0].model_sha256 if templates else ""
        self.key_id = templates[0].key_id if templates else ""
        self._index = _build_index(self._matrix) if rows and is_index_loaded() else None

    @classmethod
    def build(cls, rows: Sequence[GalleryRow]) -> "Gallery":
        """Build a gallery of templates that may be compared with each other.

        Args:
            rows: In any order; a person may have several.

        Raises:
            KioskError: MODEL_CHANGED when rows of two models or of two keys are mixed.
        """
        if len({(r.template.model_sha256, r.template.key_id, r.template.vector.shape) for r in rows}) > 1:
            raise KioskError(Code.MODEL_CHANGED)
        return cls(rows)

    def __len__(self) -> int:
        """How many rows it has."""
        return len(self._owners)

    def __repr__(self) -> str:
        """Say how many people, and nobody's name or numbers."""
        return f"Gallery(people={self.people})"

    @property
    def is_indexed(self) -> bool:
        """Whether the BallTree answers, or still the matrix product."""
        return self._index is not None

    def nearest(self, probe: ProtectedEmbedding | Probe, k: int) -> list[Candidate]:
        """Find the people whose nearest template is nearest to the probe.

        Args:
            probe: Of the same model and key; one look, or several as one.
            k: How many people; fewer are given where the gallery has fewer.

        Returns:
            One candidate a person, by distance and among equals by id.

        Raises:
            KioskError: MODEL_CHANGED when the probe is of another model or key.
        """
        if not self._owners or k <= 0:
            return []
        if (probe.model_sha256, probe.key_id) != (self.model_sha256, self.key_id):
            raise KioskError(Code.MODEL_CHANGED)
        vector = probe.vector.astype(np.float64)
        rows = self._proposed(vector, min(k * self._most_rows, len(self._owners)))
        spread = probe.spread if isinstance(probe, Probe) else 0.0
        distances = np.sqrt(((self._matrix[rows] - vector) ** 2).sum(axis=1) + spread)
        nearest: dict[PersonId, float] = {}
        for row, distance in zip(rows.tolist(), distances.tolist(), strict=True):
            owner = self._owners[row]
            nearest[owner] = min(distance, nearest.get(owner, distance))
        ranked = sorted(nearest.items(), key=lambda pair: (pair[1], pair[0]))
        return [Candidate(person, distance) for person, distance in ranked[:k]]

    def _proposed(self, vector: NDArray[np.float64], count: int) -> NDArray[np.intp]:
        """Give the `count` nearest rows and every row that ties with the last of them."""
        if self._index is not None:
            # One more than is wanted: if that one is out of reach so is the rest, and one search is enough.
            distances, rows = self._index.query(vector[None], k=min(count + 1, len(self._owners)))
            reach = float(distances[0, count - 1]) + _DISTANCE_SLACK
            if distances[0, -1] > reach or len(rows[0]) == len(self._owners):
                return np.asarray(rows[0][distances[0] <= reach], dtype=np.intp)
            return np.asarray(self._index.query_radius(vector[None], r=reach)[0], dtype=np.intp)
        squares = np.maximum(self._squares - 2.0 * (self._matrix @ vector) + float(vector @ vector), 0.0)
        distances = np.sqrt(squares)
        reach = float(np.partition(distances, count - 1)[count - 1]) + _DISTANCE_SLACK
        return np.asarray(np.flatnonzero(distances <= reach), dtype=np.intp)


def load_index() -> None:
    """Import scikit-learn (2 to 5 s). Galleries built afterwards use its BallTree."""
    from sklearn.neighbors import BallTree  # noqa: F401


def is_index_loaded() -> bool:
    """Say whether scikit-learn has been imported to its end."""
    module = sys.modules.get(_INDEX_MODULE)
    return module is not None and hasattr(module, "BallTree")


def _build_index(matrix: NDArray[np.float64]) -> Any:
    from sklearn.neighbors import BallTree

    return BallTree(matrix)


EMPTY_GALLERY = Gallery(())
