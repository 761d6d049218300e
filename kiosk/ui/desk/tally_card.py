"""Today at the door, in counts: what shows a site's real error rate, and nobody's name."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from kiosk.domain.tally import Count, first_try_share
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import column, label

_ORDER = (
    Count.TRIES, Count.TICKS, Count.FIRST_TRY, Count.ALREADY, Count.PASSED, Count.CODE_TICKS,
    Count.CARD_TICKS, Count.ASK_PIN, Count.CONFIRMED, Count.UNKNOWN, Count.NOT_ON_LIST, Count.AMBIGUOUS,
    Count.OTHER, Count.NOT_ME, Count.CORRECTED,
)  # fmt: skip
_SHARE_AFTER = Count.FIRST_TRY


class TallyCard(QFrame):
    """A table of counts, today and yesterday."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.cells: dict[tuple[Count | None, int], QLabel] = {}
        """The values by count (None: the share of first tries) and day (0 today, 1 yesterday)."""
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(label(self.tr("Today at the door"), "heading"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE.normal)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._days = (self.tr("Today"), self.tr("Yesterday"))
        for day, title in enumerate(self._days):
            self._grid.addWidget(_at_end(label(title, "muted")), 0, 1 + day)
        for count in _ORDER:
            self._add_row(count, self._word(count))
            if count is _SHARE_AFTER:
                self._add_row(None, self.tr("… of tries by people not in yet"))
        outer.addLayout(self._grid)
        kept = self.tr("Counts only, without any name. They are kept for a day and then forgotten.")
        outer.addWidget(label(kept, "muted", wraps=True))

    def show_tally(self, today: Mapping[Count, int], yesterday: Mapping[Count, int]) -> None:
        """Show both days."""
        for (count, day), cell in self.cells.items():
            tally = (today, yesterday)[day]
            text = self._share(tally) if count is None else i18n.number(tally.get(count, 0))
            cell.setText(text)
            name = self.tr("… of tries by people not in yet") if count is None else self._word(count)
            said = self.tr("{what}, {day}: {value}")
            cell.setAccessibleName(said.format(what=name, day=self._days[day], value=text))

    def _add_row(self, count: Count | None, word: str) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(label(word, wraps=True), row, 0)
        for day in range(len(self._days)):
            cell = _at_end(label("–"))
            self.cells[count, day] = cell
            self._grid.addWidget(cell, row, 1 + day)

    def _share(self, tally: Mapping[Count, int]) -> str:
        found = first_try_share(tally)
        return "–" if found is None else self.tr("{number} %").format(number=i18n.number(round(100 * found)))

    def _word(self, count: Count) -> str:
        return {
            Count.TRIES: self.tr("Tries: somebody looked"),
            Count.TICKS: self.tr("Marked by face"),
            Count.FIRST_TRY: self.tr("Marked at the first try"),
            Count.ALREADY: self.tr("Were in already"),
            Count.PASSED: self.tr("Left or came back"),
            Count.CODE_TICKS: self.tr("Marked by number and PIN"),
            Count.CARD_TICKS: self.tr("Marked by card"),
            Count.ASK_PIN: self.tr("Asked for their PIN as well"),
            Count.CONFIRMED: self.tr("Confirmed by their PIN"),
            Count.UNKNOWN: self.tr("Not recognised"),
            Count.NOT_ON_LIST: self.tr("Not on a list that was open"),
            Count.AMBIGUOUS: self.tr("Too close to call"),
            Count.OTHER: self.tr("Refused for another reason"),
            Count.NOT_ME: self.tr("Taken back with “Not me”"),
            Count.CORRECTED: self.tr("Corrected by a teacher"),
        }[count]


def _at_end(cell: QLabel) -> QLabel:
    side = Qt.AlignmentFlag.AlignLeft if i18n.is_right_to_left() else Qt.AlignmentFlag.AlignRight
    cell.setAlignment(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
    return cell
