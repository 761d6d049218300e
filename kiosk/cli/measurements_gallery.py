"""What `kiosk bench --scale` measures of the gallery: built, held and searched at one size.

In a process of its own. The answers are compared with a plain product's, person by person, for every search:
exact means all of them. Time is the thread's own processor time, so that a machine which others use as well
changes little.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kiosk.cli.memory_of import resident_bytes
from kiosk.cli.processes import run_python
from kiosk.cli.timing import Timing, on_one_thread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.vision.gallery import Gallery, GalleryRow

SEARCHES = 1_000
"""Of each kind: a look at somebody who is enrolled, and at a stranger."""
NEAREST = 2
"""People that the decision asks for."""
DIMENSIONS = 128
_SEED = 20261127
_MODEL, _KEY = "0" * 64, "0" * 16
_BUILDS = 3
_TIMEOUT_S = 1_800
_PROGRAM = (
    "import sys; from kiosk.cli import measurements_gallery as measurements\n"
    "measurements.main(int(sys.argv[1]), int(sys.argv[2]))"
)


@dataclass(frozen=True, slots=True)
class Searches:
    """Searches of one kind, the same by both ways.

    Attributes:
        tree: By the gallery with its BallTree.
        product: By one product of the matrix (N x 128, float32) with the look, and picking the two nearest.
        exact: Share of the searches in which both gave the same people in the same order.
    """

    tree: Timing
    product: Timing
    exact: float

    @property
    def ratio(self) -> float:
        """Time of the tree over the time of the product, medians."""
        return self.tree.median_ms / self.product.median_ms


@dataclass(frozen=True, slots=True)
class GallerySize:
    """A gallery of so many people, one template each, as enrolment makes them.

    Attributes:
        people: How many.
        rows_mb: Memory of the templates as they are handed from thread to thread.
        gallery_mb: What the gallery with its tree takes beside them.
        matrix_ms: Building a gallery that answers by a product: what there is until the tree is imported.
        tree_ms: Building one with its tree.
        enrolled: Looks at people who are in it.
        strangers: Looks at others.
        random: Looks at random vectors among random vectors: the hardest case.
    """

    people: int
    rows_mb: float
    gallery_mb: float
    matrix_ms: float
    tree_ms: float
    enrolled: Searches
    strangers: Searches
    random: Searches

    @property
    def is_exact(self) -> bool:
        """Whether every search gave the product's answer."""
        return all(kind.exact == 1.0 for kind in (self.enrolled, self.strangers, self.random))

    def as_json(self) -> dict[str, object]:
        """Give the figures."""
        kinds = {"enrolled": self.enrolled, "strangers": self.strangers, "random": self.random}
        return {
            "people": self.people,
            "rows_mb": round(self.rows_mb, 1),
            "gallery_mb": round(self.gallery_mb, 1),
            "matrix_ms": round(self.matrix_ms, 2),
            "tree_ms": round(self.tree_ms, 2),
            **{
                name: {
                    "tree": kind.tree.as_json(),
                    "product": kind.product.as_json(),
                    "ratio": round(kind.ratio, 2),
                    "exact": kind.exact,
                }
                for name, kind in kinds.items()
            },
        }


def measure(people: int, searches: int = SEARCHES) -> GallerySize:
    """Measure in a process of its own.

    Args:
        people: How many.
        searches: How many of each kind.

    Raises:
        subprocess.CalledProcessError: When it fails.
    """
    said = run_python(_PROGRAM, str(people), str(searches), timeout_s=_TIMEOUT_S)
    figures = json.loads(said.splitlines()[-1])
    for kind in ("enrolled", "strangers", "random"):
        found = figures[kind]
        figures[kind] = Searches(Timing(**found["tree"]), Timing(**found["product"]), found["exact"])
    return GallerySize(**figures)


def main(people: int, searches: int) -> None:
    """Measure in this process and print the figures as JSON; it has to be a fresh one."""
    sys.stdout.write(json.dumps(asdict(measured(people, searches))) + "\n")


def measured(people: int, searches: int) -> GallerySize:
    """Measure in this process; memory is told rightly in a fresh one only."""
    import numpy as np

    from kiosk.cli.measurements_faces import looks_at, people_like_faces
    from kiosk.cli.measurements_index import unit_rows
    from kiosk.vision.gallery import Gallery, load_index

    random = np.random.default_rng(_SEED)
    matrix = people_like_faces(random, people, DIMENSIONS)
    before = resident_bytes()
    rows = _rows(matrix)
    with_rows = resident_bytes()
    with on_one_thread():
        matrix_ms = _quickest_ms(lambda: Gallery.build(rows))
        load_index()
        gc.collect()
        before_gallery = resident_bytes()
        gallery = Gallery.build(rows)
        after_gallery = resident_bytes()
        tree_ms = _quickest_ms(lambda: Gallery.build(rows))
        some = matrix[random.integers(0, people, searches)]
        enrolled = _searched(gallery, matrix, looks_at(random, some))
        strangers = _searched(gallery, matrix, people_like_faces(random, searches, DIMENSIONS))
        hard = unit_rows(random, people, DIMENSIONS)
        hardest = _searched(Gallery.build(_rows(hard)), hard, unit_rows(random, searches, DIMENSIONS))
    return GallerySize(
        people,
        (with_rows - before) / 1e6,
        (after_gallery - before_gallery) / 1e6,
        matrix_ms,
        tree_ms,
        enrolled,
        strangers,
        hardest,
    )


def _rows(matrix: "NDArray[np.float32]") -> "list[GalleryRow]":
    """Give gallery rows with a vector of their own each, as they come from the database."""
    from kiosk.domain.faces import ProtectedEmbedding
    from kiosk.domain.ids import PersonId
    from kiosk.vision.gallery import GalleryRow

    return [
        GalleryRow(PersonId(f"{place:036d}"), ProtectedEmbedding(row.copy(), _MODEL, _KEY))
        for place, row in enumerate(matrix)
    ]


def _searched(gallery: "Gallery", matrix: "NDArray[np.float32]", looks: "NDArray[np.float32]") -> Searches:
    from kiosk.domain.faces import ProtectedEmbedding

    tree_s: list[float] = []
    product_s: list[float] = []
    same = 0
    for look in looks:
        begun = time.thread_time()
        by_tree = gallery.nearest(ProtectedEmbedding(look, _MODEL, _KEY), NEAREST)
        between = time.thread_time()
        by_product = nearest_by_product(matrix, look)
        tree_s.append(between - begun)
        product_s.append(time.thread_time() - between)
        same += [int(candidate.person) for candidate in by_tree] == by_product
    return Searches(Timing.of("tree", tree_s), Timing.of("product", product_s), same / len(looks))


def nearest_by_product(matrix: "NDArray[np.float32]", look: "NDArray[np.float32]") -> list[int]:
    """Give the places of the nearest rows, the nearest first, by one product: what a gallery must answer."""
    import numpy as np

    cosines = matrix @ look
    count = min(NEAREST, len(matrix))
    nearest = np.argpartition(-cosines, count - 1)[:count]
    return sorted(nearest.tolist(), key=lambda row: -cosines[row])


def _quickest_ms(job: Callable[[], object]) -> float:
    taken = []
    for _ in range(_BUILDS):
        begun = time.thread_time()
        job()
        taken.append(time.thread_time() - begun)
    return min(taken) * 1e3
