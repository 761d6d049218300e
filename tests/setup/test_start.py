"""The commands of run.py: what is set up for each, and what is started afterwards."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bootstrap import build, console, environment, locks, machine, start
from bootstrap.console import ROOT, SetupError
from bootstrap.environment import RUNTIME_LOCK, TEST_LOCK, Environment

pytest_plugins = ["pytester"]


class Started:
    """Stands for everything that takes time; notes what was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.set_up: list[Path] = []
        self.commands: list[list[str]] = []
        monkeypatch.setattr(machine, "platform_problem", lambda: None)
        monkeypatch.setattr(machine, "provide_test_programs", lambda: None)
        monkeypatch.setattr(start, "set_up", self.note_set_up)
        monkeypatch.setattr(start, "hand_over", self.note_command)
        self.offers = 0
        monkeypatch.setattr(build, "offer_better_model", self.note_offer)

    def note_set_up(self, lock: Path) -> Environment:
        self.set_up.append(lock)
        return Environment(Path("env"), lock)

    def note_offer(self, made: Environment) -> None:
        self.offers += 1

    def note_command(self, command: list[str]) -> int:
        self.commands.append([Path(command[0]).stem, *command[1:]])
        return 7


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    return Started(monkeypatch)


@pytest.mark.parametrize(
    ("arguments", "lock", "command"),
    [
        (["doctor", "--json"], RUNTIME_LOCK, ["kiosk", "doctor", "--json"]),
        (["--help"], RUNTIME_LOCK, ["kiosk", "--help"]),
        (["test"], TEST_LOCK, ["python", "-m", "pytest", "-m", "not slow"]),
        (["test", "-m", "slow"], TEST_LOCK, ["python", "-m", "pytest", "-m", "not slow", "-m", "slow"]),
        (
            ["test", "tests/domain", "-x"],
            TEST_LOCK,
            ["python", "-m", "pytest", "-m", "not slow", "tests/domain", "-x"],
        ),
    ],
)
def test_commands(arguments: list[str], lock: Path, command: list[str], started: Started) -> None:
    """The exit code of what was started is the exit code."""
    assert start.main(arguments) == 7
    assert started.set_up == [lock]
    assert started.commands == [command]


def test_setup_starts_nothing(started: Started) -> None:
    assert start.main(["setup"]) == 0
    assert started.set_up == [RUNTIME_LOCK]
    assert started.commands == []


@pytest.mark.parametrize(
    ("arguments", "offers"),
    [
        ([], 1),
        (["run", "--windowed"], 1),
        (["setup"], 1),
        (["test"], 0),
        (["doctor", "--json"], 0),
        (["models", "install", "sface"], 0),
    ],
)
def test_the_better_model_is_offered_where_somebody_sets_up(
    arguments: list[str], offers: int, started: Started
) -> None:
    start.main(arguments)
    assert started.offers == offers


def test_the_offer_is_made_once_and_cannot_fail_the_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "install.py"
    script.write_text("import sys; print('offered', *sys.argv[1:], sys.stdin.read()); sys.exit(3)", "utf-8")
    monkeypatch.setattr(build, "MODELS_INSTALL", script)
    monkeypatch.setattr(Environment, "python", Path(sys.executable))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    for _ in range(2):
        build.offer_better_model(Environment(tmp_path, RUNTIME_LOCK), tmp_path / "built")
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "offered --offer ",
        "The better face model could not be offered. Later: kiosk models list.",
    ]


def test_pytest_takes_the_last_choice_of_markers(pytester: pytest.Pytester) -> None:
    """What `test_arguments` relies on: `run.py test -m slow` runs the slow ones and only them."""
    pytester.makeini("[pytest]\nmarkers = slow: takes long")
    pytester.makepyfile("import pytest\n@pytest.mark.slow\ndef test_long(): pass\ndef test_short(): pass")
    chosen = pytester.runpytest_subprocess(*start.test_arguments("not slow", ["-m", "slow", "-v"]))
    chosen.stdout.fnmatch_lines(["*test_long PASSED*"])
    chosen.assert_outcomes(passed=1, deselected=1)
    default = pytester.runpytest_subprocess(*start.test_arguments("not slow", ["-v"]))
    default.stdout.fnmatch_lines(["*test_short PASSED*"])


