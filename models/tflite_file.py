"""Reads the operators and constants of a TFLite file, with the schema that mediapipe carries.

The schema's module is loaded by its place, not through `import mediapipe`, which would start its native
library.
"""

import importlib.util
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import BuildError, ConversionError

_IDENTIFIER = b"TFL3"
_OPTIONS = {
    "CONV_2D": "Conv2DOptions",
    "DEPTHWISE_CONV_2D": "DepthwiseConv2DOptions",
    "MAX_POOL_2D": "Pool2DOptions",
    "ADD": "AddOptions",
    "RESIZE_BILINEAR": "ResizeBilinearOptions",
    "DEPTH_TO_SPACE": "DepthToSpaceOptions",
}
_NUMBERS = (
    "Padding",
    "StrideW",
    "StrideH",
    "FilterWidth",
    "FilterHeight",
    "FusedActivationFunction",
    "DilationWFactor",
    "DilationHFactor",
    "DepthMultiplier",
    "AlignCorners",
    "HalfPixelCenters",
    "BlockSize",
)
_DENSE, _SPARSE = 0, 1


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator.

    Attributes:
        kind: Name in TFLite's BuiltinOperator, for example "CONV_2D".
        inputs: Indices of tensors.
        outputs: Indices of tensors.
        options: The numbers of its option table by their own names; empty for kinds without one here.
    """

    kind: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    options: dict[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class TfliteGraph:
    """The one graph of a file.

    Attributes:
        operators: In order of execution.
        shapes: Of each tensor by index.
        constants: Of each tensor that has data, by index, as stored: float16, float32 or int32; a sparse one
            with its zeros.
        inputs: Indices of tensors.
        outputs: Indices of tensors.
    """

    operators: tuple[Operator, ...]
    shapes: tuple[tuple[int, ...], ...]
    constants: dict[int, NDArray[Any]]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


def read_graph(content: bytes, file: str) -> TfliteGraph:
    """Read the file.

    Args:
        content: All of it.
        file: What it is called in a sentence, for example "mesh file".

    Raises:
        ConversionError: If it is not TFLite, is cut off or damaged, or holds other than one graph.
        BuildError: If mediapipe is not installed.
    """
    if content[4:8] != _IDENTIFIER:
        raise ConversionError(f"The {file} is not a TFLite file.")
    schema = _schema()
    try:
        return _read(schema, schema.Model.GetRootAs(content, 0))
    except _Wrong as error:
        raise ConversionError(f"The {file} {error}.") from error
    except (struct.error, LookupError, ValueError, TypeError, AttributeError, OverflowError) as error:
        # What flatbuffers and numpy raise for an offset or a length that points outside of the file.
        raise ConversionError(f"The {file} is cut off or damaged.") from error


class _Wrong(Exception):  # noqa: N818 - becomes a ConversionError before it leaves this file
    """What is wrong, as the end of a sentence."""


@cache
def _schema() -> ModuleType:
    found = importlib.util.find_spec("mediapipe")
    folders = list(found.submodule_search_locations or ()) if found else []
    if not folders:
        raise BuildError("mediapipe is not installed. Run the set-up again: python3 run.py setup.")
    path = Path(folders[0], "tasks", "metadata", "schema_py_generated.py")
    spec = importlib.util.spec_from_file_location("tflite_schema", path)
    if spec is None or spec.loader is None:
        raise BuildError(
            "mediapipe is not the version of the lock. Run the set-up again: python3 run.py setup."
        )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# The schema's classes are generated and untyped; all that comes from them is turned into plain values here.
def _read(schema: ModuleType, model: Any) -> TfliteGraph:
    if model.SubgraphsLength() != 1:
        raise _Wrong("holds other than one graph")
    graph = model.Subgraphs(0)
    kinds = _names(schema.BuiltinOperator)
    codes = [model.OperatorCodes(index) for index in range(model.OperatorCodesLength())]
    names = [kinds[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())] for code in codes]
    operators = [_operator(schema, graph.Operators(index), names) for index in range(graph.OperatorsLength())]
    tensors = [graph.Tensors(index) for index in range(graph.TensorsLength())]
    shapes = [tuple(int(tensor.Shape(axis)) for axis in range(tensor.ShapeLength())) for tensor in tensors]
    constants = {}
    for index, tensor in enumerate(tensors):
        data = model.Buffers(tensor.Buffer()).DataAsNumpy()
        if isinstance(data, np.ndarray):  # 0 where a buffer is empty
            kind = _element_type(schema, tensor.Type())
            values = np.frombuffer(data.tobytes(), kind)
            sparsity = tensor.Sparsity()
            constants[index] = (
                values.reshape(shapes[index])
                if sparsity is None
                else _filled_up(schema, sparsity, values, shapes[index])
            )
    return TfliteGraph(
        tuple(operators),
        tuple(shapes),
        constants,
        tuple(int(graph.Inputs(index)) for index in range(graph.InputsLength())),
        tuple(int(graph.Outputs(index)) for index in range(graph.OutputsLength())),
    )


def _filled_up(
    schema: ModuleType, sparsity: Any, values: NDArray[Any], shape: tuple[int, ...]
) -> NDArray[Any]:
    """Give a sparse tensor with its zeros. Known is the one way that is used: rows of the last axis.

    Row r holds values[segments[r]:segments[r + 1]], at the places indices[segments[r]:segments[r + 1]].
    """
    axes = [sparsity.DimMetadata(axis) for axis in range(sparsity.DimMetadataLength())]
    order = [int(sparsity.TraversalOrder(place)) for place in range(sparsity.TraversalOrderLength())]
    formats = [axis.Format() for axis in axes]
    if order != list(range(len(shape))) or formats != [_DENSE] * (len(shape) - 1) + [_SPARSE]:
        raise _Wrong("stores a sparse weight in a way that this converter does not know")
    segments = _whole_numbers(schema, axes[-1].ArraySegmentsType(), axes[-1].ArraySegments())
    indices = _whole_numbers(schema, axes[-1].ArrayIndicesType(), axes[-1].ArrayIndices())
    filled = np.zeros((int(np.prod(shape[:-1])), shape[-1]), values.dtype)
    counts = np.diff(segments)
    if len(counts) != len(filled) or counts.min() < 0 or len(indices) != len(values):
        raise _Wrong("holds a sparse weight whose parts do not fit together")
    filled[np.repeat(np.arange(len(filled)), counts), indices] = values
    return filled.reshape(shape)


def _whole_numbers(schema: ModuleType, kind: int, found: Any) -> NDArray[np.int64]:
    vectors = _names(schema.SparseIndexVector)
    vector = getattr(schema, vectors[kind])()
    vector.Init(found.Bytes, found.Pos)
    return np.asarray(vector.ValuesAsNumpy()).astype(np.int64)


def _names(enumeration: type) -> dict[int, str]:
    return {value: name for name, value in vars(enumeration).items() if isinstance(value, int)}


def _element_type(schema: ModuleType, kind: int) -> np.dtype[Any]:
    known = {
        schema.TensorType.FLOAT16: "<f2",
        schema.TensorType.FLOAT32: "<f4",
        schema.TensorType.INT32: "<i4",
    }
    if kind not in known:
        raise _Wrong("stores numbers of a type that this converter does not know")
    return np.dtype(known[kind])


def _operator(schema: ModuleType, found: Any, names: list[str]) -> Operator:
    kind = names[found.OpcodeIndex()]
    options: dict[str, int] = {}
    if kind in _OPTIONS:
        kept = found.BuiltinOptions()
        table = getattr(schema, _OPTIONS[kind])()
        table.Init(kept.Bytes, kept.Pos)
        options = {name: int(getattr(table, name)()) for name in _NUMBERS if hasattr(table, name)}
    return Operator(
        kind,
        tuple(int(found.Inputs(index)) for index in range(found.InputsLength())),
        tuple(int(found.Outputs(index)) for index in range(found.OutputsLength())),
        options,
    )
