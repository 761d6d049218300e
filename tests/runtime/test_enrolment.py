"""From pictures and captures to a template: agreement, refusals, look-alikes. Plain vectors, no models."""

import dataclasses
from typing import cast

import numpy as np
import pytest

from kiosk.domain.faces import Embedding, FaceMeasures, ProtectedEmbedding, Verdict
from kiosk.domain.ids import PersonId
from kiosk.domain.protection import Rotation
from kiosk.errors import Code, KioskError
from kiosk.runtime.enrolment import OTHER_PERSON, Picture, same_faces, template_of
from kiosk.vision.recogniser import Capture, Recogniser
from tests.limits import limits_through

S = 1_000_000_000
LIMITS = limits_through((2, 0.4), (100, 0.38))
MEASURES = FaceMeasures(80, 0.4, 1.0, 0, 0, 0, 0.5, 0.5, 60, 1.0, 0.5)


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


def test_a_look_from_the_side_counts_half() -> None:
    front, side = capture(0), capture(0, 0.3)
    side = dataclasses.replace(side, measures=dataclasses.replace(MEASURES, yaw=-14.0))
    made = template_of(RECOGNISER, [Picture("1", front), Picture("2", side)])
    ahead, aside = (one.vector.astype(np.float64) for one in made.captures)
    mean = 2 * ahead + aside
    np.testing.assert_allclose(mean / np.linalg.norm(mean), made.template.vector, atol=1e-6)


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
