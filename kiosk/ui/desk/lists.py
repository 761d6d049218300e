"""What the desk's lists of people share: the language's order, and finding somebody by what is typed.

A list of ten thousand answers each key: texts are folded once, each column is put in order once, and what is
shown is a list of line numbers. Qt's own QSortFilterProxyModel asks the model for every comparison, which
takes seconds from Python.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractProxyModel,
    QAbstractTableModel,
    QCollator,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView

from kiosk.domain.folding import fold
from kiosk.ui import i18n

AnyIndex = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
SORT_ROLE = Qt.ItemDataRole.UserRole
folded = fold


def collated(names: Sequence[str]) -> list[int]:
    """Give each name's place in the order of the language in use."""
    collator = QCollator(i18n.locale())
    collator.setNumericMode(True)
    keys = [collator.sortKey(name) for name in names]
    order = sorted(range(len(names)), key=keys.__getitem__)
    places = [0] * len(names)
    for place, index in enumerate(order):
        places[index] = place
    return places


class _Named(Protocol):
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=_Named)


def by_name(things: Sequence[N]) -> tuple[N, ...]:
    """Give things in the order of their names, as a reader of the language looks for them: 5b before 10a."""
    places = collated([thing.name for thing in things])
    return tuple(things[index] for index in sorted(range(len(things)), key=places.__getitem__))


class FlatModel(QAbstractTableModel):
    """A table of lines under titles: what each of them has besides its cells."""

    columns = 0
    """How many there are. A number, since Qt asks for it with every index."""

    def titles(self) -> tuple[str, ...]:
        """Give the column titles, in the language in use."""
        raise NotImplementedError

    def line_count(self) -> int:
        """Give how many lines there are."""
        raise NotImplementedError

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        """Lines."""
        return 0 if parent.isValid() else self.line_count()

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        """Columns."""
        return 0 if parent.isValid() else self.columns

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles; one that is too long for its column is in its tool tip."""
        roles = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
        is_title = orientation == Qt.Orientation.Horizontal and role in roles
        return self.titles()[section] if is_title else None


class ListModel(FlatModel):
    """A table of people. `haystacks` holds, for each line, the folded text that is searched."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.haystacks: list[str] = []

    def take_words(self, texts: Sequence[str]) -> None:
        """Keep the texts in which a line is searched, one a line."""
        self.haystacks = [fold(text) for text in texts]

    def sort_keys(self, column: int) -> Sequence[Any]:
        """Give what each line is sorted by in a column: the language's order for words."""
        keys = [self.data(self.index(row, column), SORT_ROLE) for row in range(self.rowCount())]
        return collated(keys) if all(isinstance(key, str) for key in keys) else keys


