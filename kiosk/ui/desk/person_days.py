"""A section of a person's page: their marks as a calendar and as a table, the term's rate, minutes late."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolButton, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId
from kiosk.domain.person_days import add_up, term_of
from kiosk.domain.registers import PersonDay
from kiosk.domain.timetable import Span
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_register import TimetableApi
from kiosk.ui import i18n
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import column, label, line
from kiosk.ui.desk.month_grid import MonthGrid
from kiosk.ui.desk.report_words import short_day, whole_percent
from kiosk.ui.desk.shapes import arrow_icon
from kiosk.ui.desk.text_table import TextTable
from kiosk.ui.desk.words import state_word

ASK_MS = 250
"""Somebody is looked at once they are chosen for so long; see kiosk.ui.desk.person_panel."""
_TABLE_ROWS = 6
_ROW_PX = 28
_WIDTH_FOR_NOTES = 420
"""On less, group and note are in the tooltip of the day."""


class DaysModel(TextTable):
    """A person's sessions of a month, oldest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__((), parent)
        self._titles = (self.tr("Day"), self.tr("Group"), self.tr("State"), self.tr("Note"))
        self.days: tuple[PersonDay, ...] = ()

    def show_days(self, days: Sequence[PersonDay]) -> None:
        """Take them."""
        self.days = tuple(days)
        texts = [(_moment(each), each.class_name, self._state(each), each.note) for each in days]
        self._put(texts, {}, [""] * len(texts))

    def _state(self, each: PersonDay) -> str:
        if not each.minutes_late:
            return state_word(each.state)
        return self.tr("{state} · {minutes} min").format(
            state=state_word(each.state), minutes=i18n.number(each.minutes_late)
        )


class PersonDays(QWidget):
    """Asks for somebody's term once they are looked at for a moment, and for other months when turned to."""

    failed = Signal(object)
    """A Trouble."""

    def __init__(
        self, desk: DeskApi, timetable: TimetableApi, clock: Callable[[], Instant], person: PersonId
    ) -> None:
        super().__init__()
        self._desk, self._timetable, self._person = desk, timetable, person
        self._today = clock().local_date
        self._month = self._today.replace(day=1)
        self._known: dict[date, tuple[PersonDay, ...]] = {}
        self.rate = label("", wraps=True)
        self.more = label("", "muted", wraps=True)
        self.title = label("")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.grid = MonthGrid(self._today)
        self.grid.day_chosen.connect(self._choose_day)
        self.grid.month_asked.connect(self._turn)
        self.before = self._arrow(self.tr("Month before"), -1)
        self.after = self._arrow(self.tr("Month after"), 1)
        self.model = DaysModel(self)
        self.table = self._make_table()
        self._lay_out()
        self._asking = QTimer(self, singleShot=True, interval=ASK_MS)
        self._asking.timeout.connect(self._ask_terms)
        self._asking.start()

    # Asking

    def _ask_terms(self) -> None:
        call(self._timetable.terms(), self, self._ask_term, self._fail)

    def _ask_term(self, terms: Sequence[Span]) -> None:
        span = term_of(terms, self._today)

        def show(days: Sequence[PersonDay]) -> None:
            self._keep(span, days)
            self._show_sum(span, days)
            self._go_to(self._month)

        call(self._desk.person_days(self._person, span.first, span.last), self, show, self._fail)

    def _turn(self, step: int) -> None:
        other = self._month + timedelta(days=31) if step > 0 else self._month - timedelta(days=1)
        self._go_to(other.replace(day=1))

    def _go_to(self, month: date) -> None:
        self._month = month
        if month in self._known:
            self._show_month()
            return

        def show(days: Sequence[PersonDay]) -> None:
            self._known[month] = tuple(days)
            if month == self._month:
                self._show_month()

        call(self._desk.person_days(self._person, month, _last_of(month)), self, show, self._fail)

    def _keep(self, span: Span, days: Sequence[PersonDay]) -> None:
        """Keep the months that are whole in a span; its first and last may be known in part only."""
        month = span.first.replace(day=1)
        while month <= span.last:
            if month >= span.first and _last_of(month) <= span.last:
                self._known[month] = tuple(each for each in days if each.day.replace(day=1) == month)
            month = (month + timedelta(days=31)).replace(day=1)

    def _fail(self, trouble: Trouble) -> None:
        self.failed.emit(trouble)

    # Showing

    def _show_sum(self, span: Span, days: Sequence[PersonDay]) -> None:
        found = add_up(days)
        name = i18n.isolate(span.name) if span.name else self.tr("last 13 weeks")
        if found.percent is None:
            self.rate.setText(self.tr("Nothing was marked yet ({term}).").format(term=name))
            return
        text = self.tr("Attended: {percent}, {attended} of {expected} ({term})")
        self.rate.setText(
            text.format(
                percent=whole_percent(found.percent),
                attended=i18n.number(found.attended),
                expected=i18n.number(found.expected),
                term=name,
            )
        )
        more = self.tr("Late: {late} ({minutes} min)  ·  Absent: {absent}  ·  Excused: {excused}")
        self.more.setText(
            more.format(
                late=i18n.number(found.late),
                minutes=i18n.number(found.late_minutes),
                absent=i18n.number(found.absent),
                excused=i18n.number(found.excused),
            )
        )

    def _show_month(self) -> None:
        days = self._known.get(self._month, ())
        month = QDate(self._month.year, self._month.month, 1)
        self.title.setText(i18n.locale().toString(month, "MMMM yyyy"))
        self.grid.show_month(self._month, days)
        self.model.show_days(days)
        self.table.setVisible(bool(days))
        is_narrow = self.width() < _WIDTH_FOR_NOTES
        self.table.setColumnHidden(1, is_narrow or len({each.class_name for each in days}) == 1)
        self.table.setColumnHidden(3, is_narrow or not any(each.note for each in days))
        lines = min(len(days), _TABLE_ROWS)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + lines * _ROW_PX + 6)

    def _choose_day(self, day: date) -> None:
        places = [place for place, each in enumerate(self.model.days) if each.day == day]
        self.table.clearSelection()
        for place in places[:1]:
            index = self.model.index(place, 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    # Building

    def _lay_out(self) -> None:
        body = column(self)
        head = line()
        head.addWidget(self.before)
        head.addWidget(self.title, 1)
        head.addWidget(self.after)
        for widget in (self.rate, self.more):
            body.addWidget(widget)
        body.addLayout(head)
        body.addWidget(self.grid)
        body.addWidget(self.table)

    def _arrow(self, name: str, step: int) -> QToolButton:
        made = QToolButton()
        made.setIcon(arrow_icon(is_forward=step > 0))
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setProperty("kind", "quiet")
        made.setStyleSheet("padding: 5px 4px;")
        made.clicked.connect(lambda: self._turn(step))
        return made

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Marks of the month"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        for place in (1, 2, 3):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        table.setVisible(False)
        return table


def _moment(each: PersonDay) -> str:
    return f"{short_day(each.day)} · {i18n.time_text(each.starts)}"


def _last_of(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
