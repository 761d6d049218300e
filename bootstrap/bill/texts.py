"""Where the texts of licences are: in a package, on the building machine, or kept in the repository."""

import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from bootstrap.bill.facts import FOLDER
from bootstrap.bill.parts import Text
from bootstrap.console import ROOT

_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_VERSIONED = re.compile(r"-(?:only|or-later)$")
_DOCUMENTS = Path("/usr/share/doc")


def of_package(found: Distribution) -> tuple[Text, ...]:
    """Read the licence files that lie beside a package's metadata."""
    texts = []
    for file in found.files or ():
        if ".dist-info/" in file.as_posix() and _LICENCE_FILE.search(file.name):
            path = Path(str(file.locate()))
            if path.is_file() and path.suffix != ".json":
                inner = file.as_posix().partition(".dist-info/")[2]
                texts.append(Text(f"{found.name}: {inner}", _read(path)))
    return tuple(texts)


def at(source: str) -> Text | None:
    """Read one text, or give None where it is not.

    Args:
        source: "kept:NAME" for packaging/licences/texts/NAME.txt, "project:PATH", "python:LICENSE.txt", or
            "PACKAGE:FILE", the file beside the package's metadata or in its folder; PACKAGE may be several
            with | between them, of which the first that is installed is meant.
    """
    where, _, name = source.partition(":")
    if where == "kept":
        return _text(f"packaging/licences/texts/{name}.txt", FOLDER / "texts" / f"{name}.txt")
    if where == "project":
        return _text(name, ROOT / name)
    if where == "python":
        return _text("CPython: LICENSE.txt", Path(sysconfig.get_path("stdlib")) / name)
    found = next((there for each in where.split("|") if (there := installed(each)) is not None), None)
    for file in (found.files if found is not None else None) or ():
        path = file.as_posix()
        if path == name or path.endswith(f".dist-info/{name}"):
            return _text(f"{where}: {name}", Path(str(file.locate())))
    return None


def installed(name: str) -> Distribution | None:
    """Give an installed package, or None."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def kept(licences: Iterable[str]) -> tuple[tuple[Text, ...], list[str]]:
    """Read the texts of licences as the repository keeps them.

    Args:
        licences: SPDX names, with an exception where one belongs to them.

    Returns:
        The texts, and the licences that there is no text of.
    """
    texts, missing = [], []
    for licence in licences:
        for name in licence.split(" WITH "):
            found = at(f"kept:{_VERSIONED.sub('', name)}")
            if found is None:
                missing.append(name)
            else:
                texts.append(found)
    return tuple(dict.fromkeys(texts)), missing


def of_debian(file_name: str) -> Text | None:
    """Read what Debian says of a library of this machine, where it is from a Debian package.

    Args:
        file_name: As in `libz.so.1`.
    """
    package = _debian_package(file_name)
    if package is None:
        return None
    return _text(f"Debian, {package}: copyright", _DOCUMENTS / package / "copyright")


def _debian_package(file_name: str) -> str | None:
    if shutil.which("dpkg-query") is None:
        return None
    asked = ["dpkg-query", "--search", f"*/{file_name}"]
    done = subprocess.run(asked, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    found = re.match(r"([a-z0-9][a-z0-9.+-]*)(?::\w+)?: ", done.stdout)
    return found[1] if found else None


def _text(source: str, path: Path) -> Text | None:
    return Text(source, _read(path)) if path.is_file() else None


def _read(path: Path) -> str:
    # Authors' names come in whatever encoding their makers had.
    return path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip("\n") + "\n"
