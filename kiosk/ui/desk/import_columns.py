"""What a file is, its first lines, and what each of its columns means."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QScrollArea, QWidget

from kiosk.domain.importing import FileColumns, RosterField
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, column, label, line
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.import_words import field_word, fields_of, format_word, missing_fields

_BOX_PX = 220
_LONGEST = 28
_SHOWN = 3
_NOTHING = ""
_AT_ONCE = 60
"""So many columns are shown until more are asked for: five hundred boxes take seconds to make."""


class ImportColumns(QWidget):
    """A line a column: its title, what stands in it, and a box that says what it means."""

    wanted = Signal()
    """Show what the file would change, please."""
    sheet_chosen = Signal(str)
    """Another sheet of the workbook."""
    other_file_asked = Signal()
    left = Signal()

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._found: FileColumns | None = None
        self._most = _AT_ONCE
        self.boxes: dict[str, QComboBox] = {}
        self.name = label("", "heading", wraps=True)
        self.about = label("", "muted", wraps=True)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(self.tr("Sheet of the workbook"))
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sheet.activated.connect(lambda place: self.sheet_chosen.emit(self.sheet.itemData(place)))
        self.missing = label("", "care", wraps=True)
        self.whole = QCheckBox(self.tr("The file has everybody of its groups"))
        self.whole.setAccessibleName(self.whole.text())
        self.whole_hint = label(
            self.tr(
                "Then whoever is in one of the file’s groups here but not in the file leaves that group. "
                "Without it nobody leaves. Marks stay either way."
            ),
            "muted",
            wraps=True,
        )
        self.whole.setAccessibleDescription(self.whole_hint.text())
        self.go = button(self.tr("Show what would change"), self.wanted.emit, kind="primary")
        self.other = button(self.tr("Another file …"), self.other_file_asked.emit)
        self.cancel = button(self.tr("Close"), self.left.emit)
        self._lay_out()

    def show_file(self, name: str, found: FileColumns, sheet: str = "") -> None:
        """Take a file that was opened, a workbook at a sheet; "everybody" is off for each."""
        self._found = found
        self.name.setText(i18n.isolate(name))
        self.about.setText(format_word(found))
        self.sheet.clear()
        for each in found.sheets:
            self.sheet.addItem(i18n.isolate(each), each)
        self.show_sheet(sheet)
        self._sheet_row.setVisible(len(found.sheets) > 1)
        self.whole.setChecked(False)
        self._most = _AT_ONCE
        self._fill(found, found.mapping)
        self._enable()

    def show_sheet(self, sheet: str) -> None:
        """Say which sheet is looked at; "" for the first."""
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(sheet)))

    def mapping(self) -> dict[str, str]:
        """Give what each column means; those that mean nothing are left out."""
        chosen = {title: box.currentData() for title, box in self.boxes.items()}
        return {title: field for title, field in chosen.items() if field}

    def is_whole(self) -> bool:
        """Say whether whoever is missing leaves."""
        return self._kind == "roster" and self.whole.isChecked()

    def take_keyboard(self) -> None:
        """Put the keyboard where most need it: on the button, or on the first column."""
        first = next(iter(self.boxes.values()), None)
        wanted: QWidget = self.go if self.go.isEnabled() or first is None else first
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside

    def _lay_out(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        acts = QWidget()
        flow = FlowLayout(acts)
        for act in (self.go, self.other, self.cancel):
            flow.addWidget(act)
        self._sheet_row = QWidget()
        row = line(self._sheet_row, spacing=theme.SPACE.snug)
        row.addWidget(label(self.tr("Sheet"), "muted"))
        row.addWidget(self.sheet)
        row.addStretch(1)
        outer = column(self, spacing=theme.SPACE.tight)
        for part in (self.name, self.about, self._sheet_row):
            outer.addWidget(part)
        outer.addWidget(self._scroll, 1)
        below: tuple[QWidget, ...] = (self.whole, self.whole_hint, self.missing, acts)
        for each in below:
            outer.addWidget(each)
        self.whole.setVisible(self._kind == "roster")
        self.whole_hint.setVisible(self._kind == "roster")

    def show_more(self) -> None:
        """Show further columns; what was chosen stays."""
        if self._found is not None:
            self._most += _AT_ONCE
            self._fill(self._found, self.mapping())
            self._enable()

    def _fill(self, found: FileColumns, meant: Mapping[str, str]) -> None:
        page = QFrame()
        page.setProperty("role", "card")
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(theme.SPACE.normal)
        grid.setVerticalSpacing(theme.SPACE.tight)
        self.boxes = {}
        if not found.titles:
            text = self.tr("What is in a file of this kind is known: there is nothing to choose.")
            grid.addWidget(label(text, "muted", wraps=True), 0, 0)
        else:
            for place, text in enumerate((self.tr("Column"), self.tr("First lines"), self.tr("Means"))):
                grid.addWidget(label(text, "muted"), 0, place)
            for place, title in enumerate(found.titles):
                if place < self._most or title in meant:
                    self._add(grid, place + 1, title, _sample(found, place))
                    self._choose(self.boxes[title], meant.get(title, _NOTHING))
            grid.setColumnStretch(1, 1)
        rest = len(found.titles) - len(self.boxes)
        if rest > 0:
            text = self.tr("Further columns: {count} …").format(count=i18n.number(rest))
            grid.addWidget(button(text, self.show_more), len(found.titles) + 1, 0, 1, 2)
        grid.setRowStretch(len(found.titles) + 2, 1)
        gone = self._scroll.takeWidget()
        if gone is not None:
            gone.deleteLater()  # later: the button that was pressed is on it
        self._scroll.setWidget(page)

    def _add(self, grid: QGridLayout, row: int, title: str, sample: Sequence[str]) -> None:
        assert self._found is not None
        box = QComboBox()
        box.setFixedWidth(_BOX_PX)
        box.setAccessibleName(self.tr("What the column {title} means").format(title=i18n.isolate(title)))
        box.addItem(self.tr("Nothing"), _NOTHING)
        for field in fields_of(self._kind, self._found):
            box.addItem(field_word(field), field)
        box.currentIndexChanged.connect(partial(self._changed, title))
        self.boxes[title] = box
        grid.addWidget(label(i18n.isolate(title), wraps=True), row, 0)
        sep = self.tr(" · ")
        shown = sep.join(i18n.isolate(cell) for cell in sample if cell) or "–"
        grid.addWidget(label(shown, "muted", wraps=True), row, 1)
        grid.addWidget(box, row, 2)

    def _changed(self, title: str, _place: int) -> None:
        """Let only groups have several columns: the box that meant the same before means nothing now."""
        meant = self.boxes[title].currentData()
        for other, box in self.boxes.items():
            is_same = box.currentData() == meant and meant not in {_NOTHING, RosterField.GROUPS.value}
            if other != title and is_same:
                self._choose(box, _NOTHING)
        self._enable()

    @staticmethod
    def _choose(box: QComboBox, field: str) -> None:
        with QSignalBlocker(box):
            box.setCurrentIndex(max(0, box.findData(field)))

    def _enable(self) -> None:
        if self._found is None:
            return
        lacking = missing_fields(self._kind, self._found, list(self.mapping().values()))
        text = self.tr("Say which column is: {fields}")
        words = self.tr(", ").join(field_word(field) for field in lacking)
        self.missing.setText(text.format(fields=words))
        self.missing.setVisible(bool(lacking))
        self.go.setEnabled(not lacking)


def _sample(found: FileColumns, place: int) -> list[str]:
    cells = [row[place] for row in found.sample[:_SHOWN] if place < len(row)]
    return [cell if len(cell) <= _LONGEST else f"{cell[:_LONGEST]}…" for cell in cells]
