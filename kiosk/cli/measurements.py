"""What `kiosk bench` measures. Nothing here is stored; the faces are the two public-domain portraits."""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from kiosk.cli import demo_school
from kiosk.paths import DataDir, models_dir, program_root, resources_dir

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.vision.gallery import Gallery

T = TypeVar("T")

WARM_UP = 5
"""Frames before the clock counts: the first runs allocate."""
QUERIES = 200
ROSTER = 30
"""People in the gallery of the match stage."""
SEED = 20261122
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
class Timing:
    """How long one thing takes.

    Attributes:
        name: What.
        median_ms: Half of the runs are below.
        p95_ms: 95 of 100 are below.
        p99_ms: 99 of 100 are below.
    """

    name: str
    median_ms: float
    p95_ms: float
    p99_ms: float

    @classmethod
    def of(cls, name: str, runs_s: list[float]) -> "Timing":
        """Sum up runs given in seconds."""
        ordered = sorted(runs_s)
        median, p95, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * q))] for q in (0.5, 0.95, 0.99))
        return cls(name, median * 1e3, p95 * 1e3, p99 * 1e3)

    def as_json(self) -> dict[str, object]:
        """Give the figures with three decimals."""
        return {
            "stage": self.name,
            "median_ms": round(self.median_ms, 3),
            "p95_ms": round(self.p95_ms, 3),
            "p99_ms": round(self.p99_ms, 3),
        }


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


@dataclass(frozen=True, slots=True)
class IndexSize:
    """One search in a gallery of `people`, by the index and by brute force."""

    people: int
    tree: Timing
    brute: Timing
    is_exact: bool

    def as_json(self) -> dict[str, object]:
        """Give the figures."""
        return {
            "people": self.people,
            "balltree": self.tree.as_json(),
            "brute_force": self.brute.as_json(),
            "same_answers": self.is_exact,
        }


def stages(frames: int) -> tuple[list[Timing], float]:
    """Measure each step from a frame to a match, one thread, every frame embedded.

    Returns:
        A Timing per stage with their sum last, and frames a second of the whole chain.

    Raises:
        KioskError: MODEL_MISSING, MODEL_WRONG, MANIFEST_BAD.
    """
    from kiosk.vision.synthetic import ASTRONAUT, SyntheticWalkUp, WalkUpPlan

    plan = WalkUpPlan(empty=0, approach=0, hold=frames + WARM_UP, leave=0)
    images = SyntheticWalkUp(resources_dir() / "portraits", (ASTRONAUT,), plan)
    chain = _Chain()
    runs: dict[str, list[float]] = {name: [] for name in STAGES}
    for number, image in enumerate(images):
        times = chain.run(image, number)
        if number >= WARM_UP:
            for name in STAGES:
                runs[name].append(times[name])
    chain.close()
    whole = [sum(of_frame) for of_frame in zip(*runs.values(), strict=True)]
    timings = [Timing.of(name, runs[name]) for name in STAGES]
    return [*timings, Timing.of("all", whole)], len(whole) / sum(whole)


class _Chain:
    """The recogniser's parts one by one, so that each can be timed."""

    def __init__(self) -> None:
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
        self._detector = FaceDetector(read_model(manifest.default("detector-short"), built))
        self._mesh = FaceMesh(read_model(manifest.default("mesh"), built))
        self._embedder = Embedder(read_model(entry, built))
        self._template, self._limits = TEMPLATES[entry.template], entry.limits
        self._rotation = Rotation(bytes(range(32)), entry.dimensions)
        self._gallery = _gallery(ROSTER, entry.dimensions, entry.sha256, self._rotation.key_id)

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
        timed("measure", lambda: measure(image, faces[0], landmarks))
        aligned = timed("align", lambda: align(image, landmarks, self._template))
        embedding = timed("embed", lambda: self._embedder.embed(aligned))
        probe = timed("protect", lambda: self._rotation.protect(embedding))
        timed("match", lambda: decide(self._gallery.nearest(probe, 2), ROSTER, self._limits))
        return times

    def close(self) -> None:
        """Let go of the detector's graph."""
        self._detector.close()


def index(people: int, dimensions: int = 128) -> IndexSize:
    """Search a gallery of random people by BallTree and by a plain matrix product.

    Random unit vectors are the hardest case for a tree: nothing is near anything.
    """
    import numpy as np

    from kiosk.domain.faces import ProtectedEmbedding
    from kiosk.vision.gallery import load_index

    load_index()
    gallery = _gallery(people, dimensions, _MODEL, _KEY)
    random = np.random.default_rng(SEED + 1)
    probes = [ProtectedEmbedding(row, _MODEL, _KEY) for row in _unit_rows(random, QUERIES, dimensions)]
    matrix = _unit_rows(np.random.default_rng(SEED), people, dimensions)
    tree_s: list[float] = []
    brute_s: list[float] = []
    is_exact = True
    for probe in probes:
        begun = time.perf_counter()
        by_tree = gallery.nearest(probe, 2)
        between = time.perf_counter()
        squares = 2.0 - 2.0 * (matrix @ probe.vector)
        two = np.argpartition(squares, 1)[:2]
        tree_s.append(between - begun)
        brute_s.append(time.perf_counter() - between)
        is_exact &= [c.person for c in by_tree] == [
            str(row) for row in sorted(two, key=lambda row: squares[row])
        ]
    return IndexSize(people, Timing.of("balltree", tree_s), Timing.of("brute_force", brute_s), is_exact)


_MODEL, _KEY = "0" * 64, "0" * 16


def _unit_rows(random: "np.random.Generator", rows: int, dimensions: int) -> "NDArray[np.float32]":
    import numpy as np

    values = random.standard_normal((rows, dimensions)).astype(np.float32)
    return np.asarray(values / np.linalg.norm(values, axis=1, keepdims=True), dtype=np.float32)


def _gallery(people: int, dimensions: int, model_sha256: str, key_id: str) -> "Gallery":
    import numpy as np

    from kiosk.domain.faces import ProtectedEmbedding
    from kiosk.domain.ids import PersonId
    from kiosk.vision.gallery import Gallery, GalleryRow

    rows = _unit_rows(np.random.default_rng(SEED), people, dimensions)
    return Gallery.build(
        [
            GalleryRow(PersonId(str(number)), ProtectedEmbedding(row, model_sha256, key_id))
            for number, row in enumerate(rows)
        ]
    )


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
        said = _python(_WINDOW_PROBE, str(school), timeout_s=WINDOW_TIMEOUT_S, environment=environment)
    return round((float(said.splitlines()[0]) - begun) * 1e3, 1)


def _part(name: str, statement: str) -> Part:
    said = _python(_PROBE.format(statement=statement), timeout_s=PART_TIMEOUT_S)
    megabytes, milliseconds = json.loads(said.splitlines()[-1])
    return Part(name, megabytes, milliseconds)


def _python(
    code: str, *arguments: str, timeout_s: float, environment: Mapping[str, str] | None = None
) -> str:
    """Run code of this file in a fresh interpreter and give its stdout."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own code
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=timeout_s,
        cwd=program_root(),
        env=environment,
    )
    return done.stdout
