"""`kiosk bench --peer`: our steps against those of `face_recognition`, on the same frames in the same run.

face_recognition is the package that most programs of this kind are built with. It needs pkg_resources, which
setuptools 82 took away, but its steps are a handful of calls of dlib, and those are made here as its version
1.3.0 makes them:

- `face_locations`: dlib's HOG detector, the picture doubled once;
- `face_encodings`: the face's points, its chip, and dlib's network, once (`num_jitters=1`);
- `compare_faces`: the distance to each of the known encodings.

The points are the exception. Its predictor of five points is not among the files that set-up keeps, and the
one of 68 points is not free, so it is given five points of our mesh and charged nothing for them: that
favours it.

Frame by frame all take their turn, so that whatever else the machine does hits each. dlib is installed for
the tests only. All run on one thread, as dlib always does.

OpenCV's way (kiosk.cli.measurements_opencv) is measured beside them where its two model files are. deepface
is not: its weights are fetched while it runs, and the program it would be compared in has no network.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.cli import measurements_opencv
from kiosk.cli.measurements import STAGES, WARM_UP, FrameChain, frames_of_a_near_face, summed_up
from kiosk.cli.measurements_index import SEED, unit_rows
from kiosk.cli.measurements_opencv import OpenCvPeer
from kiosk.cli.timing import Timing, on_one_thread
from kiosk.errors import Code, KioskError
from kiosk.paths import models_dir, resources_dir

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")

PEOPLE = 1_000
"""Known people that both compare with."""
PEER_STAGES = ("detect", "points", "embed", "match")
CLOSE_UP_PX = 250
"""Side of the small frames: that of the pictures of the Labeled Faces in the Wild."""
_CLOSE_UP_FACE = 0.5
"""Height of the face there, chin to forehead, as a share of the side; as large as in those pictures."""
_POINTS = (263, 362, 33, 133, 2)
"""Points of the mesh in dlib's order: outer and inner corner of either eye, bottom of the nose."""
_UPSAMPLE, _JITTERS, _TOLERANCE = 1, 1, 0.6
"""face_recognition's own defaults."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both on frames of one size.

    Attributes:
        size: Of the frames, "640x480".
        ours: A Timing per stage of STAGES, and "all".
        peer: A Timing per stage of PEER_STAGES, and "all".
        times_faster: Median over the frames of the peer's time over ours, each frame with itself.
        opencv: A Timing per stage of OpenCV's, and "all"; empty where its models are not.
        opencv_times: Median over the frames of OpenCV's time over ours; None where its models are not, or
            found no face.
    """

    size: str
    ours: tuple[Timing, ...]
    peer: tuple[Timing, ...]
    times_faster: float
    opencv: tuple[Timing, ...] = ()
    opencv_times: float | None = None

    def as_json(self) -> dict[str, object]:
        """Give the figures."""
        return {
            "size": self.size,
            "rollcall": [timing.as_json() for timing in self.ours],
            "face_recognition": [timing.as_json() for timing in self.peer],
            "times_faster": round(self.times_faster, 2),
            "opencv": [timing.as_json() for timing in self.opencv],
            "opencv_times": None if self.opencv_times is None else round(self.opencv_times, 2),
        }


def compare(frames: int, models: Path | None = None) -> list[Comparison]:
    """Measure all on small and on ordinary frames.

    Args:
        frames: How many of each size count.
        models: Where OpenCV's two model files are; None leaves OpenCV out.

    Raises:
        KioskError: PEER_MISSING without dlib; PEER_MODEL; MODEL_MISSING, MODEL_WRONG, MANIFEST_BAD.
    """
    import numpy as np

    peer = _Peer()
    known = unit_rows(np.random.default_rng(SEED), PEOPLE, 128)
    opencv = None if models is None else OpenCvPeer(models, known)
    with closing(FrameChain(PEOPLE)) as chain, on_one_thread():
        turns = _Turns(chain, peer, opencv)
        return [
            turns.measure(f"{CLOSE_UP_PX}x{CLOSE_UP_PX}", _close_ups(frames + WARM_UP)),
            turns.measure("640x480", frames_of_a_near_face(frames + WARM_UP)),
        ]