@pytest.mark.parametrize(
    ("given", "environ", "system", "expected"),
    [
        ([], {}, "linux", ["demo", "--headless"]),
        ([], {"DISPLAY": ""}, "linux", ["demo", "--headless"]),
        ([], {"DISPLAY": ":0"}, "linux", ["run"]),
        ([], {"WAYLAND_DISPLAY": "wayland-0"}, "linux", ["run"]),
        ([], {"QT_QPA_PLATFORM": "linuxfb"}, "linux", ["run"]),
        (["run"], {}, "linux", ["run"]),
        ([], {}, "win32", ["run"]),
        ([], {}, "darwin", ["run"]),
    ],
)
def test_the_window_opens_and_without_a_screen_the_demo_runs(
    given: list[str],
    environ: dict[str, str],
    system: str,
    expected: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """On a screen the window opens: `kiosk` alone once printed its help to whoever followed the README."""
    assert start.kiosk_arguments(given, environ, system) == expected
    assert ("There is no screen here" in capsys.readouterr().err) == ("--headless" in expected)


def test_stdout_belongs_to_what_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """`run.py doctor --json` is JSON: what set-up says, and what it starts says, is on stderr."""
    script = tmp_path / "build.py"
    script.write_text("print('all there')", encoding="utf-8")
    monkeypatch.setattr(build, "MODELS_BUILD", script)
    monkeypatch.setattr(Environment, "python", Path(sys.executable))
    build.build_models(Environment(tmp_path, RUNTIME_LOCK))
    console.say("Making .venv ...")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    console.Counter().show("  1: numpy")
    said = capfd.readouterr()
    assert said.out == ""
    assert "all there" in said.err
    assert "Making .venv ...\n\r  1: numpy" in said.err


def test_set_up_needs_nothing_that_is_not_installed_yet() -> None:
    """It reads one table of the kiosk, and neither that nor anything else needs a package."""
    command = [sys.executable, "-S", "-c", "import bootstrap.start, sys; print(*sys.modules)"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    ours = {name for name in done.stdout.split() if name.split(".")[0] == "kiosk"}
    assert ours == {"kiosk", "kiosk.libraries"}


def test_errors_are_sentences_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for error, shown in (
        (SetupError("It broke.", "Mend it."), "It broke. Mend it.\n"),
        (
            PermissionError(13, "Permission denied", "some/file"),
            "Permission denied: some/file. Put that right",
        ),
    ):
        monkeypatch.setattr(start, "_run", lambda arguments, error=error: _raise(error))
        assert start.main([]) == 1
        assert capsys.readouterr().err.startswith(shown)
    monkeypatch.setattr(start, "_run", lambda arguments: _raise(KeyboardInterrupt()))
    assert start.main([]) == 130


def _raise(error: BaseException) -> int:
    raise error


def test_wrong_platform_stops_before_anything_is_made(
    started: Started, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "platform_problem", lambda: "This is Linux on aarch64.")
    assert start.main([]) == 1
    assert started.set_up == []
    assert capsys.readouterr().err == "This is Linux on aarch64. Use another computer for it.\n"


def test_an_environment_with_the_tests_packages_serves_the_kiosk(monkeypatch: pytest.MonkeyPatch) -> None:
    """`run.py test` and then `run.py` must not install everything again."""
    provided: list[Path] = []
    monkeypatch.setattr(machine, "provide_libraries", lambda: None)
    monkeypatch.setattr(build, "build_models", lambda made: None)
    monkeypatch.setattr(build, "build_translations", lambda made: None)
    monkeypatch.setattr(environment, "provide", lambda made: provided.append(made.lock))
    monkeypatch.setattr(environment, "is_right", lambda made: made.lock == TEST_LOCK)
    start.set_up(RUNTIME_LOCK)
    monkeypatch.setattr(environment, "is_right", lambda made: False)
    start.set_up(RUNTIME_LOCK)
    assert provided == [TEST_LOCK, RUNTIME_LOCK]


def test_core_lock_has_everything_but_qt() -> None:
    lock = TEST_LOCK.read_text(encoding="utf-8")
    core = start.lock_without(start.WITHOUT_QT, lock)
    left_out = set(_packages(lock)) - set(_packages(core))
    assert left_out == {"pyside6-essentials", "shiboken6", "pytest-qt"}
    assert set(core.splitlines()) < set(lock.splitlines())


def _packages(lock: str) -> Sequence[str]:
    return [line.partition("==")[0] for line in lock.splitlines() if "==" in line]


def test_translations_are_compiled_when_they_changed(tmp_path: Path) -> None:
    source, compiled = tmp_path / "kiosk_ar.ts", tmp_path / "kiosk_ar.qm"
    source.touch()
    assert build.stale_translations(tmp_path) == [source]
    compiled.touch()
    assert build.stale_translations(tmp_path) == []
    later = compiled.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert build.stale_translations(tmp_path) == [source]


def test_a_translation_in_use_is_replaced_and_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kiosk that ran while set-up compiled ended with a bus error: the file was mapped into its memory."""

    def lrelease(command: Sequence[str | Path], **_: object) -> subprocess.CompletedProcess[str]:
        Path(command[command.index("-qm") + 1]).write_text("new", "utf-8")
        return subprocess.CompletedProcess(list(command), 0, "", "")

    source, compiled = tmp_path / "kiosk_ar.ts", tmp_path / "kiosk_ar.qm"
    source.touch()
    compiled.write_text("old", "utf-8")
    os.utime(compiled, (0, 0))
    monkeypatch.setattr("bootstrap.build.subprocess.run", lrelease)
    with compiled.open(encoding="utf-8") as in_use:
        build.build_translations(Environment(tmp_path / "env", RUNTIME_LOCK), tmp_path)
        assert in_use.read() == "old"
    assert compiled.read_text("utf-8") == "new"


def test_lock_without_uv_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UV", raising=False)
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(SetupError, match=r"uv is not here\. Install it"):
        locks.lock([])
