"""The virtual environment: when it is made, filled, repaired and left alone. pip is a fake: no network."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bootstrap import environment, machine
from bootstrap.console import SetupError
from bootstrap.environment import Environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="The fake interpreter is a shell script.")

LOCK = "alpha==1.0 \\\n    --hash=sha256:00\nbeta==2.0 ; sys_platform == 'win32' \\\n    --hash=sha256:11\n"


class FakePip:
    """Stands for venv and pip: makes an interpreter that says it is right, and notes what is installed."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[str] = []
        self.fails_with: BaseException | None = None
        self.home = home
        monkeypatch.setattr(environment, "_make", self.make)
        monkeypatch.setattr(environment, "_pip", self.install)

    def make(self, made: Environment) -> None:
        environment._remove(made.folder)
        made.python.parent.mkdir(parents=True)
        made.python.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
        made.python.chmod(0o755)
        (made.folder / "pyvenv.cfg").write_text("home = here\nversion = 3.11.7\n", encoding="utf-8")
        self.calls.append("make")

    def install(self, made: Environment, *arguments: str) -> None:
        assert made.unfinished.exists()
        self.calls.append("project" if "--editable" in arguments else "packages")
        if self.fails_with is not None:
            raise self.fails_with


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """An environment that is not made yet, of a project with two packages in its lock."""
    lock, project = tmp_path / "some.lock", tmp_path / "pyproject.toml"
    lock.write_text(LOCK, encoding="utf-8")
    project.write_text("[project]\n", encoding="utf-8")
    monkeypatch.setattr(environment, "PROJECT_FILE", project)
    return Environment(tmp_path / ".venv", lock)


@pytest.fixture
def pip(here: Environment, monkeypatch: pytest.MonkeyPatch) -> FakePip:
    return FakePip(here.folder, monkeypatch)


def test_first_and_second_time(here: Environment, pip: FakePip) -> None:
    assert environment.provide(here)
    assert pip.calls == ["make", "packages", "project"]
    assert not here.unfinished.exists()
    assert environment.is_right(here)
    assert not environment.provide(here)
    assert pip.calls == ["make", "packages", "project"]


def test_changed_lock_is_installed_into_what_is_there(here: Environment, pip: FakePip) -> None:
    environment.provide(here)
    here.lock.write_text(LOCK.replace("2.0", "2.1"), encoding="utf-8")
    assert environment.provide(here)
    assert pip.calls[3:] == ["packages", "project"]


def test_changed_project_file_needs_no_packages(here: Environment, pip: FakePip) -> None:
    environment.provide(here)
    environment.PROJECT_FILE.write_text("[project]\nname = 'other'\n", encoding="utf-8")
    assert environment.provide(here)
    assert pip.calls[3:] == ["project"]


