"""The report: which days and whom, the totals in words, and a section with its chart and its table."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QProgressBar, QPushButton, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.follow_up import ReportScope
from kiosk.domain.people import SchoolClass
from kiosk.errors import Code
from kiosk.reports.csv_table import csv_bytes
from kiosk.reports.rates import Rate, Report
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_register import Registry
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.charts import prepare
from kiosk.ui.desk.controls import button, column, label, line
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.lists import by_name
from kiosk.ui.desk.report_model import csv_row, csv_titles
from kiosk.ui.desk.report_section import SectionView
from kiosk.ui.desk.report_words import Section, full_day, section_word, total_words, unmarked_words
from kiosk.ui.desk.save_box import Format, SaveBox
from kiosk.ui.desk.scope_bar import ScopeBar
from kiosk.ui.theme import Tone
from kiosk.ui.worker import Worker

_PARTS = 1000


class _ProgressBell(QObject):
    """Carries how far the report is from its thread; goes with its tab."""

    rang = Signal(int, int, int)


class ReportsTab(QWidget):
    """Asks anew when shown and when other days are chosen; the last report stays until the next is there."""

    def __init__(
        self,
        desk: DeskApi,
        registry: Registry,
        worker: Worker,
        clock: Callable[[], Instant],
        folder: Callable[[], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._registry, self._worker = desk, registry, worker
        self._asked = 0
        self._is_working = False
        self._is_ready = False
        self.report: Report | None = None
        self._scope: ReportScope | None = None
        self._taken: tuple[Section, Sequence[Rate]] = (Section.PEOPLE, ())
        self._bell = _ProgressBell(self)
        self._bell.rang.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self.scope = ScopeBar(clock)
        self.strip = Strip()
        self.totals = label("", wraps=True)
        self.unmarked = label("", Tone.CARE, wraps=True)
        self.view = SectionView()
        self.exporting = button(self.tr("Export this table …"), self._toggle_saving)
        self.copying = button(self.tr("Copy this table"), self._copy, kind="quiet")
        self.saving = SaveBox(worker, folder, self._noted, (self._format(),))
        self._saving_place = self._card()
        self._working = self._make_progress()
        self._sections = self._make_sections()
        self.strip.let_go.connect(self.take_keyboard)
        self.scope.changed.connect(self.ask)
        self._lay_out()
        self._show_report()

    def load(self) -> None:
        """Ask what there is to choose from, and for the report."""
        call(self._desk.classes(), self, self._took_groups, self._tell)
        call(self._registry.timetable.terms(), self, self.scope.show_terms, self._tell)
        if not self._is_ready:
            call(self._worker.submit(prepare), self, self._prepared, self._tell)
        self.ask()

    def ask(self) -> None:
        """Ask for the report of what is chosen; one that is still being made is given up."""
        if self._is_working:
            self._registry.reports.cancel_rates()
        self._asked += 1
        mine, scope = self._asked, self.scope.wanted()
        self._set_working(True)
        self.strip.dismiss()
        rung = partial(self._bell.rang.emit, mine)

        def show(report: Report) -> None:
            if mine == self._asked:
                self._set_working(False)
                self.report, self._scope = report, scope
                self._show_report()

        def failed(problem: Trouble) -> None:
            if mine == self._asked:
                self._set_working(False)
                self._failed(problem)

        call(self._registry.reports.rates(scope, rung), self, show, failed)

    def take_keyboard(self) -> None:
        """Put the keyboard into the table, or where days are chosen while there is none."""
        wanted = self.view.table if self.view.table.isVisible() else self.scope.days
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> Section:
        """Give the section that is shown."""
        return next(section for section, chip in self.chips.items() if chip.isChecked())

    # Making

    def _make_sections(self) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made)
        group = QButtonGroup(self)
        group.setExclusive(True)
        self.chips: dict[Section, QPushButton] = {}
        for section in Section:
            chip = button(section_word(section), self._show_section, kind="quiet")
            chip.setCheckable(True)
            group.addButton(chip)
            flow.addWidget(chip)
            self.chips[section] = chip
        self.chips[Section.PEOPLE].setChecked(True)
        for act in (self.exporting, self.copying):
            flow.addWidget(act)
        return made

    def _make_progress(self) -> QWidget:
        made = QWidget()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far the report is"))
        self.step = label(self.tr("Reading the registers …"), "muted")
        self.stopping = button(self.tr("Stop"), self._stop)
        row = line(made, spacing=theme.SPACE.snug)
        row.addWidget(self.step)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stopping)
        made.setVisible(False)
        return made

    def _card(self) -> QFrame:
        made = QFrame()
        made.setProperty("role", "card")
        inner = column(made, margins=theme.SPACE.snug)
        hint = self.tr("The file holds names. It is readable by you only; keep it where it is safe.")
        inner.addWidget(label(hint, "muted", wraps=True))
        inner.addWidget(self.saving)
        made.setVisible(False)
        return made

    def _lay_out(self) -> None:
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.tight)
        for part in (self.scope, self._working, self.strip, self.totals, self.unmarked, self._sections):
            outer.addWidget(part)
        outer.addWidget(self._saving_place)
        outer.addWidget(self.view, 1)
        outer.addStretch(0)

    # Showing

    def _took_groups(self, groups: Sequence[SchoolClass]) -> None:
        self.scope.show_groups(by_name(groups))

    def _prepared(self, _: None) -> None:
        self._is_ready = True
        self._show_report()

    def _show_report(self) -> None:
        report = self.report if self._is_ready else None
        for part in (self.totals, self._sections, self.view):
            part.setVisible(report is not None)
        self.unmarked.setVisible(report is not None and report.unmarked > 0)
        if report is None:
            return
        days = self.tr("{first} to {last}").format(first=full_day(report.first), last=full_day(report.last))
        self.totals.setText(f"{days}\n{total_words(report)}")
        self.unmarked.setText(unmarked_words(report))
        has_any = report.total.expected > 0
        self._sections.setVisible(has_any)
        self.view.setVisible(has_any)
        if has_any:
            self._show_section()

    def _show_section(self) -> None:
        if self.report is not None:
            self._saving_place.setVisible(False)
            self.view.show_section(self.report, self.chosen())

    def _show_progress(self, asked: int, done: int, total: int) -> None:
        if asked != self._asked or not self._is_working or total <= 0:
            return
        self.bar.setRange(0, _PARTS)
        self.bar.setValue(round(_PARTS * min(1.0, done / total)))

    def _set_working(self, is_working: bool) -> None:
        self._is_working = is_working
        self.bar.setRange(0, 1 if theme.is_still() else 0)  # 0 of 0 moves to and fro
        self.bar.setValue(0)
        self._working.setVisible(is_working)

    def _stop(self) -> None:
        self._registry.reports.cancel_rates()

    def _failed(self, problem: Trouble) -> None:
        if problem.code is Code.REPORT_STOPPED:
            self.strip.tell(problem.text, Tone.CARE, act=(self.tr("Start again"), self.ask))
            return
        self._tell(problem)

    def _tell(self, problem: Trouble) -> None:
        self.strip.tell_trouble(problem)

    # Taking it along

    def _copy(self) -> None:
        count = self.view.table.copy()
        self.strip.tell(self.tr("Copied lines: {count}").format(count=i18n.number(count)), Tone.GOOD)

    def _toggle_saving(self) -> None:
        is_open = self._saving_place.isHidden()
        self._saving_place.setVisible(is_open)
        (self.saving if is_open else self.view.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _noted(self) -> "Future[Any]":
        """Note the export of what is shown now; the file is made afterwards: none without its row."""
        self._taken = (self.view.section, self.view.table.shown())
        scope = self._scope or self.scope.wanted()
        return self._registry.reports.note_export(scope, "csv", len(self._taken[1]))

    def _format(self) -> Format:
        def make(_: Any) -> tuple[str, bytes]:
            section, rates = self._taken
            scope = self._scope or self.scope.wanted()
            name = f"rates-{section.value}_{scope.first.isoformat()}_{scope.last.isoformat()}.csv"
            return name, csv_bytes(csv_titles(section), [csv_row(section, rate) for rate in rates])

        return Format(self.tr("Save as a text table (CSV) …"), make)
