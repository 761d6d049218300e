"""What goes into the built program, what stays out, and the command that builds it; nothing is built."""

import struct
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bootstrap import bill, debian, installer, installer_archive, installer_icons, installer_parts, sizes
from bootstrap.console import SetupError
from bootstrap.environment import BUILD_LOCK, Environment
from bootstrap.installer_parts import Choice, Entry, LeftOut, read_left_out, sort_out
from kiosk import __version__

ROOT = Path(__file__).resolve().parents[2]
SPEC = (ROOT / "build_installer.spec").read_text(encoding="utf-8")
LINE = {"what": "Parts", "why": "Nobody needs them.", "megabytes": 2.5, "files": ["parts/*"]}


def left_out(**more: Any) -> LeftOut:
    kept: dict[str, Any] = {"modules": (), "files": (), "but": (), "is_of_system": False, **more}
    return LeftOut("Parts", "Nobody needs them.", 2.5, **kept)


def written(folder: Path, *tables: Mapping[str, object]) -> Path:
    file = folder / "left_out.toml"
    lines: list[str] = []
    for table in tables:
        lines.append("[[left_out]]")
        lines += [f"{key} = {'true' if value is True else repr(value)}" for key, value in table.items()]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


# What stays out


def test_each_exclusion_says_why_and_names_the_megabytes_it_saves() -> None:
    choice = read_left_out()
    assert len(choice.lines) > 5
    assert all(line.megabytes > 0 and line.why.endswith(".") for line in choice.lines)
    assert len({line.what for line in choice.lines}) == len(choice.lines)


@pytest.mark.parametrize(
    "missing", [{"megabytes": 0}, {"why": ""}, {"what": ""}, {"files": []}, {"megabytes": True}], ids=str
)
def test_one_that_does_not_say_is_refused(missing: dict[str, object], tmp_path: Path) -> None:
    assert read_left_out(written(tmp_path, LINE)).lines
    with pytest.raises(SetupError, match="lacks its reason"):
        read_left_out(written(tmp_path, LINE, LINE | missing))


