"""Python packages as a lock names them, with what their wheels say, and the Rust crates inside them."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from packaging.markers import Marker

from bootstrap.bill import licences, texts
from bootstrap.bill.facts import Facts, PackageFact
from bootstrap.bill.parts import Bill, Kind, Part, Text

_BLOCK = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)(?: ; (.+?))?(?: \\)?\n((?:[ \t].*\n?)*)", re.MULTILINE)
_HASH = re.compile(r"sha256:([0-9a-f]{64})")
ONLY_SETS_UP = ("onnx", "setuptools", "ml-dtypes")
"""What the runtime's lock has for models/build.py alone: no part of the program that is passed on."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A package of a lock.

    Attributes:
        name: In the lock's spelling.
        version: The pin.
        is_for_here: Whether its marker fits this machine.
        sha256: Of each archive that may be installed.
    """

    name: str
    version: str
    is_for_here: bool
    sha256: tuple[str, ...]


def locked(lock: str) -> list[Locked]:
    """Read a lock.

    Args:
        lock: Its text.
    """
    return [
        Locked(name, version, not marker or Marker(marker).evaluate(), tuple(_HASH.findall(rest)))
        for name, version, marker, rest in _BLOCK.findall(lock)
    ]


def add_packages(bill: Bill, lock: str, facts: Facts, shipped: Collection[str] | None = None) -> None:
    """Add the packages of a lock.

    Args:
        bill: Gets parts and findings.
        lock: The lock's text.
        facts: What is known beyond the wheels.
        shipped: The names of those that a built program holds; without it all are looked at, other platforms'
            too, whose licence must be known although their texts cannot be read here.
    """
    for package in locked(lock):
        if package.name in ONLY_SETS_UP and shipped is None:
            continue
        if shipped is not None and package.name not in shipped:
            continue
        found = texts.installed(package.name)
        if package.is_for_here and found is not None and found.version == package.version:
            _add_installed(bill, package, found, facts)
        elif package.is_for_here:
            bill.find(
                package.name, f"{package.version} is locked and not installed, so its licence was not read"
            )
        else:
            _check_elsewhere(bill, package, found, facts)


def _add_installed(bill: Bill, package: Locked, found: Distribution, facts: Facts) -> None:
    fact = facts.packages.get(package.name)
    licence = _licence(bill, package, _said(found), fact)
    carried = texts.of_package(found)
    if fact is not None and fact.texts:
        carried += _named(bill, package.name, fact.texts)
    if not carried:
        bill.find(package.name, "the text of its licence is not there")
    known = fact.known if fact is not None else ""
    bill.parts.append(
        Part(Kind.PACKAGE, found.name, package.version, licence, "", package.sha256, carried, (), known)
    )
    _add_crates(bill, package.name, found, facts)


def _said(found: Distribution) -> str:
    """Give what a package's metadata say of its licence, in the new field or in the old one."""
    metadata: Mapping[str, Any] = found.metadata.json
    return str(metadata.get("license_expression") or metadata.get("license") or "")


def _check_elsewhere(bill: Bill, package: Locked, here: Distribution | None, facts: Facts) -> None:
    """Look at a package that another platform gets: its fact, or the same package's word here."""
    fact = facts.packages.get(package.name)
    if fact is not None:
        licence = _licence(bill, package, "", fact)
    elif here is not None:
        licence = _said(here)
    else:
        licence = ""
    problem = licences.judge(licence, facts.allowed).problem
    if problem is not None:
        bill.find(f"{package.name} {package.version}, on other machines", problem)


def _licence(bill: Bill, package: Locked, said: str, fact: PackageFact | None) -> str:
    """Give a package's licence: its own word where that is SPDX's, or what is known of this very version."""
    if fact is None:
        return said if licences.is_known(said) else said.partition("\n")[0] or "NOASSERTION"
    if package.version not in fact.seen:
        bill.find(
            f"{package.name} {package.version}",
            f"packaging/licences knows version {', '.join(fact.seen)}; look at this one and note it there",
        )
    if licences.is_known(said) and not licences.same(said, fact.licence):
        bill.find(package.name, f"it says {said}, packaging/licences says {fact.licence}")
    return fact.licence


def _named(bill: Bill, name: str, sources: tuple[str, ...]) -> tuple[Text, ...]:
    read = []
    for source in sources:
        text = texts.at(source)
        if text is None:
            bill.find(name, f"the text {source} is not there")
        else:
            read.append(text)
    return tuple(read)


def _add_crates(bill: Bill, name: str, found: Distribution, facts: Facts) -> None:
    """Add the Rust crates that a wheel's own list of parts names; their texts are in no wheel."""
    for file in found.files or ():
        if "/sboms/" not in file.as_posix() or not file.name.endswith(".json"):
            continue
        listed = json.loads(Path(str(file.locate())).read_text(encoding="utf-8"))
        for component in listed.get("components", ()):
            if str(component.get("purl", "")).startswith("pkg:cargo/"):
                bill.parts.append(_crate(component, name, facts))


def _crate(component: Mapping[str, Any], within: str, facts: Facts) -> Part:
    said = [
        entry.get("expression") or entry["license"].get("id", "") for entry in component.get("licenses", ())
    ]
    licence = " AND ".join(f"({entry})" if " " in entry else entry for entry in said) or "NOASSERTION"
    kept, _ = texts.kept(licences.judge(licence, facts.allowed).used)
    known = f"the list of parts in {within}'s wheel"
    return Part(Kind.CRATE, component["name"], component["version"], licence, within, (), kept, (), known)
