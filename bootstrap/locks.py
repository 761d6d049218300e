"""`run.py lock`: write requirements/*.lock anew from pyproject.toml, with uv.

uv resolves for every platform at once and leaves out where packages came from; pip-compile wrote a folder of
the machine into the file.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from bootstrap.console import ROOT, SetupError, say
from bootstrap.environment import BUILD_LOCK, RUNTIME_LOCK, TEST_LOCK

OPTIONS = ("--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url")
PLAIN = ("--no-header", "--no-annotate")
RUNTIME_GROUPS = ("models",)
# The same versions in all, or tests would try and a built program would hold something else than what runs.
OTHER_LOCKS = {TEST_LOCK: ("models", "test", "lint", "bill"), BUILD_LOCK: ("models", "build", "bill")}
# Left out of a lock although pyproject.toml wants it: the build has opencv-python-headless in its place.
WITHOUT = {BUILD_LOCK: ("opencv-python",)}
# A line of a lock is one of these and nothing else: no address, no path, no option.
LOCK_LINE = re.compile(
    r"[a-z0-9][a-z0-9._-]*==[A-Za-z0-9.!+]+(?: ; [A-Za-z_0-9 =!<>.'()]+)?(?: \\)?"
    r"|    --hash=sha256:[0-9a-f]{64}(?: \\)?"
)


def lock(arguments: list[str]) -> None:
    """Write all locks; pins that still fit are kept unless `--upgrade` is among the arguments.

    Raises:
        SetupError: If uv is missing or finds no solution.
    """
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        raise SetupError(
            "uv is not here.", "Install it (pip install uv, in an environment of its own) and start again."
        )
    _compile(uv, RUNTIME_LOCK, RUNTIME_GROUPS, [*arguments])
    under_runtime = ["--constraints", str(RUNTIME_LOCK.relative_to(ROOT))]
    for out, groups in OTHER_LOCKS.items():
        without = [word for name in WITHOUT.get(out, ()) for word in ("--no-emit-package", name)]
        _compile(uv, out, groups, [*arguments, *under_runtime, *without])
    for path in (RUNTIME_LOCK, *OTHER_LOCKS):
        strange = strange_lines(path)
        if strange:
            raise SetupError(
                f"{path.name} holds what does not belong in it: {strange[0]}", "Do not commit it."
            )
    say("All locks are written.")


def strange_lines(path: Path) -> list[str]:
    """Give the lines of a lock that are neither a pinned package nor a hash."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not LOCK_LINE.fullmatch(line)]


def _compile(uv: str, out: Path, groups: tuple[str, ...], more: list[str]) -> None:
    chosen = [word for group in groups for word in ("--group", group)]
    target = str(out.relative_to(ROOT))
    command = [uv, "pip", "compile", *OPTIONS, *PLAIN, "pyproject.toml", *chosen, *more, "-o", target]
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise SetupError(f"uv could not write {target}.", "Its reason is above.")
