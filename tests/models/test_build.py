"""The set-up of models: fetches, compares, puts in place whole; and each way it can fail, in a sentence."""

import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType

import pytest

from kiosk.paths import models_dir, program_root
from kiosk.vision.models import Manifest, Member, ModelEntry, Package, Resource
from models import build, fetch
from models.errors import BuildError

pytestmark = pytest.mark.once

NAME = "rollcall_test_source"
WHEEL = f"{NAME}-1.0-py3-none-any.whl"
MODEL = b"a model " * 1000
PICTURE = b"a picture " * 500


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def member(path: str, content: bytes) -> Member:
    return Member(NAME, "1.0", path, digest(content), len(content))


def a_wheel(files: Mapping[str, bytes]) -> bytes:
    """A wheel that pip takes, with these files."""
    info = f"{NAME}-1.0.dist-info"
    extra = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        for path, content in (dict(files) | extra).items():
            archive.writestr(path, content)
    return box.getvalue()


class Shop:
    """A checkout to build in, and a folder that pip takes for the whole package index."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        (self.root / "models").mkdir(parents=True)
        self.index = folder / "index"
        self.index.mkdir()
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        self.model = member("pack/deep/model.tflite", MODEL)
        self.picture = member("pack/picture.png", PICTURE)
        wheel = a_wheel({self.model.path: MODEL, self.picture.path: PICTURE, "pack/other.bin": b"unwanted"})
        (self.index / WHEEL).write_bytes(wheel)
        self.package = Package(NAME, "1.0", WHEEL, digest(wheel), len(wheel), "sources.lock")
        self.pin(self.package.sha256)

    def pin(self, sha256: str) -> None:
        """Write the lock."""
        (self.root / "models" / "sources.lock").write_text(f"{NAME}==1.0 --hash=sha256:{sha256}\n")

    def manifest(self, entry: ModelEntry | None = None) -> Manifest:
        """One model that is copied and keeps its original, and one portrait."""
        entry = entry or ModelEntry(
            name="m", role="mesh", file="model.bin", sha256=self.model.sha256, size=self.model.size,
            licence="MIT", licence_note="test", step="copy", source=self.model, keeps_source=True, input=None,
            outputs=("o",), template=None, dimensions=None, with_mirror=False, limits=None,
        )  # fmt: skip
        file = PurePosixPath("resources/portraits/picture.png")
        return Manifest(
            MappingProxyType({entry.name: entry}),
            (Resource("portrait", file, "public domain", "test", self.picture),),
            MappingProxyType({NAME: self.package}),
        )

    def files(self) -> set[str]:
        """Every file of the checkout, the lock aside."""
        found = {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()}
        return found - {"models/sources.lock"}


ALL = {
    "models/built/model.bin",
    "models/built/sources/model.tflite",
    "resources/portraits/picture.png",
}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    made = Shop(tmp_path)
    # No test downloads anything: pip has a folder instead of any index, whatever the machine's settings.
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(made.index))
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setattr(tempfile, "tempdir", str(made.temporary))
    return made


def test_everything_is_made_once(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.build(shop.manifest(), shop.root) == 3
    assert shop.files() == ALL
    assert (shop.root / "models/built/model.bin").read_bytes() == MODEL
    assert (shop.root / "resources/portraits/picture.png").read_bytes() == PICTURE
    assert not list(shop.temporary.iterdir())
    told = capsys.readouterr().out
    assert f"[1/1] {NAME} 1.0: downloading" in told
    assert "Made models/built/model.bin" in told
    assert build.build(shop.manifest(), shop.root) == 0
    assert capsys.readouterr().out == ""


def test_a_file_that_was_changed_is_made_again_without_a_download(shop: Shop) -> None:
    build.build(shop.manifest(), shop.root)
    built = shop.root / "models/built/model.bin"
    built.write_bytes(MODEL[:-1] + b"?")
    (shop.index / WHEEL).unlink()
    assert build.build(shop.manifest(), shop.root) == 1
    assert built.read_bytes() == MODEL


def test_force_downloads_again(shop: Shop) -> None:
    build.build(shop.manifest(), shop.root)
    assert build.build(shop.manifest(), shop.root, force=True) == 3
    (shop.index / WHEEL).unlink()
    with pytest.raises(BuildError):
        build.build(shop.manifest(), shop.root, force=True)
    assert shop.files() == ALL


def test_no_package_gives_a_sentence_and_leaves_nothing(shop: Shop) -> None:
    (shop.index / WHEEL).unlink()
    with pytest.raises(BuildError, match=f"{NAME} 1.0 could not be downloaded.*python3 run.py setup"):
        build.build(shop.manifest(), shop.root)
    assert shop.files() == set()
    assert not list(shop.temporary.iterdir())


def test_an_index_that_does_not_answer_is_told_as_that(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise pip's own last word is "no matching distribution", which leads people astray."""
    (shop.index / WHEEL).unlink()
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")  # the discard port: nothing listens
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(
        BuildError, match=f"{NAME} 1.0 could not be downloaded: the package index did not answer"
    ):
        build.build(shop.manifest(), shop.root)
    assert shop.files() == set()


def test_a_package_with_another_hash_than_the_lock_is_not_used(shop: Shop) -> None:
    shop.pin("0" * 64)
    with pytest.raises(BuildError, match="not the pinned file, so it was not used"):
        build.build(shop.manifest(), shop.root)
    assert shop.files() == set()


def test_a_package_with_another_hash_than_the_manifest_is_not_used(shop: Shop) -> None:
    shop.package = replace(shop.package, sha256="0" * 64)
    with pytest.raises(BuildError, match="is not the file of the manifest"):
        build.build(shop.manifest(), shop.root)
    assert shop.files() == set()


