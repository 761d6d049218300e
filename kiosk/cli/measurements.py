"""What `kiosk bench` measures: the steps of one frame, start-up and memory.

Nothing here is stored; the faces are the two public-domain portraits. The index, the comparison with
face_recognition and the empty room are in the files beside this one.
"""

import importlib.util
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from kiosk.cli import demo_school
from kiosk.cli.measurements_index import NEAREST, random_gallery
from kiosk.cli.processes import run_python
from kiosk.cli.timing import Timing, on_one_thread
from kiosk.paths import DataDir, models_dir, resources_dir

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.domain.faces import Landmarks
    from kiosk.vision.synthetic import SyntheticWalkUp

T = TypeVar("T")

WARM_UP = 5
"""Frames before the clock counts: the first runs allocate."""
ROSTER = 30
"""People in the gallery of the match stage."""
STAGES = ("detect", "mesh", "measure", "align", "embed", "protect", "match")
PART_TIMEOUT_S = 120.0
WINDOW_TIMEOUT_S = 120.0

MEMORY_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "numpy": "import numpy",
        "OpenCV": "from kiosk.vision.opencv import cv2",
        "MediaPipe": "import mediapipe.tasks.python.vision",
        "ONNX Runtime": "import kiosk.vision.onnx_session, onnxruntime",
        "scikit-learn": "import sklearn.neighbors",
        "pandas": "import pandas",
        "Qt": "import PySide6.QtWidgets",
        "SQLCipher and keys": "import kiosk.storage.vault",
        "recognition with its models": (
            "from kiosk.vision.recogniser import build_recogniser; from kiosk.paths import models_dir; "
            "recogniser = build_recogniser(models_dir(), bytes(32))"
        ),
    }
)
"""What each part runs in a process of its own; each brings what it needs itself (numpy is in most)."""

# Resident memory and time around one statement; the difference is the part's.
_PROBE = """
import json, os, sys, time
def resident():
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        import resource
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
before, begun = resident(), time.perf_counter()
{statement}
ended, after = time.perf_counter(), resident()
print(json.dumps([(after - before) / 1e6, (ended - begun) * 1e3]))
"""

# The program as `kiosk run --windowed` starts it; it ends once the window is on the screen and painted.
_WINDOW_PROBE = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication
import kiosk.app
from kiosk.paths import DataDir
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Expose and isinstance(watched, QWindow) and watched.isExposed():
            QTimer.singleShot(0, self.painted)
        return False
    def painted(self):
        print(time.time(), flush=True)
        QApplication.quit()
