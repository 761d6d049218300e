"""Several looks at one track become one probe: its distance is the root of their mean squared distances.

The mean of unit vectors is shorter than 1 the more they differ. Made unit again, it comes nearer to
everybody, strangers too: with dlib's model, 30 people and three looks, six times as many strangers were then
within the threshold of a single look. Left as it is, a probe's mean squared distance to a template is that of
its looks; a stranger's varies less than a single look's, so the threshold of a single look holds for any
number of looks (docs/recognition.md).
"""

from collections import deque
from dataclasses import dataclass

import numpy as np

from kiosk.domain.faces import Probe, ProtectedEmbedding

MOST_LOOKS = 10
"""The newest so many, two thirds of a second at 15 a second; five different pictures bring nearly all."""


@dataclass(slots=True)
class Looks:
    """The newest looks at one track.

    Attributes:
        taken: How many there ever were, those that have been given up among them.
    """

    taken: int
    _newest: "deque[ProtectedEmbedding]"

    def __init__(self) -> None:
        """Start with none."""
        self._newest = deque(maxlen=MOST_LOOKS)
        self.taken = 0

    def __len__(self) -> int:
        """How many there are."""
        return len(self._newest)

    def add(self, look: ProtectedEmbedding) -> Probe:
        """Take the next look and give the probe of all.

        Raises:
            ValueError: If it is of another model or key.
        """
        self._newest.append(look)
        self.taken += 1
        return fuse(tuple(self._newest))


def fuse(looks: "tuple[ProtectedEmbedding, ...]") -> Probe:
    """Make one probe of looks at one face.

    Args:
        looks: At least one, all of one model and key.

    Raises:
        ValueError: If there is none, or they cannot be compared.
    """
    if len({(look.model_sha256, look.key_id) for look in looks}) != 1:
        raise ValueError("a probe needs looks of one model and key")
    vectors = np.array([look.vector for look in looks], dtype=np.float64)
    if len(looks) == 1:
        return Probe(vectors[0], 0.0, 1, looks[0].model_sha256, looks[0].key_id)
    mean = vectors.mean(axis=0)
    squares = float((vectors**2).sum(axis=1).mean())
    spread = max(0.0, squares - float(mean @ mean))
    return Probe(mean, spread, len(looks), looks[0].model_sha256, looks[0].key_id)
