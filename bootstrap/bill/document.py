"""The list of parts as CycloneDX 1.6, and the file with the licences' texts."""

import hashlib
import os
import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, License, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from bootstrap.bill import licences
from bootstrap.bill.parts import Kind, Part

_TYPES = {
    Kind.PROGRAM: ComponentType.APPLICATION,
    Kind.PACKAGE: ComponentType.LIBRARY,
    Kind.LIBRARY: ComponentType.LIBRARY,
    Kind.CRATE: ComponentType.LIBRARY,
    Kind.MODEL: ComponentType.MACHINE_LEARNING_MODEL,
    Kind.FILE: ComponentType.FILE,
}
_PURLS = {Kind.PACKAGE: "pypi", Kind.CRATE: "cargo"}
_SIMPLE = re.compile(r"[A-Za-z0-9.+-]+")
_RULE = "=" * 100


def moment(environ: Mapping[str, str] = os.environ) -> datetime:
    """Give the time that goes into the list: SOURCE_DATE_EPOCH where it is set, or now, to the second."""
    epoch = environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC).replace(microsecond=0)


def cyclonedx(program: Part, parts: Sequence[Part], when: datetime) -> str:
    """Give the list as JSON, the same bytes for the same parts and time.

    Args:
        program: Rollcall.
        parts: What is in it.
        when: Its time; with zone.

    Raises:
        ValueError: If CycloneDX's own schema refuses it; that is a bug of ours.
    """
    bom = Bom(serial_number=_serial(program, parts, when))
    bom.metadata.timestamp = when
    root = _component(program)
    bom.metadata.component = root
    components = [_component(part) for part in parts]
    for component in components:
        bom.components.add(component)
    bom.register_dependency(root, components)
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        raise ValueError(f"The list of parts is no CycloneDX 1.6: {wrong}")
    return text + "\n"


def _component(part: Part) -> Component:
    kind = _PURLS.get(part.kind)
    purl = PackageURL(kind, None, part.name, part.version) if kind is not None else None
    reference = f"{part.kind.name.lower()}:{part.within}:{part.name}@{part.version}"
    told = {"rollcall:within": part.within, "rollcall:licence-known-by": part.known}
    return Component(
        name=part.name,
        version=part.version or None,
        type=_TYPES[part.kind],
        purl=purl,
        bom_ref=reference,
        licenses=[_license(part.licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in part.sha256],
        properties=[
            *(Property(name=name, value=value) for name, value in told.items() if value),
            *(Property(name="rollcall:file", value=file) for file in part.files),
        ],
    )


def _license(expression: str) -> License:
    if not licences.is_known(expression):
        return DisjunctiveLicense(name=expression)
    if _SIMPLE.fullmatch(expression) and not expression.startswith("LicenseRef-"):
        return DisjunctiveLicense(id=expression)
    return LicenseExpression(expression)


def _serial(program: Part, parts: Sequence[Part], when: datetime) -> uuid.UUID:
    """Give a number that follows from what is in the list."""
    lines = [
        f"{part.kind.name} {part.within} {part.name} {part.version} {part.licence} {part.sha256}"
        for part in parts
    ]
    content = "\n".join([program.name, program.version, when.isoformat(), *lines])
    return uuid.UUID(bytes=hashlib.sha256(content.encode()).digest()[:16], version=4)


def licence_file(program: Part, parts: Sequence[Part], allowed: Mapping[str, str]) -> str:
    """Give the file that goes with the program: what is in it, under which licence, and each text once.

    Args:
        program: Rollcall.
        parts: What is in it.
        allowed: What each licence asks.
    """
    numbers: dict[str, int] = {}
    sources: dict[str, list[str]] = {}
    for part in (program, *parts):
        for text in part.texts:
            numbers.setdefault(text.content, len(numbers) + 1)
            if text.source not in sources.setdefault(text.content, []):
                sources[text.content].append(text.source)
    lines = [
        f"Rollcall {program.version}: what is in it, and the licences' texts",
        "",
        "Rollcall itself is under the Apache License, version 2.0. What it brings along is listed here, with",
        "the licence and the numbers of the texts below. Who passes Rollcall on passes this file on too.",
        "",
        *_asked(parts, allowed),
    ]
    for kind in Kind:
        lines += _table([part for part in (program, *parts) if part.kind is kind], kind, numbers)
    for content, number in numbers.items():
        lines += ["", _RULE, f"Text {number}: {'; '.join(sources[content])}", _RULE, "", content.rstrip("\n")]
    return "\n".join(lines) + "\n"


def _asked(parts: Sequence[Part], allowed: Mapping[str, str]) -> list[str]:
    """Give what the licences ask, each demand once with the licences that make it."""
    used = {name for part in parts for name in licences.judge(part.licence, allowed).used}
    by_demand: dict[str, list[str]] = {}
    for name in allowed:
        if name in used:
            by_demand.setdefault(allowed[name], []).append(name)
    return [line for asks, names in by_demand.items() for line in (f"- {', '.join(names)}:", f"  {asks}")]


def _table(parts: Sequence[Part], kind: Kind, numbers: Mapping[str, int]) -> list[str]:
    if not parts:
        return []
    lines = ["", kind.value.upper(), ""]
    for part in sorted(parts, key=lambda each: (each.name.lower(), each.within, each.version)):
        inside = f", in {part.within}" if part.within else ""
        texts = ", ".join(str(numbers[text.content]) for text in part.texts)
        lines.append(
            f"{part.name} {part.version}".rstrip() + f"{inside}: {part.licence}. Texts: {texts or 'none'}"
        )
    return lines


def program_part(version: str) -> Part:
    """Give Rollcall itself, with its own licence and its notice."""
    from bootstrap.bill.texts import at

    texts = tuple(text for text in (at("project:LICENSE"), at("project:NOTICE")) if text is not None)
    return Part(Kind.PROGRAM, "rollcall", version, "Apache-2.0", texts=texts)
