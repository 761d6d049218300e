"""Whose face becomes an embedding, and whose never does (promise P11), with the real models and a real vault.

That the embedder rests outside sessions and while the code pad is open, for whole walk-ups, is in
tests/runtime/test_services.py; each rule with scripted faces is in test_recogniser.py.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.faces import AlignedFace, Embedding, Verdict
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.ids import PersonId
from kiosk.domain.people import Person
from kiosk.storage.vault import Vault
from kiosk.vision.align import AlignmentTemplate
from kiosk.vision.embedder import Embedder
from kiosk.vision.gallery import Gallery, GalleryRow
from kiosk.vision.opencv import cv2
from kiosk.vision.pictures import read_picture
from kiosk.vision.recogniser import Capture, Galleries, Recogniser
from kiosk.vision.synthetic import ASTRONAUT, GRACE_HOPPER, Portrait, SyntheticWalkUp, WalkUpPlan
from tests.runtime.fakes_school import WAIT_S, RunningSchool, running_school
from tests.vision.portraits import Parts, capture, make_parts, need_portraits

pytestmark = [
    pytest.mark.alone,  # walk-ups are counted: frames that another test delays are others
    pytest.mark.once,
]
STANDING = 20
"""Frames of somebody who stands there."""
FRAME_NS = 66_666_667


class ListeningEmbedder:
    """The real one; keeps what it made."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.made: list[Embedding] = []

    @property
    def template(self) -> AlignmentTemplate:
        return self._embedder.template

    @property
    def model_sha256(self) -> str:
        return self._embedder.model_sha256

    def embed(self, face: AlignedFace) -> Embedding:
        self.made.append(self._embedder.embed(face))
        return self.made[-1]


class Door:
    """A recogniser on which the astronaut is enrolled."""

    def __init__(self, parts: Parts) -> None:
        self.embedder = ListeningEmbedder(parts.embedder)
        self.recogniser = Recogniser(
            parts.detector, parts.mesh, self.embedder, parts.rotation, parts.match_limits
        )
        self.faces = {
            portrait.file: self._captured(need_portraits() / portrait.file)
            for portrait in (ASTRONAUT, GRACE_HOPPER)
        }
        self.embedder.made.clear()
        enrolled = self.recogniser.protect(self.faces[ASTRONAUT.file])
        gallery = Gallery.build([GalleryRow(PersonId("astronaut"), enrolled)])
        self.recogniser.use(Galleries(gallery, gallery))
        self.outcomes: list[Sighting | Refusal] = []
        self.verdicts: set[Verdict] = set()
        self._seq = 0

    def _captured(self, path: Path) -> Embedding:
        captured = capture(self.recogniser, path)
        assert isinstance(captured, Capture)
        return captured.embedding

    def watch(self, images: Sequence[NDArray[np.uint8]], *, may_embed: bool = True) -> int:
        """Take the frames; gives how often the embedder ran."""
        before = len(self.embedder.made)
        for image in images:
            self._seq += 1
            frame = Frame(self._seq, self._seq * FRAME_NS, SourceKind.SYNTHETIC, image)
            seen = self.recogniser.step(frame, may_embed=may_embed)
            self.verdicts.add(seen.guidance.verdict)
            self.outcomes += [] if seen.outcome is None else [seen.outcome]
        return len(self.embedder.made) - before


@pytest.fixture(scope="module")
def parts() -> Iterator[Parts]:
    made = make_parts()
    yield made
    made.detector.close()  # held by a failed test, it would block the end of the interpreter for good


@pytest.fixture
def door(parts: Parts) -> Door:
    return Door(parts)


def standing(frames: int = STANDING, near_height: float = 0.46) -> list[NDArray[np.uint8]]:
    plan = WalkUpPlan(empty=0, approach=0, hold=frames, leave=0, near_height=near_height)
    return list(SyntheticWalkUp(need_portraits(), (ASTRONAUT,), plan))


def with_somebody_behind(images: Sequence[NDArray[np.uint8]]) -> list[NDArray[np.uint8]]:
    """Put the other portrait small into a corner, her face 75 px high: large enough to be embedded."""
    picture = read_picture(need_portraits() / GRACE_HOPPER.file)
    scale = 75 / (GRACE_HOPPER.face_height * picture.shape[0])
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    crowds = [image.copy() for image in images]
    for crowd in crowds:
        crowd[: min(150, size[1]), : min(160, size[0])] = small[:150, :160]
    return crowds


def test_of_two_people_only_the_one_in_front_is_ever_embedded(door: Door) -> None:
    crowd = with_somebody_behind(standing())
    stills = door.recogniser._detector.detect_still(crowd[0])
    assert len(stills) == 2  # the other one is seen, and counted: "please wait"
    calls = door.watch(crowd)
    assert calls > 0
    assert door.recogniser.last_guidance.waiting == 1
    for made in door.embedder.made:
        own, other = (
            float(np.linalg.norm(made.vector - door.faces[portrait.file].vector))
            for portrait in (ASTRONAUT, GRACE_HOPPER)
        )
        assert own < 0.3 < other


