"""The groups beside the week: found by what is typed, the first line being all of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from kiosk.domain.folding import fold
from kiosk.domain.groups import Group
from kiosk.domain.ids import ClassId
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, column, field
from kiosk.ui.desk.timetable_words import group_words

_ID_ROLE = Qt.ItemDataRole.UserRole
_FILTER_FROM = 8
"""So many groups are seen at a glance."""


class GroupList(QWidget):
    """A list with a filter where there are many, and a button that adds a group."""

    chosen = Signal()
    """Somebody chose another line."""
    adding_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[Group, ...] = ()
        self.search = field(self.tr("Filter groups"), self.tr("Filter groups"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Groups"))
        self.list.setUniformItemSizes(True)
        self.list.setAlternatingRowColors(True)
        self.list.setMinimumHeight(90)
        self.list.currentRowChanged.connect(lambda _: self.chosen.emit())
        self.adding = button(self.tr("Add a group …"), self.adding_asked.emit)
        outer = column(self, spacing=theme.SPACE.tight)
        outer.addWidget(self.search)
        outer.addWidget(self.list, 1)
        outer.addWidget(self.adding)
        self.search.setVisible(False)

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups by name."""
        return self._groups

    def group(self) -> Group | None:
        """Give the group chosen; None for all of them."""
        item = self.list.currentItem()
        wanted = item.data(_ID_ROLE) if self.list.count() else None
        return next((group for group in self._groups if group.id == wanted), None)

    def show_groups(self, groups: Sequence[Group], wanted: ClassId | None = None) -> None:
        """Take the groups; `wanted`, or what was chosen, is chosen, without a word of it."""
        kept = self.group()
        was_empty = self.list.count() == 0
        wanted = wanted or (None if kept is None else kept.id)
        self._groups = tuple(groups)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItem(self.tr("All groups"))
        for group in groups:
            item = QListWidgetItem(i18n.isolate(group.name), self.list)
            item.setData(_ID_ROLE, group.id)
            item.setToolTip(group_words(group))
        ids = [group.id for group in groups]
        first = 1 if was_empty and ids else 0
        self.list.setCurrentRow(ids.index(wanted) + 1 if wanted in ids else first)
        self.list.blockSignals(False)
        self.search.setVisible(len(groups) > _FILTER_FROM)
        self._filter(self.search.text())

    def _filter(self, text: str) -> None:
        words = fold(text).split()
        for place, group in enumerate(self._groups):
            folded = fold(group.name)
            self.list.item(place + 1).setHidden(not all(word in folded for word in words))
