"""Python packages in the list of parts: made-up wheels, and what is found wrong with them."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from bootstrap.bill import made, packages
from bootstrap.bill.facts import PackageFact
from bootstrap.bill.parts import Bill, Kind
from tests.setup import fakes_bill

CRATES = {"components": [{"name": "someterm", "version": "2.0", "purl": "pkg:cargo/someterm@2.0"}]}
INFO = "oddthing-1.0.dist-info"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def listed(*pins: str, known: Mapping[str, PackageFact] | None = None) -> Bill:
    bill = Bill()
    packages.add_packages(bill, fakes_bill.lock(*pins), fakes_bill.facts(packages=known))
    return bill


def test_a_package_is_listed_with_its_licence_text_and_hashes(site: Path) -> None:
    fakes_bill.wheel(site, "oddthing")
    bill = listed("oddthing==1.0")
    assert bill.findings == []
    (part,) = bill.parts
    assert (part.kind, part.name, part.version, part.licence) == (Kind.PACKAGE, "oddthing", "1.0", "MIT")
    assert part.sha256 == (fakes_bill.HASH,)
    assert [text.content for text in part.texts] == ["Do as you like.\n"]


def test_a_text_that_is_missing_is_found(site: Path) -> None:
    fakes_bill.wheel(site, "oddthing", files={})
    assert [str(finding) for finding in listed("oddthing==1.0").findings] == [
        "oddthing: the text of its licence is not there"
    ]


@pytest.mark.parametrize(
    ("said", "listed_as"),
    [
        (None, "NOASSERTION"),
        ("License: Some words", "Some words"),
        ("License: MIT", "MIT"),
        ("Classifier: License :: OSI Approved :: BSD License", "NOASSERTION"),
    ],
)
def test_what_metadata_say_is_taken_in_spdx_words_only(site: Path, said: str | None, listed_as: str) -> None:
    fakes_bill.wheel(site, "oddthing", licence=said)
    assert [part.licence for part in listed("oddthing==1.0").parts] == [listed_as]


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        (PackageFact("MIT", ("0.9",), "a test"), "knows version 0.9; look at this one"),
        (PackageFact("ISC", ("1.0",), "a test"), "it says MIT, packaging/licences says ISC"),
        (PackageFact("MIT", ("1.0",), "a test", ("kept:Nothing",)), "the text kept:Nothing is not there"),
    ],
)
def test_a_fact_that_does_not_fit_is_found(site: Path, fact: PackageFact, why: str) -> None:
    fakes_bill.wheel(site, "oddthing")
    (finding,) = listed("oddthing==1.0", known={"oddthing": fact}).findings
    assert why in str(finding)


def test_another_version_than_the_locked_one_is_found(site: Path) -> None:
    fakes_bill.wheel(site, "oddthing", version="1.1")
    (finding,) = listed("oddthing==1.0").findings
    assert "not installed" in finding.why


@pytest.mark.parametrize(
    ("known", "findings"),
    [
        ({}, ["winthing 1.0, on other machines: its licence is not known"]),
        ({"winthing": PackageFact("MIT", ("1.0",), "a test")}, []),
        (
            {"winthing": PackageFact("GPL-3.0-only", ("1.0",), "a test")},
            ["winthing 1.0, on other machines: it is under the GPL alone: GPL-3.0-only"],
        ),
    ],
)
def test_packages_of_other_machines_are_judged_too(
    known: Mapping[str, PackageFact], findings: list[str]
) -> None:
    bill = listed("winthing==1.0 ; sys_platform == 'nowhere'", known=known)
    assert bill.parts == []
    assert [str(finding) for finding in bill.findings] == findings


@pytest.mark.parametrize(
    ("licence", "texts"),
    [("MIT OR Apache-2.0", 1), ("MIT AND Zlib", 2), ("GPL-3.0-only", 0), ("", 0)],
)
def test_rust_crates_of_a_wheel_are_parts(site: Path, licence: str, texts: int) -> None:
    component = {**CRATES["components"][0], "licenses": [{"expression": licence}] if licence else []}
    fakes_bill.wheel(
        site,
        "oddthing",
        files={
            f"{INFO}/LICENSE": "Words.\n",
            f"{INFO}/sboms/rust.json": json.dumps({"components": [component]}),
        },
    )
    _, crate = listed("oddthing==1.0").parts
    assert (crate.kind, crate.name, crate.within) == (Kind.CRATE, "someterm", "oddthing")
    assert crate.licence == (f"({licence})" if " " in licence else licence or "NOASSERTION")
    assert len(crate.texts) == texts


@pytest.mark.parametrize(
    ("licence", "why"),
    [
        ("License-Expression: GPL-3.0-only", "it is under the GPL alone: GPL-3.0-only"),
        ("License-Expression: CC-BY-NC-4.0", "its licence forbids a use: CC-BY-NC-4.0"),
        ("License: Some words", "its licence is not known: Some words"),
        (None, "its licence is not known"),
    ],
)
def test_a_package_that_may_not_be_shipped_is_found_through_the_whole(
    site: Path, licence: str | None, why: str
) -> None:
    fakes_bill.wheel(site, "oddthing", licence=licence)
    lock, manifest = site / "runtime.lock", site / "manifest.toml"
    lock.write_text(fakes_bill.lock("oddthing==1.0"), encoding="utf-8")
    manifest.touch()
    # Files that no package's list has are looked at too; here they are of others.
    known = fakes_bill.facts(fakes_bill.library(files=("*",)))
    bill = made.of_packages(known, lock, manifest)
    assert [str(finding) for finding in bill.findings] == [f"oddthing 1.0: {why}"]
