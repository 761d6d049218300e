"""The list of what Rollcall brings along (CycloneDX), the texts of the licences, and the check of both.

Importing this needs nothing but the standard library; the work is done in an environment of the checkout.
"""

import os
import subprocess
from pathlib import Path

from bootstrap import debian
from bootstrap.console import ROOT, SetupError, say

LIST = "rollcall.cdx.json"
LICENCES = "LICENCES.txt"


def write_bill(folder: Path, out: Path, python: Path) -> None:
    """List what a built program holds, with the texts of its licences, and check both.

    Args:
        folder: The program, as PyInstaller made it.
        out: Where rollcall.cdx.json and LICENCES.txt go; made where it is not there.
        python: The interpreter of an environment with PyInstaller and the locked packages.

    Raises:
        SetupError: If something in it may not be passed on, or nobody knows whether it may.
    """
    _run(python, out.resolve(), str(folder.resolve()))


def check_packages(out: Path, python: Path) -> None:
    """Do the same for the packages that pip installs, without a built program.

    Args:
        out: Where both files go.
        python: The interpreter of an environment with the tests' packages.

    Raises:
        SetupError: As for `write_bill`.
    """
    _run(python, out.resolve())


def _run(python: Path, out: Path, *arguments: str) -> None:
    command = [str(python), "-m", "bootstrap.bill", str(out), *arguments]
    # The moment of the build's other files, so that the list is the same bytes each time too.
    environ = {"SOURCE_DATE_EPOCH": str(debian.source_date()), **os.environ}
    done = subprocess.run(command, cwd=ROOT, env=environ, stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise SetupError(
            "The list of parts has findings, so the program may not be passed on.",
            "They are above; docs/licences.md says what to do with each kind.",
        )
    say(f"{LIST} and {LICENCES} are in {out}.")
