"""The audit as a table model: words are made for the cells that are looked at, so its length costs little."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from kiosk.domain.clock import Instant
from kiosk.runtime.api_office import AuditLine
from kiosk.ui import i18n
from kiosk.ui.desk.audit_details import detail_words
from kiosk.ui.desk.audit_words import action_words
from kiosk.ui.desk.lists import AnyIndex, FlatModel


class Column(IntEnum):
    """Columns in their order."""

    AT = 0
    ACTOR = 1
    ACTION = 2
    ABOUT = 3
    DETAIL = 4


class AuditModel(FlatModel):
    """Lines in the order given, newest first."""

    columns = len(Column)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[AuditLine] = ()
        self._words = action_words()

    @property
    def lines(self) -> Sequence[AuditLine]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[AuditLine]) -> None:
        """Take other lines."""
        self.beginResetModel()
        self._lines, self._words = lines, action_words()
        self.endResetModel()

    def line_count(self) -> int:
        """Lines."""
        return len(self._lines)

    def titles(self) -> tuple[str, ...]:
        """Column titles."""
        return (
            self.tr("When"),
            self.tr("Who"),
            self.tr("What"),
            self.tr("About"),
            self.tr("Detail"),
        )

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell; what a cell is too narrow for is in its tooltip."""
        roles = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
        if not index.isValid() or role not in roles:
            return None
        return self._text(self._lines[index.row()], Column(index.column()))

    def _text(self, line: AuditLine, column: Column) -> str:
        row = line.row
        if column is Column.AT:
            return moment_text(row.at)
        if column is Column.ACTOR:
            return self.tr("The kiosk") if row.actor is None else line.actor
        if column is Column.ACTION:
            return self._words.get(row.action, row.action)
        if column is Column.ABOUT:
            return self.tr(", ").join(name for name in line.subjects if name)
        return i18n.isolate(detail_words(row.detail))


def moment_text(moment: Instant) -> str:
    """Write a moment so that a column of them can be run down: "2026-11-23 08:14:09", in any direction."""
    return i18n.isolate(f"{moment.local:%Y-%m-%d %H:%M:%S}")
