"""The Debian package, made of a stand-in for the built program: what is in it, and the same bytes again."""

import itertools
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap import debian, debian_files, debian_needs
from bootstrap.console import SetupError
from kiosk.libraries import LIBRARIES, Library, Need

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(
        sys.platform != "linux" or not all(map(shutil.which, ("dpkg-deb", "objdump", "ldd"))),
        reason="Debian packages are made where dpkg-deb and objdump are.",
    ),
]
ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "packaging" / "debian"
EPOCH = 1_780_000_000


def stand_in(folder: Path) -> Path:
    """A program that is a real ELF file and does nothing, with files of odd modes and a link."""
    program = folder / "built"
    (program / "_internal" / "models" / "built").mkdir(parents=True)
    shutil.copyfile("/bin/sleep", program / "kiosk")
    (program / "_internal" / "models" / "built" / "face.onnx").write_bytes(b"model")
    library = program / "_internal" / "libsome.so.1"
    shutil.copyfile("/bin/sleep", library)
    library.chmod(0o777)
    (program / "_internal" / "libsome.so").symlink_to("libsome.so.1")
    (program / "_internal" / "secret").write_text("not the world's to write")
    (program / "_internal" / "secret").chmod(0o666)
    return program


@pytest.fixture(scope="module")
def deb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
        return debian.make_deb(stand_in(folder), "0.3.0rc1", folder / "out")


def output(*command: str | Path) -> str:
    return subprocess.run(
        list(map(str, command)), check=True, capture_output=True, text=True, timeout=120
    ).stdout


def listing(deb: Path) -> dict[str, tuple[str, str]]:
    """Give each path's mode and owner."""
    lines = (line.split(None, 5) for line in output("dpkg-deb", "--contents", deb).splitlines())
    return {words[5].removeprefix("."): (words[0], words[1]) for words in lines}


def test_the_control_file_says_what_apt_asks(deb: Path) -> None:
    assert deb.name == "rollcall_0.3.0~rc1-1_amd64.deb"
    fields = dict(
        line.split(": ", 1)
        for line in output("dpkg-deb", "--field", deb).splitlines()
        if not line.startswith(" ")
    )
    assert {name: fields[name] for name in ("Package", "Version", "Architecture", "Section")} == {
        "Package": "rollcall", "Version": "0.3.0~rc1-1", "Architecture": "amd64", "Section": "education",
    }  # fmt: skip
    assert int(fields["Installed-Size"]) > 2 * (Path("/bin/sleep").stat().st_size // 1024)
    depends = fields["Depends"].split(", ")
    assert {"adduser", "libgl1", "libxcb-cursor0"} <= set(depends)
    assert any(re.fullmatch(r"libc6 \(>= 2\.\d\d\)", one) for one in depends)
    assert "libportaudio2" not in depends
    assert fields["Recommends"] == "libportaudio2"


def test_a_release_comes_after_its_candidates() -> None:
    versions = [
        debian.Package(Path(), version, 0).debian_version
        for version in ("0.3.0.dev1", "0.3.0rc1", "0.3.0", "0.3.1")
    ]
    for older, newer in itertools.pairwise(versions):
        subprocess.run(["dpkg", "--compare-versions", older, "lt", newer], check=True, timeout=30)


def test_everything_is_root_s_and_nobody_else_writes_it(deb: Path) -> None:
    found = listing(deb)
    assert {owner for _, owner in found.values()} == {"root/root"}
    modes = {path: mode for path, (mode, _) in found.items()}
    assert {mode for path, mode in modes.items() if path.endswith("/")} == {"drwxr-xr-x"}
    runnable = {path for path, mode in modes.items() if mode == "-rwxr-xr-x"}
    assert runnable == {"/opt/rollcall/kiosk", "/opt/rollcall/packaging/kiosk/rollcall-session"}
    rest = {mode for path, mode in modes.items() if path not in runnable and not path.endswith("/")}
    assert rest == {"-rw-r--r--", "lrwxrwxrwx"}


@pytest.mark.parametrize(
    "path",
    [
        "/opt/rollcall/_internal/models/built/face.onnx",
        "/opt/rollcall/docs/kiosk-lockdown.md",
        "/opt/rollcall/packaging/kiosk/60-rollcall-sysctl.conf",
        "/usr/bin/kiosk -> /opt/rollcall/kiosk",
        "/usr/lib/systemd/system/rollcall-kiosk.service",
        "/etc/pam.d/rollcall-kiosk",
        "/usr/share/applications/rollcall.desktop",
        "/usr/share/icons/hicolor/scalable/apps/rollcall.svg",
        "/usr/share/metainfo/rollcall.metainfo.xml",
        "/usr/share/doc/rollcall/copyright",
        "/usr/share/doc/rollcall/changelog.Debian.gz",
        "/usr/share/man/man1/kiosk.1.gz",
    ],
)
def test_it_holds(deb: Path, path: str) -> None:
    assert path in listing(deb)


def test_nothing_is_switched_on_and_nothing_of_the_machine_s_own_is_changed(deb: Path) -> None:
    """The files that change how the machine is used lie ready; an administrator puts them in place."""
    assert [path for path in listing(deb) if path.startswith("/etc/") and not path.endswith("/")] == [
        f"/etc/pam.d/{path.stem}" for path in sorted((ROOT / "packaging" / "kiosk").glob("*.pam"))
    ]
    assert not [path for path in listing(deb) if path.endswith(".wants/")]
    assert not re.search(r"\bsystemctl (--now )?enable\b", (SCRIPTS / "postinst").read_text("utf-8"))


def test_it_unpacks_to_what_its_checksums_say(deb: Path, tmp_path: Path) -> None:
    output("dpkg-deb", "--raw-extract", deb, tmp_path / "raw")
    sums = tmp_path / "raw" / "DEBIAN" / "md5sums"
    files = {line[34:] for line in sums.read_text("utf-8").splitlines()}
    assert {"opt/rollcall/kiosk", "usr/lib/systemd/system/rollcall-kiosk.service"} <= files
    command = ["md5sum", "--check", "--strict", "--quiet", str(sums)]
    subprocess.run(command, cwd=tmp_path / "raw", check=True, timeout=60)
    (tmp_path / "raw" / "opt" / "rollcall" / "kiosk").write_bytes(b"changed")
    assert subprocess.run(
        command, cwd=tmp_path / "raw", capture_output=True, timeout=60, check=False
    ).returncode


def test_the_same_input_gives_the_same_bytes(
    deb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built elsewhere, later, and by somebody whose files have other modes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
    program = stand_in(tmp_path)
    (program / "kiosk").chmod(0o700)
    again = debian.make_deb(program, "0.3.0rc1", tmp_path / "elsewhere")
    assert again.read_bytes() == deb.read_bytes()
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == [deb.name]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH + 1))
    assert debian.make_deb(program, "0.3.0rc1", tmp_path / "later").read_bytes() != deb.read_bytes()


