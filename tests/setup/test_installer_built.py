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
PICTURES = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
for line in sys.stdin:
    image = app.primaryScreen().grabWindow(0).toImage()
    image.save(line.strip())
    print(len({image.pixel(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)}))
    sys.stdout.flush()
"""
STEP_S = 2.0
SOON_S = 0.5
DRAWN = 20
"""Colours of a screen on which there is more than a cursor."""


class Eye:
    """Takes pictures of a screen: one process for all, since starting it takes the walk-up's time away."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        """Take a process that runs PICTURES, and a folder for what it sees."""
        self._process = process
        self._folder = folder
        self.colours: list[int] = []

    def look(self) -> int:
        """Take a picture; gives how many colours are in it."""
        asked, told = self._process.stdin, self._process.stdout
        assert asked is not None
        assert told is not None
        asked.write(f"{self._folder / f'{len(self.colours):02}.png'}\n")
        asked.flush()
        self.colours.append(int(told.readline()))
        return self.colours[-1]

    def watch(self, program: "subprocess.Popen[str]") -> None:
        """Take pictures until a program ends."""
        self.look()
        while not _ended(program, STEP_S):
            self.look()


def _ended(program: "subprocess.Popen[str]", within_s: float) -> bool:
    """Wait for the end of a program; says whether it came."""
    try:
        program.wait(within_s)
    except subprocess.TimeoutExpired:
        return False
    return True


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


@pytest.fixture
def eye(screen: str, tmp_path: Path) -> Iterator[Eye]:
    folder = tmp_path / "pictures"
    folder.mkdir()
    environ = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-c", PICTURES]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environ, stdin=pipe, stdout=pipe, text=True) as process:
        yield Eye(process, folder)


def test_it_checks_itself(elsewhere: Elsewhere) -> None:
    code, out, err = elsewhere.run("--self-check", "--json")
    findings = {finding["check"]: finding for finding in json.loads(out)}
    assert [check for check, finding in findings.items() if finding["level"] == "fail"] == []
    assert (code, unexpected(err)) == (0, [])
    assert {"models", "index", "camera process", "trial", "walk-up", "sheets", "doctor: network"} <= set(
        findings
    )
    assert elsewhere.new_files == []


def test_a_walk_up_at_the_door_on_a_screen(
    elsewhere: Elsewhere, screen: str, eye: Eye, tmp_path: Path
) -> None:
    eye.look()  # once it is started
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    process = elsewhere.start(
        "demo", "--without-desk", "--format", "csv", "--out", str(sheets), variables={"DISPLAY": screen}
    )
    eye.watch(process)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, unexpected(err)) == (0, []), out
    assert max(eye.colours) > DRAWN
    (sheet,) = sheets.iterdir()
    rows = list(csv.DictReader(sheet.read_text("utf-8-sig").splitlines()))
    assert [row["Method"] for row in rows if row["State"] == "Present"] == ["Face"]


def test_the_first_start_shows_the_wizard_and_ends_when_asked_to(
    elsewhere: Elsewhere, screen: str, eye: Eye
) -> None:
    process = elsewhere.start("run", variables={"DISPLAY": screen})
    until = time.monotonic() + 60
    while time.monotonic() < until and eye.look() <= DRAWN and not _ended(process, SOON_S):
        continue
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, unexpected(err)) == (0, [])
    assert eye.colours[-1] > DRAWN


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
