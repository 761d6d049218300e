"""A table of texts that are made once, when its lines come: what small read-only lists of the desk are."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from kiosk.ui.desk.lists import ROOT, AnyIndex, ListModel, collated


class TextTable(ListModel):
    """Holds `texts` for each line, and `ranks` to sort a column by where its words are no order."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._texts: Sequence[tuple[str, ...]] = ()
        self._ranks: Mapping[int, Sequence[Any]] = {}

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        """Columns, one a title."""
        return 0 if parent.isValid() else len(self._titles)

    def line_count(self) -> int:
        """Lines."""
        return len(self._texts)

    def titles(self) -> tuple[str, ...]:
        """Column titles, as they were given."""
        return self._titles

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._texts[index.row()][index.column()]
        return None

    def sort_keys(self, column: int) -> Sequence[Any]:
        """Give what each line is sorted by: numbers and times as such, words by the language."""
        if column in self._ranks:
            return self._ranks[column]
        return collated([texts[column] for texts in self._texts])

    def _put(
        self, texts: Sequence[tuple[str, ...]], ranks: Mapping[int, Sequence[Any]], words: Sequence[str]
    ) -> None:
        self.beginResetModel()
        self._texts, self._ranks = texts, ranks
        self.take_words(words)
        self.endResetModel()
