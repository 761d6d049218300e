"""The Debian package: the built program with what a desktop, an administrator and apt want to know of it.

`make_deb` lays everything out in a folder and has dpkg-deb pack it. The same input gives the same bytes.
"""

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bootstrap import debian_files, debian_needs
from bootstrap.console import ROOT, SetupError

NAME = "rollcall"
ARCHITECTURE = "amd64"
REVISION = "1"
"""Of the packaging: counted up where a version is packaged once more, and back to 1 with the next version."""
PACKAGING = ROOT / "packaging"
MAINTAINER = "The Rollcall authors <rollcall@localhost>"
"""No address exists yet: whoever makes the first release puts theirs here (docs/releasing.md)."""
SUGGESTED = ("cage", "minisign")
SCRIPTS = ("postinst", "prerm", "postrm")
_PRE_RELEASE = re.compile(r"(?<=\d)\.?(a|b|rc|dev)(?=\d)")


@dataclass(frozen=True, slots=True)
class Package:
    """What is packed.

    Attributes:
        folder: Of the built program.
        version: As Python writes it.
        epoch: Seconds since 1970 that every file is said to be from.
    """

    folder: Path
    version: str
    epoch: int

    @property
    def debian_version(self) -> str:
        """The version for dpkg, for which 1.0~rc1 comes before 1.0."""
        return _PRE_RELEASE.sub(r"~\1", self.version) + f"-{REVISION}"


def make_deb(folder: Path, version: str, out: Path) -> Path:
    """Make the package.

    Args:
        folder: Of the built program: `kiosk` and `_internal`.
        version: Of the program.
        out: A folder to put the package into.

    Returns:
        The package.

    Raises:
        SetupError: If dpkg-deb or objdump is missing or fails, or the folder holds no program.
    """
    if shutil.which("dpkg-deb") is None:
        what = "A Debian package is made by Debian's dpkg-deb, which is not here."
        raise SetupError(what, "Install the package dpkg, or build without it.")
    program = folder / debian_files.PROGRAM
    if not program.is_file():
        raise SetupError(f"{program} is missing.", "Build the program first: python3 run.py build.")
    package = Package(folder, version, source_date())
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{NAME}_{package.debian_version}_{ARCHITECTURE}.deb"
    with tempfile.TemporaryDirectory(prefix=".deb-", dir=out) as made:
        tree = Path(made) / "tree"
        lay_out(package, tree)
        _pack(package, tree, target)
    return target


def lay_out(package: Package, tree: Path) -> None:
    """Put everything that is packed into a folder, control files included."""
    needs = debian_needs.needs_of(package.folder)
    debian_files.place(tree, package.folder, package.version, package.epoch)
    debian_files.write_documents(tree, package.version, package.debian_version, MAINTAINER, package.epoch)
    debian_files.set_modes(tree)
    size = debian_files.installed_kib(tree)
    control = tree / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(control_text(package.debian_version, needs, size), encoding="utf-8")
    (control / "conffiles").write_text(debian_files.conffiles(tree), encoding="utf-8")
    (control / "md5sums").write_text(debian_files.md5sums(tree), encoding="utf-8")
    for name in SCRIPTS:
        shutil.copyfile(PACKAGING / "debian" / name, control / name)
        (control / name).chmod(0o755)
    for name in ("control", "conffiles", "md5sums"):
        (control / name).chmod(0o644)
    control.chmod(0o755)
    debian_files.set_times(tree, package.epoch)


def control_text(version: str, needs: debian_needs.Needs, size_kib: int) -> str:
    """Give the control file.

    Args:
        version: For dpkg.
        needs: Other packages.
        size_kib: Of everything, installed.
    """
    description = (PACKAGING / "debian" / "description").read_text(encoding="utf-8")
    fields = {
        "Package": NAME,
        "Version": version,
        "Architecture": ARCHITECTURE,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size_kib),
        "Depends": ", ".join(needs.depends),
        "Recommends": ", ".join(needs.recommends),
        "Suggests": ", ".join(SUGGESTED),
        "Section": "education",
        "Priority": "optional",
        "Description": description.rstrip(),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value)


def source_date() -> int:
    """Give the time that the package's files are said to be from, in seconds since 1970.

    SOURCE_DATE_EPOCH where it is set, else when the last change was committed, else the newest source's time.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return int(given)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    if shutil.which("git") is not None:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0 and done.stdout.strip().isdigit():
            return int(done.stdout)
    return int((ROOT / "CHANGELOG.md").stat().st_mtime)


def _pack(package: Package, tree: Path, target: Path) -> None:
    unfinished = target.with_suffix(".deb.new")
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(unfinished)]
    done = subprocess.run(
        command,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(package.epoch)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        unfinished.unlink(missing_ok=True)
        raise SetupError(
            f"{done.stderr.strip()}\nThe Debian package could not be made.", "The reason is above."
        )
    unfinished.replace(target)
