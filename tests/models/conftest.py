"""What the tests of the set-up share: the manifest, the originals that set-up kept, portraits."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.paths import models_dir, resources_dir
from kiosk.vision.models import Manifest, load_manifest
from models.fetch import is_member


@pytest.fixture(scope="session")
def manifest() -> Manifest:
    return load_manifest(models_dir() / "manifest.toml")


def _original(manifest: Manifest, role: str) -> Path:
    source = manifest.default(role).source
    assert source is not None
    path = models_dir() / "built" / "sources" / Path(source.path).name
    assert path.is_file(), "the originals are missing: python3 run.py setup"
    assert is_member(path.read_bytes(), source)
    return path


@pytest.fixture(scope="session")
def mesh_original(manifest: Manifest) -> Path:
    """face_landmark.tflite."""
    return _original(manifest, "mesh")


@pytest.fixture(scope="session")
def full_range_original(manifest: Manifest) -> Path:
    """face_detection_full_range_sparse.tflite."""
    return _original(manifest, "detector-full")


@pytest.fixture(scope="session")
def dlib_original(manifest: Manifest) -> Path:
    """dlib_face_recognition_resnet_model_v1.dat."""
    return _original(manifest, "embedder")


@pytest.fixture(scope="session")
def portraits() -> list[NDArray[np.uint8]]:
    """The heads of the two public-domain portraits as RGB squares of 192 pixels, upright and turned."""
    import cv2

    squares: list[Any] = []
    for name, (x, y, side) in (("astronaut.png", (130, 20, 200)), ("grace_hopper.jpg", (130, 30, 300))):
        picture = cv2.imread(str(resources_dir() / "portraits" / name))
        assert picture is not None, "the portraits are missing: python3 run.py setup"
        square = cv2.resize(picture[y : y + side, x : x + side, ::-1], (192, 192))
        squares += [square, np.rot90(square), square[:, ::-1] // 3]
    return [np.ascontiguousarray(square, np.uint8) for square in squares]
