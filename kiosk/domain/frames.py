"""What a source gives: frames, each with its kind of source."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class SourceKind(StrEnum):
    """Where pictures come from. Carried by every track and every mark."""

    CAMERA = "camera"
    """A camera attached to this machine: the only kind that marks in a real data directory."""
    FILE = "file"
    """A video file: trials only."""
    FOLDER = "folder"
    """A folder of pictures: trials only."""
    SYNTHETIC = "synthetic"
    """The walk-up made from public-domain portraits: trials only."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture on its way through recognition; lives in memory only.

    Attributes:
        seq: Counts up by one for each picture the source read, dropped ones included.
        monotonic_ns: When it was read, by the monotonic clock.
        kind: What it came from.
        image: (height, width, 3) uint8, RGB, read-only.
    """

    seq: int
    monotonic_ns: int
    kind: SourceKind
    image: NDArray[np.uint8]

    def __post_init__(self) -> None:
        """Check the shape and close the array for writing."""
        if self.image.ndim != 3 or self.image.shape[2] != 3 or self.image.dtype != np.uint8:
            raise ValueError("a frame is (height, width, 3) uint8")
        self.image.setflags(write=False)

    def __repr__(self) -> str:
        """Say which frame, never what is on it."""
        return f"Frame(seq={self.seq}, kind={self.kind.value})"
