"""Whom the rules found, as a table model, and its filter."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from kiosk.domain.follow_up import FollowState, FollowUp
from kiosk.ui import i18n, theme
from kiosk.ui.desk.follow_up_words import found_words, signed_state
from kiosk.ui.desk.lists import SORT_ROLE, AnyIndex, ListModel, WordFilter, collated, folded
from kiosk.ui.desk.report_words import plain_day


class Column(IntEnum):
    """Columns in their order."""

    NAME = 0
    NUMBER = 1
    GROUPS = 2
    FOUND = 3
    SINCE = 4
    STATE = 5


class FollowUpModel(ListModel):
    """Lines in the order given, newest first."""

    columns = len(Column)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[FollowUp, ...] = ()
        self._name_places: list[int] = []
        self._number_places: list[int] = []

    @property
    def found(self) -> tuple[FollowUp, ...]:
        """The lines."""
        return self._found

    def show_found(self, found: Sequence[FollowUp]) -> None:
        """Take other lines."""
        self.beginResetModel()
        self._found = tuple(found)
        self._name_places = collated([one.person.name for one in found])
        self._number_places = collated([one.person.number for one in found])
        texts = ("\n".join((one.person.name, one.person.number, *one.groups)) for one in found)
        self.haystacks = [folded(text) for text in texts]
        self.endResetModel()

    def line_count(self) -> int:
        """Lines."""
        return len(self._found)

    def titles(self) -> tuple[str, ...]:
        """Column titles."""
        return (
            self.tr("Name"),
            self.tr("Number"),
            self.tr("Groups"),
            self.tr("What was found"),
            self.tr("Since"),
            self.tr("State"),
        )

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell; what a cell is too narrow for is in its tooltip."""
        if not index.isValid():
            return None
        one, column = self._found[index.row()], Column(index.column())
        texts = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
        if role in texts:
            return self._text(one, column)
        if role == SORT_ROLE:
            return self._sort_key(index.row(), column)
        if role == Qt.ItemDataRole.ForegroundRole and column is Column.STATE:
            palette = theme.current()
            inks = {FollowState.NEW: palette.care, FollowState.CONTACTED: palette.accent}
            return QColor(inks.get(one.state, palette.muted))
        return None

    def _text(self, one: FollowUp, column: Column) -> str:
        if column is Column.NAME:
            return one.person.name
        if column is Column.NUMBER:
            return one.person.number
        if column is Column.GROUPS:
            return self.tr(", ").join(i18n.isolate(name) for name in one.groups)
        if column is Column.FOUND:
            return found_words(one)
        return plain_day(one.since) if column is Column.SINCE else signed_state(one.state)

    def _sort_key(self, row: int, column: Column) -> Any:
        one = self._found[row]
        if column is Column.NAME:
            return self._name_places[row]
        if column is Column.NUMBER:
            return self._number_places[row]
        if column is Column.SINCE:
            return one.since.toordinal()
        if column is Column.STATE:
            return tuple(FollowState).index(one.state)
        return self._text(one, column)


class FollowUpFilter(WordFilter):
    """Filters by what is typed and by how far it is."""

    def __init__(self, model: FollowUpModel, parent: QObject | None = None) -> None:
        self._state: FollowState | None = None
        self._model = model
        super().__init__(model, parent)

    def set_state(self, state: FollowState | None) -> None:
        """Keep lines of one state; None keeps all."""
        self._state = state
        self.invalidate()

    def keeps(self, source_row: int) -> bool:
        """Say whether a line is in the state chosen."""
        return self._state is None or self._model.found[source_row].state is self._state
