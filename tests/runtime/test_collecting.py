"""A guided enrolment as a table of frames: poses, pauses, patience, agreement. No models."""

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from kiosk.domain.faces import Embedding, FaceMeasures, Verdict
from kiosk.domain.poses import Miss, Pose
from kiosk.errors import Code, KioskError
from kiosk.runtime.collecting import Collecting, CollectingLimits
from kiosk.runtime.enrolment import OTHER_PERSON, SEVERAL_FACES
from kiosk.vision.recogniser import Capture
from tests.limits import limits_through

S = 1_000_000_000
FRAME_NS = S // 15
LIMITS = limits_through((2, 0.4), (100, 0.38))
MEASURES = FaceMeasures(80, 0.4, 1.0, 0, 0, 0, 0.5, 0.5, 60, 1.0, 0.5)
TURNS = {Pose.LEFT: (14.0, 0.0), Pose.RIGHT: (-14.0, 0.0), Pose.UP: (0.0, 11.0)}
"""Yaw and pitch of somebody who does what is asked."""
FIVE = (Pose.FRONT, Pose.LEFT, Pose.RIGHT, Pose.UP, Pose.AGAIN)


def measures(yaw: float = 0.0, pitch: float = 0.0) -> FaceMeasures:
    return dataclasses.replace(MEASURES, yaw=yaw, pitch=pitch)


def capture(axis: int = 0, of: FaceMeasures = MEASURES, others: int = 0) -> Capture:
    vector = np.zeros(8, np.float32)
    vector[axis] = 1.0
    return Capture(Embedding(vector, "ab" * 32), of, others)


def give(
    running: Collecting, seen: FaceMeasures | Verdict, now_ns: int, axis: int = 0, others: int = 0
) -> bool:
    """Do with a frame what the camera thread does."""
    if not running.is_due(now_ns):
        return False
    if isinstance(seen, Verdict) or not running.wants(seen):
        return running.take(seen, now_ns, LIMITS)
    return running.take(capture(axis, seen, others), now_ns, LIMITS)


def play(
    running: Collecting,
    look: Callable[[Pose, float], FaceMeasures | Verdict],
    axis: Callable[[Pose], int] = lambda _: 0,
) -> float:
    """Show frames until it is over; gives the seconds that took. `look` is told the pose and for how long."""
    now_ns, asked, since_ns = 0, Pose.FRONT, 0
    while now_ns < 90 * S:
        now_ns += FRAME_NS
        wanted = running.progress().asked
        if wanted is not None and wanted is not asked:
            asked, since_ns = wanted, now_ns
        if give(running, look(asked, (now_ns - since_ns) / S), now_ns, axis(asked)):
            return now_ns / S
    raise AssertionError("it never ends")


def in_normal_time(pose: Pose, since_s: float) -> FaceMeasures | Verdict:
    """A second and a half to read what is asked and turn there, evenly."""
    yaw, pitch = TURNS.get(pose, (0.0, 0.0))
    share = min(1.0, since_s / 1.5)
    return measures(share * yaw, share * pitch)


@pytest.mark.parametrize("has_glasses", [False, True])
def test_whoever_does_what_is_asked_is_through_in_less_than_20_s(has_glasses: bool) -> None:
    running = Collecting(CollectingLimits(), 0, has_glasses=has_glasses)
    assert play(running, in_normal_time) < 20.0
    assert len(running.future.result(0)) == 5
    progress = running.progress()
    assert progress.done == (*FIVE[:4], Pose.GLASSES if has_glasses else Pose.AGAIN)
    assert (progress.asked, progress.let_be, progress.asked_again) == (None, frozenset(), 0)


def test_whoever_is_slow_is_through_in_less_than_20_s_too() -> None:
    def slowly(pose: Pose, since_s: float) -> FaceMeasures | Verdict:
        return Verdict.BLURRED if since_s < 1.5 else in_normal_time(pose, since_s - 1.5)

    assert play(Collecting(CollectingLimits(), 0), slowly) < 20.0


def test_whoever_cannot_turn_their_head_gets_through() -> None:
    running = Collecting(CollectingLimits(), 0)
    took_s = play(running, lambda pose, since_s: measures())
    assert took_s < 25.0
    assert len(running.future.result(0)) == 5
    assert running.progress().let_be == {Pose.LEFT, Pose.RIGHT, Pose.UP}


def test_whoever_never_looks_straight_gets_through() -> None:
    running = Collecting(CollectingLimits(), 0)
    assert play(running, lambda pose, since_s: measures(yaw=25.0)) < 35.0
    assert len(running.future.result(0)) == 5


def test_a_pose_is_not_let_be_while_nobody_is_there() -> None:
    running = Collecting(CollectingLimits(), 0)
    give(running, measures(), S)
    for second in range(2, 30):
        give(running, Verdict.NONE, second * S)
    assert running.progress().let_be == frozenset()
    assert running.progress().asked is Pose.LEFT


def test_turned_past_the_gate_counts_as_trying() -> None:
    running = Collecting(CollectingLimits(), 0)
    give(running, measures(), 0)
    for step in range(1, 16):
        give(running, Verdict.TURNED, step * S // 2)
    assert running.progress().let_be == {Pose.LEFT}


@pytest.mark.parametrize(("yaw", "missed"), [(3.0, Miss.LITTLE), (-14.0, Miss.LITTLE), (25.0, Miss.MUCH)])
def test_a_look_that_is_not_what_is_asked_says_how(yaw: float, missed: Miss) -> None:
    running = Collecting(CollectingLimits(), 0)
    give(running, measures(), 0)
    assert running.progress().asked is Pose.LEFT
    assert not running.wants(measures(yaw))
    give(running, measures(yaw), S)
    assert (running.progress().miss, running.progress().captured) == (missed, 1)


def test_time_to_put_glasses_on_is_given_before_the_capture() -> None:
    running = Collecting(CollectingLimits(), 0, has_glasses=True)
    for second, pose in enumerate(FIVE[:4]):
        give(running, measures(*TURNS.get(pose, (0.0, 0.0))), second * S)
    assert running.progress().asked is Pose.GLASSES
    assert not running.is_due(6 * S)
    assert running.is_due(7 * S)


def test_glasses_that_make_somebody_else_of_them_are_left_out() -> None:
    """Else the same step would be asked again until time runs out."""
    running = Collecting(CollectingLimits(), 0, has_glasses=True)
    took_s = play(running, in_normal_time, axis=lambda pose: int(pose is Pose.GLASSES))
    assert took_s < 25.0
    assert running.progress().done == FIVE
    assert running.progress().asked_again == 1


def collecting() -> Collecting:
    return Collecting(CollectingLimits(needed=3, apart_s=0.5, patience_s=0.0, timeout_s=10.0), 0)


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
    progress = running.progress()
    assert (progress.captured, progress.asked_again, progress.asked) == (2, 1, Pose.LEFT)
    assert running.take(capture(0), 4 * S, LIMITS) is True
    assert len(running.future.result(0)) == 3


def test_a_capture_with_somebody_beside_is_not_used() -> None:
    running = collecting()
    assert running.take(capture(0, others=1), 0, LIMITS) is False
    assert (running.progress().captured, running.progress().has_others) == (0, True)
    assert running.take(Verdict.DARK, S, LIMITS) is False
    assert (running.progress().verdict, running.progress().has_others) == (Verdict.DARK, False)


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
