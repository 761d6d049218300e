"""What a teacher may do with the lines that are selected: a state each, a note, and a no to the face."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.domain.marks import MarkState
from kiosk.ui import theme
from kiosk.ui.desk.controls import button, field
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.roster_table import KEYS
from kiosk.ui.desk.shapes import state_icon
from kiosk.ui.desk.words import state_word


class CorrectionsBar(QWidget):
    """Buttons below the register. It knows nobody: who is selected is the table's."""

    state_asked = Signal(object)
    """A MarkState."""
    undo_asked = Signal()
    refusal_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        acts = FlowLayout(self, theme.SPACE.tight)
        self.states = {state: self._state_button(state) for state in KEYS}
        self.note = field(
            self.tr("Note or reason for the next correction"), self.tr("Note or reason (optional)")
        )
        self.note.setMinimumWidth(240)
        self.undoing = button(self.tr("Undo"), self.undo_asked.emit, key="Ctrl+Z")
        self.refusing = button(
            self.tr("Not by face …"),
            self.refusal_asked.emit,
            kind="quiet",
            hint=self.tr("Record that somebody does not want to be recognised by face"),
        )
        for made in (*self.states.values(), self.note, self.undoing, self.refusing):
            acts.addWidget(made)

    def take_note(self) -> str:
        """Give what was written for the next correction, and clear it."""
        note = self.note.text().strip()
        self.note.clear()
        return note

    def _state_button(self, state: MarkState) -> QPushButton:
        word = self.tr("Unmark") if state is MarkState.UNMARKED else state_word(state)
        text = self.tr("{state} ({key})").format(state=word, key=KEYS[state])
        return button(text, lambda: self.state_asked.emit(state), icon=state_icon(state))
