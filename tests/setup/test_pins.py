"""The dependencies and why they are pinned (docs/decisions/0002-dependencies.md)."""

import re
import subprocess
import sys
import textwrap
import tomllib
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

from bootstrap.environment import BUILD_LOCK, RUNTIME_LOCK, TEST_LOCK
from bootstrap.locks import strange_lines

LOCKS = (RUNTIME_LOCK, TEST_LOCK, BUILD_LOCK)
needs_qt = pytest.mark.skipif(find_spec("PySide6") is None, reason="PySide6 is not installed here.")


def pins(lock: Path) -> dict[str, set[str]]:
    """Give the versions that a lock has for this machine, by package."""
    found: dict[str, set[str]] = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        match = re.fullmatch(r"(\S+)==(\S+)(?: ; (.+?))?(?: \\)?", line)
        if match and (match[3] is None or Marker(match[3]).evaluate()):
            found.setdefault(match[1], set()).add(match[2])
    return found


def direct(project: Path) -> list[Requirement]:
    content = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    return [Requirement(text) for text in content["project"]["dependencies"]]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_holds_pins_and_hashes_only(lock: Path) -> None:
    """No index address, no folder of a machine, no option: only what makes it the same everywhere."""
    assert strange_lines(lock) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
@pytest.mark.parametrize(
    "line", ["--extra-index-" + "url somewhere", "--find-links wheels", "alpha @ file:alpha.whl", "alpha>=1"]
)
def test_lock_with_anything_else_is_noticed(lock: Path, line: str, tmp_path: Path) -> None:
    copy = tmp_path / lock.name
    copy.write_text(f"{lock.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    assert strange_lines(copy) == [line]


@pytest.mark.parametrize("lock", [TEST_LOCK, BUILD_LOCK], ids=lambda lock: lock.name)
def test_all_locks_agree(lock: Path) -> None:
    """Tests try the very versions that run, and the built program holds them."""
    other = pins(lock)
    if lock == BUILD_LOCK:
        other["opencv-python"] = other.pop("opencv-python-headless")
    assert {name: other.get(name) for name in pins(RUNTIME_LOCK)} == pins(RUNTIME_LOCK)


def test_direct_dependencies_are_locked_inside_their_range(project: Path) -> None:
    locked = pins(RUNTIME_LOCK)
    for requirement in direct(project):
        (pinned,) = locked[requirement.name.lower()]
        assert requirement.specifier.contains(pinned), requirement


def test_installed_is_what_is_locked() -> None:
    """Except for what the core environment leaves out."""
    differs = {}
    for name, versions in pins(TEST_LOCK).items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            installed = "missing"
        if installed not in versions:
            differs[name] = installed
    if find_spec("PySide6") is None:
        assert differs == dict.fromkeys(("pyside6-essentials", "shiboken6", "pytest-qt"), "missing")
    else:
        assert differs == {}


def test_versions_that_phone_home_are_out(project: Path) -> None:
    """The traced test shows that these two are quiet; later versions were seen not to be."""
    exact = {requirement.name: str(requirement.specifier) for requirement in direct(project)}
    assert exact["mediapipe"] == "==0.10.31"
    assert exact["onnxruntime"] == "==1.28.0"


def test_one_cv2_and_the_small_qt() -> None:
    """opencv-contrib-python writes the same cv2/; the Addons wheel has GPL-only parts and hundreds of MB."""
    names = set(pins(TEST_LOCK))
    assert {name for name in names if name.startswith("opencv")} == {"opencv-python"}
    assert {name for name in pins(BUILD_LOCK) if name.startswith("opencv")} == {"opencv-python-headless"}
    assert {name for name in names if name.startswith("pyside6")} == {"pyside6-essentials"}


EMITS = textwrap.dedent("""
    import sys
    from PySide6.QtCore import QObject, Signal

    class Sender(QObject):
        sent = Signal(bool)

    sender, got = Sender(), []
    sender.sent.connect(got.append)
    before = sys.getrefcount(True)
    for _ in range(200):
        sender.sent.emit(True)
    got.clear()
    print(before, sys.getrefcount(True), bool(sender.sent.emit(True)))
""")


@needs_qt
@pytest.mark.qt
def test_emitting_keeps_the_references_of_true() -> None:
    """PySide6 6.12.0 on CPython 3.11 takes one off at each emit, until the process dies with exit code 134.

    From CPython 3.12 on True is immortal and the count says nothing; dying is still noticed.
    """
    done = subprocess.run(
        [sys.executable, "-c", EMITS], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    before, after, _ = done.stdout.split()
    assert abs(int(after) - int(before)) < 20


@pytest.mark.qt  # the core environment is without PySide6 on purpose
def test_the_environment_is_whole_although_pip_resolves_nothing() -> None:
    """An unpinned extra in the lock sent pip to the newest release, which the lock then did not have."""
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
