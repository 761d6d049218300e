"""Which days and which group a report is about."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.follow_up import ReportScope
from kiosk.domain.ids import ClassId
from kiosk.domain.people import SchoolClass
from kiosk.domain.timetable import Span
from kiosk.ui import i18n
from kiosk.ui.desk.controls import day_field
from kiosk.ui.desk.flow import FlowLayout

_WEEK, _MONTH, _QUARTER, _OWN = "week", "month", "quarter", "own"
_QUARTER_DAYS = 90


class ScopeBar(QWidget):
    """Two boxes, and two days where one's own days are chosen."""

    changed = Signal()

    def __init__(self, clock: Callable[[], Instant], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._terms: tuple[Span, ...] = ()
        self.days = self._box(self.tr("Days"))
        self.group = self._box(self.tr("Group"))
        today = clock().local_date
        self.first = day_field(self.tr("From"), today - timedelta(days=27))
        self.last = day_field(self.tr("To"), today)
        self.flow = FlowLayout(self)
        for part in (self.days, self.first, self.last, self.group):
            self.flow.addWidget(part)
        self._list_days()
        self.show_groups(())
        self.days.currentIndexChanged.connect(self._choose_days)
        self.group.currentIndexChanged.connect(self.changed)
        for day in (self.first, self.last):
            day.dateChanged.connect(self.changed)

    def show_terms(self, terms: Sequence[Span]) -> None:
        """Offer the terms that have begun, the newest first; what was chosen stays."""
        today = self._clock().local_date
        begun = sorted((term for term in terms if term.first <= today), key=lambda t: t.first, reverse=True)
        self._terms = tuple(begun)
        self._list_days()

    def show_groups(self, groups: Sequence[SchoolClass]) -> None:
        """Offer groups; what was chosen stays."""
        kept = self.group.currentData()
        self.group.blockSignals(True)
        self.group.clear()
        self.group.addItem(self.tr("Everybody"))
        for each in groups:
            self.group.addItem(i18n.isolate(each.name), each.id)
        self.group.setCurrentIndex(0 if kept is None else max(0, self.group.findData(kept)))
        self.group.blockSignals(False)

    def wanted(self) -> ReportScope:
        """Give what is chosen."""
        first, last = self._span()
        chosen: ClassId | None = self.group.currentData()
        return ReportScope(first, last, chosen)

    def _span(self) -> tuple[date, date]:
        today, chosen = self._clock().local_date, self.days.currentData()
        if chosen == _WEEK:
            begins = i18n.locale().firstDayOfWeek().value - 1
            return today - timedelta(days=(today.weekday() - begins) % 7), today
        if chosen == _MONTH:
            return today.replace(day=1), today
        if chosen == _QUARTER:
            return today - timedelta(days=_QUARTER_DAYS - 1), today
        for term in self._terms:
            if chosen == term.id:
                return term.first, min(term.last, today)
        one, other = _date(self.first), _date(self.last)
        return min(one, other), max(one, other)

    def _list_days(self) -> None:
        kept = self.days.currentData()
        self.days.blockSignals(True)
        self.days.clear()
        self.days.addItem(self.tr("This week"), _WEEK)
        self.days.addItem(self.tr("This month"), _MONTH)
        last_days = self.tr("The last {days} days").format(days=i18n.number(_QUARTER_DAYS))
        self.days.addItem(last_days, _QUARTER)
        for term in self._terms:
            self.days.addItem(i18n.isolate(term.name), term.id)
        self.days.addItem(self.tr("These days:"), _OWN)
        self.days.setCurrentIndex(1 if kept is None else max(0, self.days.findData(kept)))
        self.days.blockSignals(False)
        self._show_own()

    def _choose_days(self) -> None:
        self._show_own()
        self.changed.emit()

    def _show_own(self) -> None:
        is_own = self.days.currentData() == _OWN
        for day in (self.first, self.last):
            day.setVisible(is_own)

    @staticmethod
    def _box(name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(14)
        return made


def _date(shown: QDateEdit) -> date:
    day: QDate = shown.date()
    return date(day.year(), day.month(), day.day())
