"""Who walks up during a soak, in the capture process: the portraits come and go, drawn from a seed, for ever.

Also a camera that is pulled out: it is gone while a file of that name lies in the soak's folder.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from kiosk.cli.paced_camera import PacedCamera
from kiosk.domain.frames import Frame
from kiosk.errors import Code, KioskError
from kiosk.paths import resources_dir

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAMES_PER_S = 15.0
GONE = "camera-is-gone"
"""The file in the device's folder that pulls the camera out."""
LIFE = "lives"
"""The file in the device's folder that grows with each life of the process: each goes on elsewhere."""


class PeopleComing(PacedCamera):
    """A camera in the capture process before which the two of the portraits walk up, one after the other."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Begin anew.

        Args:
            folder: Where the camera can be pulled out.
            seed: Of who comes when.
        """
        super().__init__(_walks(Random(seed)), FRAMES_PER_S)  # noqa: S311 - it decides who walks up
        self._folder = folder

    def read(self) -> Frame:
        """Give the next picture at its time.

        Raises:
            KioskError: CAMERA_STALLED while the camera is pulled out.
        """
        if (self._folder / GONE).exists():
            raise KioskError(Code.CAMERA_STALLED)
        return super().read()


def open_people(device: str) -> PeopleComing:
    """Open it, in the capture process.

    Args:
        device: "SEED:FOLDER".

    Raises:
        KioskError: CAMERA_NONE while it is pulled out.
    """
    seed, _, folder = device.partition(":")
    place = Path(folder)
    if (place / GONE).exists():
        raise KioskError(Code.CAMERA_NONE)
    with (place / LIFE).open("ab") as lives:
        lives.write(b".")
        life = lives.tell()
    return PeopleComing(place, int(seed) * 1000 + life)


def _walks(random: Random) -> "Iterator[NDArray[np.uint8]]":
    from kiosk.vision.synthetic import ASTRONAUT, GRACE_HOPPER, SyntheticWalkUp, WalkUpPlan

    portraits = resources_dir() / "portraits"
    while True:
        plan = WalkUpPlan(
            empty=random.randint(4, 40),
            approach=random.randint(12, 30),
            hold=random.randint(20, 60),
            leave=random.randint(8, 16),
            near_height=random.uniform(0.36, 0.5),
        )
        who = (random.choice((ASTRONAUT, GRACE_HOPPER)),)
        yield from SyntheticWalkUp(portraits, who, plan, seed=random.randrange(1 << 30))
