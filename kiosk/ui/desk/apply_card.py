"""What applying the timetable would do, in words, and the button that does it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from kiosk.domain.timetable import TimetableChange
from kiosk.runtime.api_register import TimetableApi
from kiosk.ui import theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, empty, label, line
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.timetable_words import aside_lines, change_lines
from kiosk.ui.desk.work_bar import WorkBar
from kiosk.ui.theme import Tone


class ApplyCard(QFrame):
    """Hidden until somebody asks for it."""

    left = Signal()
    applied = Signal()

    def __init__(self, timetable: TimetableApi, strip: Strip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timetable, self._strip = timetable, strip
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("Apply the timetable"))
        self._lines = column(spacing=4)
        self.go = button(self.tr("Apply now"), self.apply, kind="primary")
        self.cancel = button(self.tr("Not now"), self.leave)
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.tight)
        outer.addWidget(label(self.tr("Apply the timetable"), "heading"))
        outer.addLayout(self._lines)
        self.work = WorkBar(self.tr("Applying the timetable"))
        outer.addWidget(self.work)
        row = line()
        for part in (self.go, self.cancel):
            row.addWidget(part)
        row.addStretch(1)
        outer.addLayout(row)
        self.setVisible(False)

    def ask(self) -> None:
        """Find out what it would do, and show that."""
        self._strip.dismiss()
        call(self._timetable.preview(), self, self._show, self._strip.tell_trouble)

    def apply(self) -> None:
        """Do it."""
        self.go.setEnabled(False)
        self.cancel.setEnabled(False)
        self.work.begin(self.tr("Applying …"), can_stop=False)
        call(self._timetable.apply(), self, self._applied, self._failed)

    def leave(self) -> None:
        """Put it away."""
        self.setVisible(False)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _show(self, change: TimetableChange) -> None:
        empty(self._lines)
        does = change_lines(change)
        if not does:
            self._add(self.tr("Nothing to do: the sessions to come are as the timetable says."))
        for text in does:
            self._add(text)
        for text in aside_lines(change):
            self._add(text, "muted")
        if does:
            self._add(self.tr("What has begun is never changed, and no mark is lost."), "muted")
        self.go.setVisible(bool(does))
        self.go.setEnabled(bool(does))
        self.setVisible(True)
        (self.go if does else self.cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, text: str, role: str = "") -> None:
        self._lines.addWidget(label(text, role, wraps=True))

    def _applied(self, change: TimetableChange) -> None:
        self._end()
        self.leave()
        said = " ".join(
            (self.tr("The timetable is applied."), *(f"{text}." for text in change_lines(change)))
        )
        self._strip.tell(said, Tone.GOOD)
        self.applied.emit()

    def _end(self) -> None:
        self.work.end()
        self.cancel.setEnabled(True)

    def _failed(self, trouble: Trouble) -> None:
        self._end()
        self.go.setEnabled(True)
        self._strip.tell_trouble(trouble)
