"""Everybody on the rolls as a table model, and its filter."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from kiosk.domain.ids import ClassId
from kiosk.domain.people import PersonSummary
from kiosk.ui import theme
from kiosk.ui.desk.lists import SORT_ROLE, AnyIndex, ListModel, WordFilter, collated


class Column(IntEnum):
    """Columns in their order."""

    NAME = 0
    NUMBER = 1
    CLASSES = 2
    CONSENT = 3
    FACE = 4
    PIN = 5


def needs_enrolment(item: PersonSummary) -> bool:
    """Say whether somebody who was enrolled has to be again: for another model, or because they changed."""
    return item.is_ageing if item.templates else item.old_templates > 0


class PeopleModel(ListModel):
    """People with what is still missing for each."""

    columns = len(Column)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[PersonSummary, ...] = ()
        self._classes: Mapping[ClassId, str] = {}
        self._name_places: list[int] = []
        self._number_places: list[int] = []

    @property
    def people(self) -> tuple[PersonSummary, ...]:
        """The lines in the given order."""
        return self._people

    def show_people(self, people: Sequence[PersonSummary], classes: Mapping[ClassId, str]) -> None:
        """Take everybody."""
        self.beginResetModel()
        self._people, self._classes = tuple(people), classes
        self._name_places = collated([item.person.name for item in people])
        self._number_places = collated([item.person.number for item in people])
        self.take_words([f"{item.person.name}\n{item.person.number}" for item in people])
        self.endResetModel()

    def line_count(self) -> int:
        """Lines."""
        return len(self._people)

    def titles(self) -> tuple[str, ...]:
        """Column titles."""
        return (
            self.tr("Name"),
            self.tr("Number"),
            self.tr("Classes"),
            self.tr("Consent"),
            self.tr("Face"),
            self.tr("PIN"),
        )

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        if not index.isValid():
            return None
        item, column = self._people[index.row()], Column(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._text(item, column)
        if role == SORT_ROLE:
            places = {Column.NAME: self._name_places, Column.NUMBER: self._number_places}.get(column)
            return self._text(item, column) if places is None else places[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole and column >= Column.CONSENT:
            return self._ink(item, column)
        return None

    def _text(self, item: PersonSummary, column: Column) -> str:
        if column is Column.NAME:
            return item.person.name
        if column is Column.NUMBER:
            return item.person.number
        if column is Column.CLASSES:
            return self.tr(", ").join(self._classes.get(known, "") for known in item.classes)
        if column is Column.CONSENT:
            return self.tr("✓ Given") if item.has_live_consent else self.tr("○ None")
        if column is Column.FACE:
            return self._face(item)
        return self.tr("✓ Set") if item.has_pin else self.tr("○ None")

    def _face(self, item: PersonSummary) -> str:
        if item.templates:
            return self.tr("△ Enrol again") if item.is_ageing else self.tr("✓ Enrolled")
        if item.old_templates:
            return self.tr("△ Older model")
        return self.tr("○ Not enrolled")

    def _ink(self, item: PersonSummary, column: Column) -> QColor:
        has = {
            Column.CONSENT: item.has_live_consent,
            Column.FACE: item.templates > 0,
            Column.PIN: item.has_pin,
        }[column]
        palette = theme.current()
        if column is Column.FACE and needs_enrolment(item):
            return QColor(palette.care)
        return QColor(palette.good if has else palette.muted)


class PeopleFilter(WordFilter):
    """Filters by what is typed, by class, and by who has to be enrolled again."""

    def __init__(self, model: PeopleModel, parent: QObject | None = None) -> None:
        self._model = model
        self._class: ClassId | None = None
        self._has_only_renewals = False
        super().__init__(model, parent)

    def set_class(self, class_id: ClassId | None) -> None:
        """Keep one class's members; None keeps all."""
        self._class = class_id
        self.invalidate()

    def set_only_renewals(self, is_wanted: bool) -> None:
        """Keep only people who have to be enrolled again."""
        self._has_only_renewals = is_wanted
        self.invalidate()

    def renewals(self) -> int:
        """Count the people of the class chosen who have to be enrolled again, whatever is typed."""
        return sum(needs_enrolment(item) and self._is_in_class(item) for item in self._model.people)

    def keeps(self, source_row: int) -> bool:
        """Say whether the person is in the class chosen and, if asked for, has to be enrolled again."""
        item = self._model.people[source_row]
        return self._is_in_class(item) and (not self._has_only_renewals or needs_enrolment(item))

    def _is_in_class(self, item: PersonSummary) -> bool:
        return self._class is None or self._class in item.classes
