"""The pinned mediapipe loads the short-range file as it is, from bytes, and finds faces with it.

The full-range file is converted instead, because the pinned mediapipe loads it and fails on the first frame:
tests/vision/test_full_range.py holds that.
"""

import numpy as np
import pytest

from kiosk.paths import models_dir, resources_dir
from kiosk.vision.models import Manifest, read_model


@pytest.mark.parametrize("portrait", ["astronaut.png", "grace_hopper.jpg"])
def test_the_short_range_file_finds_each_portrait(manifest: Manifest, portrait: str) -> None:
    import cv2

    mediapipe = pytest.importorskip("mediapipe")
    tasks = pytest.importorskip("mediapipe.tasks.python")
    vision = pytest.importorskip("mediapipe.tasks.python.vision")
    picture = cv2.imread(str(resources_dir() / "portraits" / portrait))
    assert picture is not None, "the portraits are missing: python3 run.py setup"
    image = mediapipe.Image(
        image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(picture[:, :, ::-1])
    )
    content = read_model(manifest.default("detector-short"), models_dir() / "built").content
    options = vision.FaceDetectorOptions(base_options=tasks.BaseOptions(model_asset_buffer=content))
    with vision.FaceDetector.create_from_options(options) as detector:
        found = detector.detect(image).detections
    assert len(found) == 1
    assert len(found[0].keypoints) == 6
