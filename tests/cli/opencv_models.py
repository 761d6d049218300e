"""Two tiny networks of the shape of OpenCV's face models: they find a face everywhere and know nobody."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

_OPSET = 13
_STRIDES = (8, 16, 32)
_CHANNELS = {"cls": 1, "obj": 1, "bbox": 4, "kps": 10}
_POINTS = (-0.7, -0.7, 0.7, -0.7, 0.0, 0.1, -0.5, 0.8, 0.5, 0.8)
"""Eyes, nose and corners of the mouth, in strides from the middle: five points that can be told apart."""


def detector() -> bytes:
    """Give a network with YuNet's outputs; one cell of the coarsest grid is sure of a face in each place."""
    nodes, outputs, constants = [], [], []
    for kind, channels in _CHANNELS.items():
        for stride in _STRIDES:
            name = f"{kind}_{stride}"
            weights = np.zeros((channels, 3, 1, 1), np.float32)
            bias = {
                "bbox": np.array([0, 0, 1, 1], np.float32),
                "kps": np.array(_POINTS, np.float32),
            }.get(kind, np.full(1, 1.0 if stride == max(_STRIDES) else 0.0, np.float32))
            constants += [
                numpy_helper.from_array(weights, f"{name}_weights"),
                numpy_helper.from_array(bias, f"{name}_bias"),
                numpy_helper.from_array(np.array([1, channels, -1], np.int64), f"{name}_shape"),
            ]
            nodes += [
                helper.make_node(
                    "AveragePool",
                    ["input"],
                    [f"{name}_small"],
                    kernel_shape=[stride, stride],
                    strides=[stride, stride],
                ),
                helper.make_node(
                    "Conv", [f"{name}_small", f"{name}_weights", f"{name}_bias"], [f"{name}_map"]
                ),
                helper.make_node("Reshape", [f"{name}_map", f"{name}_shape"], [f"{name}_flat"]),
                helper.make_node("Transpose", [f"{name}_flat"], [name], perm=[0, 2, 1]),
            ]
            outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, None, channels]))
    frame = helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, 640, 640])
    return _model(helper.make_graph(nodes, "detector", [frame], outputs, constants))


def recogniser() -> bytes:
    """Give a network from a chip of 112 x 112 to 128 numbers, as SFace is."""
    random = np.random.default_rng(0)
    weights = numpy_helper.from_array(random.normal(size=(147, 128)).astype(np.float32), "weights")
    nodes = [
        helper.make_node("AveragePool", ["data"], ["pooled"], kernel_shape=[16, 16], strides=[16, 16]),
        helper.make_node("Flatten", ["pooled"], ["flat"]),
        helper.make_node("MatMul", ["flat", "weights"], ["fc1"]),
    ]
    chip = helper.make_tensor_value_info("data", TensorProto.FLOAT, [1, 3, 112, 112])
    out = helper.make_tensor_value_info("fc1", TensorProto.FLOAT, [1, 128])
    return _model(helper.make_graph(nodes, "recogniser", [chip], [out], [weights]))


def _model(graph: onnx.GraphProto) -> bytes:
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=8)
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString()
    return content


def write(folder: Path) -> None:
    """Write both under the published names."""
    from kiosk.cli.measurements_opencv import DETECTOR, RECOGNISER

    (folder / DETECTOR.name).write_bytes(detector())
    (folder / RECOGNISER.name).write_bytes(recogniser())
