"""What the machine must bring: a platform with wheels, system libraries and, for tests, a few programs.

The platforms are those that every pinned wheel exists for (docs/decisions/0002-dependencies.md).
"""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bootstrap.console import SetupError, say
from kiosk.libraries import LIBRARIES, Library, Need, can_load

OLDEST_GLIBC = (2, 34)
OLDEST_MACOS = 14
APT_WAIT_S = 120

# Programs that tests start, and Debian's package of each.
TEST_PROGRAMS = {"strace": "strace", "Xvfb": "xvfb", "xdotool": "xdotool", "pdftotext": "poppler-utils"}


def platform_problem() -> str | None:
    """Give the sentence for a machine that not every pinned wheel exists for, or None."""
    machine = platform.machine().lower()
    system: str = platform.system()
    if sys.maxsize < 2**32:
        return "This Python is a 32-bit one; Rollcall needs a 64-bit Python."
    if system == "Linux":
        return _linux_problem(machine)
    if system == "Darwin":
        return _macos_problem(machine)
    if system == "Windows":
        return None if machine in {"amd64", "x86_64"} else _only_here(f"Windows on {machine}")
    return _only_here(system or "an unknown system")


def _linux_problem(machine: str) -> str | None:
    if machine != "x86_64":
        return _only_here(f"Linux on {machine}")
    glibc = glibc_version()
    if glibc is None:
        return _only_here("a Linux without glibc")
    if glibc < OLDEST_GLIBC:
        return _only_here(f"a Linux with glibc {glibc[0]}.{glibc[1]}")
    return None


def _macos_problem(machine: str) -> str | None:
    if machine != "arm64":
        return _only_here("macOS with a Python for Intel")
    version = platform.mac_ver()[0]
    return _only_here(f"macOS {version}") if int(version.partition(".")[0] or 0) < OLDEST_MACOS else None


def _only_here(this: str) -> str:
    return (
        f"This is {this}. Rollcall runs on Linux x86-64 with glibc 2.34 or newer (Debian 12, Ubuntu 22.04), "
        "on Windows x64, and on macOS 14 or newer with Apple silicon; a library that it needs is only there."
    )


def glibc_version() -> tuple[int, int] | None:
    """Give glibc's version, or None on another C library."""
    try:
        text = os.confstr("CS_GNU_LIBC_VERSION") or ""
    except (AttributeError, ValueError, OSError):
        return None
    found = re.fullmatch(r"glibc (\d+)\.(\d+).*", text)
    return (int(found[1]), int(found[2])) if found else None


def is_debian() -> bool:
    """Say whether apt-get and Debian's package names work here."""
    try:
        release = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return False
    ids = re.findall(r'^ID(?:_LIKE)?="?([^"\n]*)"?$', release, flags=re.MULTILINE)
    return "debian" in " ".join(ids).split() and shutil.which("apt-get") is not None


def is_root() -> bool:
    """Say whether packages can be installed without asking."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def missing_libraries(needs: Iterable[Need], libraries: Sequence[Library] = LIBRARIES) -> list[Library]:
    """Give the libraries of these needs that are not on this Linux machine; elsewhere Qt brings its own.

    Args:
        needs: Which to look at.
        libraries: The table.
    """
    if sys.platform != "linux":
        return []
    wanted = set(needs)
    return [library for library in libraries if library.need in wanted and not can_load(library.soname)]


def missing_programs() -> list[str]:
    """Give Debian's packages of the programs that tests start and that are not here."""
    if sys.platform != "linux":
        return []
    return [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]


def provide_libraries() -> None:
    """Install what is missing where that is possible, and say what is lost where it is not.

    Raises:
        SetupError: If a library is missing without which nothing starts.
    """
    for need in Need:
        missing = missing_libraries([need])
        if not missing:
            continue
        packages = _once(library.package for library in missing)
        say(f"Missing system libraries, without which {need.value}: {', '.join(m.soname for m in missing)}.")
        if provide_packages(packages) and not missing_libraries([need]):
            continue
        if need is Need.PROGRAM:
            what = f"{', '.join(packages)} could not be installed by itself."
            raise SetupError(what, f"Install it and start again: {install_line(packages)}")
        say(f"To change that: {install_line(packages)}")


def provide_test_programs() -> None:
    """Install the programs that tests start, or say which tests will not run."""
    packages = missing_programs()
    if packages and not provide_packages(packages):
        say(f"Some tests cannot run here; for them: {install_line(packages)}")


def provide_packages(packages: Sequence[str]) -> bool:
    """Install Debian packages where this is Debian and we are root.

    Returns:
        Whether all of them are there now.
    """
    if not is_debian() or not is_root():
        return False
    say(f"Installing {', '.join(packages)} ...")
    # A fresh machine has no list of packages yet; one that has needs no new list.
    return _apt("install", *packages) or (_apt("update") and _apt("install", *packages))


def install_line(packages: Sequence[str]) -> str:
    """Give the command that installs Debian packages, as a person types it."""
    names = " ".join(packages)
    if is_debian():
        return f"{'' if is_root() else 'sudo '}apt-get install {names}"
    return f"the packages that your system has for Debian's {names}"


def _apt(action: str, *packages: str) -> bool:
    options = ["-y", "-qq", "--no-install-recommends"] if action == "install" else ["-qq"]
    command = ["apt-get", action, *options, "-o", f"DPkg::Lock::Timeout={APT_WAIT_S}", *packages]
    done = subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
