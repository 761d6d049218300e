"""When the expensive step runs and when not (promise P11), with fakes for the models."""

from collections.abc import Sequence

import numpy as np
import pytest

from kiosk.domain.evidence import EvidenceLimits, Refusal, Sighting, Unrecognised
from kiosk.domain.faces import AlignedFace, DetectedFace, Embedding, Verdict
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.fusion import MOST_LOOKS
from kiosk.domain.ids import PersonId, TrackId
from kiosk.domain.matching import Candidate, Match, NoMatch, decide
from kiosk.domain.protection import Rotation
from kiosk.domain.quality import QualityLimits
from kiosk.errors import Code, KioskError
from kiosk.vision.gallery import Gallery, GalleryRow
from kiosk.vision.lingering import LINGERS_S, LONGEST_S, Greeting
from kiosk.vision.recogniser import (
    Capture,
    Galleries,
    Observation,
    Recogniser,
    RecognitionLimits,
    guide,
    nobody,
)
from kiosk.vision.served import STEADY_FRAMES, Served
from kiosk.vision.templates import mean_template
from tests.limits import limits_through
from tests.vision.fakes import (
    DIMENSIONS,
    HEIGHT,
    WIDTH,
    FlatMesh,
    ScriptedDetector,
    ScriptedEmbedder,
    embedding,
    face_at,
    frame,
)

ROTATION = Rotation(bytes(32), DIMENSIONS)
WELCOME_S = 2.5
LIMITS = limits_through((1, 0.4), (100, 0.3))
NEAR, BEHIND, FAR_AWAY = face_at(200, 100, 200), face_at(20, 60, 90), face_at(560, 60, 42)
ANNE, BERT, STRANGER = embedding(1, 0, 0), embedding(0, 1, 0), embedding(0, 0, 1)


def gallery(**people: Embedding) -> Gallery:
    return Gallery.build([GalleryRow(PersonId(n), ROTATION.protect(e)) for n, e in people.items()])


class Door:
    """A recogniser with scripted parts."""

    def __init__(
        self, script: Sequence[Sequence[DetectedFace]], embeddings: Sequence[Embedding] = (ANNE,)
    ) -> None:
        self.detector = ScriptedDetector(script)
        self.mesh = FlatMesh()
        self.embedder = ScriptedEmbedder(embeddings)
        self.recogniser = Recogniser(
            self.detector, self.mesh, self.embedder, ROTATION, LIMITS, RecognitionLimits()
        )
        self.recogniser.use(Galleries(gallery(anne=ANNE), gallery(anne=ANNE, bert=BERT)))
        self.seq = 0

    def look(self, count: int, *, may_embed: bool = True) -> list[Observation]:
        seen = []
        for _ in range(count):
            self.seq += 1
            seen.append(self.recogniser.step(frame(self.seq), may_embed=may_embed))
        return seen


def outcomes(seen: Sequence[Observation]) -> list[Sighting | Refusal]:
    return [observation.outcome for observation in seen if observation.outcome is not None]


def test_three_frames_make_one_sighting_and_then_nothing_is_embedded() -> None:
    door = Door([[NEAR]] * 30)
    seen = door.look(30)
    assert [(o.person, o.frames) for o in outcomes(seen) if isinstance(o, Sighting)] == [("anne", 3)]
    assert len(outcomes(seen)) == 1
    assert door.embedder.calls == EvidenceLimits().needed
    assert len(door.mesh.asked) == 30  # still followed, for the hints


def test_people_behind_the_served_one_get_neither_mesh_nor_embedder() -> None:
    door = Door([[BEHIND, NEAR, FAR_AWAY]] * 10)
    seen = door.look(10)
    assert all(face is NEAR for face in door.mesh.asked)
    assert door.embedder.calls == 3
    assert {observation.guidance.waiting for observation in seen} == {2}


def test_nothing_is_embedded_while_it_may_not() -> None:
    """No session, or the code pad is open: hints go on, the embedder rests."""
    door = Door([[NEAR]] * 20)
    seen = door.look(10, may_embed=False)
    assert door.embedder.calls == 0
    assert {observation.guidance.verdict for observation in seen} == {Verdict.OK}
    assert outcomes(door.look(3)) != []


def test_a_face_the_gate_refuses_is_not_embedded() -> None:
    door = Door([[NEAR]] * 10)
    door.mesh.presence = 0.1
    assert {o.guidance.verdict for o in door.look(10)[STEADY_FRAMES:]} == {Verdict.COVERED}
    assert door.embedder.calls == 0


