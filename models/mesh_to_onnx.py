"""Turns MediaPipe's face mesh of 468 points (face_landmark.tflite) into ONNX.

Input `input`: (1, 3, 192, 192) float32 RGB in 0..1. Outputs: `landmarks` (1, 1404) float32, 468 times x, y,
z in pixels of the 192 square; `presence_logit` (1, 1) float32, the logit of "this is a face". TFLite keeps
channels last and ONNX first, so weights and paddings are turned once, here; the last layers are 1 x 1, so
the order of the 1404 numbers stays. Any operator or option that the file does not use today is refused, not
guessed.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.errors import ConversionError
from models.graph import GraphWriter
from models.tflite_file import Operator, TfliteGraph, read_graph

SIDE = 192
INPUT = "input"
LANDMARKS = "landmarks"
PRESENCE = "presence_logit"
NUMBERS = 468 * 3
_SAME = 0
_VALID = 1
_NEUTRAL = {"FusedActivationFunction": 0, "DilationWFactor": 1, "DilationHFactor": 1, "DepthMultiplier": 1}
_LAST_AXIS_FIRST = (0, 3, 1, 2)


def convert(content: bytes) -> bytes:
    """Convert the .tflite file.

    Args:
        content: Of face_landmark.tflite.

    Returns:
        The ONNX file.

    Raises:
        ConversionError: If it is not that network: another format, shape, operator or option, or damaged.
    """
    graph = read_graph(content)
    shapes = [graph.shapes[index] for index in graph.inputs + graph.outputs if 0 <= index < len(graph.shapes)]
    if shapes != [(1, SIDE, SIDE, 3), (1, 1, 1, NUMBERS), (1, 1, 1, 1)]:
        raise ConversionError("The mesh file has other inputs and outputs than the mesh of 468 points.")
    try:
        return _Converter(graph).run()
    except (LookupError, ValueError, ZeroDivisionError) as error:
        # Too few inputs, weights of another rank, a stride of 0: none is worth a sentence of its own.
        raise ConversionError("The mesh file has an operator whose parts do not fit together.") from error


class _Converter:
    """Goes through the operators once, in order."""

    def __init__(self, graph: TfliteGraph) -> None:
        self._graph = graph
        self._writer = GraphWriter()
        self._names = {graph.inputs[0]: INPUT}
        self._constants = dict(graph.constants)
        self._steps: dict[str, Callable[[Operator, str], str]] = {
            "CONV_2D": self._convolution,
            "DEPTHWISE_CONV_2D": self._depthwise,
            "PRELU": self._prelu,
            "ADD": self._sum,
            "MAX_POOL_2D": self._pool,
            "PAD": self._pad,
        }

    def run(self) -> bytes:
        for number, operator in enumerate(self._graph.operators):
            if operator.kind == "DEQUANTIZE":
                self._dequantise(operator)
                continue
            if operator.kind not in self._steps:
                raise ConversionError(
                    f"The mesh file uses {operator.kind}, which this converter does not know."
                )
            if any(operator.options.get(name, value) != value for name, value in _NEUTRAL.items()):
                raise ConversionError(
                    f"The mesh file uses an option of {operator.kind} that is not known here."
                )
            name = f"{operator.kind.lower()}{number:03}"
            self._names[operator.outputs[0]] = self._steps[operator.kind](operator, name)
        return self._finish()

    def _finish(self) -> bytes:
        for index, name in zip(self._graph.outputs, (LANDMARKS, PRESENCE), strict=True):
            self._writer.add("Flatten", [self._name(index)], name, axis=1)
        return self._writer.serialise(
            "mediapipe_face_mesh_468",
            (INPUT, [1, 3, SIDE, SIDE]),
            [(LANDMARKS, [1, NUMBERS]), (PRESENCE, [1, 1])],
        )

    def _name(self, index: int) -> str:
        if index not in self._names:
            raise ConversionError("The mesh file uses a result before it is there.")
        return self._names[index]

    def _constant(self, index: int) -> NDArray[np.float32]:
        if index not in self._constants or self._constants[index].dtype != np.float32:
            raise ConversionError("The mesh file computes a weight that should be stored.")
        return self._constants[index]

    def _dequantise(self, operator: Operator) -> None:
        stored = self._constants.get(operator.inputs[0])
        if stored is None or stored.dtype != np.float16:
            raise ConversionError("The mesh file stores a weight in a way that this converter does not know.")
        self._constants[operator.outputs[0]] = stored.astype(np.float32)

    def _convolution(self, operator: Operator, name: str) -> str:
        weight = self._constant(operator.inputs[1])  # (filters, height, width, channels)
        return self._convolve(operator, name, np.transpose(weight, _LAST_AXIS_FIRST), 1)

    def _depthwise(self, operator: Operator, name: str) -> str:
        weight = self._constant(operator.inputs[1])  # (1, height, width, channels)
        return self._convolve(operator, name, np.transpose(weight, (3, 0, 1, 2)), weight.shape[3])

    def _convolve(self, operator: Operator, name: str, weight: NDArray[np.float32], group: int) -> str:
        return self._writer.convolution(
            self._name(operator.inputs[0]),
            name,
            weight,
            self._constant(operator.inputs[2]),
            stride=(operator.options["StrideH"], operator.options["StrideW"]),
            pads=self._pads(operator, (weight.shape[2], weight.shape[3])),
            group=group,
        )

    def _pads(self, operator: Operator, kernel: tuple[int, int]) -> tuple[int, int, int, int]:
        """Give (top, left, bottom, right) zeros; TFLite's "same" puts the odd one at the end."""
        if operator.options["Padding"] == _VALID:
            return 0, 0, 0, 0
        if operator.options["Padding"] != _SAME:
            raise ConversionError("The mesh file pads in a way that this converter does not know.")
        strides = (operator.options["StrideH"], operator.options["StrideW"])
        before, after = [], []
        for size, window, stride in zip(
            self._graph.shapes[operator.inputs[0]][1:3], kernel, strides, strict=True
        ):
            total = max((-(-size // stride) - 1) * stride + window - size, 0)
            before.append(total // 2)
            after.append(total - total // 2)
        return before[0], before[1], after[0], after[1]

    def _prelu(self, operator: Operator, name: str) -> str:
        slope = np.transpose(self._constant(operator.inputs[1]), (2, 0, 1))  # (1, 1, C) to (C, 1, 1)
        return self._writer.add(
            "PRelu", [self._name(operator.inputs[0]), self._writer.constant(f"{name}.slope", slope)], name
        )

    def _sum(self, operator: Operator, name: str) -> str:
        return self._writer.add("Add", [self._name(index) for index in operator.inputs], name)

    def _pool(self, operator: Operator, name: str) -> str:
        kernel = (operator.options["FilterHeight"], operator.options["FilterWidth"])
        return self._writer.add(
            "MaxPool",
            [self._name(operator.inputs[0])],
            name,
            kernel_shape=list(kernel),
            pads=list(self._pads(operator, kernel)),
            strides=[operator.options["StrideH"], operator.options["StrideW"]],
        )

    def _pad(self, operator: Operator, name: str) -> str:
        pads = self._constants.get(operator.inputs[1])
        if pads is None or pads.shape != (4, 2) or pads[0].any() or pads[:, 0].any() or pads.min() < 0:
            raise ConversionError("The mesh file pads in a way that this converter does not know.")
        height, width, channels = (int(pads[axis, 1]) for axis in (1, 2, 3))
        return self._writer.pad_end(self._name(operator.inputs[0]), name, channels, height, width)
