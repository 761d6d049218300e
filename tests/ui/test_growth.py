"""How something grows, as a picture."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
from kiosk.errors import Code, KioskError
from kiosk.ui.print.growth import Growth, Panel, decades, draw_growth

pytestmark = pytest.mark.qt


def test_the_figures_of_an_axis_are_whole_powers_of_ten_around_what_is_drawn() -> None:
    assert decades([0.02, 3.0]) == [(-2.0, "0.01"), (-1.0, "0.1"), (0.0, "1"), (1.0, "10")]
    assert decades([100, 100_000])[0] == (2.0, "100")
    assert decades([100, 100_000])[-1] == (5.0, "100,000")


def test_a_gap_is_left_out_and_the_picture_is_written(qapp: object, tmp_path: Path) -> None:
    target = tmp_path / "growth.png"
    lines = [Growth("a", [10, 100, 1000], [1.0, None, 9.0]), Growth("b", [10, 100, 1000], [None, 2.0, 0.0])]
    draw_growth("How it grows", "people", [Panel("s", lines), Panel("MB", lines[:1])], target)
    assert target.read_bytes().startswith(b"\x89PNG")


def test_another_name_than_a_pngs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as caught:
        draw_growth("", "", [], tmp_path / "growth.svg")
    assert caught.value.code is Code.PICTURE_NAME
