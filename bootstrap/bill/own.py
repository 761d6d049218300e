"""What the repository brings itself: models, portraits, fonts and word lists."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bootstrap.bill import licences, texts
from bootstrap.bill.facts import Facts
from bootstrap.bill.libraries import part
from bootstrap.bill.parts import Bill, Kind, Part
from bootstrap.console import ROOT

MANIFEST = ROOT / "models" / "manifest.toml"
_FETCHED = "publisher"
"""The step of models that only an administrator fetches; nobody passes them on with the program."""


def add_own(bill: Bill, facts: Facts, manifest: Path = MANIFEST) -> None:
    """Add what is shipped beside the code; models that are only offered are judged too.

    Args:
        bill: Gets parts and findings.
        facts: What is known of licences.
        manifest: models/manifest.toml.
    """
    told = tomllib.loads(manifest.read_text(encoding="utf-8"))
    for kind, name in ((Kind.MODEL, "model"), (Kind.FILE, "portrait"), (Kind.FILE, "font")):
        for table in told.get(name, ()):
            _add_entry(bill, table, kind, facts)
    for fact in facts.files:
        bill.parts.append(part(bill, fact, fact.files, facts, Kind.FILE))


def _add_entry(bill: Bill, table: Mapping[str, Any], kind: Kind, facts: Facts) -> None:
    said = str(table.get("licence", ""))
    licence = facts.manifest_licences.get(said, said)
    name = str(table.get("name", table["file"]))
    verdict = licences.judge(licence, facts.allowed)
    if table.get("step") == _FETCHED:
        if verdict.problem is not None:
            bill.find(f"the model {name}, which is offered", verdict.problem)
        return
    sources = facts.manifest_texts.get(said, ())
    found = [text for text in map(texts.at, sources) if text is not None]
    missing: list[str] = []
    if not found and verdict.problem is None:
        kept, missing = texts.kept(verdict.used)
        found += kept
    if missing:
        bill.find(name, f"the text of {', '.join(missing)} is not there")
    source = table.get("source", {})
    sha256 = str(table.get("sha256") or source.get("sha256", ""))
    version = str(source.get("version", ""))
    note = str(table.get("licence_note", ""))
    file = str(table["file"]) if kind is Kind.FILE else f"models/built/{table['file']}"
    bill.parts.append(Part(kind, name, version, licence, "", (sha256,), tuple(found), (file,), note))
