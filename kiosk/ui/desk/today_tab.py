"""Today: every register with its counts, and who is missing now. One click goes to the line."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHeaderView, QSplitter, QTableView, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.ids import SessionId
from kiosk.domain.marks import MarkState
from kiosk.domain.registers import Missing, SessionCounts
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_register import ReportsApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, field, label
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.lists import SelectionKeeper, WordFilter
from kiosk.ui.desk.today_model import MissingColumn, MissingModel, RegisterColumn, RegistersModel

PAUSE_MS = 2000
"""A school's day is not counted again for each of thirty people at a door."""
_MINUTE_MS = 60_000
_WIDTH_FOR_BOTH = 1000
_WIDTH_FOR_ALL, _WIDTH_FOR_TIMES, _WIDTH_FOR_NUMBER, _WIDTH_FOR_LIST = 760, 880, 520, 700
_ROW_PX = 34


class OpeningTable(QTableView):
    """A list whose lines are opened by one click or by Enter."""

    opened = Signal(int)
    """A row of the model behind the filter."""

    def __init__(self, proxy: WordFilter, name: str) -> None:
        super().__init__()
        self._proxy = proxy
        self.setModel(proxy)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("Enter or a click opens the line in the register."))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(60)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(self._open)
        self._keeper = SelectionKeeper(self, proxy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._proxy.mapToSource(index).row())


