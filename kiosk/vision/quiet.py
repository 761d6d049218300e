"""Keeps lines that MediaPipe writes at every start, and that tell nobody anything, out of the error output.

They come from native code and go straight to file descriptor 2, so only that can be redirected, for the
whole process: for the moment of loading it leads into a pipe whose other end passes on, line by line,
everything but the lines listed here. What other threads write meanwhile arrives a little later and whole;
only what a crash of the process writes in that moment is lost.
"""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

KNOWN_LINES = (
    re.compile(rb"INFO: Created TensorFlow Lite XNNPACK delegate for CPU\."),
    re.compile(rb"WARNING: All log messages before absl::InitializeLog\(\) is called are written to STDERR"),
    re.compile(
        rb"W0000 00:00:[\d.]+\s+\d+ inference_feedback_manager\.cc:\d+\] Feedback manager requires a model "
        rb"with a single signature inference\. Disabling support for feedback tensors\."
    ),
)
"""Whole lines, as mediapipe 0.10.31 writes them."""
_STDERR = 2
_PATIENCE_S = 2.0
_one_at_a_time = threading.Lock()


@contextmanager
def without_known_lines() -> Iterator[None]:
    """Leave the known lines out of what the process writes to its error output inside the block."""
    with _one_at_a_time:
        try:
            before = os.dup(_STDERR)
        except OSError:  # a program without a console has none
            yield
            return
        redirection = _Redirection(before)
        try:
            yield
        finally:
            redirection.end()


class _Redirection:
    """Descriptor 2 into a pipe, and a thread at its other end.

    A process started meanwhile inherits the pipe and may hold it for as long as it runs. So the end of the
    block is told by a mark in the pipe, and the thread stays for the other process until nobody holds it.
    """

    def __init__(self, before: int) -> None:
        self._before = before
        self._mark = b"\0end " + os.urandom(16).hex().encode()
        self._is_over = threading.Event()
        reading, writing = os.pipe()
        self._reader = threading.Thread(
            target=self._pass_on, args=(reading, os.dup(before)), name="quiet-stderr", daemon=True
        )
        self._reader.start()
        os.dup2(writing, _STDERR)
        os.close(writing)

    def end(self) -> None:
        """Put descriptor 2 back, and wait until what was written has been passed on."""
        writing = os.dup(_STDERR)
        os.dup2(self._before, _STDERR)
        os.close(self._before)
        os.write(writing, self._mark + b"\n")
        os.close(writing)
        self._is_over.wait(_PATIENCE_S)
        self._reader.join(0.1)  # it ends now, unless another process holds the pipe

    def _pass_on(self, reading: int, to: int) -> None:
        with os.fdopen(reading, "rb", buffering=0) as source, os.fdopen(to, "wb", buffering=0) as out:
            rest = b""
            while chunk := source.read(65536):
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    if line.endswith(self._mark):
                        out.write(line.removesuffix(self._mark))
                        self._is_over.set()
                    elif not any(known.fullmatch(line) for known in KNOWN_LINES):
                        out.write(line + b"\n")
            if rest:
                out.write(rest)
        self._is_over.set()
