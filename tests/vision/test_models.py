"""The manifest is read strictly, and only bytes that it names are handed out."""

import dataclasses
from pathlib import Path

import pytest

from kiosk.domain.matching import MatchLimits
from kiosk.errors import Code, KioskError
from kiosk.paths import models_dir
from kiosk.vision.models import ROLES, Manifest, ModelEntry, load_manifest, read_model

SHIPPED = models_dir() / "manifest.toml"


@pytest.fixture(scope="module")
def shipped() -> Manifest:
    return load_manifest(SHIPPED)


@pytest.fixture
def entry(shipped: Manifest) -> ModelEntry:
    return shipped.default("detector-short")


@pytest.fixture
def folder(tmp_path: Path, entry: ModelEntry) -> Path:
    """A folder with the smallest of the built models."""
    (tmp_path / entry.file).write_bytes((models_dir() / "built" / entry.file).read_bytes())
    return tmp_path


@pytest.mark.parametrize("role", ROLES)
def test_each_built_model_is_the_one_of_the_manifest(shipped: Manifest, role: str) -> None:
    chosen = shipped.default(role)
    model = read_model(chosen, models_dir() / "built")
    assert model.entry is chosen
    assert len(model.content) == chosen.size


def test_the_embedder_says_all_that_the_pipeline_needs(shipped: Manifest) -> None:
    chosen = shipped.default("embedder")
    assert chosen.input is not None
    assert (chosen.template, chosen.dimensions, chosen.input.side) == ("dlib-5-150", 128, 150)
    assert isinstance(chosen.limits, MatchLimits)
    assert chosen.limits.greatest_distance(chosen.limits.largest_roster) is not None


def test_a_changed_byte_is_refused(entry: ModelEntry, folder: Path) -> None:
    path = folder / entry.file
    content = bytearray(path.read_bytes())
    content[1234] ^= 1
    path.write_bytes(content)
    with pytest.raises(KioskError) as caught:
        read_model(entry, folder)
    assert caught.value.code is Code.MODEL_WRONG
    assert caught.value.what.startswith(f"The model file {entry.file} is not the one in the manifest")


@pytest.mark.parametrize("change", [b"", b"x"])
def test_another_length_is_refused(entry: ModelEntry, folder: Path, change: bytes) -> None:
    path = folder / entry.file
    path.write_bytes(path.read_bytes() + change if change else path.read_bytes()[:-1])
    with pytest.raises(KioskError) as caught:
        read_model(entry, folder)
    assert caught.value.code is Code.MODEL_WRONG


def test_a_missing_file_is_told_as_missing(entry: ModelEntry, tmp_path: Path) -> None:
    with pytest.raises(KioskError) as caught:
        read_model(entry, tmp_path)
    assert caught.value.code is Code.MODEL_MISSING
    assert str(tmp_path) not in str(caught.value)


def test_the_bytes_that_were_compared_are_the_ones_handed_out(entry: ModelEntry, folder: Path) -> None:
    """A file swapped after the check changes nothing: it is not opened again."""
    model = read_model(entry, folder)
    (folder / entry.file).write_bytes(b"swapped")
    assert len(model.content) == entry.size
    assert repr(model) == "VerifiedModel(blazeface-short-range)"


def edited(tmp_path: Path, old: str, new: str) -> Path:
    """A copy of the shipped manifest with one thing changed."""
    text = SHIPPED.read_text("utf-8")
    assert old in text
    path = tmp_path / "manifest.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