class TodayTab(QWidget):
    """The office's view: all groups; a teacher's own."""

    line_asked = Signal(object, object, object)
    """A day, a SessionId, and a PersonId or None: show it in the register."""
    board_asked = Signal()
    """The second screen's board, please."""

    def __init__(
        self,
        desk: DeskApi,
        reports: ReportsApi,
        clock: Callable[[], Instant],
        *,
        may_choose_names: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._reports, self._clock = desk, reports, clock
        self._is_late = False
        self.strip = Strip()
        self.registers, self.missing = RegistersModel(clock, self), MissingModel(clock, self)
        self.register_filter, self.missing_filter = WordFilter(self.registers), WordFilter(self.missing)
        self.table = OpeningTable(self.register_filter, self.tr("Registers of today"))
        self.people = OpeningTable(self.missing_filter, self.tr("Missing now"))
        self.search = field(self.tr("Filter by group, name or number"), self.tr("Filter by group or name"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(220)
        self.board = button(self.tr("Board for a second screen …"), self.board_asked.emit)
        self.names = QCheckBox(self.tr("Names of the missing on the board"))
        self.names.setAccessibleName(self.names.text())
        self._may_choose_names = may_choose_names
        self.summary = label("", wraps=True)
        self.nothing = label(self.tr("There is no register today."), "muted")
        self.all_here = label(self.tr("Nobody is missing now."), "muted")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._end_pause)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self.refresh)
        self._lay_out()
        self.names.setVisible(may_choose_names)  # once it has its place: alone it would be a window
        self._connect()

    def load(self) -> None:
        """Load now, and each minute while it is shown: what is open too long depends on the time."""
        self._minute.start()
        self._load()
        if self._may_choose_names:
            call(self._reports.shows_names_on_board(), self, self._show_choice, self.strip.tell_trouble)

    def refresh(self) -> None:
        """Take a change of marks in; nothing is read while it is not shown."""
        if not self.isVisible():
            self._minute.stop()
        elif self._pause.isActive():
            self._is_late = True
        else:
            self._load()

    def take_keyboard(self) -> None:
        """Put the keyboard into the list."""
        shown = self.table if self.table.isVisible() else self.search
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put who is missing below the registers where both would not fit beside each other."""
        is_narrow = self.width() < _WIDTH_FOR_BOTH
        self.split.setOrientation(Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal)
        space = self.height() if is_narrow else self.width()
        self.split.setSizes([round(0.62 * space), round(0.38 * space)])
        super().resizeEvent(event)
        self._fit()

    # Building

    def _connect(self) -> None:
        self.table.opened.connect(self._open_register)
        self.people.opened.connect(self._open_person)
        self.search.textChanged.connect(self._filter)
        self.names.clicked.connect(self._choose_names)
        self.strip.let_go.connect(self.take_keyboard)

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools, theme.SPACE.tight)
        for tool in (self.search, self.board, self.names):
            flow.addWidget(tool)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.missing_title = label("", "heading")
        for title, empty, table in (
            (label(self.tr("Registers of today"), "heading"), self.nothing, self.table),
            (self.missing_title, self.all_here, self.people),
        ):
            part = QWidget()
            layout = column(part)
            layout.addWidget(title)
            layout.addWidget(empty)
            layout.addWidget(table, 1)
            layout.addStretch(0)
            self.split.addWidget(part)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(theme.SPACE.normal)
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        for widget in (tools, self.strip, self.summary):
            outer.addWidget(widget)
        outer.addWidget(self.split, 1)
        modes = QHeaderView.ResizeMode
        header = self.table.horizontalHeader()
        for each in RegisterColumn:
            is_text = each is RegisterColumn.GROUP
            header.setSectionResizeMode(each, modes.Stretch if is_text else modes.ResizeToContents)
        header = self.people.horizontalHeader()
        for other in MissingColumn:
            is_text = other in {MissingColumn.NAME, MissingColumn.GROUP}
            header.setSectionResizeMode(other, modes.Stretch if is_text else modes.ResizeToContents)
        self.table.sortByColumn(RegisterColumn.STATUS, Qt.SortOrder.AscendingOrder)
        self.people.sortByColumn(MissingColumn.GROUP, Qt.SortOrder.AscendingOrder)

    def _fit(self) -> None:
        """Leave out figures where there is no room, so that the group's name stays whole."""
        width = self.table.viewport().width()
        is_narrow = width < _WIDTH_FOR_ALL
        self.table.setColumnHidden(RegisterColumn.LIST, width < _WIDTH_FOR_LIST)
        for each in (RegisterColumn.LATE, RegisterColumn.ABSENT):
            self.table.setColumnHidden(each, is_narrow)
        has_looks = any(each.to_look_at for each in self.registers.registers)
        self.table.setColumnHidden(RegisterColumn.LOOK, not has_looks)
        self.table.setColumnHidden(RegisterColumn.TIMES, width < _WIDTH_FOR_TIMES)
        self.people.setColumnHidden(MissingColumn.NUMBER, self.people.viewport().width() < _WIDTH_FOR_NUMBER)

    # Loading

    def _load(self) -> None:
        self._is_late = False
        self._pause.start()
        day = self._clock().local_date
        call(self._desk.overview(day), self, self._show_registers, self.strip.tell_trouble)
        call(self._desk.missing(), self, self._show_missing, self.strip.tell_trouble)

    def _end_pause(self) -> None:
        if self._is_late:
            self.refresh()

    def _show_registers(self, registers: Sequence[SessionCounts]) -> None:
        chosen = self._chosen()
        self.registers.show_registers(registers)
        self._choose(chosen)
        had_keyboard = self.table.hasFocus()
        self.nothing.setVisible(not registers)
        self.table.setVisible(bool(registers))
        if had_keyboard and not registers:
            self.take_keyboard()  # else Qt moves it to a button above the tabs
        self._sum_up(registers)
        self._fit()

    def _show_missing(self, people: Sequence[Missing]) -> None:
        self.missing.show_people(people)
        self.missing_title.setText(self.tr("Missing now: {count}").format(count=i18n.number(len(people))))
        self.all_here.setVisible(not people)
        self.people.setVisible(bool(people))

    def _sum_up(self, registers: Sequence[SessionCounts]) -> None:
        now = self._clock().utc
        running = [
            each
            for each in registers
            if each.session.cancelled is None
            and each.session.closed is None
            and each.session.starts.utc <= now < each.session.ends.utc
        ]
        here = sum(each.count(MarkState.PRESENT) + each.count(MarkState.LATE) for each in running)
        parts = [
            self.tr("Registers: {count}").format(count=i18n.number(len(registers))),
            self.tr("Running now: {count}").format(count=i18n.number(len(running))),
            self.tr("Here: {here} of {total}").format(
                here=i18n.number(here), total=i18n.number(sum(sum(each.counts) for each in running))
            ),
        ]
        late = sum(each.is_open_too_long for each in registers)
        looks = sum(each.to_look_at for each in registers)
        if late:
            parts.append(self.tr("Open too long: {count}").format(count=i18n.number(late)))
        if looks:
            parts.append(self.tr("Marks to look at: {count}").format(count=i18n.number(looks)))
        self.summary.setText("   ·   ".join(parts))

    def _chosen(self) -> SessionId | None:
        index = self.table.currentIndex()
        row = self.register_filter.mapToSource(index).row()
        return self.registers.registers[row].session.id if row >= 0 else None

    def _choose(self, session: SessionId | None) -> None:
        ids = [each.session.id for each in self.registers.registers]
        if session is not None and session in ids:
            index = self.register_filter.mapFromSource(self.registers.index(ids.index(session), 0))
            self.table.setCurrentIndex(index)

    def _filter(self, text: str) -> None:
        self.register_filter.set_text(text)
        self.missing_filter.set_text(text)

    # Acting

    def _open_register(self, row: int) -> None:
        session = self.registers.registers[row].session
        self.line_asked.emit(session.starts.local_date, session.id, None)

    def _open_person(self, row: int) -> None:
        missing = self.missing.people[row]
        self.line_asked.emit(missing.since.local_date, missing.session, missing.person.id)

    def _show_choice(self, shows: bool) -> None:
        self.names.setChecked(shows)

    def _choose_names(self, shows: bool) -> None:
        def failed(trouble: Trouble) -> None:
            self.names.setChecked(not shows)
            self.strip.tell_trouble(trouble)

        def done(_: None) -> None:
            text = (
                self.tr(
                    "The board shows names while somebody is signed in. Everybody who passes can read them."
                )
                if shows
                else self.tr("The board shows counts only.")
            )
            self.strip.tell(text)

        call(self._reports.set_names_on_board(shows), self, done, failed)