def test_a_face_that_is_still_coming_is_not_said_to_be_covered() -> None:
    """The first hint of a walk-up was "Your whole face is needed"."""
    coming = [[face_at(440 - 24 * i, 100, 80 + 6 * i)] for i in range(16)]
    door = Door(coming + [coming[-1]] * 6)
    door.mesh.presence = 0.1
    said = [o.guidance.verdict for o in door.look(22)]
    assert list(dict.fromkeys(said)) == [Verdict.TOO_FAR, Verdict.BLURRED, Verdict.COVERED]
    assert said.index(Verdict.COVERED) == 15 + STEADY_FRAMES


def test_a_face_that_the_frame_cuts_is_told_to_move() -> None:
    door = Door([[face_at(WIDTH - 120 - i, 100, 200)] for i in range(10)])
    door.mesh.presence = 0.1
    assert {o.guidance.verdict for o in door.look(10)} == {Verdict.OFF_CENTRE}


def test_somebody_far_away_is_not_even_meshed() -> None:
    small = face_at(300, 200, 41)
    door = Door([[small]] * 5)
    assert {o.guidance.verdict for o in door.look(5)} == {Verdict.TOO_FAR}
    assert (door.mesh.asked, door.embedder.calls) == ([], 0)


def test_a_stranger_is_refused_once_and_not_embedded_again() -> None:
    door = Door([[NEAR]] * 60, [STRANGER])
    seen = door.look(60)
    assert [o.reason for o in outcomes(seen) if isinstance(o, Refusal)] == [Unrecognised.UNKNOWN]
    assert len(outcomes(seen)) == 1
    assert door.embedder.calls == EvidenceLimits().patience


def test_somebody_of_another_class_is_told_so_and_never_marked() -> None:
    door = Door([[NEAR]] * 30, [BERT])
    found = outcomes(door.look(30))
    assert [type(o) for o in found] == [Refusal]
    assert isinstance(found[0], Refusal)
    assert found[0].reason is Unrecognised.NOT_ON_LIST


def test_without_anybody_enrolled_it_says_so() -> None:
    door = Door([[NEAR]] * 30)
    door.recogniser.use(Galleries())
    found = outcomes(door.look(30))
    assert isinstance(found[0], Refusal)
    assert found[0].reason is Unrecognised.NO_GALLERY
    assert door.embedder.calls == 0


def test_a_new_roster_gives_a_refused_face_another_chance() -> None:
    door = Door([[NEAR]] * 60, [BERT])
    assert len(outcomes(door.look(20))) == 1
    door.recogniser.use(Galleries(gallery(bert=BERT), gallery(bert=BERT)))
    found = outcomes(door.look(5))
    assert isinstance(found[0], Sighting)


def test_a_new_roster_does_not_greet_a_face_twice() -> None:
    door = Door([[NEAR]] * 60)
    assert len(outcomes(door.look(5))) == 1
    door.recogniser.use(Galleries(gallery(anne=ANNE), gallery(anne=ANNE)))
    assert outcomes(door.look(20)) == []


def test_a_try_is_counted_once_a_track() -> None:
    door = Door([[NEAR]] * 10 + [[]] * 10 + [[NEAR]] * 10)
    seen = door.look(30)
    assert [i for i, observation in enumerate(seen) if observation.is_first_good] == [0, 20]


def test_a_new_roster_makes_no_new_try_of_the_same_appearance() -> None:
    door = Door([[NEAR]] * 60, [BERT])
    seen = door.look(20)
    door.recogniser.use(Galleries(gallery(bert=BERT), gallery(bert=BERT)))
    seen += door.look(20)
    assert [i for i, observation in enumerate(seen) if observation.is_first_good] == [0]


def test_the_next_person_in_the_same_place_is_another_track() -> None:
    """The box does not change; what is in it does, from one frame to the next."""
    door = Door([[NEAR]] * 40, [ANNE, ANNE, ANNE, BERT])
    door.recogniser.use(Galleries(gallery(anne=ANNE, bert=BERT), gallery(anne=ANNE, bert=BERT)))
    first = outcomes(door.look(10))
    second = []
    for _ in range(10):
        door.seq += 1
        second.append(door.recogniser.step(upside_down(door.seq), may_embed=True))
    people = [o.person for o in first + outcomes(second) if isinstance(o, Sighting)]
    assert people == ["anne", "bert"]


def upside_down(index: int) -> Frame:
    """The same box with another picture in it."""
    plain = frame(index)
    return Frame(plain.seq, plain.monotonic_ns, plain.kind, np.ascontiguousarray(plain.image[::-1]))