MESH = 'name = "mediapipe-face-mesh-468"'
LIMITS = "[model.limits]\n"
CURVE = "false_matches = { constant = -55.07, slope = 205.77, curvature = -197.86,"
PORTRAIT = 'file = "resources/portraits/astronaut.png"'


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        ("format = 1", "format = 2", "format is 2, and this version reads 1"),
        ("format = 1", "", "format is missing"),
        ("format = 1", "format = [", "not TOML"),
        (MESH, 'name = ""', "model 3: name is empty"),
        (MESH, "name = 3", "model 3: name is not text"),
        (MESH, 'name = "blazeface-short-range"', "two entries have the same name"),
        ('role = "mesh"', 'role = "mush"', "face-mesh-468: role is not one of detector-short"),
        ('role = "mesh"', 'role = "detector-full"', "no model has the role mesh"),
        ('file = "face_mesh_468.onnx"', 'file = "../x"', "face-mesh-468: file is not a file name"),
        ('file = "face_mesh_468.onnx"', 'file = "Face_Detection_short_range.tflite"', "the same file"),
        ("size = 2466461", "size = true", "size is not a whole number"),
        ("size = 2466461", "size = 0", "size is not above 0"),
        ('step = "mesh-to-onnx"', 'step = "magic"', "step is not one of copy"),
        ("scale = 0.00390625 ", "scale = nan ", "model dlib-resnet-v1, input: scale is not a number"),
        ("scale = 0.00390625 ", "scale = -1 ", "scale is not above 0"),
        ("mean = [0.4796171875, ", "mean = [", "mean is not a list of three numbers"),
        ('layout = "NHWC"', 'layout = "CHWN"', "layout is not one of NCHW, NHWC"),
        ('colour = "RGB"', 'colour = "BGR"', "colour is not one of RGB"),
        ('outputs = ["embedding"]', "outputs = []", "outputs is not a list of names"),
        ('template = "dlib-5-150"', "", "model dlib-resnet-v1: template is missing"),
        ("dimensions = 128", 'dimensions = "128"', "dimensions is not a whole number"),
        (LIMITS, "[model.other]\n", "model dlib-resnet-v1: limits is missing"),
        (CURVE, "false_matches = { constant = -55.07, slope = 0, curvature = -197.86,", "slope is not above"),
        (CURVE, "false_matches = { constant = -55.07, slope = 9, curvature = 0.1,", "curvature is above 0"),
        (CURVE, "false_matches = { slope = 205.77, curvature = -197.86,", "constant is missing"),
        ("measured_from = 0.307", "measured_from = 3", "measured_from is outside 0 to 2"),
        ("looks = 1", "looks = 0", "looks is outside 1 to 1000"),
        ("agreement = 0.375", "agreement = 0", "agreement is outside 0 to 2"),
        ("duplicate = 0.265", 'duplicate = "near"', "duplicate is not a number"),
        ("margin = 0", "margin = -0", "margin is outside 0 to 2"),
        (PORTRAIT, 'file = "resources/../run.py"', "is not a plain path below"),
        (PORTRAIT, 'file = "kiosk/x.png"', "is not a plain path below"),
        ('package = "scikit-image"', 'package = "skimage"', "package skimage 0.26.0 is not listed"),
        ('sha256 = "bbff', 'sha256 = "BBFF', "sha256 is not 64 hex digits"),
    ],
)  # fmt: skip
def test_a_broken_manifest_says_where(tmp_path: Path, old: str, new: str, detail: str) -> None:
    with pytest.raises(KioskError) as caught:
        load_manifest(edited(tmp_path, old, new))
    assert caught.value.code is Code.MANIFEST_BAD
    assert caught.value.where == "manifest.toml"
    assert detail in caught.value.detail


def test_a_missing_manifest_is_told_as_unreadable(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as caught:
        load_manifest(tmp_path / "manifest.toml")
    assert caught.value.code is Code.MANIFEST_BAD


def test_a_model_can_be_put_there_by_hand(tmp_path: Path) -> None:
    """An own embedding model: no package behind it, first in the file, so it is the default."""
    text = SHIPPED.read_text("utf-8")
    before, _, after = text.partition('[[model]]\nname = "blazeface-short-range"')
    own = """[[model]]
name = "own"
role = "embedder"
file = "own.onnx"
size = 3
sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
licence = "Apache-2.0"
licence_note = "test"
step = "by-hand"
outputs = ["output0"]
template = "arcface-5-112"
dimensions = 128
[model.input]
name = "input0"
side = 112
layout = "NCHW"
colour = "RGB"
scale = 0.00392156862745098
mean = [0.485, 0.456, 0.406]
std = [0.229, 0.224, 0.225]
[model.limits]
false_matches = { constant = -103, slope = 132, curvature = -42, measured_from = 1.06 }
looks = 1
agreement = 1.1
duplicate = 0.95
margin = 0
largest_roster = 1000

"""
    path = tmp_path / "manifest.toml"
    path.write_text(before + own + '[[model]]\nname = "blazeface-short-range"' + after, "utf-8")
    chosen = load_manifest(path).default("embedder")
    assert (chosen.name, chosen.source, chosen.with_mirror) == ("own", None, False)
    assert chosen.input is not None
    assert not chosen.input.is_batched
    (tmp_path / "own.onnx").write_bytes(b"abc")
    assert read_model(chosen, tmp_path).content == b"abc"


def test_an_entry_cannot_be_changed(entry: ModelEntry) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        entry.sha256 = "0" * 64  # type: ignore[misc]
