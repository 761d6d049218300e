"""What goes into the built program and what stays out: models, resources, modules, libraries.

Read by build_installer.spec, and by the table of sizes. Standard library only.
"""

import hashlib
import os
import re
import sys
import tomllib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib import metadata
from pathlib import Path

from bootstrap.console import ROOT, SetupError
from bootstrap.machine import OLDEST_MACOS

__all__ = [
    "OLDEST_MACOS",
    "Choice",
    "Entry",
    "LeftOut",
    "data_files",
    "dist_infos",
    "read_left_out",
    "sort_out",
]

LEFT_OUT = ROOT / "packaging" / "left_out.toml"
MANIFEST = ROOT / "models" / "manifest.toml"
RESOURCES = ROOT / "resources"
BUILD_AGAIN = "Run: python3 run.py setup."

# What PyInstaller cannot see: a module that C code imports, one that is chosen while the program runs.
HIDDEN = (
    "nacl._sodium",
    "_cffi_backend",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.chainer",
    "keyring.backends.fail",
    "keyring.backends.null",
    "pyqtgraph.exporters",
    "tzdata",
)
WHOLE = ("mediapipe.tasks.c",)
"""Packages that are taken with everything in them: this one is a library that ctypes opens."""
# Of resources/: what people or translators read, and what the compiled file stands for.
SOURCES_ONLY = frozenset({".ts", ".md", ".new"})
# Of a .dist-info: a list of files that are elsewhere now, how it came, and the folder that it was built in.
NOTES_OF_PIP = frozenset({"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"})


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One line of packaging/left_out.toml.

    Attributes:
        what: In words.
        why: In words.
        megabytes: What it saves on Linux.
        modules: Python modules, with what is below them.
        files: Patterns of names in the program's folder.
        but: Patterns of names that stay in spite of `files` and `is_of_system`.
        is_of_system: Libraries that were found neither beside Python nor among its packages.
    """

    what: str
    why: str
    megabytes: float
    modules: tuple[str, ...]
    files: tuple[str, ...]
    but: tuple[str, ...]
    is_of_system: bool

    def has(self, name: str, *, is_of_system: bool = False) -> bool:
        """Say whether a file stays out by this line.

        Args:
            name: In the program's folder, with either kind of slash.
            is_of_system: It is a library of this machine's system.
        """
        plain = _plain(name)
        if _matches(plain, self.but):
            return False
        if (self.is_of_system and is_of_system) or _matches(plain, self.files):
            return True
        # pandas/_libs/x.cpython-311-x86_64-linux-gnu.so is pandas._libs.x; Python's own have a folder.
        folder, _, file = plain.rpartition("/")
        stem = file.partition(".")[0]
        of_python = folder.endswith("lib-dynload")
        return self.has_module((stem if of_python or not folder else f"{folder}/{stem}").replace("/", "."))

    def has_module(self, name: str) -> bool:
        """Say whether a Python module stays out by this line."""
        return any(name == module or name.startswith(f"{module}.") for module in self.modules)


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything that stays out."""

    lines: tuple[LeftOut, ...]

    def line_of_module(self, name: str) -> LeftOut | None:
        """Give the first line by which a Python module stays out, None where it goes in."""
        return next((line for line in self.lines if line.has_module(name)), None)

    def line_of(self, name: str, *, is_of_system: bool = False) -> LeftOut | None:
        """Give the first line by which a file stays out, None where it goes in."""
        return next((line for line in self.lines if line.has(name, is_of_system=is_of_system)), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that PyInstaller found.

    Attributes:
        name: In the program's folder.
        source: Where it is; for a link, what it points at.
        kind: PyInstaller's word: BINARY, EXTENSION, DATA, SYMLINK ...
    """

    name: str
    source: str
    kind: str

    @property
    def is_link(self) -> bool:
        """Say whether it is a link to another file of the program."""
        return self.kind == "SYMLINK"


def sort_out(entries: Sequence[Entry], choice: Choice) -> tuple[list[Entry], dict[Entry, LeftOut]]:
    """Tell what goes in from what stays out.

    Args:
        entries: Everything that was found.
        choice: What stays out.

    Returns:
        What goes in, without links to what does not; and what stays out, with the line that says so.
    """
    out = {
        entry: line
        for entry in entries
        if (line := choice.line_of(entry.name, is_of_system=is_of_system(entry))) is not None
    }
    kept = [entry for entry in entries if entry not in out]
    names = {_plain(entry.name) for entry in kept if not entry.is_link}
    return [entry for entry in kept if not entry.is_link or _target(entry) in names], out


def _plain(name: str) -> str:
    return name.replace("\\", "/")


def _target(link: Entry) -> str:
    return os.path.normpath(Path(_plain(link.name)).parent / _plain(link.source)).replace("\\", "/")


def read_left_out(file: Path = LEFT_OUT, resources: Path = RESOURCES) -> Choice:
    """Read what stays out.

    Args:
        file: As packaging/left_out.toml is.
        resources: Whose translations say which languages the program has.

    Raises:
        SetupError: If a line names no megabytes, nothing to leave out, or no reason.
    """
    languages = [path.stem.removeprefix("kiosk_") for path in (resources / "translations").glob("kiosk_*.ts")]
    tables = tomllib.loads(file.read_text(encoding="utf-8"))["left_out"]
    return Choice(tuple(_line(table, languages) for table in tables))


def _line(table: dict[str, object], languages: Iterable[str]) -> LeftOut:
    but = [
        pattern.replace("{language}", language)
        for pattern in _texts(table, "but")
        for language in sorted(languages)
    ]
    line = LeftOut(
        what=str(table.get("what", "")),
        why=str(table.get("why", "")),
        megabytes=_number(table.get("megabytes")),
        modules=_texts(table, "modules"),
        files=_texts(table, "files"),
        but=tuple(dict.fromkeys(but)),
        is_of_system=table.get("is_of_system") is True,
    )
    leaves_something = line.modules or line.files or line.is_of_system
    if not (line.what and line.why and line.megabytes > 0 and leaves_something):
        what = (
            f"packaging/left_out.toml: {line.what or 'a line'} lacks its reason, its megabytes or what it is."
        )
        raise SetupError(what, "Each line says what stays out, why, and the megabytes that it saves.")
    return line


def _texts(table: dict[str, object], key: str) -> tuple[str, ...]:
    found = table.get(key, [])
    return tuple(str(text) for text in found) if isinstance(found, list) else ()


def _number(found: object) -> float:
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else 0.0


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def data_files(root: Path = ROOT) -> list[tuple[Path, str]]:
    """Give the program's own data: the models that it uses, the manifest, resources, and its licences.

    Args:
        root: The checkout.

    Returns:
        File and folder in the program, for each.

    Raises:
        SetupError: If a model or another file of the manifest is missing or is another one.
    """
    manifest = root / "models" / "manifest.toml"
    found = [(manifest, "models"), (root / "models" / "README.md", "models")]
    tables = tomllib.loads(manifest.read_text(encoding="utf-8"))
    for model in used_models(tables):
        path = root / "models" / "built" / str(model["file"])
        _compare(path, str(model["sha256"]))
        found.append((path, "models/built"))
    for resource in [*tables["portrait"], *tables["font"]]:
        _compare(root / str(resource["file"]), str(resource["source"]["sha256"]))
    found += [
        (path, path.parent.relative_to(root).as_posix())
        for path in sorted((root / "resources").rglob("*"))
        if path.is_file() and path.suffix not in SOURCES_ONLY
    ]
    missing = _languages_without_words(root / "resources" / "translations")
    if missing:
        raise SetupError(f"{missing[0].name} is not compiled.", BUILD_AGAIN)
    return found


def used_models(manifest: dict[str, list[dict[str, object]]]) -> list[dict[str, object]]:
    """Give the first model of each role: the ones that the program starts with."""
    first: dict[object, dict[str, object]] = {}
    for model in manifest["model"]:
        first.setdefault(model["role"], model)
    return list(first.values())


def _languages_without_words(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.ts")) if not path.with_suffix(".qm").is_file()]


def _compare(path: Path, sha256: str) -> None:
    if not path.is_file():
        raise SetupError(f"{path.name} is missing.", BUILD_AGAIN)
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise SetupError(f"{path.name} is not the file that the manifest names.", BUILD_AGAIN)


def is_of_system(entry: Entry, packages: str = sys.prefix) -> bool:
    """Say whether a file is a library of this machine's system, not of Python or of a package.

    Python's own compiled modules and the packages' libraries have a folder in the program; what these take
    from the system lies beside the folders.

    Args:
        entry: What was found.
        packages: The environment that the packages are installed in.
    """
    if sys.platform != "linux" or entry.is_link or "/" in entry.name:
        return False
    return re.search(r"\.so(\.|$)", entry.name) is not None and not Path(entry.source).is_relative_to(
        packages
    )


def distributions(modules: Iterable[str], packages: dict[str, list[str]]) -> list[str]:
    """Give the packages that modules come from, for the licences and versions that go with them.

    Args:
        modules: Names of modules that are in the program.
        packages: Top-level module to packages, as importlib.metadata has it.
    """
    tops = {module.partition(".")[0] for module in modules}
    return sorted({name for top in tops for name in packages.get(top, [])}, key=str.lower)


def dist_infos(names: Iterable[str]) -> list[Entry]:
    """Give what packages say of themselves: version, requirements, entry points, licences.

    Args:
        names: Of packages that are installed here.
    """
    entries: list[Entry] = []
    for name in sorted(names, key=str.lower):
        place = Path(str(metadata.distribution(name)._path))  # type: ignore[attr-defined] # noqa: SLF001
        entries += [
            Entry(path.relative_to(place.parent).as_posix(), str(path), "DATA")
            for path in sorted(place.rglob("*"))
            if path.is_file() and path.name not in NOTES_OF_PIP
        ]
    return entries


def report(
    kept: Sequence[Entry], left_out: Mapping[Entry, LeftOut], modules: Mapping[Entry, LeftOut]
) -> dict[str, dict[str, object]]:
    """Give each file's size, and why it stays out where it does: what bootstrap/sizes.py reads.

    Args:
        kept: What goes in.
        left_out: What stays out, with the line.
        modules: Python modules that stay out. They would be packed into the program, so they count as much as
            they are packed; those that go in are in the program's own size.
    """
    noted: dict[str, dict[str, object]] = {}
    for entry in [*kept, *left_out]:
        if not entry.is_link:
            line = left_out.get(entry)
            noted[_plain(entry.name)] = _note(Path(entry.source).stat().st_size, line)
    for entry, line in modules.items():
        packed = zlib.compress(Path(entry.source).read_bytes())
        noted[f"{entry.name.replace('.', '/')}.pyc"] = _note(len(packed), line)
    return noted


def _note(size: int, line: LeftOut | None) -> dict[str, object]:
    return {"bytes": size, "left_out": None if line is None else line.what}
