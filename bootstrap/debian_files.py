"""What lies where in the Debian package, with which mode, and what is written for it alone."""

import gzip
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from bootstrap.console import ROOT
from bootstrap.debian_needs import is_elf

PROGRAM = "kiosk"
HOME = Path("opt/rollcall")
"""Where the program lives: not Debian's own package, so /opt, which no other package touches."""
LICENCES = "LICENCES.txt"
DOC = Path("usr/share/doc/rollcall")
PAM = Path("etc/pam.d")
PACKAGING = ROOT / "packaging"
_PICTURE = re.compile(r"\]\(([\w./-]+\.(?:png|svg))\)")
# Source in the project, place in the package.
PLACED = (
    ("packaging/rollcall.desktop", "usr/share/applications/rollcall.desktop"),
    ("packaging/rollcall.svg", "usr/share/icons/hicolor/scalable/apps/rollcall.svg"),
    ("packaging/rollcall.png", "usr/share/icons/hicolor/256x256/apps/rollcall.png"),
    ("packaging/debian/lintian-overrides", "usr/share/lintian/overrides/rollcall"),
    ("NOTICE", "usr/share/doc/rollcall/NOTICE"),
)
RUNNABLE = 0o755
PLAIN = 0o644


def place(tree: Path, folder: Path, version: str, epoch: int) -> None:
    """Copy program, guides, the files for the lock-down, and what a desktop shows.

    Args:
        tree: What is packed; made here.
        folder: Of the built program.
        version: Of it, for the software centre.
        epoch: Seconds since 1970, for a version that is not released.
    """
    shutil.copytree(folder, tree / HOME, symlinks=True)
    shutil.copytree(PACKAGING / "kiosk", tree / HOME / "packaging" / "kiosk", dirs_exist_ok=True)
    for guide in guides(ROOT / "docs"):
        _made(tree / HOME / "docs" / guide.relative_to(ROOT / "docs")).write_bytes(guide.read_bytes())
    for unit in sorted((PACKAGING / "kiosk").glob("*.service")):
        _made(tree / "usr/lib/systemd/system" / unit.name).write_bytes(unit.read_bytes())
    for rules in sorted((PACKAGING / "kiosk").glob("*.pam")):
        _made(tree / PAM / rules.stem).write_bytes(rules.read_bytes())
    for source, target in PLACED:
        _made(tree / target).write_bytes((ROOT / source).read_bytes())
    programs = tree / "usr/bin"
    programs.mkdir(parents=True)
    (programs / PROGRAM).symlink_to(f"/{HOME.as_posix()}/{PROGRAM}")
    _made(tree / "usr/share/metainfo/rollcall.metainfo.xml").write_text(
        metainfo(version, epoch), encoding="utf-8"
    )


def guides(docs: Path) -> list[Path]:
    """Give the documents with the pictures that are in them; the other pictures stay in the project."""
    pages = [*sorted(docs.glob("*.md")), *sorted((docs / "decisions").glob("*.md"))]
    pictures = {
        (page.parent / name).resolve()
        for page in pages
        for name in _PICTURE.findall(page.read_text(encoding="utf-8"))
    }
    return pages + sorted(path for path in pictures if path.is_relative_to(docs.resolve()))


def metainfo(version: str, epoch: int) -> str:
    """Give the AppStream metadata with this release in it; one that is not out has the package's day."""
    text = (PACKAGING / "rollcall.metainfo.xml").read_text(encoding="utf-8")
    day = released(version) or f"{datetime.fromtimestamp(epoch, tz=UTC):%Y-%m-%d}"
    return text.replace("<releases/>", f'<releases><release version="{version}" date="{day}"/></releases>')


def released(version: str) -> str | None:
    """Give the day of a release as CHANGELOG.md has it; None while it is not released."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(version)} \((\d{{4}}-\d\d-\d\d)\)$", text, flags=re.MULTILINE)
    return found[1] if found else None


def write_documents(tree: Path, version: str, debian_version: str, maintainer: str, epoch: int) -> None:
    """Write the changelogs, the manual page and the copyright file.

    Args:
        tree: What is packed.
        version: Of the program.
        debian_version: For dpkg.
        maintainer: Name and address.
        epoch: Seconds since 1970, for the entry's date.
    """
    folder = tree / DOC
    folder.mkdir(parents=True, exist_ok=True)
    _gzip(folder / "changelog.gz", (ROOT / "CHANGELOG.md").read_bytes())
    date = format_datetime(datetime.fromtimestamp(epoch, tz=UTC))
    entry = (
        f"rollcall ({debian_version}) stable; urgency=medium\n\n"
        f"  * Version {version}. What is new in it for its users: changelog.gz.\n\n"
        f" -- {maintainer}  {date}\n"
    )
    _gzip(folder / "changelog.Debian.gz", entry.encode())
    text = (PACKAGING / "debian" / "copyright").read_text(encoding="utf-8")
    manual = tree / "usr/share/man/man1/kiosk.1.gz"
    _gzip(_made(manual), (PACKAGING / "debian" / "kiosk.1").read_bytes())
    (folder / "copyright").write_text(text.replace("@LICENCES@", _licences(tree)), encoding="utf-8")


def _licences(tree: Path) -> str:
    """Name the file with the texts of every bundled licence, or the folders of the libraries themselves."""
    if (tree / HOME / LICENCES).is_file():
        return f"/{HOME.as_posix()}/{LICENCES}"
    return "the .dist-info folder of each library below /opt/rollcall/_internal"


def set_modes(tree: Path) -> None:
    """Give every file and folder the mode it has in a package, whatever it had where it was built."""
    tree.chmod(RUNNABLE)
    for path in _walk(tree):
        if path.is_symlink():
            continue
        path.chmod(RUNNABLE if path.is_dir() or is_runnable(path) else PLAIN)


def is_runnable(path: Path) -> bool:
    """Say whether a file is started by its name: a script with a first line for it, or a program."""
    with path.open("rb") as file:
        if file.read(2) == b"#!":
            return path.suffix != ".py"
    return ".so" not in path.suffixes and is_elf(path)


def installed_kib(tree: Path) -> int:
    """Give the size when installed in KiB, as dpkg-gencontrol counts it: a KiB for whatever is no file."""
    whole = [path.lstat().st_size if path.is_file() and not path.is_symlink() else 1 for path in _walk(tree)]
    return sum(-(-size // 1024) for size in whole)


def conffiles(tree: Path) -> str:
    """Give a line for each file that an administrator may change and dpkg then keeps."""
    found = [path for path in _walk(tree) if path.is_file() and path.relative_to(tree).parts[0] == "etc"]
    return "".join(f"/{path.relative_to(tree).as_posix()}\n" for path in found)


def md5sums(tree: Path) -> str:
    """Give a line for each packed file, for `dpkg --verify`; a signature is another thing (release.py)."""
    files = [path for path in _walk(tree) if path.is_file() and not path.is_symlink()]
    packed = [path for path in files if path.relative_to(tree).parts[0] not in {"DEBIAN", "etc"}]
    return "".join(f"{_md5(path)}  {path.relative_to(tree).as_posix()}\n" for path in packed)


def set_times(tree: Path, epoch: int) -> None:
    """Say that everything is from one moment."""
    for path in [tree, *_walk(tree)]:
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _walk(tree: Path) -> Iterator[Path]:
    yield from sorted(tree.rglob("*"))


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _gzip(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
