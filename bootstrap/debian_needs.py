"""Which of Debian's packages the built program needs: read from its own files, named by one table."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bootstrap.console import SetupError
from bootstrap.machine import OLDEST_GLIBC
from kiosk.libraries import LIBRARIES, Need

ELF = b"\x7fELF"
# What every glibc system has, and the package of each.
BASE = {
    "libc": "libc6", "libm": "libc6", "libdl": "libc6", "librt": "libc6", "libpthread": "libc6",
    "libutil": "libc6", "libresolv": "libc6", "ld-linux-x86-64": "libc6",
    "libgcc_s": "libgcc-s1", "libstdc++": "libstdc++6",
}  # fmt: skip
# The kiosk mode shows its window in a Wayland compositor; a desktop with X needs none of these.
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
ALWAYS = ("adduser",)
"""What the maintainer scripts call and not every system has."""
OBJDUMP_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Needs:
    """Other packages.

    Attributes:
        depends: Without them it does not start, or no window opens.
        recommends: Without them something is missing.
    """

    depends: tuple[str, ...]
    recommends: tuple[str, ...]


def needs_of(folder: Path) -> Needs:
    """Give what a built program takes from the system.

    Args:
        folder: Of the program; a library that is in it is not taken from the system.

    Raises:
        SetupError: If objdump is missing, or a library is needed that kiosk/libraries.py does not name.
    """
    bundled = {path.name for path in folder.rglob("*")}
    sonames, glibc = _read(_elf_files(folder))
    outside = {name for name in sonames if name not in bundled}
    table = {library.soname: library.package for library in LIBRARIES} | WAYLAND
    base = {BASE[stem] for name in outside if (stem := name.partition(".so")[0]) in BASE}
    unknown = sorted(name for name in outside - set(table) if name.partition(".so")[0] not in BASE)
    if unknown:
        what = f"The program needs {', '.join(unknown)}, and nothing says which package has it."
        raise SetupError(what, "Name it in kiosk/libraries.py, or have it bundled.")
    wanted = [library for library in LIBRARIES if library.soname not in bundled]
    depends = {library.package for library in wanted if library.need is not Need.SOUND}
    recommends = {library.package for library in wanted if library.need is Need.SOUND}
    depends |= {package for name, package in table.items() if name in outside}
    floor = max(glibc, OLDEST_GLIBC)
    depends |= base - {"libc6"} | set(ALWAYS) | {f"libc6 (>= {floor[0]}.{floor[1]})"}
    return Needs(tuple(sorted(depends)), tuple(sorted(recommends - depends)))


def _elf_files(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and is_elf(path)
    ]


def is_elf(path: Path) -> bool:
    """Say whether a file is a program or a library of Linux."""
    with path.open("rb") as file:
        return file.read(len(ELF)) == ELF


def _read(files: Sequence[Path]) -> tuple[set[str], tuple[int, int]]:
    """Give the libraries that files name as needed, and the newest glibc that they want."""
    sonames: set[str] = set()
    glibc = (2, 0)
    for text in _dumps(files):
        sonames |= set(re.findall(r"^\s+NEEDED\s+(\S+)$", text, flags=re.MULTILINE))
        versions = re.findall(r"\bGLIBC_(\d+)\.(\d+)\b", text)
        glibc = max([glibc, *((int(major), int(minor)) for major, minor in versions)])
    return sonames, glibc


def _dumps(files: Sequence[Path]) -> Iterator[str]:
    if shutil.which("objdump") is None:
        what = "What the program needs is read by objdump, which is not here."
        raise SetupError(what, "Install the package binutils.")
    for first in range(0, len(files), OBJDUMP_AT_ONCE):
        some = files[first : first + OBJDUMP_AT_ONCE]
        command = ["objdump", "-p", *map(str, some)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SetupError(f"{done.stderr.strip()}\nA file cannot be read.", "Build the program anew.")
        yield done.stdout
