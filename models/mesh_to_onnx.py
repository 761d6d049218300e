"""Turns MediaPipe's face mesh of 468 points (face_landmark.tflite) into ONNX.

Input `input`: (1, 3, 192, 192) float32 RGB in 0..1. Outputs: `landmarks` (1, 1404) float32, 468 times x, y,
z in pixels of the 192 square; `presence_logit` (1, 1) float32, the logit of "this is a face". The last layers
are 1 x 1, so the order of the 1404 numbers stays. tflite_to_onnx.py converts the operators.
"""

from models.errors import ConversionError
from models.tflite_file import TfliteGraph, read_graph
from models.tflite_to_onnx import TfliteConverter

SIDE = 192
INPUT = "input"
LANDMARKS = "landmarks"
PRESENCE = "presence_logit"
NUMBERS = 468 * 3
FILE = "mesh file"


def convert(content: bytes) -> bytes:
    """Convert the .tflite file.

    Args:
        content: Of face_landmark.tflite.

    Returns:
        The ONNX file.

    Raises:
        ConversionError: If it is not that network: another format, shape, operator or option, or damaged.
    """
    graph = read_graph(content, FILE)
    shapes = [graph.shapes[index] for index in graph.inputs + graph.outputs if 0 <= index < len(graph.shapes)]
    if shapes != [(1, SIDE, SIDE, 3), (1, 1, 1, NUMBERS), (1, 1, 1, 1)]:
        raise ConversionError("The mesh file has other inputs and outputs than the mesh of 468 points.")
    try:
        return _convert(graph)
    except (LookupError, ValueError, ZeroDivisionError) as error:
        # Too few inputs, weights of another rank, a stride of 0: none is worth a sentence of its own.
        raise ConversionError("The mesh file has an operator whose parts do not fit together.") from error


def _convert(graph: TfliteGraph) -> bytes:
    converter = TfliteConverter(graph, FILE, INPUT)
    for result, name in zip(converter.run(), (LANDMARKS, PRESENCE), strict=True):
        converter.writer.add("Flatten", [result], name, axis=1)
    return converter.writer.serialise(
        "mediapipe_face_mesh_468",
        (INPUT, [1, 3, SIDE, SIDE]),
        [(LANDMARKS, [1, NUMBERS]), (PRESENCE, [1, 1])],
    )
