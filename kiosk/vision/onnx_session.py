"""The one way to ONNX Runtime: a session on a model's verified bytes, with a fixed number of threads."""

import os
from typing import TYPE_CHECKING

from kiosk.vision.models import VerifiedModel

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

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    # Threads that wait for work by turning in circles would heat an idle kiosk.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model.content, options, providers=["CPUExecutionProvider"])
