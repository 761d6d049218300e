"""What an export is about: this register, the day, several days of a group or of all, or a person's days."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QSizePolicy, QWidget

from kiosk.domain.follow_up import ReportScope
from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.people import SchoolClass
from kiosk.domain.sessions import Session
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import column, day_field, label
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.lists import by_name

LABEL_PX = 70


class ExportScope(QWidget):
    """Three choices; the days and the group are there for the third only. A person's sheet has days alone."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = date.min
        self._session: Session | None = None
        self._person: PersonId | None = None
        self.one = QRadioButton(self.tr("This register"))
        self.all = QRadioButton(self.tr("All registers of the day"))
        self.several = QRadioButton(self.tr("Several days"))
        self._choices = QButtonGroup(self)
        self.first = day_field(self.tr("First day"), date(2026, 1, 1))
        self.last = day_field(self.tr("Last day"), date(2026, 1, 1))
        self.group = QComboBox()
        self.group.setAccessibleName(self.tr("Group"))
        self.problem = label(self.tr("The last day is before the first one."), "error", wraps=True)
        self._days, self._what = QWidget(), QWidget()
        self._lay_out()
        for choice in (self.one, self.all, self.several):
            choice.toggled.connect(self._update)
        for field in (self.first, self.last):
            field.dateChanged.connect(self._update)

    def ready(self, day: date, session: Session | None) -> None:
        """Offer a day and a session of it."""
        self._day, self._session = day, session
        self.one.setEnabled(session is not None)
        (self.all if session is None else self.one).setChecked(True)
        for field in (self.first, self.last):
            field.setDate(QDate(day.year, day.month, day.day))
        self._choose_group()
        self._update()

    def ready_for_person(self, person: PersonId, first: date, last: date) -> None:
        """Offer days of one person, in all their registers."""
        self._person = person
        self.several.setChecked(True)
        for part in (self._what, self.group):
            part.setVisible(False)
        for field, day in ((self.first, first), (self.last, last)):
            field.setDate(QDate(day.year, day.month, day.day))
        self._update()

    def show_groups(self, groups: Sequence[SchoolClass]) -> None:
        """Offer the groups of whoever is signed in."""
        self.group.clear()
        self.group.addItem(self.tr("All groups"), None)
        for one in by_name(groups):
            self.group.addItem(i18n.isolate(one.name), one.id)
        self._choose_group()

    def wanted(self) -> ReportScope | None:
        """Give what is chosen; None while the days do not fit."""
        if self.one.isChecked() and self._session is not None:
            return ReportScope(self._day, self._day, session=self._session.id)
        if not self.several.isChecked():
            return ReportScope(self._day, self._day)
        first, last = self.first.date().toPython(), self.last.date().toPython()
        assert isinstance(first, date)
        assert isinstance(last, date)
        if first > last:
            return None
        if self._person is not None:
            return ReportScope(first, last, person=self._person)
        group = self.group.currentData()
        return ReportScope(first, last, None if group is None else ClassId(group))

    def _choose_group(self) -> None:
        mine = None if self._session is None else self._session.class_id
        self.group.setCurrentIndex(max(0, self.group.findData(mine)))

    def _update(self) -> None:
        self._days.setVisible(self.several.isChecked())
        self.problem.setVisible(self.several.isChecked() and self.wanted() is None)
        self.changed.emit()

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        outer = column(self, spacing=theme.SPACE.tight)
        flow = FlowLayout(self._what, theme.SPACE.normal)
        head = label(self.tr("What"), "muted")
        head.setMinimumWidth(LABEL_PX)
        flow.addWidget(head)
        for choice in (self.one, self.all, self.several):
            choice.setAccessibleName(choice.text())
            self._choices.addButton(choice)
            flow.addWidget(choice)
        days = FlowLayout(self._days, theme.SPACE.snug)
        for text, field in ((self.tr("From"), self.first), (self.tr("to"), self.last)):
            title = label(text, "muted")
            title.setMinimumWidth(LABEL_PX if field is self.first else 0)
            title.setBuddy(field)
            days.addWidget(title)
            days.addWidget(field)
        days.addWidget(self.group)
        for part in (self._what, self._days, self.problem):
            outer.addWidget(part)
