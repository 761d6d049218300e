"""Which register is shown: a day and one of its sessions; and a session opened now."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtWidgets import QComboBox, QTimeEdit, QToolButton, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, SessionId
from kiosk.domain.people import SchoolClass
from kiosk.domain.sessions import Session
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, column, day_field, label, line, named
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.shapes import arrow_icon
from kiosk.ui.desk.words import session_label

_LESSON = timedelta(minutes=60)


def best_session(sessions: Sequence[Session], now: Instant) -> Session | None:
    """Choose what a teacher most likely wants: the one under way, else the last begun, else the first."""
    sessions = [s for s in sessions if s.cancelled is None] or sessions
    under_way = [s for s in sessions if s.closed is None and s.starts.utc <= now.utc < s.ends.utc]
    taking = [s for s in sessions if s.takes_marks(now)]
    begun = [s for s in sessions if s.starts.utc <= now.utc]
    for found in (under_way, taking, begun[-1:], sessions):
        if found:
            return found[0]
    return None


class SessionBar(QWidget):
    """Picks a day and a session."""

    day_changed = Signal(object)
    """A date."""
    session_changed = Signal(object)
    """A Session, or None when the day has none, or when all are shown as one list (see `is_wide`)."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._sessions: tuple[Session, ...] = ()
        self.day = day_field(self.tr("Day"), today())
        self.day.dateChanged.connect(lambda _: self.day_changed.emit(self.chosen_day))
        self.before = self._arrow(self.tr("Day before"), -1)
        self.after = self._arrow(self.tr("Day after"), 1)
        self.today = button(self.tr("Today"), self.go_today, kind="quiet")
        self.picker = QComboBox()
        self.picker.setAccessibleName(self.tr("Register"))
        self.picker.setMinimumWidth(250)
        self.picker.setMaximumWidth(320)
        # As wide as its longest line: what a closed register says more was cut.
        self.picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.picker.setPlaceholderText(self.tr("No register on this day"))
        self.picker.activated.connect(lambda _: self.session_changed.emit(self.chosen))
        row = line(self, spacing=theme.SPACE.tight // 2)
        for widget in (self.before, self.day, self.after, self.today, self.picker):
            row.addWidget(widget)

    @property
    def chosen_day(self) -> date:
        """The day shown."""
        shown = self.day.date()
        return date(shown.year(), shown.month(), shown.day())

    @property
    def chosen(self) -> Session | None:
        """The session shown."""
        place = self.picker.currentIndex()
        return self._sessions[place] if 0 <= place < len(self._sessions) else None

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions of the day shown."""
        return self._sessions

    @property
    def is_wide(self) -> bool:
        """All groups are shown as one list."""
        return 0 < len(self._sessions) <= self.picker.currentIndex()

    def go_today(self) -> None:
        """Show today."""
        self.go_to(self._today())

    def go_to(self, day: date) -> None:
        """Show a day."""
        self.day.setDate(QDate(day.year, day.month, day.day))

    def narrow(self, now: Instant) -> None:
        """Show one register, where all are shown."""
        if self.is_wide:
            self._choose(best_session(self._sessions, now))

    def show_sessions(
        self,
        sessions: Sequence[Session],
        classes: Sequence[SchoolClass],
        wanted: SessionId | None,
        now: Instant,
    ) -> None:
        """List a day's sessions and choose one; says so by `session_changed`. All of them stay chosen."""
        names = {item.id: item.name for item in classes}
        was_wide = self.is_wide
        self._sessions = tuple(sessions)
        self.picker.clear()
        for session in sessions:
            self.picker.addItem(session_label(session, names.get(session.class_id, "")))
        if len(sessions) > 1:
            is_now = self.chosen_day == now.local_date
            self.picker.addItem(self.tr("All groups now") if is_now else self.tr("All groups of this day"))
        self.picker.setEnabled(bool(sessions))
        found = next((s for s in sessions if s.id == wanted), None)
        if found is None and was_wide and len(sessions) > 1:
            self.picker.setCurrentIndex(len(sessions))
            self.session_changed.emit(None)
            return
        self._choose(found or best_session(sessions, now))

    def _choose(self, session: Session | None) -> None:
        self.picker.setCurrentIndex(-1 if session is None else self._sessions.index(session))
        self.session_changed.emit(self.chosen)

    def _arrow(self, name: str, days: int) -> QToolButton:
        made = QToolButton()
        made.setIcon(arrow_icon(is_forward=days > 0))
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setProperty("kind", "quiet")
        made.setStyleSheet("padding: 5px 4px;")
        made.clicked.connect(lambda: self.day.setDate(self.day.date().addDays(days)))
        return made


class OpenSessionPanel(QWidget):
    """Asks class and times of a session that begins now."""

    opened = Signal(object, object, object)
    """A ClassId and two Instants."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._classes: tuple[SchoolClass, ...] = ()
        self._now: Instant | None = None
        self.setAccessibleName(self.tr("Open a register now"))
        self.class_box = QComboBox()
        self.class_box.setMinimumWidth(220)
        self.starts = QTimeEdit()
        self.ends = QTimeEdit()
        for editor in (self.starts, self.ends):
            # From right to left Qt turns hours and minutes round; a time is read from the left everywhere.
            editor.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            editor.setDisplayFormat("HH:mm")
            editor.setMinimumWidth(120)
            editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.go = button(self.tr("Open the register"), self._go, kind="primary")
        self.cancel = button(self.tr("Cancel"), self.left.emit)
        self.hint = label(self.tr("An end before the start means the next day."), "muted")
        outer = column(self)
        outer.addWidget(label(self.tr("Open a register now"), "heading"))
        row = QWidget()
        flow = FlowLayout(row, theme.SPACE.snug)
        flow.addWidget(named(self.tr("Class"), self.class_box))
        flow.addWidget(named(self.tr("Starts"), self.starts))
        flow.addWidget(named(self.tr("Ends"), self.ends))
        outer.addWidget(row)
        outer.addWidget(self.hint)
        acts = line()
        acts.addWidget(self.go)
        acts.addWidget(self.cancel)
        acts.addStretch(1)
        outer.addLayout(acts)

    def ready(self, classes: Sequence[SchoolClass], now: Instant, chosen: ClassId | None) -> None:
        """Offer the classes, from now for an hour."""
        self._classes, self._now = tuple(classes), now
        self.class_box.clear()
        for item in classes:
            self.class_box.addItem(i18n.isolate(item.name))
        ids = [item.id for item in classes]
        if chosen in ids:
            self.class_box.setCurrentIndex(ids.index(chosen))
        local = now.local
        self.starts.setTime(QTime(local.hour, local.minute))
        later = local + _LESSON
        self.ends.setTime(QTime(later.hour, later.minute))
        self.go.setEnabled(bool(classes))
        self.class_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        place = self.class_box.currentIndex()
        if self._now is None or not 0 <= place < len(self._classes):
            return
        day, zone = self._now.local_date, self._now.zone
        starts = _instant(day, self.starts.time(), zone)
        ends = _instant(day, self.ends.time(), zone)
        if ends.utc <= starts.utc:
            ends = _instant(day + timedelta(days=1), self.ends.time(), zone)
        self.opened.emit(self._classes[place].id, starts, ends)


def _instant(day: date, at: QTime, zone: str) -> Instant:
    wall = datetime.combine(day, time(at.hour(), at.minute()), tzinfo=ZoneInfo(zone))
    return Instant.at(wall, zone)
