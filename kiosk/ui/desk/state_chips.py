"""The register's filter row: what is typed, and a chip for each state with how many lines it has."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from kiosk.domain.marks import MarkState
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, field
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.shapes import state_icon
from kiosk.ui.desk.words import STATE_ORDER, state_word


class StateChips(QWidget):
    """Chooses what of a register is shown; filters nothing itself."""

    chosen = Signal(object)
    """A MarkState, or None for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self, theme.SPACE.tight)
        self.search = field(self.tr("Filter by name or number"), self.tr("Filter by name or number"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(250)
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

    def count(self, counts: Mapping[MarkState, int]) -> list[str]:
        """Show how many lines each has; gives the words of each state."""
        self._say(None, self.tr("All: {count}").format(count=i18n.number(sum(counts.values()))))
        parts = []
        for state in STATE_ORDER:
            text = self.tr("{state}: {count}").format(
                state=state_word(state), count=i18n.number(counts[state])
            )
            self._say(state, text)
            parts.append(text)
        return parts

    def _say(self, state: MarkState | None, text: str) -> None:
        self.of[state].setText(text)
        self.of[state].setAccessibleName(text)
