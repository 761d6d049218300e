"""ROC and DET curves as a picture, drawn by pyqtgraph; the numbers are in the command's own output."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.ui.print.canvas import DASHES, INKS, canvas

SIDE_PX = 900
_LEAST = 1e-5
"""Rates below are drawn on the edge: a logarithm has no zero."""
_FIGURES, _FEW_FIGURES = (1, 2, 5), (1,)
"""What of a decade has its figure beside the axis: where there is room, and where there are many decades."""
_MANY_DECADES = 4


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One line.

    Attributes:
        name: In the legend.
        x: Rates, 0 to 1.
        y: Rates, 0 to 1.
    """

    name: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Axes:
    """What the picture says.

    Attributes:
        title: Above.
        x: Below.
        y: At the side.
        has_log_y: Whether y is logarithmic, as x always is.
    """

    title: str
    x: str
    y: str
    has_log_y: bool


def log_ticks(lowest: float) -> list[list[tuple[float, str]]]:
    """Give the lines of a logarithmic axis up to a rate of 1: those with a figure, and those without.

    Args:
        lowest: The lowest rate that is drawn, above 0.

    Returns:
        Two lists of places (logarithms to the base 10) with their words, in order.
    """
    first = math.floor(math.log10(lowest))
    labelled, others = [], []
    chosen = _FEW_FIGURES if -first > _MANY_DECADES else _FIGURES
    for decade in range(first, 0):
        for digit in range(1, 10):
            place = decade + math.log10(digit)
            if digit in chosen:
                labelled.append((place, f"{digit * 10.0**decade:.{-decade}f}"))
            else:
                others.append((place, ""))
    return [[*labelled, (0.0, "1")], others]


def draw(curves: Sequence[Curve], axes: Axes, path: Path) -> None:
    """Write the curves as PNG.

    Args:
        curves: In the order of the legend.
        axes: Their words.
        path: Where to; replaced whole.

    Raises:
        KioskError: PICTURE_NAME, FILE_NOT_WRITTEN.
    """
    with canvas(path, SIDE_PX, round(SIDE_PX * 0.75)) as (pg, window):
        plot = window.addPlot(title=axes.title)
        plot.setLogMode(x=True, y=axes.has_log_y)
        plot.showGrid(x=True, y=True, alpha=0.25)
        for side, words in (("bottom", axes.x), ("left", axes.y)):
            plot.getAxis(side).enableAutoSIPrefix(False)  # 0.001 stays 0.001
            plot.setLabel(side, words)
        plot.getAxis("bottom").setTicks(log_ticks(_lowest([curve.x for curve in curves])))
        if axes.has_log_y:
            plot.getAxis("left").setTicks(log_ticks(_lowest([curve.y for curve in curves])))
        plot.addLegend(offset=(-20, 20 if axes.has_log_y else -20))
        for place, curve in enumerate(curves):
            pen = pg.mkPen(INKS[place % len(INKS)], width=2.5, dash=DASHES[place % len(DASHES)])
            y = np.maximum(curve.y, _LEAST) if axes.has_log_y else curve.y
            plot.plot(np.maximum(curve.x, _LEAST), y, pen=pen, name=curve.name)


def _lowest(rates: Sequence[NDArray[np.float64]]) -> float:
    return max(min((float(one.min()) for one in rates if len(one)), default=1.0), _LEAST)
