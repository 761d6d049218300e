"""Embedding models that can be changed: how the manifest describes them, and what it may leave out."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from kiosk.domain.faces import AlignedFace
from kiosk.errors import Code, KioskError
from kiosk.paths import models_dir
from kiosk.vision.embedder import Embedder
from kiosk.vision.limits import limits_text
from kiosk.vision.models import (
    Manifest,
    ModelEntry,
    VerifiedModel,
    limits_file,
    load_manifest,
    read_limits,
    read_model,
)
from tests.limits import limits_through
from tests.models.publisher import NAME, manifest_text

URL = "https://models.invalid/smallface.onnx"


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    path = tmp_path_factory.mktemp("manifest") / "manifest.toml"
    path.write_text(manifest_text(URL), "utf-8")
    return load_manifest(path)


@pytest.fixture
def entry(manifest: Manifest) -> ModelEntry:
    return manifest.embedder(NAME)


def broken(tmp_path: Path, old: str, new: str) -> KioskError:
    """What is said of the manifest with one thing of the last model changed."""
    before, name, after = manifest_text(URL).partition(f'name = "{NAME}"')
    assert old in after
    path = tmp_path / "manifest.toml"
    path.write_text(before + name + after.replace(old, new, 1), "utf-8")
    with pytest.raises(KioskError) as caught:
        load_manifest(path)
    return caught.value


def test_the_default_is_the_first_and_others_are_picked_by_name(manifest: Manifest) -> None:
    assert manifest.embedder() is manifest.embedder("dlib-resnet-v1") is manifest.default("embedder")
    assert [entry.name for entry in manifest.embedders] == [
        "dlib-resnet-v1",
        "sface",
        "auraface",
        "mobilefacenet",
        NAME,
    ]
    for name in ("nobody", "mediapipe-face-mesh-468", "SFace"):
        with pytest.raises(KioskError) as caught:
            manifest.embedder(name)
        assert caught.value.code is Code.MODEL_UNKNOWN
        assert "sface, auraface" in caught.value.action


def test_an_entry_says_where_it_comes_from_and_what_is_known(entry: ModelEntry) -> None:
    assert entry.publisher is not None
    assert (entry.publisher.url, entry.publisher.size) == (URL, entry.size)
    assert entry.input is not None
    assert (entry.input.name, entry.outputs, entry.input.colour) == ("", (), "BGR")
    assert (entry.training_data, entry.known_weak) == ("No picture at all.", "Everybody.")
    assert (entry.limits, entry.is_measured, entry.source) == (None, False, None)


def test_a_table_of_figures_makes_it_measured(tmp_path: Path) -> None:
    path = tmp_path / "manifest.toml"
    path.write_text(manifest_text(URL) + "[model.measured]\npeople = 3\n", "utf-8")
    entry = load_manifest(path).embedder(NAME)
    assert entry.is_measured
    assert entry.measured == {"people": 3}


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        ("https://", "http://", "url is not an https address"),
        ("https://models.invalid/", "https://user:secret@models.invalid/", "url is not an https address"),
        ("https://models.invalid/", "file:///", "url is not an https address"),
        ("[model.publisher]", "[model.other]", "publisher is missing"),
        (f'url = "{URL}"\nsize = ', f'url = "{URL}"\nsize = 1', "sha256 or size is not the model's own"),
        ('colour = "BGR"', 'colour = "GBR"', "colour is not one of RGB, BGR"),
        ('training_data = "No picture at all."', 'training_data = ""', "training_data is empty"),
        ('template = "arcface-5-112"', "", "template is missing"),
    ],
)  # fmt: skip
def test_a_wrong_entry_says_where(tmp_path: Path, old: str, new: str, detail: str) -> None:
    error = broken(tmp_path, old, new)
    assert error.code is Code.MANIFEST_BAD
    assert f"model {NAME}" in error.detail
    assert detail in error.detail


def test_what_identifies_nobody_is_fed_rgb_only(tmp_path: Path) -> None:
    path = tmp_path / "manifest.toml"
    text = manifest_text(URL).replace('colour = "RGB"', 'colour = "BGR"', 1)
    path.write_text(text, "utf-8")
    with pytest.raises(KioskError) as caught:
        load_manifest(path)
    assert "blazeface-short-range, input: colour is not one of RGB" in caught.value.detail


def test_a_file_that_is_not_there_is_told_with_its_way_back(manifest: Manifest, tmp_path: Path) -> None:
    """Set-up does not make it, so running the set-up again would not help."""
    entry = manifest.embedder(NAME)
    with pytest.raises(KioskError) as caught:
        read_model(entry, tmp_path)
    assert caught.value.code is Code.MODEL_NOT_INSTALLED
    assert f"kiosk models install {NAME}" in caught.value.action
    assert "kiosk models use default" in caught.value.action
    (tmp_path / entry.file).write_bytes(b"x" * entry.size)
    with pytest.raises(KioskError) as caught:
        read_model(entry, tmp_path)
    assert caught.value.code is Code.MODEL_NOT_INSTALLED


def test_set_up_needs_only_what_is_always_there(manifest: Manifest) -> None:
    needed = {entry.name for entry in manifest.models.values() if manifest.is_needed(entry)}
    assert needed == {
        "blazeface-short-range",
        "blazeface-full-range",
        "mediapipe-face-mesh-468",
        "dlib-resnet-v1",
    }


class TestLimitsOfASchool:
    """A model without this project's limits marks nobody until somebody measured it."""

    def test_without_any_it_is_refused(self, entry: ModelEntry, tmp_path: Path) -> None:
        with pytest.raises(KioskError) as caught:
            read_limits(entry, tmp_path)
        assert caught.value.code is Code.MODEL_NOT_MEASURED
        assert f"--model {NAME}" in caught.value.action

    def test_those_of_the_school_are_read(self, entry: ModelEntry, tmp_path: Path) -> None:
        wanted = limits_through((10, 0.9), (100, 0.8))
        text = f'sha256 = "{entry.sha256}"\n[limits]\n{limits_text(wanted)}'
        limits_file(entry, tmp_path).write_text(text, "utf-8")
        found = read_limits(entry, tmp_path)
        assert (found.margin, found.largest_roster) == (wanted.margin, wanted.largest_roster)

    @pytest.mark.parametrize(
        ("text", "detail"),
        [
            ('sha256 = "00"\n[limits]\n', "sha256 is not the model's"),
            ("sha256 = ", "not TOML"),
            ('sha256 = "{sha256}"\n', "limits is missing"),
            ('sha256 = "{sha256}"\n[limits]\nmargin = 0.1\n', "limits: "),
            pytest.param("a = " + "[" * 20_000, "not TOML", id="brackets"),
            pytest.param("a = 1" + "0" * 5000, "not TOML", id="5000 digits"),
            pytest.param(
                'sha256 = "{sha256}"\n[limits]\nmargin = 1' + "0" * 400, "margin is not", id="digits"
            ),
            ('sha256 = "{sha256}"\n[limits]\nmargin = 2.1', "margin is outside"),
            ('sha256 = "{sha256}"\n[limits]\nmargin = 0\nlooks = 1e308', "looks is outside"),
        ],
    )
    def test_a_wrong_file_says_where(self, entry: ModelEntry, tmp_path: Path, text: str, detail: str) -> None:
        """Limits of an earlier file of that name would be limits of another model."""
        limits_file(entry, tmp_path).write_text(text.replace("{sha256}", entry.sha256), "utf-8")
        with pytest.raises(KioskError) as caught:
            read_limits(entry, tmp_path)
        assert (caught.value.code, caught.value.where) == (Code.MANIFEST_BAD, "smallface.limits.toml")
        assert detail in caught.value.detail

    @pytest.mark.parametrize("key", ["constant", "slope", "curvature"])
    def test_a_curve_that_no_rate_has_is_refused(self, entry: ModelEntry, tmp_path: Path, key: str) -> None:
        numbers = {"constant": -9.0, "slope": 9.0, "curvature": -1.0} | {
            key: -1e308 if key == "curvature" else 1e308
        }
        curve = ", ".join(f"{name} = {number!r}" for name, number in numbers.items())
        text = f'sha256 = "{entry.sha256}"\n[limits]\nmargin = 0\nlooks = 1\nlargest_roster = 9\n'
        text += f"false_matches = {{ {curve}, measured_from = 1 }}\n"
        limits_file(entry, tmp_path).write_text(text, "utf-8")
        with pytest.raises(KioskError) as caught:
            read_limits(entry, tmp_path)
        assert f"{key} is too large" in caught.value.detail

    def test_those_of_the_manifest_come_first(self, manifest: Manifest, tmp_path: Path) -> None:
        default = manifest.embedder()
        limits_file(default, tmp_path).write_text("rubbish", "utf-8")
        assert read_limits(default, tmp_path) is default.limits


