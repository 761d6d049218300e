"""What a teacher may do with the lines that are selected: a state or a code each, a note, and more."""

from collections.abc import Collection, Hashable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSpinBox, QWidget

from kiosk.domain.code_sets import CodeSet
from kiosk.domain.marks import MarkState
from kiosk.ui import i18n, theme
from kiosk.ui.desk.code_menu import CodeMenu
from kiosk.ui.desk.controls import button, field
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.roster_table import KEYS
from kiosk.ui.desk.shapes import state_icon
from kiosk.ui.desk.words import state_word

_LONGEST_LATE = 600


class CorrectionsBar(QWidget):
    """Buttons below the register. It knows nobody: who is selected is the table's."""

    state_asked = Signal(object)
    """A MarkState."""
    code_asked = Signal(object)
    """An AttendanceCode."""
    note_done = Signal()
    """Enter in the note."""
    unmarked_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    look_asked = Signal()
    history_asked = Signal()
    visitor_asked = Signal()
    refusal_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selected: frozenset[Hashable] = frozenset()
        self._note_for: frozenset[Hashable] = frozenset()
        self._minutes_for: frozenset[Hashable] = frozenset()
        acts = FlowLayout(self, theme.SPACE.tight)
        self.states = {state: self._state_button(state) for state in KEYS}
        self.codes = CodeMenu(self)
        self.codes.chosen.connect(self.code_asked)
        self.coding = button(self.tr("Code … (C)"), self.open_codes)
        self.coding.setVisible(False)
        self.minutes = self._minutes_field()
        self.note = field(self.tr("Note or reason for the next correction"))
        self.note.setMinimumWidth(220)
        self.note.returnPressed.connect(self.note_done)
        self.note.textChanged.connect(self._keep_whose)
        self.unmarked = button(
            self.tr("Select unmarked"),
            self.unmarked_asked.emit,
            key="Ctrl+U",
            hint=self.tr("Then one key sets them all, and exceptions follow"),
        )
        self.undoing = button(self.tr("Undo"), self.undo_asked.emit, key="Ctrl+Z")
        self.redoing = button(self.tr("Redo"), self.redo_asked.emit, key="Ctrl+Shift+Z")
        self.looking = button(
            self.tr("Looked at (K)"),
            self.look_asked.emit,
            hint=self.tr("The sign goes from marks by code or card: you have seen that they are here"),
        )
        self.looking.setVisible(False)
        self.telling = button(self.tr("History (H)"), self.history_asked.emit, kind="quiet")
        self.visiting = button(
            self.tr("Visitor …"),
            self.visitor_asked.emit,
            kind="quiet",
            hint=self.tr("Add somebody who is not of the school to this register"),
        )
        self.refusing = button(
            self.tr("Not by face …"),
            self.refusal_asked.emit,
            kind="quiet",
            hint=self.tr("Record that somebody does not want to be recognised by face"),
        )
        for made in (
            *self.states.values(),
            self.coding,
            self.minutes,
            self.note,
            self.unmarked,
            self.undoing,
            self.redoing,
            self.looking,
            self.telling,
            self.visiting,
            self.refusing,
        ):
            acts.addWidget(made)
        self.need_note(False)

    def select(self, lines: Collection[Hashable]) -> None:
        """Say which lines are selected now: a note or minutes that were written for others go, unsent.

        A note is for the lines that were selected while it was written, or for some of them: with one more
        line it goes, too, since what is said of one may be about their health. A note that was written while
        none was selected waits for whichever are selected next, so that a reason can come first. Selecting
        none loses nothing: whoever is selected again has their note.

        Args:
            lines: What stands for each of them.
        """
        self._selected = frozenset(lines)
        if self._note_for and not self._selected <= self._note_for:
            self.note.clear()
        if self._minutes_for and not self._selected <= self._minutes_for:
            self.minutes.setValue(0)

    def take_note(self) -> str:
        """Give what was written for the next correction, and clear it."""
        note = self.note.text().strip()
        self.note.clear()
        return note

    def take_minutes(self) -> int | None:
        """Give the minutes for the next “Late”, and clear them; None to count from the arrival."""
        minutes = self.minutes.value()
        self.minutes.setValue(0)
        return minutes or None

    def need_note(self, is_needed: bool) -> None:
        """Say whether a correction needs its reason: it does once the register is closed."""
        hint = self.tr("Reason (needed: closed)") if is_needed else self.tr("Note or reason (optional)")
        self.note.setPlaceholderText(hint)
        self.note.setAccessibleDescription(hint)

    def use_codes(self, codes: CodeSet | None) -> None:
        """Offer the codes of a set; none are offered for the plain one, whose codes are the states."""
        self.codes.show_codes(codes)
        self.coding.setVisible(codes is not None)

    def open_codes(self) -> bool:
        """Open the menu of the codes; False where there are none."""
        has_codes = self.coding.isVisible()
        if has_codes:
            self.codes.popup(self.coding.mapToGlobal(self.coding.rect().bottomLeft()))
        return has_codes

    def count_looks(self, count: int) -> None:
        """Say how many marks wait to be looked at."""
        text = self.tr("Looked at (K): {count}").format(count=i18n.number(count))
        self.looking.setText(text)
        self.looking.setAccessibleName(text)
        self.looking.setVisible(count > 0)

    def _keep_whose(self, note: str) -> None:
        self._note_for = self._selected or self._note_for if note else frozenset()

    def _keep_whose_minutes(self, minutes: int) -> None:
        self._minutes_for = self._selected or self._minutes_for if minutes else frozenset()

    def _minutes_field(self) -> QSpinBox:
        made = QSpinBox()
        made.setRange(0, _LONGEST_LATE)
        made.setPrefix(self.tr("min late: "))
        made.setSpecialValueText(self.tr("min late: –"))
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setAccessibleName(self.tr("Minutes late for the next “Late”"))
        made.setToolTip(self.tr("Minutes late for the next “Late”; – counts from the arrival"))
        made.setMaximumWidth(150)
        made.valueChanged.connect(self._keep_whose_minutes)
        return made

    def _state_button(self, state: MarkState) -> QPushButton:
        word = self.tr("Unmark") if state is MarkState.UNMARKED else state_word(state)
        text = self.tr("{state} ({key})").format(state=word, key=KEYS[state])
        return button(text, lambda: self.state_asked.emit(state), icon=state_icon(state))
