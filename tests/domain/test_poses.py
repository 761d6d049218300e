"""The poses of an enrolment as a table of angles."""

import dataclasses

import pytest

from kiosk.domain.faces import FaceMeasures
from kiosk.domain.poses import Miss, Pose, PoseLimits, miss, poses
from kiosk.domain.quality import QualityLimits

LIMITS = PoseLimits()
GOOD = FaceMeasures(
    eye_distance_px=60.0, size=0.4, inside=1.0, yaw=0.0, pitch=0.0, roll=0.0,
    light=0.5, contrast=0.5, sharpness=10.0, presence=0.99, surround=0.5,
)  # fmt: skip


def face(yaw: float = 0.0, pitch: float = 0.0) -> FaceMeasures:
    return dataclasses.replace(GOOD, yaw=yaw, pitch=pitch)


@pytest.mark.parametrize(
    ("pose", "yaw", "pitch", "expected"),
    [
        (Pose.FRONT, 0, 0, None),
        (Pose.FRONT, 8, 20, None),
        (Pose.FRONT, -8.1, 0, Miss.NOT_STRAIGHT),
        (Pose.LEFT, 14, 0, None),
        (Pose.LEFT, 7.9, 0, Miss.LITTLE),
        (Pose.LEFT, -14, 0, Miss.LITTLE),
        (Pose.LEFT, 20.1, 0, Miss.MUCH),
        (Pose.RIGHT, -14, 0, None),
        (Pose.RIGHT, 14, 0, Miss.LITTLE),
        (Pose.RIGHT, -20.1, 0, Miss.MUCH),
        (Pose.UP, 0, 10, None),
        (Pose.UP, 0, 5.9, Miss.LITTLE),
        (Pose.UP, 0, 18.1, Miss.MUCH),
        (Pose.GLASSES, 2, 3, None),
        (Pose.GLASSES, 12, 3, Miss.NOT_STRAIGHT),
        (Pose.AGAIN, -2, 3, None),
    ],
)
def test_a_face_fits_a_pose_or_says_how_it_differs(
    pose: Pose, yaw: float, pitch: float, expected: Miss | None
) -> None:
    assert miss(pose, face(yaw, pitch), LIMITS) is expected


def test_up_is_from_where_they_looked_from_the_front() -> None:
    """A camera above the door sees everybody looking down by ten degrees."""
    assert miss(Pose.UP, face(pitch=-1), LIMITS) is Miss.LITTLE
    assert miss(Pose.UP, face(pitch=-1), LIMITS, front_pitch=-10) is None
    assert miss(Pose.UP, face(pitch=10), LIMITS, front_pitch=-10) is Miss.MUCH


def test_glasses_change_the_last_step_only() -> None:
    with_some, without = poses(has_glasses=True), poses(has_glasses=False)
    assert with_some[:-1] == without[:-1] == (Pose.FRONT, Pose.LEFT, Pose.RIGHT, Pose.UP)
    assert (with_some[-1], without[-1]) == (Pose.GLASSES, Pose.AGAIN)
    assert poses(has_glasses=True, count=3) == (Pose.FRONT, Pose.LEFT, Pose.RIGHT)


def test_the_windows_are_inside_the_gate() -> None:
    gate = QualityLimits()
    assert gate.greatest_yaw > LIMITS.greatest_turn > LIMITS.least_turn >= LIMITS.straight_yaw
    assert gate.greatest_pitch > LIMITS.greatest_lift > LIMITS.least_lift
