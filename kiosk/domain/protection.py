"""Template protection: y = R x, with R a secret rotation of this installation.

R is orthogonal, so every distance stays as it is and matching needs no change. It makes stored rows revocable
(a new R) and not linkable between installations by themselves, and no more: whoever has photographs of enough
enrolled people can find R (docs/threat-model.md).

R is a product of Householder reflections of vectors drawn from SHAKE-256, which is uniform on the orthogonal
group when the vectors are normal (Stewart 1980). It is the same to the last bit on every machine: the normal
variates are rounded to a grid far coarser than any libm's error, and all sums run in a fixed order.
"""

from hashlib import shake_256
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import Embedding, ProtectedEmbedding

SECRET_BYTES = 32
_GRID = float(1 << 20)
_NORMAL = NormalDist()


class Rotation:
    """The keyed rotation for one dimension count. Its repr shows nothing."""

    __slots__ = ("_matrix", "key_id")

    def __init__(self, secret: bytes | bytearray, dimensions: int) -> None:
        """Derive the rotation.

        Args:
            secret: 32 random bytes, held by this device.
            dimensions: Length of the embeddings.

        Raises:
            ValueError: If the secret has another length.
        """
        if len(secret) != SECRET_BYTES:
            raise ValueError("the rotation secret has 32 bytes")
        self.key_id = shake_256(b"rollcall rotation key id\0" + bytes(secret)).hexdigest(8)
        self._matrix = _orthogonal(bytes(secret), dimensions).astype(np.float32)

    def __repr__(self) -> str:
        """Show nothing of the secret."""
        return "Rotation(...)"

    def protect(self, embedding: Embedding) -> ProtectedEmbedding:
        """Rotate an embedding; unit length in, unit length out.

        Raises:
            ValueError: If its length is not the rotation's.
        """
        if embedding.vector.shape != (self._matrix.shape[0],):
            raise ValueError("the embedding's length is not the rotation's")
        rotated = self._matrix @ embedding.vector
        unit = (rotated / np.linalg.norm(rotated)).astype(np.float32)
        return ProtectedEmbedding(unit, embedding.model_sha256, self.key_id)


def _normals(secret: bytes, count: int) -> NDArray[np.float64]:
    stream = shake_256(b"rollcall rotation\0" + secret).digest(count * 8)
    words = np.frombuffer(stream, dtype="<u8").tolist()
    uniform = [((word >> 12) + 0.5) / float(1 << 52) for word in words]
    return np.array([round(_NORMAL.inv_cdf(u) * _GRID) / _GRID for u in uniform])


def _orthogonal(secret: bytes, dimensions: int) -> NDArray[np.float64]:
    reflectors = _normals(secret, dimensions * dimensions).reshape(dimensions, dimensions)
    matrix = np.eye(dimensions)
    for v in reflectors:
        projection = np.zeros(dimensions)
        square = 0.0
        for i in range(dimensions):  # fixed order: no library sum may reassociate it
            projection = projection + v[i] * matrix[i]
            square = square + float(v[i]) * float(v[i])
        for i in range(dimensions):
            matrix[i] = matrix[i] - (2.0 * v[i] / square) * projection
    return matrix
