"""What every test shares: no screen, no real home, no keyring, no thread left running, no bug logged unseen.

It works with PySide6 uninstalled too: the core suite runs that way in `.ci/run`.
"""

import logging
import multiprocessing
import os
import sys
import tempfile
import threading
import traceback
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

from kiosk import logs
from tests.turns import place, turn

ROOT = Path(__file__).resolve().parent.parent
SETUP_FIRST = "Run the set-up first: python3 run.py setup."
OUR_THREADS = ("kiosk", "rollcall")
JOIN_S = 3.0
_TURNS = pytest.StashKey[str]()

# Before any library is imported. A test that wants another value sets it for itself or for its subprocess.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
# A test must never write into the keyring of whoever runs it.
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
# No test makes a noise, nor a program that a test starts: ALSA's own device that swallows everything.
os.environ["ALSA_CONFIG_PATH"] = str(ROOT / "tests" / "silent_alsa.conf")
# The filter stays on for good and is inherited: a command run in this process would put it on all tests.
os.environ.setdefault("ROLLCALL_WITHOUT_FILTER", "1")

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know pytest-qt's settings where it is not installed, so that --strict-config accepts our one config."""
    if find_spec("pytestqt") is None:
        for name in ("qt_api", "qt_log_level_fail", "qt_default_raising"):
            parser.addini(name, "a setting of pytest-qt, which is not installed here", default="")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let a test that measures run alone where pytest has several workers; see tests.turns.

    Outside of everything else, pytest-timeout included: waiting for one's turn is not the test's time.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return (yield)
    folder = Path(item.config.stash[_TURNS])
    with turn(folder, is_alone=item.get_closest_marker("alone") is not None):
        return (yield)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first where several workers share them out (`--no-loadscope-reorder`)."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: place(item.nodeid))


def pytest_configure(config: pytest.Config) -> None:
    """Know the folder that this run's workers share."""
    if run := os.environ.get("PYTEST_XDIST_TESTRUNUID"):
        folder = Path(tempfile.gettempdir()) / f"rollcall-turns-{run}"
        folder.mkdir(mode=0o700, exist_ok=True)
        config.stash[_TURNS] = str(folder)
    elif os.environ.get("CI"):
        config.pluginmanager.register(_SayFailures(config), "say-failures")


class _SayFailures:
    """Names a test that failed at once: a run that is stopped half way prints no summary."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.failed:
            return
        terminal = self._config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            terminal.write(f"\nfailed: {report.nodeid} ({report.when}, {report.duration:.1f} s)\n")


@pytest.fixture(scope="session", autouse=True)
def _empty_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Send everything that would go into the person's own folders to an empty one."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name.removeprefix("XDG_").lower()))
        yield


@pytest.fixture(scope="session", autouse=True)
def _know_who_starts_threads() -> Iterator[None]:
    """Note the line that starts a thread, so that a leak can be found."""
    original = threading.Thread.start

    def start(thread: threading.Thread) -> None:
        callers = [
            frame
            for frame in traceback.extract_stack(limit=12)[:-1]
            if Path(frame.filename).is_relative_to(ROOT) and ".venv" not in frame.filename
        ]
        where = f"{callers[-1].filename}:{callers[-1].lineno}" if callers else "a library"
        thread.__dict__["_started_by"] = where
        original(thread)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading.Thread, "start", start)
        yield


@pytest.fixture(autouse=True)
def _no_leaks() -> Iterator[None]:
    """Fail a test that leaves a thread of ours, a non-daemon thread or a child process running, by name."""
    threads, children = set(threading.enumerate()), set(_children())
    yield
    left = [_describe(t) for t in set(threading.enumerate()) - threads if _is_leak(t)]
    left += [f"process {child.name}" for child in set(_children()) - children if _outlives(child)]
    if left:
        pytest.fail("left running: " + "; ".join(sorted(left)), pytrace=False)


def _children() -> list[multiprocessing.process.BaseProcess]:
    return list(multiprocessing.active_children())


def _outlives(child: multiprocessing.process.BaseProcess) -> bool:
    child.join(JOIN_S)
    return child.is_alive()


def _is_leak(thread: threading.Thread) -> bool:
    """Say whether a new thread is one that should have ended; one that is just ending gets a moment."""
    if thread.daemon and not thread.name.lower().startswith(OUR_THREADS):
        return False
    if isinstance(
        thread, threading._DummyThread
    ):  # a foreign thread that called into Python: cannot be joined
        return False
    thread.join(JOIN_S)
    return thread.is_alive()


def _describe(thread: threading.Thread) -> str:
    return f"thread {thread.name} (started at {thread.__dict__.get('_started_by', 'an unknown place')})"


class _Bugs(logging.Handler):
    """Keeps what `kiosk.logs.bug` wrote."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if (record.module, record.funcName) == ("logs", "bug"):
            self.lines.append(record.getMessage())


@pytest.fixture
def logged_bugs() -> Iterator[list[str]]:
    """Give the lines that `logs.bug` wrote in this test. Asking for them says that they are expected."""
    bugs = _Bugs()
    logging.getLogger(logs.LOGGER_NAME).addHandler(bugs)
    yield bugs.lines
    logging.getLogger(logs.LOGGER_NAME).removeHandler(bugs)


@pytest.fixture(autouse=True)
def _no_unseen_bug(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which a thread's edge caught a bug and only logged it; leave clean logs."""
    logs.stop()
    logger = logging.getLogger(logs.LOGGER_NAME)
    bugs = _Bugs()
    logger.addHandler(bugs)
    yield
    logs.stop()
    logger.setLevel(logging.NOTSET)
    logger.propagate = True
    if bugs.lines and "logged_bugs" not in request.fixturenames:
        pytest.fail("logged as a bug: " + "; ".join(bugs.lines), pytrace=False)


def pytest_collection_finish() -> None:
    """Take back what a test module's own `import cv2` put into the environment."""
    _forget_qt_of_cv2()


@pytest.fixture(autouse=True)
def _qt_of_pyside_only() -> Iterator[None]:
    """Keep a test that imports cv2 from breaking the windows of the next one."""
    yield
    _forget_qt_of_cv2()


def _forget_qt_of_cv2() -> None:
    """Remove cv2's folders of its own Qt; that the program does it too is a test of vision."""
    if "cv2" in sys.modules:
        for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
            os.environ.pop(name, None)


@pytest.fixture(scope="session")
def project() -> Path:
    """Give the folder that holds run.py."""
    return ROOT


@pytest.fixture(scope="session")
def models() -> Path:
    """Give the folder of manifest.toml; fails, and does not skip, when set-up has not built the models."""
    folder = ROOT / "models"
    if not (folder / "manifest.toml").is_file() or not any((folder / "built").glob("*.*")):
        pytest.fail(f"The models are not built. {SETUP_FIRST}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def portraits() -> Path:
    """Give the folder of the two public-domain portraits; fails, and does not skip, when it is not there."""
    folder = ROOT / "resources" / "portraits"
    if not (folder / "astronaut.png").is_file() or not (folder / "grace_hopper.jpg").is_file():
        pytest.fail(f"The portraits are not there. {SETUP_FIRST}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the shared folder of the benchmark, beside the checkout; skips where there is none."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("The benchmark's folder ../shared/data is not on this machine.")
    return folder


@pytest.fixture(scope="session")
def shared_faces(shared_data: Path) -> Path:
    """Give the folder with one folder of pictures a person; skips where there is none."""
    folder = shared_data / "faces"
    if not folder.is_dir():
        pytest.skip("The benchmark's faces in ../shared/data/faces are not on this machine.")
    return folder
