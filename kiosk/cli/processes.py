"""Code of ours in a fresh interpreter, for what has to be measured from a process's start or alone."""

import subprocess
import sys
from collections.abc import Mapping

from kiosk.errors import Code, KioskError
from kiosk.paths import program_root


def run_python(
    code: str, *arguments: str, timeout_s: float, environment: Mapping[str, str] | None = None
) -> str:
    """Run code in a fresh interpreter, in the program's folder, and give its stdout.

    Raises:
        KioskError: NEEDS_PYTHON in the built program, whose executable is the kiosk.
        subprocess.CalledProcessError: When it ends with another code than 0.
        subprocess.TimeoutExpired: When it does not end in time.
    """
    if getattr(sys, "frozen", False):
        raise KioskError(Code.NEEDS_PYTHON)
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own code
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=timeout_s,
        cwd=program_root(),
        env=environment,
    )
    return done.stdout