def test_cut_off_work_starts_from_nothing(
    here: Environment, pip: FakePip, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C or a power cut while pip copies files leaves a package half there, and pip would not notice."""
    pip.fails_with = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        environment.provide(here)
    assert here.unfinished.exists()
    pip.fails_with = None
    half = here.folder / "half"
    half.touch()
    assert environment.provide(here)
    assert pip.calls == ["make", "packages", "make", "packages", "project"]
    assert not half.exists()
    assert "The last set-up was cut off" in capsys.readouterr().err


def test_pip_that_fails_by_itself_keeps_the_environment(here: Environment, pip: FakePip) -> None:
    """Offline after an update: the environment that worked must not be thrown away at the next start."""
    environment.provide(here)
    here.lock.write_text(LOCK.replace("2.0", "2.1"), encoding="utf-8")
    pip.fails_with = SetupError("No connection.", "Connect.")
    with pytest.raises(SetupError):
        environment.provide(here)
    assert here.python.exists()
    assert not here.unfinished.exists()
    assert not environment.is_right(here)


def test_pip_that_fails_while_it_copies_leaves_nothing_to_trust(here: Environment, pip: FakePip) -> None:
    """A disk that fills up: a package is there in part, and pip would call it installed."""
    pip.fails_with = environment.HalfInstalledError("The disk is full.", "Free some.")
    with pytest.raises(SetupError):
        environment.provide(here)
    pip.fails_with = None
    environment.provide(here)
    assert pip.calls == ["make", "packages", "make", "packages", "project"]


@pytest.mark.parametrize("damage", ["no interpreter", "broken interpreter", "empty folder"])
def test_broken_environment_is_made_again(damage: str, here: Environment, pip: FakePip) -> None:
    environment.provide(here)
    here.stamp.unlink()
    if damage == "no interpreter":
        here.python.unlink()
    elif damage == "broken interpreter":
        here.python.write_text("#!/nowhere/python\n", encoding="utf-8")
    else:
        environment._remove(here.folder)
        here.folder.mkdir()
    assert environment.provide(here)
    assert pip.calls[3:] == ["make", "packages", "project"]


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"lock": 1}', json.dumps({"lock": "x", "python": "3.11.7"})]
)
def test_stamp_that_says_something_else_is_not_believed(
    content: str, here: Environment, pip: FakePip
) -> None:
    environment.provide(here)
    here.stamp.write_text(content, encoding="utf-8")
    assert environment.provide(here)
    assert pip.calls[3:] == ["packages", "project"]


def test_other_python_in_the_environment_means_other_packages(here: Environment, pip: FakePip) -> None:
    environment.provide(here)
    (here.folder / "pyvenv.cfg").write_text("version = 3.12.1\n", encoding="utf-8")
    assert environment.provide(here)
    assert pip.calls[3:] == ["packages", "project"]


def test_line_ends_of_a_checkout_do_not_matter(here: Environment, tmp_path: Path) -> None:
    other = tmp_path / "windows.lock"
    other.write_bytes(here.lock.read_bytes().replace(b"\n", b"\r\n"))
    assert environment.sha256(other) == environment.sha256(here.lock)


def test_locked_packages(here: Environment) -> None:
    assert environment.locked_packages(here.lock) == ["alpha", "beta"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "disk is full",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "not the one that was locked",
        ),
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError('...')'",
            "there is no connection",
        ),
        ("[Errno -3] Temporary failure in name resolution", "there is no connection"),
        ("ERROR: Could not install packages: [Errno 13] Permission denied: 'x'", "could not be written"),
        ("ERROR: No matching distribution found for alpha==1.0", "was not found"),
    ],
)
def test_failures_of_pip_in_words(line: str, sentence: str) -> None:
    """The last word is nearly always `No matching distribution`; what came before it tells the reason."""
    lines = ["Collecting alpha==1.0", line, "ERROR: No matching distribution found for alpha==1.0"]
    error = " ".join(environment.pip_failure(lines))
    assert sentence in error
    assert "ERROR" not in error


def test_unknown_failure_of_pip_shows_its_last_lines() -> None:
    error = " ".join(environment.pip_failure([f"line {number}" for number in range(40)]))
    assert "line 39" in error
    assert "line 20" not in error
    assert error.endswith("pip could not install the packages. Its last words are above; start again.")


def test_too_little_space_is_said_before_anything_is_made(
    here: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 300_000_000})()
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage)
    with pytest.raises(SetupError, match=r"Set-up needs 2 GB of free space here; there is 0\.3 GB\."):
        environment.provide(here)
    assert not here.folder.exists()


def test_missing_ensurepip_is_installed_or_named(here: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian's bare python3 has no python3-venv."""
    asked: list[Sequence[str]] = []

    def refuse(packages: Sequence[str]) -> bool:
        asked.append(packages)
        return False

    monkeypatch.setattr(environment, "_has_ensurepip", lambda: False)
    monkeypatch.setattr(machine, "is_debian", lambda: True)
    monkeypatch.setattr(machine, "is_root", lambda: False)
    monkeypatch.setattr(machine, "provide_packages", refuse)
    with pytest.raises(SetupError, match="sudo apt-get install python3-venv"):
        environment.provide(here)
    assert asked == [[f"python3.{sys.version_info[1]}-venv"]]


def test_pip_is_not_led_astray_by_a_persons_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PYTHONPATH", "somewhere")
    monkeypatch.setenv("PIP_CERT", "kept")
    environ = environment._clean_environ()
    assert not {"PIP_USER", "PYTHONPATH"} & environ.keys()
    assert environ["PIP_CERT"] == "kept"


@pytest.mark.parametrize(
    ("last", "kind"),
    [("Looking for more", SetupError), ("Installing collected packages: a", environment.HalfInstalledError)],
)
def test_pip_runs_quietly_and_its_failure_is_an_error(
    last: str, kind: type[SetupError], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The real function with an interpreter that talks like pip: noise is dropped, the reason is found."""
    made = Environment(tmp_path / ".venv", tmp_path / "some.lock")
    made.python.parent.mkdir(parents=True)
    made.python.write_text(
        "#!/bin/sh\necho 'Looking in links: somewhere'\n"
        "echo \"WARNING: Location 'x' is ignored: it is either a non-existing path\"\n"
        f"echo 'Collecting alpha==1.0'\necho '{last}'\necho 'Network is unreachable' >&2\nexit 1\n",
        encoding="utf-8",
    )
    made.python.chmod(0o755)
    with pytest.raises(SetupError, match="there is no connection to the package index") as caught:
        environment._pip(made, "alpha")
    assert type(caught.value) is kind
    assert capfd.readouterr() == ("", "")
