"""`run.py release`: checksums of what is passed on, signed by minisign, and the check that its reader makes.

Nothing here is cryptography of our own: sha256 is Python's, signing and verifying are minisign's. The key
that signs stays with whoever releases; the public one is pinned by the administrator (docs/install.md).
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bootstrap import debian_files, installer_archive
from bootstrap.console import ROOT, SetupError, say
from kiosk import __version__

DIST = ROOT / "dist"
CHECKSUMS = installer_archive.CHECKSUMS
SIGNATURE = f"{CHECKSUMS}.minisig"
BILL = "rollcall.cdx.json"
USAGE = "Run: python3 run.py release --key FILE, or: python3 run.py release --check PUBLIC_KEY"
_LINE = re.compile(r"([0-9a-f]{64})  ([^/\s]+)")


def make(arguments: Sequence[str], folder: Path = DIST, version: str = __version__) -> None:
    """Sign what was built, or check what was signed.

    Args:
        arguments: What came after `run.py release`: --key FILE or --check PUBLIC_KEY.
        folder: Of what is passed on.
        version: Of the program.

    Raises:
        SetupError: If something is missing, is not as it was signed, or minisign refuses.
    """
    match list(arguments):
        case ["--key", key]:
            files = sign(folder, version, Path(key).expanduser())
            names = ", ".join(path.name for path in files)
            say(f"Signed: {names}. Pass on those, {CHECKSUMS} and {SIGNATURE}.")
        case ["--check", key]:
            say(f"As they were signed: {', '.join(check(folder, key))}.")
        case _:
            raise SetupError("release takes one of two options.", USAGE)


def sign(folder: Path, version: str, key: Path) -> list[Path]:
    """Write SHA256SUMS over everything of a version, and sign it.

    Args:
        folder: Of what is passed on.
        version: Of the program; CHANGELOG.md has to say when it was released.
        key: minisign's secret key; where it has a password, minisign asks for it.

    Returns:
        The files.

    Raises:
        SetupError: If the version has no day of release, a file is missing, or minisign fails.
    """
    if debian_files.released(version) is None:
        what = f"CHANGELOG.md does not say when {version} was released."
        raise SetupError(what, f"Write the day into its heading first: ## {version} (2027-01-31)")
    if not key.is_file():
        raise SetupError(f"There is no key in {key}.", "docs/releasing.md says how the first one is made.")
    files = files_of(folder, version)
    sums = installer_archive.write_checksums(files, folder)
    (folder / SIGNATURE).unlink(missing_ok=True)
    comment = f"Rollcall {version}"
    _minisign("-S", "-s", str(key), "-t", comment, "-m", str(sums), what="The checksums could not be signed.")
    return files


def files_of(folder: Path, version: str) -> list[Path]:
    """Give what is passed on of a version, the bill of materials laid beside the rest.

    Raises:
        SetupError: If nothing was built.
    """
    for bill in sorted(folder.glob(f"rollcall-{version}-*/{BILL}")):
        shutil.copyfile(bill, folder / f"{bill.parent.name}.cdx.json")
    patterns = (f"rollcall-{version}-*.tar.xz", f"rollcall-{version}-*.cdx.json", f"rollcall_{version}-*.deb")
    files = [path for pattern in patterns for path in sorted(folder.glob(pattern))]
    if not any(path.name.endswith(".tar.xz") for path in files):
        raise SetupError(f"Nothing of version {version} is in {folder.name}.", "Run: python3 run.py build")
    return files


def check(folder: Path, key: str) -> list[str]:
    """Say what is as it was signed.

    Args:
        folder: With the files, SHA256SUMS and its signature.
        key: minisign's public key: its line, or a file.

    Returns:
        The names of the files.

    Raises:
        SetupError: If the signature is another's, or a file that is there is another one, or has no line.
    """
    whose = ("-p", key) if Path(key).is_file() else ("-P", key)
    what = f"{CHECKSUMS} is not signed by this key, or was changed since."
    # What is read is what was verified, whoever writes into the folder meanwhile.
    with tempfile.TemporaryDirectory() as private:
        sums = Path(private) / CHECKSUMS
        for name in (CHECKSUMS, SIGNATURE):
            if not (folder / name).is_file():
                raise SetupError(f"{name} is not in {folder.name}.", "Get it with the files it is about.")
            shutil.copyfile(folder / name, Path(private) / name)
        _minisign("-V", *whose, "-m", str(sums), what=what)
        text = sums.read_text(encoding="utf-8")
    lines = [_LINE.fullmatch(line) for line in text.splitlines()]
    known = {line[2]: line[1] for line in lines if line is not None}
    there = {
        path.name: path for pattern in ("*.deb", "*.tar.xz", "*.cdx.json") for path in folder.glob(pattern)
    }
    for name, path in sorted(there.items()):
        if known.get(name) != installer_archive.sha256(path):
            reason = "is another file than the one that was signed" if name in known else "has no line"
            raise SetupError(f"{name} {reason} in {CHECKSUMS}.", "Do not install it; get it again.")
    if not there:
        raise SetupError(f"None of the files of {CHECKSUMS} is here.", "Put them beside it.")
    return sorted(there)


def _minisign(*words: str, what: str) -> None:
    """Run it on this terminal: it asks for a password itself."""
    if shutil.which("minisign") is None:
        raise SetupError("minisign is not here.", "Install the package minisign.")
    done = subprocess.run(["minisign", *words], stdout=2, check=False)  # noqa: S607 - where PATH has it
    if done.returncode != 0:
        action = "Nothing was signed." if words[0] == "-S" else "Do not install what is beside it."
        raise SetupError(what, action)
