"""What the machine must bring: platforms, system libraries by name, Debian's packages."""

import os
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bootstrap import machine
from bootstrap.console import SetupError
from kiosk.libraries import LIBRARIES, Library, Need

needs_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="System libraries are checked on Linux only."
)


@pytest.fixture
def apt(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Pretend to be root on a Debian whose apt-get succeeds; gives the calls."""
    calls: list[tuple[str, ...]] = []

    def succeed(*words: str) -> bool:
        calls.append(words)
        return True

    monkeypatch.setattr(machine, "is_debian", lambda: True)
    monkeypatch.setattr(machine, "is_root", lambda: True)
    monkeypatch.setattr(machine, "_apt", succeed)
    return calls


@pytest.mark.parametrize(
    ("system", "arch", "glibc", "macos", "named"),
    [
        ("Linux", "x86_64", (2, 34), "", None),
        ("Linux", "x86_64", (2, 31), "", "a Linux with glibc 2.31"),
        ("Linux", "x86_64", None, "", "a Linux without glibc"),
        ("Linux", "aarch64", (2, 36), "", "Linux on aarch64"),
        ("Darwin", "arm64", None, "14.1", None),
        ("Darwin", "arm64", None, "13.6.1", "macOS 13.6.1"),
        ("Darwin", "x86_64", None, "14.1", "macOS with a Python for Intel"),
        ("Windows", "AMD64", None, "", None),
        ("Windows", "ARM64", None, "", "Windows on arm64"),
        ("FreeBSD", "amd64", None, "", "FreeBSD"),
    ],
)
def test_platform(
    system: str,
    arch: str,
    glibc: tuple[int, int] | None,
    macos: str,
    named: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "machine", lambda: arch)
    monkeypatch.setattr(platform, "mac_ver", lambda: (macos, ("", "", ""), ""))
    monkeypatch.setattr(machine, "glibc_version", lambda: glibc)
    problem = machine.platform_problem()
    if named is None:
        assert problem is None
    else:
        assert str(problem).startswith(
            f"This is {named}. Rollcall runs on Linux x86-64 with glibc 2.34 or newer"
        )


def test_32_bit_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    assert machine.platform_problem() == "This Python is a 32-bit one; Rollcall needs a 64-bit Python."


@pytest.mark.parametrize(
    ("answer", "version"),
    [("glibc 2.36", (2, 36)), ("glibc 2.34.9000", (2, 34)), ("musl", None), (None, None)],
)
def test_glibc_version(
    answer: str | None, version: tuple[int, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "confstr", lambda name: answer, raising=False)
    assert machine.glibc_version() == version


@needs_linux
def test_missing_libraries_are_named_with_their_packages() -> None:
    table = (
        Library("libc.so.6", "libc6", Need.PROGRAM),
        Library("libnowhere.so.1", "libnowhere1", Need.PROGRAM),
        Library("libxcb-nowhere.so.0", "libxcb-nowhere0", Need.WINDOW),
    )
    missing = machine.missing_libraries([Need.PROGRAM], libraries=table)
    assert [(library.soname, library.package) for library in missing] == [("libnowhere.so.1", "libnowhere1")]


@needs_linux
def test_root_on_debian_installs_what_is_missing(
    apt: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = {"libEGL.so.1", "libGL.so.1"}
    monkeypatch.setattr(machine, "can_load", lambda soname: bool(apt) or soname not in missing)
    machine.provide_libraries()
    assert apt == [("install", "libgl1", "libegl1")]
    assert "without which the program does not start: libGL.so.1, libEGL.so.1." in capsys.readouterr().err


@needs_linux
@pytest.mark.parametrize(
    ("soname", "package", "ends"),
    [("libGL.so.1", "libgl1", True), ("libxcb-cursor.so.0", "libxcb-cursor0", False)],
)
def test_others_are_told_what_to_install(
    soname: str,
    package: str,
    ends: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without a library for windows only, set-up goes on: the commands work all the same."""
    monkeypatch.setattr(machine, "is_debian", lambda: True)
    monkeypatch.setattr(machine, "is_root", lambda: False)
    monkeypatch.setattr(machine, "can_load", lambda name: name != soname)
    line = f"sudo apt-get install {package}"
    if ends:
        with pytest.raises(SetupError, match=re.escape(line)):
            machine.provide_libraries()
    else:
        machine.provide_libraries()
        assert f"To change that: {line}" in capsys.readouterr().err


def test_list_of_packages_is_fetched_only_when_installing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def fail_once(action: str, *packages: str) -> bool:
        calls.append(action)
        return len(calls) > 1

    monkeypatch.setattr(machine, "is_debian", lambda: True)
    monkeypatch.setattr(machine, "is_root", lambda: True)
    monkeypatch.setattr(machine, "_apt", fail_once)
    assert machine.provide_packages(["strace"])
    assert calls == ["install", "update", "install"]


@needs_linux
def test_programs_of_the_tests(
    apt: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None if name in {"strace", "pdftotext"} else name)
    machine.provide_test_programs()
    assert apt == [("install", "strace", "poppler-utils")]


@needs_linux
def test_table_names_what_the_wheels_take_from_the_system() -> None:
    """A new version of a wheel may load another library: then this fails here, not on a fresh machine."""
    pytest.importorskip("PySide6", reason="Qt's own libraries are not here.")
    known = {library.soname for library in LIBRARIES}
    needed = {soname for file in _files_of_wheels() for soname in _needed_by(file)}
    assert "libxcb-cursor.so.0" in needed  # the search finds something
    # What every glibc system with Python has.
    base = re.compile(r"lib(c|m|dl|rt|pthread|util|resolv|gcc_s|stdc\+\+)\.so\.\d+|ld-linux-x86-64\.so\.2")
    assert {soname for soname in needed - known if not base.fullmatch(soname)} == set()


def _files_of_wheels() -> Sequence[Path]:
    import cv2
    import mediapipe
    import onnxruntime
    import PySide6
    import sqlcipher3

    qt = Path(PySide6.__path__[0]) / "Qt"
    modules = ("Core", "Gui", "Widgets", "Svg", "PrintSupport", "DBus", "XcbQpa")
    return [
        *(qt / "lib" / f"libQt6{name}.so.6" for name in modules),
        *(qt / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "offscreen")),
        *(qt / "plugins" / "xcbglintegrations").glob("*.so"),
        *Path(cv2.__path__[0]).glob("*.so"),
        *Path(cv2.__path__[0]).parent.glob("opencv_python.libs/*Qt5Core*"),
        *Path(cv2.__path__[0]).parent.glob("opencv_python.libs/*Qt5Gui*"),
        *Path(mediapipe.__path__[0]).rglob("*.so"),
        *Path(onnxruntime.__path__[0]).rglob("*.so"),
        *Path(sqlcipher3.__path__[0]).rglob("*.so"),
    ]


def _needed_by(file: Path) -> set[str]:
    """Give the libraries that the loader takes from the system for a file: ldd's lines outside of wheels."""
    listing = subprocess.run(["ldd", file], capture_output=True, text=True, check=True, timeout=60).stdout
    direct = _direct_needs(file)
    found = re.findall(r"^\s*(\S+) => (\S+|not found)", listing, flags=re.MULTILINE)
    return {soname for soname, path in found if soname in direct and "site-packages" not in path}


def _direct_needs(file: Path) -> set[str]:
    """Give DT_NEEDED's names: the strings of the file that name a library, without readelf."""
    return {
        name.decode() for name in re.findall(rb"\0(lib[A-Za-z0-9_+.-]+\.so\.\d+)(?=\0)", file.read_bytes())
    }
