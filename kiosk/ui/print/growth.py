"""How something grows, as a picture: panels below each other, both axes logarithmic, drawn by pyqtgraph."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.ui.print.canvas import DASHES, INKS, canvas

WIDTH_PX, PANEL_PX = 1000, 460
_SYMBOLS = ("o", "s", "t", "d", "+", "x")
"""Colour alone tells nobody which line is whose: each has its dashes and its sign."""
_ROOM = 0.35
"""Above the lines, for the legend, as a share of their height."""


@dataclass(frozen=True, slots=True)
class Growth:
    """One line.

    Attributes:
        name: In the legend.
        x: Sizes, above 0, rising.
        y: What was measured, above 0; None where nothing was.
    """

    name: str
    x: Sequence[float]
    y: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines with one unit.

    Attributes:
        side: The unit, at the side.
        lines: At most six.
    """

    side: str
    lines: Sequence[Growth]


def decades(values: Sequence[float]) -> list[tuple[float, str]]:
    """Give the powers of ten from below the least to above the greatest of some values, with their words.

    Args:
        values: Above 0.

    Returns:
        Places (logarithms to the base 10) and words, rising.
    """
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return [(float(power), f"{10.0**power:,.{max(0, -power)}f}") for power in range(first, last + 1)]


def draw_growth(title: str, bottom: str, panels: Sequence[Panel], path: Path) -> None:
    """Write the panels as PNG.

    Args:
        title: Above all of them.
        bottom: Below all of them.
        panels: From above to below; each with a value at least.
        path: Where to; replaced whole.

    Raises:
        KioskError: PICTURE_NAME, FILE_NOT_WRITTEN.
    """
    with canvas(path, WIDTH_PX, PANEL_PX * len(panels)) as (pg, window):
        for row, panel in enumerate(panels):
            plot = window.addPlot(row=row, col=0, title=title if row == 0 else None)
            plot.showGrid(x=True, y=True, alpha=0.25)
            plot.setLogMode(x=True, y=True)
            points = [_points(line) for line in panel.lines]
            ticks_x = decades([x for line in points for x, _ in line])
            ticks_y = decades([y for line in points for _, y in line])
            for side, words, ticks in (("bottom", bottom, ticks_x), ("left", panel.side, ticks_y)):
                plot.getAxis(side).enableAutoSIPrefix(False)
                plot.getAxis(side).setTicks([ticks])
                plot.setLabel(side, words)
            plot.getAxis("left").setWidth(80)  # the panels' sizes lie below each other
            height = ticks_y[-1][0] - ticks_y[0][0]
            plot.setXRange(ticks_x[0][0], ticks_x[-1][0], padding=0.05)
            plot.setYRange(ticks_y[0][0], ticks_y[-1][0] + _ROOM * height, padding=0.02)
            plot.addLegend(offset=(20, 8), colCount=2, brush="#ffffff", pen="#cccccc")
            for place, (line, found) in enumerate(zip(panel.lines, points, strict=True)):
                ink = INKS[place % len(INKS)]
                plot.plot(
                    [x for x, _ in found],
                    [y for _, y in found],
                    pen=pg.mkPen(ink, width=2.5, dash=DASHES[place % len(DASHES)]),
                    symbol=_SYMBOLS[place % len(_SYMBOLS)],
                    symbolBrush=ink,
                    symbolPen=ink,
                    symbolSize=9,
                    name=line.name,
                )


def _points(line: Growth) -> list[tuple[float, float]]:
    return [(x, y) for x, y in zip(line.x, line.y, strict=True) if y is not None and y > 0]
