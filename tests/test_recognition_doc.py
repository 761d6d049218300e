"""Every number that decides is in docs/recognition.md, with the value that the code has (done when 7)."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain import drift, evidence, fusion, look_alikes, matching, quality, strictness, tally
from kiosk.domain.evidence import EvidenceLimits
from kiosk.domain.poses import PoseLimits
from kiosk.domain.quality import QualityLimits
from kiosk.runtime import collecting, enrolment, idling, storing, tickets
from kiosk.runtime.collecting import CollectingLimits
from kiosk.runtime.idling import IdleLimits
from kiosk.vision import (
    align,
    continuity,
    detector,
    full_range,
    gallery,
    measure,
    mesh,
    recogniser,
    served,
    templates,
)
from kiosk.vision.models import load_manifest
from kiosk.vision.served import ServingLimits

TEXT = (Path(__file__).parents[1] / "docs" / "recognition.md").read_text("utf-8")
ROWS = {
    match[1]: match[2].strip()
    for match in re.finditer(r"^\| `(\w+)`(?: \(captures\))? \| ([^|]+) \|", TEXT, re.MULTILINE)
}
CAPTURES = re.search(r"^\| `needed` \(captures\) \| (\S+) \|", TEXT, re.MULTILINE)
MODULES = (
    matching, strictness, fusion, drift, evidence, quality, tally, look_alikes, continuity, served, measure,
    detector, full_range, mesh, recogniser, align, gallery, templates, collecting, tickets, idling,
    enrolment, storing,
)  # fmt: skip
"""Every module that decides something about a face."""
NO_THRESHOLD = {
    "NS", "FARTHEST", "FEWEST", "DISTANCE_SLACK",  # units, and what follows from geometry or rounding
    "POINTS", "BESIDE_POINTS", "KEYPOINTS", "SIDE_PX", "PATCH_PX", "STRIDE_PX", "DLIB_SIDE_PX", "ANSWERS",
    "CANDIDATES",  # shapes and counts
    "IMAGE_LEFT_CHEEK", "FOREHEAD", "REGION_SCALE", "SMALLEST_SCALE", "SCORE_CLIP",  # the networks' own
    "LEAST_SCORE", "GREATEST_OVERLAP",  # in two detectors, in one sentence of the page
    "ROWS_SEEN", "CELL_POINTS",  # how coarsely an empty room is looked at
}  # fmt: skip
SKIPPED = {
    "poses",  # limits of their own, which are looked at
    "needed",  # twice on the page: of looks and of captures; both are looked at below
}


def limits() -> Iterator[tuple[str, Any]]:
    for values in (
        QualityLimits(), EvidenceLimits(), ServingLimits(), CollectingLimits(), PoseLimits(), IdleLimits(),
    ):  # fmt: skip
        yield from ((item.name, getattr(values, item.name)) for item in fields(values))


def constants() -> Iterator[tuple[str, Any]]:
    """Every number in capitals that one of the modules defines itself, without its underscore."""
    for module in MODULES:
        own = re.findall(
            r"^(_?[A-Z][A-Z0-9_]*)\b", Path(str(module.__file__)).read_text("utf-8"), re.MULTILINE
        )
        for name in dict.fromkeys(own):
            value, plain = getattr(module, name, None), name.removeprefix("_")
            if type(value) in {int, float} and plain not in NO_THRESHOLD:
                yield plain, value


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
