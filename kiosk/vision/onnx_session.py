"""The one way to ONNX Runtime: a session on a model's verified bytes, with a fixed number of threads."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.errors import Code, KioskError
from kiosk.vision.models import ModelEntry, VerifiedModel

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

# onnxruntime 1.29 and later send usage data unless this is set before the import; 1.28.0 has no such client.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

_ERRORS_ONLY = 3


def open_session(model: VerifiedModel, threads: int = 1) -> "InferenceSession":
    """Load a model on the CPU.

    Args:
        model: Its verified bytes.
        threads: For one inference. One is enough for a face, and leaves the other cores to the windows.
    """
    import onnxruntime

    # All graph optimisations, as is the default: without the last level, which lets convolutions work on
    # blocks of channels, the embedder takes 1.7 times as long and the full-range detector 3.7 times. The
    # arena and the memory pattern, on by default too, made no difference that could be measured.
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    # Threads that wait for work by turning in circles would heat an idle kiosk.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model.content, options, providers=["CPUExecutionProvider"])


def input_name(session: "InferenceSession", entry: ModelEntry) -> str:
    """Give the name of a network's input: the manifest's, or the file's only one where it names none.

    Raises:
        KioskError: MANIFEST_BAD when the file has no such input, or several and none is named.
    """
    wanted = [entry.input.name] if entry.input is not None and entry.input.name else []
    return _named([found.name for found in session.get_inputs()], wanted, entry)[0]


def output_names(session: "InferenceSession", entry: ModelEntry) -> list[str]:
    """Give the names of a network's outputs: the manifest's in its order, or the file's only one.

    Raises:
        KioskError: MANIFEST_BAD when the file has no such output, or several and none is named.
    """
    return _named([found.name for found in session.get_outputs()], entry.outputs, entry)


def _named(found: Sequence[str], wanted: Sequence[str], entry: ModelEntry) -> list[str]:
    if not wanted and len(found) == 1:
        return list(found)
    if not wanted or not set(wanted) <= set(found):
        detail = "the file's inputs and outputs are others than those named"
        raise KioskError(Code.MANIFEST_BAD, where=entry.name, detail=detail)
    return list(wanted)
