"""Bars and lines of the report, drawn by pyqtgraph. Each says its figures in words; none needs its colour.

pyqtgraph is imported when the first chart is drawn: `prepare` does that before, off the GUI thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import column
from kiosk.ui.later import later
from kiosk.ui.theme import Palette

BAR_PX = 25
"""The height of a bar with its air: the words beside it need so much."""
_FRAME_PX = 44
"""Above and below the bars: the figures of the axis."""
_LEAST_PX = 180
_LABEL_PX = 190
_MOST_LABELS = 14
"""So many points of a line have their figure beside them; of more, every second or third has."""
_MOST_DAYS = 7
"""The same for the days below the line, which are wider."""
_BAR_PART = 0.62
_NARROWEST_PX = 160
"""Bars are drawn as if there were at least so much room for them."""
_POINT_PX = 9
_MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        label: Beside it.
        value: Its length.
        text: The figure at its end.
    """

    label: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line.

    Attributes:
        x: Its place: weeks since the first.
        label: Below it.
        value: Its height, percent.
        text: The figure beside it.
    """

    x: float
    label: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class _Bars:
    bars: tuple[Bar, ...]
    longest: float


def prepare() -> None:
    """Import pyqtgraph. Any thread: half a second that the window need not wait for."""
    import pyqtgraph  # noqa: F401 - the import is the work


class Chart(QFrame):
    """A picture with a name, and what it shows in a sentence for whoever cannot see it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot: Any = None
        self._drawn: _Bars | tuple[Point, ...] = ()
        self._beside_px = self._figure_px = 0
        self._redrawing = later(self, self._redraw)
        self._layout = column(self, margins=theme.SPACE.tight)
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def describe(self, name: str, finding: str) -> None:
        """Say what it is and what it shows."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(finding)

    def draw_bars(self, bars: Sequence[Bar], longest: float) -> None:
        """Draw bars from the reading side, the first on top.

        Args:
            bars: Few enough to be read.
            longest: The value at the end of the axis; of rates 100, so that charts can be compared.
        """
        self._drawn = _Bars(tuple(bars), longest)
        plot, palette = self._fresh_plot(), theme.current()
        import pyqtgraph as pg

        places = [float(place) for place in range(len(bars))]
        brush, pen = _hatched(palette)
        item = pg.BarGraphItem(
            x0=0, y=places, height=_BAR_PART, width=[bar.value for bar in bars], brush=brush, pen=pen
        )
        plot.addItem(item)
        for place, bar in zip(places, bars, strict=True):
            self._write(plot, bar.text, bar.value, place, QPointF(_reading(0.0), 0.5))
        end = max(longest, 1e-9)
        plot.setYRange(-0.6, len(bars) - 0.4, padding=0)
        plot.getViewBox().invertY(True)
        side = self._axis(plot, "right" if i18n.is_right_to_left() else "left")
        metrics = QFontMetrics(self._font())
        labels = [metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, _LABEL_PX) for bar in bars]
        side.setTicks([list(zip(places, labels, strict=True))])
        self._beside_px = (
            max((metrics.horizontalAdvance(text) for text in labels), default=0) + theme.SPACE.snug
        )
        self._figure_px = max((metrics.horizontalAdvance(bar.text) for bar in bars), default=0)
        side.setWidth(self._beside_px)
        self._fit_bars()
        self._axis(plot, "bottom").setTicks([_figures(end)])
        self.setMinimumHeight(max(_LEAST_PX, len(bars) * BAR_PX + _FRAME_PX))

    def draw_line(self, points: Sequence[Point]) -> None:
        """Draw a line of rates over time, which runs in the reading direction."""
        self._drawn = tuple(points)
        plot, palette = self._fresh_plot(), theme.current()
        import pyqtgraph as pg

        ink = QColor(palette.accent)
        places, values = [point.x for point in points], [point.value for point in points]
        plot.plot(
            places, values, pen=pg.mkPen(ink, width=2.5), symbol="o", symbolSize=_POINT_PX,
            symbolBrush=QColor(palette.surface), symbolPen=pg.mkPen(ink, width=2),
        )  # fmt: skip
        every = 1 + (len(points) - 1) // _MOST_LABELS
        for place, point in enumerate(points):
            if place % every == 0:
                above = _has_room_above(points, place)
                self._write(plot, point.text, point.x, point.value, QPointF(0.5, 1.2 if above else -0.2))
        lowest = min((point.value for point in points), default=0.0)
        ground = max(0.0, (lowest - 5) // 10 * 10)
        room = (100 - ground) * 0.12
        plot.setYRange(ground - room / 2, 100 + room, padding=0)
        last = points[-1].x if points else 0.0
        plot.setXRange(-0.6, last + 0.6, padding=0)
        side = self._axis(plot, "right" if i18n.is_right_to_left() else "left")
        side.setTicks([[(value, text) for value, text in _figures(100.0, ground)]])
        self._axis(plot, "bottom").setTicks(
            [[(point.x, point.label) for point in points[:: 1 + (len(points) - 1) // _MOST_DAYS]]]
        )
        self.setMinimumHeight(_LEAST_PX + _FRAME_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the figures at the bars."""
        super().resizeEvent(event)
        self._fit_bars()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in the colours of another theme, once Qt has told all widgets of it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._plot is not None:
            self._redrawing.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keyboard is."""
        super().paintEvent(event)
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().focus), theme.SHAPE.focus))
        inside = self.rect().adjusted(2, 2, -2, -2)
        painter.drawRoundedRect(inside, theme.SHAPE.radius, theme.SHAPE.radius)

    def _fit_bars(self) -> None:
        """Let the axis go on beyond the longest bar, so that its figure has room."""
        if self._plot is None or not isinstance(self._drawn, _Bars):
            return
        space = self.width() - self._beside_px - 2 * theme.SPACE.snug
        bars = max(_NARROWEST_PX, space - self._figure_px - theme.SPACE.normal)
        end = max(self._drawn.longest, 1e-9)
        self._plot.setXRange(0, end * max(space, bars + self._figure_px) / bars, padding=0)

    def _redraw(self) -> None:
        drawn = self._drawn
        if isinstance(drawn, _Bars):
            self.draw_bars(drawn.bars, drawn.longest)
        elif drawn:
            self.draw_line(drawn)

    def _fresh_plot(self) -> Any:
        import pyqtgraph as pg

        from kiosk.ui.desk.chart_axis import WordAxis

        if self._plot is not None:
            self._layout.removeWidget(self._plot)
            self._plot.close()
            self._plot.deleteLater()
        axes = {side: WordAxis(side) for side in ("left", "right", "bottom")}
        plot = pg.PlotWidget(background=QColor(theme.current().surface), axisItems=axes)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setFrameShape(QFrame.Shape.NoFrame)
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # it is looked at, not moved
        # Mirroring would move the axes to the other sides, too; what is mirrored here is the axis itself.
        plot.getPlotItem().setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        plot.getViewBox().invertX(i18n.is_right_to_left())
        for side in axes:
            plot.hideAxis(side)
        self._layout.addWidget(plot)
        self._plot = plot
        return plot

    def _axis(self, plot: Any, side: str) -> Any:
        palette = theme.current()
        plot.showAxis(side)
        axis = plot.getAxis(side)
        axis.setPen(QColor(palette.line))
        axis.setTextPen(QColor(palette.text))
        axis.setStyle(
            tickFont=self._font(), tickLength=0, hideOverlappingLabels=False, autoReduceTextSpace=False,
            tickTextOffset=6,
        )  # fmt: skip
        return axis

    def _write(self, plot: Any, text: str, x: float, y: float, anchor: QPointF) -> None:
        import pyqtgraph as pg

        item = pg.TextItem(text, color=QColor(theme.current().text), anchor=anchor)
        item.setFont(self._font())
        item.setPos(x, y)
        plot.addItem(item, ignoreBounds=True)

    @staticmethod
    def _font() -> QFont:
        return theme.font(theme.TYPE.desk - 1)


def _has_room_above(points: Sequence[Point], place: int) -> bool:
    """Say whether a figure above a point is off the line: in a dip it would be in it."""
    beside = [points[at].value for at in (place - 1, place + 1) if 0 <= at < len(points)]
    return not beside or points[place].value >= sum(beside) / len(beside)


def _reading(share: float) -> float:
    """Give a horizontal anchor, 0 being the reading side."""
    return 1.0 - share if i18n.is_right_to_left() else share


def _hatched(palette: Palette) -> tuple[QColor, QPen]:
    """Give the filling and the edge of a bar: an edge of its own, so that it is seen without its colour."""
    edge = QPen(QColor(palette.accent))
    edge.setWidthF(1.5)
    edge.setCosmetic(True)
    return QColor(palette.active_soft), edge


def _figures(end: float, start: float = 0.0) -> list[tuple[float, str]]:
    """Give the places of an axis with their whole figures, in a few steps of a round number."""
    steps = (figure * 10**decade for decade in range(12) for figure in (1, 2, 5))
    step = next(each for each in steps if (end - start) / each <= _MOST_STEPS)
    first = -(-int(start) // step) * step
    return [(float(value), i18n.number(value)) for value in range(first, int(end) + 1, step)]
