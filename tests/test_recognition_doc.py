"""Every number that decides is in docs/recognition.md, with the value that the code has (done when 7)."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kiosk.domain import drift, fusion, matching, strictness, tally
from kiosk.domain.evidence import EvidenceLimits
from kiosk.domain.quality import QualityLimits
from kiosk.runtime import tickets
from kiosk.runtime.collecting import CollectingLimits
from kiosk.vision import continuity, detector, measure, served
from kiosk.vision.models import load_manifest
from kiosk.vision.served import ServingLimits

TEXT = (Path(__file__).parents[1] / "docs" / "recognition.md").read_text("utf-8")
ROWS = {
    match[1]: match[2].strip()
    for match in re.finditer(r"^\| `(\w+)`(?: \(captures\))? \| ([^|]+) \|", TEXT, re.MULTILINE)
}
CAPTURES = re.search(r"^\| `needed` \(captures\) \| (\S+) \|", TEXT, re.MULTILINE)
MODULES: dict[ModuleType, tuple[str, ...]] = {
    matching: ("SHIPPED_FPIR",),
    strictness: ("STRANGERS",),
    fusion: ("MOST_LOOKS",),
    drift: ("BASELINE_MARKS", "LEAST_SINCE", "GROWN_BY"),
    tally: ("FIRST_TRY_S",),
    tickets: ("TICKET_S",),
    continuity: ("LEAST_CORRELATION",),
    served: ("STEADY_FRAMES", "STILL_SHARE"),
    measure: ("PITCH_AT_REST", "SEEN"),
    detector: ("PATIENCE_FRAMES",),
}
SKIPPED = {
    "needed",  # twice on the page: of looks and of captures; both are looked at below
}


def limits() -> Iterator[tuple[str, Any]]:
    for values in (QualityLimits(), EvidenceLimits(), ServingLimits(), CollectingLimits()):
        yield from ((item.name, getattr(values, item.name)) for item in fields(values))


def constants() -> Iterator[tuple[str, Any]]:
    for module, names in MODULES.items():
        yield from ((name, getattr(module, name)) for name in names)


@pytest.mark.parametrize(
    ("name", "value"), [pair for pair in (*limits(), *constants()) if pair[0] not in SKIPPED]
)
def test_the_page_has_the_number_that_the_code_has(name: str, value: Any) -> None:
    assert name in ROWS, f"{name} has no derivation in docs/recognition.md"
    assert float(ROWS[name]) == pytest.approx(float(value), abs=0.0005)


def test_both_needed_are_there() -> None:
    first = re.search(r"^\| `needed` \| (\S+) \|", TEXT, re.MULTILINE)
    assert first is not None
    assert int(first[1]) == EvidenceLimits().needed
    assert CAPTURES is not None
    assert int(CAPTURES[1]) == CollectingLimits().needed


@pytest.mark.parametrize(("model", "column"), [("dlib-resnet-v1", 1), ("mobilefacenet", 2)])
def test_the_page_has_each_models_limits(models: Path, model: str, column: int) -> None:
    entry = load_manifest(models / "manifest.toml").embedder(model)
    assert entry.limits is not None
    for name in ("looks", "margin", "agreement", "duplicate", "largest_roster"):
        row = re.search(rf"^\| `{name}` \| ([^|]+) \| ([^|]+) \|", TEXT, re.MULTILINE)
        assert row is not None, name
        assert float(row[column]) == pytest.approx(getattr(entry.limits, name)), name
    row = re.search(r"^\| `zooms` \| ([^|]+) \| ([^|]+) \|", TEXT, re.MULTILINE)
    assert row is not None
    assert tuple(float(zoom) for zoom in row[column].split(",")) == entry.zooms


def test_the_page_has_the_thresholds_that_come_of_the_curve(models: Path) -> None:
    manifest = load_manifest(models / "manifest.toml")
    for model in ("dlib-resnet-v1", "mobilefacenet"):
        found = manifest.embedder(model).limits
        assert found is not None
        row = re.search(rf"^\| {model} \| (.*) \|$", TEXT, re.MULTILINE)
        assert row is not None
        *cells, measured_from = row[1].split(" | ")
        for size, cell in zip((1, 30, 100, 150, 300, 1000), cells, strict=True):
            distance = found.greatest_distance(size)
            assert cell == ("-" if distance is None else f"{distance:.3f}"), size
        assert float(measured_from) == found.curve.measured_from


def test_nothing_is_left_to_be_filled_in() -> None:
    assert "@@" not in TEXT
