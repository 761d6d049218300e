"""Where this kiosk stands: which sessions its door serves. Another room counts at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.domain.names import TextProblem, clean_name
from kiosk.errors import Code, KioskError
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import trouble
from kiosk.ui.desk.controls import button, column, field, label, line, named


class RoomCard(QFrame):
    """What is served now in a sentence, and a field for another room; an empty one serves all."""

    chosen = Signal(str)
    """A room that is another one than before, "" for all."""

    def __init__(self, room: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._now = room
        self.served = label("", wraps=True)
        self.room = field(self.tr("Room"), self.tr("All rooms"))
        self.problem = label("", "error", wraps=True)
        self.go = button(self.tr("Serve this room"), self.choose)
        self.room.textChanged.connect(self._compare)
        self.room.returnPressed.connect(self.choose)
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(label(self.tr("Where this kiosk stands"), "heading"))
        outer.addWidget(self.served)
        outer.addWidget(named(self.tr("Room, as the timetable writes it"), self.room))
        outer.addWidget(self.problem)
        row = line()
        row.addWidget(self.go)
        row.addStretch(1)
        outer.addLayout(row)
        self._show_now()

    def show_room(self, room: str) -> None:
        """Show a room that was chosen elsewhere; what is being typed stays."""
        if room != self._now:
            self._now = room
            self._show_now()

    def choose(self) -> None:
        """Take what is typed, or say why not."""
        if not self.go.isEnabled():
            return
        try:
            room = _clean(self.room.text())
        except TextProblem as problem:
            error = KioskError(Code.TEXT_BAD, where="room", detail=str(problem))
            self.problem.setText(trouble(error).text)
            self.problem.setVisible(True)
            return
        is_other = room != self._now
        self._now = room
        self._show_now()
        if is_other:
            self.chosen.emit(room)

    def _show_now(self) -> None:
        self.room.setText(self._now)
        self._compare()
        if not self._now:
            self.served.setText(self.tr("This kiosk serves all rooms."))
            return
        text = self.tr("This kiosk serves sessions in this room, and those that name none: {room}")
        self.served.setText(text.format(room=i18n.isolate(self._now)))

    def _compare(self) -> None:
        self.problem.setVisible(False)
        self.go.setEnabled(self.room.text().strip() != self._now)


def _clean(text: str) -> str:
    return clean_name(text) if text.strip() else ""
