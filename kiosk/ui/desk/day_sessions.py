"""One day's sessions: called off, taken back, and one on this day only."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from enum import IntEnum

from PySide6.QtCore import QDate, QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTableView, QToolButton, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.groups import Group
from kiosk.domain.ids import ClassId
from kiosk.domain.sessions import Session
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_register import TimetableApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, day_field, label
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.form_pane import FormPane
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.lesson_forms import OnceForm, day_of
from kiosk.ui.desk.lists import WordFilter, by_name, choose_lines, chosen_lines
from kiosk.ui.desk.shapes import arrow_icon
from kiosk.ui.desk.tables import fit_columns, plain_table, show_in
from kiosk.ui.desk.text_table import TextTable
from kiosk.ui.desk.words import time_range
from kiosk.ui.theme import Tone


class SessionColumn(IntEnum):
    """Columns in their order."""

    TIMES = 0
    GROUP = 1
    ROOM = 2
    STATE = 3


class SessionsModel(TextTable):
    """A line a session."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._titles = (self.tr("Times"), self.tr("Group"), self.tr("Room"), self.tr("How it is"))
        self.sessions: tuple[Session, ...] = ()

    def show_sessions(self, sessions: Sequence[Session], names: Mapping[ClassId, str], now: Instant) -> None:
        """Take a day's sessions."""
        self.sessions = tuple(sessions)
        texts = [
            (
                time_range(session.starts, session.ends),
                i18n.isolate(names.get(session.class_id, "")),
                i18n.isolate(session.room) if session.room else "",
                self._state(session, now),
            )
            for session in sessions
        ]
        starts = [session.starts.utc for session in sessions]
        self._put(texts, {SessionColumn.TIMES: starts}, [" ".join(text) for text in texts])

    def _state(self, session: Session, now: Instant) -> str:
        if session.cancelled is not None:
            return self.tr("✕ Called off")
        if session.closed is not None:
            return self.tr("✓ Closed")
        if now.utc < session.starts.utc:
            return self.tr("To come")
        return self.tr("● Now") if now.utc < session.ends.utc else self.tr("Over, not closed")


