"""From pictures to embeddings, by the program's own steps, without the quality gate: every picture counts.

The embeddings are faces. They are kept, if at all, in one file of the user's cache that only the user can
read, so that the next measurement need not compute them again; `forget` takes it away.
"""

import hashlib
import io
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from kiosk.domain.faces import DetectedFace
from kiosk.errors import Code, KioskError
from kiosk.evaluation.folders import Pictures, place_of
from kiosk.paths import DIRECTORY_MODE, write_private
from kiosk.vision.align import align, zoomed
from kiosk.vision.detector import FaceDetector
from kiosk.vision.embedder import Embedder
from kiosk.vision.full_range import FullRange
from kiosk.vision.mesh import FaceMesh
from kiosk.vision.models import Manifest, ModelEntry, load_manifest, read_model
from kiosk.vision.pictures import read_picture

_DAMAGED = (
    OSError, ValueError, KeyError, EOFError, MemoryError, RuntimeError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What a file says that is no archive of arrays: RuntimeError is one with a password, MemoryError one that
claims terabytes."""
_VERSION = b"rollcall evaluation 1"
STEPS = ("detect", "mesh", "embed")


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """Each picture's face in each of the model's sizes.

    Attributes:
        sizes: (pictures, sizes, dimensions) float64, unit vectors; NaN where no face was found.
        is_found: (pictures,) bool.
        milliseconds: A face by step, the median; empty when all came from the cache.
    """

    sizes: NDArray[np.float64]
    is_found: NDArray[np.bool_]
    milliseconds: dict[str, float]

    def __repr__(self) -> str:
        """Say how many, and nothing of the numbers."""
        return f"Looks({len(self.is_found)})"

    @property
    def still(self) -> NDArray[np.float64]:
        """(pictures, dimensions): what an enrolment keeps of each, all sizes as one unit vector."""
        mean = self.sizes.mean(axis=1)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True))

    def frame(self, number: int) -> NDArray[np.float64]:
        """Give (pictures, dimensions): what the door sees in the frame of that number, from 0."""
        return np.asarray(self.sizes[:, number % self.sizes.shape[1]])


class Extractor:
    """The program's detector, mesh and one embedding model. For one thread; `close` when done."""

    def __init__(self, models_dir: Path, model: str = "") -> None:
        """Load the models.

        Args:
            models_dir: The folder of manifest.toml.
            model: The embedding model's name; "" for the default.

        Raises:
            KioskError: MANIFEST_BAD, MODEL_UNKNOWN, MODEL_NOT_INSTALLED, MODEL_MISSING, MODEL_WRONG.
        """
        manifest = load_manifest(models_dir / "manifest.toml")
        built = models_dir / "built"
        self.entry: ModelEntry = manifest.embedder(model)
        self.key = cache_key(manifest, self.entry)
        self._embedder = Embedder(read_model(self.entry, built))
        short = read_model(manifest.default("detector-short"), built)
        full = FullRange(read_model(manifest.default("detector-full"), built))
        self._detector = FaceDetector(short, full)
        self._mesh = FaceMesh(read_model(manifest.default("mesh"), built))
        self._templates = [zoomed(self._embedder.template, zoom) for zoom in self.entry.zooms]
        self._times: dict[str, list[float]] = {step: [] for step in STEPS}

    @property
    def shape(self) -> tuple[int, int]:
        """Sizes and dimensions."""
        return len(self._templates), self._embedder.dimensions

    def look(self, image: NDArray[np.uint8]) -> NDArray[np.float64] | None:
        """Give the (sizes, dimensions) unit vectors of the face nearest to the picture's middle, or None."""
        begun = time.perf_counter()
        faces = self._detector.detect_still(image)
        detected = time.perf_counter()
        if not faces:
            return None
        landmarks = self._mesh.landmarks(image, nearest_to_middle(faces, image.shape[1], image.shape[0]))
        meshed = time.perf_counter()
        first = self._embedder.embed(align(image, landmarks, self._templates[0]))
        embedded = time.perf_counter()
        others = [self._embedder.embed(align(image, landmarks, one)) for one in self._templates[1:]]
        for step, took in zip(STEPS, (detected - begun, meshed - detected, embedded - meshed), strict=True):
            self._times[step].append(took * 1e3)
        return np.array([one.vector for one in (first, *others)], dtype=np.float64)

    @property
    def milliseconds(self) -> dict[str, float]:
        """The median a face by step; "embed" is one size, as in a frame at the door."""
        return {step: float(np.median(times)) for step, times in self._times.items() if times}

    def close(self) -> None:
        """Free the models."""
        self._detector.close()


def nearest_to_middle(faces: list[DetectedFace], width: int, height: int) -> DetectedFace:
    """Give the face that a portrait is of: people behind are at the edge."""
    return min(
        faces, key=lambda face: np.hypot(face.box.centre[0] - width / 2, face.box.centre[1] - height / 2)
    )


def cache_key(manifest: Manifest, entry: ModelEntry) -> str:
    """Give what an embedding depends on, as a name: the models and the sizes looked at."""
    parts = [manifest.default(role).sha256 for role in ("detector-short", "detector-full", "mesh")]
    text = "|".join([*parts, entry.sha256, entry.template or "", str(entry.with_mirror), str(entry.zooms)])
    return hashlib.sha256(_VERSION + text.encode()).hexdigest()[:32]


@dataclass(slots=True)
class Cache:
    """Embeddings of pictures seen before, by the picture's sha256.

    Attributes:
        path: One file a set of models; None keeps nothing.
        rows: The embeddings.
        is_kept: They are in the file, as far as `save` was asked to put them there.
    """

    path: Path | None
    rows: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    is_kept: bool = True

    def __repr__(self) -> str:
        """Say nothing of the numbers."""
        return f"Cache({len(self.rows)})"

    def load(self, shape: tuple[int, int]) -> None:
        """Read the file; one that is damaged, or of other models, counts as empty."""
        if self.path is None or not self.path.is_file():
            return
        try:
            with zipfile.ZipFile(self.path) as stored:
                names, vectors = (_array(stored, f"{name}.npy") for name in ("names", "vectors"))
        except _DAMAGED:
            return
        is_right = names.ndim == 1 and names.dtype.kind == "U" and vectors.dtype == np.float32
        if is_right and vectors.shape == (len(names), *shape):
            self.rows = dict(zip(names.tolist(), vectors, strict=True))

    def save(self) -> None:
        """Write the file, readable by its owner only; `is_kept` says if that failed: only time is lost."""
        if self.path is None or not self.rows:
            return
        buffer = io.BytesIO()
        np.savez(buffer, names=np.array(list(self.rows)), vectors=np.array(list(self.rows.values())))
        try:
            self.path.parent.mkdir(mode=DIRECTORY_MODE, parents=True, exist_ok=True)
            write_private(self.path, buffer.getvalue())
        except OSError:
            self.is_kept = False


def _array(stored: zipfile.ZipFile, name: str) -> NDArray[Any]:
    with stored.open(name) as file:
        return np.asarray(np.lib.format.read_array(file, allow_pickle=False))


def cache_folder() -> Path:
    """Give the folder of the cached embeddings."""
    return user_cache_path("rollcall", appauthor=False) / "evaluation"


def forget() -> int:
    """Delete all cached embeddings, also what a killed measurement left; says how many files there were.

    Raises:
        KioskError: FILE_UNREADABLE; FILE_NOT_WRITTEN when one cannot be deleted.
    """
    found = kept_files()
    for path in found:
        try:
            path.unlink()
        except OSError as error:
            raise KioskError(Code.FILE_NOT_WRITTEN, where=path) from error
    return len(found)


def kept_files() -> list[Path]:
    """List the files of cached embeddings, and those that `write_private` had not renamed yet.

    Raises:
        KioskError: FILE_UNREADABLE when the folder may not be listed.
    """
    try:
        found = sorted(cache_folder().iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise KioskError(Code.FILE_UNREADABLE, where=cache_folder()) from error
    return [path for path in found if path.match("*.npz") or path.match(".*.npz.*.new")]


def look_at_all(
    extractor: Extractor, pictures: Pictures, cache: Cache, progress: Callable[[int], None]
) -> Looks:
    """Embed every picture, or take it from the cache.

    Args:
        extractor: The models.
        pictures: Which.
        cache: Loaded, and saved here when something is new.
        progress: Told of each picture done, how many.

    Raises:
        KioskError: FILE_UNREADABLE or SOURCE_UNREADABLE, with the picture's place and not its name.
    """
    cache.load(extractor.shape)
    sizes = np.full((len(pictures.files), *extractor.shape), np.nan)
    is_new = False
    for place, path in enumerate(pictures.files):
        name = _sha256(path)
        known = cache.rows.get(name)
        if known is None:
            seen = extractor.look(_read(path))
            known = np.full(extractor.shape, np.nan, np.float32) if seen is None else seen.astype(np.float32)
            cache.rows[name], is_new = known, True
        sizes[place] = known
        progress(place + 1)
    if is_new:
        cache.save()
    return Looks(sizes, ~np.isnan(sizes[:, 0, 0]), extractor.milliseconds)


def _read(path: Path) -> NDArray[np.uint8]:
    try:
        return read_picture(path)
    except KioskError as error:
        # Not from that error: it has the file's name.
        raise KioskError(error.code, where=place_of(path), detail=error.detail) from None


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise KioskError(Code.FILE_UNREADABLE, where=place_of(path)) from error
