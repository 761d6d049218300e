"""The model files: what the manifest says of each, and their bytes once they are known to be the right ones.

A model file is read once; the bytes that were hashed are the bytes that are handed to a runtime, so nothing
can be changed between the check and the use. This module must not import a runtime, and it knows no model by
name: another embedding model is another entry in the manifest.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from kiosk.domain.matching import MatchLimits
from kiosk.errors import Code, KioskError
from kiosk.vision.entries import InputSpec, Member, ModelEntry, Package, Publisher, Resource
from kiosk.vision.limits import limits_of, zooms_of
from kiosk.vision.tables import Table, Wrong

__all__ = [
    "COLOURS",
    "FORMAT",
    "LAYOUTS",
    "PACKAGED",
    "ROLES",
    "STEPS",
    "InputSpec",
    "Manifest",
    "Member",
    "ModelEntry",
    "Package",
    "Publisher",
    "Resource",
    "VerifiedModel",
    "limits_file",
    "load_manifest",
    "read_limits",
    "read_model",
]

FORMAT = 1
"""The manifest's own version; another one is refused."""
ROLES = ("detector-short", "detector-full", "mesh", "embedder")
STEPS = ("copy", "mesh-to-onnx", "full-range-to-onnx", "dlib-to-onnx", "by-hand", "publisher")
"""How the file comes to be: models/build.py makes it, an administrator puts it there ("by-hand"), or
models/install.py downloads it as its publisher made it ("publisher")."""
PACKAGED = frozenset(STEPS) - {"by-hand", "publisher"}
"""What set-up makes from packages; the others are there only where somebody wanted them."""
COLOURS = ("RGB", "BGR")
LAYOUTS = ("NCHW", "NHWC")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_ADDRESS = re.compile(r"(?:https://[\w.-]+|http://(?:127\.0\.0\.1|localhost))(?::\d+)?/[!-~]+", re.ASCII)
"""Encrypted, or on this very machine."""
_NOT_TOML = (ValueError, RecursionError)
"""tomllib raises the first also for a number of thousands of digits, the second for brackets in brackets."""


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

    @property
    def embedders(self) -> tuple[ModelEntry, ...]:
        """The embedding models, in the order of the file; the first is the default."""
        return tuple(entry for entry in self.models.values() if entry.role == "embedder")

    def embedder(self, name: str = "") -> ModelEntry:
        """Give an embedding model by its name.

        Args:
            name: As in the manifest; "" for the default.

        Raises:
            KioskError: MODEL_UNKNOWN when no embedder has that name.
        """
        if not name:
            return self.default("embedder")
        for entry in self.embedders:
            if entry.name == name:
                return entry
        raise KioskError(Code.MODEL_UNKNOWN, where=name, detail=", ".join(e.name for e in self.embedders))

    def is_needed(self, entry: ModelEntry) -> bool:
        """Say whether the program needs this model; the others are there where somebody wanted them."""
        return entry.step in PACKAGED or self.default(entry.role) is entry


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
        return _manifest(Table(tomllib.loads(text), ""))
    except _NOT_TOML as error:
        raise KioskError(Code.MANIFEST_BAD, where=path.name, detail=f"not TOML: {error}") from error
    except Wrong as error:
        raise KioskError(Code.MANIFEST_BAD, where=path.name, detail=str(error)) from error


def read_model(entry: ModelEntry, folder: Path) -> VerifiedModel:
    """Read a model's file once, and hand out its bytes if they are the manifest's.

    Args:
        entry: Which.
        folder: models/built.

    Raises:
        KioskError: MODEL_MISSING when there is no such file or it cannot be read, MODEL_WRONG when size or
            hash differ; MODEL_NOT_INSTALLED in both cases for a model that set-up does not make.
    """
    try:
        with (folder / entry.file).open("rb") as file:
            content = file.read(entry.size + 1)  # a byte more shows a longer file without reading all of it
    except OSError as error:
        raise _not_there(entry, Code.MODEL_MISSING) from error
    if len(content) != entry.size or hashlib.sha256(content).hexdigest() != entry.sha256:
        raise _not_there(entry, Code.MODEL_WRONG)
    return VerifiedModel(entry, content)


def _not_there(entry: ModelEntry, code: Code) -> KioskError:
    """Say how the file is had again: the set-up cannot make what it did not make."""
    if entry.step in PACKAGED:
        return KioskError(code, where=entry.file)
    return KioskError(Code.MODEL_NOT_INSTALLED, where=entry.name)


def limits_file(entry: ModelEntry, folder: Path) -> Path:
    """Give the file with the limits that a school measured for a model without this project's own."""
    return folder / f"{entry.name}.limits.toml"


def read_limits(entry: ModelEntry, folder: Path) -> MatchLimits:
    """Give the limits of an embedder's decision: the manifest's, else those measured at this school.

    Args:
        entry: Which.
        folder: models/built, where NAME.limits.toml is.

    Raises:
        KioskError: MODEL_NOT_MEASURED when nobody has measured it, MANIFEST_BAD when the school's file is
            wrong or is about another file of that name.
    """
    if entry.limits is not None:
        return entry.limits
    path = limits_file(entry, folder)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise KioskError(Code.MODEL_NOT_MEASURED, where=entry.name) from error
    except (OSError, UnicodeDecodeError) as error:
        raise KioskError(Code.MANIFEST_BAD, where=path.name, detail="the file cannot be read") from error
    try:
        root = Table(tomllib.loads(text), "")
        if root.text("sha256") != entry.sha256:
            raise root.wrong("sha256", "is not the model's")
        return limits_of(root.table("limits"))
    except _NOT_TOML as error:
        raise KioskError(Code.MANIFEST_BAD, where=path.name, detail=f"not TOML: {error}") from error
    except Wrong as error:
        raise KioskError(Code.MANIFEST_BAD, where=path.name, detail=str(error)) from error


