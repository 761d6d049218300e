"""The archive that is passed on, the same bytes wherever and whenever it is packed; checksums; sizes."""

import os
import shutil
import struct
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from bootstrap import installer_archive, installer_strip, sizes
from bootstrap.console import SetupError
from bootstrap.installer_parts import Choice, Entry, LeftOut, report

EPOCH = 1_780_000_000
MB = 1_000_000


def a_program(folder: Path, names: list[str], *, mode: int, moment: int) -> Path:
    """The same files, made in another order, at another time, by somebody with another umask."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() * 50)
        path.chmod(mode)
        os.utime(path, (moment, moment))
    (folder / "kiosk").chmod(mode | 0o111)
    (folder / "_internal" / "link.so").symlink_to("b.so")
    return folder


def test_the_same_program_is_the_same_archive(tmp_path: Path) -> None:
    names = ["kiosk", "_internal/b.so", "_internal/a/c.txt", "_internal/a/d.txt"]
    first = a_program(tmp_path / "1" / "rollcall", names, mode=0o600, moment=1)
    second = a_program(tmp_path / "2" / "rollcall", names[::-1], mode=0o664, moment=2_000_000_000)
    (second / "_internal" / "a" / "d.txt").unlink()
    (first / "_internal" / "a" / "d.txt").write_bytes((first / "_internal" / "a" / "c.txt").read_bytes())
    os.link(second / "_internal" / "a" / "c.txt", second / "_internal" / "a" / "d.txt")
    packed = [
        installer_archive.pack(folder, tmp_path / f"{folder.parent.name}.tar.xz", EPOCH).read_bytes()
        for folder in (first, second)
    ]
    assert packed[0] == packed[1]
    with tarfile.open(tmp_path / "1.tar.xz") as archive:
        entries = archive.getmembers()
        archive.extractall(tmp_path / "out", filter="data")
    assert [entry.name for entry in entries] == sorted(entry.name for entry in entries)
    assert {(entry.uid, entry.gid, entry.uname, int(entry.mtime)) for entry in entries} == {(0, 0, "", EPOCH)}
    modes = {entry.name: entry.mode for entry in entries}
    assert (modes["rollcall/kiosk"], modes["rollcall/_internal/b.so"]) == (0o755, 0o644)
    assert (tmp_path / "out/rollcall/_internal/link.so").readlink() == Path("b.so")
    assert (tmp_path / "out/rollcall/_internal/a/d.txt").read_bytes() == b"_internal/a/c.txt" * 50


def test_another_content_is_another_archive(tmp_path: Path) -> None:
    folder = a_program(tmp_path / "rollcall", ["kiosk", "_internal/b.so"], mode=0o644, moment=1)
    before = installer_archive.pack(folder, tmp_path / "1.tar.xz", EPOCH).read_bytes()
    (folder / "kiosk").write_bytes(b"other")
    assert installer_archive.pack(folder, tmp_path / "2.tar.xz", EPOCH).read_bytes() != before
    assert sorted(path.name for path in tmp_path.glob("*.tar.xz*")) == ["1.tar.xz", "2.tar.xz"]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not here.")
def test_checksums_are_what_sha256sum_reads(tmp_path: Path) -> None:
    files = [tmp_path / "b.deb", tmp_path / "a.tar.xz"]
    for path in files:
        path.write_bytes(path.name.encode())
    assert (
        installer_archive.write_checksums(files, tmp_path).read_text().splitlines()[0].endswith("  a.tar.xz")
    )
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    files[0].write_bytes(b"changed")
    assert subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode == 1


def left_out(what: str, megabytes: float) -> LeftOut:
    return LeftOut(what, "Why.", megabytes, (), ("x",), (), is_of_system=False)


def noted(tmp_path: Path) -> sizes.Notes:
    cv2, qt = tmp_path / "cv2.so", tmp_path / "qt.so"
    cv2.write_bytes(b"c" * 3 * MB)
    qt.write_bytes(b"q" * 2 * MB)
    kept = [Entry("cv2/cv2.so", str(cv2), "BINARY"), Entry("cv2.so", "cv2/cv2.so", "SYMLINK")]
    out = {Entry("PySide6/qt.so", str(qt), "BINARY"): left_out("Qt's parts", 2)}
    return report(kept, out, {})


def test_sizes_by_part_add_up(tmp_path: Path) -> None:
    notes = noted(tmp_path)
    folder = tmp_path / "rollcall"
    (folder / "_internal" / "cv2").mkdir(parents=True)
    (folder / "_internal" / "cv2" / "cv2.so").write_bytes(b"c" * 2 * MB)  # a megabyte of symbols is gone
    (folder / "_internal" / "cv2.so").symlink_to("cv2/cv2.so")
    (folder / "kiosk").write_bytes(b"k" * MB)
    rows = {row.part: row for row in sizes.rows(notes, folder) if row.found or row.installed}
    assert {part: (row.found, row.left_out, row.stripped, row.installed) for part, row in rows.items()} == {
        "OpenCV with FFmpeg": (3 * MB, 0, MB, 2 * MB),
        "Qt and PySide6": (2 * MB, 2 * MB, 0, 0),
        sizes.CODE: (0, 0, 0, MB),
    }
    assert sizes.parts_table(list(rows.values())).splitlines()[-1] == "| **all** | 5.0 | 2.0 | 1.0 | 3.0 |"


@pytest.mark.parametrize(("said", "is_off"), [(2.0, False), (2.2, False), (1.5, True), (9.0, True)])
def test_a_figure_that_was_not_measured_is_named(said: float, is_off: bool, tmp_path: Path) -> None:
    choice = Choice((left_out("Qt's parts", said),))
    assert bool(sizes.off(choice, noted(tmp_path))) is is_off
    assert "| Qt's parts | 2.0 | Why. |" in sizes.saved_table(choice, noted(tmp_path))


def test_modules_that_stay_out_count_as_they_would_be_packed(tmp_path: Path) -> None:
    (tmp_path / "dbapi2.py").write_bytes(b"x = 1\n" * MB)
    module = Entry("sqlite3.dbapi2", str(tmp_path / "dbapi2.py"), "PYMODULE")
    notes = report([], {}, {module: left_out("Databases", 0.1)})
    assert list(notes) == ["sqlite3/dbapi2.pyc"]
    assert 0 < sizes.saved(notes)["Databases"] < 0.1


def test_sizes_before_anything_was_built(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="Nothing was built here yet"):
        sizes.read_notes(tmp_path / "parts.json")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("opencv_python_headless.libs/libavcodec.so", "OpenCV with FFmpeg"),
        ("libQt6Core.so.6", "Qt and PySide6"),
        ("libpython3.11.so.1.0", "Python and its libraries"),
        ("scikit_learn.libs/libgomp.so", "scipy and scikit-learn"),
        ("python_calamine/x.so", sizes.REST),
    ],
)
def test_each_file_has_its_part(name: str, part: str) -> None:
    assert sizes.part_of(name) == part


def a_library(folder: Path) -> Path:
    """A real one with symbols in it, of this machine's packages."""
    found = next(Path(sys.prefix).rglob("libgfortran*.so*"))
    return Path(shutil.copy(found, folder / found.name))


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("strip") is None, reason="strip is not here.")
def test_a_library_that_would_not_load_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stripped, numpy's OpenBLAS was laid out so that the loader refused it: the built program broke."""
    library = a_library(tmp_path)
    before = library.read_bytes()
    saved = installer_strip.strip_libraries(tmp_path)
    assert saved == len(before) - library.stat().st_size
    assert installer_strip.can_be_loaded(library)
    library.write_bytes(before)
    monkeypatch.setattr(installer_strip, "can_be_loaded", lambda path: False)
    assert installer_strip.strip_libraries(tmp_path) == 0
    assert [path.name for path in tmp_path.iterdir()] == [library.name]
    assert library.read_bytes() == before


@pytest.mark.parametrize(
    ("offset", "address", "expected"), [(0, 0, True), (0x1000, 0x3000, True), (0x1800, 0x3000, False)]
)
def test_what_the_loader_wants(offset: int, address: int, expected: bool, tmp_path: Path) -> None:
    header = struct.pack("<16sHHIQQQIHHHHHH", b"\x7fELF", 3, 62, 1, 0, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    segment = struct.pack("<IIQQQQQQ", 1, 5, offset, address, address, 1, 1, 0x1000)
    (tmp_path / "lib.so").write_bytes(header + segment)
    assert installer_strip.can_be_loaded(tmp_path / "lib.so") is expected
