"""A release is signed with a throw-away key; what was changed, lacks a line or is another's is refused."""

import shutil
import subprocess
from pathlib import Path

import pytest

from bootstrap import debian_files, installer_archive, release
from bootstrap.console import SetupError

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not on this machine."),
]
ROOT = Path(__file__).resolve().parents[2]
VERSION = "0.3.0"
DEB = "rollcall_0.3.0-1_amd64.deb"


def make_key(folder: Path) -> tuple[Path, str]:
    """A key without a password; gives the secret file, and the public line."""
    folder.mkdir()
    public, secret = folder / "public", folder / "secret"
    command = ["minisign", "-G", "-W", "-p", str(public), "-s", str(secret)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return secret, public.read_text("utf-8").splitlines()[1]


@pytest.fixture
def signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """A folder as somebody downloads it, and the public key."""
    secret, public = make_key(tmp_path / "key")
    dist = tmp_path / "dist"
    program = dist / "rollcall-0.3.0-linux-x86_64"
    program.mkdir(parents=True)
    (program / "rollcall.cdx.json").write_text("{}")
    (dist / f"{program.name}.tar.xz").write_bytes(b"archive")
    (dist / DEB).write_bytes(b"package")
    (dist / "rollcall-0.2.0-linux-x86_64.tar.xz").write_bytes(b"of an older build")
    monkeypatch.setattr(debian_files, "released", lambda version: "2027-01-31")
    release.make(["--key", str(secret)], dist, VERSION)
    (dist / "rollcall-0.2.0-linux-x86_64.tar.xz").unlink()
    return dist, public


def test_what_was_signed_is_all_of_the_version(signed: tuple[Path, str]) -> None:
    dist, public = signed
    names = [line.split("  ")[1] for line in (dist / "SHA256SUMS").read_text("utf-8").splitlines()]
    assert sorted(names) == [
        "rollcall-0.3.0-linux-x86_64.cdx.json",
        "rollcall-0.3.0-linux-x86_64.tar.xz",
        DEB,
    ]
    assert release.check(dist, public) == sorted(names)


def change_a_byte(dist: Path) -> None:
    (dist / DEB).write_bytes(b"Package")


def leave_out_a_line(dist: Path) -> None:
    sums = dist / "SHA256SUMS"
    lines = sums.read_text("utf-8").splitlines(keepends=True)
    sums.write_text("".join(line for line in lines if DEB not in line), "utf-8")


def put_another_beside_it(dist: Path) -> None:
    (dist / "rollcall_0.3.0-2_amd64.deb").write_bytes(b"never signed")


def take_the_signature_away(dist: Path) -> None:
    (dist / "SHA256SUMS.minisig").unlink()


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (change_a_byte, "is another file than the one that was signed"),
        (leave_out_a_line, "not signed by this key, or was changed since"),
        (put_another_beside_it, "has no line in SHA256SUMS"),
        (take_the_signature_away, "SHA256SUMS.minisig is not in dist"),
    ],
)
def test_what_is_not_as_it_was_signed_is_refused(
    signed: tuple[Path, str], act: object, sentence: str
) -> None:
    dist, public = signed
    assert callable(act)
    act(dist)
    with pytest.raises(SetupError, match=sentence):
        release.make(["--check", public], dist, VERSION)


def test_a_list_swapped_after_it_was_verified_changes_nothing(
    signed: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever can write into the folder may wait for the moment between the two looks at it."""
    dist, public = signed
    change_a_byte(dist)
    verify = release._minisign

    def then_swap(*words: str, what: str) -> None:
        verify(*words, what=what)
        files = sorted(path for path in dist.glob("rollcall*") if path.is_file())
        installer_archive.write_checksums(files, dist)

    monkeypatch.setattr(release, "_minisign", then_swap)
    with pytest.raises(SetupError, match="is another file than the one that was signed"):
        release.check(dist, public)


def test_another_s_key_is_refused(signed: tuple[Path, str], tmp_path: Path) -> None:
    dist, _ = signed
    _, other = make_key(tmp_path / "other")
    with pytest.raises(SetupError, match="not signed by this key"):
        release.check(dist, other)


@pytest.mark.parametrize(
    ("act", "refusing"),
    [
        (None, set()),
        (change_a_byte, {"grep"}),
        (leave_out_a_line, {"minisign", "grep"}),
        (take_the_signature_away, {"minisign"}),
    ],
)
def test_the_two_commands_of_the_guide_do_the_same(
    signed: tuple[Path, str], act: object, refusing: set[str]
) -> None:
    """An administrator has no run.py: docs/install.md gives minisign's and coreutils' own commands."""
    dist, public = signed
    if callable(act):
        act(dist)
    text = (ROOT / "docs" / "install.md").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.startswith(("minisign -V", "grep rollcall_"))]
    assert len(lines) == 2
    assert {line.split()[0] for line in lines if _run(line.replace("KEY", public), dist) != 0} == refusing


def test_a_line_that_is_missing_is_no_line_that_is_right(signed: tuple[Path, str]) -> None:
    """`sha256sum --check` of nothing must not look like a success."""
    dist, _ = signed
    leave_out_a_line(dist)
    assert _run(f"grep {DEB} SHA256SUMS | sha256sum --check", dist) != 0


def _run(line: str, folder: Path) -> int:
    line = line.replace("rollcall_VERSION_amd64.deb", DEB)
    ran = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, timeout=60, check=False)
    return ran.returncode


def test_nothing_is_signed_before_it_is_released_built_and_has_a_key(
    signed: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = str(tmp_path / "key" / "secret")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SetupError, match=r"Nothing of version 0\.3\.0 is in empty"):
        release.make(["--key", secret], tmp_path / "empty", VERSION)
    with pytest.raises(SetupError, match="There is no key in"):
        release.make(["--key", str(tmp_path / "nowhere")], signed[0], VERSION)
    with pytest.raises(SetupError, match=r"run\.py release --key FILE"):
        release.make([], signed[0], VERSION)
    monkeypatch.undo()
    with pytest.raises(SetupError, match=r"does not say when 9\.9 was released"):
        release.make(["--key", secret], signed[0], "9.9")
