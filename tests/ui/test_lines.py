"""Figures over time, as a picture."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kiosk.ui.print.lines import Line, draw_panels

pytestmark = pytest.mark.qt


def test_time_goes_to_the_right_in_a_program_that_speaks_arabic_too(
    qapp: QApplication, tmp_path: Path
) -> None:
    panels = [("MB", [Line("program", [0, 1, 2], [1.0, None, 3.0]), Line("others", [0, 1, 2], [2.0] * 3)])]
    pictures = []
    before = qapp.layoutDirection()
    try:
        for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
            qapp.setLayoutDirection(direction)
            target = tmp_path / f"{direction.name}.png"
            draw_panels("Soak", "hours", panels, target)
            pictures.append(target.read_bytes())
    finally:
        qapp.setLayoutDirection(before)
    assert pictures[0].startswith(b"\x89PNG")
    assert pictures[0] == pictures[1]


def test_a_panel_without_a_value_is_drawn_empty(qapp: object, tmp_path: Path) -> None:
    target = tmp_path / "empty.png"
    draw_panels("Soak", "hours", [("MB", [Line("not known", [0, 1], [None, None])])], target)
    assert target.read_bytes().startswith(b"\x89PNG")
