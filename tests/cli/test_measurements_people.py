"""Who stands before the measured door: always three under load, and one after the other in a queue."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kiosk.cli.measurements_people import (
    BESIDE,
    FRONT,
    NEAR,
    PATIENCE_S,
    Place,
    Signs,
    Stage,
    Who,
    make_people,
    one_after_the_other,
    three_in_view,
)
from tests.fakes_ui import HandClock

Scene = Iterator[Sequence[tuple[Who, Place]]]


@pytest.fixture
def signs(tmp_path: Path) -> Signs:
    return Signs(tmp_path)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def _in_view(present: Sequence[tuple[Who, Place]]) -> list[Who]:
    return [who for who, place in present if 0.1 <= place.x <= 0.9 and 0.1 <= place.y <= 0.9]


def _front(present: Sequence[tuple[Who, Place]]) -> Who:
    return max(present, key=lambda one: one[1].height)[0]


def _play(scene: Scene, clock: HandClock, seconds: float) -> Iterator[Sequence[tuple[Who, Place]]]:
    for _ in range(round(seconds * 30)):
        clock.pass_by(1 / 30)
        yield next(scene)


def test_nobody_comes_before_they_may(signs: Signs, clock: HandClock) -> None:
    for scene in (three_in_view(signs, 5, 2.0, clock), one_after_the_other(signs, 5, clock)):
        assert [list(present) for present in _play(scene, clock, 1.0)] == [[]] * 30
    assert signs.came_s() == []


def test_three_are_in_view_at_every_moment(signs: Signs, clock: HandClock) -> None:
    scene = three_in_view(signs, 5, 2.0, clock)
    signs.let_come()
    seen = list(_play(scene, clock, 20.0))
    assert min(len(_in_view(present)) for present in seen) == 3
    assert len(signs.came_s()) == 10


def test_everybody_steps_to_the_front_in_turn_and_comes_round(signs: Signs, clock: HandClock) -> None:
    scene = three_in_view(signs, 4, 2.0, clock)
    signs.let_come()
    next(scene)
    fronts = []
    for _ in range(6):
        *_, last = _play(scene, clock, 1.9)
        fronts.append(_front(last))
        assert [round(place.height, 2) for _, place in last] == [0.3, 0.3, NEAR]
        list(_play(scene, clock, 0.1))
    assert fronts == [0, 1, 2, 3, 0, 1]


def test_one_stays_until_let_go_and_then_the_next_comes(signs: Signs, clock: HandClock) -> None:
    scene = one_after_the_other(signs, 2, clock)
    signs.let_come()
    assert {who for present in _play(scene, clock, 5.0) for who, _ in present} == {0}
    signs.let_go()
    assert [who for who, _ in next(scene)] == [0]  # it takes a moment to see a tick
    later = [[who for who, _ in present] for present in _play(scene, clock, 3.0)]
    assert later[-1] == [1]
    assert [] in later  # the doorway was empty between them
    assert len(signs.came_s()) == 2


def test_whoever_gets_no_tick_walks_on(signs: Signs, clock: HandClock) -> None:
    """A tick that somebody before them missed is not theirs to wait for."""
    scene = one_after_the_other(signs, 2, clock)
    signs.let_come()
    *_, last = _play(scene, clock, PATIENCE_S + 3.0)
    assert [who for who, _ in last] == [1]
    signs.let_go()
    *_, last = _play(scene, clock, 3.0)
    assert list(last) == []


def test_a_place_is_reached_slowly_at_both_ends() -> None:
    far = Place(0.1, 0.0, 0.0)
    assert far.towards(FRONT, 0.0) == far
    assert far.towards(FRONT, 1.0).height == pytest.approx(NEAR)
    assert far.towards(FRONT, 0.1).x < 0.1 * FRONT.x
    assert far.towards(FRONT, 0.5).x == pytest.approx(0.25)


@pytest.mark.once
def test_the_detector_finds_all_three(models: Path, portraits: Path, tmp_path: Path) -> None:
    from contextlib import closing

    from kiosk.vision.detector import FaceDetector
    from kiosk.vision.models import load_manifest, read_model

    make_people(tmp_path, 1)
    stage = Stage(tmp_path, (-2, -1, 0))
    present = list(zip((-2, -1, 0), (*BESIDE, FRONT), strict=True))
    pictures = [stage.show(present) for _ in range(2)]
    assert (pictures[0] != pictures[1]).any()  # a camera whose pictures are all alike counts as frozen
    manifest = load_manifest(models / "manifest.toml")
    with closing(FaceDetector(read_model(manifest.default("detector-short"), models / "built"))) as detector:
        found = detector.detect(pictures[0], 1)
    middles = sorted(face.box.centre[0] / pictures[0].shape[1] for face in found)
    assert middles == pytest.approx([0.15, 0.5, 0.85], abs=0.03)
