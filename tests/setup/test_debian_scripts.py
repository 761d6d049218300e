"""What dpkg and the package's scripts do to a root: install, upgrade, remove, purge; a program that is open.

dpkg works on a folder without entering it, as nobody in particular. A clean Debian is in test_debian_life.py.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bootstrap import debian
from tests.setup.test_debian import stand_in

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(
        sys.platform != "linux" or not all(map(shutil.which, ("dpkg", "dpkg-deb", "objdump"))),
        reason="dpkg is Debian's.",
    ),
]
HOME = Path("var/lib/rollcall")
DATA = HOME / ".local" / "share" / "rollcall"


@pytest.fixture(scope="module")
def debs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An older and a newer package."""
    folder = tmp_path_factory.mktemp("debs")
    program = stand_in(folder)
    return debian.make_deb(program, "0.3.0", folder), debian.make_deb(program, "0.4.0", folder)


class Root:
    """A root that dpkg works on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "var/log"):
            (folder / name).mkdir(parents=True)
        (folder / "var/lib/dpkg/status").touch()

    def dpkg(self, *words: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
        force = "--force-script-chrootless,not-root,depends,bad-path,unsafe-io"
        return subprocess.run(
            ["dpkg", f"--root={self.folder}", force, *words],
            env={**os.environ, "LC_ALL": "C", **environ},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def done(self, *words: str | Path, **environ: str) -> str:
        ran = self.dpkg(*words, **environ)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def version(self) -> str:
        command = [
            "dpkg-query",
            f"--admindir={self.folder / 'var/lib/dpkg'}",
            "-Wf",
            "${Version} ${db:Status-Status}",
        ]
        return subprocess.run(
            [*command, "rollcall"], capture_output=True, text=True, timeout=60, check=True
        ).stdout

    def make_school(self) -> None:
        (self.folder / DATA).mkdir(parents=True)
        (self.folder / DATA / "slots.json").write_text("{}")
        (self.folder / DATA / "records.db").write_bytes(b"records")

    @property
    def has_school(self) -> bool:
        return (self.folder / DATA / "records.db").exists()


@pytest.fixture
def root(tmp_path: Path, debs: tuple[Path, Path]) -> Root:
    made = Root(tmp_path / "root")
    made.done("--install", debs[0])
    return made


def test_an_upgrade_and_the_way_back_keep_what_an_administrator_put_there(
    root: Root, debs: tuple[Path, Path]
) -> None:
    root.make_school()
    model = root.folder / "opt/rollcall/_internal/models/built/bigger.onnx"
    model.write_bytes(b"installed by an administrator")
    for deb, version in zip(reversed(debs), ("0.4.0-1", "0.3.0-1"), strict=True):
        root.done("--install", deb)
        assert root.version() == f"{version} installed"
        assert root.has_school
        assert model.exists()
        root.done("--verify", "rollcall")


def test_removing_keeps_the_school_and_says_so(root: Root) -> None:
    root.make_school()
    said = root.done("--remove", "rollcall")
    assert "Kept: the data of the school with its backups, " in said
    assert root.has_school
    assert not (root.folder / "opt/rollcall/kiosk").exists()
    assert (root.folder / "etc/pam.d/rollcall-kiosk").exists()


def test_purging_keeps_the_school_too_and_says_how_to_delete_it(root: Root) -> None:
    root.make_school()
    said = root.done("--purge", "rollcall")
    assert "NOT deleted, because nobody could bring them back" in said
    assert f"To delete them: rm -r {root.folder / HOME}" in said
    assert root.has_school
    assert not (root.folder / "opt/rollcall").exists()
    assert not (root.folder / "etc/pam.d/rollcall-kiosk").exists()


def test_purging_deletes_the_school_where_it_is_told_to_and_says_so(root: Root) -> None:
    root.make_school()
    root.done("--remove", "rollcall")
    said = root.done("--purge", "rollcall", ROLLCALL_DELETE_SCHOOL="yes")
    assert "Deleting the data of the school, with the backups that are there: " in said
    assert not (root.folder / HOME).exists()


def test_without_a_school_purging_leaves_nothing(root: Root) -> None:
    (root.folder / HOME / ".cache").mkdir(parents=True)
    wants = root.folder / "etc/systemd/system/graphical.target.wants"
    wants.mkdir(parents=True)
    (wants / "rollcall-kiosk.service").symlink_to("/usr/lib/systemd/system/rollcall-kiosk.service")
    (root.folder / "opt/rollcall/_internal/models/built/bigger.onnx").write_bytes(b"installed")
    said = root.done("--purge", "rollcall")
    assert "Rollcall is purged. Deleted: the program with its models" in said
    assert not (root.folder / HOME).exists()
    assert not (root.folder / "opt/rollcall").exists()
    assert list(wants.iterdir()) == []


@pytest.fixture
def opened(root: Root) -> Iterator[subprocess.Popen[bytes]]:
    """The stand-in program, at work for a minute."""
    process = subprocess.Popen([root.folder / "opt/rollcall/kiosk", "60"])
    yield process
    process.kill()
    process.wait()


@pytest.mark.parametrize("act", ["install", "remove"])
def test_nothing_changes_under_an_open_program(
    root: Root, debs: tuple[Path, Path], opened: subprocess.Popen[bytes], act: str
) -> None:
    ran = root.dpkg(f"--{act}", debs[1] if act == "install" else "rollcall")
    assert ran.returncode != 0
    assert f"Rollcall is open (process {opened.pid}). Close it, and do this again" in ran.stderr
    assert root.version() == "0.3.0-1 installed"
    opened.kill()
    opened.wait()
    root.done(f"--{act}", debs[1] if act == "install" else "rollcall")