@pytest.mark.parametrize(
    ("name", "stays_out"),
    [
        ("PySide6/QtNetwork.abi3.so", True),
        ("PySide6/Qt/lib/libQt6Network.so.6", True),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", True),
        ("PySide6\\plugins\\tls\\qschannelbackend.dll", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", True),
        ("PySide6/Qt/plugins/imageformats/libqjpeg.so", True),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", True),
        ("sklearn/tree/_tree.cpython-311-x86_64-linux-gnu.so", True),
        ("PySide6/QtWidgets.abi3.so", False),
        ("PySide6/QtOpenGL.abi3.so", False),
        ("PySide6/Qt/lib/libQt6DBus.so.6", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", False),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", False),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", False),
        ("PySide6/Qt/translations/qtbase_ar.qm", False),
        ("python3.11/lib-dynload/_struct.cpython-311-x86_64-linux-gnu.so", False),
        ("sklearn/neighbors/_ball_tree.cpython-311-x86_64-linux-gnu.so", False),
        ("models/built/face_mesh_468.onnx", False),
        ("resources/translations/kiosk_ar.qm", False),
    ],
)
def test_what_the_table_leaves_out(name: str, stays_out: bool) -> None:
    assert (read_left_out().line_of(name) is not None) is stays_out


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("libglib-2.0.so.0", "/usr/lib/x86_64-linux-gnu/libglib-2.0.so.0", True),
        ("libQt6Core.so.6", "/env/lib/python3.11/site-packages/PySide6/Qt/lib/libQt6Core.so.6", False),
        ("python3.11/lib-dynload/_struct.so", "/usr/lib/python3.11/lib-dynload/_struct.so", False),
        ("base_library.zip", "/somewhere/base_library.zip", False),
    ],
)
def test_what_belongs_to_the_system(
    name: str, source: str, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert installer_parts.is_of_system(Entry(name, source, "BINARY"), "/env") is expected
    monkeypatch.setattr("sys.platform", "darwin")
    assert not installer_parts.is_of_system(Entry(name, source, "BINARY"), "/env")


def test_a_link_goes_with_what_it_points_at() -> None:
    choice = Choice((left_out(files=("inside/gone.so",), but=("kept*",)),))
    found = [
        Entry("inside/gone.so", "/x/gone.so", "BINARY"),
        Entry("gone.so", "inside/gone.so", "SYMLINK"),
        Entry("inside/stays.so", "/x/stays.so", "BINARY"),
        Entry("inside/again.so", "stays.so", "SYMLINK"),
        Entry("stays.so", "inside/stays.so", "SYMLINK"),
    ]
    kept, out = sort_out(found, choice)
    assert [entry.name for entry in kept] == ["inside/stays.so", "inside/again.so", "stays.so"]
    assert list(out) == found[:1]


@pytest.mark.parametrize(
    ("module", "expected"),
    [("sqlite3", True), ("sqlite3.dbapi2", True), ("sqlite3x", False), ("a.sqlite3", False)],
)
def test_modules_with_what_is_below_them(module: str, expected: bool) -> None:
    line = left_out(modules=("sqlite3",))
    assert Choice((line,)).line_of_module(module) == (line if expected else None)


# What goes in


def test_every_file_that_the_program_uses_of_the_manifest_goes_in(models: Path, portraits: Path) -> None:
    manifest = tomllib.loads((ROOT / "models" / "manifest.toml").read_text(encoding="utf-8"))
    inside = {f"{folder}/{path.name}" for path, folder in installer_parts.data_files()}
    used = {f"models/built/{model['file']}" for model in installer_parts.used_models(manifest)}
    assert len(used) == len({model["role"] for model in manifest["model"]})
    assert {name for name in inside if name.startswith("models/built/")} == used
    assert {entry["file"] for kind in ("portrait", "font") for entry in manifest[kind]} <= inside
    assert {
        "models/manifest.toml",
        "resources/translations/kiosk_ar.qm",
        "resources/codes/plain.toml",
    } <= inside
    assert not [name for name in inside if name.endswith((".ts", ".dat", ".lock", ".py"))]


def small_checkout(folder: Path) -> Path:
    root = folder / "checkout"
    for name in ("models/built", "resources/translations", "resources/icons"):
        (root / name).mkdir(parents=True)
    (root / "models" / "README.md").write_text("cards")
    for name in ("kiosk_ar.ts", "kiosk_ar.qm"):
        (root / "resources" / "translations" / name).write_text("words")
    (root / "models" / "built" / "face.onnx").write_bytes(b"face")
    sha256 = installer_archive.sha256(root / "models" / "built" / "face.onnx")
    (root / "models" / "manifest.toml").write_text(
        f"portrait = []\nfont = []\n"
        f"[[model]]\nrole = 'mesh'\nfile = 'face.onnx'\nsha256 = '{sha256}'\n"
        f"[[model]]\nrole = 'mesh'\nfile = 'other.onnx'\nsha256 = '{sha256}'\n"
    )
    return root


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda root: (root / "models/built/face.onnx").unlink(), "face.onnx is missing"),
        (
            lambda root: (root / "models/built/face.onnx").write_bytes(b"farce"),
            "not the file that",
        ),
        (lambda root: (root / "resources/translations/kiosk_ar.qm").unlink(), "kiosk_ar.ts is not compiled"),
    ],
)
def test_a_build_with_something_missing_or_changed_is_refused(harm: Any, said: str, tmp_path: Path) -> None:
    root = small_checkout(tmp_path)
    names = {path.name for path, _ in installer_parts.data_files(root)}
    assert names == {"manifest.toml", "README.md", "face.onnx", "kiosk_ar.qm"}
    harm(root)
    with pytest.raises(SetupError, match=said):
        installer_parts.data_files(root)


def test_packages_go_with_their_licences_and_without_a_path_of_this_machine() -> None:
    entries = installer_parts.dist_infos(["rollcall-kiosk", "numpy"])
    names = {entry.name.partition("/")[2] for entry in entries}
    assert {"METADATA", "entry_points.txt"} <= names
    assert any("LICENSE" in name.upper() for name in names)
    assert not names & {"RECORD", "direct_url.json"}
    assert f"rollcall_kiosk-{__version__}.dist-info/METADATA" in {entry.name for entry in entries}


def test_packages_by_their_modules() -> None:
    packages = {"cv2": ["opencv-python"], "google": ["b", "A"], "numpy": ["numpy"]}
    assert installer_parts.distributions(["cv2.data", "google.x", "kiosk"], packages) == [
        "A",
        "b",
        "opencv-python",
    ]


# The recipe


