"""How small read-only lists of the desk look, and how wide their columns are."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kiosk.ui import theme

_ROW_PX = 34
_CELL_PAD_PX = 26
_ICON_PX = 26
_WIDEST_PX = 260
_MEASURED = 200
"""So many lines are measured for the widths of the columns."""


def plain_table(name: str, *, has_several: bool = False, is_sorted: bool = True) -> QTableView:
    """Make a table without a grid.

    Args:
        name: For screen readers.
        has_several: Several lines can be chosen at once.
        is_sorted: A click on a title sorts.
    """
    made = QTableView()
    made.setAccessibleName(name)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    modes = QAbstractItemView.SelectionMode
    made.setSelectionMode(modes.ExtendedSelection if has_several else modes.SingleSelection)
    made.setAlternatingRowColors(True)
    made.setShowGrid(False)
    made.setSortingEnabled(is_sorted)
    made.setTabKeyNavigation(False)
    made.setWordWrap(False)
    made.verticalHeader().setVisible(False)
    made.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    made.verticalHeader().setDefaultSectionSize(_ROW_PX)
    header = made.horizontalHeader()
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    return made


def show_in(table: QTableView, model: QAbstractItemModel, stretched: Sequence[int]) -> None:
    """Let a table show a model; the `stretched` columns take what is left."""
    table.setModel(model)
    for column in stretched:
        table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)


def fit_columns(table: QTableView, stretched: Sequence[int]) -> None:
    """Make each column as wide as its words, but for those that take what is left."""
    model = table.model()
    plain = QFontMetrics(theme.font(theme.TYPE.desk))
    bold = QFontMetrics(theme.font(theme.TYPE.desk, is_bold=True))
    rows = range(min(_MEASURED, model.rowCount()))
    for column in range(model.columnCount()):
        if column in stretched:
            continue
        texts = [str(model.index(row, column).data() or "") for row in rows]
        title = bold.horizontalAdvance(str(model.headerData(column, Qt.Orientation.Horizontal)))
        wanted = max([title, *(plain.horizontalAdvance(text) for text in texts)]) + _CELL_PAD_PX
        if rows and model.index(0, column).data(Qt.ItemDataRole.DecorationRole) is not None:
            wanted += _ICON_PX
        table.horizontalHeader().resizeSection(column, min(wanted, _WIDEST_PX))
