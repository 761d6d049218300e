import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.faces import ProtectedEmbedding
from kiosk.domain.fusion import MOST_LOOKS, Looks, fuse


def look(seed: int, *, model: str = "a" * 64, key: str = "k") -> ProtectedEmbedding:
    vector = np.random.default_rng(seed).standard_normal(8)
    return ProtectedEmbedding((vector / np.linalg.norm(vector)).astype(np.float32), model, key)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12), st.integers(1001, 2000))
def test_its_distance_is_the_root_of_the_mean_of_the_squared_distances(seeds: list[int], other: int) -> None:
    looks = tuple(look(seed) for seed in seeds)
    template = look(other).vector.astype(np.float64)
    probe = fuse(looks)
    each = [float(((one.vector.astype(np.float64) - template) ** 2).sum()) for one in looks]
    found = float(((probe.vector - template) ** 2).sum()) + probe.spread
    assert found == pytest.approx(np.mean(each), abs=1e-9)
    assert probe.looks == len(seeds)


def test_one_look_is_what_it_was() -> None:
    probe = fuse((look(1),))
    np.testing.assert_array_equal(probe.vector, look(1).vector.astype(np.float64))
    assert (probe.spread, probe.looks) == (0.0, 1)
    assert not probe.vector.flags.writeable
    assert repr(probe) == "Probe(...)"


def test_looks_that_differ_come_no_nearer_to_a_stranger() -> None:
    """Made unit again, their mean would: that is what the spread is for."""
    looks = tuple(look(seed) for seed in range(5))
    probe = fuse(looks)
    mean = probe.vector / np.linalg.norm(probe.vector)
    towards = mean  # somebody whose template lies where the mean points
    fused = float(np.sqrt(((probe.vector - towards) ** 2).sum() + probe.spread))
    unit_again = float(np.linalg.norm(mean - towards))
    nearest_look = min(float(np.linalg.norm(one.vector - towards)) for one in looks)
    assert unit_again < nearest_look < fused


def test_only_the_newest_looks_count() -> None:
    looks = Looks()
    for seed in range(MOST_LOOKS + 5):
        probe = looks.add(look(seed))
    expected = fuse(tuple(look(seed) for seed in range(5, MOST_LOOKS + 5)))
    np.testing.assert_array_equal(probe.vector, expected.vector)
    assert (len(looks), probe.looks) == (MOST_LOOKS, MOST_LOOKS)


@pytest.mark.parametrize("looks", [(), (look(1), look(2, model="b" * 64)), (look(1), look(2, key="other"))])
def test_looks_that_cannot_be_compared_are_refused(looks: tuple[ProtectedEmbedding, ...]) -> None:
    with pytest.raises(ValueError, match="one model and key"):
        fuse(looks)