def test_only_who_has_had_an_answer_gives_way_to_whoever_is_a_little_nearer() -> None:
    """The next in the queue was served on the last one's answer, and lost the turn before the first look."""
    first, second, third = face_at(20, 100, 150), face_at(230, 100, 160), face_at(440, 100, 175)
    door = Door([[first]] * 6 + [[first, second]] * 6 + [[second, third]] * 20)
    assert len(outcomes(door.look(6))) == 1
    door.mesh.presence = 0.1
    taken_over = door.look(6)
    assert [o.track for o in taken_over] == [1, 1, 1, 2, 2, 2]
    assert {o.track for o in door.look(20)} == {2}


def test_one_person_who_looks_different_from_frame_to_frame_stays_one_track() -> None:
    """Walking up fast, the face changed so much that one person was six tracks, six tries and late."""
    door = Door([[NEAR]] * 40)
    seen = [door.recogniser.step(frame(i) if i % 2 else upside_down(i), may_embed=True) for i in range(1, 31)]
    assert {observation.track for observation in seen} == {1}
    assert sum(observation.is_first_good for observation in seen) == 1
    assert [seen.index(o) for o in seen if o.outcome] == [2]


def test_a_changed_look_after_the_answer_costs_one_embedding_and_says_nothing() -> None:
    door = Door([[NEAR]] * 40)
    door.look(10)
    assert door.embedder.calls == 3
    seen = [door.recogniser.step(upside_down(i), may_embed=True) for i in range(11, 20)]
    assert door.embedder.calls == 4
    assert outcomes(seen) == []


def greeted(door: Door, count: int) -> Sighting:
    """Let the first one be seen within so many frames, and have their answer."""
    (found,) = outcomes(door.look(count))
    assert isinstance(found, Sighting)
    door.recogniser.greet(Greeting(found.person, found.monotonic_ns, WELCOME_S))
    return found


def test_whoever_turns_away_after_the_answer_is_not_seen_a_second_time() -> None:
    """Twins were asked for their PIN again while they left, and the next in the queue found the pad open."""
    one_side, other_side = embedding(1, 0, 0.3), embedding(1, 0, -0.3)
    door = Door([[NEAR]] * 40, [one_side] * 3 + [other_side])
    greeted(door, 5)
    seen = [door.recogniser.step(upside_down(i), may_embed=True) for i in range(6, 41)]
    assert {o.track for o in seen[5:]} == {2}, "it was not taken for another face"
    assert outcomes(seen) == []


def test_whoever_looks_down_and_up_again_after_the_answer_is_not_asked_again() -> None:
    door = Door([[NEAR]] * 5 + [[]] * 10 + [[NEAR]] * 30)
    greeted(door, 5)
    assert outcomes(door.look(40)) == []


def test_whoever_had_no_answer_and_looks_again_is_seen_at_once() -> None:
    """They cancelled the pad, or nothing could be saved."""
    door = Door([[NEAR]] * 5 + [[]] * 10 + [[NEAR]] * 10)
    assert len(outcomes(door.look(5))) == 1
    assert len(outcomes(door.look(20))) == 1


def test_who_stands_there_for_long_is_looked_at_again_as_it_may_be_another_face_like_theirs() -> None:
    door = Door([[NEAR]] * 5 + [[]] * 10 + [[NEAR]] * 200)
    first = greeted(door, 5)
    (second,) = outcomes(door.look(200))
    assert isinstance(second, Sighting)
    assert first.person == second.person
    waited_s = (second.monotonic_ns - first.monotonic_ns) / 1e9
    assert 0 < waited_s - WELCOME_S - LINGERS_S < 1
    assert door.embedder.calls == 9, "meanwhile nothing is embedded"


def test_who_has_gone_and_comes_back_is_seen_again() -> None:
    door = Door([[NEAR]] * 5 + [[]] * 20 + [[NEAR]] * 10)
    greeted(door, 5)
    assert len(outcomes(door.look(30))) == 1


@pytest.mark.parametrize("script", [[[]], [[NEAR]]], ids=["nobody there", "somebody there"])
def test_while_nobody_may_be_embedded_the_time_to_go_passes(script: list[list[DetectedFace]]) -> None:
    """Press to start, or no session for an hour."""
    door = Door([[NEAR]] * 5 + script * 100 + [[]] * 8 + [[NEAR]] * 10)
    greeted(door, 5)
    door.look(100, may_embed=False)
    seen = door.look(18)
    assert [i for i, o in enumerate(seen) if o.outcome] == [8 + 2]


