"""The sets of codes as tables; how the school writes a code can be changed in its cell."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableView, QWidget

from kiosk.domain.code_sets import MOST_LETTERS, CodeSet
from kiosk.domain.groups import Group
from kiosk.runtime.api_register import TimetableApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.code_words import code_meaning, set_source, set_title
from kiosk.ui.desk.controls import button, column, label
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.lists import AnyIndex, FlatModel, by_name
from kiosk.ui.desk.shapes import state_icon
from kiosk.ui.desk.tables import fit_columns, plain_table, show_in
from kiosk.ui.desk.words import state_word

_WIDTH_FOR_ALL = 760


class CodeColumn(IntEnum):
    """Columns in their order."""

    ACRONYM = 0
    CODE = 1
    MEANING = 2
    STATE = 3
    ATTENDING = 4


class CodesModel(FlatModel):
    """The codes of one set. Only the first column can be written into."""

    columns = len(CodeColumn)

    written = Signal(str, str)
    """A code, and how it shall be written; "" is the set's own way."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.codes: CodeSet | None = None

    def show_set(self, codes: CodeSet | None) -> None:
        """Take a set."""
        self.beginResetModel()
        self.codes = codes
        self.endResetModel()

    def line_count(self) -> int:
        """Lines."""
        return 0 if self.codes is None else len(self.codes.codes)

    def titles(self) -> tuple[str, ...]:
        """Column titles."""
        return (
            self.tr("We write"),
            self.tr("Code"),
            self.tr("Meaning"),
            self.tr("State"),
            self.tr("Counts as attending"),
        )

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        if not index.isValid() or self.codes is None:
            return None
        code, where = self.codes.codes[index.row()], CodeColumn(index.column())
        if role == Qt.ItemDataRole.EditRole and where is CodeColumn.ACRONYM:
            return code.acronym
        if role == Qt.ItemDataRole.DecorationRole and where is CodeColumn.STATE:
            return state_icon(code.state)
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        state = state_word(code.state)
        return (
            i18n.isolate(code.acronym),
            i18n.isolate(code.code),
            i18n.isolate(code_meaning(self.codes, code)),
            self.tr("{state} · its usual code").format(state=state) if code.is_default else state,
            self.tr("Yes") if code.is_attending else self.tr("No"),
        )[where]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Say that the first column can be written into."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == CodeColumn.ACRONYM else flags

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a code to be written in another way; the cell changes once that is stored."""
        if self.codes is None or role != Qt.ItemDataRole.EditRole:
            return False
        code, text = self.codes.codes[index.row()], str(value)
        if text != code.acronym:
            self.written.emit(code.code, text)
        return True


class CodesPage(QWidget):
    """A set and what it says."""

    changed = Signal()

    def __init__(self, timetable: TimetableApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timetable = timetable
        self._sets: tuple[CodeSet, ...] = ()
        self._groups: tuple[Group, ...] = ()
        self.strip = Strip()
        self.picker = QComboBox()
        self.picker.setAccessibleName(self.tr("Set of codes"))
        self.picker.setMinimumWidth(300)
        self.picker.currentIndexChanged.connect(self._show)
        self.model = CodesModel(self)
        self.model.written.connect(self._write)
        self.table = self._make_table()
        self.resetting = button(self.tr("Write the chosen code as the set does"), self._reset)
        self.about = label("", "muted", wraps=True)
        self.strip.let_go.connect(self.take_keyboard)
        self._lay_out()

    def load(self) -> None:
        """Ask for the sets, and which groups use them."""
        call(self._timetable.groups(), self, self._took_groups, self.strip.tell_trouble)
        call(self._timetable.code_sets(), self, self._took_sets, self.strip.tell_trouble)

    def take_keyboard(self) -> None:
        """Put the keyboard into the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_table(self) -> QTableView:
        table = plain_table(self.tr("Codes"), is_sorted=False)
        show_in(table, self.model, (CodeColumn.MEANING,))
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        hint = self.tr("Enter or F2 changes how a code is written; one to {most} letters or digits.")
        table.setAccessibleDescription(hint.format(most=i18n.number(MOST_LETTERS)))
        table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        return table

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the last column out where the meanings would have no room."""
        self.table.setColumnHidden(CodeColumn.ATTENDING, self.width() < _WIDTH_FOR_ALL)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the cell of the code chosen."""
        row = self.table.currentIndex().row()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.table.hasFocus() and row >= 0:
            self.table.edit(self.model.index(row, CodeColumn.ACRONYM))
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools)
        flow.addWidget(self.picker)
        flow.addWidget(self.resetting)
        outer = column(self, spacing=theme.SPACE.snug)
        outer.addWidget(self.strip)
        outer.addWidget(tools)
        outer.addWidget(self.about)
        outer.addWidget(self.table, 1)
        self._enable()

    def _took_groups(self, groups: Sequence[Group]) -> None:
        self._groups = by_name(groups)
        self._say()

    def _took_sets(self, sets: Sequence[CodeSet]) -> None:
        kept = self.picker.currentData()
        self._sets = tuple(sets)
        self.picker.blockSignals(True)
        self.picker.clear()
        for each in sets:
            self.picker.addItem(i18n.isolate(set_title(each)), each.name)
        self.picker.setCurrentIndex(max(0, self.picker.findData(kept)) if sets else -1)
        self.picker.blockSignals(False)
        self._show()

    def _chosen(self) -> CodeSet | None:
        place = self.picker.currentIndex()
        return self._sets[place] if 0 <= place < len(self._sets) else None

    def _show(self) -> None:
        row = self.table.currentIndex().row()
        self.model.show_set(self._chosen())
        fit_columns(self.table, (CodeColumn.MEANING,))
        if 0 <= row < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(row, CodeColumn.ACRONYM))
        self._say()
        self._enable()

    def _say(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            self.about.setText("")
            return
        count = sum(group.options.code_set == chosen.name for group in self._groups)
        text = self.tr(
            "Source: {source}. Groups that use it: {count}. What the school writes changes nothing of what "
            "a code means: double-click or F2 in the first column."
        )
        self.about.setText(text.format(source=i18n.isolate(set_source(chosen)), count=i18n.number(count)))

    def _write(self, code: str, acronym: str) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        self.strip.dismiss()
        call(
            self._timetable.set_acronym(chosen.name, code, acronym), self, lambda _: self._written(),
            self.strip.tell_trouble,
        )  # fmt: skip

    def _written(self) -> None:
        self.load()
        self.changed.emit()

    def _reset(self) -> None:
        chosen, row = self._chosen(), self.table.currentIndex().row()
        if chosen is not None and row >= 0:
            self._write(chosen.codes[row].code, "")

    def _enable(self) -> None:
        self.resetting.setEnabled(self.table.selectionModel().hasSelection())
