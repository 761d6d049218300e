"""Reads dlib's own serialisation of its face recognition network, strictly and without dlib.

The format, read off the file: an integer is a control byte (bit 7 the sign, the low four bits the number of
bytes) and the magnitude, little-endian. A float is two integers, mantissa and exponent of two. A text is
its length and its bytes. A flag is "0" or "1". A tensor is the integer 2, four integers (samples, channels,
rows, columns) and raw little-endian float32. A network is a run of version numbers, outermost layer first,
and then the layers, input side first: name, the layer's own fields, three flags and three empty tensors.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.errors import ConversionError

SIDE = 150
"""Of the picture, pixels."""
AVERAGE_RGB = (122.782, 117.001, 104.298)
"""Taken off the pixels before they are divided by 256."""
_INPUT = "input_rgb_image_sized"
_VERSIONS = (1, 2, 3)
_LONGEST_NAME = 32


@dataclass(frozen=True, slots=True, eq=False)
class Convolution:
    """A convolution with the affine after it folded in.

    Attributes:
        weight: (filters, channels, rows, columns) float32.
        bias: (filters,) float32.
        stride: Both ways.
        padding: Zeros on every side.
    """

    weight: NDArray[np.float32]
    bias: NDArray[np.float32]
    stride: int
    padding: int


@dataclass(frozen=True, slots=True, eq=False)
class DlibNetwork:
    """What the file says.

    Attributes:
        layers: Names, input side first, without versions and parameters.
        convolutions: In the same order.
        dense: (256, 128) float32, the last layer, without bias.
    """

    layers: tuple[str, ...]
    convolutions: tuple[Convolution, ...]
    dense: NDArray[np.float32]


def read_network(content: bytes) -> DlibNetwork:
    """Read the whole file.

    Raises:
        ConversionError: If it ends early, goes on too long, or holds anything else than that network.
    """
    reader = _Reader(content)
    _read_header(reader)
    layers: list[str] = []
    convolutions: list[Convolution] = []
    while True:
        name = reader.text()
        layers.append(name)
        if name == "con_4":
            convolutions.append(_read_convolution(reader))
            _read_tail(reader)
            if len(convolutions) == 1:
                reader.expect(1)  # the layer on the input says how many samples each picture becomes
        elif name == "affine_":
            if not convolutions:
                raise ConversionError("The dlib file has a layer where none belongs: affine_.")
            convolutions[-1] = _fold(convolutions[-1], *_read_affine(reader))
            _read_tail(reader)
        elif name in {"max_pool_2", "avg_pool_2"}:
            layers[-1] = name + _read_pooling(reader)
            _read_tail(reader)
        elif name in {"relu_", "add_prev_"}:
            _read_tail(reader)
        elif name == "fc_2":
            dense = _read_dense(reader)
            _read_tail(reader)
            reader.expect_end()
            return DlibNetwork(tuple(layers), tuple(convolutions), dense)
        else:
            raise ConversionError("The dlib file has a layer that this converter does not know.")


class _Reader:
    """Takes values off the front; never reads past the end."""

    def __init__(self, content: bytes) -> None:
        self._content = memoryview(content)
        self._at = 0

    def take(self, count: int) -> memoryview:
        if count > len(self._content) - self._at:
            raise ConversionError("The dlib file ends in the middle.")
        piece = self._content[self._at : self._at + count]
        self._at += count
        return piece

    def integer(self) -> int:
        control = self.take(1)[0]
        count = control & 0x0F
        if count > 8 or control & 0x70:
            raise ConversionError("The dlib file is not in the format of dlib's networks.")
        magnitude = int.from_bytes(self.take(count), "little")
        return -magnitude if control & 0x80 else magnitude

    def expect(self, *values: int) -> None:
        for value in values:
            if self.integer() != value:
                raise ConversionError("The dlib file has a number where another belongs.")

    def floating(self) -> float:
        mantissa = self.integer()
        exponent = self.integer()
        if abs(exponent) > 64:
            raise ConversionError("The dlib file has a number where another belongs.")
        return mantissa * 2.0**exponent

    def text(self) -> str:
        return self.rest_of_text(self.integer())

    def rest_of_text(self, length: int) -> str:
        if not 0 <= length <= _LONGEST_NAME:
            raise ConversionError("The dlib file is not in the format of dlib's networks.")
        return bytes(self.take(length)).decode("ascii", "replace")

    def flag(self) -> None:
        if bytes(self.take(1)) not in {b"0", b"1"}:
            raise ConversionError("The dlib file has a number where a flag belongs.")

    def tensor(self) -> NDArray[np.float32]:
        self.expect(2)
        shape = [self.integer() for _ in range(4)]
        if min(shape) < 0 or max(shape) > len(self._content):
            raise ConversionError("The dlib file ends in the middle.")
        count = shape[0] * shape[1] * shape[2] * shape[3]
        values = np.frombuffer(self.take(count * 4), "<f4").astype(np.float32)
        if not np.isfinite(values).all():
            raise ConversionError("The dlib file holds a number that is not finite.")
        return values.reshape(shape)

    def expect_end(self) -> None:
        if self._at != len(self._content):
            raise ConversionError("The dlib file goes on after the network.")


def _read_header(reader: _Reader) -> None:
    reader.expect(1)
    if reader.text() != "loss_metric_2":
        raise ConversionError("The dlib file does not begin like the face recognition network.")
    reader.floating()  # margin and distance that training used; matching does not
    reader.floating()
    value = reader.integer()
    while value in _VERSIONS:
        value = reader.integer()
    if reader.rest_of_text(value) != _INPUT:
        raise ConversionError("The dlib file does not begin like the face recognition network.")
    averages = tuple(reader.floating() for _ in range(3))
    if any(abs(found - known) > 1e-4 for found, known in zip(averages, AVERAGE_RGB, strict=True)):
        raise ConversionError("The dlib file was trained with other average colours.")
    reader.expect(SIDE, SIDE)


def _read_convolution(reader: _Reader) -> Convolution:
    params = reader.tensor().ravel()
    filters, rows, columns, stride, stride_x, padding, padding_x = (reader.integer() for _ in range(7))
    reader.expect(1)
    shape = tuple(reader.integer() for _ in range(4))
    reader.expect(1, 1, filters, 1, 1)
    _skip_multipliers(reader)
    count = shape[0] * shape[1] * shape[2] * shape[3]
    fits = shape[0] == filters and shape[2:] == (rows, columns) and params.size == count + filters
    fits = fits and count > 0 and stride > 0 and padding >= 0
    if not fits or (stride, padding) != (stride_x, padding_x):
        raise ConversionError("The dlib file has a convolution whose numbers do not fit together.")
    return Convolution(params[:count].reshape(shape), params[count:], stride, padding)


def _read_affine(reader: _Reader) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    params = reader.tensor().ravel()
    channels = params.size // 2
    for _ in range(2):
        reader.expect(1, 1, channels, 1, 1)
    reader.expect(0)  # one scale and shift a channel
    return params[:channels], params[channels:]


def _fold(convolution: Convolution, scale: NDArray[np.float32], shift: NDArray[np.float32]) -> Convolution:
    """Fold scale * (W x + b) + shift into one convolution; in float64, so that it is rounded once."""
    if scale.shape != convolution.bias.shape or shift.shape != convolution.bias.shape:
        raise ConversionError("The dlib file has an affine layer that does not fit its convolution.")
    wide = scale.astype(np.float64)
    weight = convolution.weight.astype(np.float64) * wide[:, None, None, None]
    bias = convolution.bias.astype(np.float64) * wide + shift.astype(np.float64)
    if max(np.abs(part).max(initial=0.0) for part in (weight, bias)) > np.finfo(np.float32).max:
        raise ConversionError("The dlib file holds a number that is too large.")
    return Convolution(
        weight.astype(np.float32), bias.astype(np.float32), convolution.stride, convolution.padding
    )


def _read_pooling(reader: _Reader) -> str:
    """Give "ROWSxCOLUMNS/STRIDE"; 0x0 is the whole picture."""
    rows, columns, stride, stride_x = (reader.integer() for _ in range(4))
    reader.expect(0, 0)
    if stride != stride_x:
        raise ConversionError("The dlib file has a pooling layer whose numbers do not fit together.")
    return f" {rows}x{columns}/{stride}"


def _read_dense(reader: _Reader) -> NDArray[np.float32]:
    outputs = reader.integer()
    inputs = reader.integer()
    params = reader.tensor().ravel()
    reader.expect(1, inputs, outputs, 1, 1)
    reader.expect(1, 0, 0, 0, 0)  # no biases
    reader.expect(1)
    _skip_multipliers(reader)
    if min(inputs, outputs) <= 0 or params.size != inputs * outputs:
        raise ConversionError("The dlib file has a last layer whose numbers do not fit together.")
    return params.reshape(inputs, outputs)


def _skip_multipliers(reader: _Reader) -> None:
    for _ in range(4):  # learning rates and weight decays
        reader.floating()


def _read_tail(reader: _Reader) -> None:
    for _ in range(3):
        reader.flag()
    for _ in range(3):
        if reader.tensor().size:
            raise ConversionError("The dlib file holds the state of a training, which this one never did.")
