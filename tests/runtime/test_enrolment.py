"""From pictures and captures to a template: agreement, refusals, look-alikes. Plain vectors, no models."""

from typing import cast

import numpy as np
import pytest

from kiosk.domain.faces import Embedding, FaceMeasures, ProtectedEmbedding, Verdict
from kiosk.domain.ids import PersonId
from kiosk.domain.protection import Rotation
from kiosk.errors import Code, KioskError
from kiosk.runtime.collecting import Collecting, CollectingLimits
from kiosk.runtime.enrolment import OTHER_PERSON, SEVERAL_FACES, Picture, same_faces, template_of
from kiosk.vision.recogniser import Capture, Recogniser
from tests.limits import limits_through

S = 1_000_000_000
LIMITS = limits_through((2, 0.4), (100, 0.38))
MEASURES = FaceMeasures(80, 0.4, 1.0, 0, 0, 0, 0.5, 0.5, 60, 1.0)


class FakeRecogniser:
    """The model-free side of a Recogniser: limits, key and rotation."""

    match_limits = LIMITS
    model_sha256 = "ab" * 32
    key_id = "key"

    def protect(self, embedding: Embedding) -> ProtectedEmbedding:
        return Rotation(b"r" * 32, 8).protect(embedding)


RECOGNISER = cast(Recogniser, FakeRecogniser())


def capture(axis: int, lean: float = 0.0, others: int = 0) -> Capture:
    vector = np.zeros(8, np.float32)
    vector[axis] = 1.0
    vector[7] = lean
    return Capture(Embedding(vector / np.linalg.norm(vector), "ab" * 32), MEASURES, others)


def test_the_one_who_does_not_agree_is_left_out_and_named() -> None:
    pictures = [
        Picture("1.jpg", capture(0)),
        Picture("2.jpg", capture(0, 0.1)),
        Picture("3.jpg", capture(1)),
        Picture("4.jpg", Verdict.BLURRED.value),
    ]
    made = template_of(RECOGNISER, pictures)
    assert len(made.captures) == 2
    mean = np.mean([one.vector for one in made.captures], axis=0)
    np.testing.assert_allclose(mean / np.linalg.norm(mean), made.template.vector, atol=1e-6)
    assert made.refused == (("3.jpg", OTHER_PERSON), ("4.jpg", "blurred"))


def test_two_people_make_no_template() -> None:
    with pytest.raises(KioskError) as caught:
        template_of(RECOGNISER, [Picture("1.jpg", capture(0)), Picture("2.jpg", capture(1))])
    assert (caught.value.code, caught.value.where, caught.value.detail) == (
        Code.NO_GOOD_FACE,
        "2 pictures",
        OTHER_PERSON,
    )


def test_no_good_picture_names_the_reasons() -> None:
    with pytest.raises(KioskError) as caught:
        template_of(
            RECOGNISER, [Picture("1.jpg", "dark"), Picture("2.jpg", "blurred"), Picture("3.jpg", "dark")]
        )
    assert caught.value.detail == "blurred, dark"


def at(distance: float, of: ProtectedEmbedding) -> ProtectedEmbedding:
    """Give a vector at a distance of another."""
    me = of.vector.astype(np.float64)
    side = np.zeros(8)
    side[int(np.argmin(np.abs(me)))] = 1.0
    side -= me * (side @ me)
    side /= np.linalg.norm(side)
    cosine = 1 - distance**2 / 2
    near = (cosine * me + np.sqrt(1 - cosine**2) * side).astype(np.float32)
    return ProtectedEmbedding(near, of.model_sha256, of.key_id)


def test_the_same_face_is_one_within_the_models_limit_and_the_nearest_comes_first() -> None:
    new = template_of(RECOGNISER, [Picture("1.jpg", capture(0))])
    others = [
        (PersonId(name), at(distance, new.template))
        for name, distance in (("sister", 0.25), ("twin", 0.19), ("triplet", 0.1), ("stranger", 1.0))
    ]
    assert LIMITS.duplicate == 0.2
    assert same_faces(new, others) == (PersonId("triplet"), PersonId("twin"))
    assert same_faces(new, []) == ()


def collecting() -> Collecting:
    return Collecting(CollectingLimits(needed=3, apart_s=0.5, timeout_s=10.0), 0)


def test_captures_are_spread_over_time() -> None:
    running = collecting()
    assert running.is_due(0)
    assert running.take(capture(0), 0, LIMITS) is False
    assert not running.is_due(S // 4)
    assert running.is_due(S // 2)
    assert running.progress().captured == 1


def test_a_stranger_among_the_captures_is_replaced() -> None:
    running = collecting()
    for second, axis in enumerate((0, 1, 0)):
        assert running.take(capture(axis), second * S, LIMITS) is False
    assert (running.progress().captured, running.progress().asked_again) == (2, 1)
    assert running.take(capture(0), 4 * S, LIMITS) is True
    assert len(running.future.result(0)) == 3


def test_a_capture_with_somebody_beside_is_not_used() -> None:
    running = collecting()
    assert running.take(capture(0, others=1), 0, LIMITS) is False
    assert running.progress().captured == 0
    assert running.take(Verdict.DARK, S, LIMITS) is False
    assert running.progress().verdict is Verdict.DARK


def test_time_runs_out_with_the_last_reason() -> None:
    running = collecting()
    assert running.take(Verdict.TOO_FAR, 11 * S, LIMITS) is True
    with pytest.raises(KioskError) as caught:
        running.future.result(0)
    assert (caught.value.code, caught.value.detail) == (Code.NO_GOOD_FACE, "too_far")


@pytest.mark.parametrize(
    ("last", "reason"), [(capture(0, others=1), SEVERAL_FACES), (capture(1), OTHER_PERSON)]
)
def test_time_that_runs_out_never_says_that_all_was_well(last: Capture, reason: str) -> None:
    running = collecting()
    assert running.take(capture(0), S, LIMITS) is False
    assert running.take(capture(0), 2 * S, LIMITS) is False
    assert running.take(last, 11 * S, LIMITS) is True
    with pytest.raises(KioskError) as caught:
        running.future.result(0)
    assert caught.value.detail == reason


def test_a_cancelled_collection_is_over() -> None:
    running = collecting()
    assert running.future.cancel()
    assert running.take(capture(0), 0, LIMITS) is True
