"""Turns MediaPipe's full-range face detector (face_detection_full_range_sparse.tflite) into ONNX.

Input `input`: (1, 3, 192, 192) float32 RGB in -1..1. Outputs: `boxes` (1, 2304, 16) float32, for each cell of
a 48 x 48 grid, row by row, x and y of the box's middle from the cell's, width, height and six keypoints from
the cell's middle, in pixels of the 192 square; `score_logits` (1, 2304, 1). kiosk/vision/full_range.py reads
them. tflite_to_onnx.py converts the operators; sparse weights are filled up with their zeros when read.
"""

from models.errors import ConversionError
from models.tflite_file import TfliteGraph, read_graph
from models.tflite_to_onnx import TfliteConverter

SIDE = 192
INPUT = "input"
BOXES = "boxes"
SCORES = "score_logits"
CELLS = 48 * 48
NUMBERS = 4 + 6 * 2
FILE = "full-range detector"


def convert(content: bytes) -> bytes:
    """Convert the .tflite file.

    Args:
        content: Of face_detection_full_range_sparse.tflite.

    Returns:
        The ONNX file.

    Raises:
        ConversionError: If it is not that network: another format, shape, operator or option, or damaged.
    """
    graph = read_graph(content, FILE)
    shapes = [graph.shapes[index] for index in graph.inputs + graph.outputs if 0 <= index < len(graph.shapes)]
    if shapes != [(1, SIDE, SIDE, 3), (1, CELLS, NUMBERS), (1, CELLS, 1)]:
        raise ConversionError(f"The {FILE} has other inputs and outputs than are known here.")
    try:
        return _convert(graph)
    except (LookupError, ValueError, ZeroDivisionError) as error:
        raise ConversionError(f"The {FILE} has an operator whose parts do not fit together.") from error


def _convert(graph: TfliteGraph) -> bytes:
    converter = TfliteConverter(graph, FILE, INPUT)
    for result, name in zip(converter.run(), (BOXES, SCORES), strict=True):
        converter.writer.add("Identity", [result], name)
    return converter.writer.serialise(
        "mediapipe_face_detection_full_range",
        (INPUT, [1, 3, SIDE, SIDE]),
        [(BOXES, [1, CELLS, NUMBERS]), (SCORES, [1, CELLS, 1])],
    )
