"""What `kiosk bench` measures of the index: the BallTree against a plain matrix product, answers and time."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.cli.timing import Timing, on_one_thread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.vision.gallery import Gallery

QUERIES = 200
SEED = 20261122
NEAREST = 2
"""People that the decision asks for."""
_MODEL, _KEY = "0" * 64, "0" * 16


@dataclass(frozen=True, slots=True)
class IndexSize:
    """One search in a gallery of `people`, by the index and by brute force."""

    people: int
    tree: Timing
    brute: Timing
    is_exact: bool

    @property
    def ratio(self) -> float:
        """Time of the index over the time of brute force, medians."""
        return self.tree.median_ms / self.brute.median_ms

    def as_json(self) -> dict[str, object]:
        """Give the figures."""
        return {
            "people": self.people,
            "balltree": self.tree.as_json(),
            "brute_force": self.brute.as_json(),
            "balltree_over_brute_force": round(self.ratio, 2),
            "same_answers": self.is_exact,
        }


def index(people: int, dimensions: int = 128) -> IndexSize:
    """Search a gallery of random people by BallTree and by a plain matrix product, on one thread.

    Random unit vectors are the hardest case for a tree: nothing is near anything.
    """
    import numpy as np

    from kiosk.domain.faces import ProtectedEmbedding
    from kiosk.vision.gallery import load_index

    load_index()
    gallery = random_gallery(people, dimensions, _MODEL, _KEY)
    matrix = unit_rows(np.random.default_rng(SEED), people, dimensions)
    tree_s: list[float] = []
    brute_s: list[float] = []
    is_exact = True
    with on_one_thread():
        for vector in unit_rows(np.random.default_rng(SEED + 1), QUERIES, dimensions):
            begun = time.perf_counter()
            by_tree = gallery.nearest(ProtectedEmbedding(vector, _MODEL, _KEY), NEAREST)
            between = time.perf_counter()
            by_force = _nearest_by_force(matrix, vector)
            tree_s.append(between - begun)
            brute_s.append(time.perf_counter() - between)
            is_exact &= [candidate.person for candidate in by_tree] == [str(row) for row in by_force]
    return IndexSize(people, Timing.of("balltree", tree_s), Timing.of("brute_force", brute_s), is_exact)


def _nearest_by_force(matrix: "NDArray[np.float32]", vector: "NDArray[np.float32]") -> list[int]:
    import numpy as np

    cosines = matrix @ vector
    nearest = np.argpartition(-cosines, NEAREST - 1)[:NEAREST]
    return sorted(nearest.tolist(), key=lambda row: -cosines[row])


def unit_rows(random: "np.random.Generator", rows: int, dimensions: int) -> "NDArray[np.float32]":
    """Give (rows, dimensions) random unit vectors."""
    import numpy as np

    values = random.standard_normal((rows, dimensions)).astype(np.float32)
    return np.asarray(values / np.linalg.norm(values, axis=1, keepdims=True), dtype=np.float32)


def random_gallery(people: int, dimensions: int, model_sha256: str, key_id: str) -> "Gallery":
    """Give a gallery of random people, one template each, whose ids are their numbers."""
    import numpy as np

    from kiosk.domain.faces import ProtectedEmbedding
    from kiosk.domain.ids import PersonId
    from kiosk.vision.gallery import Gallery, GalleryRow

    rows = unit_rows(np.random.default_rng(SEED), people, dimensions)
    return Gallery.build(
        [
            GalleryRow(PersonId(str(number)), ProtectedEmbedding(row, model_sha256, key_id))
            for number, row in enumerate(rows)
        ]
    )