def test_a_member_with_another_hash_is_not_used(shop: Shop) -> None:
    shop.model = replace(shop.model, sha256="0" * 64)
    with pytest.raises(BuildError, match=r"model\.tflite in .* is not the file of the manifest"):
        build.build(shop.manifest(), shop.root)
    assert shop.files() == set()


def test_a_result_that_differs_from_the_manifest_is_not_kept(shop: Shop) -> None:
    entry = replace(shop.manifest().models["m"], sha256="0" * 64)
    with pytest.raises(BuildError, match="came out different from the manifest"):
        build.build(shop.manifest(entry), shop.root)
    assert shop.files() == set()


def test_a_folder_that_cannot_be_written_gives_a_sentence(shop: Shop) -> None:
    (shop.root / "models" / "built").write_text("in the way")
    with pytest.raises(BuildError, match="could not be written"):
        build.build(shop.manifest(), shop.root)


def test_a_write_that_fails_leaves_the_old_file(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    build.build(shop.manifest(), shop.root)
    built = shop.root / "models/built/model.bin"
    built.write_bytes(b"old")

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(BuildError, match="No space left"):
        build.build(shop.manifest(), shop.root)
    assert built.read_bytes() == b"old"
    assert shop.files() == ALL


def test_a_model_put_there_by_hand_is_asked_for(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    entry = replace(shop.manifest().models["m"], step="by-hand", source=None)
    assert build.build(shop.manifest(entry), shop.root) == 1
    assert "model.bin is not made here: put the file into models/built." in capsys.readouterr().out


def test_check_names_what_is_missing_and_what_is_wrong(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    build.build(shop.manifest(), shop.root)
    assert build.check(shop.manifest(), shop.root) == 0
    (shop.root / "models/built/model.bin").write_bytes(b"x" * len(MODEL))
    (shop.root / "resources/portraits/picture.png").unlink()
    capsys.readouterr()
    assert build.check(shop.manifest(), shop.root) == 2
    assert capsys.readouterr().out.splitlines() == [
        "models/built/model.bin is wrong.",
        "resources/portraits/picture.png is missing.",
    ]


def test_a_broken_manifest_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "manifest.toml").write_text("format = ")
    assert build.main([], tmp_path) == 1
    told = capsys.readouterr().err
    assert told.startswith("The models were not built. The model list manifest.toml cannot be read: not TOML")
    assert len(told.splitlines()) == 1


def a_tar(folder: Path, entries: list[tuple[tarfile.TarInfo, bytes]]) -> Path:
    path = folder / "source-1.0.tar.gz"
    with tarfile.open(path, "w:gz") as box:
        for info, content in entries:
            info.size = info.size or len(content)
            box.addfile(info, io.BytesIO(content) if content else None)
    return path


def test_a_file_is_read_out_of_a_tar(tmp_path: Path) -> None:
    archive = a_tar(tmp_path, [(tarfile.TarInfo("../evil"), b"x"), (tarfile.TarInfo("a/model.dat"), MODEL)])
    wanted = member("a/model.dat", MODEL)
    assert fetch.read_members(archive, [wanted]) == {"a/model.dat": MODEL}
    assert not (tmp_path.parent / "evil").exists()


def test_a_link_in_a_tar_is_not_followed(tmp_path: Path) -> None:
    link = tarfile.TarInfo("a/model.dat")
    link.type = tarfile.SYMTYPE
    link.linkname = "a/other"
    link.size = len(MODEL)
    other = tarfile.TarInfo("a/other")
    with pytest.raises(BuildError, match=r"does not hold a/model\.dat"):
        fetch.read_members(a_tar(tmp_path, [(other, MODEL), (link, b"")]), [member("a/model.dat", MODEL)])


def test_a_member_of_another_size_is_not_read(tmp_path: Path) -> None:
    """A member that grows to gigabytes is refused by its stated size, before it is unpacked."""
    archive = tmp_path / WHEEL
    archive.write_bytes(a_wheel({"pack/model": MODEL + b"more"}))
    with pytest.raises(BuildError, match="does not hold pack/model"):
        fetch.read_members(archive, [member("pack/model", MODEL)])


@pytest.mark.parametrize("name", [WHEEL, "source-1.0.tar.gz"])
def test_a_damaged_archive_gives_a_sentence(tmp_path: Path, name: str) -> None:
    archive = tmp_path / name
    archive.write_bytes(b"not an archive")
    with pytest.raises(BuildError, match="is damaged"):
        fetch.read_members(archive, [member("a", MODEL)])


def test_each_lock_pins_what_the_manifest_says(manifest: Manifest) -> None:
    for package in manifest.packages.values():
        lines = (models_dir() / package.lock).read_text("utf-8").splitlines()
        words = " ".join(line.rstrip("\\") for line in lines if not line.startswith("#")).split()
        assert words == [f"{package.name}=={package.version}", f"--hash=sha256:{package.sha256}"]


def test_what_is_not_free_is_not_taken(manifest: Manifest) -> None:
    """The 68-point predictor of face_recognition_models may not be used commercially."""
    taken = [target.member.path for target in build.targets(manifest, program_root()) if target.member]
    assert not [path for path in taken if "shape_predictor" in path]
    assert len(taken) == len(set(taken)) + len(
        [1 for entry in manifest.models.values() if entry.keeps_source]
    )


def test_a_second_run_is_quick_and_says_so() -> None:
    """Everything is there: only hashing, no numpy, no pip. 0.15 s; the limit is for a busy machine."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-X", "importtime", str(models_dir() / "build.py")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert time.monotonic() - started < 3
    assert done.stdout == "Models, portraits and fonts: all there, and what the manifest says.\n"
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not imported & {"numpy", "onnx", "mediapipe", "cv2", "onnxruntime"}
