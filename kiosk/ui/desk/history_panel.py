"""What happened to one line of a register: when, who, what it said before and after, and why."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from kiosk.domain.marks import EventKind
from kiosk.domain.registers import HistoryLine
from kiosk.runtime.api import DeskApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.controls import button, column, label, line
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.lists import AnyIndex, FlatModel
from kiosk.ui.desk.report_words import short_day
from kiosk.ui.desk.roster_model import Line
from kiosk.ui.desk.words import method_word, state_word

_ROW_PX = 30
_MOST_ROWS = 6


class Column(IntEnum):
    """Columns in their order."""

    AT = 0
    WHAT = 1
    CHANGE = 2
    WHO = 3
    WHY = 4


class HistoryModel(FlatModel):
    """The events of a line, newest first."""

    columns = len(Column)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._events: tuple[HistoryLine, ...] = ()

    def show_events(self, events: Sequence[HistoryLine]) -> None:
        """Take them, oldest first."""
        self.beginResetModel()
        self._events = tuple(reversed(events))
        self.endResetModel()

    def line_count(self) -> int:
        """Lines."""
        return len(self._events)

    def titles(self) -> tuple[str, ...]:
        """Column titles."""
        return (self.tr("When"), self.tr("What"), self.tr("Change"), self.tr("Who"), self.tr("Why"))

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        wanted = {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        }
        return self._text(self._events[index.row()], Column(index.column())) if role in wanted else None

    def _text(self, event: HistoryLine, column: Column) -> str:
        if column is Column.AT:
            # With its day: a correction may come weeks after the register.
            return f"{short_day(event.at.local_date)} · {i18n.time_text(event.at)}"
        if column is Column.WHAT:
            return self._what(event)
        if column is Column.CHANGE:
            return self._change(event)
        if column is Column.WHO:
            return event.actor or self.tr("Kiosk")
        return event.note

    def _what(self, event: HistoryLine) -> str:
        words = {
            EventKind.ARRIVAL: self.tr("Marked at the door"),
            EventKind.VOID: self.tr("Taken back"),
            EventKind.CORRECTION: self.tr("Set by hand"),
            EventKind.CLOSING: self.tr("Register closed"),
            EventKind.DEPARTURE: self.tr("Left"),
            EventKind.RETURN: self.tr("Came back"),
        }[event.kind]
        if event.kind is EventKind.ARRIVAL:
            return f"{words} · {method_word(event.method)}"
        return self.tr("{what} · after closing").format(what=words) if event.is_after_closing else words

    def _change(self, event: HistoryLine) -> str:
        code = f" ({i18n.isolate(event.code)})" if event.code else ""
        if event.old is event.new:
            return f"{state_word(event.new)}{code}" if event.kind is EventKind.CORRECTION else "–"
        arrow = "←" if i18n.is_right_to_left() else "→"
        return f"{state_word(event.old)} {arrow} {state_word(event.new)}{code}"


class HistoryPanel(QFrame):
    """Shows the history of the line that is selected; it follows the selection while it is open."""

    opened = Signal()
    left = Signal()

    def __init__(self, desk: DeskApi, strip: Strip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._strip = desk, strip
        self._asked = 0
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("History"))
        self.title = label("", "heading")
        self.model = HistoryModel(self)
        self.table = self._make_table()
        self.empty = label(self.tr("Nothing has happened to this line yet."), "muted")
        self.closing = button(self.tr("Close"), self.left.emit)
        head = line()
        head.addWidget(self.title, 1)
        head.addWidget(self.closing)
        body = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        body.addLayout(head)
        body.addWidget(self.empty)
        body.addWidget(self.table)
        self.setVisible(False)

    def ask(self, shown: Line) -> None:
        """Ask for a line's history and show it."""
        self._asked += 1
        asked = self._asked

        def show(events: Sequence[HistoryLine]) -> None:
            if asked == self._asked:
                self._show(shown, events)

        call(self._desk.history(shown.session, shown.person.id), self, show, self._strip.tell_trouble)

    def leave(self) -> None:
        """Hide, and take no late answer."""
        self._asked += 1
        self.setVisible(False)
        self.model.show_events(())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, shown: Line, events: Sequence[HistoryLine]) -> None:
        self.title.setText(self.tr("History of {name}").format(name=i18n.isolate(shown.person.name)))
        self.model.show_events(events)
        self.empty.setVisible(not events)
        self.table.setVisible(bool(events))
        lines = min(len(events), _MOST_ROWS)
        # Where the window is narrow a scroll bar would cover the last line.
        around = self.table.horizontalHeader().sizeHint().height() + 6
        around += self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(around + lines * _ROW_PX)
        was_open = self.isVisible()
        self.setVisible(True)
        if not was_open:
            self.opened.emit()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("History"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for each in (Column.AT, Column.WHAT, Column.CHANGE, Column.WHO):
            header.setSectionResizeMode(each, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.WHY, QHeaderView.ResizeMode.Stretch)
        return table
