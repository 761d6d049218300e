"""The register at work: who is in, corrected in two keystrokes, closed when the lesson has begun."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.code_sets import AttendanceCode
from kiosk.domain.ids import ClassId, PersonId, SessionId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Roster, SchoolClass
from kiosk.domain.registers import WideRow
from kiosk.domain.sessions import Session
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_register import TimetableApi
from kiosk.ui import i18n
from kiosk.ui.bridge import call
from kiosk.ui.desk.code_menu import Codes, load_codes
from kiosk.ui.desk.lists import by_name
from kiosk.ui.desk.roster_acts import RegisterActs
from kiosk.ui.desk.roster_page import RosterPage
from kiosk.ui.desk.roster_words import closing_question
from kiosk.ui.theme import Tone

FRESH_MS = 2500
"""How long a line that changed by itself stands out."""
WIDE_PAUSE_MS = 3000
"""Ten thousand lines are not read again for each of thirty people at a door."""
_ALL = SessionId("")
"""Stands for all registers as one list, which none has as its id."""


class RosterTab(RosterPage):
    """Shows one register, or all of them as one list, and lets a teacher correct it."""

    export_asked = Signal()
    print_asked = Signal()
    refusal_asked = Signal(object)
    """A Person who does not want to be recognised by face."""
    panels_unwanted = Signal()
    """The panels of the window are in the way, or about what is not shown any more."""

    def __init__(
        self,
        desk: DeskApi,
        clock: Callable[[], Instant],
        timetable: TimetableApi,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, clock, parent)
        self._desk, self._clock, self._timetable = desk, clock, timetable
        self._classes: tuple[SchoolClass, ...] = ()
        self._asked = 0
        self._shown: SessionId | None = None
        self._wanted: tuple[SessionId, PersonId | None] | None = None
        self._codes = Codes()
        self._pending: MarkState | AttendanceCode | None = None
        self._pending_for: set[tuple[SessionId, PersonId]] = set()
        self._is_late = False
        self.acts = RegisterActs(desk, self.strip, self)
        self._calm = QTimer(self, singleShot=True, interval=FRESH_MS)
        self._calm.timeout.connect(self.model.settle)
        self._pause = QTimer(self, singleShot=True, interval=WIDE_PAUSE_MS)
        self._pause.timeout.connect(self._end_pause)
        self._connect()
        self._show_counts()

    @property
    def session(self) -> Session | None:
        """The session shown; None for none, and where all are shown."""
        return self.bar.chosen

    @property
    def day(self) -> date:
        """The day shown."""
        return self.bar.chosen_day

    def start(self) -> None:
        """Load the day, and what codes the groups use."""
        self._load_day(self.bar.chosen_day)
        self._load_codes()

    def refresh(self) -> None:
        """Load the register again, after a change made anywhere."""
        if self.bar.is_wide and self._pause.isActive() and self._shown == _ALL:
            self._is_late = True
        else:
            self._load()

    def show_line(self, day: date, session: SessionId, person: PersonId | None = None) -> None:
        """Show a register, and somebody's line in it, whatever was filtered out before."""
        self._wanted = (session, person)
        self.tools.show_all()
        if day != self.bar.chosen_day:
            self.bar.go_to(day)
        else:
            self._load_day(day)

    def set_watched(self, is_watched: bool) -> None:
        """Let the register be looked at only, or worked with again.

        Whoever passes sees this one register: no other class, no other day, and no note, which can be about
        somebody's health.
        """
        super().set_watched(is_watched)
        if is_watched:
            self.strip.dismiss()
            self.table.clearSelection()
            self.bar.narrow(self._clock())
        self._enable()

    def correct(self, state: MarkState) -> None:
        """Set a state for the selected lines."""
        self._set(state)

    def choose_code(self, code: AttendanceCode) -> None:
        """Set a code, and the state that it stands for, for the selected lines."""
        self._set(code)

    def undo(self) -> None:
        """Take the latest correction back."""
        if not self._is_watched:
            self.acts.undo()
            self._enable()

    def redo(self) -> None:
        """Make once more what was taken back."""
        if not self._is_watched:
            self.acts.redo()
            self._enable()

    def look_at(self) -> None:
        """Say that the selected marks by code or card, or all of them, were looked at."""
        lines = [line for line in self.table.selected_lines() or self.model.rows if line.needs_look]
        if lines and not self._is_watched:
            self.acts.look_at(lines)

    def ask_history(self) -> None:
        """Show what happened to the one line that is selected."""
        lines = self._one_line()
        if lines is not None:
            self.panels_unwanted.emit()
            self.panels.show_history(lines)

    def ask_refusal(self) -> None:
        """Ask for the panel of a no, for the one line that is selected."""
        line = self._one_line()
        if line is not None:
            self.refusal_asked.emit(line.person)

    # Connecting

    def _connect(self) -> None:
        self.bar.day_changed.connect(self._load_day)
        self.bar.session_changed.connect(self._session_changed)
        for source in (self.table, self.corrections):
            source.state_asked.connect(self.correct)
            source.history_asked.connect(self.ask_history)
            source.look_asked.connect(self.look_at)
        self.table.code_asked.connect(self._open_codes)
        self.corrections.code_asked.connect(self.choose_code)
        self.corrections.note_done.connect(self._go_on_with_note)
        self.corrections.unmarked_asked.connect(self._choose_unmarked)
        self.corrections.undo_asked.connect(self.undo)
        self.corrections.redo_asked.connect(self.redo)
        self.corrections.refusal_asked.connect(self.ask_refusal)
        self.acts.changed.connect(self._take_act)
        self.opening.clicked.connect(self._offer_session)
        self.corrections.visitor_asked.connect(self._offer_visitor)
        self.closing.clicked.connect(self._ask_close)
        self.exporting.clicked.connect(self.export_asked)
        self.printing.clicked.connect(self.print_asked)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._selection_changed())
        self.panels.opener.opened.connect(self._open_session)
        self.panels.opened.connect(lambda: self.make_room(True))
        self.panels.visitor_added.connect(self._load)
        self.proxy.modelReset.connect(self._show_counts)
        finder = QShortcut(QKeySequence.StandardKey.Find, self)
        finder.activated.connect(self.search.setFocus)
        self.search.textChanged.connect(self.proxy.set_text)
        self.search.returnPressed.connect(self._into_table)
        self.tools.chosen.connect(self.proxy.set_state)
        self.tools.looks_chosen.connect(self.proxy.set_only_looks)

    # Loading

    def _load_day(self, day: date) -> None:
        wanted = None if self.session is None else self.session.id

        def take_sessions(sessions: Sequence[Session]) -> None:
            if day == self.bar.chosen_day:
                chosen = wanted if self._wanted is None else self._wanted[0]
                self.bar.show_sessions(sessions, self._classes, chosen, self._clock())

        def take_classes(classes: Sequence[SchoolClass]) -> None:
            self._classes = by_name(classes)
            call(self._desk.sessions(day), self, take_sessions, self.strip.tell_trouble)

        call(self._desk.classes(), self, take_classes, self.strip.tell_trouble)

    def _load_codes(self) -> None:
        def take(codes: Codes) -> None:
            self._codes = codes
            self.model.use_codes(codes)
            self.table.fit()
            self._offer_codes()

        load_codes(self._timetable, self, take, self.strip.tell_trouble)

    def _load(self) -> None:
        session, day = self.session, self.bar.chosen_day
        self._asked += 1
        asked = self._asked
        if session is not None:
            roster = self._desk.roster(session.id)
            call(roster, self, lambda found: self._show(asked, found), self.strip.tell_trouble)
        elif self.bar.is_wide:
            wide = self._desk.wide_roster(day)
            call(wide, self, lambda found: self._show_wide(asked, found), self.strip.tell_trouble)

    def _take_act(self) -> None:
        """Read at once what was done here: whoever pressed a key waits for it."""
        self._enable()
        self._load()

    def _end_pause(self) -> None:
        if self._is_late:
            self._is_late = False
            self.refresh()

    def _session_changed(self, session: Session | None) -> None:
        self._asked += 1
        chosen = _ALL if self.bar.is_wide else None if session is None else session.id
        if self._wanted is not None and self._wanted[0] != chosen:
            self._wanted = None  # it is not there any more
        if chosen is None or chosen != self._shown:
            self.panels_unwanted.emit()
            # The lines of another register must not stand under this one's name, not even for a moment.
            self._shown = None
            self.acts.forget()
            self.note.clear()
            self.model.show_roster(None)
            self.table.show_wide(self.bar.is_wide)
            self._show_counts()
        if session is not None and session.closed is not None:
            self.acts.forget()
        self._pending = None
        self._offer_codes()
        self._load()
        self._enable()

    def _show(self, asked: int, roster: Roster) -> None:
        if asked == self._asked:  # else a newer question is on its way
            self._take(roster.session.id, lambda: self.model.show_roster(roster))

    def _show_wide(self, asked: int, rows: Sequence[WideRow]) -> None:
        if asked == self._asked:
            self._pause.start()
            self._take(_ALL, lambda: self.model.show_wide(rows, self.bar.sessions))

    def _take(self, shown: SessionId, put: Callable[[], None]) -> None:
        self._shown = shown
        kept = {line.key for line in self.table.selected_lines()}
        before = len(self.model.rows)
        put()
        if before and before != len(self.model.rows):
            self.table.choose_keys(kept)
        self._calm.start()
        self.table.fit()
        self._show_counts()
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        wanted = self._wanted
        if wanted is None or wanted[0] != self._shown:
            return  # another register's lines, which were on their way
        self._wanted = None
        if wanted[1] is None:
            return
        self.table.choose_keys({(wanted[0], wanted[1])})
        for place in self.table.selected_places():
            self.table.choose_line(place)
            self.table.scrollTo(self.proxy.index(place, 0))
        self.take_keyboard()

    # Showing

    def _show_counts(self) -> None:
        counts = self.model.counts()
        total = sum(counts.values())
        looks = self.model.to_look_at()
        on_list = self.tr("On the list: {count}").format(count=i18n.number(total))
        self.footer.setText("   ·   ".join((on_list, *self.tools.count(counts, looks))))
        self.corrections.count_looks(looks)
        self.show_empty(
            has_register=self.session is not None or self.bar.is_wide,
            is_loading=self._shown is None,
            total=total,
        )
        self._enable()

    def _enable(self) -> None:
        self.corrections.undoing.setEnabled(self.acts.can_undo)
        self.corrections.redoing.setEnabled(self.acts.can_redo)
        self.show_acts(self.session)

    def _offer_codes(self) -> None:
        session = self.session
        self.corrections.use_codes(None if session is None else self._codes.of(session.class_id))

    def _selection_changed(self) -> None:
        self._enable()
        lines = self.table.selected_lines()
        self.corrections.select({line.key for line in lines})
        if len(lines) == 1 and self.panels.history.isVisible():
            self.panels.history.ask(lines[0])

    # Acting

    def _set(self, wanted: MarkState | AttendanceCode) -> None:
        lines = self.table.selected_lines()
        is_here = self._shown is not None and self._shown == (
            _ALL if self.session is None else self.session.id
        )
        if not is_here or self._is_watched:
            return
        if not lines:
            self.strip.tell(self.tr("Select one or more lines first."), Tone.CARE)
            return
        is_closed = any(self._is_closed(session) for session in {line.session for line in lines})
        if is_closed and not self.corrections.note.text().strip():
            self._ask_reason(wanted)
            return
        self._pending = None
        note, minutes = self.corrections.take_note(), self.corrections.take_minutes()
        state, code = (wanted.state, wanted.code) if isinstance(wanted, AttendanceCode) else (wanted, "")
        late = minutes if state is MarkState.LATE else None
        self.acts.correct(lines, state, note, code=code, minutes=late, is_final=is_closed)

    def _is_closed(self, session_id: SessionId) -> bool:
        found = next((each for each in self.bar.sessions if each.id == session_id), None)
        return found is not None and found.closed is not None

    def _ask_reason(self, wanted: MarkState | AttendanceCode) -> None:
        self._pending = wanted
        self._pending_for = {line.key for line in self.table.selected_lines()}
        self.corrections.need_note(True)
        self.strip.tell(
            self.tr(
                "The register is closed: write why it is changed, and press Enter. The old value is kept."
            ),
            Tone.CARE,
        )
        self.corrections.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on_with_note(self) -> None:
        """Correct what waits for its reason, unless others are selected by now; then back to the list."""
        pending, is_written = self._pending, bool(self.note.text().strip())
        if pending is not None and self._pending_for >= {line.key for line in self.table.selected_lines()}:
            if not is_written:
                return
            self._set(pending)
        self.take_keyboard()

    def _ask_close(self) -> None:
        session = self.session
        if session is None:
            return
        if session.closed is not None:
            text = self.tr("Open the register again? Whoever was set by closing is not yet marked again.")
            self._ask_change(text, self.tr("Open again"), lambda: self._desk.reopen_session(session.id))
            return
        text = closing_question(
            self._codes.closing(session.class_id), self.model.counts()[MarkState.UNMARKED]
        )
        yes = self.tr("Close the register")
        self._ask_change(text, yes, lambda: self._desk.close_session(session.id))

    def _ask_change(self, text: str, yes: str, change: Callable[[], "Future[Session]"]) -> None:
        def act() -> None:
            call(change(), self, lambda _: self._load_day(self.bar.chosen_day), self.strip.tell_trouble)

        self.strip.ask(text, yes, act)

    def _offer_session(self) -> None:
        chosen = None if self.session is None else self.session.class_id

        def show(classes: Sequence[SchoolClass]) -> None:
            self._classes = by_name(classes)
            self.panels_unwanted.emit()
            self.panels.offer_session(self._classes, self._clock(), chosen)

        call(self._desk.classes(), self, show, self.strip.tell_trouble)

    def _offer_visitor(self) -> None:
        if self.session is not None:
            self.panels_unwanted.emit()
            self.panels.offer_visitor(self.session.id)

    def _open_session(self, class_id: ClassId, starts: Instant, ends: Instant) -> None:
        def show(session: Session) -> None:
            self.panels.put_away()
            self.leave_panels()
            self._wanted = (session.id, None)
            self.bar.go_today()
            self._load_day(session.starts.local_date)

        call(self._desk.open_session(class_id, starts, ends), self, show, self.strip.tell_trouble)
