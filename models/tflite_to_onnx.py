"""Turns the operators of a TFLite graph into ONNX: what MediaPipe's mesh and full-range detector use.

TFLite keeps channels last and ONNX first, so weights and paddings are turned once, here. Any operator or
option that those files do not use today is refused, not guessed. Which graph it has to be, and what its
inputs and outputs are called, is told by mesh_to_onnx.py and full_range_to_onnx.py.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.errors import ConversionError
from models.graph import GraphWriter
from models.tflite_file import Operator, TfliteGraph

_SAME = 0
_VALID = 1
_NOTHING = 0
_RELU = 1
_ACTIVATION = "FusedActivationFunction"
_NEUTRAL = {
    "DilationWFactor": 1,
    "DilationHFactor": 1,
    "DepthMultiplier": 1,
    "AlignCorners": 0,
    "HalfPixelCenters": 1,
}
_LAST_AXIS_FIRST = (0, 3, 1, 2)
_FIRST_AXIS_LAST = [0, 2, 3, 1]


class TfliteConverter:
    """Goes through the operators of one graph once, in order."""

    def __init__(self, graph: TfliteGraph, file: str, source: str) -> None:
        """Start.

        Args:
            graph: What to convert.
            file: What its file is called in a sentence, for example "mesh file".
            source: Name of the one input, (N, C, H, W) in ONNX.
        """
        self.writer = GraphWriter()
        self._graph = graph
        self._file = file
        self._names = {graph.inputs[0]: source}
        self._constants = dict(graph.constants)
        self._steps: dict[str, Callable[[Operator, str], str]] = {
            "CONV_2D": self._convolution,
            "DEPTHWISE_CONV_2D": self._depthwise,
            "PRELU": self._prelu,
            "ADD": self._sum,
            "MAX_POOL_2D": self._pool,
            "PAD": self._pad,
            "RESIZE_BILINEAR": self._resize,
            "DEPTH_TO_SPACE": self._depth_to_space,
            "RESHAPE": self._reshape,
        }

    def run(self) -> list[str]:
        """Add every operator; give the names of the graph's outputs.

        Raises:
            ConversionError: At an operator, option or stored weight that is not known here.
            LookupError: At one with too few inputs; ValueError, ZeroDivisionError: with sizes that cannot be.
        """
        for number, operator in enumerate(self._graph.operators):
            if operator.kind in {"DEQUANTIZE", "DENSIFY"}:
                self._stored(operator)
            else:
                self._names[operator.outputs[0]] = self._add(operator, f"{operator.kind.lower()}{number:03}")
        return [self._name(index) for index in self._graph.outputs]

    def _add(self, operator: Operator, name: str) -> str:
        if operator.kind not in self._steps:
            raise self._unknown(f"uses {operator.kind}, which this converter does not know")
        activation = operator.options.get(_ACTIVATION, _NOTHING)
        options = operator.options.items()
        if activation not in {_NOTHING, _RELU} or any(
            _NEUTRAL.get(key, value) != value for key, value in options
        ):
            raise self._unknown(f"uses an option of {operator.kind} that is not known here")
        result = self._steps[operator.kind](operator, name)
        return self.writer.add("Relu", [result], f"{name}.relu") if activation == _RELU else result

    def _unknown(self, what: str) -> ConversionError:
        return ConversionError(f"The {self._file} {what}.")

    def _name(self, index: int) -> str:
        if index not in self._names:
            raise self._unknown("uses a result before it is there")
        return self._names[index]

    def _constant(self, index: int) -> NDArray[np.float32]:
        if index not in self._constants or self._constants[index].dtype != np.float32:
            raise self._unknown("computes a weight that should be stored")
        return self._constants[index]

    def _stored(self, operator: Operator) -> None:
        """A weight in 16 bits, or one that the reader has filled up with its zeros already."""
        stored = self._constants.get(operator.inputs[0])
        if stored is None or stored.dtype != np.float16:
            raise self._unknown("stores a weight in a way that this converter does not know")
        is_sparse = operator.kind == "DENSIFY"
        self._constants[operator.outputs[0]] = stored if is_sparse else stored.astype(np.float32)

    def _convolution(self, operator: Operator, name: str) -> str:
        weight = self._constant(operator.inputs[1])  # (filters, height, width, channels)
        return self._convolve(operator, name, np.transpose(weight, _LAST_AXIS_FIRST), 1)

    def _depthwise(self, operator: Operator, name: str) -> str:
        weight = self._constant(operator.inputs[1])  # (1, height, width, channels)
        return self._convolve(operator, name, np.transpose(weight, (3, 0, 1, 2)), weight.shape[3])

    def _convolve(self, operator: Operator, name: str, weight: NDArray[np.float32], group: int) -> str:
        return self.writer.convolution(
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
            raise self._unknown("pads in a way that this converter does not know")
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
        """Write s * y for negative y as s * y + (1 - s) * relu(y), channel by channel.

        ONNX Runtime has no PRelu for the order of channels that its convolutions work in, so it turned the
        tensors round before and after each of the mesh's 23, and spent four fifths of the time there. Equal
        to the rounding of a float32.
        """
        slope = np.transpose(self._constant(operator.inputs[1]), (2, 0, 1))  # (1, 1, C) to (C, 1, 1)
        if slope.shape[1:] != (1, 1):
            raise ValueError(name)
        source = self._name(operator.inputs[0])
        positive = self.writer.add("Relu", [source], f"{name}.positive")
        rest = self._scaled(positive, f"{name}.rest", np.float32(1) - slope)
        return self.writer.add("Add", [rest, self._scaled(source, f"{name}.all", slope)], name)

    def _scaled(self, source: str, name: str, factors: NDArray[np.float32]) -> str:
        """Multiply each channel by its factor of (C, 1, 1), as a depthwise convolution."""
        nothing = np.zeros(len(factors), np.float32)
        return self.writer.convolution(
            source, name, factors[:, None], nothing, stride=(1, 1), pads=(0, 0, 0, 0), group=len(factors)
        )

    def _sum(self, operator: Operator, name: str) -> str:
        return self.writer.add("Add", [self._name(index) for index in operator.inputs], name)

    def _pool(self, operator: Operator, name: str) -> str:
        kernel = (operator.options["FilterHeight"], operator.options["FilterWidth"])
        return self.writer.add(
            "MaxPool",
            [self._name(operator.inputs[0])],
            name,
            kernel_shape=list(kernel),
            pads=list(self._pads(operator, kernel)),
            strides=[operator.options["StrideH"], operator.options["StrideW"]],
        )

    def _pad(self, operator: Operator, name: str) -> str:
        pads = self._constants.get(operator.inputs[1])
        if pads is None or pads.shape != (4, 2) or pads[0].any() or pads.min() < 0:
            raise self._unknown("pads in a way that this converter does not know")
        before, after = ([int(pads[axis, end]) for axis in (3, 1, 2)] for end in (0, 1))
        return self.writer.pad(self._name(operator.inputs[0]), name, before, after)

    def _resize(self, operator: Operator, name: str) -> str:
        height, width = self._graph.shapes[operator.outputs[0]][1:3]
        channels = self._graph.shapes[operator.inputs[0]][3]
        sizes = self.writer.constant(f"{name}.sizes", np.array([1, channels, height, width], np.int64))
        return self.writer.add(
            "Resize",
            [self._name(operator.inputs[0]), "", "", sizes],
            name,
            coordinate_transformation_mode="half_pixel",
            mode="linear",
        )

    def _depth_to_space(self, operator: Operator, name: str) -> str:
        rows, to_rows = (self._graph.shapes[index][1] for index in (operator.inputs[0], operator.outputs[0]))
        if to_rows != rows * operator.options["BlockSize"]:
            raise ValueError(name)
        return self.writer.add(
            "DepthToSpace",
            [self._name(operator.inputs[0])],
            name,
            blocksize=operator.options["BlockSize"],
            mode="DCR",
        )

    def _reshape(self, operator: Operator, name: str) -> str:
        """Put the channels last again first: the numbers are in TFLite's order."""
        turned = self.writer.add(
            "Transpose", [self._name(operator.inputs[0])], f"{name}.turned", perm=_FIRST_AXIS_LAST
        )
        shape = np.array(self._graph.shapes[operator.outputs[0]], np.int64)
        return self.writer.add("Reshape", [turned, self.writer.constant(f"{name}.shape", shape)], name)
