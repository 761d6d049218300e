"""What packaging/licences knows: allowed licences, and what wheels do not say of themselves."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from bootstrap.console import ROOT

FOLDER = ROOT / "packaging" / "licences"


@dataclass(frozen=True, slots=True)
class PackageFact:
    """What is known of a Python package beyond its metadata.

    Attributes:
        licence: An SPDX expression.
        seen: The versions that somebody looked at.
        known: How the licence is known.
        texts: Where its texts are, if its metadata's folder has none.
        is_strict: Whether each of its compiled modules has to be named in libraries.toml.
    """

    licence: str
    seen: tuple[str, ...]
    known: str
    texts: tuple[str, ...] = ()
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class LibraryFact:
    """What is known of a library, a part that is linked into one, or a file of the repository.

    Attributes:
        name: As its makers call it.
        licence: An SPDX expression.
        known: How it is known.
        within: The packages that bring it, or one of "system", "python" and "project".
        version: Empty where it is not known.
        files: Patterns of paths, relative to the packages' folder; none for what has no file of its own.
        texts: Where its texts are.
        left_out: Why it may not be in a built program; empty for what may.
    """

    name: str
    licence: str
    known: str
    within: tuple[str, ...]
    version: str = ""
    files: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    left_out: str = ""

    def names(self, path: str) -> bool:
        """Say whether a file is this library's.

        Args:
            path: With slashes, relative to the packages' folder.
        """
        return any(fnmatchcase(path, pattern) for pattern in self.files)


@dataclass(frozen=True, slots=True)
class Facts:
    """All of packaging/licences.

    Attributes:
        allowed: What each allowed licence asks, by its SPDX name.
        packages: By name.
        libraries: What may not be in a build comes first.
        files: Of the repository.
        manifest_licences: SPDX's names for what models/manifest.toml calls otherwise.
        manifest_texts: Where the texts of some of its licences are.
    """

    allowed: Mapping[str, str]
    packages: Mapping[str, PackageFact]
    libraries: tuple[LibraryFact, ...]
    files: tuple[LibraryFact, ...]
    manifest_licences: Mapping[str, str]
    manifest_texts: Mapping[str, tuple[str, ...]]

    def library(self, path: str) -> LibraryFact | None:
        """Give what is known of a file, or None."""
        return next((fact for fact in self.libraries if fact.names(path)), None)

    def inside(self, package: str) -> list[LibraryFact]:
        """Give the parts of a package that have no file of their own."""
        return [fact for fact in self.libraries if package in fact.within and not fact.files]


def load(folder: Path = FOLDER) -> Facts:
    """Read the folder.

    Raises:
        OSError: If a file cannot be read.
        ValueError: If one is no TOML.
        KeyError: If an entry lacks a name, a licence or how it is known.
    """
    allowed = {
        name: kind["asks"] for kind in _read(folder / "allowed.toml")["kind"] for name in kind["licences"]
    }
    packages = {
        name: PackageFact(
            table["licence"],
            (table["seen"], *table.get("also", ())),
            table["known"],
            tuple(table.get("texts", ())),
            bool(table.get("is_strict", False)),
        )
        for name, table in _read(folder / "packages.toml")["packages"].items()
    }
    libraries = [
        _library(table, table["within"])
        for name in ("libraries.toml", "system.toml")
        for table in _read(folder / name)["library"]
    ]
    libraries.sort(key=lambda fact: not fact.left_out)
    own = _read(folder / "files.toml")
    files = tuple(_library({**table, "files": [table["path"]]}, "project") for table in own["file"])
    texts = {name: tuple(sources) for name, sources in own["manifest_texts"].items()}
    return Facts(allowed, packages, tuple(libraries), files, own["also"], texts)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _library(table: Mapping[str, Any], within: str | list[str]) -> LibraryFact:
    return LibraryFact(
        table["name"],
        table["licence"],
        table["known"],
        (within,) if isinstance(within, str) else tuple(within),
        table.get("version", ""),
        tuple(table.get("files", ())),
        tuple(table.get("texts", ())),
        table.get("left_out", ""),
    )
