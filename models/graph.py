"""Puts an ONNX graph together so that the same input gives the same bytes on every machine.

Everything that a library could choose differently is fixed here: IR version, operator set, names, order,
raw little-endian tensors, deterministic serialisation, and no date, path or version of the library inside.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from models.errors import ConversionError

IR_VERSION = 8
"""Of 2021; every onnxruntime this program can use reads it."""
OPSET = 17
PRODUCER = "rollcall"


def _node(
    operator: str, inputs: list[str], output: str, attributes: Mapping[str, int | str | list[int]]
) -> onnx.NodeProto:
    node = helper.make_node(operator, inputs, [output], name=output)
    node.attribute.extend(helper.make_attribute(key, attributes[key]) for key in sorted(attributes))
    return node


class GraphWriter:
    """Collects nodes and constants in the order they are added.

    Attributes:
        nodes: In order; an ONNX graph is sorted topologically, and whoever adds nodes does it in that order.
        constants: Initialisers in order.
    """

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: NDArray[np.float32] | NDArray[np.int64]) -> str:
        """Add a constant and give its name.

        Args:
            name: Unique in the graph.
            values: float32 or int64, any shape.
        """
        kind = TensorProto.FLOAT if values.dtype == np.float32 else TensorProto.INT64
        raw = np.ascontiguousarray(values).astype(values.dtype.newbyteorder("<")).tobytes()
        self.constants.append(helper.make_tensor(name, kind, values.shape, raw, raw=True))
        return name

    def add(
        self, operator: str, inputs: Sequence[str], output: str, **attributes: int | str | list[int]
    ) -> str:
        """Add a node with one output and give that output's name."""
        self.nodes.append(_node(operator, list(inputs), output, attributes))
        return output

    def convolution(
        self,
        source: str,
        output: str,
        weight: NDArray[np.float32],
        bias: NDArray[np.float32],
        *,
        stride: tuple[int, int],
        pads: tuple[int, int, int, int],
        group: int = 1,
    ) -> str:
        """Add a convolution and give its output's name.

        Args:
            source: Name of an (N, C, H, W) tensor.
            output: Name of the result.
            weight: (filters, C / group, height, width).
            bias: (filters,).
            stride: (down, right).
            pads: (top, left, bottom, right) zeros.
            group: C for a depthwise convolution.
        """
        inputs = [source, self.constant(f"{output}.weight", weight), self.constant(f"{output}.bias", bias)]
        kernel = [int(weight.shape[2]), int(weight.shape[3])]
        return self.add(
            "Conv", inputs, output, group=group, kernel_shape=kernel, pads=list(pads), strides=list(stride)
        )

    def pad(self, source: str, output: str, before: Sequence[int], after: Sequence[int]) -> str:
        """Add zeros around (channels, rows, columns); give the result's name, or `source` if there are none.

        Args:
            source: Name of an (N, C, H, W) tensor.
            output: Name of the result.
            before: How many channels, rows and columns in front.
            after: The same at the end.
        """
        if not (any(before) or any(after)):
            return source
        pads = np.array([0, *before, 0, *after], np.int64)
        return self.add("Pad", [source, self.constant(f"{output}.pads", pads)], output)

    def serialise(
        self,
        name: str,
        source: tuple[str, Sequence[int | str]],
        results: Sequence[tuple[str, Sequence[int | str]]],
    ) -> bytes:
        """Write the model.

        Args:
            name: Of the graph.
            source: Name and shape of the float32 input; a text in a shape is a free dimension.
            results: Names and shapes of the float32 outputs.

        Raises:
            ConversionError: If sizes do not fit together: a damaged source file, or a bug of a converter.
        """
        graph = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(source[0], TensorProto.FLOAT, source[1])],
            [helper.make_tensor_value_info(result, TensorProto.FLOAT, shape) for result, shape in results],
            initializer=self.constants,
        )
        model = helper.make_model(
            graph,
            ir_version=IR_VERSION,
            opset_imports=[helper.make_opsetid("", OPSET)],
            producer_name=PRODUCER,
        )
        try:
            onnx.checker.check_model(model, full_check=True)
        except (onnx.checker.ValidationError, onnx.shape_inference.InferenceError) as error:
            raise ConversionError(f"The layers of {name} do not fit together.") from error
        content: bytes = model.SerializeToString(deterministic=True)
        return content