application, watch = QApplication(["kiosk"]), Watch()
application.installEventFilter(watch)
kiosk.app.run(DataDir(Path(sys.argv[1])), source="synthetic", windowed=True)
"""


@dataclass(frozen=True, slots=True)
class Part:
    """What loading one part costs, over a bare Python."""

    name: str
    megabytes: float
    milliseconds: float

    def as_json(self) -> dict[str, object]:
        """Give the figures."""
        return {
            key: round(value, 1) if isinstance(value, float) else value for key, value in asdict(self).items()
        }


def stages(frames: int) -> tuple[list[Timing], float]:
    """Measure each step from a frame to a match, one thread, every frame embedded.

    Returns:
        A Timing per stage with their sum last, and frames a second of the whole chain.

    Raises:
        KioskError: MODEL_MISSING, MODEL_WRONG, MANIFEST_BAD.
    """
    runs: list[dict[str, float]] = []
    with closing(FrameChain(ROSTER)) as chain, on_one_thread():
        for number, image in enumerate(frames_of_a_near_face(frames + WARM_UP)):
            runs.append(chain.run(image, number))
    whole = [sum(run.values()) for run in runs[WARM_UP:]]
    return summed_up(STAGES, runs[WARM_UP:]), len(whole) / sum(whole)


def summed_up(names: Sequence[str], runs: Sequence[Mapping[str, float]]) -> list[Timing]:
    """Give a Timing per stage with their sum, "all", last.

    Args:
        names: The stages.
        runs: Seconds by stage, frame by frame.
    """
    timings = [Timing.of(name, [run[name] for run in runs]) for name in names]
    return [*timings, Timing.of("all", [sum(run.values()) for run in runs])]


def frames_of_a_near_face(count: int) -> "SyntheticWalkUp":
    """Give frames of 640 x 480 with a face that stands still and is half as high as the frame."""
    from kiosk.vision.synthetic import ASTRONAUT, SyntheticWalkUp, WalkUpPlan

    plan = WalkUpPlan(empty=0, approach=0, hold=count, leave=0)
    return SyntheticWalkUp(resources_dir() / "portraits", (ASTRONAUT,), plan)


class FrameChain:
    """The recogniser's parts one by one, so that each can be timed. For one thread; `close` when done.

    Attributes:
        landmarks: Of the last frame's face.
    """

    def __init__(self, people: int) -> None:
        """Load the models.

        Args:
            people: In the gallery of the match stage.

        Raises:
            KioskError: MODEL_MISSING, MODEL_WRONG, MANIFEST_BAD.
        """
        from kiosk.domain.protection import Rotation
        from kiosk.vision.align import TEMPLATES
        from kiosk.vision.detector import FaceDetector
        from kiosk.vision.embedder import Embedder
        from kiosk.vision.mesh import FaceMesh
        from kiosk.vision.models import load_manifest, read_model

        manifest = load_manifest(models_dir() / "manifest.toml")
        built = models_dir() / "built"
        entry = manifest.default("embedder")
        assert entry.template is not None
        assert entry.dimensions is not None
        assert entry.limits is not None
        self.landmarks: Landmarks | None = None
        self._detector = FaceDetector(read_model(manifest.default("detector-short"), built))
        self._mesh = FaceMesh(read_model(manifest.default("mesh"), built))
        self._embedder = Embedder(read_model(entry, built))
        self._template, self._limits = TEMPLATES[entry.template], entry.limits
        self._rotation = Rotation(bytes(range(32)), entry.dimensions)
        self._gallery = random_gallery(people, entry.dimensions, entry.sha256, self._rotation.key_id)

    def run(self, image: "NDArray[np.uint8]", number: int) -> dict[str, float]:
        """Take one frame through every stage; seconds by stage."""
        from kiosk.domain.matching import decide
        from kiosk.vision.align import align
        from kiosk.vision.measure import measure

        times: dict[str, float] = {}

        def timed(name: str, step: Callable[[], T]) -> T:
            begun = time.perf_counter()
            answer = step()
            times[name] = time.perf_counter() - begun
            return answer

        faces = timed("detect", lambda: self._detector.detect(image, number * 33 + 1))
        landmarks = timed("mesh", lambda: self._mesh.landmarks(image, faces[0]))
        self.landmarks = landmarks
        timed("measure", lambda: measure(image, faces[0], landmarks))
        aligned = timed("align", lambda: align(image, landmarks, self._template))
        embedding = timed("embed", lambda: self._embedder.embed(aligned))
        probe = timed("protect", lambda: self._rotation.protect(embedding))
        timed("match", lambda: decide(self._gallery.nearest(probe, NEAREST), ROSTER, self._limits))
        return times

    def close(self) -> None:
        """Let go of the detector's graph."""
        self._detector.close()


def memory() -> list[Part]:
    """Measure what each part costs, each in a process of its own.

    In a built program there is no Python to start one with: nothing is measured there.
    """
    if getattr(sys, "frozen", False):
        return []
    return [_part(name, statement) for name, statement in MEMORY_PARTS.items()]


def window_ms() -> float | None:
    """Measure from the start of a process to the kiosk's window on the screen, or on Qt's own without one.

    Returns:
        Milliseconds; None where it cannot be measured: in a built program, or without Qt.
    """
    if getattr(sys, "frozen", False) or importlib.util.find_spec("PySide6") is None:
        return None
    environment = dict(os.environ)
    if not any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="rollcall-bench-") as folder:
        school = Path(folder) / "school"
        demo_school.make_empty(DataDir(school))
        begun = time.time()
        said = run_python(_WINDOW_PROBE, str(school), timeout_s=WINDOW_TIMEOUT_S, environment=environment)
    return round((float(said.splitlines()[0]) - begun) * 1e3, 1)


def _part(name: str, statement: str) -> Part:
    said = run_python(_PROBE.format(statement=statement), timeout_s=PART_TIMEOUT_S)
    megabytes, milliseconds = json.loads(said.splitlines()[-1])
    return Part(name, megabytes, milliseconds)
