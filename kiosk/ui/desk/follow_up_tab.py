"""The follow-up list: whom the school's rules found, how far each is, and letters. Nothing is sent."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHeaderView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)

from kiosk.domain.clock import Instant
from kiosk.domain.follow_up import FollowRule, FollowState, FollowUp
from kiosk.domain.ids import FollowUpId
from kiosk.runtime.api_register import FollowUpsApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.controls import button, column, field, label, show_whole_hint
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.follow_up_model import Column, FollowUpFilter, FollowUpModel
from kiosk.ui.desk.follow_up_panel import FollowUpPanel
from kiosk.ui.desk.follow_up_words import STATE_ORDER, signed_state
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.letter_forms import LettersPage
from kiosk.ui.desk.rules_page import RulesPage
from kiosk.ui.worker import Worker

_SIDE_PX = 360
_WIDTH_FOR_GROUPS = 900
_WIDTH_FOR_NUMBER = 760
_ROW_PX = 36
_CELL_PAD_PX, _WIDEST_PX = 28, 260
_LOOK_AGAIN = timedelta(minutes=1)
"""In a large school looking takes a while; after a register was closed the program looks by itself."""
_MEASURED = 200
"""So many lines are measured for the widths of the columns."""


class FollowUpTab(QWidget):
    """The list with what can be done beside it; letters and rules open in its place."""

    person_asked = Signal(object)
    """A PersonId whose page is wanted."""

    def __init__(
        self,
        follow_ups: FollowUpsApi,
        worker: Worker,
        clock: Callable[[], Instant],
        folder: Callable[[], Path],
        *,
        can_edit_rules: bool,
        can_open_person: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            follow_ups: Answers.
            worker: Writes letters.
            clock: The wall clock.
            folder: Where to begin to look for a folder.
            can_edit_rules: Rules and letters' words may be changed.
            can_open_person: There is a page of a person to go to.
            parent: As of any widget.
        """
        super().__init__(parent)
        self._follow_ups, self._worker, self._folder = follow_ups, worker, folder
        self._clock = clock
        self._looked_at: Instant | None = None
        self._rules: tuple[FollowRule, ...] | None = None
        self.letters: LettersPage | None = None
        self.model = FollowUpModel(self)
        self.proxy = FollowUpFilter(self.model, self)
        self.strip = Strip()
        self.nothing = label("", "muted", wraps=True)
        self.search = field(
            self.tr("Filter by name, number or group"), self.tr("Filter by name, number or group")
        )
        self.search.setClearButtonEnabled(True)
        show_whole_hint(self.search)
        self.chips = self._make_chips()
        self.editing = button(self.tr("Rules and letters …"), self.open_rules)
        self.table = self._make_table()
        self.panel = FollowUpPanel(can_open_person=can_open_person)
        self.rules = RulesPage(follow_ups, clock)
        self.pages = QStackedWidget()
        self._lay_out()
        self.editing.setVisible(can_edit_rules)  # once it has its place: alone it would be a window
        self.search.textChanged.connect(self._filter)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.panel.state_asked.connect(self._set_state)
        self.panel.letters_asked.connect(self.open_letters)
        self.panel.person_asked.connect(self.person_asked)
        self.rules.kept.connect(self._load_list)
        self.rules.left.connect(self.open_list)
        self.strip.let_go.connect(self.take_keyboard)

    def load(self) -> None:
        """Ask for the list, and now and then look whether the rules find somebody new."""
        self.strip.dismiss()
        self._load_list()
        now = self._clock()
        if self._looked_at is None or abs(now.utc - self._looked_at.utc) >= _LOOK_AGAIN:
            self._looked_at = now
            call(self._follow_ups.look(), self, self._looked, self.strip.tell_trouble)

    def take_keyboard(self) -> None:
        """Put the keyboard into the page that is shown."""
        wanted: QWidget = self.table
        if self.letters is not None:
            wanted = self.letters.template
        elif self.pages.currentWidget() is self.rules:
            wanted = self.rules
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> list[FollowUp]:
        """Give the lines chosen, in the order shown."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        places = (self.proxy.mapToSource(self.proxy.index(row, 0)).row() for row in rows)
        return [self.model.found[place] for place in places]

    def open_letters(self) -> None:
        """Show the letters of the lines chosen in the list's place."""
        chosen = self.chosen()
        if not chosen:
            return
        self._drop_letters()
        page = LettersPage(self._follow_ups, self._worker, self._folder, chosen)
        page.left.connect(self.open_list)
        page.written.connect(self._wrote)
        self.letters = page
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.template.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_rules(self) -> None:
        """Show rules and letters' words in the list's place."""
        self.rules.load()
        self.pages.setCurrentWidget(self.rules)
        self.rules.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_list(self) -> None:
        """Go back to the list."""
        self.pages.setCurrentWidget(self._list)
        self._drop_letters()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what can be done below the list where the window is upright or narrow."""
        is_upright = self.width() < 2 * _SIDE_PX + 200 or self.width() < self.height()
        way = Qt.Orientation.Vertical if is_upright else Qt.Orientation.Horizontal
        if self.split.orientation() != way:
            self.split.setOrientation(way)
        space = self.height() if is_upright else self.width()
        side = round(0.42 * space) if is_upright else max(_SIDE_PX, round(0.28 * space))
        self.split.setSizes([space - side, side])
        width = self.width() if is_upright else self.width() - side
        self.table.setColumnHidden(Column.GROUPS, width < _WIDTH_FOR_GROUPS)
        self.table.setColumnHidden(Column.NUMBER, width < _WIDTH_FOR_NUMBER)
        super().resizeEvent(event)

    # Making

    def _make_chips(self) -> dict[FollowState | None, QPushButton]:
        group = QButtonGroup(self)
        group.setExclusive(True)
        made: dict[FollowState | None, QPushButton] = {}
        for state in (None, *STATE_ORDER):
            chip = button("", partial(self._choose_state, state), kind="quiet")
            chip.setCheckable(True)
            group.addButton(chip)
            made[state] = chip
        made[None].setChecked(True)
        return made

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.proxy)
        table.setAccessibleName(self.tr("Follow-up list"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setSortingEnabled(True)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = table.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        return table

    def _size_columns(self) -> None:
        """Make each column as wide as its words; the name takes what is left."""
        plain = QFontMetrics(theme.font(theme.TYPE.desk))
        bold = QFontMetrics(theme.font(theme.TYPE.desk, is_bold=True))
        rows = range(min(_MEASURED, len(self.model.found)))
        for column_ in Column:
            if column_ is Column.NAME:
                continue
            texts = [str(self.model.index(row, column_).data()) for row in rows]
            title = bold.horizontalAdvance(str(self.model.headerData(column_, Qt.Orientation.Horizontal)))
            wanted = max([title, *(plain.horizontalAdvance(text) for text in texts)]) + _CELL_PAD_PX
            self.table.horizontalHeader().resizeSection(column_, min(wanted, _WIDEST_PX))

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools)
        for part in (self.search, *self.chips.values(), self.editing):
            flow.addWidget(part)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.table)
        self.split.addWidget(self.panel)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(theme.SPACE.snug)
        self._list = QWidget()
        inner = column(self._list, spacing=theme.SPACE.snug)
        inner.addWidget(tools)
        inner.addWidget(self.nothing)
        inner.addWidget(self.split, 1)
        inner.addStretch(0)
        for each in (self._list, self.rules):
            self.pages.addWidget(each)
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(self.strip)
        outer.addWidget(self.pages, 1)
        self._count()

    # The list

    def _load_list(self) -> None:
        call(self._follow_ups.rules(), self, self._took_rules, self.strip.tell_trouble)
        call(self._follow_ups.found(), self, self._took_found, self.strip.tell_trouble)

    def _took_rules(self, rules: Sequence[FollowRule]) -> None:
        self._rules = tuple(rules)
        self._count()

    def _took_found(self, found: Sequence[FollowUp]) -> None:
        kept = {one.id for one in self.chosen()}
        self.model.show_found(found)
        self._size_columns()
        self._choose(kept)
        self._count()
        self._show_chosen()

    def _looked(self, new: int) -> None:
        if new:
            self.strip.tell(self.tr("New on the list: {count}").format(count=i18n.number(new)))
            self._load_list()

    def _filter(self, text: str) -> None:
        self.proxy.set_text(text)
        self._show_chosen()

    def _choose_state(self, state: FollowState | None) -> None:
        self.proxy.set_state(state)
        self._count()
        self._show_chosen()

    def _choose(self, wanted: set[FollowUpId]) -> None:
        """Select the lines of these again, as far as they are shown."""
        chosen, last = QItemSelection(), len(Column) - 1
        for place, one in enumerate(self.model.found):
            index = self.proxy.mapFromSource(self.model.index(place, 0))
            if one.id in wanted and index.isValid():
                chosen.select(index, self.proxy.index(index.row(), last))
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)

    def _count(self) -> None:
        counts = Counter(one.state for one in self.model.found)
        self._say(None, self.tr("All: {count}").format(count=i18n.number(len(self.model.found))))
        for state in STATE_ORDER:
            text = self.tr("{state}: {count}")
            count = i18n.number(counts[state])
            self._say(state, text.format(state=signed_state(state), count=count))
        text = self._nothing_words()
        self.nothing.setText(text)
        self.nothing.setVisible(bool(text))
        self.split.setVisible(bool(self.model.found))

    def _say(self, state: FollowState | None, text: str) -> None:
        self.chips[state].setText(text)
        self.chips[state].setAccessibleName(text)

    def _nothing_words(self) -> str:
        if self._rules is None:
            return ""
        if not any(rule.is_active for rule in self._rules):
            if not self.editing.isHidden():
                return self.tr("No rule is switched on yet: choose some under “Rules and letters”.")
            return self.tr("No rule is switched on yet. An administrator can do that.")
        return "" if self.model.found else self.tr("The rules find nobody: nothing has to be done.")

    def _show_chosen(self) -> None:
        self.panel.show_chosen(self.chosen())

    # Acting

    def _set_state(self, state: FollowState, note: str) -> None:
        ids = [one.id for one in self.chosen()]
        call(
            self._follow_ups.set_state(ids, state, note), self, lambda _: self._state_set(),
            self.strip.tell_trouble,
        )  # fmt: skip

    def _state_set(self) -> None:
        self.panel.note.clear()
        self.take_keyboard()  # else Qt moves it from the act that is done to “Close”, one blind Enter away
        self._load_list()

    def _wrote(self, chosen: Sequence[FollowUp]) -> None:
        new = [one.id for one in chosen if one.state is FollowState.NEW]
        if not new:
            return
        told = self.tr("Once the letters are sent, their lines can be set to “Contacted”.")
        self.strip.tell(told, act=(self.tr("Set to “Contacted”"), partial(self._contacted, new)))

    def _contacted(self, new: Sequence[FollowUpId]) -> None:
        self.strip.dismiss()
        self.open_list()
        note = self.tr("Letter")
        call(
            self._follow_ups.set_state(new, FollowState.CONTACTED, note), self, lambda _: self._load_list(),
            self.strip.tell_trouble,
        )  # fmt: skip

    def _drop_letters(self) -> None:
        page, self.letters = self.letters, None
        if page is not None:
            self.pages.removeWidget(page)
            page.deleteLater()