class _Turns:
    """All sides, one after the other on each frame."""

    def __init__(self, chain: FrameChain, peer: "_Peer", opencv: OpenCvPeer | None) -> None:
        self._chain, self._peer, self._opencv = chain, peer, opencv

    def measure(self, size: str, images: "Iterable[NDArray[np.uint8]]") -> Comparison:
        ours: list[dict[str, float]] = []
        theirs: list[dict[str, float]] = []
        others: list[dict[str, float]] = []
        for number, image in enumerate(images):
            ours.append(self._chain.run(image, number))
            assert self._chain.landmarks is not None
            theirs.append(self._peer.run(image, self._chain.landmarks.points[_POINTS, :2]))
            if self._opencv is not None:
                others.append(self._opencv.run(image))
        ours, theirs, others = ours[WARM_UP:], theirs[WARM_UP:], others[WARM_UP:]
        opencv = [(mine, other) for mine, other in zip(ours, others, strict=False) if other["embed"]]
        return Comparison(
            size,
            tuple(summed_up(STAGES, ours)),
            tuple(summed_up(PEER_STAGES, theirs)),
            _ratio(list(zip(ours, theirs, strict=True))),
            tuple(summed_up(measurements_opencv.STAGES, [other for _, other in opencv])) if opencv else (),
            _ratio(opencv) if opencv else None,
        )


def _ratio(pairs: Sequence[tuple[dict[str, float], dict[str, float]]]) -> float:
    return median(sum(their.values()) / sum(our.values()) for our, their in pairs)


class _Peer:
    """face_recognition's steps, timed one by one."""

    def __init__(self) -> None:
        import numpy as np

        dlib = _dlib()
        self._dlib = dlib
        self._detector = dlib.get_frontal_face_detector()
        self._network = dlib.face_recognition_model_v1(_weights())
        self._known = unit_rows(np.random.default_rng(SEED), PEOPLE, 128).astype(np.float64)

    def run(self, image: "NDArray[np.uint8]", points: "NDArray[np.float32]") -> dict[str, float]:
        """Take one frame through every stage; seconds by stage.

        Args:
            image: (height, width, 3) uint8, RGB.
            points: (5, 2) pixels, dlib's order.
        """
        import numpy as np

        times: dict[str, float] = {"points": 0.0}

        def timed(name: str, step: Callable[[], T]) -> T:
            begun = time.perf_counter()
            answer = step()
            times[name] = time.perf_counter() - begun
            return answer

        found = timed("detect", lambda: self._detector(image, _UPSAMPLE))
        shape = self._shape(found[0] if len(found) else self._dlib.rectangle(0, 0, 1, 1), points)
        encoding = timed(
            "embed", lambda: np.array(self._network.compute_face_descriptor(image, shape, _JITTERS))
        )
        timed("match", lambda: list(np.linalg.norm(self._known - encoding, axis=1) <= _TOLERANCE))
        return times

    def _shape(self, box: Any, points: "NDArray[np.float32]") -> Any:
        """Make what its predictor would have made; the chip is cut by the points, whatever the box."""
        at = [self._dlib.point(round(x), round(y)) for x, y in points.tolist()]
        return self._dlib.full_object_detection(box, self._dlib.points(at))


def _dlib() -> Any:
    try:
        import dlib
    except ImportError as error:
        raise KioskError(Code.PEER_MISSING) from error
    return dlib


def _weights() -> str:
    """Give the path of dlib's own file, which set-up keeps beside what is made from it."""
    from kiosk.vision.models import load_manifest

    source = load_manifest(models_dir() / "manifest.toml").models["dlib-resnet-v1"].source
    assert source is not None
    path = models_dir() / "built" / "sources" / source.path.rpartition("/")[2]
    if not path.is_file():
        raise KioskError(Code.MODEL_MISSING, where=path.name)
    return str(path)


def _close_ups(count: int) -> "Iterator[NDArray[np.uint8]]":
    """Give square frames that a face fills, each a little different: it sways, and the sensor has noise."""
    import numpy as np

    from kiosk.vision.opencv import cv2
    from kiosk.vision.pictures import read_picture
    from kiosk.vision.synthetic import ASTRONAUT

    picture = read_picture(resources_dir() / "portraits" / ASTRONAUT.file)
    height, width = picture.shape[:2]
    scale = _CLOSE_UP_FACE * CLOSE_UP_PX / (ASTRONAUT.face_height * height)
    random = np.random.default_rng(SEED)
    for number in range(count):
        middle = CLOSE_UP_PX / 2 + 2.0 * np.sin(number / 4.0)
        to_frame = np.array(
            [
                [scale, 0.0, middle - scale * ASTRONAUT.face_x * width],
                [0.0, scale, middle - scale * ASTRONAUT.face_y * height],
            ]
        )
        side = (CLOSE_UP_PX, CLOSE_UP_PX)
        plain = cv2.warpAffine(picture, to_frame, side, borderMode=cv2.BORDER_REPLICATE)
        noisy = plain + random.normal(0.0, 1.5, (CLOSE_UP_PX, CLOSE_UP_PX, 1))
        yield np.asarray(np.clip(noisy, 0, 255), dtype=np.uint8)
