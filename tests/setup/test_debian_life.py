"""A Debian package's whole life on a clean Debian: installed, used, upgraded, taken back, removed, purged.

Long (`python3 run.py test -m slow tests/setup/test_debian_life.py`), as root: debootstrap makes the clean
root from the archive that this machine's apt uses. The newer version is the built one with version and schema
counted up.
"""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bootstrap import debian, installer
from kiosk import __version__
from tests.setup.newer_program import make_newer
from tests.storage.released import VERSIONS, copy_released

NEEDED = ("debootstrap", "dpkg-deb", "objdump", "unshare", "chroot", "apt-get")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0 or not all(map(shutil.which, NEEDED)),
        reason=f"needs root and {', '.join(NEEDED)}",
    ),
]
ROOT = Path(__file__).resolve().parents[2]
NEWER = "0.2.0"
HOME = Path("/var/lib/rollcall")
SCHOOL = HOME / ".local" / "share" / "rollcall"
PHRASE = HOME / "passphrase"
PORTRAIT = "/opt/rollcall/_internal/resources/portraits/astronaut.png"


@dataclass(frozen=True, slots=True)
class Machine:
    """A clean Debian in a folder."""

    root: Path

    def run(
        self,
        *command: str | Path,
        user: str = "root",
        home: Path = Path("/root"),
        network: bool = False,
        environ: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in it, in an empty environment, with or without a network."""
        alone = ["unshare", "--mount", "--pid", "--fork", f"--mount-proc={self.root / 'proc'}"]
        inside = ["chroot", f"--userspec={user}:{user}", str(self.root), "env", "-i"]
        settings = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            **(environ or {}),
        }
        given = [f"{name}={value}" for name, value in settings.items()]
        # The list of networks stays the machine's own where apt needs it, and is empty for the program.
        return subprocess.run(
            [*alone, *([] if network else ["--net"]), *inside, *given, *map(str, command)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1200, check=False,
        )  # fmt: skip

    def done(self, *command: str | Path, **environ: str) -> str:
        """The same as root with a network, and it has to work."""
        settings = {"DEBIAN_FRONTEND": "noninteractive", **environ}
        ran = self.run(*command, network=True, environ=settings)
        assert ran.returncode == 0, f"{command}\n{ran.stdout[-2000:]}\n{ran.stderr[-2000:]}"
        return ran.stdout + ran.stderr

    def apt(self, *words: str, **environ: str) -> str:
        return self.done("apt-get", "-y", "-q", *words, **environ)

    def door(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run `kiosk` as the account of the kiosk mode, without a network."""
        return self.run("kiosk", *words, user="rollcall", home=HOME)

    def desk(self, *words: str | Path) -> str:
        """The same, with the administrator's passphrase, and it has to work."""
        ran = self.door(*words, "--passphrase-file", PHRASE)
        assert ran.returncode == 0, f"{words}\n{ran.stdout}\n{ran.stderr[-2000:]}"
        return ran.stdout

    def path(self, inside: Path) -> Path:
        return self.root / inside.relative_to("/")

    def digests(self, folder: Path) -> dict[str, str]:
        names = ("kiosk.db", "records.db", "slots.json", "device.key")
        files = [self.path(folder) / name for name in names]
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def debs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The built program as a package, and as the one of a newer version; packed in a hurry."""
    built = installer.DIST / installer.folder_name(__version__)
    if not (built / "kiosk").exists():
        subprocess.run([sys.executable, ROOT / "run.py", "build"], check=True, timeout=3000)
    out = tmp_path_factory.mktemp("debs")
    program = shutil.copytree(built, out / "program", symlinks=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DPKG_DEB_COMPRESSOR_LEVEL", "0")
        older = debian.make_deb(program, __version__, out)
        make_newer(program / "kiosk", NEWER)
        newer = debian.make_deb(program, NEWER, out)
    shutil.rmtree(program)
    return older, newer


@pytest.fixture
def machine(tmp_path: Path, debs: tuple[Path, Path]) -> Machine:
    """A clean Debian with both packages lying in it, and somebody who is nobody in particular."""
    root = tmp_path / "root"
    suite = platform.freedesktop_os_release()["VERSION_CODENAME"]
    command = ["debootstrap", "--variant=minbase", suite, str(root), archive_of(suite)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=1800)
    made = Machine(root)
    for deb in debs:
        shutil.copyfile(deb, root / deb.name)
    (root / "dev" / "shm").chmod(0o1777)  # as the file system is that a machine mounts there
    made.done("useradd", "--create-home", "pupil")
    made.apt("update")
    return made


def archive_of(suite: str) -> str:
    """Give where this machine's apt has a suite from."""
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)", "Created-By: Packages"]
    lines = subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=60
    ).stdout.splitlines()
    return next(line.split()[0] for line in lines if line.split()[1:] == [suite])


