"""One section of the report: its finding in words, its chart, and its table beside it (below it on end)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QWidget

from kiosk.reports.rates import Rate, Report
from kiosk.ui import i18n, theme
from kiosk.ui.desk.charts import Bar, Chart, Point
from kiosk.ui.desk.controls import column, field, label
from kiosk.ui.desk.heat_map import HeatMap
from kiosk.ui.desk.report_model import RatesModel, RatesTable
from kiosk.ui.desk.report_words import (
    Section,
    finding,
    late_text,
    line_label,
    lines_of,
    rate_text,
    section_word,
    short_day,
    whole_percent,
)

MOST_BARS = 12
"""So many bars are read at a glance; the table holds all lines."""
_WIDTH_FOR_BOTH = 1000
_CHART_PART, _CHART_PART_UPRIGHT = 0.36, 0.45
_SEARCHED = 12
"""Tables of more lines get a line to search in."""


class SectionView(QWidget):
    """Shows a section of a report."""

    changed = Signal()
    """Another section or other lines are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = Section.PEOPLE
        self.told = label("", wraps=True)
        self.hint = label("", "muted", wraps=True)
        self.chart, self.calendar = Chart(), HeatMap()
        self.table = RatesTable(RatesModel(self))
        self.search = field(self.tr("Filter this table"), self.tr("Filter this table"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.table.proxy.set_text)
        self._pictures = QStackedWidget()
        for each in (self.chart, self.calendar):
            self._pictures.addWidget(self._scrolling(each))
        self._lay_out()

    def show_section(self, report: Report, section: Section) -> None:
        """Show one."""
        self.section = section
        rates = lines_of(report, section)
        self.search.clear()
        self.table.show_rates(section, rates)
        self.search.setVisible(len(rates) > _SEARCHED)
        told = finding(section, rates)
        self.told.setText(told or self._nothing(section))
        known = [rate for rate in rates if rate.expected]
        self.split.setVisible(bool(rates))
        self._pictures.setVisible(bool(known))
        self._say_hint(section, len(known))
        if known:
            self._draw(section, known, told)
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the table below the chart where both would be narrow."""
        is_narrow = self.width() < _WIDTH_FOR_BOTH
        way = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self.split.orientation() != way:
            self.split.setOrientation(way)
        space = self.height() if is_narrow else self.width()
        part = round((_CHART_PART_UPRIGHT if is_narrow else _CHART_PART) * space)
        self.split.setSizes([part, space - part])
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        side = QWidget()
        beside = column(side)
        beside.addWidget(self.search)
        beside.addWidget(self.table, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self._pictures)
        self.split.addWidget(side)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(theme.SPACE.snug)
        outer = column(self)
        for part in (self.told, self.hint):
            outer.addWidget(part)
        outer.addWidget(self.split, 1)

    @staticmethod
    def _scrolling(part: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(part)
        return area

    def _draw(self, section: Section, rates: Sequence[Rate], told: str) -> None:
        name = self.tr("Chart: {section}").format(section=section_word(section))
        if section is Section.DAYS:
            self._pictures.setCurrentIndex(1)
            self.calendar.describe(name, told)
            self.calendar.show_days(rates)
            return
        self._pictures.setCurrentIndex(0)
        self.chart.describe(name, told)
        if section is Section.TREND:
            self.chart.draw_line(_points(rates))
        elif section is Section.LATE:
            bars = [Bar(_label(section, r), float(r.late_minutes), late_text(r)) for r in rates[:MOST_BARS]]
            self.chart.draw_bars(bars, max(bar.value for bar in bars))
        else:
            few = _few(section, rates)
            self.chart.draw_bars([Bar(_label(section, r), r.percent, rate_text(r)) for r in few], 100.0)

    def _say_hint(self, section: Section, count: int) -> None:
        text = ""
        if section is Section.DAYS and count:
            text = self.tr("Each box is a day with its rate; a thick edge is a rate below 90 %.")
        elif count > MOST_BARS and section is Section.LATE:
            text = self.tr("The chart shows the {shown} highest of {count}; the table shows all.")
        elif count > MOST_BARS and section in {Section.PEOPLE, Section.GROUPS, Section.SESSIONS}:
            text = self.tr("The chart shows the {shown} lowest of {count}; the table shows all.")
        self.hint.setText(text.format(shown=i18n.number(MOST_BARS), count=i18n.number(count)))
        self.hint.setVisible(bool(text))

    def _nothing(self, section: Section) -> str:
        if section is Section.LATE:
            return self.tr("Nobody was late on these days.")
        return self.tr("There is nothing to show for these days.")


def _few(section: Section, rates: Sequence[Rate]) -> Sequence[Rate]:
    """Give the lines that are drawn: all of them, or those with the lowest rates."""
    if len(rates) <= MOST_BARS or section is Section.WEEKDAYS:
        return rates
    return sorted(rates, key=lambda rate: rate.percent)[:MOST_BARS]


def _points(rates: Sequence[Rate]) -> list[Point]:
    days = [date.fromisoformat(rate.key) for rate in rates]
    return [
        Point((day - days[0]).days / 7, short_day(day), rate.percent, whole_percent(rate.percent))
        for day, rate in zip(days, rates, strict=True)
    ]


def _label(section: Section, rate: Rate) -> str:
    return i18n.isolate(line_label(section, rate))