class WordFilter(QAbstractProxyModel):
    """Filters a list by what is typed, and sorts it by the model's `sort_keys`.

    `keeps` is for more conditions. The model may be reset and may tell of changed lines; it adds none.
    """

    rearranging = Signal()
    """Lines are about to come, go or move, with the model as it is: remember what was chosen."""
    rearranged = Signal()

    def __init__(self, model: ListModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._haystacks_of = model
        self._words: tuple[str, ...] = ()
        self._column = -1
        self._direction = Qt.SortOrder.AscendingOrder
        self._lines: list[int] = []
        self._places: list[int] = []
        self._ranks: dict[int, Sequence[Any]] = {}
        self.setSourceModel(model)
        self._lines, self._places = self._arranged()
        model.modelAboutToBeReset.connect(self.beginResetModel)
        model.modelReset.connect(self._take_new_lines)
        model.dataChanged.connect(self._take_changes)

    def set_text(self, text: str) -> None:
        """Keep the lines whose words hold every word of `text`."""
        self._words = tuple(fold(text).split())
        self.invalidate()

    def keeps(self, source_row: int) -> bool:  # noqa: ARG002 - for those that have a condition
        """Say whether a line is kept, whatever was typed."""
        return True

    def invalidate(self) -> None:
        """Choose and sort the lines again, since a condition is another one."""
        lines, places = self._arranged()
        if lines == self._lines:
            return
        self.rearranging.emit()
        self.beginResetModel()
        self._lines, self._places = lines, places
        self.endResetModel()
        self.rearranged.emit()

    def lines(self) -> Sequence[int]:
        """Give the model's rows that are kept, in the order shown."""
        return self._lines

    # What Qt asks

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equal lines stay in the model's order."""
        self._column, self._direction = column, order
        self.invalidate()

    def mapToSource(self, proxyIndex: AnyIndex) -> QModelIndex:  # noqa: N803 - Qt's name
        """Give the model's index of one shown."""
        if not proxyIndex.isValid() or proxyIndex.row() >= len(self._lines):
            return QModelIndex()
        return self._haystacks_of.index(self._lines[proxyIndex.row()], proxyIndex.column())

    def mapFromSource(self, sourceIndex: AnyIndex) -> QModelIndex:  # noqa: N803 - Qt's name
        """Give the shown index of one of the model's; an invalid one where it is not shown."""
        if not sourceIndex.isValid() or sourceIndex.row() >= len(self._places):
            return QModelIndex()
        place = self._places[sourceIndex.row()]
        return QModelIndex() if place < 0 else self.createIndex(place, sourceIndex.column())

    def index(self, row: int, column: int, parent: AnyIndex = ROOT) -> QModelIndex:
        """Give a cell's index."""
        is_there = 0 <= row < len(self._lines) and 0 <= column < self.columnCount()
        return self.createIndex(row, column) if is_there and not parent.isValid() else QModelIndex()

    def parent(self, child: AnyIndex = ROOT) -> QModelIndex:  # type: ignore[override]  # noqa: ARG002
        """Give none: it is a flat list."""
        return QModelIndex()

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        """Lines shown."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        """Columns."""
        return 0 if parent.isValid() else self._haystacks_of.columnCount()

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Say that a cell can be chosen, and no more."""
        flags = Qt.ItemFlag
        return flags.ItemIsEnabled | flags.ItemIsSelectable if index.isValid() else flags.NoItemFlags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles; also while nothing is shown, when Qt's own way finds no column."""
        return self._haystacks_of.headerData(section, orientation, role)

    # Arranging

    def _arranged(self) -> tuple[list[int], list[int]]:
        """Give the rows kept in order, and the place of each row, -1 where it is not kept."""
        haystacks, words = self._haystacks_of.haystacks, self._words
        kept = [row for row in range(self._haystacks_of.rowCount()) if self.keeps(row)]
        for word in words:
            kept = [row for row in kept if word in haystacks[row]]
        if 0 <= self._column < self._haystacks_of.columnCount():
            ranks = self._ranks_of(self._column)
            kept.sort(key=ranks.__getitem__, reverse=self._direction == Qt.SortOrder.DescendingOrder)
        places = [-1] * self._haystacks_of.rowCount()
        for place, row in enumerate(kept):
            places[row] = place
        return kept, places

    def _ranks_of(self, column: int) -> Sequence[Any]:
        if column not in self._ranks:
            self._ranks[column] = self._haystacks_of.sort_keys(column)
        return self._ranks[column]

    def _take_new_lines(self) -> None:
        self._ranks.clear()
        self._lines, self._places = self._arranged()
        self.endResetModel()

    def _take_changes(self, first: QModelIndex, last: QModelIndex, roles: Sequence[int]) -> None:
        if Qt.ItemDataRole.BackgroundRole not in roles:  # more than how it looks is another
            self._ranks.clear()
            self.invalidate()
        shown = sorted(
            self._places[row] for row in range(first.row(), last.row() + 1) if self._places[row] >= 0
        )
        if shown:
            self.dataChanged.emit(
                self.index(shown[0], first.column()), self.index(shown[-1], last.column()), list(roles)
            )


def chosen_lines(view: QTableView) -> list[int]:
    """Give the places of the selected lines from above; fast for ten thousand, as selectedRows is not."""
    chosen = view.selectionModel().selection()
    ranges = [chosen.at(place) for place in range(chosen.count())]
    return sorted({line for each in ranges for line in range(each.top(), each.bottom() + 1)})


def choose_lines(view: QTableView, places: Sequence[int]) -> None:
    """Select lines and no others, by as few ranges as there are."""
    model, chosen = view.model(), QItemSelection()
    last = model.columnCount() - 1
    for _, run in groupby(enumerate(sorted(places)), key=lambda pair: pair[1] - pair[0]):
        lines = [place for _, place in run]
        chosen.select(model.index(lines[0], 0), model.index(lines[-1], last))
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)


class SelectionKeeper(QObject):
    """Keeps what is selected in a table over a filter, a sort and a live change, and the line at its top."""

    def __init__(self, view: QTableView, proxy: WordFilter) -> None:
        super().__init__(view)
        self._view, self._proxy = view, proxy
        self._chosen: set[int] = set()
        self._current, self._top = -1, -1
        proxy.rearranging.connect(self._remember)
        proxy.rearranged.connect(self._restore)

    def _remember(self) -> None:
        lines = self._proxy.lines()
        self._chosen = {lines[place] for place in chosen_lines(self._view)}
        current = self._view.currentIndex()
        self._current = lines[current.row()] if current.isValid() else -1
        top = self._view.rowAt(0)
        self._top = lines[top] if 0 < top < len(lines) else -1

    def _restore(self) -> None:
        choice = self._view.selectionModel()
        kept = [place for place, row in enumerate(self._proxy.lines()) if row in self._chosen]
        choice.blockSignals(True)
        choose_lines(self._view, kept)
        at = self._shown(self._current)
        if at.isValid():
            choice.setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)
        choice.blockSignals(False)
        if len(kept) != len(self._chosen):
            choice.selectionChanged.emit(QItemSelection(), QItemSelection())
        top = self._shown(self._top)
        if top.isValid():
            self._view.scrollTo(top, QAbstractItemView.ScrollHint.PositionAtTop)

    def _shown(self, row: int) -> QModelIndex:
        if row < 0:
            return QModelIndex()
        return self._proxy.mapFromSource(self._proxy.sourceModel().index(row, 0))