class DaySessions(QWidget):
    """A day to choose, its sessions, and what can be done with those chosen."""

    changed = Signal()

    def __init__(
        self,
        desk: DeskApi,
        timetable: TimetableApi,
        clock: Callable[[], Instant],
        strip: Strip,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._timetable, self._clock, self._strip = desk, timetable, clock, strip
        self._groups: tuple[Group, ...] = ()
        self._asked = 0
        self.day = day_field(self.tr("Day"), clock().local_date)
        self.before, self.after = self._arrow(self.tr("Day before"), -1), self._arrow(self.tr("Day after"), 1)
        self.adding = button(self.tr("Add a session on one day only …"), self.add_once)
        self.cancelling = button(self.tr("Call off …"), self.ask_cancel)
        self.restoring = button(self.tr("Let it take place after all"), self.restore)
        self.nothing = label("", "muted", wraps=True)
        self.model = SessionsModel(self)
        self.proxy = WordFilter(self.model, self)
        self.table = self._make_table()
        self.pane = FormPane()
        self._lay_out()
        self.day.dateChanged.connect(lambda _: self.load())
        self._enable()

    def load(self) -> None:
        """Ask for the day's sessions, and which groups there are."""
        self._asked += 1
        asked, day = self._asked, day_of(self.day)

        def took(sessions: Sequence[Session]) -> None:
            if asked == self._asked:
                self._show(sessions)

        def took_groups(groups: Sequence[Group]) -> None:
            self._groups = by_name(groups)
            call(self._desk.sessions(day), self, took, self._strip.tell_trouble)

        call(self._timetable.groups(), self, took_groups, self._strip.tell_trouble)

    def take_keyboard(self) -> None:
        """Put the keyboard into the form or the table, or on the day."""
        if self.pane.form is not None:
            self.pane.take_keyboard()
            return
        wanted: QWidget = self.table if self.model.sessions else self.day
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> list[Session]:
        """Give the sessions chosen."""
        lines = self.proxy.lines()
        return [self.model.sessions[lines[place]] for place in chosen_lines(self.table)]

    def add_once(self) -> None:
        """Ask for a session on one day only."""
        form = OnceForm(self._groups, day_of(self.day), self._clock())

        def keep(group: ClassId, starts: Instant, ends: Instant, room: str) -> None:
            form.sending()
            opened = self._timetable.open_once(group, starts, ends, room)
            call(opened, form, self._added, lambda trouble: form.fail(trouble.text))

        form.filled.connect(keep)
        form.left.connect(self.leave_form)
        self.pane.show_form(form)
        self.pages.setCurrentWidget(self.pane)
        self.pane.take_keyboard()

    def leave_form(self) -> None:
        """Drop the form and show the day."""
        self.pane.drop()
        self.pages.setCurrentWidget(self._list)
        self.take_keyboard()

    def ask_cancel(self) -> None:
        """Ask, then call the chosen sessions off."""
        chosen = [session for session in self.chosen() if session.cancelled is None]
        if not chosen:
            return
        text = self.tr(
            "Call off sessions: {count}? Nobody can be marked for them; marks that are there stay and count "
            "nowhere. You can take this back."
        )

        def cancel() -> None:
            self._all([self._timetable.cancel(session.id) for session in chosen])

        self._strip.ask(text.format(count=i18n.number(len(chosen))), self.tr("Call off"), cancel)

    def restore(self) -> None:
        """Let the chosen sessions take place after all."""
        chosen = [session for session in self.chosen() if session.cancelled is not None]
        self._all([self._timetable.restore(session.id) for session in chosen])

    def _all(self, futures: "Sequence[Future[Session]]") -> None:
        """Load again once the last has answered; one that fails is said."""
        left = len(futures)

        def one_less() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                self._changed()

        def failed(trouble: Trouble) -> None:
            self._strip.tell_trouble(trouble)
            one_less()

        for future in futures:
            call(future, self, lambda _: one_less(), failed)

    def _added(self, session: Session) -> None:
        day = session.starts.local_date
        self.leave_form()
        self._strip.tell(self.tr("The session was added."), Tone.GOOD)
        self.day.setDate(QDate(day.year, day.month, day.day))
        self._changed()

    def _changed(self) -> None:
        self.load()
        self.changed.emit()

    def _show(self, sessions: Sequence[Session]) -> None:
        kept = {session.id for session in self.chosen()}
        names = {group.id: group.name for group in self._groups}
        self.model.show_sessions(sessions, names, self._clock())
        fit_columns(self.table, (SessionColumn.GROUP,))
        rows = enumerate(self.proxy.lines())
        choose_lines(self.table, [place for place, row in rows if self.model.sessions[row].id in kept])
        is_empty = not sessions
        self.nothing.setText(self.tr("No session on this day.") if is_empty else "")
        self.nothing.setVisible(is_empty)
        self.table.setVisible(not is_empty)
        self._enable()

    def _enable(self) -> None:
        chosen = self.chosen()
        self.cancelling.setEnabled(any(session.cancelled is None for session in chosen))
        self.restoring.setEnabled(any(session.cancelled is not None for session in chosen))

    def _make_table(self) -> QTableView:
        table = plain_table(self.tr("Sessions of the day"), has_several=True)
        show_in(table, self.proxy, (SessionColumn.GROUP,))
        table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        return table

    def _arrow(self, name: str, days: int) -> QToolButton:
        made = QToolButton()
        made.setIcon(arrow_icon(is_forward=days > 0))
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setProperty("kind", "quiet")
        made.setStyleSheet("padding: 5px 4px;")
        made.clicked.connect(lambda: self.day.setDate(self.day.date().addDays(days)))
        return made

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools)
        for part in (self.before, self.day, self.after, self.adding, self.cancelling, self.restoring):
            flow.addWidget(part)
        self._list = QWidget()
        inner = column(self._list, spacing=theme.SPACE.snug)
        inner.addWidget(tools)
        inner.addWidget(self.nothing)
        inner.addWidget(self.table, 1)
        inner.addStretch(0)
        self.pages = QStackedWidget()
        for page in (self._list, self.pane):
            self.pages.addWidget(page)
        column(self).addWidget(self.pages)
        self.nothing.setVisible(False)
