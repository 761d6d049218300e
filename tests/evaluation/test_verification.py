import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.evaluation.folders import Pair
from kiosk.evaluation.verification import best_threshold, threshold_at, verify


def on_a_circle(*degrees: float) -> np.ndarray:
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


STILL = on_a_circle(0, 5, 90, 97, 180, 192)
FOUND = np.ones(6, dtype=bool)
PAIRS = [
    Pair(0, True, 0, 1), Pair(0, False, 0, 2), Pair(1, True, 2, 3), Pair(1, False, 3, 4),
    Pair(2, True, 4, 5), Pair(2, False, 1, 5),
]  # fmt: skip


def test_people_far_apart_are_told_apart() -> None:
    found = verify(PAIRS, STILL, FOUND)
    assert (found.accuracy, found.standard_error, found.faces_missing) == (1.0, 0.0, 0)
    assert found.tar == {0.01: 1.0, 0.001: 1.0}
    assert found.far[0] == 0.0
    assert (found.far[-1], found.tar_at[-1]) == (1.0, 1.0)


def test_the_threshold_comes_from_the_other_folds() -> None:
    """In the third fold one person's two pictures are farther apart than two people's in the others."""
    still = on_a_circle(0, 5, 90, 97, 180, 240)
    found = verify(PAIRS, still, FOUND)
    assert found.accuracy == pytest.approx(5 / 6)
    assert found.standard_error == pytest.approx(1 / 6)  # of 1, 1 and 1/2: 0.289 over the root of three


def test_a_pair_with_a_face_that_was_not_found_is_wrong_whichever_kind() -> None:
    is_found = FOUND.copy()
    is_found[1] = False
    still = STILL.copy()
    still[1] = np.nan
    found = verify(PAIRS, still, is_found)
    assert found.accuracy == pytest.approx(4 / 6)
    assert found.faces_missing == 1
    assert found.tar[0.01] == pytest.approx(2 / 3)


def test_where_no_face_is_found_every_pair_is_wrong() -> None:
    found = verify(PAIRS, np.full_like(STILL, np.nan), np.zeros(6, dtype=bool))
    assert (found.accuracy, found.faces_missing, found.tar) == (0.0, 6, {0.01: 0.0, 0.001: 0.0})


def test_one_fold_has_no_others() -> None:
    with pytest.raises(ValueError, match="one fold"):
        verify(PAIRS[:2], STILL, FOUND)


def test_the_best_threshold_lies_between_the_two_kinds() -> None:
    assert best_threshold(np.array([0.1, 0.2]), np.array([0.6, 0.9])) == pytest.approx(0.4)


@given(
    st.lists(st.integers(0, 20).map(lambda n: n / 10), min_size=1, max_size=60).map(sorted),
    st.sampled_from([0.0, 0.01, 0.1, 0.25, 0.5, 1.0]),
)
def test_no_more_than_the_rate_are_within_the_threshold_and_no_greater_one_does(
    scores: list[float], rate: float
) -> None:
    distances = np.array(scores)
    threshold = threshold_at(distances, rate)
    assert (distances <= threshold).mean() <= rate + 1e-12
    beyond = distances[distances > threshold]
    if len(beyond):
        assert (distances <= beyond[0]).mean() > rate
