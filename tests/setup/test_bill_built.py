"""A built program in the list of parts: a folder as PyInstaller makes it, with something wrong in it."""

import hashlib
from pathlib import Path

import pytest

from bootstrap.bill import built, made
from bootstrap.bill.parts import Bill
from bootstrap.console import SetupError
from tests.setup import fakes_bill

ELF = b"\x7fELF and so on"
WEIGHTS = b"some weights"
MANIFEST = f"""
[[model]]
name = "facer"
file = "facer.onnx"
sha256 = "{hashlib.sha256(WEIGHTS).hexdigest()}"
licence = "CC0-1.0"
step = "copy"
"""


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "manifest.toml"
    path.write_text(MANIFEST, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a program with a model, a module of our own and one of the standard library."""
    folder = tmp_path / "rollcall"
    put(folder / "kiosk", ELF)
    put(folder / "_internal" / "models" / "built" / "facer.onnx", WEIGHTS)
    put(folder / "_internal" / "libz.so.1", ELF)
    holds(monkeypatch, "kiosk.app", "json.decoder", "pyimod01_archive")
    return folder


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def holds(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(built, "modules", lambda program: list(names))


def findings(folder: Path, manifest: Path) -> list[str]:
    bill = Bill()
    built.look(bill, folder, manifest)
    return [str(finding) for finding in bill.findings]


def test_what_belongs_there_is_no_finding(folder: Path, manifest: Path) -> None:
    bill = Bill()
    found = built.look(bill, folder, manifest)
    assert bill.findings == []
    assert found.natives == {"libz.so.1": None}
    assert found.packages == set()


@pytest.mark.parametrize(
    ("path", "content", "finding"),
    [
        ("models/built/other.onnx", b"x", "models/built/other.onnx: models/manifest.toml does not know"),
        ("models/built/facer.onnx", b"changed", "models/built/facer.onnx: it is not the file that"),
        (
            "resources/fonts/Bought.ttf",
            b"x",
            "resources/fonts/Bought.ttf: models/manifest.toml does not know",
        ),
        ("some/net.dat", b"x" * 300_000, "some/net.dat: models/manifest.toml does not know"),
    ],
)
def test_a_model_or_font_that_nobody_knows_is_found(
    folder: Path, manifest: Path, path: str, content: bytes, finding: str
) -> None:
    put(folder / "_internal" / path, content)
    (found,) = findings(folder, manifest)
    assert found.startswith(finding)


def test_a_small_table_is_no_model(folder: Path, manifest: Path) -> None:
    put(folder / "_internal" / "some" / "table.dat", b"x")
    assert findings(folder, manifest) == []


def test_a_compiled_file_is_noticed_whatever_its_name(folder: Path, manifest: Path) -> None:
    put(folder / "_internal" / "readme.txt", ELF)
    assert built.look(Bill(), folder, manifest).natives == {"libz.so.1": None, "readme.txt": None}


@pytest.mark.parametrize(
    ("module", "package"),
    [
        ("pandas.core.frame", "pandas"),
        ("google.protobuf.message", "protobuf"),
        ("typing_extensions", "typing-extensions"),
    ],
)
def test_modules_lead_to_their_packages(
    folder: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch, module: str, package: str
) -> None:
    holds(monkeypatch, "google", module)
    bill = Bill()
    assert built.look(bill, folder, manifest).packages == {package}
    assert bill.findings == []


def test_a_module_of_no_package_is_found(
    folder: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holds(monkeypatch, "stranger.core")
    assert findings(folder, manifest) == ["stranger.core: no installed package has this module"]


def test_a_package_that_is_not_locked_is_found(
    folder: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lock = tmp_path / "build.lock"
    lock.write_text(fakes_bill.lock("pandas==3.1.1"), encoding="utf-8")
    holds(monkeypatch, "pytest")
    bill = made.of_built(folder, fakes_bill.FACTS, lock, manifest)
    assert "pytest: it is in the program, and requirements/build.lock does not name it" in [
        str(finding) for finding in bill.findings
    ]


def test_an_unexpected_library_is_found_through_the_whole(folder: Path, manifest: Path) -> None:
    put(folder / "_internal" / "libstranger.so.2", ELF)
    put(folder / "_internal" / "libreadline.so.8", ELF)
    bill = made.of_built(folder, fakes_bill.FACTS, manifest=manifest)
    found = {finding.what: finding.why for finding in bill.findings}
    assert "nothing says what this library is" in found["libstranger.so.2"]
    assert "under the GPL alone" in found["libreadline.so.8"]
    assert "libz.so.1" not in found


def test_another_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"is no built program\. Build one with: python3 run\.py build"):
        built.look(Bill(), tmp_path)
