"""Compiled libraries: which file belongs to what, in the installed packages and in a built program."""

import csv
import os
import re
from collections.abc import Collection, Iterable, Mapping
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.metadata import distributions
from pathlib import Path

from bootstrap.bill import licences, texts
from bootstrap.bill.facts import Facts, LibraryFact
from bootstrap.bill.parts import Bill, Kind, Part, Text

_LIBRARY_NAME = re.compile(r"\.(?:so(?:\.[0-9.]+)?|dylib|dll|pyd)$", re.IGNORECASE)
_MODULE_SUFFIXES = (".abi3.so", ".pyd", *(suffix for suffix in EXTENSION_SUFFIXES if suffix != ".so"))
# The first bytes of programs and libraries: Linux, Windows, macOS in its three forms.
_MAGICS = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_NOTICED = 4


def looks_native(path: str) -> bool:
    """Say whether a name is a library's."""
    return _LIBRARY_NAME.search(path) is not None


def is_native(file: Path) -> bool:
    """Say whether a file is compiled, whatever its name."""
    with file.open("rb") as stream:
        return stream.read(_NOTICED).startswith(_MAGICS)


def installed_files(
    owners: Mapping[str, str], packages: Collection[str], folder: Path
) -> dict[str, str | None]:
    """Give the compiled libraries of some installed packages, and those that no package has in its list.

    Args:
        owners: The package of each installed file, by its path.
        packages: Whose files are wanted.
        folder: The packages' folder.

    Returns:
        The package that each is from, None where it is in no list: mediapipe's own names its library wrongly.
    """
    paths = (
        Path(place, name).relative_to(folder).as_posix()
        for place, _, names in os.walk(folder)
        for name in names
        if looks_native(name)
    )
    found = {path: owners.get(path) for path in sorted(paths)}
    return {path: owner for path, owner in found.items() if owner is None or owner in packages}


def owners() -> dict[str, str]:
    """Give the package of each installed file, by its path, as the packages' own lists have it."""
    lists = ((normal(found.name), found.read_text("RECORD") or "") for found in distributions())
    # Read as it is: importlib.metadata makes an object of each of the 60,000 lines, in ten seconds.
    return {line[0]: name for name, text in lists for line in csv.reader(text.splitlines()) if line}


def normal(name: str) -> str:
    """Give a package's name as locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def place(
    bill: Bill, files: Mapping[str, str | None], facts: Facts, *, is_built: bool
) -> dict[LibraryFact, list[str]]:
    """Find out whose each compiled file is.

    Args:
        bill: Gets a finding for each that nobody accounts for, or that may not be there.
        files: The package that each file comes from, by its path; None where no package has it.
        facts: What is known of libraries.
        is_built: Whether this is what is passed on; what pip installs on a school's computer may have more.

    Returns:
        The libraries that were found, with their files.
    """
    placed: dict[LibraryFact, list[str]] = {}
    for path, owner in files.items():
        fact = facts.library(path)
        if fact is None:
            if not _is_own_module(path, owner, facts):
                bill.find(path, "nothing says what this library is and which licence it is under")
        elif not fact.left_out:
            placed.setdefault(fact, []).append(path)
        elif is_built:
            bill.find(path, f"it may not be passed on: {fact.name}, {fact.left_out}")
    return placed


def add_libraries(bill: Bill, placed: Mapping[LibraryFact, list[str]], facts: Facts) -> None:
    """Add libraries with their texts."""
    for fact, files in placed.items():
        bill.parts.append(part(bill, fact, files, facts))


def add_inside(bill: Bill, packages: Iterable[str], facts: Facts) -> None:
    """Add what is built into the libraries of some packages and has no file of its own."""
    for package in packages:
        for fact in facts.inside(package):
            bill.parts.append(part(bill, fact, [], facts))


def part(
    bill: Bill, fact: LibraryFact, files: Iterable[str], facts: Facts, kind: Kind = Kind.LIBRARY
) -> Part:
    """Make a part of what is known; a text that is missing is a finding."""
    files = tuple(files)
    verdict = licences.judge(fact.licence, facts.allowed)
    found: list[Text] = []
    for source in fact.texts:
        text = texts.at(source)
        if text is not None:
            found.append(text)
        elif not source.startswith("python:"):
            bill.find(fact.name, f"the text {source} is not there")
    if "system" in fact.within:
        said = (texts.of_debian(file.rpartition("/")[2]) for file in files)
        found += [text for text in said if text is not None]
    if not fact.texts or "system" in fact.within:
        kept, missing = texts.kept(verdict.used)
        found += kept
        if missing and len(found) == len(kept):
            bill.find(fact.name, f"the text of {', '.join(missing)} is not there")
    within = next((name for name in fact.within if texts.installed(name) is not None), "")
    unique = tuple(dict.fromkeys(found))
    return Part(kind, fact.name, fact.version, fact.licence, within, (), unique, files, fact.known)


def _is_own_module(path: str, owner: str | None, facts: Facts) -> bool:
    """Say whether a file is a module that a package compiled of its own code."""
    if owner is None or not path.endswith(_MODULE_SUFFIXES):
        return False
    fact = facts.packages.get(owner)
    # PySide6/QtCore.abi3.so and the like: their licence differs from one to the next.
    return fact is None or not fact.is_strict
