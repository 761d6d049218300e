"""Made-up wheels, facts and manifests for the tests of the list of parts."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bootstrap.bill.facts import Facts, LibraryFact, PackageFact, load

FACTS = load()
HASH = "0" * 64


def facts(*libraries: LibraryFact, packages: Mapping[str, PackageFact] | None = None) -> Facts:
    """Give the real allowed licences with facts of a test's own."""
    return replace(FACTS, libraries=libraries, packages=packages or {}, files=())


def library(**given: object) -> LibraryFact:
    """Give a library's fact with what a test says of it."""
    values: dict[str, object] = {
        "name": "Some library",
        "licence": "MIT",
        "known": "a test says so",
        "within": ("system",),
        "files": ("libsome.so*",),
    }
    return LibraryFact(**{**values, **given})  # type: ignore[arg-type]


def wheel(
    folder: Path,
    name: str,
    *,
    licence: str | None = "License-Expression: MIT",
    files: Mapping[str, str] | None = None,
    version: str = "1.0",
) -> None:
    """Install a package by hand: its metadata, its files and its own list of them."""
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n"
    contents = {
        f"{info}/METADATA": metadata + (f"{licence}\n" if licence else ""),
        **(files if files is not None else {f"{info}/licenses/LICENSE": "Do as you like.\n"}),
    }
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    record = "".join(f"{path},,\n" for path in [*contents, f"{info}/RECORD"])
    (folder / info / "RECORD").write_text(record, encoding="utf-8")


def lock(*pins: str) -> str:
    """Give a lock of some pins."""
    return "".join(f"{pin} \\\n    --hash=sha256:{HASH}\n" for pin in pins)
