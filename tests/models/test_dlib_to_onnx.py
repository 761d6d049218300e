"""The converted embedder gives what dlib gives, and any other file is refused in a sentence."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.vision.models import Manifest
from models import dlib_file, dlib_to_onnx
from models.errors import ConversionError

pytestmark = pytest.mark.once

LARGEST_DIFFERENCE = 1e-5


@pytest.fixture(scope="module")
def content(dlib_original: Path) -> bytes:
    return dlib_original.read_bytes()


@pytest.fixture(scope="module")
def converted(content: bytes) -> Any:
    ort = pytest.importorskip("onnxruntime")
    return ort.InferenceSession(dlib_to_onnx.convert(content))


@pytest.fixture(scope="module")
def chips(portraits: list[NDArray[np.uint8]]) -> list[NDArray[np.uint8]]:
    """Pieces of the portraits, and noise, as (150, 150, 3) RGB."""
    rng = np.random.default_rng(7)
    noise = [rng.integers(0, 256, (150, 150, 3), dtype=np.uint8) for _ in range(2)]
    return [np.ascontiguousarray(portrait[20:170, 20:170]) for portrait in portraits] + noise


def prepare(chip: NDArray[np.uint8], manifest: Manifest) -> NDArray[np.float32]:
    """Do what the manifest says, so that its numbers are compared too."""
    spec = manifest.default("embedder").input
    assert spec is not None
    mean, std = np.array(spec.mean, np.float32), np.array(spec.std, np.float32)
    value = (chip.astype(np.float32) * np.float32(spec.scale) - mean) / std
    return np.ascontiguousarray(value.transpose(2, 0, 1), np.float32)


def test_dlib_itself_gives_the_same_numbers(
    converted: Any, chips: list[NDArray[np.uint8]], dlib_original: Path, manifest: Manifest
) -> None:
    dlib = pytest.importorskip("dlib")
    original = dlib.face_recognition_model_v1(str(dlib_original))
    for chip in chips:
        expected = np.array(original.compute_face_descriptor(chip))
        found = converted.run(["embedding"], {"input": prepare(chip, manifest)[None]})[0]
        assert found.shape == (1, 128)
        assert np.abs(found[0] - expected).max() < LARGEST_DIFFERENCE


def test_a_batch_gives_what_each_picture_gives_alone(
    converted: Any, chips: list[NDArray[np.uint8]], manifest: Manifest
) -> None:
    """The image and its mirror image go through together; neither may change the other."""
    pictures = [prepare(chip, manifest) for chip in chips[:3]]
    together = converted.run(None, {"input": np.stack(pictures)})[0]
    for picture, row in zip(pictures, together, strict=True):
        alone = converted.run(None, {"input": picture[None]})[0][0]
        assert np.abs(alone - row).max() < LARGEST_DIFFERENCE


def test_the_graph_is_what_the_manifest_says(converted: Any, manifest: Manifest) -> None:
    entry = manifest.default("embedder")
    assert entry.input is not None
    assert entry.input.is_batched
    assert [found.name for found in converted.get_inputs()] == [entry.input.name]
    assert converted.get_inputs()[0].shape == ["N", 3, entry.input.side, entry.input.side]
    assert tuple(found.name for found in converted.get_outputs()) == entry.outputs
    assert converted.get_outputs()[0].shape == ["N", entry.dimensions]


def test_the_network_has_29_convolutions_and_one_dense_layer(content: bytes) -> None:
    network = dlib_file.read_network(content)
    assert len(network.convolutions) == 29
    assert network.dense.shape == (256, 128)
    assert network.layers.count("affine_") == 29


@pytest.mark.parametrize("length", [0, 1, 20, 290, 340, 5_000, 19_400, 22_466_065])
def test_a_file_that_is_cut_off_is_refused(content: bytes, length: int) -> None:
    with pytest.raises(ConversionError, match=r"^The dlib file ends in the middle\.$"):
        dlib_to_onnx.convert(content[:length])


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (b"\x01\x01\x01\x0dloss", b"\x01\x09\x01\x0dloss", "a number where another belongs"),
        (b"\x01\x01\x01\x0dloss", b"\x70\x01\x01\x0dloss", "not in the format of dlib's networks"),
        (b"loss_metric_2", b"loss_metric_3", "does not begin like the face recognition network"),
        (b"input_rgb_image_sized", b"input_rgb_image_other", "does not begin like the face recognition"),
        (b"\x03b\x90\xf5\x81\x11", b"\x03b\x90\xf0\x81\x11", "other average colours"),
        (b"con_4", b"con_9", "a layer that this converter does not know"),
        (b"con_4", b"relu_", "a number where a flag belongs"),
        (b"avg_pool_2" + 2 * b"\x01\x02", b"avg_pool_2" + 2 * b"\x01\x03", "holds another network"),
        (b"avg_pool_2" + 3 * b"\x01\x02", b"avg_pool_2" + b"\x01\x02\x01\x02\x01\x03", "do not fit together"),
    ],
)  # fmt: skip
def test_another_file_is_refused(content: bytes, old: bytes, new: bytes, sentence: str) -> None:
    changed = content.replace(old, new, 1)
    assert changed != content
    with pytest.raises(ConversionError, match=sentence):
        dlib_to_onnx.convert(changed)


def test_a_file_that_goes_on_is_refused(content: bytes) -> None:
    with pytest.raises(ConversionError, match="goes on after the network"):
        dlib_to_onnx.convert(content + b"\0")


def test_a_weight_that_is_no_number_is_refused(content: bytes) -> None:
    first = content.index(b"con_4") + 5 + 11  # past the name and the tensor's five integers
    changed = content[:first] + np.float32(np.nan).tobytes() + content[first + 4 :]
    with pytest.raises(ConversionError, match="not finite"):
        dlib_to_onnx.convert(changed)


def test_a_weight_that_overflows_is_refused(content: bytes) -> None:
    """One changed byte of an affine layer made a product that no float32 holds, and a warning of numpy's."""
    changed = bytearray(content)
    changed[19291] = 125
    with pytest.raises(ConversionError, match="too large"):
        dlib_file.read_network(bytes(changed))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_damage_gives_a_network_or_a_sentence_and_never_another_error(
    content: bytes, data: st.DataObject
) -> None:
    """Any byte between the weights changed: read, or refused with a ConversionError."""
    changed = bytearray(content)
    structure = st.one_of(
        st.integers(0, 352), st.integers(19_280, 19_400), st.integers(len(content) - 100, len(content) - 1)
    )
    for place in data.draw(st.lists(structure, min_size=1, max_size=3)):
        changed[place] = data.draw(st.integers(0, 255))
    try:
        dlib_file.read_network(bytes(changed))
    except ConversionError:
        return
