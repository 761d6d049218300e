"""From an aligned face to an embedding of unit length: the step that identifies, so its runs are counted."""

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces import AlignedFace, Embedding
from kiosk.errors import Code, KioskError
from kiosk.vision.align import TEMPLATES, AlignmentTemplate
from kiosk.vision.models import VerifiedModel
from kiosk.vision.network_input import NetworkInput
from kiosk.vision.onnx_session import input_name, open_session, output_names

_GREY = 96
"""Of the picture that warms a model up; black would be a vector of no length to some."""


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
            KioskError: MANIFEST_BAD when its entry is no embedder's, or names a template that is not known
                here, an input or an output that the file has not.
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
        self._is_batched = entry.input.is_batched
        self._has_mirror = entry.with_mirror
        self._session = open_session(model, threads)
        self._input_name = input_name(self._session, entry)
        self._output_names = output_names(self._session, entry)[:1]
        self._input = NetworkInput(entry.input, pictures=2 if entry.with_mirror else 1)
        side = self.template.side
        self._vector(np.full((side, side, 3), _GREY, np.uint8))

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
        self._input.put(chip)
        if self._has_mirror:
            self._input.mirror(0, to=1)
        batch = self._input.batch
        parts = [batch] if self._is_batched else [batch[i : i + 1] for i in range(len(batch))]
        rows = np.concatenate([self._run(part) for part in parts])
        units = rows.astype(np.float64) / np.linalg.norm(rows, axis=1, keepdims=True)
        mean = units.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)

    def _run(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        answer = self._session.run(self._output_names, {self._input_name: batch})[0]
        return np.asarray(answer, dtype=np.float32).reshape(len(batch), self.dimensions)
