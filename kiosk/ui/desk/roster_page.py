"""The parts of the register's tab and where they are. It asks nobody anything."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.sessions import Session
from kiosk.runtime.api import DeskApi
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, column, label, line
from kiosk.ui.desk.corrections_bar import CorrectionsBar
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.roster_model import Line, RosterFilter, RosterModel
from kiosk.ui.desk.roster_panels import RosterPanels
from kiosk.ui.desk.roster_table import RosterTable
from kiosk.ui.desk.session_bar import SessionBar
from kiosk.ui.desk.state_chips import StateChips
from kiosk.ui.theme import Tone

_USUAL_PX, _FEWEST_PX = 110, 72
"""So much of the list is there at least: two lines beside a panel, which must not be squeezed."""


class RosterPage(QWidget):
    """Head, panels, filter, table, corrections and counts."""

    def __init__(self, desk: DeskApi, clock: Callable[[], Instant], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_watched = False
        self.model = RosterModel(self)
        self.proxy = RosterFilter(self.model, self)
        self.table = RosterTable(self.model, self.proxy)
        self.bar = SessionBar(lambda: clock().local_date)
        self.strip = Strip()
        self.panels = RosterPanels(desk, self.strip)
        self.opener = self.panels.opener
        self.tools = StateChips()
        self.search = self.tools.search
        self.opening = button(self.tr("Open a register now …"), _nothing)
        self.closing = button(self.tr("Close the register …"), _nothing)
        self.printing = button(self.tr("Print …"), _nothing, key="Ctrl+P")
        self.exporting = button(self.tr("Export …"), _nothing, kind="primary", key="Ctrl+E")
        self.corrections = CorrectionsBar()
        self.note, self.undoing = self.corrections.note, self.corrections.undoing
        self.refusing, self.state_buttons = self.corrections.refusing, self.corrections.states
        self.visiting = self.corrections.visiting
        self._lay_out()
        self.panels.left.connect(self.leave_panels)
        self.strip.let_go.connect(self.take_keyboard)

    @property
    def opener_card(self) -> QWidget:
        """Where a register is opened now."""
        return self.panels.opener_card

    def place_panel(self, panel: QWidget) -> None:
        """Put a panel of the window between the head and the table."""
        self._panels.addWidget(panel)

    def make_room(self, is_needed: bool) -> None:
        """Hide filter and corrections while a panel is open, so that the register stays in sight."""
        self.middle.setMinimumHeight(_FEWEST_PX if is_needed else _USUAL_PX)
        self.tools.setVisible(not is_needed)
        self.corrections.setVisible(not is_needed and not self._is_watched)

    def leave_panels(self) -> None:
        """Give the room of the panels back, and the keyboard to the list."""
        self.make_room(False)
        self.take_keyboard()

    def set_watched(self, is_watched: bool) -> None:
        """Let the register be looked at only, or worked with again."""
        self._is_watched = is_watched
        self.bar.setEnabled(not is_watched)
        self.table.show_notes(not is_watched)
        for control in (self.closing, self.opening, self.visiting, self.printing, self.exporting):
            control.setVisible(not is_watched)
        self.panels.put_away()
        self.make_room(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves what is open above the list: the keyboard stays in the list beside a history."""
        if event.key() != Qt.Key.Key_Escape or not self.panels.leave_open():
            super().keyPressEvent(event)

    def show_empty(self, *, has_register: bool, is_loading: bool, total: int) -> None:
        """Show the list, or say why there is nothing in it."""
        if not has_register:
            text = self.tr("There is no register on this day. Open one now, or choose another day.")
        elif is_loading:
            text = self.tr("Opening the register …")
        elif total == 0:
            text = self.tr("Nobody is on this list yet. Add people in the people tab.")
        else:
            text = self.tr("Nobody matches the filter.")
        self.nothing.setText(text)
        self.middle.setCurrentIndex(0 if self.proxy.rowCount() else 1)

    def show_acts(self, session: Session | None) -> None:
        """Offer what can be done to a register, or to all of them as one list."""
        is_off = session is not None and session.cancelled is not None
        is_closed = session is not None and session.closed is not None
        self.corrections.need_note(is_closed)
        closing = self.tr("Open the register again …") if is_closed else self.tr("Close the register …")
        self.closing.setText(closing)
        self.closing.setAccessibleName(closing)
        for control in (self.closing, self.visiting):
            control.setEnabled(session is not None and not is_off)
        for control in (self.exporting, self.printing):
            control.setEnabled(session is not None or self.bar.is_wide)
        picked = len(self.table.selected_places())
        text = self.tr("Selected: {count}").format(count=i18n.number(picked)) if picked > 1 else ""
        self.picked.setText(text)

    def take_keyboard(self) -> None:
        """Put the keyboard into the list, or onto what stands there until it is known.

        What is hidden takes no keyboard; from the sentence it goes on into the list by itself.
        """
        shown = self.table if self.middle.currentIndex() == 0 else self.nothing
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_unmarked(self) -> None:
        self.table.choose_unmarked()
        if self.table.selected_places():
            self.take_keyboard()
        else:
            self.strip.tell(self.tr("Everybody shown is marked."))

    def _open_codes(self) -> None:
        if not self.corrections.open_codes() and not self._is_watched:
            self.strip.tell(self.tr("There are no codes to choose from here: the states are all there is."))

    def _into_table(self) -> None:
        if self.proxy.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.choose_line(0)

    def _one_line(self) -> Line | None:
        lines = self.table.selected_lines()
        if self._is_watched:
            return None
        if len(lines) != 1:
            self.strip.tell(self.tr("Select the line of one person first."), Tone.CARE)
            return None
        return lines[0]

    def _lay_out(self) -> None:
        top = QWidget()
        flow = FlowLayout(top, theme.SPACE.tight)
        flow.addWidget(self.bar)
        for control in (self.opening, self.closing, self.printing, self.exporting):
            flow.addWidget(control)
        self.footer = label("", "muted", wraps=True)
        self.footer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.picked = label("", "muted")
        foot = line()
        foot.addWidget(self.footer, 1)
        foot.addWidget(self.picked)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.table)
        self.middle.addWidget(self._nothing())
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        self._panels = column()
        outer.addWidget(top)
        outer.addLayout(self._panels)
        for widget in (self.panels, self.strip, self.tools):
            outer.addWidget(widget)
        outer.addWidget(self.middle, 1)
        outer.addWidget(self.corrections)
        outer.addLayout(foot)

    def _nothing(self) -> QWidget:
        page = QWidget()
        layout = column(page)
        self.nothing = label("", "muted", wraps=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout.addWidget(self.nothing, 1)
        return page


def _nothing() -> None:
    """Do nothing: the tab connects what the button does."""
