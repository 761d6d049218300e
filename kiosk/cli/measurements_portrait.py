"""A camera in the capture process before which somebody stands from the first picture on: for a start.

Without Qt: the process imports this file. What opening a real camera costs is not in it.
"""

from itertools import cycle

from kiosk.cli.paced_camera import PacedCamera
from kiosk.paths import resources_dir

FRAMES_PER_S = 15.0
PICTURES = 4
"""Made before the first is shown, and shown again and again; no two that follow each other are alike."""


def open_portrait(device: str) -> PacedCamera:  # noqa: ARG001 - what the capture process calls an opener with
    """Open it, in the capture process."""
    from kiosk.vision.synthetic import ASTRONAUT, SyntheticWalkUp, WalkUpPlan

    plan = WalkUpPlan(empty=0, approach=0, hold=PICTURES, leave=0)
    pictures = list(SyntheticWalkUp(resources_dir() / "portraits", (ASTRONAUT,), plan))
    return PacedCamera(cycle(pictures), FRAMES_PER_S)
