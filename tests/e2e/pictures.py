"""The pictures of a scripted day: what walks up, what somebody is enrolled from, and both as canaries."""

from pathlib import Path

import numpy as np

from kiosk.vision.align import TEMPLATES, align
from kiosk.vision.detector import FaceDetector
from kiosk.vision.mesh import FaceMesh
from kiosk.vision.models import load_manifest, read_model
from kiosk.vision.opencv import cv2
from kiosk.vision.synthetic import ASTRONAUT, GRACE_HOPPER, Portrait, SyntheticWalkUp, WalkUpPlan
from tests.e2e.canary import Canary, Picture

PLAN = WalkUpPlan(empty=30, hold=60)
"""A stranger is told after 15 good frames, of which a busy machine sees every second."""
_PHOTO_MOMENTS = (3, 12, 20)
_CANARY_MOMENTS = (4, 20, 30, 50)


def _frames(portraits: Path, who: Portrait, seed: int) -> list[Picture]:
    return list(SyntheticWalkUp(portraits, (who,), PLAN, seed=seed))


def write_walk_up(portraits: Path, out: Path) -> None:
    """Write a video, at 15 frames a second, in which both portraits walk up one after the other."""
    writer = cv2.VideoWriter(str(out), cv2.VideoWriter.fourcc(*"MJPG"), 15.0, (640, 480))
    for frame in SyntheticWalkUp(portraits, (ASTRONAUT, GRACE_HOPPER), PLAN, seed=5):
        writer.write(np.ascontiguousarray(frame[:, :, ::-1]))
    writer.release()


def write_photos(portraits: Path, folder: Path) -> None:
    """Write three pictures of the astronaut, of another walk-up."""
    frames = _frames(portraits, ASTRONAUT, seed=9)
    for moment in _PHOTO_MOMENTS:
        frame = frames[PLAN.empty + PLAN.approach + moment]
        assert cv2.imwrite(str(folder / f"{moment:02}.png"), np.ascontiguousarray(frame[:, :, ::-1]))


def canaries(models: Path, video: Path, photos: Path) -> Canary:
    """Learn frames of the walk-up as the program decodes them, the photos, and the chips cut from both."""
    canary = Canary()
    manifest = load_manifest(models / "manifest.toml")
    detector = FaceDetector(read_model(manifest.default("detector-short"), models / "built"))
    mesh = FaceMesh(read_model(manifest.default("mesh"), models / "built"))
    try:
        for form, picture in [*_shown(video), *_photos(photos)]:
            canary.add(picture, form)
            for face in detector.detect_still(picture):
                for template in TEMPLATES.values():
                    chip = align(picture, mesh.landmarks(picture, face), template).chip
                    canary.add(np.asarray(chip, dtype=np.uint8), f"chip of {form}")
    finally:
        detector.close()
    return canary


def _shown(video: Path) -> list[tuple[str, Picture]]:
    capture = cv2.VideoCapture(str(video), cv2.CAP_FFMPEG)
    frames: list[Picture] = []
    while True:
        has_frame, bgr = capture.read()
        if not has_frame:
            break
        frames.append(np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), dtype=np.uint8))
    capture.release()
    turn = PLAN.approach + PLAN.hold + PLAN.leave + PLAN.empty
    starts = (PLAN.empty, PLAN.empty + turn)
    return [(f"frame {s + m}", frames[s + m]) for s in starts for m in _CANARY_MOMENTS]


def _photos(folder: Path) -> list[tuple[str, Picture]]:
    found = []
    for path in sorted(folder.iterdir()):
        bgr = cv2.imread(str(path))
        assert bgr is not None
        found.append((path.stem, np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), dtype=np.uint8)))
    return found
