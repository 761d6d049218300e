"""Turns dlib's face recognition network into ONNX: same numbers, a fourteenth of the time.

Input `input`: (N, 3, 150, 150) float32 RGB, normalised by the caller as the manifest says. Output
`embedding`: (N, 128) float32, not of unit length. Each affine layer is folded into the convolution before
it. What is added to what is not in the file (in dlib it is part of the C++ type), so the order of the
layers is compared with the known one first. Source: dlib, dlib/dnn and
examples/dnn_face_recognition_ex.cpp.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from models.dlib_file import SIDE, Convolution, DlibNetwork, read_network
from models.errors import ConversionError
from models.graph import GraphWriter

DIMENSIONS = 128
INPUT = "input"
OUTPUT = "embedding"
_PLAIN = ("con_4", "affine_", "relu_", "con_4", "affine_", "add_prev_", "relu_")
_DOWN = ("con_4", "affine_", "relu_", "con_4", "affine_", "avg_pool_2 2x2/2", "add_prev_", "relu_")
_BLOCKS = "pppDpppDppDppD"
"""p: residual at the same size. D: residual to half the size."""


@dataclass(frozen=True, slots=True)
class _Shaped:
    """A tensor of the graph: its name, channels, and the side of its square."""

    name: str
    channels: int
    side: int


def convert(content: bytes) -> bytes:
    """Convert the .dat file.

    Args:
        content: Of dlib_face_recognition_resnet_model_v1.dat.

    Returns:
        The ONNX file.

    Raises:
        ConversionError: If it is another network, damaged or cut off.
    """
    network = read_network(content)
    expected: tuple[str, ...] = ("con_4", "affine_", "relu_", "max_pool_2 3x3/2")
    for block in _BLOCKS:
        expected += _DOWN if block == "D" else _PLAIN
    if network.layers != (*expected, "avg_pool_2 0x0/1", "fc_2"):
        raise ConversionError("The dlib file holds another network than the face recognition one.")
    return _write(network)


def _write(network: DlibNetwork) -> bytes:
    writer = GraphWriter()
    convolutions = iter(network.convolutions)
    here = _convolve(writer, _Shaped(INPUT, 3, SIDE), next(convolutions), "stem", with_relu=True)
    pooled = writer.add("MaxPool", [here.name], "stem.pool", kernel_shape=[3, 3], strides=[2, 2])
    here = _Shaped(pooled, here.channels, (here.side - 3) // 2 + 1)
    for number, block in enumerate(_BLOCKS, start=1):
        here = _residual(writer, here, convolutions, f"block{number:02}", is_down=block == "D")
    mean = writer.add("GlobalAveragePool", [here.name], "mean")
    flat = writer.add("Flatten", [mean], "flat", axis=1)
    if network.dense.shape != (here.channels, DIMENSIONS):
        raise ConversionError("The dlib file has a last layer whose numbers do not fit together.")
    writer.add("MatMul", [flat, writer.constant("dense.weight", network.dense)], OUTPUT)
    return writer.serialise(
        "dlib_face_recognition_resnet_v1",
        (INPUT, ["N", 3, SIDE, SIDE]),
        [(OUTPUT, ["N", DIMENSIONS])],
    )


def _convolve(
    writer: GraphWriter, source: _Shaped, convolution: Convolution, name: str, *, with_relu: bool
) -> _Shaped:
    filters, channels, size, _ = convolution.weight.shape
    if channels != source.channels or source.side + 2 * convolution.padding < size:
        raise ConversionError("The dlib file has a convolution that does not fit the layer before it.")
    step = convolution.stride
    pads = (convolution.padding,) * 4
    output = writer.convolution(
        source.name, name, convolution.weight, convolution.bias, stride=(step, step), pads=pads
    )
    if with_relu:
        output = writer.add("Relu", [output], f"{name}.relu")
    return _Shaped(output, filters, (source.side + 2 * convolution.padding - size) // step + 1)


def _residual(
    writer: GraphWriter, source: _Shaped, convolutions: Iterator[Convolution], name: str, *, is_down: bool
) -> _Shaped:
    """Add two convolutions and the way around them; whichever of the two is smaller gets zeros at its end."""
    first = _convolve(writer, source, next(convolutions), f"{name}.first", with_relu=True)
    second = _convolve(writer, first, next(convolutions), f"{name}.second", with_relu=False)
    around = source
    if is_down:
        pooled = writer.add(
            "AveragePool", [source.name], f"{name}.around", kernel_shape=[2, 2], strides=[2, 2]
        )
        around = _Shaped(pooled, source.channels, (source.side - 2) // 2 + 1)
    channels = max(second.channels, around.channels)
    side = max(second.side, around.side)
    both = [_grow(writer, branch, channels, side) for branch in (second, around)]
    summed = writer.add("Add", both, f"{name}.sum")
    return _Shaped(writer.add("Relu", [summed], name), channels, side)


def _grow(writer: GraphWriter, source: _Shaped, channels: int, side: int) -> str:
    more = side - source.side
    grown = [channels - source.channels, more, more]
    return writer.pad(source.name, f"{source.name}.grown", [0, 0, 0], grown)
