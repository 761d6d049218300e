"""The register's table: the state as a chip with shape and word, and the keys that correct."""

from collections.abc import Collection

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kiosk.domain.ids import PersonId, SessionId
from kiosk.domain.marks import MarkState
from kiosk.ui import theme
from kiosk.ui.desk.lists import SelectionKeeper, choose_lines, chosen_lines
from kiosk.ui.desk.roster_model import FLAG_ROLE, STATE_ROLE, Column, Line, RosterFilter, RosterModel
from kiosk.ui.desk.shapes import TONES, paint_state
from kiosk.ui.desk.words import STATE_ORDER, state_word

KEYS = {
    MarkState.PRESENT: "P",
    MarkState.LATE: "L",
    MarkState.ABSENT: "A",
    MarkState.EXCUSED: "E",
    MarkState.LEFT_EARLY: "F",
    MarkState.NOT_REQUIRED: "N",
    MarkState.UNMARKED: "U",
}
# The same keys of the keyboard when it is set to Arabic: a teacher should not have to switch.
_TYPED = {
    "p": MarkState.PRESENT, "l": MarkState.LATE, "a": MarkState.ABSENT, "e": MarkState.EXCUSED,
    "u": MarkState.UNMARKED, "f": MarkState.LEFT_EARLY, "n": MarkState.NOT_REQUIRED,
    "ح": MarkState.PRESENT, "م": MarkState.LATE, "ش": MarkState.ABSENT, "ث": MarkState.EXCUSED,
    "ع": MarkState.UNMARKED, "ب": MarkState.LEFT_EARLY, "ى": MarkState.NOT_REQUIRED,
}  # fmt: skip
_ACTS = {"c": "code", "h": "history", "k": "look", "ؤ": "code", "ا": "history", "ن": "look"}
_ROW_PX = 36
_CHIP_PX = 26
_SHAPE_PX = 13
_WIDTH_FOR_METHOD = 1060
_WIDTH_FOR_NUMBER = 820
_TIME_PX, _TIME_AND_LEFT_PX, _NARROW_NOTE_PX = 180, 265, 95
_SIGN_PX = 24


class StateDelegate(QStyledItemDelegate):
    """Paints a state: a soft chip with its shape and its word."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        text, blank.text = blank.text, ""
        style = blank.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, blank, painter, blank.widget)
        state = MarkState(index.data(STATE_ROLE))
        _paint_chip(painter, QRectF(option.rect), state, text, option.direction)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Wide enough for the longest word."""
        metrics = QFontMetricsF(theme.font(theme.TYPE.desk, is_bold=True))
        widest = max(metrics.horizontalAdvance(state_word(state)) for state in STATE_ORDER)
        return QSize(round(widest) + 56, super().sizeHint(option, index).height())


def _paint_chip(
    painter: QPainter, cell: QRectF, state: MarkState, text: str, direction: Qt.LayoutDirection
) -> None:
    palette, tone = theme.current(), TONES[state]
    is_mirrored = direction == Qt.LayoutDirection.RightToLeft
    font = theme.font(theme.TYPE.desk, is_bold=state is not MarkState.UNMARKED)
    width = min(QFontMetricsF(font).horizontalAdvance(text) + _SHAPE_PX + 30, cell.width() - 8)
    chip = QRectF(0, 0, width, _CHIP_PX)
    chip.moveCenter(cell.center())
    if is_mirrored:
        chip.moveRight(cell.right() - 6)
    else:
        chip.moveLeft(cell.left() + 6)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if state is not MarkState.UNMARKED:
        painter.setBrush(QColor(palette.soft(tone)))
        painter.drawRoundedRect(chip, _CHIP_PX / 2, _CHIP_PX / 2)
    shape = QRectF(0, 0, _SHAPE_PX, _SHAPE_PX)
    shape.moveCenter(chip.center())
    if is_mirrored:
        shape.moveRight(chip.right() - 9)
    else:
        shape.moveLeft(chip.left() + 9)
    paint_state(painter, shape, state)
    painter.setPen(QPen(QColor(palette.strong(tone))))
    painter.setFont(font)
    words = (
        chip.adjusted(10, 0, -_SHAPE_PX - 16, 0) if is_mirrored else chip.adjusted(_SHAPE_PX + 16, 0, -10, 0)
    )
    side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
    painter.drawText(words, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute), text)
    painter.restore()


class NoteDelegate(QStyledItemDelegate):
    """Paints the note, after a small flag where the line is worth a look."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Add the flag."""
        super().initStyleOption(option, index)
        if index.data(FLAG_ROLE):
            option.text = f"⚑ {option.text}"


