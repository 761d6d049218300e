import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.faces import Embedding
from kiosk.domain.protection import Rotation

SIZE = 16
ONE, OTHER = Rotation(bytes(32), SIZE), Rotation(bytes(31) + b"\1", SIZE)


def embedding(seed: int, size: int = SIZE) -> Embedding:
    vector = np.random.default_rng(seed).normal(size=size)
    return Embedding((vector / np.linalg.norm(vector)).astype(np.float32), "m")


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_distances_stay(first: int, second: int) -> None:
    a, b = embedding(first), embedding(second)
    before = np.linalg.norm(a.vector - b.vector)
    after = np.linalg.norm(ONE.protect(a).vector - ONE.protect(b).vector)
    assert after == pytest.approx(before, abs=1e-5)


def test_another_secret_gives_another_place_and_another_key() -> None:
    a = embedding(1)
    assert np.linalg.norm(ONE.protect(a).vector - OTHER.protect(a).vector) > 0.5
    assert ONE.protect(a).key_id == ONE.key_id != OTHER.key_id


def test_one_secret_gives_one_rotation() -> None:
    """To the last bit, and orthogonal."""
    basis = np.eye(SIZE, dtype=np.float32)
    rows = np.array([ONE.protect(Embedding(row, "m")).vector for row in basis])
    np.testing.assert_allclose(rows @ rows.T, basis, atol=1e-6)
    again = Rotation(bytes(32), SIZE)
    same = np.array([again.protect(Embedding(row.copy(), "m")).vector for row in basis])
    assert hashlib.sha256(rows.tobytes()).digest() == hashlib.sha256(same.tobytes()).digest()


def test_it_tells_nothing_of_itself() -> None:
    assert repr(ONE) == "Rotation(...)"
    assert bytes(32).hex()[:8] not in ONE.key_id


def test_a_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError):
        Rotation(bytes(31), SIZE)
    with pytest.raises(ValueError):
        ONE.protect(embedding(1, SIZE + 1))
