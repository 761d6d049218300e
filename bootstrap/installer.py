"""`run.py build`: the program with its own Python in a folder, and what is passed on of it, in dist/.

PyInstaller runs in an environment of its own (requirements/build.lock), so that neither the kiosk nor its
tests have what only a build needs. docs/building.md tells how it is used and where its result runs.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bootstrap import (
    bill,
    build,
    debian,
    environment,
    installer_archive,
    installer_paths,
    installer_strip,
    machine,
    release,
    sizes,
)
from bootstrap.console import ROOT, SetupError, say
from bootstrap.environment import BUILD_LOCK, Environment
from kiosk import __version__

SPEC = ROOT / "build_installer.spec"
WORK = ROOT / "build" / "installer"
BUILD_ENVIRONMENT = ROOT / "build" / "venv"
DIST = ROOT / "dist"
NAME = "rollcall"
# Programs that PyInstaller calls on Linux, and Debian's package of each.
PROGRAMS = {"objdump": "binutils", "strip": "binutils"}
SYSTEMS = {"linux": "linux-x86_64", "darwin": "macos-arm64", "win32": "windows-x64"}
# What somebody who unpacks it should find beside the program.
BESIDE = ("LICENSE", "NOTICE", "CHANGELOG.md")


def make(arguments: Sequence[str]) -> None:
    """Build the program; with --sizes only print the tables of the last build.

    Args:
        arguments: What came after `run.py build`.

    Raises:
        SetupError: If something cannot be made, or may not be passed on.
    """
    if list(arguments) not in ([], ["--sizes"]):
        raise SetupError("build takes no arguments but --sizes.", "Run: python3 run.py build")
    folder = DIST / folder_name(__version__)
    if arguments:
        _show_sizes(folder)
        return
    made = provide()
    _run_pyinstaller(made)
    _put_in_place(folder)
    bill.write_bill(folder, folder, made.python)
    pass_on(folder, __version__, DIST)
    files = release.files_of(DIST, __version__)
    installer_archive.write_checksums(files, DIST)
    _show_sizes(folder)
    say(f"Built: {', '.join(path.name for path in [folder, *files])}, in {DIST.name}.")


def folder_name(version: str, system: str = sys.platform) -> str:
    """Give the name of the program's folder, which its archive has too.

    Args:
        version: Of the program.
        system: sys.platform.
    """
    return f"{NAME}-{version}-{SYSTEMS[system]}"


def provide() -> Environment:
    """Make the environment of the build, the models and the translations.

    An environment that was filled from another lock is made anew: what is built holds nothing that an older
    lock left behind.

    Raises:
        SetupError: If something cannot be made.
    """
    machine.provide_libraries()
    _provide_programs()
    made = Environment(BUILD_ENVIRONMENT, BUILD_LOCK)
    if BUILD_ENVIRONMENT.exists() and not environment.is_right(made):
        shutil.rmtree(BUILD_ENVIRONMENT)
    BUILD_ENVIRONMENT.parent.mkdir(exist_ok=True)
    environment.provide(made)
    build.build_models(made)
    build.build_translations(made)
    return made


def _provide_programs() -> None:
    if sys.platform != "linux":
        return
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    packages = sorted(set(missing))
    if packages and not machine.provide_packages(packages):
        what = f"The build needs {', '.join(packages)}."
        raise SetupError(what, f"Install it and start again: {machine.install_line(packages)}")


def _run_pyinstaller(made: Environment) -> None:
    say("Building the program (some minutes) ...")
    command = [str(made.python), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    command += ["--distpath", str(WORK / "made"), "--workpath", str(WORK / "work"), str(SPEC)]
    # The same order of everything that hangs on hashes, and one moment for what is stamped.
    fixed = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(debian.source_date())}
    own = {name: value for name, value in os.environ.items() if name not in environment.FOREIGN_SETTINGS}
    done = subprocess.run(
        command, cwd=ROOT, env={**own, **fixed}, stdin=subprocess.DEVNULL, stdout=2, check=False
    )
    if done.returncode != 0:
        raise SetupError("PyInstaller could not build the program.", "The reason is above.")


def _put_in_place(folder: Path) -> None:
    made = WORK / "made" / NAME
    DIST.mkdir(exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    if sys.platform == "linux":
        installer_strip.strip_libraries(made)
        installer_paths.forget_places(made)
    made.replace(folder)
    for name in BESIDE:
        shutil.copyfile(ROOT / name, folder / name)


def pass_on(folder: Path, version: str, out: Path) -> None:
    """Make the files that people get: an archive, and where this is Debian a package for it.

    Args:
        folder: Of the built program.
        version: Of the program.
        out: Where they go.

    Raises:
        SetupError: If one cannot be made.
    """
    say("Packing it ...")
    installer_archive.pack(folder, out / f"{folder.name}.tar.xz", debian.source_date())
    if sys.platform != "linux":
        return
    if shutil.which("dpkg-deb") is None:
        say("There is no dpkg-deb here, so no .deb was made.")
        return
    debian.make_deb(folder, version, out)


def _show_sizes(folder: Path) -> None:
    if not folder.is_dir():
        raise SetupError(f"{folder.name} is not in dist.", "Run: python3 run.py build")
    sizes.show(folder, sizes.read_notes())
