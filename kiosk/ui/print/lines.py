"""Figures over time as a picture: panels below each other that share their time, drawn by pyqtgraph."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.ui.print.canvas import DASHES, INKS, canvas

WIDTH_PX, PANEL_PX = 1100, 300
_ROOM = 0.35
"""Above the lines, for the legend, as a share of their height."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line.

    Attributes:
        name: In the legend.
        x: The time.
        y: Its values; None where there is none, which leaves a gap.
    """

    name: str
    x: Sequence[float]
    y: Sequence[float | None]


Panel = tuple[str, Sequence[Line]]
"""What is at the side, and the lines."""


def draw_panels(title: str, bottom: str, panels: Sequence[Panel], path: Path) -> None:
    """Write the panels as PNG.

    Args:
        title: Above all of them.
        bottom: Below all of them.
        panels: From above to below.
        path: Where to; replaced whole.

    Raises:
        KioskError: PICTURE_NAME, FILE_NOT_WRITTEN.
    """
    with canvas(path, WIDTH_PX, PANEL_PX * len(panels)) as (pg, window):
        for row, (side, lines) in enumerate(panels):
            plot = window.addPlot(row=row, col=0, title=title if row == 0 else None)
            plot.showGrid(x=True, y=True, alpha=0.25)
            plot.getAxis("left").enableAutoSIPrefix(False)
            plot.getAxis("bottom").enableAutoSIPrefix(False)
            plot.getAxis("left").setWidth(70)  # the panels' times lie below each other
            plot.setLabel("left", side)
            if row == len(panels) - 1:
                plot.setLabel("bottom", bottom)
            plot.addLegend(offset=(20, 8), colCount=2, brush="#ffffff", pen="#cccccc")
            known = [value for line in lines for value in line.y if value is not None]
            if known:
                least, most = min(known), max(known)
                plot.setYRange(least, most + _ROOM * ((most - least) or 1.0), padding=0.02)
            for place, line in enumerate(lines):
                pen = pg.mkPen(INKS[place % len(INKS)], width=2, dash=DASHES[place % len(DASHES)])
                values = [math.nan if value is None else float(value) for value in line.y]
                plot.plot(list(line.x), values, pen=pen, name=line.name, connect="finite")
