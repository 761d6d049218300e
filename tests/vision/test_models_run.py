"""The real models on the two public-domain portraits; skipped where set-up has not built them."""

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.evidence import Refusal, Sighting, Unrecognised
from kiosk.domain.faces import AlignedFace, Verdict
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.ids import PersonId
from kiosk.domain.quality import QualityLimits, judge
from kiosk.vision.align import align
from kiosk.vision.gallery import Gallery, GalleryRow
from kiosk.vision.measure import measure
from kiosk.vision.opencv import cv2
from kiosk.vision.pictures import read_picture
from kiosk.vision.recogniser import Capture, Galleries, build_recogniser
from kiosk.vision.synthetic import ASTRONAUT, GRACE_HOPPER, HEIGHT_PX, WIDTH_PX, SyntheticWalkUp, WalkUpPlan
from kiosk.vision.templates import build_template
from tests.vision.portraits import (
    ROOT,
    SECRET,
    Parts,
    capture,
    make_parts,
    models,
    need_portraits,
    pictures_of_people,
)

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def parts() -> Parts:
    need_portraits()
    return make_parts()


def portrait(name: str, width: int | None = None) -> NDArray[np.uint8]:
    image = read_picture(need_portraits() / name)
    if width is not None:
        size = (width, round(image.shape[0] * width / image.shape[1]))
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return image


PORTRAITS = pytest.mark.parametrize("name", ["astronaut.png", "grace_hopper.jpg"])


@PORTRAITS
def test_the_keypoints_come_in_the_order_the_code_counts_on(parts: Parts, name: str) -> None:
    """Image-left eye, image-right eye, nose, mouth, image-left ear, image-right ear."""
    (face,) = parts.detector.detect_still(portrait(name))
    left, right, nose, mouth, left_ear, right_ear = face.keypoints
    assert left_ear[0] < left[0] < nose[0] < right[0] < right_ear[0]
    assert max(left[1], right[1]) < nose[1] < mouth[1]


@PORTRAITS
def test_mesh_and_detector_agree_on_the_eyes(parts: Parts, name: str) -> None:
    image = portrait(name)
    (face,) = parts.detector.detect_still(image)
    mesh = parts.mesh.landmarks(image, face)
    assert mesh.presence > 0.9
    eyes = mesh.points[[[33, 133], [263, 362]], :2].mean(axis=1)
    apart = np.linalg.norm(eyes[1] - eyes[0])
    assert np.linalg.norm(eyes - face.keypoints[:2], axis=1).max() < 0.25 * apart


@PORTRAITS
@pytest.mark.parametrize("width", [512, 400, 300])
def test_the_portraits_pass_the_gate_and_their_ruins_do_not(parts: Parts, name: str, width: int) -> None:
    def verdict(image: NDArray[np.uint8]) -> Verdict:
        (face,) = parts.detector.detect_still(image)
        return judge(measure(image, face, parts.mesh.landmarks(image, face)), QualityLimits())

    image = portrait(name, width)
    assert verdict(image) is Verdict.OK
    assert verdict((image * 0.12).astype(np.uint8)) is Verdict.DARK
    (face,) = parts.detector.detect_still(image)
    sweep = round(0.45 * float(np.linalg.norm(face.keypoints[1] - face.keypoints[0])))
    moved = np.asarray(cv2.blur(image, (sweep, 1)), dtype=np.uint8)
    assert verdict(moved) is Verdict.BLURRED


def test_a_repeated_timestamp_does_no_harm(parts: Parts) -> None:
    """MediaPipe raises on one that does not rise."""
    image = portrait("astronaut.png")
    for timestamp_ms in (500, 500, 100, 0):
        assert len(parts.detector.detect(image, timestamp_ms)) == 1


def test_an_embedding_is_of_unit_length_and_mirror_proof(parts: Parts) -> None:
    """With the mirror image averaged in, left and right do not matter."""
    image = portrait("astronaut.png")
    (face,) = parts.detector.detect_still(image)
    aligned = align(image, parts.mesh.landmarks(image, face), parts.embedder.template)
    before = parts.embedder.calls
    one = parts.embedder.embed(aligned)
    mirrored = AlignedFace(np.ascontiguousarray(aligned.chip[:, ::-1]), aligned.template)
    other = parts.embedder.embed(mirrored)
    assert parts.embedder.calls == before + 2
    assert one.vector.shape == (parts.embedder.dimensions,)
    assert np.linalg.norm(one.vector) == pytest.approx(1.0, abs=1e-6)
    np.testing.assert_allclose(one.vector, other.vector, atol=1e-5)
    with pytest.raises(ValueError, match="template"):
        parts.embedder.embed(AlignedFace(aligned.chip, "arcface-5-112"))


