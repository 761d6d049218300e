"""QR cards of a group or of everybody: who has one, new ones on a sheet, and stopping one.

A card's code is in the sheet's file and nowhere else. Making a card stops the one before, so the folder is
looked at first, and a sheet that could not be written is said to be made again.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QStackedWidget, QTableView, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.people import Person, PersonSummary, SchoolClass
from kiosk.domain.registers import IssuedCard
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_register import CardsApi, CardState
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.card_words import card_words
from kiosk.ui.desk.cards_model import CardColumn, CardLine, CardsFilter, CardsModel
from kiosk.ui.desk.controls import button, column, field, label, show_whole_hint
from kiosk.ui.desk.file_picker import FilePicker
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.lists import by_name, choose_lines, chosen_lines
from kiosk.ui.desk.save_box import put
from kiosk.ui.desk.tables import fit_columns, plain_table, show_in
from kiosk.ui.print.cards import CardSheet, cards_pdf
from kiosk.ui.theme import Tone
from kiosk.ui.worker import Worker


class CardsPanel(QWidget):
    """The list and its acts; a folder is chosen in the list's place."""

    left = Signal()

    def __init__(
        self,
        desk: DeskApi,
        cards: CardsApi,
        worker: Worker,
        clock: Callable[[], Instant],
        folder: Callable[[], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._cards, self._worker = desk, cards, worker
        self._clock, self._folder = clock, folder
        self._classes: tuple[SchoolClass, ...] = ()
        self._wanted: tuple[PersonId, ...] = ()
        self._asked = 0
        self._school = ""
        self.setAccessibleName(self.tr("Cards"))
        self.strip = Strip()
        self.group = QComboBox()
        self.group.setAccessibleName(self.tr("Group"))
        self.group.setMinimumWidth(200)
        self.search = field(self.tr("Filter by name or number"), self.tr("Filter by name or number"))
        self.search.setClearButtonEnabled(True)
        show_whole_hint(self.search)
        self.lacking = button(self.tr("Without a card"), self._filter)
        self.lacking.setCheckable(True)
        self.model = CardsModel(self)
        self.proxy = CardsFilter(self.model, self)
        self.table = self._make_table()
        self.choosing = button(self.tr("Choose all shown"), self._choose_all, kind="quiet")
        self.making = button(self.tr("Make cards …"), self.ask_make, kind="primary")
        self.stopping = button(self.tr("Stop the card …"), self.ask_revoke)
        self.closing = button(self.tr("Close"), self.left.emit)
        self.picker = FilePicker(worker, is_for_folder=True)
        self.pages = QStackedWidget()
        self._lay_out()
        self.search.textChanged.connect(self._narrow)
        self.group.currentIndexChanged.connect(lambda _: self._load_people())
        self.picker.left.connect(self._show_list)
        self.picker.chosen.connect(lambda found: self._take_folder(found[0]))
        self.strip.let_go.connect(self.take_keyboard)

    def start(self, group: ClassId | None = None, people: Sequence[PersonId] = ()) -> None:
        """Ask for everything; `people` are chosen, whoever of them is of the group."""
        self._wanted = tuple(people)

        def took(classes: Sequence[SchoolClass]) -> None:
            self._list_classes(by_name(classes), group)
            self._load_people()

        call(self._desk.school(), self, self._took_school, self.strip.tell_trouble)
        call(self._desk.classes(), self, took, self.strip.tell_trouble)

    def take_keyboard(self) -> None:
        """Put the keyboard into the list, or into the folders."""
        wanted: QWidget = self.table if self.pages.currentWidget() is self._list else self.picker.path
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> list[CardLine]:
        """Give the lines chosen."""
        lines = self.proxy.lines()
        return [self.model.lines[lines[place]] for place in chosen_lines(self.table)]

    def ask_make(self) -> None:
        """Ask, then let a folder be chosen for the sheet."""
        chosen = self.chosen()
        old = sum(each.issued is not None for each in chosen)
        text = self.tr("Make new cards: {count}?").format(count=i18n.number(len(chosen)))
        if old:
            more = self.tr("Cards that stop working at once: {count}.").format(count=i18n.number(old))
            text = f"{text} {more}"
        self.strip.ask(
            f"{text} {self._paper_words()}", self.tr("Choose a folder"), self._open_picker,
            starts_on_no=old > 0,
        )  # fmt: skip

    def ask_revoke(self) -> None:
        """Ask, then stop the cards chosen."""
        having = [each.person.id for each in self.chosen() if each.issued is not None]
        text = self.tr("Stop cards: {count}? They work no more at once, and only a new card replaces one.")
        self.strip.ask(
            text.format(count=i18n.number(len(having))), self.tr("Stop them"), lambda: self._revoke(having),
            tone=Tone.BAD,
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the folders, then the panel."""
        if event.key() == Qt.Key.Key_Escape:
            if self.pages.currentWidget() is self._list:
                self.left.emit()
            else:
                self._show_list()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:  # of a path that is typed
            super().keyPressEvent(event)

    # Making

    def _open_picker(self) -> None:
        self.pages.setCurrentWidget(self._folders)
        self.picker.show_folder(self._folder())
        self.take_keyboard()

    def _take_folder(self, folder: Path) -> None:
        people = [each.person.id for each in self.chosen()]
        self._show_list()
        self._set_busy(is_busy=True)
        looked = self._worker.submit(lambda: check_folder(folder))
        call(looked, self, lambda _: self._issue(people, folder), self._failed)

    def _issue(self, people: Sequence[PersonId], folder: Path) -> None:
        call(self._cards.issue(people), self, lambda made: self._write(made, folder), self._failed)

    def _write(self, made: Sequence[IssuedCard], folder: Path) -> None:
        group, now = self._group_name(), self._clock()
        sheet, words = CardSheet(self._school, group, now, made), card_words()
        name = file_name(group, now)
        written = self._worker.submit(lambda: put(folder, name, cards_pdf(sheet, words)))
        call(written, self, self._written, self._lost)

    def _written(self, out: Path) -> None:
        self._set_busy(is_busy=False)
        text = self.tr(
            "Written: {path}. Print it, then delete the file: whoever has it can print these cards, too."
        )
        self.strip.tell(text.format(path=i18n.isolate(str(out))), Tone.GOOD)
        self._load_people()

    def _lost(self, trouble: Trouble) -> None:
        """Say that cards were made that nobody can print."""
        self._set_busy(is_busy=False)
        more = self.tr("The cards were made, but they are on no sheet: make them again.")
        self.strip.tell(f"{trouble.text} {more}", Tone.BAD)
        self._load_people()

    def _failed(self, trouble: Trouble) -> None:
        self._set_busy(is_busy=False)
        self.strip.tell_trouble(trouble)

    # Stopping

    def _revoke(self, people: Sequence[PersonId]) -> None:
        left = len(people)

        def one_less() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                self._load_people()

        def failed(trouble: Trouble) -> None:
            self.strip.tell_trouble(trouble)
            one_less()

        futures: list[Future[bool]] = [self._cards.revoke(person) for person in people]
        for future in futures:
            call(future, self, lambda _: one_less(), failed)

    # Showing

    def _took_school(self, name: str) -> None:
        self._school = name

    def _list_classes(self, classes: Sequence[SchoolClass], wanted: ClassId | None) -> None:
        self._classes = tuple(classes)
        self.group.blockSignals(True)
        self.group.clear()
        self.group.addItem(self.tr("Everybody"), None)
        for each in classes:
            self.group.addItem(i18n.isolate(each.name), each.id)
        self.group.setCurrentIndex(0 if wanted is None else max(0, self.group.findData(wanted)))
        self.group.blockSignals(False)

    def _group_name(self) -> str:
        chosen = self.group.currentData()
        return next((each.name for each in self._classes if each.id == chosen), "")

    def _load_people(self) -> None:
        self._asked += 1
        asked, group = self._asked, self.group.currentData()

        def took(states: Sequence[CardState], people: Sequence[PersonSummary]) -> None:
            if asked == self._asked:
                self._show({each.person.id: each.person for each in people}, states)

        def took_people(people: Sequence[PersonSummary]) -> None:
            call(
                self._cards.states(group), self, lambda states: took(states, people), self.strip.tell_trouble
            )

        call(self._desk.people(group), self, took_people, self.strip.tell_trouble)

    def _show(self, people: Mapping[PersonId, Person], states: Sequence[CardState]) -> None:
        kept = self._wanted or tuple(each.person.id for each in self.chosen())
        lines = [CardLine(people[state.person], state.issued) for state in states if state.person in people]
        self.model.show_lines(lines)
        fit_columns(self.table, (CardColumn.NAME,))
        self._wanted = ()
        self._choose(set(kept))
        self._count()

    def _choose(self, wanted: set[PersonId]) -> None:
        rows = enumerate(self.proxy.lines())
        places = [place for place, row in rows if self.model.lines[row].person.id in wanted]
        choose_lines(self.table, places)
        if places:
            self.table.scrollTo(self.proxy.index(places[0], 0))

    def _choose_all(self) -> None:
        choose_lines(self.table, range(self.proxy.rowCount()))

    def _narrow(self, text: str) -> None:
        self.proxy.set_text(text)
        self._count()

    def _filter(self) -> None:
        self.proxy.set_lacking(self.lacking.isChecked())
        self._count()

    def _count(self) -> None:
        lines = self.model.lines
        without = sum(each.issued is None for each in lines)
        text = self.tr("Without a card: {count}").format(count=i18n.number(without))
        self.lacking.setText(text)
        self.lacking.setAccessibleName(text)
        nothing = "" if self.proxy.rowCount() else self.tr("Nobody is on this list.")
        self.nothing.setText(nothing)
        self.nothing.setVisible(bool(nothing))
        self.table.setVisible(not nothing)
        self._enable()

    def _enable(self) -> None:
        chosen = self.chosen()
        text = self.tr("Make cards: {count} …").format(count=i18n.number(len(chosen)))
        self.making.setText(text)
        self.making.setAccessibleName(text)
        self.making.setEnabled(bool(chosen))
        self.stopping.setEnabled(any(each.issued is not None for each in chosen))

    def _set_busy(self, *, is_busy: bool) -> None:
        self._list.setEnabled(not is_busy)
        if not is_busy:
            self._enable()

    def _show_list(self) -> None:
        self.pages.setCurrentWidget(self._list)
        self.take_keyboard()

    def _paper_words(self) -> str:
        return self.tr("The new codes are on that sheet only: nobody can read them here again.")

    def _make_table(self) -> QTableView:
        table = plain_table(self.tr("Who has a card"), has_several=True)
        show_in(table, self.proxy, (CardColumn.NAME,))
        table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        return table

    def _lay_out(self) -> None:
        tools, acts = QWidget(), QWidget()
        flow, row = FlowLayout(tools), FlowLayout(acts)
        controls: tuple[QWidget, ...] = (self.group, self.search, self.lacking, self.choosing)
        for control in controls:
            flow.addWidget(control)
        for act in (self.making, self.stopping, self.closing):
            row.addWidget(act)
        self.nothing = label("", "muted", wraps=True)
        self._list, self._folders = QWidget(), QWidget()
        inner = column(self._list, spacing=theme.SPACE.snug)
        for part in (tools, self.nothing):
            inner.addWidget(part)
        inner.addWidget(self.table, 1)
        inner.addStretch(0)
        inner.addWidget(acts)
        other = column(self._folders, spacing=theme.SPACE.tight)
        other.addWidget(label(self.tr("Where the sheet is written"), "muted"))
        other.addWidget(self.picker, 1)
        self.pages.addWidget(self._list)
        self.pages.addWidget(self._folders)
        hint = self.tr(
            "For those who sign in without their face. Whoever holds a card can use it. A new card stops the "
            "one before."
        )
        outer = column(self, spacing=theme.SPACE.tight)
        outer.addWidget(label(self.tr("Cards"), "heading"))
        outer.addWidget(label(hint, "muted", wraps=True))
        outer.addWidget(self.strip)
        outer.addWidget(self.pages, 1)
        self.nothing.setVisible(False)
        self._enable()


def check_folder(folder: Path) -> None:
    """Look whether a sheet can be written, before older cards stop working. Any thread.

    Raises:
        KioskError: FILE_NOT_WRITTEN.
    """
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        raise KioskError(Code.FILE_NOT_WRITTEN, where=folder)


def file_name(group: str, now: Instant) -> str:
    """Give "cards_GROUP_DAY.pdf": letters and digits of the group's name, of any script."""
    kept = "".join(c if c.isalnum() else "-" for c in group)[:40].strip("-")
    return f"cards_{kept}_{now.local_date}.pdf" if kept else f"cards_{now.local_date}.pdf"
