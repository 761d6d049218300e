"""The virtual environment: made, filled from a lock with hashes, repaired, and left alone when it is right.

A stamp in the environment says which lock and which pyproject.toml it was filled from. A second file says
that filling began; where it is still found, the work was cut off and starts from nothing.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bootstrap import machine
from bootstrap.console import ROOT, Counter, SetupError, say

RUNTIME_LOCK = ROOT / "requirements" / "runtime.lock"
TEST_LOCK = ROOT / "requirements" / "test.lock"
BUILD_LOCK = ROOT / "requirements" / "build.lock"
PROJECT_FILE = ROOT / "pyproject.toml"
# Measured: 1.0 GB installed from the runtime lock, 1.4 GB with the test lock; pip unpacks beside it.
NEEDED_BYTES = 2_000_000_000
KEPT_LINES = 200
SHOWN_LINES = 15

# What a person's own settings for pip or Python must not do to this environment.
FOREIGN_SETTINGS = (
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_REQUIRE_VIRTUALENV",
    "PYTHONPATH",
    "PYTHONHOME",
)

# What pip's last lines say, and the two sentences that tell a person.
PIP_FAILURES = (
    (
        r"No space left on device|Errno 28|disk quota",
        "The disk is full.",
        "Free about 2 GB and start again; what is here already is used again.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "A package that was downloaded is not the one that was locked, so nothing was installed.",
        "Empty pip's cache (python3 -m pip cache purge) and start again; if it stays, do not install it.",
    ),
    (
        r"ConnectionError|NameResolution|name resolution|Network is unreachable|timed out|ProxyError|SSL",
        "The packages could not be downloaded: there is no connection to the package index.",
        "Connect this computer and start again; set-up is the only time that it has to be connected.",
    ),
    (
        r"Permission denied|Errno 13|Access is denied",
        "A file could not be written.",
        "Check whose the folder is, close a kiosk that is still running, and start again.",
    ),
    (
        r"No matching distribution|Could not find a version",
        "A package of the lock was not found.",
        "Check that this computer is connected to an index that has every package, and start again.",
    ),
)

# pip says these about settings of the machine; they are nothing that a person here can act on.
NOISE = re.compile(r"Location .* is ignored|Looking in (?:indexes|links)|\[notice\]|DEPRECATION|root user")


class HalfInstalledError(SetupError):
    """pip failed while it copied files, so that a package may be there in part and count as installed."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment of this checkout.

    Attributes:
        folder: Where it is.
        lock: What it is filled from.
    """

    folder: Path
    lock: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.command("python")

    def command(self, name: str) -> Path:
        """Give a program that is installed in it."""
        if os.name == "nt":
            return self.folder / "Scripts" / f"{name}.exe"
        return self.folder / "bin" / name

    @property
    def stamp(self) -> Path:
        """What it was filled from; written last."""
        return self.folder / "rollcall-setup.json"

    @property
    def unfinished(self) -> Path:
        """There while it is being filled."""
        return self.folder / "rollcall-setup.unfinished"


def provide(environment: Environment) -> bool:
    """Make an environment what its lock and pyproject.toml say, doing only what is not done yet.

    Returns:
        Whether there was anything to do.

    Raises:
        SetupError: If it could not be made or filled.
    """
    if environment.unfinished.exists():
        say("The last set-up was cut off; starting it again.")
        _remove(environment.folder)
    if is_right(environment):
        return False
    stamp, wanted = _read_stamp(environment), _wanted_stamp(environment)
    if not _works(environment):
        _make(environment)
        stamp = {}
    environment.unfinished.touch()
    try:
        _fill(environment, needs_packages=_packages_differ(stamp, wanted))
    except SetupError as error:
        if not isinstance(error, HalfInstalledError):
            # Offline after an update: what worked before is still whole, and must not be thrown away.
            environment.unfinished.unlink(missing_ok=True)
        raise
    wanted = _wanted_stamp(
        environment
    )  # the lock may have been edited meanwhile; the environment's own now exists
    environment.stamp.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    environment.unfinished.unlink()
    return True


def is_right(environment: Environment) -> bool:
    """Say whether an environment is whole and was filled from its lock and pyproject.toml as they are now."""
    if environment.unfinished.exists() or not environment.python.exists():
        return False
    return _read_stamp(environment) == _wanted_stamp(environment)


def sha256(path: Path) -> str:
    """Give a file's hash in hexadecimal, line ends as in the repository."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def locked_packages(lock: Path) -> list[str]:
    """Give the packages that a lock names, all platforms'."""
    return re.findall(r"^([a-z0-9][a-z0-9._-]*)==", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)


def _wanted_stamp(environment: Environment) -> dict[str, str]:
    return {
        "lock": sha256(environment.lock),
        "project": sha256(PROJECT_FILE),
        "python": _version(environment),
    }


