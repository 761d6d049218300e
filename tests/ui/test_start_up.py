"""What the first window may cost: the slow libraries are loaded behind it, never before it."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

pytestmark = pytest.mark.qt

SLOW = ("mediapipe", "onnxruntime", "sklearn", "scipy", "pandas", "cv2", "sqlcipher3")

# The loader is kept from starting: what it imports is behind the window, and would make this a race.
_PROBE = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from kiosk.app import Program
from kiosk.paths import DataDir
from kiosk.ui.loading import Loading

Loading.start = lambda self: None
app = QApplication(["rollcall"])
program = Program(app, DataDir(Path(sys.argv[1])), source=None, windowed=True, demo=None)
program.start()
app.processEvents()
window = program.kiosk or program.wizard
assert window is not None and window.isVisible()
print(type(window).__name__, *sorted({name.partition(".")[0] for name in sys.modules} & set(sys.argv[2:])))
program.stop()
"""


@pytest.mark.parametrize("window", ["KioskWindow", "SetupWizard"])
def test_the_first_window_is_shown_without_a_slow_library(tmp_path: Path, window: str) -> None:
    if window == "KioskWindow":
        (tmp_path / "slots.json").write_text("{}")
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, str(tmp_path), *SLOW],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [window]