def test_the_recipe_is_python_and_takes_its_version_from_the_package() -> None:
    compile(SPEC, "build_installer.spec", "exec")
    assert "NSCameraUsageDescription" in SPEC
    assert "from kiosk import __version__" in SPEC
    assert __version__ not in SPEC


def test_icons_hold_the_picture(tmp_path: Path) -> None:
    source = ROOT / "packaging" / "rollcall.png"
    picture = source.read_bytes()
    assert installer_icons.write(source, tmp_path, "linux") == source
    windows = installer_icons.write(source, tmp_path, "win32").read_bytes()
    reserved, kind, count = struct.unpack("<HHH", windows[:6])
    size, offset = struct.unpack("<II", windows[14:22])
    assert (reserved, kind, count, windows[offset : offset + size]) == (0, 1, 1, picture)
    mac = installer_icons.write(source, tmp_path, "darwin").read_bytes()
    assert (mac[:4], struct.unpack(">I", mac[4:8])[0], mac[8:12], mac[16:]) == (
        b"icns",
        len(mac),
        b"ic08",
        picture,
    )


def test_another_picture_is_no_icon(tmp_path: Path) -> None:
    (tmp_path / "small.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 20)
    with pytest.raises(ValueError, match="256 pixels"):
        installer_icons.write(tmp_path / "small.png", tmp_path, "win32")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"LD_LIBRARY_PATH": "/program"}, {}),
        ({"LD_LIBRARY_PATH": "/program", "LD_LIBRARY_PATH_ORIG": "/mine"}, {"LD_LIBRARY_PATH": "/mine"}),
        ({}, {}),
    ],
)
def test_other_programs_get_their_own_libraries(
    before: dict[str, str], after: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = dict(before)
    monkeypatch.setattr("os.environ", environ)
    monkeypatch.setattr("sys.platform", "linux")
    code = (ROOT / "packaging" / "own_environment.py").read_text(encoding="utf-8")
    exec(compile(code, "own_environment.py", "exec"), {})
    assert environ == after


# The command


def test_the_command_builds_lists_packs_and_sums_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps: list[str] = []

    def built(made: Environment) -> None:
        steps.append(f"built by {made.folder.name}")
        inside = installer.WORK / "made" / "rollcall" / "_internal"
        inside.mkdir(parents=True)
        (inside / "x").write_bytes(b"x")

    def packed(folder: Path, target: Path, epoch: int) -> Path:
        steps.append(f"packed {folder.name} with {sorted(path.name for path in folder.iterdir())}")
        target.write_bytes(b"packed")
        return target

    def deb(folder: Path, version: str, out: Path) -> Path:
        steps.append("deb")
        target = out / f"rollcall_{version}-1_amd64.deb"
        target.write_bytes(b"deb")
        return target

    def listed(folder: Path, out: Path, python: Path) -> None:
        steps.append("listed")
        (out / "rollcall.cdx.json").write_text("all")

    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(installer, "WORK", tmp_path / "work")
    monkeypatch.setattr(installer, "DIST", tmp_path / "dist")
    monkeypatch.setattr(installer, "provide", lambda: Environment(Path("venv"), BUILD_LOCK))
    monkeypatch.setattr(installer, "_run_pyinstaller", built)
    monkeypatch.setattr(installer_archive, "pack", packed)
    monkeypatch.setattr(debian, "make_deb", deb)
    monkeypatch.setattr(bill, "write_bill", listed)
    monkeypatch.setattr(sizes, "read_notes", dict)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    installer.make([])
    name = f"rollcall-{__version__}-linux-x86_64"
    content = ["CHANGELOG.md", "LICENSE", "NOTICE", "_internal", "rollcall.cdx.json"]
    assert steps == ["built by venv", "listed", f"packed {name} with {content}", "deb"]
    sums = (tmp_path / "dist" / "SHA256SUMS").read_text().splitlines()
    files = [f"{name}.cdx.json", f"{name}.tar.xz", f"rollcall_{__version__}-1_amd64.deb"]
    assert [line.split("  ")[1] for line in sums] == files
    assert "| **all** |" in capsys.readouterr().out


def test_other_arguments_and_sizes_of_nothing_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installer, "DIST", tmp_path)
    with pytest.raises(SetupError, match="no arguments but --sizes"):
        installer.make(["--quick"])
    with pytest.raises(SetupError, match="is not in dist"):
        installer.make(["--sizes"])