def test_an_answer_that_was_taken_back_holds_nobody_back() -> None:
    door = Door([[NEAR]] * 5 + [[]] * 10 + [[NEAR]] * 10)
    found = greeted(door, 5)
    door.recogniser.greet(Greeting(None, found.monotonic_ns))
    assert len(outcomes(door.look(20))) == 1


def test_a_greeting_that_comes_late_holds_nobody_back() -> None:
    """The camera was unplugged just then."""
    door = Door([[NEAR]] * 5 + [[]] * 30 + [[NEAR]] * 10)
    found = outcomes(door.look(5))[0]
    door.look(30)
    assert isinstance(found, Sighting)
    door.recogniser.greet(Greeting(found.person, found.monotonic_ns, WELCOME_S))
    assert len(outcomes(door.look(10))) == 1


def test_who_is_held_back_is_no_try_and_who_is_next_is_one() -> None:
    door = Door([[NEAR]] * 5 + [[]] * 8 + [[NEAR]] * 10 + [[]] * 8 + [[NEAR]] * 10, [ANNE] * 6 + [BERT])
    door.recogniser.use(Galleries(gallery(anne=ANNE, bert=BERT), gallery(anne=ANNE, bert=BERT)))
    greeted(door, 5)
    seen = door.look(36)
    assert [(i, o.outcome is not None) for i, o in enumerate(seen) if o.is_first_good] == [(28, True)]


def test_whoever_is_next_is_served_although_the_last_one_is_held_back() -> None:
    """Who looked down and up again has had an answer, and gives way to whoever is a little nearer."""
    first, beside = face_at(200, 100, 200), face_at(420, 100, 210)
    door = Door([[first]] * 5 + [[]] * 8 + [[first]] * 6 + [[first, beside]] * 10)
    greeted(door, 5)
    (held,) = {o.track for o in door.look(14)[-5:]}
    assert door.look(10)[-1].track != held


def test_nobody_is_held_back_for_longer_than_six_seconds() -> None:
    assert Greeting(PersonId("anne"), 0, 30.0).until_ns == LONGEST_S * 1e9


def test_somebody_else_in_between_makes_it_a_new_coming() -> None:
    door = Door([[NEAR]] * 60, [ANNE] * 3 + [BERT] * 3 + [ANNE])
    door.recogniser.use(Galleries(gallery(anne=ANNE, bert=BERT), gallery(anne=ANNE, bert=BERT)))
    first = greeted(door, 5)
    second = outcomes([door.recogniser.step(upside_down(i), may_embed=True) for i in range(6, 15)])
    door.seq = 15
    third = outcomes(door.look(10))
    assert [o.person for o in [first, *second, *third] if isinstance(o, Sighting)] == ["anne", "bert", "anne"]


def test_while_nothing_may_be_embedded_a_change_of_people_is_not_forgotten() -> None:
    """The code pad opens, the next person steps up, the pad closes: they are not taken for the last one."""
    door = Door([[NEAR]] * 40, [ANNE, ANNE, ANNE, BERT])
    door.recogniser.use(Galleries(gallery(anne=ANNE, bert=BERT), gallery(anne=ANNE, bert=BERT)))
    first = outcomes(door.look(5))
    for i in range(6, 12):
        door.recogniser.step(upside_down(i), may_embed=False)
    second = outcomes([door.recogniser.step(upside_down(i), may_embed=True) for i in range(12, 20)])
    assert [o.person for o in first + second if isinstance(o, Sighting)] == ["anne", "bert"]


def test_evidence_is_not_carried_from_one_source_to_another() -> None:
    door = Door([[NEAR]] * 10)
    door.look(2)
    seen = [
        door.recogniser.step(frame(door.seq + i, kind=SourceKind.CAMERA), may_embed=True) for i in (1, 2, 3)
    ]
    found = outcomes(seen)
    assert [seen.index(o) for o in seen if o.outcome] == [2]
    assert found[0].kind is SourceKind.CAMERA


def test_galleries_of_another_key_are_refused() -> None:
    door = Door([])
    other = Rotation(bytes([1]) * 32, DIMENSIONS)
    strange = Gallery.build([GalleryRow(PersonId("a"), other.protect(ANNE))])
    for galleries in (Galleries(roster=strange), Galleries(school=strange)):
        with pytest.raises(KioskError) as raised:
            door.recogniser.use(galleries)
        assert raised.value.code is Code.MODEL_CHANGED


