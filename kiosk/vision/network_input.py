"""A network's input, made once and filled in place: eight bits a pixel become the float32 it was trained on.

A pixel has 256 values, so a table of 256 numbers a channel says all that scale, mean and deviation do, to the
last bit, and no picture in float32 is made on the way.
"""

import numpy as np
from numpy.typing import NDArray

from kiosk.vision.models import InputSpec
from kiosk.vision.opencv import cv2

CHANNELS = 3


class NetworkInput:
    """The input array of one network. For one thread; what it holds is of the last picture put in.

    Attributes:
        batch: (pictures, 3, side, side) float32 for "NCHW", (pictures, side, side, 3) for "NHWC".
    """

    def __init__(self, spec: InputSpec, pictures: int = 1) -> None:
        """Make the array and its tables.

        Args:
            spec: What the network is fed.
            pictures: How many at a time.
        """
        self._is_planar = spec.layout == "NCHW"
        self._order = (0, 1, 2) if spec.colour == "RGB" else (2, 1, 0)
        shape = (CHANNELS, spec.side, spec.side) if self._is_planar else (spec.side, spec.side, CHANNELS)
        self.batch: NDArray[np.float32] = np.zeros((pictures, *shape), np.float32)
        self._plane: NDArray[np.uint8] = np.empty((spec.side, spec.side), np.uint8)
        self._tables = [np.ascontiguousarray(table) for table in tables(spec).T]

    def put(self, picture: NDArray[np.uint8], place: int = 0) -> None:
        """Fill one picture in.

        Args:
            picture: (side, side, 3) uint8, RGB.
            place: Which of the batch.
        """
        for channel, source in enumerate(self._order):
            cv2.extractChannel(picture, source, self._plane)
            if self._is_planar:
                cv2.LUT(self._plane, self._tables[channel], self.batch[place, channel])
            else:
                self.batch[place, :, :, channel] = cv2.LUT(self._plane, self._tables[channel])

    def mirror(self, place: int, to: int) -> None:
        """Fill one picture of the batch in as the mirror image of another."""
        if self._is_planar:
            for channel in range(CHANNELS):
                cv2.flip(self.batch[place, channel], 1, self.batch[to, channel])
        else:
            self.batch[to] = self.batch[place, :, ::-1]


def tables(spec: InputSpec) -> NDArray[np.float32]:
    """Give what each value of a pixel becomes, (256, 3) float32, channels in the order of `spec.colour`."""
    values = (np.arange(256) * spec.scale).astype(np.float32)[:, None]
    inverse_std = (1.0 / np.array(spec.std)).astype(np.float32)
    return np.asarray((values - np.array(spec.mean, dtype=np.float32)) * inverse_std, dtype=np.float32)