class RosterTable(QTableView):
    """Shows a register; says which state was asked for by key."""

    state_asked = Signal(object)
    """A MarkState for the selected lines."""
    code_asked = Signal()
    history_asked = Signal()
    look_asked = Signal()

    def __init__(self, model: RosterModel, proxy: RosterFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._proxy = proxy
        self.setModel(proxy)
        self.setAccessibleName(self.tr("Register"))
        self.setAccessibleDescription(
            self.tr(
                "Select lines, then press P, L, A, E, F, N, or U to unmark; C for a code, "
                "H for the history, K when looked at."
            )
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setItemDelegateForColumn(Column.STATE, StateDelegate(self))
        self.setItemDelegateForColumn(Column.NOTE, NoteDelegate(self))
        self.sortByColumn(Column.NAME, Qt.SortOrder.AscendingOrder)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW_PX)
        self._has_notes = True
        self._is_wide = False
        self._size_columns()
        self.fit()
        self._keeper = SelectionKeeper(self, proxy)

    def choose_line(self, line: int) -> None:
        """Select one line and put the keyboard on it; Qt's selectRow finds no column in right-to-left."""
        flags = QItemSelectionModel.SelectionFlag
        index = self._proxy.index(line, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def show_notes(self, is_wanted: bool) -> None:
        """Show what was written at marks, or hide it from whoever passes."""
        self._has_notes = is_wanted
        self.setColumnHidden(Column.NOTE, not is_wanted)

    def show_wide(self, is_wide: bool) -> None:
        """Show whose register each line is of, where there are several."""
        self._is_wide = is_wide
        self.fit()

    def fit(self) -> None:
        """Leave out on a narrow screen what is known without it, and what says nothing here."""
        width = self.viewport().width()
        is_narrow = width < _WIDTH_FOR_NUMBER
        self.setColumnHidden(Column.GROUP, not self._is_wide)
        self.setColumnHidden(Column.METHOD, width < _WIDTH_FOR_METHOD)
        self.setColumnHidden(Column.NUMBER, is_narrow)
        self.setColumnHidden(Column.CODE, not self._model.has_codes() or (self._is_wide and is_narrow))
        self.setColumnHidden(Column.NOTE, not self._has_notes or (self._is_wide and is_narrow))
        modes, header = QHeaderView.ResizeMode, self.horizontalHeader()
        header.setSectionResizeMode(Column.NOTE, modes.Interactive if is_narrow else modes.Stretch)
        if is_narrow:
            header.resizeSection(Column.NOTE, _NARROW_NOTE_PX)
        has_left = any(row.standing.left is not None for row in self._model.rows)
        is_long = has_left and width >= _WIDTH_FOR_METHOD
        sign = _SIGN_PX if self._model.to_look_at() else 0
        header.resizeSection(Column.TIME, (_TIME_AND_LEFT_PX if is_long else _TIME_PX) + sign)

    def selected_places(self) -> list[int]:
        """Give the places of the selected lines, from above."""
        return chosen_lines(self)

    def selected_lines(self) -> list[Line]:
        """Give the selected lines, in the order shown."""
        shown, rows = self._proxy.lines(), self._model.rows
        return [rows[shown[place]] for place in chosen_lines(self)]

    def selected_people(self) -> list[PersonId]:
        """Give the people of the selected lines, in the order shown."""
        return [line.person.id for line in self.selected_lines()]

    def choose_keys(self, keys: Collection[tuple[SessionId, PersonId]]) -> None:
        """Select the lines of these registers and people, as far as they are shown."""
        rows = self._model.rows
        choose_lines(self, [p for p, row in enumerate(self._proxy.lines()) if rows[row].key in keys])

    def choose_unmarked(self) -> None:
        """Select every line shown that nobody has marked."""
        rows = self._model.rows
        unmarked = [
            place
            for place, row in enumerate(self._proxy.lines())
            if rows[row].standing.state is MarkState.UNMARKED
        ]
        choose_lines(self, unmarked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Correct by one key; everything else moves about as in any table."""
        bare = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        state = _TYPED.get(event.text().casefold())
        if state is not None and bare == Qt.KeyboardModifier.NoModifier:
            self.state_asked.emit(state)
            return
        act = _ACTS.get(event.text().casefold())
        if act is not None and bare == Qt.KeyboardModifier.NoModifier:
            {"code": self.code_asked, "history": self.history_asked, "look": self.look_asked}[act].emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep names whole."""
        self.fit()
        super().resizeEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters correct here, and the filter searches."""

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # With the table's own it asks, on each paint, for every cell of every selected line.
        header.setSelectionModel(QItemSelectionModel(self._proxy, header))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(70)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in (
            (Column.NAME, 240),
            (Column.NUMBER, 95),
            (Column.GROUP, 140),
            (Column.STATE, 170),
            (Column.CODE, 75),
            (Column.TIME, _TIME_PX),
            (Column.METHOD, 155),
        ):
            header.resizeSection(column, width)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
