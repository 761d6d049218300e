"""What the first window may cost: the slow libraries are loaded behind it, never before it.

An import budget and no stopwatch: what was imported when the window is on the screen is a list, the same on a
busy machine. The command is the whole one, `kiosk run --windowed`, with all that it imports itself.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping

import pytest

pytest.importorskip("PySide6")

pytestmark = pytest.mark.qt

LIBRARIES = frozenset(
    {"PySide6", "shiboken6", "shibokensupport", "numpy", "platformdirs"}  # drawing, vectors, folders
    | {"typer", "annotated_doc", "shellingham"}  # the command line ...
    | {
        "pydantic",
        "pydantic_core",
        "annotated_types",
        "typing_extensions",
        "typing_inspection",
    }  # and typer's
)
"""All that may be imported before the window, but for Python's own. Everything else is slow until shown not
to be: mediapipe, onnxruntime, sklearn, scipy, pandas, cv2, sqlcipher3, pyqtgraph, keyring, rich ..."""
MADE_UP = ("__", "_distutils_hack", "_sysconfigdata", "signature_bootstrap", "kiosk")
"""How names begin that Python, Qt and the installer make at the start, and our own."""
QT = frozenset({"QtCore", "QtGui", "QtSvg", "QtWidgets"})
OF_OURS = ("cli", "domain", "ui", "app")
"""Whole packages of ours; of the others what is named here, and it is pure."""
ALSO_OURS = frozenset(
    {"kiosk.evaluation", "kiosk.evaluation.half"}
    | {f"kiosk.{name}" for name in ("error_codes", "error_texts", "errors", "libraries", "logs", "netguard")}
    | {f"kiosk.{name}" for name in ("paths", "process_guard", "reasons", "settings", "tampering", "runtime")}
    | {f"kiosk.runtime.{name}" for name in ("clock", "heartbeats", "own_network", "service_manager", "setup")}
    | {f"kiosk.runtime.{name}" for name in ("supervision", "tasks")}
    | {f"kiosk.runtime.{name}" for name in ("api", "api_door", "api_office", "api_register", "api_site")}
    | {"kiosk.runtime.api_system"}
)
WIZARDS_OWN = ("kiosk.ui.wizard", "kiosk.ui.desk", "kiosk.ui.print", "kiosk.reports")
"""What only the wizard's window may bring: it prints the recovery code."""
MOST_MODULES = {"KioskWindow": 615, "SetupWizard": 655}
"""With what Python and the libraries import themselves: about 5 in 100 above what it is."""

# The loader is kept from starting: what it imports is behind the window, and would make this a race.
_PROBE = """
import json, os, sys
import kiosk.app
from kiosk import cli
from kiosk.ui.loading import Loading

class Watched(kiosk.app.Program):
    def start(self):
        super().start()
        self._app.processEvents()
        window = self.kiosk or self.wizard
        assert window is not None and window.isVisible()
        print(json.dumps([type(window).__name__, sorted(sys.modules)]), flush=True)
        os._exit(0)

Loading.start = lambda self: None
kiosk.app.Program = Watched
sys.argv = ["kiosk", "run", "--windowed", "--data-dir", sys.argv[1]]
cli.main()
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """What was imported when the first window was there: the door of a school, and the wizard without one."""
    found = {}
    for has_school in (True, False):
        folder = tmp_path_factory.mktemp("start")
        if has_school:
            (folder / "slots.json").write_text("{}")
        done = subprocess.run(
            [sys.executable, "-c", _PROBE, str(folder)],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        window, names = json.loads(done.stdout)
        found[window] = names
    return found


@pytest.fixture(params=["KioskWindow", "SetupWizard"])
def before(request: pytest.FixtureRequest, imported: Mapping[str, list[str]]) -> tuple[str, list[str]]:
    return request.param, imported[request.param]


def test_only_libraries_of_the_budget_are_there_before_the_window(before: tuple[str, list[str]]) -> None:
    _, names = before
    roots = {name.partition(".")[0] for name in names}
    others = roots - LIBRARIES - set(sys.stdlib_module_names)
    assert {root for root in others if not root.startswith(MADE_UP)} == set()


def test_only_drawing_parts_of_qt_are(before: tuple[str, list[str]]) -> None:
    _, names = before
    parts = {name.split(".")[1] for name in names if name.startswith("PySide6.Qt")}
    assert parts == QT


def test_of_ours_only_what_is_pure_and_what_is_drawn(before: tuple[str, list[str]]) -> None:
    window, names = before
    ours = {name for name in names if name.startswith("kiosk.") and name.split(".")[1] not in OF_OURS}
    if window == "SetupWizard":
        ours -= set(_within(ours, WIZARDS_OWN))
    assert ours - ALSO_OURS == set()


def test_a_school_that_is_there_needs_nothing_of_the_wizard(imported: Mapping[str, list[str]]) -> None:
    assert _within(imported["KioskWindow"], WIZARDS_OWN) == []
    assert "kiosk.ui.wizard.window" in imported["SetupWizard"]


def test_there_are_not_more_modules_than_the_budget_has(before: tuple[str, list[str]]) -> None:
    window, names = before
    assert 0.8 * MOST_MODULES[window] < len(names) <= MOST_MODULES[window]


def _within(names: Iterable[str], packages: tuple[str, ...]) -> list[str]:
    return [name for name in names if f"{name}.".startswith(tuple(f"{package}." for package in packages))]
