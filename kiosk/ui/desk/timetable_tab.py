"""The timetable: groups and their week, terms and holidays, sessions of a day, codes, files with lessons."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from kiosk.domain.clock import Instant
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_register import Registry
from kiosk.ui import theme
from kiosk.ui.desk.apply_card import ApplyCard
from kiosk.ui.desk.cards import Cards
from kiosk.ui.desk.code_forms import CodesPage
from kiosk.ui.desk.controls import button, column
from kiosk.ui.desk.day_sessions import DaySessions
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.import_panel import ImportPanel
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.span_forms import SpansCard, SpanWords
from kiosk.ui.desk.week_page import WeekPage
from kiosk.ui.worker import Worker


class TimetableTab(QWidget):
    """Four pages, and what is above all of them: applying and importing."""

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
        self._registry, self._worker, self._folder = registry, worker, folder
        timetable = registry.timetable
        self.strip = Strip()
        self.week = WeekPage(timetable, clock, self.strip)
        self.terms = SpansCard(self._term_words(), timetable.terms, timetable.set_terms, _today(clock))
        self.holidays = SpansCard(
            self._holiday_words(), timetable.holidays, timetable.set_holidays, _today(clock)
        )
        self.year = Cards(self.tr("Terms and holidays"), ((self.terms,), (self.holidays,)))
        self.day = DaySessions(desk, timetable, clock, self.strip)
        self.codes = CodesPage(timetable)
        self.applying = button(
            self.tr("Apply …"), self.ask_apply, hint=self.tr("Make sessions of the lessons")
        )
        self.importing = button(self.tr("Import lessons …"), self.open_import)
        self.card = ApplyCard(timetable, self.strip)
        self.importer: ImportPanel | None = None
        self.pages = QStackedWidget()
        self.chips = self._make_chips()
        self._lay_out()
        self.strip.let_go.connect(self.take_keyboard)
        self.card.left.connect(self.take_keyboard)
        self.card.applied.connect(self.day.load)
        for part in (self.week, self.terms, self.holidays):
            part.changed.connect(self._offer_to_apply)
        self.codes.changed.connect(self.week.load)

    def load(self) -> None:
        """Ask for what the page shown shows."""
        shown = self.pages.currentWidget()
        if shown is self.year:
            self.terms.load()
            self.holidays.load()
        elif shown is self.day:
            self.day.load()
        elif shown is self.codes:
            self.codes.load()
        elif shown is self.week:
            self.week.load()

    def take_keyboard(self) -> None:
        """Put the keyboard into the page shown."""
        shown = self.pages.currentWidget()
        if isinstance(shown, WeekPage | DaySessions | CodesPage | ImportPanel):
            shown.take_keyboard()
        elif shown is self.year:
            form = self.terms.form or self.holidays.form
            (form or self.terms.adding).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_page(self, page: QWidget) -> None:
        """Show one of the pages."""
        self.strip.dismiss()
        self._drop_import()
        self.pages.setCurrentWidget(page)
        self.chips[page].setChecked(True)
        self.load()
        self.take_keyboard()

    def ask_apply(self) -> None:
        """Show what applying would do."""
        self.card.ask()

    def open_import(self) -> None:
        """Ask for a file with lessons."""
        self.strip.dismiss()
        self.card.setVisible(False)
        self._drop_import()
        made = ImportPanel(self._registry.imports, "timetable", self._worker, self._folder)
        made.left.connect(lambda: self.open_page(self.week))
        self.importer = made
        self.pages.addWidget(made)
        self.pages.setCurrentWidget(made)
        self._tools.setVisible(False)
        made.start()

    # Inside

    def _drop_import(self) -> None:
        page, self.importer = self.importer, None
        self._tools.setVisible(True)
        if page is not None:
            self.pages.removeWidget(page)
            page.hide()
            page.deleteLater()

    def _offer_to_apply(self) -> None:
        text = self.tr("Kept. The sessions follow once the timetable is applied.")
        self.strip.tell(text, act=(self.tr("Apply …"), self.ask_apply))

    def _make_chips(self) -> dict[QWidget, QPushButton]:
        group = QButtonGroup(self)
        group.setExclusive(True)
        made: dict[QWidget, QPushButton] = {}
        pages: tuple[tuple[QWidget, str], ...] = (
            (self.week, self.tr("Week")),
            (self.year, self.tr("Terms and holidays")),
            (self.day, self.tr("Sessions of a day")),
            (self.codes, self.tr("Codes")),
        )
        for page, text in pages:
            self.pages.addWidget(page)
            chip = button(text, partial(self.open_page, page), kind="quiet")
            chip.setCheckable(True)
            group.addButton(chip)
            made[page] = chip
        made[self.week].setChecked(True)
        return made

    def _lay_out(self) -> None:
        self._tools = QWidget()
        flow = FlowLayout(self._tools)
        for part in (*self.chips.values(), self.applying, self.importing):
            flow.addWidget(part)
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(self._tools)
        outer.addWidget(self.strip)
        outer.addWidget(self.card)
        outer.addWidget(self.pages, 1)

    def _term_words(self) -> SpanWords:
        return SpanWords(
            self.tr("Terms"),
            self.tr("Lessons take place within the terms. Where there is none, they always do."),
            self.tr("There is no term yet."),
            self.tr("Add a term …"),
            self.tr("Add a term"),
            self.tr("Change a term"),
            self.tr("Take the term {name} away?"),
            self.tr("These days overlap with another term."),
        )

    def _holiday_words(self) -> SpanWords:
        return SpanWords(
            self.tr("Holidays"),
            self.tr("A lesson that begins on one of these days does not take place."),
            self.tr("There is no holiday yet."),
            self.tr("Add a holiday …"),
            self.tr("Add a holiday"),
            self.tr("Change a holiday"),
            self.tr("Take the holiday {name} away?"),
        )


def _today(clock: Callable[[], Instant]) -> Callable[[], date]:
    return lambda: clock().local_date
