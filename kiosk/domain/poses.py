"""What a guided enrolment asks for, one after the other, and how a face differs from what is asked.

Nobody is made to do what they cannot: a pose that is not reached in its time is let be, and any good look
stands in for it.
"""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.faces import FaceMeasures


class Pose(StrEnum):
    """One step of an enrolment. Left and right are the person's own."""

    FRONT = "front"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    GLASSES = "glasses"
    """From the front, with glasses if the other steps were without them, else without."""
    AGAIN = "again"
    """From the front once more, of somebody who wears none."""


class Miss(StrEnum):
    """Why a face that is good enough is not what the pose asks for."""

    NOT_STRAIGHT = "not-straight"
    LITTLE = "little"
    """Turned too little, or the other way."""
    MUCH = "much"


@dataclass(frozen=True, slots=True)
class PoseLimits:
    """Windows in degrees, well inside the quality gate's 30 and 25."""

    straight_yaw: float = 8.0
    """Either way: to the eye this is still somebody who looks at the camera."""
    least_turn: float = 8.0
    """To the side: less could as well be a look from the front."""
    greatest_turn: float = 20.0
    """To the side: at the door nobody is taken who turns more than 30, and a mean should not lean there."""
    least_lift: float = 6.0
    """Up from where they looked from the front: a camera that hangs high sees everybody looking down."""
    greatest_lift: float = 18.0
    """Up, the same: the nose then hides what lies between the eyes."""


def poses(*, has_glasses: bool, count: int = 5) -> tuple[Pose, ...]:
    """Give the steps of an enrolment in their order.

    Args:
        has_glasses: They said that they wear some at times.
        count: Only so many of them, from the first.
    """
    last = Pose.GLASSES if has_glasses else Pose.AGAIN
    return (Pose.FRONT, Pose.LEFT, Pose.RIGHT, Pose.UP, last)[:count]


def miss(
    pose: Pose, measures: FaceMeasures, limits: PoseLimits, front_pitch: float | None = None
) -> Miss | None:
    """Say how a face differs from what a pose asks, or None where it fits.

    Args:
        pose: What is asked.
        measures: Of the face.
        limits: The windows.
        front_pitch: Degrees at which they looked from the front; None where that is not known: 0.
    """
    match pose:
        case Pose.LEFT:  # a person's left is the right of the camera's picture, where yaw is positive
            return _between(measures.yaw, limits.least_turn, limits.greatest_turn)
        case Pose.RIGHT:
            return _between(-measures.yaw, limits.least_turn, limits.greatest_turn)
        case Pose.UP:
            return _between(measures.pitch - (front_pitch or 0.0), limits.least_lift, limits.greatest_lift)
        case _:
            return Miss.NOT_STRAIGHT if abs(measures.yaw) > limits.straight_yaw else None


def _between(angle: float, least: float, greatest: float) -> Miss | None:
    if angle < least:
        return Miss.LITTLE
    return Miss.MUCH if angle > greatest else None