def test_a_package_s_whole_life(machine: Machine, debs: tuple[Path, Path]) -> None:
    older, newer = (f"./{deb.name}" for deb in debs)
    machine.apt("install", "--no-install-recommends", older)
    look_at_a_fresh_installation(machine)
    make_a_school(machine)
    bring_old_schools_forward(machine)
    before = machine.digests(SCHOOL)

    machine.apt("install", newer)
    assert NEWER in machine.door("--version").stdout
    assert machine.digests(SCHOOL) == before  # the package itself touches no data
    assert machine.door("tally").returncode == 0
    (kept,) = backups(machine, SCHOOL)
    assert kept["has_faces"]
    assert "Eileen" in machine.desk("roster")

    machine.apt("install", "--allow-downgrades", older)
    after = machine.digests(SCHOOL)
    refused = machine.door("tally")
    assert refused.returncode == 2
    assert "was written by a newer version of this program" in refused.stderr
    assert machine.digests(SCHOOL) == after != before
    machine.desk("restore", SCHOOL / "backups" / str(kept["name"]), "--yes")
    assert "Eileen" in machine.desk("roster")
    assert machine.door("tally").returncode == 0

    take_it_away(machine, older)


def look_at_a_fresh_installation(machine: Machine) -> None:
    assert machine.path(HOME).stat().st_mode & 0o777 == 0o700
    assert "/usr/sbin/nologin" in machine.done("getent", "passwd", "rollcall")
    assert not list(machine.path(Path("/etc/systemd/system")).rglob("rollcall*"))
    assert machine.done("dpkg", "--verify", "rollcall") == ""
    checked = machine.run("kiosk", "--self-check", user="pupil", home=Path("/", "home", "pupil"))
    assert checked.returncode == 0, checked.stdout + checked.stderr


def make_a_school(machine: Machine) -> None:
    machine.path(PHRASE).write_text("correct horse battery staple wagon\n")
    machine.path(PHRASE).chmod(0o644)
    faces = machine.path(HOME / "faces")
    faces.mkdir(mode=0o755)
    shutil.copyfile(machine.path(Path(PORTRAIT)), faces / "1.png")
    machine.desk("init", "--trial", "--school", "Riverside", "--admin", "N. Haddad", "--class", "7b")
    machine.desk("person", "add", "--id", "101", "--name", "Eileen Collins", "--class", "7b")
    machine.desk("enrol", "--person", "101", "--images", HOME / "faces", "--consent", "form")
    machine.desk("session", "open", "--class", "7b")
    assert "Eileen" in machine.desk("roster")


def bring_old_schools_forward(machine: Machine) -> None:
    """What earlier versions left is opened by the installed program, which keeps it first."""
    for version in VERSIONS:
        folder = HOME / version
        copy_released(version, machine.path(folder))
        machine.done("chown", "-R", "rollcall:rollcall", folder)
        opened = machine.door("--data-dir", folder, "tally")
        assert opened.returncode == 0, opened.stderr
        assert len(backups(machine, folder)) == 1


def backups(machine: Machine, folder: Path) -> Sequence[dict[str, object]]:
    ran = machine.door("backups", "list", "--data-dir", folder, "--json")
    assert ran.returncode == 0, ran.stderr
    found: list[dict[str, object]] = json.loads(ran.stdout)["backups"]
    return found


def take_it_away(machine: Machine, older: str) -> None:
    said = machine.apt("remove", "rollcall")
    assert re.search(r"Kept: the data of the school with its backups, /var/lib/rollcall \(\d", said)
    assert machine.path(SCHOOL / "records.db").exists()

    said = machine.apt("purge", "rollcall")
    assert "NOT deleted, because nobody could bring them back" in said
    assert machine.path(SCHOOL / "records.db").exists()
    assert not machine.path(Path("/opt/rollcall")).exists()
    machine.done("getent", "passwd", "rollcall")  # whose the data are

    machine.apt("install", "--no-install-recommends", older)
    assert "Eileen" in machine.desk("roster")
    said = machine.apt("purge", "rollcall", ROLLCALL_DELETE_SCHOOL="yes")
    assert "Deleting the data of the school, with the backups that are there: /var/lib/rollcall" in said
    assert not machine.path(HOME).exists()
    assert machine.run("getent", "passwd", "rollcall").returncode == 2
    left = {path.relative_to(machine.root).parts[:2] for path in machine.root.rglob("*rollcall*")}
    assert left <= {(deb.name,) for deb in machine.root.glob("*.deb")} | {("var", "log"), ("var", "lib")}
