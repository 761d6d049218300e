"""The two commands that need a network are programs of their own: the kiosk's process denies itself one.

`main` asks here before it shuts the network, since what it has shut no child can open again. Nothing of ours
and nothing heavy is imported.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

PROGRAMS = Path(__file__).resolve().parents[2] / "models"
_SCRIPTS = {"install": "install.py", "build": "build.py"}


def program_for(arguments: Sequence[str], programs: Path | None = None) -> list[str] | None:
    """Give the program that does a command line instead of the kiosk, or None for the kiosk itself.

    That is `models install NAME` without --file, and `models build`; a --data-dir before them is passed over.
    The built program has no Python to start another one with: there it is None too.

    Args:
        arguments: Without the program's name.
        programs: The folder of install.py and build.py; None for this checkout's.
    """
    rest = _without_data_dir(arguments)
    if rest[:1] != ["models"] or rest[1:2] == [] or rest[1] not in _SCRIPTS:
        return None
    options = rest[2:]
    if any(word in {"-h", "--help"} or word.partition("=")[0] == "--file" for word in options):
        return None
    script = (programs or PROGRAMS) / _SCRIPTS[rest[1]]
    if getattr(sys, "frozen", False) or not script.is_file():
        return None
    return [sys.executable, str(script), *options]


def _without_data_dir(arguments: Sequence[str]) -> list[str]:
    """Leave out --data-dir: models belong to the program, not to a school."""
    kept: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--data-dir":
            next(words, None)
        elif not word.startswith("--data-dir="):
            kept.append(word)
    return kept


def become(command: list[str]) -> NoReturn:
    """Become another program, so that signals and exit code are its own; on Windows wait for it."""
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)  # noqa: S603 - our own program, no shell
    os.execv(command[0], command)  # noqa: S606 - our own program, no shell
