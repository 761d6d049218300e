"""When a face in the same place is doubted, and what settles the doubt."""

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.ids import TrackId
from kiosk.vision.continuity import Continuity
from kiosk.vision.measure import PATCH_PX
from tests.vision.fakes import protected

TRACK, NEXT = TrackId(1), TrackId(2)
ANNE, ANNE_TURNED, BERT = protected(1, 0), protected(1, 0.2), protected(0, 1)
LIMIT = 0.36


def patch(seed: int) -> NDArray[np.float32]:
    """Blobs as large as those a print of 16 x 16 keeps."""
    coarse = np.random.default_rng(seed).uniform(0, 255, (12, 12))
    return np.asarray(np.kron(coarse, np.ones((PATCH_PX // 12, PATCH_PX // 12))), dtype=np.float32)


ONE, OTHER = patch(1), patch(2)


@pytest.fixture
def continuity() -> Continuity:
    """Anne was seen on the track, and embedded."""
    made = Continuity()
    made.look(TRACK, ONE)
    assert not made.settle(TRACK, ANNE, LIMIT)
    return made


def test_a_face_that_moves_a_little_is_not_doubted(continuity: Continuity) -> None:
    continuity.look(TRACK, np.roll(ONE, 1, axis=1) * 0.8 + 10)
    assert not continuity.is_doubtful


def test_another_print_is_a_doubt_that_stays_until_an_embedding(continuity: Continuity) -> None:
    continuity.look(TRACK, OTHER)
    for _ in range(3):
        continuity.look(TRACK, OTHER)
        assert continuity.is_doubtful
    assert not continuity.settle(TRACK, ANNE_TURNED, LIMIT)
    assert not continuity.is_doubtful


def test_another_embedding_is_another_person(continuity: Continuity) -> None:
    continuity.look(TRACK, OTHER)
    assert continuity.settle(TRACK, BERT, LIMIT)
    continuity.hand_over(NEXT)
    continuity.look(NEXT, OTHER)
    assert not continuity.is_doubtful
    assert not continuity.settle(NEXT, BERT, LIMIT)


def test_a_jump_is_a_doubt_also_when_nothing_could_be_measured(continuity: Continuity) -> None:
    continuity.look(TRACK, None, is_jump=True)
    assert continuity.is_doubtful


def test_a_face_that_turns_away_and_back_is_compared_with_what_was_seen_before(
    continuity: Continuity,
) -> None:
    continuity.look(TRACK, None)
    continuity.look(TRACK, OTHER)
    assert continuity.is_doubtful


def test_without_an_embedding_there_is_nothing_to_doubt() -> None:
    continuity = Continuity()
    continuity.look(TRACK, ONE)
    continuity.look(TRACK, OTHER, is_jump=True)
    assert not continuity.is_doubtful
    assert not continuity.settle(TRACK, ANNE, LIMIT)


def test_a_new_track_starts_anew(continuity: Continuity) -> None:
    continuity.look(NEXT, OTHER)
    assert not continuity.is_doubtful
    assert not continuity.settle(NEXT, BERT, LIMIT)