def test_once_somebody_has_their_answer_they_are_followed_and_not_embedded(door: Door) -> None:
    images = standing(60)
    before = door.watch(images[:10])
    assert before > 0
    assert [type(outcome) for outcome in door.outcomes] == [Sighting]
    after = door.watch(images[10:])
    assert after == 0
    assert len(door.outcomes) == 1


def darkened(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(image * 0.12, dtype=np.uint8)


def swept(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.blur(image, (45, 1)), dtype=np.uint8)


def cut(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Move the face a third out of the frame."""
    return np.ascontiguousarray(np.pad(image, ((0, 0), (0, 270), (0, 0)), mode="edge")[:, 270:])


@pytest.mark.parametrize(
    ("ruin", "near_height", "verdict"),
    [
        (darkened, 0.46, Verdict.DARK),
        (swept, 0.46, Verdict.BLURRED),
        (cut, 0.46, Verdict.OFF_CENTRE),
        (np.ascontiguousarray, 0.11, Verdict.TOO_FAR),
    ],
)
def test_a_face_that_the_gate_refuses_is_never_embedded(
    door: Door,
    ruin: Callable[[NDArray[np.uint8]], NDArray[np.uint8]],
    near_height: float,
    verdict: Verdict,
) -> None:
    calls = door.watch([ruin(image) for image in standing(near_height=near_height)])
    assert calls == 0
    assert verdict in door.verdicts
    assert Verdict.OK not in door.verdicts
    assert door.outcomes == []


@pytest.fixture
def school(tmp_path: Path, portraits: Path, models: Path) -> Iterator[RunningSchool]:
    with running_school(tmp_path / "data", portraits) as running:
        yield running


def enrol(school: RunningSchool, person: Person, portrait: Portrait, until: date) -> None:
    desk = school.services.desk
    desk.record_consent(person.id, "signed form 12", "self", until).result(WAIT_S)
    desk.enrol_pictures(person.id, [school.portraits / portrait.file]).result(WAIT_S)


def withdraw(school: RunningSchool, person: Person) -> None:
    school.services.desk.withdraw_consent(person.id).result(WAIT_S)


def expire(school: RunningSchool, person: Person) -> None:
    school.clock.forward(days=2)
    school.services.submit(school.services._look_at_sessions).result(WAIT_S)  # as it does every few seconds
    school.open_session()


def object_to_it(school: RunningSchool, person: Person) -> None:
    def job(vault: Vault) -> None:
        with vault._kiosk.transaction():
            vault._kiosk.write("UPDATE people SET objects = 1 WHERE person = ?", (person.id,))
        school.services.refresh(vault)

    school.services.submit(job).result(WAIT_S)


def ids_compared_with(school: RunningSchool) -> set[PersonId]:
    """Ask on the camera thread whose templates a probe meets, on the list and in the whole school."""

    def owners(models: Recogniser) -> set[PersonId]:
        galleries = models._galleries
        return {*galleries.roster._owners, *galleries.school._owners}

    school.services.with_models(lambda models: None).result(WAIT_S)  # it takes new lists after the next job
    return school.services.with_models(owners).result(WAIT_S)


@pytest.mark.parametrize("end", [withdraw, expire, object_to_it])
def test_who_no_longer_agrees_is_compared_with_nobody_and_cannot_be_sighted(
    school: RunningSchool, end: Callable[[RunningSchool, Person], None]
) -> None:
    """Their face is a stranger's from then on; another one's template stays where it is."""
    today = school.clock().local_date
    enrol(school, school.astronaut, ASTRONAUT, today + timedelta(days=1))
    enrol(school, school.other, GRACE_HOPPER, today + timedelta(days=99))
    school.open_session()
    (sighting,) = school.walk_up(ASTRONAUT)
    assert isinstance(sighting, Sighting)
    assert ids_compared_with(school) == {school.astronaut.id, school.other.id}
    end(school, school.astronaut)
    assert ids_compared_with(school) == {school.other.id}
    (refusal,) = school.walk_up(ASTRONAUT)
    assert isinstance(refusal, Refusal)
    assert school.services.submit(
        lambda vault: vault._kiosk.read("SELECT count(DISTINCT person) FROM templates")
    ).result(WAIT_S) == [(1,)]


def test_a_pad_that_opens_while_somebody_is_looked_at_stops_the_embedder(school: RunningSchool) -> None:
    school.enrol(school.astronaut, ASTRONAUT)
    school.open_session()
    images = standing(30)
    school.feed.play(images[:1])
    begun = school.embedder_calls()
    school.services.camera.set_pad_open(True)
    school.feed.play(images[1:15])
    assert school.embedder_calls() == begun
    school.services.camera.set_pad_open(False)
    school.feed.play(images[15:])
    assert school.embedder_calls() > begun


def test_a_session_that_ends_while_somebody_is_looked_at_stops_the_embedder(school: RunningSchool) -> None:
    school.enrol(school.astronaut, ASTRONAUT)
    school.open_session()
    images = standing(30)
    school.feed.play(images[:1])
    begun = school.embedder_calls()
    school.clock.forward(hours=3)
    school.feed.play(images[1:])
    assert school.embedder_calls() == begun
    assert school.outcomes == []
