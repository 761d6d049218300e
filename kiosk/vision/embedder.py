"""From an aligned face to an embedding of unit length: the step that identifies, so its runs are counted."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import AlignedFace, Embedding
from kiosk.errors import Code, KioskError
from kiosk.vision.align import TEMPLATES, AlignmentTemplate
from kiosk.vision.models import VerifiedModel
from kiosk.vision.onnx_session import open_session


class Embedder:
    """One embedding model. For one thread.

    Attributes:
        calls: How many faces were embedded; P11 is shown by it.
        dimensions: Length of an embedding.
        template: What `embed` wants its faces aligned to.
        model_sha256: Goes with each embedding.
    """

    def __init__(self, model: VerifiedModel, threads: int = 1) -> None:
        """Load the model and run it once, so that the first face is not slower than the others.

        Raises:
            KioskError: MANIFEST_BAD when its entry is no embedder's or names a template not known here.
        """
        entry = model.entry
        template = TEMPLATES.get(entry.template or "")
        if entry.input is None or entry.dimensions is None or template is None:
            raise KioskError(Code.MANIFEST_BAD, where=entry.name, detail="no embedder with a known template")
        if entry.input.side != template.side:
            raise KioskError(Code.MANIFEST_BAD, where=entry.name, detail="input and template differ in size")
        self.dimensions = entry.dimensions
        self.template: AlignmentTemplate = template
        self.model_sha256 = entry.sha256
        self.calls = 0
        self._spec = entry.input
        self._has_mirror = entry.with_mirror
        self._mean = np.array(self._spec.mean, dtype=np.float32)
        self._inverse_std = (1.0 / np.array(self._spec.std)).astype(np.float32)
        self._session = open_session(model, threads)
        self._input = self._spec.name or _only(self._session.get_inputs(), entry.name)
        self._outputs = [
            entry.outputs[0] if entry.outputs else _only(self._session.get_outputs(), entry.name)
        ]
        side = self.template.side
        self._vector(np.zeros((side, side, 3), np.uint8))

    def embed(self, face: AlignedFace) -> Embedding:
        """Embed a face, averaged with its mirror image where the manifest says so.

        Args:
            face: Aligned to this model's template.

        Raises:
            ValueError: If it was aligned to another one.
        """
        if face.template != self.template.name:
            raise ValueError("the face is aligned to another template")
        self.calls += 1
        return Embedding(self._vector(face.chip), self.model_sha256)

    def _vector(self, chip: NDArray[np.uint8]) -> NDArray[np.float32]:
        views = [chip, chip[:, ::-1]] if self._has_mirror else [chip]
        batch = np.stack([self._normalised(view) for view in views])
        parts = [batch] if self._spec.is_batched else list(batch[:, None])
        rows = np.concatenate([self._run(part) for part in parts])
        units = rows.astype(np.float64) / np.linalg.norm(rows, axis=1, keepdims=True)
        mean = units.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)

    def _run(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        answer = self._session.run(self._outputs, {self._input: np.ascontiguousarray(batch)})[0]
        return np.asarray(answer, dtype=np.float32).reshape(len(batch), self.dimensions)

    def _normalised(self, view: NDArray[np.uint8]) -> NDArray[np.float32]:
        view = view[..., ::-1] if self._spec.colour == "BGR" else view
        values = (view.astype(np.float32) * np.float32(self._spec.scale) - self._mean) * self._inverse_std
        return values.transpose(2, 0, 1) if self._spec.layout == "NCHW" else values


def _only(tensors: Sequence[Any], name: str) -> str:
    """Name the file's one input or output, for an entry that leaves the name out.

    Raises:
        KioskError: MANIFEST_BAD when there is more than one to choose from.
    """
    if len(tensors) != 1:
        raise KioskError(Code.MANIFEST_BAD, where=name, detail="the file has several tensors: name one")
    return str(tensors[0].name)
