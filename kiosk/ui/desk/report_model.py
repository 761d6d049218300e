"""A section of the report as a table: sorted by any column, copied as text, filtered by what is typed."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from kiosk.reports.formulas import neutralise
from kiosk.reports.rates import Rate
from kiosk.ui import i18n, theme
from kiosk.ui.desk.lists import SORT_ROLE, AnyIndex, ListModel, WordFilter, collated, folded
from kiosk.ui.desk.report_words import Section, line_label, line_title, rate_text

_ROW_PX = 32
_TITLE_PAD_PX, _CELL_PAD_PX = 18, 28
"""What a cell needs besides its letters: the padding of the style sheet."""
_WIDTH_FOR_ALL = 720
_WHOLE = Rate("", "", 1, 1, 0, 0, 0, 0)
"""With the widest rate there is."""
_NAMED = (Section.PEOPLE, Section.GROUPS, Section.LATE)
"""Sections whose lines are sorted as words; the others have an order of their own."""


class RateColumn(IntEnum):
    """Columns in their order."""

    LABEL = 0
    RATE = 1
    EXPECTED = 2
    ATTENDED = 3
    LATE = 4
    MINUTES = 5
    ABSENT = 6
    EXCUSED = 7


def column_titles(section: Section) -> tuple[str, ...]:
    """Give the titles of the columns."""
    say = QCoreApplication.translate
    return (
        line_title(section),
        say("report", "Rate"),
        say("report", "Expected"),
        say("report", "Attended"),
        say("report", "Late"),
        say("report", "Minutes"),
        say("report", "Absent"),
        say("report", "Excused"),
    )


def csv_titles(section: Section) -> tuple[str, ...]:
    """Give the titles in a file, where a title stands alone."""
    say = QCoreApplication.translate
    titles = list(column_titles(section))
    titles[RateColumn.RATE] = say("report", "Rate (%)")
    titles[RateColumn.MINUTES] = say("report", "Minutes late")
    return tuple(titles)


def csv_row(section: Section, rate: Rate) -> tuple[str, ...]:
    """Give a line for a file: days in ISO form, figures without grouping, an empty rate for none."""
    label = rate.key if section in {Section.TREND, Section.DAYS} else line_label(section, rate)
    share = f"{rate.percent:.1f}" if rate.expected else ""
    return (label, share, *(str(figure) for figure in _figures(rate)))


def _figures(rate: Rate) -> tuple[int, ...]:
    return (rate.expected, rate.attended, rate.late, rate.late_minutes, rate.absent, rate.excused)


class RatesModel(ListModel):
    """The lines of one section."""

    columns = len(RateColumn)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.section = Section.PEOPLE
        self._rates: tuple[Rate, ...] = ()
        self._places: list[int] = []

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The lines in the given order."""
        return self._rates

    def show_rates(self, section: Section, rates: Sequence[Rate]) -> None:
        """Take the lines of a section."""
        self.beginResetModel()
        self.section, self._rates = section, tuple(rates)
        labels = [line_label(section, rate) for rate in rates]
        self.haystacks = [folded(text) for text in labels]
        self._places = collated(labels) if section in _NAMED else list(range(len(labels)))
        self.endResetModel()

    def line_count(self) -> int:
        """Lines."""
        return len(self._rates)

    def titles(self) -> tuple[str, ...]:
        """Column titles of the section that is shown."""
        return column_titles(self.section)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles; numbers have theirs above them."""
        is_number = orientation == Qt.Orientation.Horizontal and section != RateColumn.LABEL
        if role == Qt.ItemDataRole.TextAlignmentRole and is_number:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return super().headerData(section, orientation, role)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell; a name that is too long for its cell is in its tooltip."""
        if not index.isValid():
            return None
        rate, column = self._rates[index.row()], RateColumn(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.text(rate, column)
        if role == Qt.ItemDataRole.ToolTipRole and column is RateColumn.LABEL:
            return self.text(rate, column)
        if role == SORT_ROLE:
            return self._places[index.row()] if column is RateColumn.LABEL else _sort_key(rate, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column is not RateColumn.LABEL:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return None

    def text(self, rate: Rate, column: RateColumn) -> str:
        """Give what a cell shows."""
        if column is RateColumn.LABEL:
            return i18n.isolate(line_label(self.section, rate))
        if column is RateColumn.RATE:
            return rate_text(rate)
        return i18n.number(_figures(rate)[column - RateColumn.EXPECTED])


def _sort_key(rate: Rate, column: RateColumn) -> float:
    if column is RateColumn.RATE:
        return rate.percent if rate.expected else -1.0
    return _figures(rate)[column - RateColumn.EXPECTED]


class RatesTable(QTableView):
    """Shows a section; Ctrl+C copies the lines chosen, or all of them, as a spreadsheet takes them."""

    def __init__(self, model: RatesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = model
        self.proxy = WordFilter(model, self)
        self.setModel(self.proxy)
        self.setAccessibleName(self.tr("Table"))
        self.setAccessibleDescription(self.tr("Press a title to sort; copying takes the lines chosen."))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(40)

    def show_rates(self, section: Section, rates: Sequence[Rate]) -> None:
        """Show other lines, in the order they are given in until a title is pressed."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.model_.show_rates(section, rates)
        self._hide_columns()
        self._size_columns()
        self.scrollToTop()

    def shown(self) -> list[Rate]:
        """Give the lines as they are filtered and sorted now."""
        rows = range(self.proxy.rowCount())
        return [self.model_.rates[self.proxy.mapToSource(self.proxy.index(row, 0)).row()] for row in rows]

    def copy(self) -> int:
        """Put lines on the clipboard, made harmless as in a file; gives how many."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        every = self.shown()
        rates = [every[row] for row in chosen] if chosen else every
        section = self.model_.section
        table = [csv_titles(section), *(csv_row(section, rate) for rate in rates)]
        text = "\n".join("\t".join(neutralise(cell) for cell in row) for row in table)
        QGuiApplication.clipboard().setText(text)
        return len(rates)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy by the usual key."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out on a narrow screen what follows from the rest; a file and a copy hold everything."""
        self._hide_columns()
        super().resizeEvent(event)

    def _hide_columns(self) -> None:
        is_narrow = self.viewport().width() < _WIDTH_FOR_ALL
        other = RateColumn.ATTENDED if self.model_.section is Section.LATE else RateColumn.MINUTES
        for column in (RateColumn.EXPECTED, RateColumn.ATTENDED, RateColumn.MINUTES):
            self.setColumnHidden(column, is_narrow and column in {RateColumn.EXPECTED, other})

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(RateColumn.LABEL, QHeaderView.ResizeMode.Stretch)
        bold = QFontMetrics(theme.font(theme.TYPE.desk, is_bold=True))
        plain = QFontMetrics(theme.font(theme.TYPE.desk))
        titles = column_titles(self.model_.section)
        # The largest figures are the widest: not every line of a large school has to be written for it.
        figures = [max(each) for each in zip(*map(_figures, self.model_.rates), strict=True)]
        widest = [rate_text(_WHOLE), *(i18n.number(figure) for figure in figures)]
        for column, text in zip(tuple(RateColumn)[1:], widest, strict=False):
            title = bold.horizontalAdvance(titles[column]) + _TITLE_PAD_PX
            header.resizeSection(column, max(title, plain.horizontalAdvance(text) + _CELL_PAD_PX))
