"""Everybody on the rolls: consent, face, PIN, and how to add them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.people import Person, PersonSummary, SchoolClass
from kiosk.runtime.api import CameraApi, DeskApi, Enrolled
from kiosk.runtime.api_office import Office
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.cards_panel import CardsPanel
from kiosk.ui.desk.controls import button, column, field, label, show_whole_hint
from kiosk.ui.desk.enrol_folder import EnrolFolderPanel
from kiosk.ui.desk.enrol_panel import EnrolPanel
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.import_panel import ImportPanel
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.lists import SelectionKeeper, by_name
from kiosk.ui.desk.people_model import Column, PeopleFilter, PeopleModel, needs_enrolment
from kiosk.ui.desk.person_panel import PersonPanel
from kiosk.ui.desk.person_sheet import PersonSheet
from kiosk.ui.worker import Worker

_SIDE_PX = 360
_WIDTH_FOR_CLASSES = 820
Tool = ImportPanel | CardsPanel | PersonSheet | EnrolPanel | EnrolFolderPanel
"""What opens in the place of the list."""


class PeopleTab(QWidget):
    """A list, and the person chosen beside it (below it on an upright screen)."""

    folder_changed = Signal(str)
    """Sheets go to another folder."""

    def __init__(
        self,
        desk: DeskApi,
        camera: CameraApi,
        worker: Worker,
        clock: Callable[[], Instant],
        office: Office,
        folder: Callable[[], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._camera, self._worker, self._clock = desk, camera, worker, clock
        self._registry, self._privacy, self._folder = office.registry, office.privacy, folder
        self.tool: Tool | None = None
        self._classes: tuple[SchoolClass, ...] = ()
        self.model = PeopleModel(self)
        self.proxy = PeopleFilter(self.model, self)
        self.strip = Strip()
        self.panel = PersonPanel(desk, camera, worker, clock, self.strip, office, folder)
        self.panel.changed.connect(self.load)
        self.panel.sheet_asked.connect(self.open_sheet)
        self.panel.enrol_asked.connect(self.open_enrolment)
        self.search = field(self.tr("Filter by name or number"), self.tr("Filter by name or number"))
        self.search.setClearButtonEnabled(True)
        show_whole_hint(self.search)
        self.search.textChanged.connect(self._filter)
        self.class_box = QComboBox()
        self.class_box.setAccessibleName(self.tr("Class"))
        self.class_box.setMinimumWidth(200)
        self.class_box.currentIndexChanged.connect(self._choose_class)
        self.renewing = button("", self._choose_renewals)
        self.renewing.setCheckable(True)
        self.renewing.setVisible(False)
        self.adding = button(self.tr("Add a person …"), self._add_person, kind="primary")
        self.adding_class = button(self.tr("Add a class …"), self.panel.add_class)
        self.importing = button(self.tr("Import …"), self.open_import)
        self.carding = button(self.tr("Cards …"), self.open_cards)
        self.enrolling = button(self.tr("Enrol from a folder …"), self.open_folder)
        self.footer = label("", "muted", wraps=True)
        self.table = self._make_table()
        self._keeper = SelectionKeeper(self.table, self.proxy)
        for part in (self.strip, self.panel):
            part.let_go.connect(self.take_keyboard)
        self._lay_out()

    def load(self, chosen: PersonId | None = None) -> None:
        """Load everybody, and show `chosen` when given."""
        wanted = chosen or self._chosen_id()

        def take_people(people: Sequence[PersonSummary]) -> None:
            self.model.show_people(people, {item.id: item.name for item in self._classes})
            self._choose(wanted)
            self._count()

        def take_classes(classes: Sequence[SchoolClass]) -> None:
            self._classes = by_name(classes)
            self._list_classes()
            call(self._desk.people(), self, take_people, self.strip.tell_trouble)

        call(self._desk.classes(), self, take_classes, self.strip.tell_trouble)

    def take_keyboard(self) -> None:
        """Put the keyboard into the list, or into what is open in its place."""
        if self.tool is not None:
            self.tool.take_keyboard()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_import(self) -> None:
        """Ask for a file with people."""
        made = ImportPanel(self._registry.imports, "roster", self._worker, self._folder)
        made.imported.connect(self.load)
        self._open_tool(made)
        made.start()

    def open_cards(self) -> None:
        """Show who of the class chosen has a card; the person chosen is chosen there, too."""
        made = CardsPanel(self._desk, self._registry.cards, self._worker, self._clock, self._folder)
        self._open_tool(made)
        person = self._chosen_id()
        made.start(self._class_chosen(), () if person is None else (person,))
        made.take_keyboard()

    def open_sheet(self, person: Person) -> None:
        """Offer one person's sheet."""
        made = PersonSheet(self._desk, self._registry.reports, self._worker, self._folder(), self.strip)
        made.export.folder_changed.connect(self.folder_changed)
        self._open_tool(made)
        made.start(person, self._clock().local_date)

    def open_enrolment(self, summary: PersonSummary) -> None:
        """Let somebody look at the camera."""
        made = self._open_enrolment(summary)
        made.start()
        made.take_keyboard()

    def _go_on_as_twins(self, summary: PersonSummary, enrolled: Enrolled) -> None:
        """Twins choose a symbol and a PIN like everybody else: they need the PIN most."""
        self._open_enrolment(summary).go_on(enrolled)

    def _open_enrolment(self, summary: PersonSummary) -> EnrolPanel:
        names = {item.person.id: item.person.name for item in self.model.people}
        made = EnrolPanel(self._desk, self._camera, self._privacy, summary, names)
        made.stored.connect(self.load)
        made.card_asked.connect(self.open_cards)

        def failed(trouble: Trouble) -> None:
            self.close_tool()
            self.panel.tell_not_enrolled(summary.person, trouble, partial(self._go_on_as_twins, summary))

        def done() -> None:
            if made.enrolled is not None:
                self.panel.tell_enrolled(made.enrolled)

        made.failed.connect(failed)
        made.left.connect(done)
        self._open_tool(made)
        return made

    def open_folder(self) -> None:
        """Ask for a folder of pictures named by number."""
        made = EnrolFolderPanel(self._desk, self._worker)
        made.enrolled.connect(self.load)
        self._open_tool(made)
        made.start()

    def close_tool(self) -> None:
        """Show the list again."""
        gone, self.tool = self.tool, None
        if gone is None:
            return
        self.pages.setCurrentWidget(self._list)
        self.pages.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        self.take_keyboard()

    def _open_tool(self, tool: Tool) -> None:
        self.close_tool()
        self.strip.dismiss()
        tool.left.connect(self.close_tool)
        self.tool = tool
        self.pages.addWidget(tool)
        self.pages.setCurrentWidget(tool)

    def show_person(self, person: PersonId) -> None:
        """Load everybody and show one person, whatever was filtered out before."""
        self.close_tool()
        self._clear_filters(only_renewals=False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.load(person)

    def show_renewals(self) -> None:
        """Load everybody and list those who have to be enrolled again."""
        self.close_tool()
        self._clear_filters(only_renewals=True)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.load()

    def _clear_filters(self, *, only_renewals: bool) -> None:
        self.search.clear()
        self.class_box.setCurrentIndex(0)
        self.renewing.setChecked(only_renewals)
        self._choose_renewals()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the person below the list where the window is upright or narrow."""
        is_upright = self.width() < 2 * _SIDE_PX + 200 or self.width() < self.height()
        way = Qt.Orientation.Vertical if is_upright else Qt.Orientation.Horizontal
        if self.split.orientation() != way:
            self.split.setOrientation(way)
        space = self.height() if is_upright else self.width()
        side = round(0.42 * space) if is_upright else max(_SIDE_PX, round(0.28 * space))
        self.split.setSizes([space - side, side])
        self.table.setColumnHidden(Column.CLASSES, is_upright and self.width() < _WIDTH_FOR_CLASSES)
        super().resizeEvent(event)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.proxy)
        table.setAccessibleName(self.tr("People"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setSortingEnabled(True)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.sortByColumn(Column.NAME, Qt.SortOrder.AscendingOrder)
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(36)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.CLASSES, QHeaderView.ResizeMode.Stretch)
        for column_, width in (
            (Column.NUMBER, 90),
            (Column.CONSENT, 105),
            (Column.FACE, 135),
            (Column.PIN, 118),
        ):
            header.resizeSection(column_, width)
        table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        return table

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools)
        for widget in (
            self.search,
            self.class_box,
            self.renewing,
            self.adding,
            self.adding_class,
            self.importing,
            self.carding,
            self.enrolling,
        ):
            flow.addWidget(widget)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.table)
        self.split.addWidget(self.panel)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(theme.SPACE.snug)
        self._list = QWidget()
        inner = column(self._list, spacing=theme.SPACE.snug)
        inner.addWidget(tools)
        inner.addWidget(self.split, 1)
        inner.addWidget(self.footer)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._list)
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(self.strip)
        outer.addWidget(self.pages, 1)

    def _list_classes(self) -> None:
        kept = self._class_chosen()
        self.class_box.blockSignals(True)
        self.class_box.clear()
        self.class_box.addItem(self.tr("All classes"))
        for item in self._classes:
            self.class_box.addItem(i18n.isolate(item.name))
        ids = [item.id for item in self._classes]
        self.class_box.setCurrentIndex(ids.index(kept) + 1 if kept in ids else 0)
        self.class_box.blockSignals(False)

    def _class_chosen(self) -> ClassId | None:
        place = self.class_box.currentIndex() - 1
        return self._classes[place].id if 0 <= place < len(self._classes) else None

    def _choose_class(self) -> None:
        self.proxy.set_class(self._class_chosen())
        self._count()

    def _choose_renewals(self) -> None:
        self.proxy.set_only_renewals(self.renewing.isChecked())
        self._count()

    def _filter(self, text: str) -> None:
        self.proxy.set_text(text)
        self._count()

    def _count(self) -> None:
        people = [self.model.people[row] for row in self.proxy.lines()]
        text = self.tr(
            "People: {people}  ·  with consent: {consent}  ·  enrolled: {faces}  ·  with a PIN: {pins}"
        ).format(
            people=i18n.number(len(people)),
            consent=i18n.number(sum(item.has_live_consent for item in people)),
            faces=i18n.number(sum(item.templates > 0 for item in people)),
            pins=i18n.number(sum(item.has_pin for item in people)),
        )
        again = sum(needs_enrolment(item) for item in people)
        if again:
            text += self.tr("  ·  to enrol again: {count}").format(count=i18n.number(again))
        self.footer.setText(text)
        self._offer_renewals()

    def _offer_renewals(self) -> None:
        count = self.proxy.renewals()
        text = self.tr("Needs a new enrolment: {count}").format(count=i18n.number(count))
        self.renewing.setText(text)
        self.renewing.setAccessibleName(text)
        # It stays while it filters: a list that is empty must say why.
        self.renewing.setVisible(count > 0 or self.renewing.isChecked())

    def _chosen_summary(self) -> PersonSummary | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.people[self.proxy.mapToSource(rows[0]).row()] if rows else None

    def _chosen_id(self) -> PersonId | None:
        summary = self._chosen_summary()
        return None if summary is None else summary.person.id

    def _choose(self, person: PersonId | None) -> None:
        ids = [item.person.id for item in self.model.people]
        if person in ids:
            index = self.proxy.mapFromSource(self.model.index(ids.index(person), 0))
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)
        self._show_chosen()

    def _show_chosen(self) -> None:
        names = {item.person.id: item.person.name for item in self.model.people}
        classes = {item.id: item.name for item in self._classes}
        self.panel.show_person(self._chosen_summary(), names, classes)

    def _add_person(self) -> None:
        self.panel.add_person(self._classes, self._class_chosen())
