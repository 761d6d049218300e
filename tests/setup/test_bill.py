"""The list of parts of what this checkout installs, and the command that fails when something is wrong."""

import json
from pathlib import Path

import pytest

import bootstrap.bill
from bootstrap import bill, installer, start
from bootstrap.bill import __main__ as command
from bootstrap.bill import document, facts, made
from bootstrap.bill.parts import Bill, Kind, Part
from bootstrap.console import SetupError
from bootstrap.environment import TEST_LOCK, Environment
from kiosk import __version__

# Half a minute on a busy machine, and the same without Qt, whose package the core suite has not.
pytestmark = [pytest.mark.once, pytest.mark.qt]


@pytest.fixture(scope="module")
def listed() -> Bill:
    return made.of_packages(facts.load())


def test_nothing_speaks_against_passing_it_on(listed: Bill) -> None:
    assert [str(finding) for finding in listed.findings] == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Kind.PACKAGE, "numpy"),
        (Kind.LIBRARY, "Qt"),
        (Kind.LIBRARY, "FFmpeg"),
        (Kind.LIBRARY, "SQLCipher"),
        (Kind.LIBRARY, "OpenBLAS, for numpy"),
        (Kind.LIBRARY, "Intel IPP ICV and IPP IW"),
        (Kind.CRATE, "pyo3"),
        (Kind.MODEL, "dlib-resnet-v1"),
        (Kind.FILE, "resources/fonts/DejaVuSans.ttf"),
        (Kind.FILE, "EFF's large word list"),
    ],
)
def test_what_must_be_in_it(listed: Bill, kind: Kind, name: str) -> None:
    found = [part for part in listed.parts if (part.kind, part.name) == (kind, name)]
    assert found
    assert all(part.texts for part in found)


def test_qt_is_taken_under_the_lgpl_and_both_texts_are_there(listed: Bill) -> None:
    (qt,) = (part for part in listed.parts if part.name == "Qt")
    assert qt.licence == "LGPL-3.0-only"
    assert [text.content.split("\n")[0].strip() for text in qt.texts] == [
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "GNU GENERAL PUBLIC LICENSE",
    ]
    assert not any("VirtualKeyboard" in file or "WaylandCompositor" in file for file in qt.files)


def test_the_whole_list_is_what_the_schema_wants(listed: Bill) -> None:
    program = document.program_part(__version__)
    told = json.loads(document.cyclonedx(program, listed.parts, document.moment()))
    assert len(told["components"]) == len(listed.parts)


def clean() -> Bill:
    return Bill([Part(Kind.PACKAGE, "oddthing", "1.0", "MIT")])


def bad() -> Bill:
    found = clean()
    found.find("oddthing", "it is under the GPL alone: GPL-3.0-only")
    return found


@pytest.mark.parametrize(("make", "code"), [(clean, 0), (bad, 1)])
def test_the_command_says_by_its_code_whether_something_was_found(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    make: object,
    code: int,
) -> None:
    assert callable(make)
    monkeypatch.setattr(made, "of_packages", lambda known: make())
    assert command.main([str(tmp_path / "out")]) == code
    assert {path.name for path in (tmp_path / "out").iterdir()} == {bill.LIST, bill.LICENCES}
    assert ("under the GPL alone" in capsys.readouterr().err) is bool(code)


def test_a_list_with_findings_stops_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
    with pytest.raises(SetupError, match="may not be passed on"):
        bootstrap.bill.write_bill(tmp_path, tmp_path / "out", python)


def test_run_py_lists_packages_or_a_built_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[object, ...]] = []
    made_here = Environment(tmp_path / "venv", TEST_LOCK)
    monkeypatch.setattr(start, "set_up", lambda lock: made_here)
    monkeypatch.setattr(installer, "provide", lambda: made_here)
    monkeypatch.setattr(bill, "check_packages", lambda out, python: asked.append((python,)))
    monkeypatch.setattr(bill, "write_bill", lambda folder, out, python: asked.append((folder, python)))
    assert start.main(["bill"]) == 0
    assert start.main(["bill", "dist/rollcall"]) == 0
    assert asked == [(made_here.python,), (Path("dist/rollcall"), made_here.python)]
    assert start.main(["bill", "one", "two"]) == 1
    assert "bill takes one folder at most." in capsys.readouterr().err