def a_model(outputs: int = 1) -> bytes:
    """An embedder that gives its input's first 128 values of the first channel."""
    nodes = [
        helper.make_node("Slice", ["data", "starts", "ends", "axes"], ["first"]),
        helper.make_node("Reshape", ["first", "shape"], ["fc1"]),
        *([helper.make_node("Identity", ["fc1"], ["again"])] if outputs > 1 else []),
    ]
    constants = [
        helper.make_tensor("starts", TensorProto.INT64, [3], [0, 0, 0]),
        helper.make_tensor("ends", TensorProto.INT64, [3], [1, 2, 64]),
        helper.make_tensor("axes", TensorProto.INT64, [3], [1, 2, 3]),
        helper.make_tensor("shape", TensorProto.INT64, [2], [-1, 128]),
    ]
    given = helper.make_tensor_value_info("data", TensorProto.FLOAT, [1, 3, 112, 112])
    names = ["fc1", "again"][:outputs]
    answers = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 128]) for name in names]
    graph = helper.make_graph(nodes, "g", [given], answers, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(onnx.ModelProto.SerializeToString(model))


@pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")  # black has no direction
@pytest.mark.parametrize(("colour", "channel"), [("RGB", 0), ("BGR", 2)])
def test_the_only_tensors_are_found_and_the_order_of_colours_is_the_models(
    entry: ModelEntry, colour: str, channel: int
) -> None:
    assert entry.input is not None
    spec = replace(entry.input, colour=colour, mean=(1.0, 2.0, 3.0), std=(2.0, 1.0, 4.0))
    embedder = Embedder(VerifiedModel(replace(entry, input=spec), a_model()))
    chip = np.random.default_rng(7).integers(0, 256, (112, 112, 3)).astype(np.uint8)
    expected = (chip[:2, :64, channel].astype(np.float64).ravel() - 1.0) / 2.0
    found = embedder.embed(AlignedFace(chip, "arcface-5-112")).vector
    np.testing.assert_allclose(found, expected / np.linalg.norm(expected), atol=1e-6)


def test_a_file_with_several_outputs_has_to_be_named(entry: ModelEntry) -> None:
    with pytest.raises(KioskError) as caught:
        Embedder(VerifiedModel(entry, a_model(outputs=2)))
    assert (caught.value.code, caught.value.where) == (Code.MANIFEST_BAD, NAME)


def test_mobilefacenet_is_a_real_second_model(shared_data: Path) -> None:
    """The evaluation's file, through the very entry that is shipped."""
    entry = load_manifest(models_dir() / "manifest.toml").embedder("mobilefacenet")
    content = (shared_data / "MobileFaceNet.onnx").read_bytes()
    embedder = Embedder(VerifiedModel(entry, content))
    chip = np.random.default_rng(7).integers(0, 256, (112, 112, 3)).astype(np.uint8)
    found = embedder.embed(AlignedFace(chip, "arcface-5-112"))
    assert found.vector.shape == (128,)
    assert found.model_sha256 == entry.sha256


def test_a_name_is_no_way_out_of_the_folder(tmp_path: Path) -> None:
    """The school's limits are in a file of the model's name."""
    path = tmp_path / "manifest.toml"
    path.write_text(manifest_text(URL).replace(f'name = "{NAME}"', f'name = "../{NAME}"'), "utf-8")
    with pytest.raises(KioskError) as caught:
        load_manifest(path)
    assert "name is not a name that files can have" in caught.value.detail
