"""What opens above the register for the register's own sake: one of them at a time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, SessionId
from kiosk.domain.people import Person, SchoolClass
from kiosk.runtime.api import DeskApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.controls import card, column, empty, line
from kiosk.ui.desk.history_panel import HistoryPanel
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.roster_model import Line
from kiosk.ui.desk.session_bar import OpenSessionPanel
from kiosk.ui.desk.visitor_panel import VisitorForm
from kiosk.ui.theme import Tone


class RosterPanels(QWidget):
    """A register opened now, a visitor, a line's history."""

    opened = Signal()
    """One of them wants room."""
    left = Signal()
    """It is through: the list is wanted again."""
    visitor_added = Signal()

    def __init__(self, desk: DeskApi, strip: Strip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._strip = desk, strip
        self.opener = OpenSessionPanel()
        self.opener.left.connect(self._leave)
        self.opener_card = card()
        column(self.opener_card, margins=theme.SPACE.normal).addWidget(self.opener)
        self.opener_card.setVisible(False)
        self.visitor: VisitorForm | None = None
        self.visitor_card = card()
        self._visitor_row = line(self.visitor_card)
        self._visitor_row.setContentsMargins(*[theme.SPACE.normal] * 4)
        self.visitor_card.setVisible(False)
        self.history = HistoryPanel(desk, strip)
        self.history.left.connect(self._leave)
        self.history.opened.connect(self.opened)
        layout = column(self)
        for panel in (self.opener_card, self.visitor_card, self.history):
            layout.addWidget(panel)

    def leave_open(self) -> bool:
        """Leave the one that is open, as Escape does; False where none is."""
        cards = (self.opener_card, self.visitor_card, self.history)
        is_open = any(card_.isVisible() for card_ in cards)
        if is_open:
            self._leave()
        return is_open

    def put_away(self) -> None:
        """Hide all of them."""
        self.opener_card.setVisible(False)
        self.visitor_card.setVisible(False)
        self.visitor = None
        empty(self._visitor_row)
        self.history.leave()

    def offer_session(self, classes: Sequence[SchoolClass], now: Instant, chosen: ClassId | None) -> None:
        """Show the form of a register that begins now."""
        self.put_away()
        self.opened.emit()
        self.opener_card.setVisible(True)
        self.opener.ready(classes, now, chosen)

    def offer_visitor(self, session: SessionId) -> None:
        """Show the form of a visitor to a register."""
        self.put_away()
        form = self.visitor = VisitorForm()
        form.left.connect(self._leave)
        form.filled.connect(lambda name, note: self._add_visitor(form, session, name, note))
        self._visitor_row.addWidget(form, 3)
        self._visitor_row.addStretch(2)
        self.visitor_card.setVisible(True)
        self.opened.emit()
        form.show()  # at once, since only what is shown takes the keyboard
        form.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_history(self, shown: Line) -> None:
        """Show what happened to a line."""
        self.opener_card.setVisible(False)
        self.visitor_card.setVisible(False)
        self.history.ask(shown)

    def _add_visitor(self, form: VisitorForm, session: SessionId, name: str, note: str) -> None:
        def added(person: Person) -> None:
            text = self.tr("{name} is on this register as a visitor, number {number}.")
            words = text.format(name=i18n.isolate(person.name), number=i18n.isolate(person.number))
            self._strip.tell(words, Tone.GOOD)
            self.visitor_added.emit()
            self._leave()

        form.sending()
        call(
            self._desk.add_visitor(session, name, note), form, added, lambda trouble: form.fail(trouble.text)
        )

    def _leave(self) -> None:
        self.put_away()
        self.left.emit()
