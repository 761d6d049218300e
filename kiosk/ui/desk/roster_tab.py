"""The register at work: who is in, corrected in two keystrokes, closed when the lesson has begun."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, PersonId, SessionId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Correction, Roster, SchoolClass
from kiosk.domain.sessions import Session
from kiosk.runtime.api import DeskApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.controls import button, card, column, label, line
from kiosk.ui.desk.corrections_bar import CorrectionsBar
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.roster_model import RosterFilter, RosterModel
from kiosk.ui.desk.roster_table import RosterTable
from kiosk.ui.desk.session_bar import OpenSessionPanel, SessionBar
from kiosk.ui.desk.state_chips import StateChips
from kiosk.ui.desk.words import state_word
from kiosk.ui.theme import Tone

FRESH_MS = 2500
"""How long a line that changed by itself stands out."""
_UNDO_STEPS = 50
_USUAL_PX, _FEWEST_PX = 110, 72
"""So much of the list is there at least: two lines beside a panel, which must not be squeezed."""


class RosterTab(QWidget):
    """Shows one register and lets a teacher correct it."""

    export_asked = Signal()
    refusal_asked = Signal(object)
    """A Person who does not want to be recognised by face."""
    panels_unwanted = Signal()
    """The panels of the window are in the way, or about what is not shown any more."""

    def __init__(self, desk: DeskApi, clock: Callable[[], Instant], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clock = clock
        self._classes: tuple[SchoolClass, ...] = ()
        self._asked = 0
        self._shown: SessionId | None = None
        self._undo: list[Correction] = []
        self._is_watched = False
        self.model = RosterModel(self)
        self.proxy = RosterFilter(self.model, self)
        self.table = RosterTable(self.model, self.proxy)
        self.bar = SessionBar(lambda: clock().local_date)
        self.strip = Strip()
        self.opener = OpenSessionPanel()
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(FRESH_MS)
        self._calm.timeout.connect(self.model.settle)
        self._build_tools()
        self._lay_out()
        self._connect()
        self._show_counts()

    @property
    def session(self) -> Session | None:
        """The session shown."""
        return self.bar.chosen

    @property
    def day(self) -> date:
        """The day shown."""
        return self.bar.chosen_day

    def place_panel(self, panel: QWidget) -> None:
        """Put a panel of the window between the head and the table."""
        self._panels.addWidget(panel)

    def make_room(self, is_needed: bool) -> None:
        """Hide filter and corrections while a panel is open, so that the register stays in sight."""
        self.opener_card.setVisible(False)
        self.middle.setMinimumHeight(_FEWEST_PX if is_needed else _USUAL_PX)
        self.tools.setVisible(not is_needed)
        self.corrections.setVisible(not is_needed and not self._is_watched)

    def start(self) -> None:
        """Load the day."""
        self._load_day(self.bar.chosen_day)

    def refresh(self) -> None:
        """Load the register again, after a change made anywhere."""
        session = self.session
        if session is None:
            return
        self._asked += 1
        asked = self._asked
        call(
            self._desk.roster(session.id),
            self,
            lambda roster: self._show(asked, roster),
            self.strip.tell_trouble,
        )

    def set_watched(self, is_watched: bool) -> None:
        """Let the register be looked at only, or worked with again.

        Whoever passes sees this one register: no other class, no other day, and no note, which can be about
        somebody's health.
        """
        self._is_watched = is_watched
        self.bar.setEnabled(not is_watched)
        self.table.show_notes(not is_watched)
        for control in (self.closing, self.opening, self.exporting):
            control.setVisible(not is_watched)
        self.make_room(False)
        if is_watched:
            self.strip.dismiss()
            self.table.clearSelection()
        self._enable()

    def correct(self, state: MarkState) -> None:
        """Set a state for the selected lines."""
        session, people = self.session, self.table.selected_people()
        if session is None or session.id != self._shown or self._is_watched:
            return
        if not people:
            self.strip.tell(self.tr("Select one or more lines first."), Tone.CARE)
            return
        call(
            self._desk.correct(session.id, people, state, self.corrections.take_note()),
            self,
            lambda correction: self._corrected(correction, people),
            self.strip.tell_trouble,
        )

    def undo(self) -> None:
        """Take the latest correction back."""
        if not self._undo or self._is_watched:
            return
        correction = self._undo.pop()
        self._enable()
        call(self._desk.undo(correction), self, lambda _: self._undone(), self.strip.tell_trouble)

    def ask_refusal(self) -> None:
        """Ask for the panel of a no, for the one line that is selected."""
        people = self.table.selected_people()
        if self._is_watched:
            return
        if len(people) != 1:
            self.strip.tell(self.tr("Select the line of one person first."), Tone.CARE)
            return
        self.refusal_asked.emit(self.model.person(people[0]))

    def take_keyboard(self) -> None:
        """Put the keyboard into the list, or onto what stands there until it is known.

        What is hidden takes no keyboard; from the sentence it goes on into the list by itself.
        """
        shown = self.table if self.middle.currentIndex() == 0 else self.nothing
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    # Building

    def _build_tools(self) -> None:
        self.tools = StateChips()
        self.search = self.tools.search
        self.opening = button(self.tr("Open a register now …"), self._offer_session)
        self.closing = button(self.tr("Close the register …"), self._ask_close)
        self.exporting = button(self.tr("Export …"), self.export_asked.emit, kind="primary", key="Ctrl+E")
        self.corrections = CorrectionsBar()
        self.note, self.undoing = self.corrections.note, self.corrections.undoing
        self.refusing, self.state_buttons = self.corrections.refusing, self.corrections.states

    def _lay_out(self) -> None:
        top = QWidget()
        flow = FlowLayout(top, theme.SPACE.tight)
        flow.addWidget(self.bar)
        for control in (self.opening, self.closing, self.exporting):
            flow.addWidget(control)
        self.opener_card = card()
        column(self.opener_card, margins=theme.SPACE.normal).addWidget(self.opener)
        self.opener_card.setVisible(False)
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
        for widget in (self.strip, self.opener_card, self.tools):
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

    def _connect(self) -> None:
        self.bar.day_changed.connect(self._load_day)
        self.bar.session_changed.connect(self._session_changed)
        for source in (self.table, self.corrections):
            source.state_asked.connect(self.correct)
        self.corrections.undo_asked.connect(self.undo)
        self.corrections.refusal_asked.connect(self.ask_refusal)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.opener.opened.connect(self._open_session)
        self.opener.left.connect(self._hide_opener)
        self.strip.let_go.connect(self.take_keyboard)
        self.proxy.rowsInserted.connect(lambda *_: self._show_counts())
        finder = QShortcut(QKeySequence.StandardKey.Find, self)
        finder.activated.connect(self.search.setFocus)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._into_table)
        self.tools.chosen.connect(self._choose_state)

    # Loading

    def _load_day(self, day: date) -> None:
        wanted = None if self.session is None else self.session.id

        def take_sessions(sessions: Sequence[Session]) -> None:
            if day == self.bar.chosen_day:
                self.bar.show_sessions(sessions, self._classes, wanted, self._clock())

        def take_classes(classes: Sequence[SchoolClass]) -> None:
            self._classes = tuple(classes)
            call(self._desk.sessions(day), self, take_sessions, self.strip.tell_trouble)

        call(self._desk.classes(), self, take_classes, self.strip.tell_trouble)

    def _session_changed(self, session: Session | None) -> None:
        self._asked += 1
        if session is None or session.id != self._shown:
            self.panels_unwanted.emit()
            # The lines of another register must not stand under this one's name, not even for a moment.
            self._shown = None
            self._undo.clear()
            self.model.show_roster(None)
            self._show_counts()
        self.refresh()
        self._enable()

    def _show(self, asked: int, roster: Roster) -> None:
        if asked != self._asked:
            return  # a newer question is on its way
        self._shown = roster.session.id
        kept = set(self.table.selected_people())
        before = self.model.rows
        self.model.show_roster(roster)
        if before and len(before) != len(self.model.rows):
            self._select(kept)
        self._calm.start()
        self._show_counts()

    def _select(self, people: set[PersonId]) -> None:
        choice = self.table.selectionModel()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for place in range(len(self.model.rows)):
            if self.model.person_at(place) in people:
                choice.select(self.proxy.mapFromSource(self.model.index(place, 0)), flags)

    def _show_counts(self) -> None:
        counts = self.model.counts()
        total = sum(counts.values())
        on_list = self.tr("On the list: {count}").format(count=i18n.number(total))
        self.footer.setText("   ·   ".join((on_list, *self.tools.count(counts))))
        self._show_nothing(total)
        self._enable()

    def _show_nothing(self, total: int) -> None:
        if self.session is None:
            self.nothing.setText(
                self.tr("There is no register on this day. Open one now, or choose another day.")
            )
        elif self._shown is None:
            self.nothing.setText(self.tr("Opening the register …"))
        elif total == 0:
            self.nothing.setText(self.tr("Nobody is on this list yet. Add people in the people tab."))
        else:
            self.nothing.setText(self.tr("Nobody matches the filter."))
        self.middle.setCurrentIndex(0 if self.proxy.rowCount() else 1)

    def _enable(self) -> None:
        session, picked = self.session, len(self.table.selectionModel().selectedRows())
        self.undoing.setEnabled(bool(self._undo))
        is_closed = session is not None and session.closed is not None
        closing = self.tr("Open the register again …") if is_closed else self.tr("Close the register …")
        self.closing.setText(closing)
        self.closing.setAccessibleName(closing)
        self.closing.setEnabled(session is not None)
        self.exporting.setEnabled(session is not None)
        self.picked.setText(
            self.tr("Selected: {count}").format(count=i18n.number(picked)) if picked > 1 else ""
        )

    # Filtering

    def _filter(self, text: str) -> None:
        self.proxy.set_text(text)
        self._show_counts()

    def _choose_state(self, state: MarkState | None) -> None:
        self.proxy.set_state(state)
        self._show_counts()

    def _into_table(self) -> None:
        if self.proxy.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.choose_line(0)

    # Acting

    def _corrected(self, correction: Correction, people: Sequence[PersonId]) -> None:
        self._undo = [*self._undo, correction][-_UNDO_STEPS:]
        text = self.tr("Set to “{state}”: {count}").format(
            state=state_word(correction.state), count=i18n.number(len(people))
        )
        self.strip.tell(text, Tone.GOOD, act=(self.tr("Undo"), self.undo))
        self.refresh()
        self._enable()

    def _undone(self) -> None:
        self.strip.tell(self.tr("Taken back."), Tone.CALM)
        self.refresh()

    def _ask_close(self) -> None:
        session = self.session
        if session is None:
            return
        if session.closed is not None:
            self.strip.ask(
                self.tr("Open the register again? Whoever closing made absent is not yet marked again."),
                self.tr("Open again"),
                lambda: self._change_session(self._desk.reopen_session(session.id)),
            )
            return
        unmarked = self.model.counts()[MarkState.UNMARKED]
        text = (
            self.tr("Close the register? Not yet marked, and absent from then on: {count}")
            if unmarked
            else self.tr("Close the register? Everybody is marked, so nobody becomes absent.")
        )
        self.strip.ask(
            text.format(count=i18n.number(unmarked)),
            self.tr("Close the register"),
            lambda: self._change_session(self._desk.close_session(session.id)),
        )

    def _change_session(self, future: "Future[Session]") -> None:
        call(future, self, lambda _: self._load_day(self.bar.chosen_day), self.strip.tell_trouble)

    def _offer_session(self) -> None:
        chosen = None if self.session is None else self.session.class_id

        def show(classes: Sequence[SchoolClass]) -> None:
            self._classes = tuple(classes)
            self.panels_unwanted.emit()
            self.make_room(True)
            self.opener_card.setVisible(True)
            self.opener.ready(classes, self._clock(), chosen)

        call(self._desk.classes(), self, show, self.strip.tell_trouble)

    def _hide_opener(self) -> None:
        self.make_room(False)
        self.take_keyboard()

    def _open_session(self, class_id: ClassId, starts: Instant, ends: Instant) -> None:
        def show(session: Session) -> None:
            self._hide_opener()
            self.bar.go_today()

            def take(sessions: Sequence[Session]) -> None:
                self.bar.show_sessions(sessions, self._classes, session.id, self._clock())

            call(self._desk.sessions(session.starts.local_date), self, take, self.strip.tell_trouble)

        call(self._desk.open_session(class_id, starts, ends), self, show, self.strip.tell_trouble)
