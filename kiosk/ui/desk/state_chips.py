"""The register's filter row: what is typed, and a chip for each state with how many lines it has."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from kiosk.domain.marks import MarkState
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, field, show_whole_hint
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.roster_model import LOOK_SIGN
from kiosk.ui.desk.shapes import state_icon
from kiosk.ui.desk.words import RARE_STATES, STATE_ORDER, state_word


class StateChips(QWidget):
    """Chooses what of a register is shown; filters nothing itself."""

    chosen = Signal(object)
    """A MarkState, or None for all."""
    looks_chosen = Signal()
    """Only what nobody has looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self, theme.SPACE.tight)
        self.search = field(self.tr("Filter by name or number"), self.tr("Filter by name or number"))
        self.search.setClearButtonEnabled(True)
        show_whole_hint(self.search)
        row.addWidget(self.search)
        group = QButtonGroup(self)
        group.setExclusive(True)
        self.of: dict[MarkState | None, QPushButton] = {}
        for state in (None, *STATE_ORDER):
            chip = button("", partial(self.chosen.emit, state), kind="quiet")
            chip.setCheckable(True)
            if state is not None:
                chip.setIcon(state_icon(state))
                chip.setIconSize(chip.icon().availableSizes()[0])
            group.addButton(chip)
            row.addWidget(chip)
            self.of[state] = chip
        self.of[None].setChecked(True)
        self.looks = button("", self.looks_chosen.emit, kind="quiet")
        self.looks.setCheckable(True)
        group.addButton(self.looks)
        row.addWidget(self.looks)
        self.count(dict.fromkeys(MarkState, 0))

    def show_all(self) -> None:
        """Choose everything, whatever was chosen and typed."""
        self.search.clear()
        self.of[None].setChecked(True)
        self.chosen.emit(None)

    def count(self, counts: Mapping[MarkState, int], looks: int = 0) -> list[str]:
        """Show how many lines each has; gives the words of each state.

        What is rare is shown where there is any, and where it is chosen: a list that is empty must say why.
        """
        self._say(None, self.tr("All: {count}").format(count=i18n.number(sum(counts.values()))))
        parts = []
        for state in STATE_ORDER:
            text = self.tr("{state}: {count}").format(
                state=state_word(state), count=i18n.number(counts[state])
            )
            self._say(state, text)
            is_told = state not in RARE_STATES or counts[state] > 0
            self.of[state].setVisible(is_told or self.of[state].isChecked())
            if is_told:
                parts.append(text)
        text = self.tr("{sign} To look at: {count}").format(sign=LOOK_SIGN, count=i18n.number(looks))
        self.looks.setText(text)
        self.looks.setAccessibleName(text)
        self.looks.setVisible(looks > 0 or self.looks.isChecked())
        if looks:
            parts.append(text)
        return parts

    def _say(self, state: MarkState | None, text: str) -> None:
        self.of[state].setText(text)
        self.of[state].setAccessibleName(text)
