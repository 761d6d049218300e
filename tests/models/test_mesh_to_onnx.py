"""The converted mesh gives what the TFLite interpreter gives, and refuses any other file in a sentence."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.vision.models import Manifest
from models import mesh_to_onnx, tflite_file
from models.errors import ConversionError

pytestmark = pytest.mark.once

LARGEST_DIFFERENCE_PX = 1e-3


class Interpreter:
    """The original file in Google's own interpreter."""

    def __init__(self, path: Path) -> None:
        litert = pytest.importorskip("ai_edge_litert.interpreter")
        self._interpreter = litert.Interpreter(str(path), num_threads=1)
        self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._outputs = [detail["index"] for detail in self._interpreter.get_output_details()]

    def run(self, square: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """Give landmarks and presence for a (192, 192, 3) square in 0..1."""
        self._interpreter.set_tensor(self._input, square[None])
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(index).ravel() for index in self._outputs]


@pytest.fixture(scope="module")
def original(mesh_original: Path) -> Interpreter:
    return Interpreter(mesh_original)


@pytest.fixture(scope="module")
def converted(mesh_original: Path) -> Any:
    ort = pytest.importorskip("onnxruntime")
    return ort.InferenceSession(mesh_to_onnx.convert(mesh_original.read_bytes()))


def differences(original: Interpreter, converted: Any, square: NDArray[np.float32]) -> tuple[float, float]:
    """Give the largest difference of the landmarks in pixels, and of the presence logit."""
    chip = np.ascontiguousarray(square.transpose(2, 0, 1)[None])
    landmarks, presence = converted.run(["landmarks", "presence_logit"], {"input": chip})
    assert landmarks.shape == (1, 1404)
    assert presence.shape == (1, 1)
    expected = original.run(square)
    return float(np.abs(landmarks[0] - expected[0]).max()), float(np.abs(presence[0] - expected[1]).max())


def test_portraits_give_the_same_points(
    original: Interpreter, converted: Any, portraits: list[NDArray[np.uint8]]
) -> None:
    for portrait in portraits:
        square = portrait.astype(np.float32) / np.float32(255)
        points, presence = differences(original, converted, square)
        assert points < LARGEST_DIFFERENCE_PX
        assert presence < LARGEST_DIFFERENCE_PX


@pytest.mark.parametrize("seed", range(4))
def test_noise_gives_the_same_points(original: Interpreter, converted: Any, seed: int) -> None:
    square = np.random.default_rng(seed).random((192, 192, 3), dtype=np.float32)
    points, presence = differences(original, converted, square)
    assert points < LARGEST_DIFFERENCE_PX
    assert presence < LARGEST_DIFFERENCE_PX


def test_the_mesh_sees_a_face_in_a_portrait_and_none_in_grey(
    converted: Any, portraits: list[NDArray[np.uint8]]
) -> None:
    def logit(square: NDArray[np.uint8]) -> float:
        chip = np.ascontiguousarray(square.transpose(2, 0, 1)[None].astype(np.float32) / np.float32(255))
        return float(converted.run(["presence_logit"], {"input": chip})[0][0, 0])

    assert logit(portraits[0]) > 0
    assert logit(np.full((192, 192, 3), 128, np.uint8)) < 0


def test_the_graph_is_what_the_manifest_says(converted: Any, manifest: Manifest) -> None:
    entry = manifest.default("mesh")
    assert entry.input is not None
    assert [found.name for found in converted.get_inputs()] == [entry.input.name]
    assert converted.get_inputs()[0].shape == [1, 3, entry.input.side, entry.input.side]
    assert tuple(found.name for found in converted.get_outputs()) == entry.outputs


def test_no_operator_stands_between_the_blocks_of_channels(mesh_original: Path) -> None:
    """ONNX Runtime turned the tensors round for each PRelu: the mesh took three times as long."""
    onnx = pytest.importorskip("onnx")
    graph = onnx.load_from_string(mesh_to_onnx.convert(mesh_original.read_bytes())).graph
    assert {node.op_type for node in graph.node} == {"Add", "Conv", "Flatten", "MaxPool", "Pad", "Relu"}


