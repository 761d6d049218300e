"""Strangers at the shipped thresholds, on people that these were not fitted on (done when 3).

The limits of the manifest come from every second person (`Half.EVEN`). Here the strangers are the others. Up
to 75 people the gallery is of the others too; for 100 and 150 there are not so many, so it is of everybody,
and only the strangers are new to the fit.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.evidence import Sighting
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.ids import PersonId
from kiosk.domain.matching import MatchLimits
from kiosk.domain.protection import Rotation
from kiosk.evaluation.fitting import only
from kiosk.evaluation.folders import Pictures, find_pictures
from kiosk.evaluation.half import Half
from kiosk.evaluation.identification import Population, Shipped, identify
from kiosk.evaluation.looks import Cache, Extractor, Looks, look_at_all
from kiosk.vision.detector import FaceDetector
from kiosk.vision.embedder import Embedder
from kiosk.vision.full_range import FullRange
from kiosk.vision.gallery import Gallery, GalleryRow
from kiosk.vision.mesh import FaceMesh
from kiosk.vision.models import load_manifest, read_limits, read_model
from kiosk.vision.pictures import read_picture
from kiosk.vision.recogniser import Capture, Galleries, Recogniser
from kiosk.vision.templates import build_template
from tests.vision.portraits import ROOT, SECRET, capture, need_faces
from tests.vision.walk_up import shown

pytestmark = pytest.mark.once

SECOND = "mobilefacenet"
MODELS = ["", pytest.param(SECOND, marks=pytest.mark.slow)]
SIZES = [30, 75, pytest.param(100, marks=pytest.mark.slow), pytest.param(150, marks=pytest.mark.slow)]
PICTURES_ENROLLED = 3
MOST_NEW = 75
"""People with several pictures among those that the limits were not fitted on."""
STRANGERS = 45


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """One model's view of the benchmark."""

    folder: Path
    pictures: Pictures
    looks: Looks
    limits: MatchLimits
    model: str


@pytest.fixture(scope="module")
def models_with_second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program's models and the second one beside them, without touching the program's folder."""
    folder = tmp_path_factory.mktemp("models")
    (folder / "built").mkdir()
    (folder / "manifest.toml").symlink_to(ROOT / "models" / "manifest.toml")
    for file in (ROOT / "models" / "built").iterdir():
        if file.is_file():
            (folder / "built" / file.name).symlink_to(file)
    second = need_faces().parent / "MobileFaceNet.onnx"
    target = folder / "built" / load_manifest(folder / "manifest.toml").embedder(SECOND).file
    if second.is_file() and not target.exists():
        target.symlink_to(second)
    return folder


@pytest.fixture(scope="module")
def benches() -> dict[tuple[str, Half], Bench]:
    return {}


@pytest.fixture(scope="module")
def faces_by_half(tmp_path_factory: pytest.TempPathFactory) -> dict[Half, Path]:
    """The benchmark's folder, and one with links to every second person's."""
    everybody = find_pictures(need_faces())
    folder = tmp_path_factory.mktemp("odd")
    for name in only(everybody, Half.ODD).people:
        (folder / name).symlink_to(need_faces() / name)
    return {Half.ALL: need_faces(), Half.ODD: folder}


def bench_of(
    benches: dict[tuple[str, Half], Bench], folder: Path, model: str, faces: dict[Half, Path], half: Half
) -> Bench:
    if (model, half) not in benches:
        pictures = find_pictures(faces[half])
        extractor = Extractor(folder, model)
        looks = look_at_all(extractor, pictures, Cache(None), lambda _: None)
        extractor.close()
        limits = read_limits(extractor.entry, folder / "built")
        benches[model, half] = Bench(folder, pictures, looks, limits, model)
    return benches[model, half]


def allowed(target: float, strangers: int) -> float:
    """Twice the largest share that a true rate of `target` shows among so many with 95 % probability."""
    chances = np.cumsum([_binomial(strangers, k, target) for k in range(10)])
    return 2 * int(np.searchsorted(chances, 0.95)) / strangers


def _binomial(n: int, k: int, p: float) -> float:
    ways = float(np.prod([(n - i) / (i + 1) for i in range(k)]))
    return ways * p**k * (1 - p) ** (n - k)


def test_the_bound_is_the_binomials() -> None:
    """250 strangers at one in a thousand: none or one 97 times of 100, so one is allowed, and twice that."""
    assert allowed(0.001, 250) == 2 / 250
    assert allowed(0.01, 250) == 10 / 250


@pytest.mark.parametrize("frames", [1, 2])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("model", MODELS)
def test_strangers_new_to_the_fit_are_refused_at_the_stated_rate(
    benches: dict[tuple[str, Half], Bench],
    models_with_second: Path,
    faces_by_half: dict[Half, Path],
    model: str,
    size: int,
    frames: int,
) -> None:
    """One look alone (frames 1), and a whole transaction with its evidence over frames (frames 2)."""
    half = Half.ODD if size <= MOST_NEW else Half.ALL
    bench = bench_of(benches, models_with_second, model, faces_by_half, half)
    everybody = Population.of(bench.pictures)
    new = everybody if half is Half.ODD else Population.of(only(bench.pictures, Half.ODD))
    population = Population(everybody.people, new.strangers)
    shipped = shipped_of(bench, population, size, frames)
    fpir, fnir = shipped.fpir, shipped.fnir
    print(f"{model or 'default'} N={size} frames={frames}: FPIR {fpir.value:.4f} FNIR {fnir.value:.3f}")
    assert fpir.value <= allowed(bench.limits.target_fpir, fpir.people)
    assert shipped.misidentified.value <= 0.01


def shipped_of(bench: Bench, population: Population, size: int, frames: int) -> Shipped:
    draws = 1 if size == len(population.people) else 20
    found = identify(bench.looks, population, size, bench.limits, draws=draws, seed=1, frames=frames).shipped
    assert found is not None
    return found


def recogniser(bench: Bench) -> Recogniser:
    manifest, built = load_manifest(bench.folder / "manifest.toml"), bench.folder / "built"
    entry = manifest.embedder(bench.model)
    detector = FaceDetector(
        read_model(manifest.default("detector-short"), built),
        FullRange(read_model(manifest.default("detector-full"), built)),
    )
    embedder = Embedder(read_model(entry, built))
    return Recogniser(
        detector, FaceMesh(read_model(manifest.default("mesh"), built)), embedder,
        Rotation(SECRET, embedder.dimensions), bench.limits, zooms=entry.zooms,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of one person at the door."""

    was_tried: bool
    was_marked: bool