def _manifest(root: Table) -> Manifest:
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
        raise Wrong("two entries have the same name")
    files = [entry.file for entry in manifest.models.values()]
    files += [str(resource.file) for resource in manifest.resources]
    if len({file.casefold() for file in files}) != len(files):
        raise Wrong("two entries have the same file")
    for role in ROLES:
        if all(entry.role != role for entry in manifest.models.values()):
            raise Wrong(f"no model has the role {role}")
    if manifest.default("embedder").limits is None:
        raise Wrong(f"model {manifest.default('embedder').name}: limits is missing, and it is the default")
    members = [(entry.name, entry.source) for entry in manifest.models.values()]
    members += [(str(resource.file), resource.source) for resource in manifest.resources]
    for name, member in members:
        if member is None:
            continue
        package = manifest.packages.get(member.package)
        if package is None or package.version != member.version:
            raise Wrong(f"{name}: package {member.package} {member.version} is not listed")


def _package(table: Table) -> Package:
    return Package(
        name=table.text("name"),
        version=table.text("version"),
        file=table.matching("file", _FILE_NAME, "a file name"),
        sha256=table.matching("sha256", _SHA256, "64 hex digits"),
        size=table.positive("size"),
        lock=table.matching("lock", _FILE_NAME, "a file name"),
    )


def _member(table: Table) -> Member:
    return Member(
        package=table.text("package"),
        version=table.text("version"),
        path=table.text("path"),
        sha256=table.matching("sha256", _SHA256, "64 hex digits"),
        size=table.positive("size"),
    )


def _resource(table: Table, kind: str) -> Resource:
    file = PurePosixPath(table.text("file"))
    parts = file.parts
    if parts[0] != "resources" or not all(_FILE_NAME.fullmatch(part) for part in parts):
        raise table.wrong("file", "is not a plain path below resources/")
    return Resource(
        kind, file, table.text("licence"), table.text("licence_note"), _member(table.table("source"))
    )


def _model(table: Table) -> ModelEntry:
    role = table.text("role", among=ROLES)
    step = table.text("step", among=STEPS)
    is_embedder = role == "embedder"
    publisher = _publisher(table) if step == "publisher" else None
    return ModelEntry(
        name=table.matching("name", _FILE_NAME, "a name that files can have"),
        role=role,
        file=table.matching("file", _FILE_NAME, "a file name"),
        sha256=table.matching("sha256", _SHA256, "64 hex digits"),
        size=table.positive("size"),
        licence=table.text("licence"),
        licence_note=table.text("licence_note"),
        step=step,
        source=_member(table.table("source")) if step in PACKAGED else None,
        keeps_source=table.flag("keeps_source"),
        input=_input(table.table("input"), is_embedder=is_embedder)
        if table.has("input") or is_embedder or role == "mesh"
        else None,
        outputs=_names(table, "outputs") if table.has("outputs") or not is_embedder else (),
        template=table.text("template") if is_embedder else None,
        dimensions=table.positive("dimensions") if is_embedder else None,
        with_mirror=table.flag("with_mirror"),
        limits=limits_of(table.table("limits")) if is_embedder and table.has("limits") else None,
        publisher=publisher,
        training_data=_told(table, "training_data") if is_embedder else "",
        known_weak=_told(table, "known_weak") if is_embedder else "",
        measured=_measured(table) if is_embedder and table.has("measured") else None,
        is_offered=table.flag("is_offered"),
        zooms=zooms_of(table) if is_embedder and table.has("zooms") else (1.0,),
    )


def _told(table: Table, key: str) -> str:
    return table.text(key) if table.has(key) else "not known"


def _publisher(table: Table) -> Publisher:
    """Read where a file is downloaded from; it is used as it is, so it is the model's own size and hash."""
    inner = table.table("publisher")
    publisher = Publisher(
        url=inner.matching("url", _ADDRESS, "an https address"),
        size=inner.positive("size"),
        sha256=inner.matching("sha256", _SHA256, "64 hex digits"),
    )
    if (publisher.size, publisher.sha256) != (table.get("size", int, "a whole number"), table.text("sha256")):
        raise inner.wrong("sha256", "or size is not the model's own")
    return publisher


def _measured(table: Table) -> Mapping[str, object]:
    return MappingProxyType(dict(table.get("measured", dict, "a table")))


def _names(table: Table, key: str) -> tuple[str, ...]:
    names = table.items(key)
    if not names or not all(isinstance(name, str) and name for name in names):
        raise table.wrong(key, "is not a list of names")
    return tuple(names)


def _input(table: Table, *, is_embedder: bool) -> InputSpec:
    std = table.three("std")
    if min(std) <= 0:
        raise table.wrong("std", "has a number that is not above 0")
    scale = table.number("scale")
    if scale <= 0:
        raise table.wrong("scale", "is not above 0")
    return InputSpec(
        name=table.text("name") if table.has("name") or not is_embedder else "",
        side=table.positive("side"),
        layout=table.text("layout", among=LAYOUTS),
        colour=table.text("colour", among=COLOURS if is_embedder else ("RGB",)),
        scale=scale,
        mean=table.three("mean"),
        std=std,
        is_batched=table.flag("is_batched"),
    )
