"""The whole list: of the packages that this checkout installs, or of a built program."""

import sysconfig
from collections.abc import Sequence
from pathlib import Path

from bootstrap.bill import built, libraries, licences, own, packages
from bootstrap.bill.facts import Facts
from bootstrap.bill.own import MANIFEST
from bootstrap.bill.parts import Bill, Kind, Part
from bootstrap.environment import BUILD_LOCK, RUNTIME_LOCK

_BUILDERS = ("pyinstaller",)
"""What a built program holds a piece of, and no module."""


def of_packages(facts: Facts, lock: Path = RUNTIME_LOCK, manifest: Path = MANIFEST) -> Bill:
    """List what pip installs for the kiosk, and what is built in at set-up.

    Args:
        facts: What packaging/licences knows.
        lock: The runtime's lock.
        manifest: models/manifest.toml.
    """
    bill = Bill()
    packages.add_packages(bill, lock.read_text(encoding="utf-8"), facts)
    names = [libraries.normal(part.name) for part in bill.parts if part.kind is Kind.PACKAGE]
    folder = Path(sysconfig.get_path("purelib"))
    files = libraries.installed_files(libraries.owners(), names, folder)
    _finish(bill, names, files, facts, manifest, is_built=False)
    return bill


def of_built(folder: Path, facts: Facts, lock: Path = BUILD_LOCK, manifest: Path = MANIFEST) -> Bill:
    """List what a built program holds.

    Args:
        folder: As PyInstaller makes it.
        facts: What packaging/licences knows.
        lock: The build's lock; a package that is not in it may not be in the program.
        manifest: models/manifest.toml.

    Raises:
        SetupError: If it is no built program.
    """
    bill = Bill()
    found = built.look(bill, folder, manifest)
    text = lock.read_text(encoding="utf-8")
    may_be = {package.name for package in packages.locked(text)}
    ours = {"rollcall-kiosk", *_BUILDERS}
    for name in sorted(found.packages - may_be - ours):
        bill.find(name, "it is in the program, and requirements/build.lock does not name it")
    packages.add_packages(bill, text, facts, found.packages)
    names = sorted(found.packages & may_be)
    _finish(bill, [*names, *_BUILDERS], found.natives, facts, manifest, is_built=True)
    return bill


def _finish(
    bill: Bill,
    names: Sequence[str],
    files: dict[str, str | None],
    facts: Facts,
    manifest: Path,
    *,
    is_built: bool,
) -> None:
    placed = libraries.place(bill, files, facts, is_built=is_built)
    libraries.add_libraries(bill, placed, facts)
    libraries.add_inside(bill, names, facts)
    own.add_own(bill, facts, manifest)
    for part in bill.parts:
        _judge(bill, part, facts)


def _judge(bill: Bill, part: Part, facts: Facts) -> None:
    verdict = licences.judge(part.licence, facts.allowed)
    name = f"{part.name} {part.version}".rstrip() + (f", in {part.within}" if part.within else "")
    if verdict.problem is not None:
        bill.find(name, verdict.problem)
    elif not part.texts and part.kind is Kind.CRATE:
        bill.find(name, f"the text of {part.licence} is not there")
