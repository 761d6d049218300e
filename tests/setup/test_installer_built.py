"""The program is built from a clean clone and does its whole job on a machine that has nothing of ours.

Long (`run.py test -m slow tests/setup/test_installer_built.py`): a build takes minutes, and it installs its
packages from the package index. ROLLCALL_BUILT=FOLDER tries a program that was built before instead.
"""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bootstrap import debian, installer, installer_archive, installer_paths, sizes
from bootstrap.installer_parts import read_left_out
from kiosk import __version__
from tests.e2e.screens import virtual_screen
from tests.setup.built_program import Elsewhere, can_hide, unexpected

pytest.importorskip("PySide6", reason="The pictures of the screen are taken with PySide6.")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.qt,
    pytest.mark.alone,  # the walk-up is played as fast as it was recorded: a busy machine sees too little
    pytest.mark.timeout(3600),
    pytest.mark.skipif(not can_hide(), reason="Hiding the checkout from a program needs Linux and root."),
]
ROOT = Path(__file__).resolve().parents[2]
TAKEN = ("models/built", "resources/fonts", "resources/portraits")
"""What set-up downloads; the clone gets it from here."""
PICTURE = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
image = app.primaryScreen().grabWindow(0).toImage()
image.save(sys.argv[1])
print(len({image.pixel(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)}))
"""
STEP_S = 2.0


def _clone(folder: Path) -> Path:
    subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(ROOT), str(folder)], check=True, timeout=120)
    for name in TAKEN:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-a", f"{ROOT / name}/.", str(folder / name)], check=True, timeout=120)
    return folder


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build from a clean clone, or take what was named."""
    named = os.environ.get("ROLLCALL_BUILT")
    if named:
        return Path(named).resolve().parent
    clone = tmp_path_factory.mktemp("build") / "clone"
    _clone(clone)
    done = subprocess.run(
        [sys.executable, "run.py", "build"],
        cwd=clone,
        capture_output=True,
        text=True,
        timeout=3000,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "packaging/left_out.toml:" not in done.stderr  # a figure there that is not what was measured
    return clone / "dist"


@pytest.fixture(scope="module")
def built(dist: Path) -> Path:
    return dist / installer.folder_name(__version__)


@pytest.fixture
def elsewhere(built: Path, tmp_path: Path) -> Elsewhere:
    hidden = [ROOT, built.parent.parent, Path(sys.base_prefix)]
    # A Python of the system lives among everything else there is; then only ours is hidden.
    return Elsewhere(built, tmp_path, [path for path in hidden if path != Path("/usr")])


@pytest.fixture
def screen() -> Iterator[str]:
    with virtual_screen() as display:
        yield display


def test_it_checks_itself(elsewhere: Elsewhere) -> None:
    code, out, err = elsewhere.run("--self-check", "--json")
    findings = {finding["check"]: finding for finding in json.loads(out)}
    assert [check for check, finding in findings.items() if finding["level"] == "fail"] == []
    assert (code, unexpected(err)) == (0, [])
    assert {"models", "index", "camera process", "trial", "walk-up", "sheets", "doctor: network"} <= set(
        findings
    )
    assert elsewhere.new_files == []


def test_a_walk_up_at_the_door_on_a_screen(elsewhere: Elsewhere, screen: str, tmp_path: Path) -> None:
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    process = elsewhere.start(
        "demo", "--without-desk", "--format", "csv", "--out", str(sheets), variables={"DISPLAY": screen}
    )
    colours = _watch(process, screen, tmp_path / "pictures")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, unexpected(err)) == (0, []), out
    assert max(colours) > 20
    (sheet,) = sheets.iterdir()
    rows = list(csv.DictReader(sheet.read_text("utf-8-sig").splitlines()))
    assert [row["Method"] for row in rows if row["State"] == "Present"] == ["Face"]


def test_the_first_start_shows_the_wizard_and_ends_when_asked_to(
    elsewhere: Elsewhere, screen: str, tmp_path: Path
) -> None:
    process = elsewhere.start("run", variables={"DISPLAY": screen})
    colours: list[int] = []
    until = time.monotonic() + 60
    while time.monotonic() < until and (not colours or colours[-1] < 20):
        colours.append(_picture(screen, tmp_path / "pictures" / f"wizard-{len(colours):02}.png"))
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, unexpected(err)) == (0, [])
    assert colours[-1] >= 20


def test_what_is_passed_on_is_what_was_summed_up(dist: Path, built: Path, tmp_path: Path) -> None:
    sums = [line.split("  ") for line in (dist / "SHA256SUMS").read_text().splitlines()]
    assert {name.rpartition(".")[2] for _, name in sums} == {"xz", "deb", "json"}
    assert all(installer_archive.sha256(dist / name) == sha256 for sha256, name in sums)
    again = installer_archive.pack(built, tmp_path / "again.tar.xz", debian.source_date())
    if "ROLLCALL_BUILT" not in os.environ:  # of another commit, it may be from another moment
        assert [installer_archive.sha256(again), f"{built.name}.tar.xz"] in sums


def test_no_library_looks_into_folders_of_the_machine_of_the_build(built: Path) -> None:
    assert installer_paths.foreign(built) == []


def test_figures_of_what_stays_out_were_measured(dist: Path) -> None:
    notes = sizes.read_notes(dist.parent / sizes.NOTES.relative_to(ROOT))
    assert sizes.off(read_left_out(), notes) == []


def _watch(process: "subprocess.Popen[str]", screen: str, pictures: Path) -> list[int]:
    """Take pictures of the screen until the program ends; gives the colours of each."""
    colours: list[int] = []
    while process.poll() is None:
        colours.append(_picture(screen, pictures / f"door-{len(colours):02}.png"))
        try:
            process.wait(STEP_S)
        except subprocess.TimeoutExpired:
            continue
    return colours


def _picture(screen: str, file: Path) -> int:
    file.parent.mkdir(exist_ok=True)
    environ = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [sys.executable, "-c", PICTURE, str(file)], env=environ, capture_output=True, text=True, check=True
    )
    return int(done.stdout)