def visit(door: Recogniser, pictures: list[NDArray[np.uint8]], start_ms: int) -> Visit:
    """Show a person's pictures in turn, as frames of one appearance, until the door has answered."""
    was_tried = False
    for number, image in enumerate(shown(pictures)):
        frame = Frame(number, (start_ms + 66 * number) * 1_000_000, SourceKind.FILE, image)
        seen = door.step(frame, may_embed=True)
        was_tried |= seen.is_first_good
        if seen.outcome is not None:
            return Visit(was_tried, isinstance(seen.outcome, Sighting))
    return Visit(was_tried, was_marked=False)


@pytest.mark.parametrize(
    "size", [30, pytest.param(100, marks=pytest.mark.slow), pytest.param(150, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("model", MODELS)
def test_strangers_who_walk_up_with_different_pictures_as_frames(
    benches: dict[tuple[str, Half], Bench],
    models_with_second: Path,
    faces_by_half: dict[Half, Path],
    model: str,
    size: int,
) -> None:
    """People outside the gallery, each of their pictures a frame: what draws a mean towards everybody.

    Pictures too different to be one appearance start a new one, as at the door. Where everybody with several
    pictures is enrolled (150), the strangers are people with one, which is every frame.
    """
    half = Half.ODD if size <= MOST_NEW - STRANGERS else Half.ALL
    bench = bench_of(benches, models_with_second, model, faces_by_half, half)
    several = [name for name, places in bench.pictures.people.items() if len(places) >= 5]
    odd = only(bench.pictures, Half.ODD).people  # of all who have several pictures, not of these
    new = several if half is Half.ODD else [name for name in several if name in odd]
    if size > len(several) - STRANGERS:
        new = [name for name, places in only(bench.pictures, Half.ODD).people.items() if len(places) == 1]
    strangers = new[-STRANGERS:]
    enrolled = [name for name in several if name not in strangers][:size]
    door = recogniser(bench)
    rows = []
    for name in enrolled:
        paths = [bench.pictures.files[place] for place in bench.pictures.people[name][:PICTURES_ENROLLED]]
        good = [c.embedding for c in (capture(door, path) for path in paths) if isinstance(c, Capture)]
        template = build_template(good, bench.limits.agreement) if good else None
        if template is not None:
            rows.append(GalleryRow(PersonId(name), door.protect(template.embedding)))
    gallery = Gallery.build(rows)
    door.use(Galleries(gallery, gallery))
    visits = []
    for number, name in enumerate(strangers):
        pictures = [read_picture(bench.pictures.files[place]) for place in bench.pictures.people[name]]
        visits.append(visit(door, pictures, 10_000 * (number + 1)))
    door.close()
    tried, marked = sum(one.was_tried for one in visits), sum(one.was_marked for one in visits)
    print(f"{model or 'default'} N={len(rows)}: {marked} marked of {tried} tried")
    assert tried >= 0.9 * STRANGERS
    assert marked <= allowed(bench.limits.target_fpir, tried) * tried
