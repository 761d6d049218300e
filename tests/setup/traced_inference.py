"""What test_phone_home.py runs under strace: one inference of each runtime, then time for late threads.

    python traced_inference.py ROOT SECONDS

prints the variables that it saw and what the runtimes found.
"""

import json
import os
import sys
import threading
from pathlib import Path


def main() -> None:
    """Detect the portrait's face with MediaPipe, run each ONNX model once, and stay alive."""
    root, seconds = Path(sys.argv[1]), float(sys.argv[2])
    built = root / "models" / "built"
    answers: dict[str, object] = {"variables": sorted(os.environ)}
    # Kept until the end: a library may start its thread with the object and stop it there.
    detector, faces = _detect(built, root / "resources" / "portraits" / "astronaut.png")
    answers["faces"] = faces
    sessions = [_infer(path) for path in sorted(built.glob("*.onnx"))]
    answers["inferences"] = len(sessions)
    threading.Event().wait(seconds)
    print(json.dumps(answers), flush=True)
    del detector, sessions


def _detect(built: Path, portrait: Path) -> tuple[object, int]:
    import cv2
    import mediapipe
    from mediapipe.tasks import python as tasks
    from mediapipe.tasks.python import vision

    model = (built / "face_detection_short_range.tflite").read_bytes()
    options = vision.FaceDetectorOptions(base_options=tasks.BaseOptions(model_asset_buffer=model))
    detector = vision.FaceDetector.create_from_options(options)
    picture = cv2.imread(str(portrait))
    assert picture is not None
    image = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
    found = detector.detect(mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=image))
    return detector, len(found.detections)


def _infer(path: Path) -> object:
    import numpy as np
    import onnxruntime

    session = onnxruntime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])
    inputs = {
        wanted.name: np.zeros([size if isinstance(size, int) else 1 for size in wanted.shape], np.float32)
        for wanted in session.get_inputs()
    }
    session.run(None, inputs)
    return session


if __name__ == "__main__":
    main()
