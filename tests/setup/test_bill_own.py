"""Models, portraits and fonts in the list of parts, as a manifest of a test's own names them."""

from pathlib import Path

import pytest

from bootstrap.bill import own
from bootstrap.bill.parts import Bill, Kind
from tests.setup import fakes_bill

MODEL = """
[[model]]
name = "facer"
file = "facer.onnx"
sha256 = "{sha}"
licence = "{licence}"
step = "{step}"
"""


def listed(tmp_path: Path, licence: str, step: str = "copy") -> Bill:
    manifest = tmp_path / "manifest.toml"
    text = MODEL.format(sha=fakes_bill.HASH, licence=licence, step=step)
    manifest.write_text(text, encoding="utf-8")
    bill = Bill()
    own.add_own(bill, fakes_bill.facts(), manifest)
    return bill


def test_a_model_is_listed_with_its_text(tmp_path: Path) -> None:
    bill = listed(tmp_path, "CC0-1.0")
    assert bill.findings == []
    (part,) = bill.parts
    assert (part.kind, part.name, part.licence) == (Kind.MODEL, "facer", "CC0-1.0")
    assert part.files == ("models/built/facer.onnx",)
    assert part.sha256 == (fakes_bill.HASH,)
    assert "Creative Commons" in part.texts[0].content


def test_a_model_that_is_only_offered_is_no_part(tmp_path: Path) -> None:
    bill = listed(tmp_path, "Apache-2.0", "publisher")
    assert bill.parts == []
    assert bill.findings == []


@pytest.mark.parametrize(
    ("licence", "why"),
    [
        ("CC-BY-NC-4.0", "forbids a use"),
        ("for non-commercial research", "forbids a use"),
        ("GPL-3.0-only", "under the GPL alone"),
        ("", "not known"),
    ],
)
def test_a_model_that_is_only_offered_is_judged_all_the_same(tmp_path: Path, licence: str, why: str) -> None:
    (finding,) = listed(tmp_path, licence, "publisher").findings
    assert finding.what == "the model facer, which is offered"
    assert why in finding.why


def test_public_domain_has_a_name_of_spdx(tmp_path: Path) -> None:
    (part,) = listed(tmp_path, "public domain").parts
    assert part.licence == "LicenseRef-public-domain"


def test_the_fonts_bring_their_own_text(project: Path) -> None:
    bill = Bill()
    own.add_own(bill, fakes_bill.FACTS)
    fonts = [part for part in bill.parts if part.files[0].endswith(".ttf")]
    assert len(fonts) == 2
    text = (project / "resources" / "fonts" / "LICENSE_DEJAVU.txt").read_text(encoding="utf-8")
    assert all(part.texts[0].content.strip() == text.strip() for part in fonts)
