"""What lies in a built program's folder: Python modules, compiled files, models and fonts."""

import hashlib
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bootstrap.bill import libraries
from bootstrap.bill.libraries import is_native
from bootstrap.bill.own import MANIFEST
from bootstrap.bill.parts import Bill
from bootstrap.console import SetupError

OURS = frozenset({"kiosk", "__main__"})
# What PyInstaller puts beside a program's modules, and one of CPython's that is named after its machine.
_TOOLS = ("pyimod", "pyi_", "_pyi_", "_sysconfigdata_")
_MODELS = frozenset({".onnx", ".tflite", ".pt", ".pth", ".caffemodel", ".h5", ".safetensors", ".dat"})
_FONTS = frozenset({".ttf", ".otf", ".woff", ".woff2", ".ttc"})
_SMALL_BYTES = 200_000
"""A .dat or .h5 below this is a table of some package; no network of use is that small."""


@dataclass(slots=True)
class Built:
    """What was found in a built program.

    Attributes:
        packages: Names of Python packages.
        natives: The package that each compiled file is from, by its path; None where no package has it.
    """

    packages: set[str] = field(default_factory=set)
    natives: dict[str, str | None] = field(default_factory=dict)


def look(bill: Bill, folder: Path, manifest: Path = MANIFEST) -> Built:
    """Look through a built program.

    Args:
        bill: Gets a finding for each module, model or font that nothing accounts for.
        folder: As PyInstaller makes it: the program and _internal.
        manifest: models/manifest.toml, for the files that may be there.

    Raises:
        SetupError: If it is no such folder.
    """
    content = folder / "_internal"
    if not content.is_dir():
        raise SetupError(f"{folder} is no built program.", "Build one with: python3 run.py build")
    owners = libraries.owners()
    built = Built()
    allowed = _allowed(manifest)
    for file in _files(content):
        path = file.relative_to(content).as_posix()
        owner = owners.get(path)
        if owner is not None:
            built.packages.add(owner)
        if is_native(file):
            built.natives[path] = owner
        elif owner is None:
            _look_at_data(bill, file, path, allowed)
    programs = [file for file in _files(folder) if content not in file.parents and is_native(file)]
    for program in programs:
        _look_at_modules(bill, built, program, owners)
    return built


def _files(folder: Path) -> Iterator[Path]:
    """Give the regular files; PyInstaller's links lead to some of the same."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _allowed(manifest: Path) -> dict[str, str]:
    """Give the hash of each model, portrait and font that may be shipped, by its file's name."""
    told = tomllib.loads(manifest.read_text(encoding="utf-8"))
    entries = [entry for kind in ("model", "portrait", "font") for entry in told.get(kind, ())]
    return {
        Path(entry["file"]).name: str(entry.get("sha256") or entry.get("source", {}).get("sha256", ""))
        for entry in entries
        if entry.get("step") != "publisher"
    }


def _look_at_data(bill: Bill, file: Path, path: str, allowed: dict[str, str]) -> None:
    suffix = file.suffix.lower()
    if suffix not in _MODELS | _FONTS:
        return
    if suffix in {".dat", ".h5"} and file.stat().st_size < _SMALL_BYTES:
        return
    known = allowed.get(file.name)
    if known is None:
        bill.find(path, "models/manifest.toml does not know this model or font")
    elif hashlib.sha256(file.read_bytes()).hexdigest() != known:
        bill.find(path, "it is not the file that models/manifest.toml names so")


def _look_at_modules(bill: Bill, built: Built, program: Path, owners: dict[str, str]) -> None:
    try:
        names = modules(program)
    except ImportError as error:
        raise SetupError(
            "PyInstaller is not here, so what the program holds cannot be read.",
            "Start it with: python3 run.py bill FOLDER",
        ) from error
    for name in names:
        top = name.partition(".")[0]
        if top in OURS or top in sys.stdlib_module_names or top.startswith(_TOOLS):
            continue
        owner = _module_owner(name, owners)
        if owner is not None:
            built.packages.add(owner)
        elif not _is_namespace(name, owners):
            bill.find(name, "no installed package has this module")


def modules(program: Path) -> list[str]:
    """Give the Python modules inside a program that PyInstaller made; none where it did not.

    Raises:
        ImportError: If PyInstaller is not installed.
    """
    from PyInstaller.archive.readers import ArchiveReadError, CArchiveReader

    try:
        archive = CArchiveReader(str(program))
    except ArchiveReadError:
        return []
    found: list[str] = []
    for name, entry in archive.toc.items():
        if entry[-1] == "z":
            found += archive.open_embedded_archive(name).toc
    return sorted(found)


def _module_owner(name: str, owners: dict[str, str]) -> str | None:
    path = name.replace(".", "/")
    candidates: Iterable[str] = (f"{path}.py", f"{path}/__init__.py", f"{path}.pyi")
    return next((owners[candidate] for candidate in candidates if candidate in owners), None)


def _is_namespace(name: str, owners: dict[str, str]) -> bool:
    """Say whether a name is only the common first part of several packages' modules."""
    prefix = name.replace(".", "/") + "/"
    return any(path.startswith(prefix) for path in owners)
