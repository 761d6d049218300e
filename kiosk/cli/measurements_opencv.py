"""OpenCV's own way to know a face, for `kiosk bench --peer`: FaceDetectorYN and FaceRecognizerSF.

None of the packages looked into brings their two model files: they lie in the OpenCV Zoo, under free
licences, and whoever wants the comparison names the folder they have them in. Only the published files are
taken; the program uses them for nothing else.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")
STAGES = ("detect", "align", "embed", "match")
_SCORE, _NMS, _TOP = 0.9, 0.3, 5000
"""FaceDetectorYN's own defaults."""
_COSINE = 0.363
"""What OpenCV's example takes two faces for one from."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file as it was published.

    Attributes:
        name: In the OpenCV Zoo.
        sha256: Hex digest of the published file.
    """

    name: str
    sha256: str


DETECTOR = ModelFile(
    "face_detection_yunet_2023mar.onnx", "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"
)
RECOGNISER = ModelFile(
    "face_recognition_sface_2021dec.onnx", "0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79"
)


class OpenCvPeer:
    """OpenCV's steps, timed one by one. For one thread."""

    def __init__(self, folder: Path, known: "NDArray[np.float32]") -> None:
        """Load both models.

        Args:
            folder: Where the files are.
            known: (people, 128) float32, rows of unit length: whom a face is compared with.

        Raises:
            KioskError: PEER_MODEL when a file is not there or not the published one.
        """
        import numpy as np

        from kiosk.vision.opencv import cv2

        # From bytes that were hashed, so that what runs is what was checked.
        detector, recogniser = _read(folder, DETECTOR), _read(folder, RECOGNISER)
        nothing = np.empty(0, np.uint8)
        self._detector = cv2.FaceDetectorYN.create("onnx", detector, nothing, (320, 320), _SCORE, _NMS, _TOP)
        self._recogniser = cv2.FaceRecognizerSF.create("onnx", recogniser, nothing)
        self._known = [row.reshape(1, -1) for row in known]
        self._same = cv2.FaceRecognizerSF_FR_COSINE

    def run(self, image: "NDArray[np.uint8]") -> dict[str, float]:
        """Take one frame through every stage; seconds by stage.

        Args:
            image: (height, width, 3) uint8, RGB; OpenCV's order is made of it before the clock counts.
        """
        import numpy as np

        bgr = np.ascontiguousarray(image[:, :, ::-1])
        times = dict.fromkeys(STAGES, 0.0)

        def timed(name: str, step: Callable[[], T]) -> T:
            begun = time.perf_counter()
            answer = step()
            times[name] = time.perf_counter() - begun
            return answer

        self._detector.setInputSize((bgr.shape[1], bgr.shape[0]))
        faces: Any = timed("detect", lambda: self._detector.detect(bgr))[1]
        if faces is None:  # whatever its types say
            return times
        chip = timed("align", lambda: self._recogniser.alignCrop(bgr, faces[0]))
        feature = timed("embed", lambda: self._recogniser.feature(chip))
        timed(
            "match",
            lambda: [self._recogniser.match(feature, one, self._same) >= _COSINE for one in self._known],
        )
        return times


def _read(folder: Path, file: ModelFile) -> "NDArray[np.uint8]":
    import numpy as np

    try:
        content = (folder / file.name).read_bytes()
    except OSError as error:
        raise KioskError(Code.PEER_MODEL, where=file.name) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise KioskError(Code.PEER_MODEL, where=file.name)
    return np.frombuffer(content, np.uint8)
