"""A school's first morning from outside: every input by xdotool, from the first start to the sheet."""

import sys
from pathlib import Path

import openpyxl
import pytest

pytest.importorskip("PySide6", reason="The windows need PySide6.")
pytestmark = [
    pytest.mark.qt,
    pytest.mark.skipif(sys.platform != "linux", reason="Xvfb and xdotool exist on Linux only."),
    pytest.mark.usefixtures("models", "portraits"),
]


def test_from_the_first_start_to_the_sheet(tmp_path: Path) -> None:
    """Set up, enrol, walk up, "not me", correct, close, export. Where it gets stuck is a picture."""
    from tests.e2e.screens import virtual_screen
    from tests.e2e.story import NAME, NUMBER, SCREEN, play

    with virtual_screen(*SCREEN) as display:
        (sheet,) = play(tmp_path, display)
    rows = openpyxl.load_workbook(sheet).worksheets[0].iter_rows(values_only=True)
    (row,) = [[str(cell) for cell in row] for row in rows if NAME in [str(cell) for cell in row]]
    assert NUMBER in row
    assert "Present" in row
    assert "By hand" in row or "Teacher" in row, row
    log = "".join(path.read_text("utf-8") for path in (tmp_path / "data").rglob("kiosk.log*"))
    assert "services-ready" in log
    assert " ERROR " not in log
