"""Vectors that lie as embeddings of faces do, for measuring an index. They are nobody's.

Random unit vectors are the hardest case for a tree, since nothing is near anything. Faces are kinder: they
lie in a cone, and vary along few directions. The constants are of the shipped model's embeddings of 650
people of the benchmark that docs/recognition.md describes: their mean is 0.917 long, their variance about it
0.159 and spread over some 30 directions. Drawn with them, half of all pairs of people are farther apart than
0.553 (the benchmark: 0.561) and one in a thousand is nearer than 0.374 (0.369).
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MEAN: Final = 0.917
_VARIANCE: Final = 0.159
_FALL: Final = 15.0
"""Each direction has exp(-1 / 15) of the variance of the one before: 30 directions' worth in all."""
LOOK: Final = 0.188
"""How far a look is from its person's mean, root of the mean square."""


def people_like_faces(random: "np.random.Generator", count: int, dimensions: int) -> "NDArray[np.float32]":
    """Give (count, dimensions) unit vectors that lie as different people's templates do."""
    import numpy as np

    variances = np.exp(-np.arange(dimensions) / _FALL)
    spread = np.sqrt(variances * (_VARIANCE / variances.sum())).astype(np.float32)
    values = random.standard_normal((count, dimensions), dtype=np.float32) * spread
    values[:, -1] += _MEAN
    return _unit(values)


def looks_at(random: "np.random.Generator", people: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Give one look at each of some people: a unit vector near theirs."""
    import numpy as np

    width = np.float32(LOOK / np.sqrt(people.shape[1]))
    return _unit(people + width * random.standard_normal(people.shape, dtype=np.float32))


def _unit(rows: "NDArray[np.float32]") -> "NDArray[np.float32]":
    import numpy as np

    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)
