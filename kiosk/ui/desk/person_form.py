"""The form that changes somebody's number, name and groups."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from kiosk.domain.ids import ClassId
from kiosk.domain.people import PersonSummary
from kiosk.ui import i18n
from kiosk.ui.desk.controls import field, label, named
from kiosk.ui.desk.forms import Form

_LIST_PX = 130


class ChangePersonForm(Form):
    """What is known of somebody, to be changed."""

    filled = Signal(str, str, object)
    """Number, name, tuple of ClassIds."""

    def __init__(self, summary: PersonSummary, classes: Mapping[ClassId, str]) -> None:
        super().__init__(self.tr("Change a person"), self.tr("Save"))
        self.name = field(self.tr("Name"))
        self.name.setText(summary.person.name)
        self.number = field(self.tr("Number"), self.tr("The school's own number"), longest=40)
        self.number.setText(summary.person.number)
        self._ids = tuple(classes)
        self.groups = QListWidget()
        self.groups.setMaximumHeight(_LIST_PX)
        for class_id, name in classes.items():
            item = QListWidgetItem(i18n.isolate(name), self.groups)
            is_in = class_id in summary.classes
            item.setCheckState(Qt.CheckState.Checked if is_in else Qt.CheckState.Unchecked)
        for text, control in (
            (self.tr("Name"), self.name),
            (self.tr("Number"), self.number),
            (self.tr("Groups (the space bar chooses)"), self.groups),
        ):
            self._body.addWidget(named(text, control))
        hint = self.tr("Who leaves a group keeps the marks they have there.")
        self._body.addWidget(label(hint, "muted", wraps=True))
        self._end()
        self.setFocusProxy(self.name)

    def _send(self) -> None:
        if not self.name.text().strip() or not self.number.text().strip():
            self.fail(self.tr("A person needs a name and a number."))
            return
        chosen = tuple(
            class_id
            for place, class_id in enumerate(self._ids)
            if self.groups.item(place).checkState() == Qt.CheckState.Checked
        )
        self.filled.emit(self.number.text(), self.name.text(), chosen)
