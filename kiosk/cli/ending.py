"""The way out of the program, also where one of its threads did not end.

Python's own way out breaks a daemon thread off where it is. Inside a library in C++, such as a model that is
being loaded, that calls std::terminate: the system unit sees a crash (exit code 134) and not an end. What is
to be put away has been by then, and the processes of the camera and the tones end with this one.
"""

import contextlib
import logging
import os
import sys
import threading
from typing import NoReturn

OURS = ("rollcall-", "kiosk-")
"""How the names of this program's threads begin; those of libraries are theirs to end."""


def leave(code: int) -> NoReturn:
    """End the program.

    Args:
        code: The exit code.
    """
    if not any(thread.daemon and thread.name.startswith(OURS) for thread in threading.enumerate()):
        sys.exit(code)
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # nobody reads, closed, or none at all
            stream.flush()
    os._exit(code)
