"""A form in the register: somebody who is not of the school and is here."""

from PySide6.QtCore import Signal

from kiosk.ui import theme
from kiosk.ui.desk.controls import field, label, line, named
from kiosk.ui.desk.forms import Form


class VisitorForm(Form):
    """A visitor's name, and what for."""

    filled = Signal(str, str)
    """Name and note."""

    def __init__(self) -> None:
        super().__init__(self.tr("Add a visitor"), self.tr("Add and mark present"))
        self.name = field(self.tr("Name"))
        self.note = field(self.tr("Note"), self.tr("Whom they visit, or why (optional)"), longest=200)
        self.note.setToolTip(self.note.placeholderText())
        hint = self.tr(
            "They are on this one register only, have no face stored, and get a number of their own."
        )
        self._body.addWidget(label(hint, "muted", wraps=True))
        row = line(spacing=theme.SPACE.snug)
        for title, control in ((self.tr("Name"), self.name), (self.tr("Note"), self.note)):
            row.addWidget(named(title, control))
        self._body.addLayout(row)
        self._end()
        self.setFocusProxy(self.name)

    def _send(self) -> None:
        if not self.name.text().strip():
            self.fail(self.tr("A visitor needs a name."))
            return
        self.filled.emit(self.name.text(), self.note.text())
