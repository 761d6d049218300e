"""The gallery against the plainest brute force there is, with and without the index."""

import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.domain.faces import ProtectedEmbedding
from kiosk.domain.ids import PersonId
from kiosk.domain.matching import Candidate
from kiosk.errors import Code, KioskError
from kiosk.vision import gallery as module
from kiosk.vision.gallery import EMPTY_GALLERY, Gallery, GalleryRow, load_index
from tests.vision.fakes import KEY, MODEL, protected, row

# Few small whole numbers: many rows are equal, opposite or equally far.
grid = st.tuples(*[st.integers(-1, 1)] * 3).filter(any)


def brute_force(rows: Sequence[GalleryRow], probe: tuple[int, ...], k: int) -> list[Candidate]:
    vector = protected(*probe).vector.astype(np.float64)
    nearest: dict[PersonId, float] = {}
    for each in rows:
        distance = float(np.sqrt(((each.template.vector.astype(np.float64) - vector) ** 2).sum()))
        nearest[each.person] = min(distance, nearest.get(each.person, distance))
    return [Candidate(p, d) for p, d in sorted(nearest.items(), key=lambda pair: (pair[1], pair[0]))[:k]]


@pytest.mark.parametrize("has_index", [False, True])
@settings(max_examples=150, deadline=None)
@given(
    people=st.lists(st.tuples(st.integers(0, 9), grid), min_size=1, max_size=60),
    probe=grid,
    k=st.integers(1, 12),
)
def test_it_is_exact_against_brute_force(
    has_index: bool, people: list[tuple[int, tuple[int, ...]]], probe: tuple[int, ...], k: int
) -> None:
    """Ties at every place, several rows a person, more asked for than there are."""
    load_index()
    rows = [row(f"p{number}", *values) for number, values in people]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "is_index_loaded", lambda: has_index)
        found = Gallery.build(rows)
    assert found.is_indexed is has_index
    assert found.nearest(protected(*probe), k) == brute_force(rows, probe, k)


def test_equally_near_people_come_by_id() -> None:
    rows = [row("b", 0, 1), row("a", 0, 0, 1), row("c", 0, -1)]
    found = Gallery.build(rows).nearest(protected(1), 2)
    assert [candidate.person for candidate in found] == ["a", "b"]


def test_a_person_with_many_rows_hides_nobody() -> None:
    rows = [row("a", 1, 0.01 * i) for i in range(5)] + [row("b", 0, 1)]
    assert [candidate.person for candidate in Gallery.build(rows).nearest(protected(1), 2)] == ["a", "b"]


@pytest.mark.parametrize(
    "other", [row("b", 1, model="b" * 64), row("b", 1, key="f" * 16)], ids=["another model", "another key"]
)
def test_rows_that_cannot_be_compared_are_refused(other: GalleryRow) -> None:
    with pytest.raises(KioskError) as raised:
        Gallery.build([row("a", 1), other])
    assert raised.value.code is Code.MODEL_CHANGED
    with pytest.raises(KioskError) as raised:
        Gallery.build([row("a", 1)]).nearest(other.template, 1)
    assert raised.value.code is Code.MODEL_CHANGED


def test_an_empty_gallery_knows_nobody() -> None:
    assert EMPTY_GALLERY.people == 0
    assert EMPTY_GALLERY.nearest(protected(1), 3) == []
    assert Gallery.build([row("a", 1)]).nearest(protected(1), 0) == []


def test_it_says_nobody_and_no_number() -> None:
    assert repr(Gallery.build([row("secret-person", 1)])) == "Gallery(people=1)"


def test_building_one_does_not_import_the_index() -> None:
    """Two seconds and 150 MB that the window must not wait for."""
    program = (
        "import sys; from tests.vision.fakes import row, protected; from kiosk.vision.gallery import Gallery;"
        "g = Gallery.build([row('a', 1)]); g.nearest(protected(1), 1);"
        "print('sklearn' in sys.modules, g.is_indexed)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def units(random: np.random.Generator, count: int) -> NDArray[np.float32]:
    rows = random.standard_normal((count, 128)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@pytest.mark.once
def test_ten_thousand_queries_among_ten_thousand_people_are_brute_forces() -> None:
    """Half of the probes are of somebody in it, half are strangers; people and distances, to the last bit."""
    people, k = 10_000, 2
    random = np.random.default_rng(20261126)
    templates = units(random, people)
    noisy = templates[: people // 2] + 0.04 * random.standard_normal((people // 2, 128)).astype(np.float32)
    mated = noisy / np.linalg.norm(noisy, axis=1, keepdims=True)
    probes = np.concatenate([mated, units(random, people - len(mated))]).astype(np.float32)
    load_index()
    gallery = Gallery.build(
        [
            GalleryRow(PersonId(f"{n:05}"), ProtectedEmbedding(row, MODEL, KEY))
            for n, row in enumerate(templates)
        ]
    )
    assert gallery.is_indexed
    exact = templates.astype(np.float64)
    wrong = 0
    for start in range(0, len(probes), 500):
        batch = probes[start : start + 500].astype(np.float64)
        # The product is right to 1e-14, so the two nearest are among its sixteen; those are measured exactly.
        sixteen = np.argpartition(-(batch @ exact.T), 16, axis=1)[:, :16]
        for vector, rows, probe in zip(batch, sixteen, probes[start : start + 500], strict=True):
            distances = np.sqrt(((exact[rows] - vector) ** 2).sum(axis=1))
            ranked = sorted(zip(distances.tolist(), rows.tolist(), strict=True))[:k]
            expected = [Candidate(PersonId(f"{row:05}"), distance) for distance, row in ranked]
            wrong += gallery.nearest(ProtectedEmbedding(probe, MODEL, KEY), k) != expected
    assert wrong == 0