def test_a_library_that_nothing_names_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = stand_in(tmp_path)
    monkeypatch.setattr(debian_needs, "BASE", {})
    with pytest.raises(SetupError, match=r"needs .*libc\.so\.6, and nothing says which package has it"):
        debian_needs.needs_of(program)


def test_a_library_that_is_bundled_is_not_asked_of_the_system(tmp_path: Path) -> None:
    program = stand_in(tmp_path)
    for library in LIBRARIES:
        if library.need is not Need.SOUND:
            (program / "_internal" / library.soname).write_bytes(b"")
    found = debian_needs.needs_of(program)
    assert [one.partition(" ")[0] for one in found.depends] == ["adduser", "libc6"]
    assert found.recommends == ("libportaudio2",)
    known = {library.soname: library for library in LIBRARIES}
    assert isinstance(known["libGL.so.1"], Library)


def test_without_a_program_or_without_dpkg_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SetupError, match="Build the program first"):
        debian.make_deb(tmp_path, "1.0", tmp_path / "out")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="made by Debian's dpkg-deb, which is not here"):
        debian.make_deb(stand_in(tmp_path), "1.0", tmp_path / "out")


@pytest.mark.parametrize("name", debian.SCRIPTS)
def test_the_maintainer_scripts_are_clean(name: str) -> None:
    output("sh", "-n", SCRIPTS / name)
    if shutil.which("shellcheck") is None:
        pytest.skip("shellcheck is not here; sh -n had nothing to say.")
    output("shellcheck", SCRIPTS / name)


def test_the_desktop_knows_it(deb: Path, tmp_path: Path) -> None:
    output("dpkg-deb", "--extract", deb, tmp_path)
    share = tmp_path / "usr" / "share"
    metainfo = share / "metainfo" / "rollcall.metainfo.xml"
    assert '<release version="0.3.0rc1" date="2026-05-28"/>' in metainfo.read_text("utf-8")
    desktop = share / "applications" / "rollcall.desktop"
    asked = [("desktop-file-validate", desktop), ("appstreamcli", "validate", "--no-net", metainfo)]
    missing = [str(words[0]) for words in asked if shutil.which(str(words[0])) is None]
    for words in asked:
        if words[0] not in missing:
            output(*words)
    if missing:
        pytest.skip(f"not here, so not asked: {', '.join(missing)}")


def test_the_guides_come_with_their_pictures(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "pictures").mkdir(parents=True)
    for name in ("named.png", "other.png"):
        (docs / "pictures" / name).write_bytes(b"")
    (tmp_path / "outside.png").write_bytes(b"")
    (docs / "pictures" / "README.md").write_text("![c](other.png)", "utf-8")
    (docs / "day.md").write_text("![a](pictures/named.png) ![b](../outside.png)", "utf-8")
    names = [
        path.relative_to(docs.resolve()).as_posix() for path in map(Path.resolve, debian_files.guides(docs))
    ]
    assert names == ["day.md", "pictures/named.png"]
