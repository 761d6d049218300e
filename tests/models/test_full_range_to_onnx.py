"""The converted full-range detector gives what the TFLite interpreter gives, and refuses any other file."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.vision.models import Manifest
from models import full_range_to_onnx, tflite_file
from models.errors import ConversionError

pytestmark = pytest.mark.once

LARGEST_DIFFERENCE = 1e-3
"""Pixels of the 192 square, and of the logits, which reach 200."""


@pytest.fixture(scope="module")
def original(full_range_original: Path) -> Any:
    litert = pytest.importorskip("ai_edge_litert.interpreter")
    interpreter = litert.Interpreter(str(full_range_original), num_threads=1)
    interpreter.allocate_tensors()
    return interpreter


@pytest.fixture(scope="module")
def converted(full_range_original: Path) -> Any:
    ort = pytest.importorskip("onnxruntime")
    return ort.InferenceSession(full_range_to_onnx.convert(full_range_original.read_bytes()))


def assert_the_same(original: Any, converted: Any, square: NDArray[np.float32]) -> None:
    """Compare both outputs for a (192, 192, 3) square in -1..1."""
    original.set_tensor(original.get_input_details()[0]["index"], square[None])
    original.invoke()
    expected = [original.get_tensor(detail["index"]) for detail in original.get_output_details()]
    chip = np.ascontiguousarray(square.transpose(2, 0, 1)[None])
    found = converted.run(["boxes", "score_logits"], {"input": chip})
    assert [output.shape for output in found] == [(1, 2304, 16), (1, 2304, 1)]
    for ours, theirs in zip(found, expected, strict=True):
        assert float(np.abs(ours - theirs).max()) < LARGEST_DIFFERENCE


def test_portraits_give_the_same_boxes(
    original: Any, converted: Any, portraits: list[NDArray[np.uint8]]
) -> None:
    for portrait in portraits:
        assert_the_same(original, converted, portrait.astype(np.float32) / np.float32(127.5) - 1)


@pytest.mark.parametrize("seed", range(4))
def test_noise_gives_the_same_boxes(original: Any, converted: Any, seed: int) -> None:
    square = np.random.default_rng(seed).random((192, 192, 3), dtype=np.float32)
    assert_the_same(original, converted, square * 2 - 1)


def test_the_graph_is_what_the_manifest_says(converted: Any, manifest: Manifest) -> None:
    entry = manifest.default("detector-full")
    assert entry.input is not None
    assert [found.name for found in converted.get_inputs()] == [entry.input.name]
    assert converted.get_inputs()[0].shape == [1, 3, entry.input.side, entry.input.side]
    assert tuple(found.name for found in converted.get_outputs()) == entry.outputs


def test_another_network_in_the_same_format_is_refused(mesh_original: Path) -> None:
    with pytest.raises(ConversionError, match=r"^The full-range detector has other inputs and outputs"):
        full_range_to_onnx.convert(mesh_original.read_bytes())


@pytest.mark.parametrize(
    ("kind", "changes", "sentence"),
    [
        ("RESIZE_BILINEAR", {"options": {"AlignCorners": 1}}, "an option of RESIZE_BILINEAR that is"),
        ("RESIZE_BILINEAR", {"options": {"HalfPixelCenters": 0}}, "an option of RESIZE_BILINEAR"),
        ("CONV_2D", {"options": {"FusedActivationFunction": 3}}, "an option of CONV_2D that is not known"),
        ("DENSIFY", {"inputs": (0,)}, "stores a weight in a way"),
        ("PAD", {"inputs": (0, 0)}, "pads in a way"),
        ("DEPTH_TO_SPACE", {"options": {}}, "do not fit together"),
        ("DEPTH_TO_SPACE", {"options": {"BlockSize": 3}}, "do not fit together"),
        ("RESHAPE", {"inputs": (9999,)}, "uses a result before it is there"),
    ],
)
def test_what_the_converter_does_not_know_is_refused(
    full_range_original: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    changes: dict[str, Any],
    sentence: str,
) -> None:
    graph = tflite_file.read_graph(full_range_original.read_bytes(), "full-range detector")
    operators = list(graph.operators)
    index = next(index for index, operator in enumerate(operators) if operator.kind == kind)
    operators[index] = replace(operators[index], **changes)
    changed = replace(graph, operators=tuple(operators))
    monkeypatch.setattr(full_range_to_onnx, "read_graph", lambda *_: changed)
    with pytest.raises(ConversionError, match=sentence):
        full_range_to_onnx.convert(b"")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_gives_a_file_or_a_sentence_and_never_another_error(
    full_range_original: Path, data: st.DataObject
) -> None:
    """Any byte of the tables changed, those of the sparse weights included."""
    content = bytearray(full_range_original.read_bytes())
    places = st.one_of(st.integers(8, 3000), st.integers(len(content) - 100_000, len(content) - 1))
    for place in data.draw(st.lists(places, min_size=1, max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    try:
        full_range_to_onnx.convert(bytes(content))
    except ConversionError:
        return