def test_the_walk_up_is_the_same_each_time_and_no_frame_repeats() -> None:
    """A frozen camera is told by equal frames, so the stand-in must have none."""
    plan = WalkUpPlan(empty=3, approach=3, hold=3, leave=3)
    first = list(SyntheticWalkUp(need_portraits(), plan=plan))
    again = list(SyntheticWalkUp(need_portraits(), plan=plan))
    assert len(first) == len(SyntheticWalkUp(need_portraits(), plan=plan)) == 27
    assert first[0].shape == (HEIGHT_PX, WIDTH_PX, 3)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not any(np.array_equal(a, b) for a, b in itertools.pairwise(first))
    other = next(iter(SyntheticWalkUp(need_portraits(), plan=plan, seed=1)))
    assert not np.array_equal(first[0], other)


@pytest.mark.parametrize("taken_of", [1, 2, 3, 4, 5])
def test_the_synthetic_walk_up_ticks_the_enrolled_one_and_refuses_the_other(taken_of: int) -> None:
    """The demo's promise: astronaut enrolled, Grace Hopper not; each is one track and answered once.

    Also on a machine so busy that it takes one frame of five.
    """
    models()
    recogniser = build_recogniser(ROOT / "models", SECRET)
    enrolled = capture(recogniser, need_portraits() / ASTRONAUT.file)
    assert isinstance(enrolled, Capture)
    person = PersonId("astronaut")
    gallery = Gallery.build([GalleryRow(person, recogniser.protect(enrolled.embedding))])
    recogniser.use(Galleries(gallery, gallery))
    verdicts, outcomes, tracks, tries = [], [], set(), 0
    for index, image in enumerate(SyntheticWalkUp(need_portraits())):
        if index % taken_of:
            continue
        frame = Frame(index + 1, index * 66_666_667, SourceKind.SYNTHETIC, image)
        observation = recogniser.step(frame, may_embed=True)
        verdicts.append(observation.guidance.verdict)
        tracks.add(observation.track)
        tries += observation.is_first_good
        if observation.outcome is not None:
            outcomes.append(observation.outcome)
    recogniser.close()
    first = next(verdict for verdict in verdicts if verdict is not Verdict.NONE)
    assert first in ({Verdict.TOO_FAR} if taken_of == 1 else {Verdict.TOO_FAR, Verdict.OK})
    assert set(verdicts) <= {Verdict.NONE, Verdict.TOO_FAR, Verdict.OFF_CENTRE, Verdict.OK}
    assert (tracks, tries) == ({None, 1, 2}, 2)
    assert [type(o) for o in outcomes] == [Sighting, Refusal]
    sighting, refusal = outcomes
    assert isinstance(sighting, Sighting)
    assert isinstance(refusal, Refusal)
    assert (sighting.person, sighting.kind) == (person, SourceKind.SYNTHETIC)
    assert refusal.reason is Unrecognised.UNKNOWN


def test_two_people_who_change_places_without_a_gap_are_two_tracks() -> None:
    models()
    recogniser = build_recogniser(ROOT / "models", SECRET)
    enrolled = capture(recogniser, need_portraits() / ASTRONAUT.file)
    assert isinstance(enrolled, Capture)  # while nobody is enrolled nobody is embedded, nor told apart
    gallery = Gallery.build([GalleryRow(PersonId("astronaut"), recogniser.protect(enrolled.embedding))])
    recogniser.use(Galleries(gallery, gallery))
    seen = []
    plan = WalkUpPlan(empty=0, approach=0, hold=20, leave=0)
    for index, image in enumerate(SyntheticWalkUp(need_portraits(), plan=plan)):
        frame = Frame(index + 1, index * 66_666_667, SourceKind.SYNTHETIC, image)
        seen.append(recogniser.step(frame, may_embed=True).track)
    recogniser.close()
    assert seen == [1] * 20 + [2] * 20


def test_one_picture_each_of_two_people_makes_no_template(parts: Parts) -> None:
    """The portraits are 0.475 apart: whose template would it be?"""
    recogniser = parts.recogniser()
    captures = [capture(recogniser, need_portraits() / p.file) for p in (ASTRONAUT, GRACE_HOPPER)]
    embeddings = [c.embedding for c in captures if isinstance(c, Capture)]
    assert len(embeddings) == 2
    assert build_template(embeddings, parts.match_limits.agreement) is None


@pytest.mark.slow
def test_pictures_agree_with_their_own_person_and_not_with_another() -> None:
    """The figures behind `agreement`, on a sixth of the people, with room for another sixth."""
    people = list(pictures_of_people(2).values())[::3]
    parts = make_parts()
    recogniser, limit = parts.recogniser(), parts.match_limits.agreement
    own, firsts = [], []
    for paths in people:
        seen = [capture(recogniser, path) for path in paths[:3]]
        vectors = [c.embedding.vector for c in seen if isinstance(c, Capture)]
        own += [float(np.linalg.norm(a - b)) for a, b in itertools.combinations(vectors, 2)]
        firsts += vectors[:1]
    recogniser.close()
    others = [float(np.linalg.norm(a - b)) for a, b in itertools.combinations(firsts, 2)]
    assert np.mean(np.array(own) > limit) < 0.05
    assert np.mean(np.array(others) <= limit) < 0.01