def test_another_format_is_refused(dlib_original: Path) -> None:
    with pytest.raises(ConversionError, match=r"^The mesh file is not a TFLite file\.$"):
        mesh_to_onnx.convert(dlib_original.read_bytes()[:4096])
    with pytest.raises(ConversionError, match="not a TFLite file"):
        mesh_to_onnx.convert(b"")


@pytest.mark.parametrize("share", [0.001, 0.2, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_refused(mesh_original: Path, share: float) -> None:
    content = mesh_original.read_bytes()
    with pytest.raises(ConversionError, match=r"^The mesh file .*\.$"):
        mesh_to_onnx.convert(content[: int(len(content) * share)])


def test_another_network_in_the_same_format_is_refused(manifest: Manifest, mesh_original: Path) -> None:
    detector = mesh_original.parent.parent / manifest.default("detector-short").file
    with pytest.raises(ConversionError, match=r"^The mesh file .*\.$"):
        mesh_to_onnx.convert(detector.read_bytes())


def graph_with(graph: tflite_file.TfliteGraph, index: int, **changes: Any) -> tflite_file.TfliteGraph:
    """Give the graph with one operator changed."""
    from dataclasses import replace

    operators = list(graph.operators)
    operators[index] = replace(operators[index], **changes)
    return replace(graph, operators=tuple(operators))


@pytest.mark.parametrize(
    ("kind", "changes", "sentence"),
    [
        ("CONV_2D", {"kind": "SVDF"}, "The mesh file uses SVDF, which this converter does not know."),
        ("CONV_2D", {"options": {"FusedActivationFunction": 3}}, "an option of CONV_2D that is not known"),
        ("DEPTHWISE_CONV_2D", {"options": {"DepthMultiplier": 2}}, "an option of DEPTHWISE_CONV_2D"),
        ("CONV_2D", {"options": {"Padding": 7, "StrideH": 1, "StrideW": 1}}, "pads in a way"),
        ("CONV_2D", {"options": {"Padding": 0, "StrideH": 0, "StrideW": 1}}, "do not fit together"),
        ("CONV_2D", {"options": {"Padding": 0, "StrideH": 1, "StrideW": 1}}, "^The layers of .* do not fit"),
        ("ADD", {"inputs": (9999, 9999)}, "uses a result before it is there"),
        ("PRELU", {"inputs": ()}, "do not fit together"),
        ("PAD", {"inputs": (0, 0)}, "pads in a way"),
        ("DEQUANTIZE", {"inputs": (0,)}, "stores a weight in a way"),
    ],
)
def test_what_the_converter_does_not_know_is_refused(
    mesh_original: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    changes: dict[str, Any],
    sentence: str,
) -> None:
    graph = tflite_file.read_graph(mesh_original.read_bytes(), "mesh file")
    index = next(index for index, operator in enumerate(graph.operators) if operator.kind == kind)
    monkeypatch.setattr(mesh_to_onnx, "read_graph", lambda *_: graph_with(graph, index, **changes))
    with pytest.raises(ConversionError, match=sentence):
        mesh_to_onnx.convert(b"")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_gives_a_file_or_a_sentence_and_never_another_error(
    mesh_original: Path, data: st.DataObject
) -> None:
    """Any byte of the tables changed: read, or refused with a ConversionError."""
    content = bytearray(mesh_original.read_bytes())
    # The tables lie at both ends, the weights between them.
    places = st.one_of(st.integers(8, 3000), st.integers(len(content) - 40_000, len(content) - 1))
    for place in data.draw(st.lists(places, min_size=1, max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    try:
        mesh_to_onnx.convert(bytes(content))
    except ConversionError:
        return
