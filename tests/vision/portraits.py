"""The evaluation portraits and the built models, for tests that measure; without them tests skip."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from kiosk.domain.faces import Verdict
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.matching import MatchLimits
from kiosk.domain.protection import Rotation
from kiosk.domain.quality import QualityLimits
from kiosk.errors import KioskError
from kiosk.vision.detector import FaceDetector
from kiosk.vision.embedder import Embedder
from kiosk.vision.full_range import FullRange
from kiosk.vision.mesh import FaceMesh
from kiosk.vision.models import ROLES, Manifest, VerifiedModel, load_manifest, read_model
from kiosk.vision.pictures import read_picture
from kiosk.vision.recogniser import Capture, Recogniser, RecognitionLimits

ROOT = Path(__file__).parents[2]
FACES = ROOT / ".." / "shared" / "data" / "faces"
PORTRAITS = ROOT / "resources" / "portraits"
SECRET = bytes(range(32))


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What a recogniser is made of; the embedder counts."""

    detector: FaceDetector
    mesh: FaceMesh
    embedder: Embedder
    rotation: Rotation
    match_limits: MatchLimits

    def recogniser(self, limits: RecognitionLimits | None = None) -> Recogniser:
        return Recogniser(self.detector, self.mesh, self.embedder, self.rotation, self.match_limits, limits)


@cache
def models() -> dict[str, VerifiedModel]:
    """The default models by role; skips where set-up has not built them."""
    try:
        manifest: Manifest = load_manifest(ROOT / "models" / "manifest.toml")
        return {role: read_model(manifest.default(role), ROOT / "models" / "built") for role in ROLES}
    except KioskError as error:
        pytest.skip(f"the models are not built: {error.code.value}; run python3 run.py setup")


def make_parts() -> Parts:
    by_role = models()
    embedder = Embedder(by_role["embedder"])
    limits = by_role["embedder"].entry.limits
    assert limits is not None
    return Parts(
        FaceDetector(by_role["detector-short"], FullRange(by_role["detector-full"])),
        FaceMesh(by_role["mesh"]),
        embedder,
        Rotation(SECRET, embedder.dimensions),
        limits,
    )


def need_portraits() -> Path:
    if not (PORTRAITS / "astronaut.png").exists():
        pytest.skip("the two portraits are not there; run python3 run.py setup")
    return PORTRAITS


def need_faces() -> Path:
    if not FACES.is_dir():
        pytest.skip("the evaluation faces (../shared/data/faces) are not there")
    return FACES


def pictures_of_people(least: int, most: int | None = None) -> dict[str, list[Path]]:
    """People with at least `least` (and at most `most`) pictures, by sorted name, their pictures sorted."""
    found = {folder.name: sorted(folder.glob("*.jpg")) for folder in sorted(need_faces().iterdir())}
    return {n: p for n, p in found.items() if least <= len(p) <= (len(p) if most is None else most)}


def capture(recogniser: Recogniser, path: Path) -> Capture | Verdict:
    return recogniser.capture(Frame(0, 0, SourceKind.FOLDER, read_picture(path)))


def everything_passes() -> RecognitionLimits:
    """Limits that refuse no face that the detector finds, so that a measurement leaves nobody out."""
    return RecognitionLimits(
        quality=QualityLimits(
            least_presence=0.0,
            least_inside=0.0,
            least_eye_distance_px=0.0,
            greatest_size=9.0,
            greatest_yaw=180.0,
            greatest_pitch=180.0,
            greatest_roll=180.0,
            least_light=0.0,
            least_contrast=0.0,
            least_sharpness=0.0,
        )
    )
