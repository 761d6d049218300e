"""Set Rollcall up and start it: `python3 run.py`, `run.py ARGS`, `run.py setup`, `run.py test`.

This file keeps to the grammar of early Python 3, so that an old one can still say the sentence below; the
work is done in `bootstrap`.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWEST = (3, 14)


def python_problem(version: "tuple[int, int]") -> "str | None":
    """Give the sentence for a Python that Rollcall cannot use, or None.

    Args:
        version: (major, minor) of the running Python.
    """
    if OLDEST <= version <= NEWEST:
        return None
    names = ["python3.{}".format(minor) for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    others = [name for name in names if shutil.which(name) and runs(name)]
    advice = "Run: {} run.py".format(others[0]) if others else "Install one of these and start again with it."
    return "Rollcall needs Python 3.{} to 3.{}; this is {}.{}. {}".format(
        OLDEST[1], NEWEST[1], version[0], version[1], advice
    )


def runs(name: str) -> bool:
    """Say whether a Python starts: a version manager leaves names behind that do not."""
    quiet = subprocess.DEVNULL
    return subprocess.call([name, "-c", ""], stdout=quiet, stderr=quiet) == 0


if __name__ == "__main__":
    problem = python_problem(sys.version_info[:2])
    if problem is not None:
        sys.stderr.write(problem + os.linesep)
        sys.exit(1)

    from bootstrap.start import main

    sys.exit(main(sys.argv[1:]))