def test_guidance_is_as_in_a_mirror() -> None:
    """Somebody at the image's left sees the figure at the right, turned the other way."""
    face = face_at(0, 0, 160)
    guidance = guide(Served(face, TrackId(1), 3), None, Verdict.TOO_FAR, (HEIGHT, WIDTH, 3))
    assert guidance.x == pytest.approx(1 - 80 / WIDTH)
    assert guidance.y == pytest.approx(80 / HEIGHT)
    assert (guidance.waiting, guidance.verdict) == (3, Verdict.TOO_FAR)
    door = Door([[NEAR]])
    observed = door.look(1)[0].guidance
    assert door.recogniser.last_guidance == observed
    assert 0 < observed.x < 1


def test_guidance_of_nobody_counts_who_is_in_view() -> None:
    door = Door([[face_at(10, 10, 30)]])
    assert door.look(1)[0].guidance == nobody(1)


def test_a_capture_is_the_nearest_good_face() -> None:
    door = Door([[BEHIND, NEAR, face_at(420, 100, 150)]])
    captured = door.recogniser.capture(frame(1))
    assert isinstance(captured, Capture)
    np.testing.assert_allclose(captured.embedding.vector, ANNE.vector, atol=1e-7)
    assert captured.others == 1
    assert door.mesh.asked == [NEAR]


def test_a_capture_says_why_not() -> None:
    door = Door([[], [face_at(300, 200, 30)], [NEAR]])
    door.mesh.presence = 0.1
    answers = [door.recogniser.capture(frame(i)) for i in range(3)]
    assert answers == [Verdict.NONE, Verdict.TOO_FAR, Verdict.COVERED]
    assert door.embedder.calls == 0


def test_closing_frees_the_detector() -> None:
    door = Door([])
    door.recogniser.close()
    assert door.detector.is_closed


def test_looks_at_one_track_are_searched_for_as_one() -> None:
    """A poor first look is outweighed by those after it; alone it was nobody's."""
    poor, good = embedding(1, 0.44), embedding(1, 0.05)
    assert decide_alone(poor) is NoMatch.FAR
    door = Door([[NEAR]] * 30, [poor, good, good, good])
    found = outcomes(door.look(5))
    assert [(o.person, o.frames) for o in found if isinstance(o, Sighting)] == [("anne", 3)]
    distances = [float(np.linalg.norm(one.vector - ANNE.vector)) for one in (poor, good, good, good)]
    fused = float(np.sqrt(np.mean(np.square(distances))))
    assert isinstance(found[0], Sighting)
    assert found[0].distance == pytest.approx(fused, abs=1e-3)


def test_a_stranger_whose_looks_differ_is_not_drawn_towards_anybody() -> None:
    """Their mean made unit again was within the threshold that each look alone was beyond."""
    turns = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    aside = [embedding(1, 0.45 * np.cos(turn), 0.45 * np.sin(turn)) for turn in turns]
    assert {decide_alone(look) for look in aside} == {NoMatch.FAR}
    assert isinstance(decide_alone(mean_template(aside)), Match)
    door = Door([[NEAR]] * 30, aside * 4)
    door.recogniser.use(Galleries(gallery(anne=ANNE)))
    seen = door.look(20)
    assert [type(o) for o in outcomes(seen)] == [Refusal]
    assert {observation.track for observation in seen} == {1}


def decide_alone(look: Embedding) -> Match | NoMatch:
    distance = float(np.linalg.norm(look.vector - ANNE.vector))
    return decide([Candidate(PersonId("anne"), distance)], 1, LIMITS)


def test_along_a_track_the_sizes_take_turns_and_an_enrolment_sees_all() -> None:
    seen: list[float] = []

    class Notes(ScriptedEmbedder):
        """Notes how large the face is on the chip: what lies outside of it is black where it is small."""

        def embed(self, face: AlignedFace) -> Embedding:
            seen.append(float((face.chip == 0).all(axis=2).mean()))
            return super().embed(face)

    corner = face_at(0, 100, 150)
    embedder = Notes([ANNE])
    recogniser = Recogniser(
        ScriptedDetector([[corner]] * 30), FlatMesh(), embedder, Rotation(bytes(32), 8), LIMITS,
        RecognitionLimits(quality=QualityLimits(least_inside=0.0)), zooms=(1.0, 0.8, 1.25),
    )  # fmt: skip
    recogniser.use(Galleries(gallery(bert=BERT)))
    patience = EvidenceLimits().patience
    for number in range(1, patience + 1):
        recogniser.step(frame(number), may_embed=True)
    usual, smaller, larger = seen[:3]
    assert larger < usual < smaller
    assert patience > MOST_LOOKS
    assert seen == [usual, smaller, larger] * (patience // 3)  # also when the oldest looks are given up
    seen.clear()
    assert isinstance(recogniser.capture(frame(patience + 1)), Capture)
    assert seen == [usual, smaller, larger]
