"""Compiled files in the list of parts: whose they are, and what is found where nobody knows."""

from pathlib import Path

import pytest

from bootstrap.bill import libraries
from bootstrap.bill.facts import Facts, PackageFact
from bootstrap.bill.parts import Bill
from tests.setup import fakes_bill
from tests.setup.fakes_bill import library

STRICT = {"qtlike": PackageFact("LGPL-3.0-only", ("1.0",), "a test", is_strict=True)}
GPL = library(
    name="Some keyboard", licence="GPL-3.0-only", files=("some/keys.so",), left_out="under the GPL alone"
)


def findings(path: str, owner: str | None, known: Facts, *, is_built: bool = True) -> list[str]:
    bill = Bill()
    libraries.place(bill, {path: owner}, known, is_built=is_built)
    return [str(finding) for finding in bill.findings]


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("libsome.so.3", None),
        ("oddthing/_fast.cpython-311-x86_64-linux-gnu.so", "oddthing"),
        ("oddthing/_fast.abi3.so", "oddthing"),
        ("oddthing/_fast.cp311-win_amd64.pyd", "oddthing"),
    ],
)
def test_accounted_for(path: str, owner: str | None) -> None:
    assert findings(path, owner, fakes_bill.facts(library())) == []


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("libother.so.3", None),
        ("oddthing.libs/libother.so", "oddthing"),
        ("lost/_fast.abi3.so", None),
        ("qtlike/QtNew.abi3.so", "qtlike"),
        ("deep/libsome.so.3", "oddthing"),
    ],
)
@pytest.mark.parametrize("is_built", [True, False])
def test_a_library_that_nothing_accounts_for_is_found(path: str, owner: str | None, is_built: bool) -> None:
    known = fakes_bill.facts(library(), packages=STRICT)
    (finding,) = findings(path, owner, known, is_built=is_built)
    assert finding == f"{path}: nothing says what this library is and which licence it is under"


def test_what_may_not_be_passed_on_is_found_in_what_is_built_only() -> None:
    known = fakes_bill.facts(GPL)
    assert findings("some/keys.so", "oddthing", known, is_built=False) == []
    (finding,) = findings("some/keys.so", "oddthing", known)
    assert finding == "some/keys.so: it may not be passed on: Some keyboard, under the GPL alone"


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/lib/libQt6WaylandCompositor.so.6",
        "PySide6/Qt/lib/libQt6QuickTimeline.so.6",
        "libreadline.so.8",
        "python3.11/lib-dynload/readline.cpython-311-x86_64-linux-gnu.so",
        "python3.11/lib-dynload/_gdbm.cpython-311-x86_64-linux-gnu.so",
        "libdb-5.3.so",
    ],
)
def test_known_gpl_parts_may_not_be_built_in(path: str) -> None:
    (finding,) = findings(path, "pyside6-essentials", fakes_bill.FACTS)
    assert "may not be passed on" in finding


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/QtCharts.abi3.so",
        "PySide6/Qt/lib/libQt6Charts.so.6",
        "PySide6/Qt/lib/libQt6DataVisualization.so.6",
    ],
)
def test_a_new_module_of_qt_is_not_taken_for_granted(path: str) -> None:
    (finding,) = findings(path, "pyside6-essentials", fakes_bill.FACTS)
    assert "nothing says what this library is" in finding


def test_a_library_without_the_text_of_its_licence_is_found() -> None:
    bill = Bill()
    known = fakes_bill.facts()
    part = libraries.part(bill, library(licence="NCSA", files=("libnosuch.so",)), ["libnosuch.so"], known)
    assert part.texts == ()
    assert [str(finding) for finding in bill.findings] == ["Some library: the text of NCSA is not there"]


def test_files_that_no_list_has_are_looked_at_too(tmp_path: Path) -> None:
    """A list alone does not do: the one in mediapipe's wheel names its library wrongly."""
    for name in ("a/liblisted.so", "a/libhidden.so.1", "tests_only/libtool.so", "a/words.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    owners = {"a/liblisted.so": "oddthing", "tests_only/libtool.so": "tool"}
    found = libraries.installed_files(owners, ["oddthing"], tmp_path)
    assert found == {"a/liblisted.so": "oddthing", "a/libhidden.so.1": None}