def _read_stamp(environment: Environment) -> dict[str, str]:
    try:
        found = json.loads(environment.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _packages_differ(stamp: dict[str, str], wanted: dict[str, str]) -> bool:
    return any(stamp.get(key) != wanted[key] for key in ("lock", "python"))


def _version(environment: Environment) -> str:
    """Give the version that the environment was made with, as venv noted it; empty where there is none."""
    try:
        notes = (environment.folder / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return ""
    found = re.search(r"^version(?:_info)? *= *([\d.]+)", notes, flags=re.MULTILINE)
    return found[1] if found else ""


def _works(environment: Environment) -> bool:
    """Say whether there is an environment whose Python runs, is one of ours, and has pip."""
    check = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))"
    try:
        done = subprocess.run(
            [environment.python, "-c", check], env=_clean_environ(), capture_output=True, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def _make(environment: Environment) -> None:
    _remove(environment.folder)
    _provide_ensurepip()
    free = shutil.disk_usage(environment.folder.parent).free
    if free < NEEDED_BYTES:
        what = f"Set-up needs 2 GB of free space here; there is {free / 1e9:.1f} GB."
        raise SetupError(what, "Free some and start again.")
    say(f"Making {environment.folder.name} with Python {sys.version_info[0]}.{sys.version_info[1]} ...")
    # Inside another virtual environment the base interpreter is meant, not that environment's.
    base = getattr(sys, "_base_executable", None) or sys.executable
    done = subprocess.run(
        [base, "-m", "venv", environment.folder],
        env=_clean_environ(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0 or not _works(environment):
        _remove(environment.folder)
        lines = (done.stdout + done.stderr).strip().splitlines()[-SHOWN_LINES:]
        raise SetupError("\n".join([*lines, "The virtual environment could not be made."]), _venv_action())


def _provide_ensurepip() -> None:
    """Make sure that venv can put pip into an environment: Debian keeps that in a package of its own.

    Raises:
        SetupError: If it is missing and cannot be installed here.
    """
    if _has_ensurepip():
        return
    say("This Python cannot make virtual environments yet.")
    if machine.provide_packages([_venv_package()]):
        importlib.invalidate_caches()
        if _has_ensurepip():
            return
    raise SetupError("This Python has no ensurepip, which makes virtual environments.", _venv_action())


def _has_ensurepip() -> bool:
    return importlib.util.find_spec("ensurepip") is not None


def _venv_package() -> str:
    """Give Debian's package for this very Python; for the system's own, python3-venv brings it too."""
    return f"python3.{sys.version_info[1]}-venv"


def _venv_action() -> str:
    if machine.is_debian():
        line = machine.install_line(["python3-venv"])
        return f"Install it and start again: {line} (for a Python beside the system's: {_venv_package()})."
    return "Install your system's package for Python's venv module and start again."


def _fill(environment: Environment, *, needs_packages: bool) -> None:
    if needs_packages:
        count = len(locked_packages(environment.lock))
        say(f"Installing up to {count} packages (about 1 GB; a minute or two on a good line) ...")
        # Wheels only: no code of a package runs while it is installed. The lock is complete, so pip resolves
        # nothing: asked to, it takes the newest release for an extra ("coverage[toml]"), which is not locked.
        options = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(environment.lock)]
        _pip(environment, *options)
    # Resolves nothing and fetches nothing: the entry point `kiosk`, and this folder on the path.
    _pip(environment, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def _pip(environment: Environment, *arguments: str) -> None:
    """Run `pip install` in an environment, counting packages where somebody watches.

    Raises:
        SetupError: If pip fails, in words.
    """
    command = [
        str(environment.python),
        "-m",
        "pip",
        "install",
        "--no-input",
        "--progress-bar",
        "off",
        *arguments,
    ]
    lines: deque[str] = deque(maxlen=KEPT_LINES)
    counter, collected, is_copying = Counter(), 0, False
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=_clean_environ(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            if NOISE.search(line):
                continue
            lines.append(line.rstrip())
            if line.startswith("Collecting "):
                collected += 1
                counter.show(f"  {collected}: {line.split()[1].partition('==')[0]}")
            elif line.startswith("Installing collected packages"):
                is_copying = True
                counter.show("  unpacking ...")
    counter.clear()
    if process.returncode != 0:
        raise (HalfInstalledError if is_copying else SetupError)(*pip_failure(list(lines)))


def pip_failure(lines: Sequence[str]) -> tuple[str, str]:
    """Turn pip's output into what happened and what to do; its last lines where the reason is not known.

    Args:
        lines: What pip wrote, in order.
    """
    text = "\n".join(lines)
    for pattern, what, action in PIP_FAILURES:
        if re.search(pattern, text):
            return what, action
    shown = "\n".join(lines[-SHOWN_LINES:])
    return f"{shown}\npip could not install the packages.", "Its last words are above; start again."


def _clean_environ() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN_SETTINGS}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}


def _remove(folder: Path) -> None:
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        what = f"{folder} could not be removed ({error.strerror})."
        raise SetupError(
            what, "Close the programs that use it, remove it by hand, and start again."
        ) from error
