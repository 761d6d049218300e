"""What a signed-in person sees. Made at sign-in and destroyed at sign-out, names and all."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QTabWidget, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId
from kiosk.domain.people import Role, SignedIn
from kiosk.runtime.api import CameraApi, DeskApi
from kiosk.runtime.api_office import Office
from kiosk.settings import Settings
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.controls import button, column, label, line
from kiosk.ui.desk.export_panel import ExportPanel, start_folder
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.people_tab import PeopleTab
from kiosk.ui.desk.roster_tab import RosterTab
from kiosk.ui.desk.system_tab import SystemTab
from kiosk.ui.theme import Tone
from kiosk.ui.worker import Worker


class Board(QWidget):
    """The desk while somebody is signed in."""

    left = Signal()
    """Sign out, please."""
    end_asked = Signal()
    """End the program, kiosk and all."""
    resume_asked = Signal()
    """Somebody wants to work at a board that is only watched."""
    folder_changed = Signal(str)
    strictness_chosen = Signal(object)
    """A Strictness."""
    here = Signal()
    """Somebody pressed the warning's button."""

    def __init__(
        self,
        desk: DeskApi,
        camera: CameraApi,
        worker: Worker,
        settings: Settings,
        clock: Callable[[], Instant],
        who: SignedIn,
        *,
        office: Office,
    ) -> None:
        super().__init__()
        self._office = office
        self.setProperty("role", "page")
        self.roster = RosterTab(desk, clock)
        self.people = PeopleTab(desk, camera, worker, clock)
        self.system = SystemTab(desk) if who.role is Role.ADMIN else None
        self.export = ExportPanel(desk, worker, start_folder(settings.export_folder), self.roster.strip)
        self.export.setVisible(False)
        self.export.left.connect(self._close_export)
        self.export.folder_changed.connect(self.folder_changed)
        self.roster.place_panel(self.export)
        self.roster.export_asked.connect(self.open_export)
        self.school = label("", "heading")
        self.who = label(self.tr("Signed in: {name}").format(name=i18n.isolate(who.name)), "muted")
        self.keep_open = QCheckBox(self.tr("Show the register while I am away"))
        self.keep_open.setAccessibleName(self.keep_open.text())
        hint = self.tr("After a while without use it stays to be looked at; changes need the passphrase.")
        self.keep_open.setToolTip(hint)
        self.keep_open.setAccessibleDescription(hint)
        self.leaving = button(self.tr("Sign out"), self.left.emit, key="Ctrl+Shift+L")
        self.ending = button(self.tr("Close the kiosk …"), self._ask_end, kind="quiet")
        self.resuming = button(self.tr("Sign in to change"), self.resume_asked.emit, kind="primary")
        self.resuming.setVisible(False)
        self.warning = Strip()
        self.question = Strip()
        for strip in (self.warning, self.question):
            strip.let_go.connect(self._into_list)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Desk"))
        self.tabs.tabBar().setAccessibleName(self.tr("Tabs"))
        self.tabs.addTab(self.roster, self.tr("Register"))
        self.tabs.addTab(self.people, self.tr("People"))
        if self.system is not None:
            self._add_system(self.system)
        self.tabs.currentChanged.connect(self._tab_changed)
        self._keys = [QShortcut(QKeySequence(f"Ctrl+{n + 1}"), self) for n in range(self.tabs.count())]
        for place, key in enumerate(self._keys):
            key.activated.connect(partial(self.tabs.setCurrentIndex, place))
        self._lay_out()
        call(desk.school(), self, self._show_school, self.roster.strip.tell_trouble)

    def _add_system(self, system: SystemTab) -> None:
        self.tabs.addTab(system, self.tr("System"))
        system.strictness_chosen.connect(self.strictness_chosen)
        system.person_asked.connect(self._show_person)
        system.renewals_asked.connect(self._show_renewals)

    def start(self) -> None:
        """Load, and put the keyboard into the register."""
        self.roster.start()
        self.roster.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Take a change of marks in."""
        self.roster.refresh()

    def set_watched(self, is_watched: bool) -> None:
        """Leave the register to be looked at, or give the board back."""
        self.question.dismiss()
        self.tabs.setCurrentIndex(0)
        self.tabs.tabBar().setVisible(not is_watched)
        for key in self._keys:
            key.setEnabled(not is_watched)
        self.export.setVisible(False)
        self.people.panel.leave_form()
        self.keep_open.setVisible(not is_watched)
        self.ending.setVisible(not is_watched)
        self.resuming.setVisible(is_watched)
        self.roster.set_watched(is_watched)

    def warn(self, seconds: int) -> None:
        """Say that the desk locks soon; 0 takes it back."""
        if seconds <= 0:
            self.warning.dismiss()
            return
        text = (
            self.tr("Nobody seems to be here. Changes are locked in {seconds} s.")
            if self.keep_open.isChecked()
            else self.tr("Nobody seems to be here. The desk locks in {seconds} s.")
        ).format(seconds=i18n.number(seconds))
        if self.warning.isVisible():
            self.warning.text.setText(text)
        else:
            act = (self.tr("I am here"), self.here.emit)
            self.warning.tell(text, Tone.CARE, act=act, can_dismiss=False)

    def open_export(self) -> None:
        """Show the export panel for what the register shows."""
        self.export.ready(self.roster.day, self.roster.session)
        self.export.setVisible(True)
        self.roster.make_room(True)
        self.export.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_end(self) -> None:
        text = self.tr("Close the kiosk? Nobody is marked at the door until it is started again.")
        self.question.ask(text, self.tr("Close the kiosk"), self.end_asked.emit, tone=Tone.BAD)

    def _close_export(self) -> None:
        self.export.setVisible(False)
        self.roster.make_room(False)
        self.roster.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_person(self, person: PersonId) -> None:
        self.tabs.setCurrentWidget(self.people)
        self.people.show_person(person)

    def _show_renewals(self) -> None:
        self.tabs.setCurrentWidget(self.people)
        self.people.show_renewals()

    def _into_list(self) -> None:
        if self.system is not None and self.tabs.currentWidget() is self.system:
            self.system.area.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        tab = self.people if self.tabs.currentWidget() is self.people else self.roster
        tab.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tab_changed(self, place: int) -> None:
        shown = self.tabs.widget(place)
        if shown is self.people:
            self.people.load()
        elif self.system is not None and shown is self.system:
            self.system.load()
        else:
            self.roster.refresh()
        # Else Qt moves on from the list that went to the box that keeps the register on show.
        if not self.tabs.tabBar().hasFocus():
            self._into_list()

    def _show_school(self, name: str) -> None:
        self.school.setText(name)

    def _lay_out(self) -> None:
        head = line(spacing=theme.SPACE.normal)
        self.school.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head.addWidget(self.school, 1)
        for widget in (self.who, self.keep_open, self.resuming, self.ending, self.leaving):
            head.addWidget(widget)
        outer = column(self, spacing=0)
        top = column(margins=0)
        top.setContentsMargins(theme.SPACE.normal, theme.SPACE.tight, theme.SPACE.normal, 0)
        top.addLayout(head)
        top.addWidget(self.warning)
        top.addWidget(self.question)
        outer.addLayout(top)
        outer.addWidget(self.tabs, 1)
